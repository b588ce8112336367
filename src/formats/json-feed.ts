import { withoutNonXml } from '../lib/xml.ts';
import {
  createFeedWriter,
  utcDate,
  type FeedAuthor,
  type FeedChannel,
  type FeedFile,
  type FeedItem,
  type ItemText,
} from './feed.ts';

/** JSON Feed 1.1 (jsonfeed.org), as far as we use it. */
interface JsonFeed {
  version: 'https://jsonfeed.org/version/1.1';
  title: string;
  home_page_url: string;
  feed_url: string;
  description: string;
  next_url?: string;
  icon: string;
  authors: FeedAuthor[];
  language: string;
  hubs?: { type: string; url: string }[];
  items: JsonFeedItem[];
}

interface JsonFeedItem {
  id: string;
  url: string;
  external_url?: string;
  title: string;
  content_html: string;
  summary: string;
  image?: string;
  date_published: string;
  date_modified: string;
  authors?: FeedAuthor[];
  tags: string[];
  language?: string;
  attachments?: { url: string; mime_type: string; title: string; size_in_bytes: number }[];
}

/**
 * JSON Feed 1.1 with whole stories as HTML; `next_url` leads through the archive. Its texts hold what XML can hold
 * and no more: no reader can do anything with the rest.
 */
export async function jsonFeed(channel: FeedChannel, items: FeedItem[]): Promise<FeedFile> {
  const { title, url, self, description, older, icon, publisher, language, hub } = channel;
  const feed: Omit<JsonFeed, 'items'> = {
    version: 'https://jsonfeed.org/version/1.1',
    title,
    home_page_url: url,
    feed_url: self,
    description,
    next_url: older,
    icon,
    authors: [publisher],
    language,
    hubs: hub === undefined ? undefined : [{ type: 'WebSub', url: hub }],
  };
  return writeFeed(items, {
    head: `${write(feed).slice(0, -1)},"items":[\n`,
    separator: ',\n',
    end: '\n]}\n',
  });
}

const writeFeed = createFeedWriter((texts) => texts.map((text) => [writeItem(text)]));

function writeItem({ item, html }: ItemText): string {
  const { guid, url, title, summary, published, updated, language, authors, picture } = item;
  return write({
    id: guid,
    url,
    external_url: item.source?.url,
    title,
    content_html: html,
    summary,
    image: picture?.url,
    date_published: utcDate(published),
    date_modified: utcDate(updated),
    authors: authors.length > 0 ? authors : undefined,
    tags: item.categories.map(({ label }) => label),
    language,
    attachments: picture && [
      { url: picture.url, mime_type: picture.type, title: picture.alt, size_in_bytes: picture.bytes },
    ],
  } satisfies JsonFeedItem);
}

/** JSON of what XML can hold. */
function write(value: object): string {
  const json = JSON.stringify(value);
  // To look at every text by itself takes several times as long, and there is seldom anything to be found.
  return mayBeNonXml.test(json)
    ? JSON.stringify(value, (_, part: unknown) => (typeof part === 'string' ? withoutNonXml(part) : part))
    : json;
}

/** What JSON.stringify makes of control characters and halves of surrogate pairs; and what it leaves. */
const mayBeNonXml = /\\[bfu]|[\uFFFE\uFFFF]/;
