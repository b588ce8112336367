import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { parseFeed } from '@rowanmanning/feed-parser';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import RssParser from 'rss-parser';
import { SaxesParser } from 'saxes';
import { atomFeed } from './atom.ts';
import { feedLimit, itemLimit, oneLine, type FeedChannel, type FeedItem } from './feed.ts';
import { jsonFeed } from './json-feed.ts';
import { rssFeed } from './rss.ts';

const channel: FeedChannel = {
  title: '2024.10',
  description: 'A & B <C> ]]>',
  id: 'urn:uuid:0',
  url: 'https://example.org/paper/',
  self: 'https://example.org/paper/feed',
  language: 'en-GB',
  copyright: '2024',
  publisher: { name: 'Paper', url: 'https://example.org/paper/' },
  generator: '1e3',
  icon: 'https://example.org/icon.png',
  hub: 'https://hub.example/?a=1&b=2',
  minutesToLive: 60,
  updated: new Date('2024-10-02T13:30:00+01:00'),
  isArchive: false,
  older: 'https://example.org/paper/feeds/archive/2024-10/1/feed',
};
const item: FeedItem = {
  guid: 'tag:old.example,2009:7&8',
  url: 'https://example.org/paper/2024/10/02/a/?x=1&y=2',
  title: 'A title',
  summary: 'a < b & "c" &amp; ]]>',
  published: new Date('2024-10-02T13:30:00+01:00'),
  updated: new Date('2024-10-03T09:00:00Z'),
  language: 'ar',
  authors: ['007', 'true', '0x10', 'A & B <C>'].map((name) => ({ name, url: 'https://example.org/a/?b&c' })),
  contributors: [{ name: '1e3', url: 'https://example.org/c/' }],
  categories: [
    { term: 'world', scheme: 'https://example.org/', label: '2024.10' },
    { term: 'c', scheme: 'https://example.org/tags/', label: 'C & <D>' },
  ],
  source: { name: 'The "Other" <Paper>', url: 'https://other.example/?a=1&b=2' },
  picture: {
    ...{ url: 'https://example.org/a.jpg', type: 'image/jpeg', width: 1200, height: 800, bytes: 99 },
    ...{ alt: '007', caption: 'true', credit: '<b>' },
  },
  html: '<p>Text</p>',
  shortHtml: () => '<p>Short</p>',
};

/** Titles, names and texts that readers of numbers, markup and XML stumble over. */
const awkward: Record<string, string> = {
  'a number with zeros': '007',
  'a number with an exponent': '1e3',
  'a hexadecimal number': '0x1F',
  'a truth': 'true',
  nothing: 'null',
  'a reference': '&amp; &lt;b&gt; &#38; &nbsp;',
  'the end of character data': 'a ]]> b ]]]]>> c',
  markup: '<script>alert("x")</script> <!-- & --> </item></channel>',
  'what is put in another place': '<guid isPermaLink="true">x</guid> $& $1 $`',
  'emoji and their joiners': '👩🏽‍🚀 🏳️‍🌈 🇺🇳',
  'right to left': 'عنوان «ال123خبر» שלום',
  'marks of direction and joiners': '\u200fa\u200e \u2067b\u2069 c\u200dd\ufeffe',
  'quotation marks': `'a' "b" \u00a0«c»`,
  'letters beside the forbidden ones': '\ufffd \ud7ff \ue000 \u{10ffff} \u0085',
};
const forbidden = 'a\u0000b\u0007c\u000bd\u001be\ufffef\uffffg\ud800h\udc00i';

const awkwardItems = [...Object.values(awkward), forbidden].map((text, index): FeedItem => {
  const html = `<p title="${text.replace(/[&<>"]/g, '')}">${text.replaceAll('&', '&#x26;').replaceAll('<', '&#x3C;')}</p>\n<p>end ]]></p>`;
  return {
    ...{ ...item, guid: `urn:uuid:${index}`, title: text, summary: text, html },
    authors: [{ name: text, url: 'https://example.org/a/' }],
    categories: [{ term: 'c', scheme: 'https://example.org/tags/', label: text }],
  };
});

const writers = { rss: rssFeed, atom: atomFeed, json: jsonFeed };
const write = async (format: keyof typeof writers, items: FeedItem[], others: Partial<FeedChannel> = {}) =>
  String(await writers[format]({ ...channel, ...others }, items));

/** What every reader finds of an item. */
interface FoundItem {
  guid: unknown;
  title: unknown;
  html: unknown;
  author?: unknown;
  category?: unknown;
}

/** Feeds as the libraries of three makers read them. */
const readers: Record<string, (file: string) => FoundItem[] | Promise<FoundItem[]>> = {
  'RSS by feedsmith': (file) =>
    parseRssFeed(file).items!.map(({ guid, title, content, dc, categories }) => ({
      ...{ guid: guid?.value, title, html: content?.encoded },
      ...{ author: dc?.creators?.[0], category: categories?.[0]?.name },
    })),
  'RSS by rss-parser': async (file) =>
    (await new RssParser().parseString(file)).items.map(({ guid, title, creator, ...rest }) => ({
      ...{ guid, title, html: (rest as Record<string, unknown>)['content:encoded'] },
      author: creator,
    })),
  'RSS by @rowanmanning/feed-parser': (file) => parseFeed(file).items.map(found),
  'Atom by feedsmith': (file) =>
    parseAtomFeed(file).entries!.map(({ id, title, content, authors, categories }) => ({
      ...{ guid: id, title: title?.value, html: content?.value },
      ...{ author: authors?.[0]?.name, category: categories?.[0]?.label },
    })),
  'Atom by rss-parser': async (file) =>
    (await new RssParser().parseString(file)).items.map(({ id, title, content }) => ({
      ...{ guid: id, title, html: content },
    })),
  'Atom by @rowanmanning/feed-parser': (file) => parseFeed(file).items.map(found),
  'JSON Feed by feedsmith': (file) =>
    parseJsonFeed(JSON.parse(file)).items!.map(({ id, title, content_html, authors, tags }) => ({
      ...{ guid: id, title, html: content_html },
      ...{ author: authors?.[0]?.name, category: tags?.[0] },
    })),
};
/** It looks for an e-mail address in the name of an author. */
const found = ({ id, title, content, categories }: ReturnType<typeof parseFeed>['items'][number]) => ({
  ...{ guid: id, title, html: content, category: categories[0]?.label },
});
const formatOf = (reader: string) => ({ R: 'rss', A: 'atom', J: 'json' })[reader[0]!] as keyof typeof writers;

/** What XML can hold of a text. */
const plain = (text: string) => (text === forbidden ? 'abcdefghi' : text);

const references: Record<string, string> = {
  ...{ amp: '&', '#x26': '&', '#38': '&', lt: '<', '#x3C': '<', gt: '>', nbsp: '\u00a0' },
};
function withoutReferences(text: string): string {
  const read = plain(text).replace(/&(#?\w+);/g, (reference, name: string) => references[name] ?? reference);
  return read === text ? text : withoutReferences(read);
}

describe('what is awkward arrives as it was written', () => {
  for (const [name, read] of Object.entries(readers)) {
    it(name, async () => {
      const found = await read(await write(formatOf(name), awkwardItems));
      assert.equal(found.length, awkwardItems.length);
      for (const [index, { guid, title, html }] of awkwardItems.entries()) {
        const { author = title, category = title, ...rest } = found[index]!;
        // This one reads references in what it has read.
        const seen = name.includes('@rowanmanning') ? withoutReferences : plain;
        assert.deepEqual(
          { ...rest, title: seen(String(rest.title)), html: seen(String(rest.html)) },
          { guid, title: seen(plain(title)), html: seen(html.replaceAll(forbidden, plain)) },
        );
        for (const text of [author, category]) assert.equal(seen(String(text)), seen(plain(title)));
      }
    });
  }
});

describe('what is written is valid', () => {
  for (const format of ['rss', 'atom'] as const) {
    it(`${format} is well-formed, whatever is in it`, async () => {
      const archive = { isArchive: true, current: channel.url, newer: channel.url };
      for (const items of [[], [item], awkwardItems]) {
        assertWellFormed(await write(format, items, { title: forbidden, copyright: 'a ]]> b' }));
        assertWellFormed(await write(format, items, archive));
      }
    });
  }

  it('json follows the schema of JSON Feed 1.1', async () => {
    const schema = new URL('../../test/fixtures/json-feed-1.1.schema.json', import.meta.url);
    const ajv = new Ajv({ allErrors: true });
    addFormats.default(ajv);
    const isJsonFeed = ajv.compile(JSON.parse(readFileSync(schema, 'utf8')));
    for (const items of [[], [item], [{ ...item, authors: [], picture: undefined }], awkwardItems]) {
      const text = await write('json', items);
      assert.ok(isJsonFeed(JSON.parse(text)), JSON.stringify(isJsonFeed.errors));
      assert.ok(text.isWellFormed());
    }
    assert.ok(!isJsonFeed({ version: 'https://jsonfeed.org/version/1.1', title: 'A', items: [{ id: 7 }] }));
  });
});

function assertWellFormed(xml: string) {
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => assert.fail(error.message));
  parser.write(xml).close();
}

describe('a story says who, when, what and whence', () => {
  it('in RSS', async () => {
    const [found] = parseRssFeed(await write('rss', [item])).items!;
    const { guid, link, title, description, pubDate, dc, categories, source, enclosures, media } = found!;
    assert.deepEqual(guid, { value: item.guid, isPermaLink: false });
    assert.deepEqual([link, title], [item.url, item.title]);
    // HTML, as the specification has it.
    assert.equal(description, 'a &lt; b &amp; &quot;c&quot; &amp;amp; ]]&gt;');
    assert.equal(pubDate, 'Wed, 02 Oct 2024 12:30:00 GMT');
    assert.deepEqual(dc?.creators, ['007', 'true', '0x10', 'A & B <C>']);
    assert.deepEqual([dc?.contributors, dc?.languages], [['1e3'], ['ar']]);
    assert.deepEqual(categories, [
      { name: '2024.10', domain: 'https://example.org/' },
      { name: 'C & <D>', domain: 'https://example.org/tags/' },
    ]);
    assert.deepEqual(source, { title: item.source!.name, url: item.source!.url });
    assert.deepEqual(enclosures, [{ url: 'https://example.org/a.jpg', length: 99, type: 'image/jpeg' }]);
    assert.deepEqual(media?.contents, [mediaContent]);
  });

  it('in Atom', async () => {
    const xml = await write('atom', [item]);
    const [found] = parseAtomFeed(xml).entries!;
    assert.deepEqual(
      [found!.id, found!.title?.value, found!.summary?.value],
      [item.guid, item.title, item.summary],
    );
    assert.deepEqual([found!.published, found!.updated], ['2024-10-02T12:30:00Z', '2024-10-03T09:00:00Z']);
    assert.deepEqual(
      found!.authors?.map(({ name, uri }) => ({ name, url: uri })),
      item.authors,
    );
    assert.deepEqual(found!.contributors, [{ name: '1e3', uri: 'https://example.org/c/' }]);
    assert.deepEqual(found!.categories, item.categories);
    assert.deepEqual(found!.links, [
      { href: item.url, rel: 'alternate', type: 'text/html' },
      { href: item.source!.url, rel: 'via', type: 'text/html', title: item.source!.name },
      { href: 'https://example.org/a.jpg', rel: 'enclosure', type: 'image/jpeg', length: 99 },
    ]);
    assert.deepEqual(found!.media?.contents, [mediaContent]);
    assert.match(xml, /<feed [^>]*xml:lang="en-GB"/);
    assert.match(xml, /<entry xml:lang="ar">/);
  });

  it('in JSON', async () => {
    const [found] = JSON.parse(await write('json', [item])).items;
    assert.deepEqual(found, {
      ...{ id: item.guid, url: item.url, external_url: item.source!.url, title: item.title },
      ...{ content_html: item.html, summary: item.summary, image: 'https://example.org/a.jpg' },
      ...{ date_published: '2024-10-02T12:30:00Z', date_modified: '2024-10-03T09:00:00Z' },
      ...{ authors: item.authors, tags: ['2024.10', 'C & <D>'], language: 'ar' },
      attachments: [
        { url: 'https://example.org/a.jpg', mime_type: 'image/jpeg', title: '007', size_in_bytes: 99 },
      ],
    });
  });

  const mediaContent = {
    ...{ url: 'https://example.org/a.jpg', type: 'image/jpeg', medium: 'image' },
    ...{ fileSize: 99, width: 1200, height: 800 },
    title: { value: 'true', type: 'plain' },
    description: { value: '007', type: 'plain' },
    credits: [{ value: '<b>' }],
  };
});

describe('a feed says what it is and where the rest is', () => {
  const archive = {
    ...{ isArchive: true, self: 'https://example.org/2', current: 'https://example.org/feed' },
    ...{ older: 'https://example.org/1', newer: 'https://example.org/3' },
  };
  const relations = (links: { rel?: string; href?: string }[] = []) =>
    Object.fromEntries(links.map(({ rel, href }) => [rel, href]));

  it('in RSS', async () => {
    const feed = parseRssFeed(await write('rss', [item]));
    assert.deepEqual([feed.title, feed.description, feed.copyright], ['2024.10', 'A & B <C> ]]>', '2024']);
    assert.deepEqual([feed.link, feed.language, feed.ttl], [channel.url, 'en-GB', 60]);
    assert.deepEqual([feed.generator, feed.lastBuildDate], ['1e3', 'Wed, 02 Oct 2024 12:30:00 GMT']);
    assert.deepEqual(
      [feed.image?.url, feed.image?.title, feed.image?.link],
      [channel.icon, channel.title, channel.url],
    );
    assert.deepEqual(relations(feed.atom?.links), {
      ...{ self: channel.self, hub: channel.hub, 'prev-archive': channel.older },
    });
    const document = await write('rss', [item], archive);
    assert.deepEqual(relations(parseRssFeed(document).atom?.links), {
      ...{ self: archive.self, hub: channel.hub, current: archive.current },
      ...{ 'prev-archive': archive.older, 'next-archive': archive.newer },
    });
    assert.match(document, /<rss [^>]*xmlns:fh="http:\/\/purl.org\/syndication\/history\/1.0"/);
    assert.match(document, /<fh:archive\/>/);
  });

  it('in Atom', async () => {
    const feed = parseAtomFeed(await write('atom', [item]));
    assert.deepEqual(
      [feed.id, feed.title?.value, feed.subtitle?.value],
      ['urn:uuid:0', '2024.10', 'A & B <C> ]]>'],
    );
    assert.deepEqual(
      [feed.updated, feed.rights?.value, feed.icon],
      ['2024-10-02T12:30:00Z', '2024', channel.icon],
    );
    assert.deepEqual(feed.authors, [{ name: 'Paper', uri: channel.publisher.url }]);
    assert.deepEqual(relations(feed.links), {
      ...{ alternate: channel.url, self: channel.self, hub: channel.hub, 'prev-archive': channel.older },
    });
    const document = await write('atom', [item], archive);
    assert.deepEqual(relations(parseAtomFeed(document).links), {
      ...{ alternate: channel.url, self: archive.self, hub: channel.hub, current: archive.current },
      ...{ 'prev-archive': archive.older, 'next-archive': archive.newer },
    });
    assert.match(document, /<feed [^>]*xmlns:fh="http:\/\/purl.org\/syndication\/history\/1.0"/);
    assert.match(document, /<fh:archive\/>/);
    assert.equal(
      parseAtomFeed(await write('atom', [], { updated: undefined })).updated,
      '2000-01-01T00:00:00Z',
    );
  });

  it('in JSON', async () => {
    const { items, ...feed } = JSON.parse(await write('json', [item]));
    assert.deepEqual(feed, {
      ...{ version: 'https://jsonfeed.org/version/1.1', title: '2024.10', description: 'A & B <C> ]]>' },
      ...{ home_page_url: channel.url, feed_url: channel.self, next_url: channel.older, icon: channel.icon },
      ...{ authors: [channel.publisher], language: 'en-GB' },
      hubs: [{ type: 'WebSub', url: channel.hub }],
    });
  });
});

describe('no feed and no item is too large', () => {
  const sized = (letters: number, index: number): FeedItem => {
    const html = `<p>${'word '.repeat(letters / 5)}</p>`;
    return { ...item, guid: `urn:uuid:${index}`, html, shortHtml: () => `<p>Short ${index}</p>` };
  };
  for (const [name, read] of Object.entries(readers).filter(([name]) => name.endsWith('feedsmith'))) {
    it(name, async () => {
      const format = formatOf(name);
      const isShort = ({ html }: FoundItem) => String(html).startsWith('<p>Short');
      const small = Array.from({ length: 60 }, (_, index) => sized(20_000, index));
      assert.ok((await read(await write(format, small))).every((item) => !isShort(item)));

      const large = [sized(1000, 0), sized(itemLimit + 1000, 1), sized(2 * feedLimit, 2), sized(1000, 3)];
      assert.deepEqual((await read(await write(format, large))).map(isShort), [false, true, true, false]);

      const many = Array.from({ length: 60 }, (_, index) => sized(60_000, index));
      const file = await writers[format](channel, many);
      assert.ok(file.length <= feedLimit && file.length > feedLimit - 70_000);
      const shortened = (await read(String(file))).map(isShort);
      assert.equal(shortened.length, 60);
      // The older ones, and no others.
      assert.deepEqual(shortened, shortened.toSorted());
    });
  }

  it('also where markup makes it longer', async () => {
    const html = '<b>&#x26;</b>'.repeat(itemLimit / 20);
    const file = await writers.rss(channel, [{ ...item, html }]);
    assert.ok(html.length < itemLimit && file.length < 10_000);
  });
});

it('a text of one line has no others, and nothing that XML cannot hold', () => {
  assert.equal(oneLine(' a\n b\t\r\n\u0007 c\u00a0d '), 'a b c\u00a0d');
});
