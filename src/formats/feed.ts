import { withoutNonXml } from '../lib/xml.ts';

/** A feed without its items; all addresses absolute. */
export interface FeedChannel {
  /** Plain text, like all that follows unless it says otherwise. */
  title: string;
  description: string;
  /** Name for ever, whatever becomes of the address: an absolute URI. The same in all documents of a feed. */
  id: string;
  /** Address of the page with the same list. */
  url: string;
  /** Address of the document itself. */
  self: string;
  /** BCP 47 tag. */
  language: string;
  copyright: string;
  /** The paper as the author of what names none. */
  publisher: FeedAuthor;
  /** The program. */
  generator: string;
  /** Address of a square PNG. */
  icon: string;
  /** WebSub hub that is told of every change. */
  hub?: string;
  /** Minutes that readers may wait before they look again. */
  minutesToLive: number;
  /** Newest change among the items; absent in a feed without any. */
  updated?: Date;
  /** Whether the document is one of an archive, which readers need not look at again. */
  isArchive: boolean;
  /** Address of the document with the items before these, and with those after. */
  older?: string;
  newer?: string;
  /** Of a document of an archive: address of the feed that it belongs to. */
  current?: string;
}

/** A person, a desk or an agency; `url` is that of their page. */
export interface FeedAuthor {
  name: string;
  url: string;
}

/** A story, or a correction of one, as it stands in every feed; all addresses absolute. Never changed once made. */
export interface FeedItem {
  /** Never changes, whatever becomes of the address: an absolute URI. */
  guid: string;
  url: string;
  /** Plain text, like all that follows unless it says otherwise. */
  title: string;
  summary: string;
  /** No edit moves it. */
  published: Date;
  updated: Date;
  /** BCP 47 tag, where it is not that of the feed. */
  language?: string;
  /** None: the paper. */
  authors: FeedAuthor[];
  contributors: FeedAuthor[];
  /** Section and topics: `scheme` and `term` make the address of their list. */
  categories: { term: string; scheme: string; label: string }[];
  /** The original of republished or retold copy. */
  source?: { name: string; url: string };
  picture?: FeedPicture;
  /** All of it, as HTML. */
  html: string;
  /** Makes what stands in its place where it is too large, as HTML. */
  shortHtml: () => string;
}

/** The lead picture of a story. */
export interface FeedPicture {
  url: string;
  /** Media type. */
  type: string;
  /** In pixels, like `height`. */
  width: number;
  height: number;
  /** Size of the file. */
  bytes: number;
  /** What is seen. */
  alt: string;
  /** What a reader should know about it. */
  caption?: string;
  credit: string;
}

/** Bytes of a feed, and of an item in it, at most. */
export const feedLimit = 2_000_000;
export const itemLimit = 1_000_000;

/** A moment as RFC 3339, in UTC; the fraction of a second only where there is one. */
export const utcDate = (moment: Date): string => moment.toISOString().replace('.000', '');

/** A text of one line, as titles and names are: the readers of feeds show line ends in many ways. */
export const oneLine = (text: string): string =>
  withoutNonXml(text)
    .replace(/[\t\n\r ]+/g, ' ')
    .trim();

/** An item, and its HTML: all of it or the short one. */
export interface ItemText {
  item: FeedItem;
  html: string;
}

/** What is written of an item, in its order; bytes are UTF-8. */
export type ItemPieces = (string | Buffer)[];

/** A feed in one format, in UTF-8. */
export type FeedFile = Buffer<ArrayBuffer>;

/** A feed in one format, without its items. */
interface FeedFrame {
  head: string;
  /** Stands between two items. */
  separator: string;
  end: string;
}

/**
 * Makes the writer of one format. An item stands in many feeds, and is written once for as long as its caller keeps
 * it. One that is too large by itself is written short, and so are the oldest of a feed that would be too large.
 * @param write writes items, each by itself
 * @returns writes a feed
 */
export function createFeedWriter(
  write: (texts: ItemText[]) => ItemPieces[] | Promise<ItemPieces[]>,
): (items: FeedItem[], frame: FeedFrame) => Promise<FeedFile> {
  // What is too large before it is escaped need not be.
  const whole = writeOnce(write, ({ html, shortHtml }) => (html.length > itemLimit ? shortHtml() : html));
  const short = writeOnce(write, ({ shortHtml }) => shortHtml());
  return async (items, { head, separator, end }) => {
    const written = await whole(items);
    const shorten = async (index: number) => {
      [written[index]] = (await short([items[index]!])) as [WrittenItem];
    };
    for (const [index, { length }] of written.entries()) if (length > itemLimit) await shorten(index);

    const [first, between, last] = [head, separator, end].map((text) => Buffer.from(text)) as [
      Buffer,
      Buffer,
      Buffer,
    ];
    const isTooLarge = () =>
      written.reduce((sum, { length }) => sum + length + between.length, first.length + last.length) >
      feedLimit;
    for (let index = items.length - 1; index >= 0 && isTooLarge(); index--) await shorten(index);
    return Buffer.concat([
      first,
      ...written.flatMap(({ pieces }, index) => (index === 0 ? pieces : [between, ...pieces])),
      last,
    ]);
  };
}

/** An item in one format. */
interface WrittenItem {
  pieces: Buffer[];
  /** Bytes. */
  length: number;
}

/** Writes those items that it has not written before. */
function writeOnce(
  write: (texts: ItemText[]) => ItemPieces[] | Promise<ItemPieces[]>,
  htmlOf: (item: FeedItem) => string,
): (items: FeedItem[]) => Promise<WrittenItem[]> {
  const known = new WeakMap<FeedItem, WrittenItem>();
  return async (items) => {
    const missing = items.filter((item) => !known.has(item));
    const texts =
      missing.length === 0 ? [] : await write(missing.map((item) => ({ item, html: htmlOf(item) })));
    for (const [index, item] of missing.entries()) {
      const pieces = texts[index]!.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece));
      known.set(item, { pieces, length: pieces.reduce((sum, { length }) => sum + length, 0) });
    }
    return items.map((item) => known.get(item)!);
  };
}
