import type { Element } from 'xast';
import { x } from 'xastscript';
import {
  createFeedWriter,
  utcDate,
  type FeedAuthor,
  type FeedChannel,
  type FeedFile,
  type FeedItem,
  type ItemPieces,
  type ItemText,
} from './feed.ts';
import { feedTypes } from './feed-types.ts';
import { cutAt, htmlAsXml, pictureElement, writeXml } from './feed-xml.ts';

/** Atom (RFC 4287) with Media RSS pictures, whole stories as HTML, and links to its archive (RFC 5005). */
export async function atomFeed(channel: FeedChannel, items: FeedItem[]): Promise<FeedFile> {
  const empty = `<?xml version="1.0" encoding="UTF-8"?>\n${writeXml(feedElement(channel))}`;
  return writeFeed(items, { head: `${empty.slice(0, -end.length)}\n`, separator: '\n', end: `\n${end}\n` });
}

const end = '</feed>';

function feedElement(channel: FeedChannel): Element {
  const { id, title, description, url, self, language, copyright, publisher, generator, icon } = channel;
  const { hub, current, older, newer, isArchive, updated = never } = channel;
  const link = (rel: string, href: string | undefined) =>
    href === undefined
      ? undefined
      : x('link', { rel, type: rel === 'hub' ? undefined : feedTypes.atom.type, href });
  const attributes = {
    xmlns: 'http://www.w3.org/2005/Atom',
    'xmlns:media': 'http://search.yahoo.com/mrss/',
    ...(isArchive && { 'xmlns:fh': 'http://purl.org/syndication/history/1.0' }),
    'xml:lang': language,
  };
  return x('feed', attributes, [
    x('id', id),
    x('title', title),
    x('subtitle', description),
    x('link', { rel: 'alternate', type: 'text/html', href: url }),
    link('self', self),
    link('hub', hub),
    link('current', current),
    link('prev-archive', older),
    link('next-archive', newer),
    isArchive ? x('fh:archive') : undefined,
    x('updated', utcDate(updated)),
    x('author', person(publisher)),
    x('rights', copyright),
    x('generator', generator),
    x('icon', icon),
  ]);
}

/** Atom wants a date even of a feed that nothing was ever in. */
const never = new Date('2000-01-01T00:00:00Z');

const writeFeed = createFeedWriter((texts) => texts.map(writeEntry));

function writeEntry(text: ItemText): ItemPieces {
  const { item } = text;
  const { guid, url, title, summary, published, updated, language, source, picture } = item;
  const xml = writeXml(
    x('entry', { 'xml:lang': language }, [
      x('id', guid),
      x('title', title),
      x('link', { rel: 'alternate', type: 'text/html', href: url }),
      x('published', utcDate(published)),
      x('updated', utcDate(updated)),
      ...item.authors.map((author) => x('author', person(author))),
      ...item.contributors.map((contributor) => x('contributor', person(contributor))),
      ...item.categories.map((category) => x('category', { ...category })),
      source && x('link', { rel: 'via', type: 'text/html', href: source.url, title: source.name }),
      x('summary', summary),
      // Before the picture: some readers take the first `content` of any namespace.
      x('content', { type: 'html' }),
      picture &&
        x('link', { rel: 'enclosure', type: picture.type, length: picture.bytes, href: picture.url }),
      picture && pictureElement(picture),
    ]),
  );
  const [before, after] = cutAt(xml, '<content type="html"/>');
  return [`${before}<content type="html">`, htmlAsXml(text), `</content>${after}`];
}

const person = ({ name, url }: FeedAuthor) => [x('name', name), x('uri', url)];
