import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { SaxesParser } from 'saxes';
import { root } from './builds.ts';

/** An item of a feed, as far as all formats tell of it. */
export interface ReadItem {
  guid: string;
  url: string;
  title: string;
  /** Milliseconds. */
  published: number;
  authors: string[];
  tags: string[];
  html: string;
}

/** A feed as a reader takes it. */
export interface ReadFeed {
  title: string;
  description: string;
  /** Address of the page with the same list. */
  page: string;
  self: string | undefined;
  /** Address of the document with older items. */
  older: string | undefined;
  items: ReadItem[];
}

/** The files of a feed by format. */
export const feedFiles = { rss: 'rss.xml', atom: 'atom.xml', json: 'feed.json' } as const;
export type Format = keyof typeof feedFiles;
export const formats = Object.keys(feedFiles) as Format[];

/**
 * Reads a feed as a careful reader would.
 * @throws {AssertionError} when it is no valid file of its format
 */
export function readFeed(text: string, format: Format): ReadFeed {
  if (format === 'json') return readJsonFeed(text);
  assertWellFormed(text);
  return format === 'rss' ? readRss(text) : readAtom(text);
}

function readRss(text: string): ReadFeed {
  const { title, description, link, atom, items = [] } = parseRssFeed(text);
  return {
    ...{ title: title!, description: description!, page: link! },
    ...relationsOf(atom?.links),
    items: items.map(({ guid, link, title, pubDate, dc, categories, content }) => ({
      ...{ guid: guid!.value!, url: link!, title: title!, published: Date.parse(pubDate!) },
      authors: dc?.creators ?? [],
      tags: categories?.map(({ name }) => name!) ?? [],
      html: content!.encoded!,
    })),
  };
}

function readAtom(text: string): ReadFeed {
  const { title, subtitle, links, entries = [] } = parseAtomFeed(text);
  return {
    ...{ title: title!.value!, description: subtitle!.value!, page: linkOf(links, 'alternate')! },
    ...relationsOf(links),
    items: entries.map(({ id, links, title, published, authors, categories, content }) => ({
      ...{
        guid: id!,
        url: linkOf(links, 'alternate')!,
        title: title!.value!,
        published: Date.parse(published!),
      },
      authors: authors?.map(({ name }) => name!) ?? [],
      tags: categories?.map(({ label }) => label!) ?? [],
      html: content!.value!,
    })),
  };
}

function readJsonFeed(text: string): ReadFeed {
  const file: unknown = JSON.parse(text);
  assert.ok(isJsonFeed(file), JSON.stringify(isJsonFeed.errors));
  const { title, description, home_page_url, feed_url, next_url, items = [] } = parseJsonFeed(file);
  return {
    ...{ title: title!, description: description!, page: home_page_url! },
    ...{ self: feed_url, older: next_url },
    items: items.map(({ id, url, title, date_published, authors, tags, content_html }) => ({
      ...{ guid: id!, url: url!, title: title!, published: Date.parse(String(date_published)) },
      authors: authors?.map(({ name }) => name!) ?? [],
      ...{ tags: tags ?? [], html: content_html! },
    })),
  };
}

type Links = { rel?: string; href?: string }[] | undefined;
const linkOf = (links: Links, rel: string) => links?.find((link) => link.rel === rel)?.href;
const relationsOf = (links: Links) => ({ self: linkOf(links, 'self'), older: linkOf(links, 'prev-archive') });

const ajv = new Ajv({ allErrors: true });
addFormats.default(ajv);
const isJsonFeed = ajv.compile(
  JSON.parse(readFileSync(join(root, 'test/fixtures/json-feed-1.1.schema.json'), 'utf8')),
);

/** Fails for what is no XML 1.0 with namespaces; some readers of feeds do not. */
export function assertWellFormed(xml: string): void {
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => assert.fail(error.message));
  parser.write(xml).close();
  assert.ok(!/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(xml));
}
