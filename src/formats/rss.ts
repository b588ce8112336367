import { getRssString } from '@astrojs/rss';
import type { Element } from 'xast';
import { x } from 'xastscript';
import { escapeXml, withoutNonXml } from '../lib/xml.ts';
import { createFeedWriter, type FeedChannel, type FeedFile, type FeedItem, type ItemText } from './feed.ts';
import { feedTypes } from './feed-types.ts';
import { cutAt, htmlAsXml, pictureElement, writeXml } from './feed-xml.ts';

/**
 * RSS 2.0 (rssboard.org) with Dublin Core authors and languages, Media RSS pictures, whole stories in
 * content:encoded, and the links of Atom: to itself, to a hub, to its archive (RFC 5005).
 * Titles are plain text; the description of an item is HTML, as the specification has it.
 */
export async function rssFeed(channel: FeedChannel, items: FeedItem[]): Promise<FeedFile> {
  const { title, description, url, isArchive } = channel;
  const xml = await getRssString({ title, description, site: url, items: [], xmlns: namespaces(isArchive) });
  const head = replaceOnce(xml, end, writeXml(...channelElements(channel)));
  return writeFeed(items, {
    head: `${plainText(withoutNonXml(head))}\n`,
    separator: '\n',
    end: `\n${end}\n`,
  });
}

const end = '</channel></rss>';

const namespaces = (isArchive: boolean) => ({
  atom: 'http://www.w3.org/2005/Atom',
  content: 'http://purl.org/rss/1.0/modules/content/',
  dc: 'http://purl.org/dc/elements/1.1/',
  ...(isArchive && { fh: 'http://purl.org/syndication/history/1.0' }),
  media: 'http://search.yahoo.com/mrss/',
});

function channelElements(channel: FeedChannel): (Element | undefined)[] {
  const { title, url, language, copyright, generator, icon, minutesToLive, updated } = channel;
  const { self, hub, current, older, newer, isArchive } = channel;
  const link = (rel: string, href: string | undefined) =>
    href === undefined
      ? undefined
      : x('atom:link', { href, rel, type: rel === 'hub' ? undefined : feedTypes.rss.type });
  return [
    x('language', language),
    x('copyright', copyright),
    updated && x('lastBuildDate', updated.toUTCString()),
    x('generator', generator),
    x('ttl', String(minutesToLive)),
    // Its title and link are those of the channel, says the specification.
    x('image', [
      x('url', icon),
      x('title', title),
      x('link', url),
      x('width', iconSize),
      x('height', iconSize),
    ]),
    link('self', self),
    link('hub', hub),
    link('current', current),
    link('prev-archive', older),
    link('next-archive', newer),
    isArchive ? x('fh:archive') : undefined,
  ];
}

/** Pixels that a channel's picture is shown at: as wide as the specification allows. */
const iconSize = '144';

const writeFeed = createFeedWriter(async (texts) => {
  const xml = await getRssString({
    ...{ title: '-', description: '-', site: 'https://paper.invalid' },
    items: texts.map(rssItem),
  });
  const [, ...items] = xml.slice(0, xml.lastIndexOf(end)).split('<item>');
  return items.map((rest, index) => {
    const text = texts[index]!;
    const own = plainText(writeXml(...itemElements(text.item)));
    const xml = replaceOnce(rest.replace(/^<title>[^<]*/, plainText), addressAsName, own);
    const [before, after] = cutAt(withoutNonXml(xml), '<content:encoded/>');
    return [`<item>${before}<content:encoded>`, htmlAsXml(text), `</content:encoded>${after}`];
  });
});

function rssItem({ item }: ItemText) {
  const { title, url, summary, published, source, picture } = item;
  return {
    title,
    link: url,
    description: escapeXml(summary),
    pubDate: published,
    // Of the whole story it would look for each of five signs in turn.
    content: '',
    ...(source && { source: { title: source.name, url: source.url } }),
    ...(picture && { enclosure: { url: picture.url, type: picture.type, length: picture.bytes } }),
  };
}

/** The name that @astrojs/rss gives an item. Ours does not change with the address. */
const addressAsName = /<guid isPermaLink="true">[^<]*<\/guid>/;

/** What @astrojs/rss has no place for but `customData`, in which it reads "007" as 7. */
function itemElements({ guid, authors, contributors, categories, language, picture }: FeedItem) {
  return [
    x('guid', { isPermaLink: 'false' }, guid),
    ...authors.map(({ name }) => x('dc:creator', name)),
    ...contributors.map(({ name }) => x('dc:contributor', name)),
    ...categories.map(({ label, scheme }) => x('category', { domain: scheme }, label)),
    language === undefined ? undefined : x('dc:language', language),
    picture && pictureElement(picture),
  ];
}

/** What is not HTML, as the RSS Profile (rssboard.org) has it: fewer readers then look for markup in it. */
const plainText = (xml: string) => xml.replaceAll('&amp;', '&#x26;').replaceAll('&lt;', '&#x3C;');

/** Puts a text in the place of what @astrojs/rss is known to write. */
function replaceOnce(xml: string, known: string | RegExp, text: string): string {
  const replaced = xml.replace(known, () => text);
  if (replaced === xml) throw new Error(`@astrojs/rss no longer writes ${known}; adapt src/formats/rss.ts.`);
  return replaced;
}
