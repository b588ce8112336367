import { atomFeed, atomType } from '../../../formats/atom.ts';
import { oneLine, type FeedChannel, type FeedFile, type FeedItem } from '../../../formats/feed.ts';
import { jsonFeed, jsonFeedType } from '../../../formats/json-feed.ts';
import { rssFeed, rssType } from '../../../formats/rss.ts';
import type { Topic } from '../../../model/archive.ts';
import { feedUpdated, type Feed } from '../../../model/feed-entries.ts';
import { feedPath, frontPath, type FeedFormat } from '../../../model/permalink.ts';
import { feedGuid } from '../../../model/story-guid.ts';
import { site } from '../../../site.config.ts';
import { absoluteUrl } from '../../../site.ts';
import { feedItem } from './feed-item.ts';

/** A format of feeds: its media type, and what writes it. */
interface Format {
  type: string;
  write: (channel: FeedChannel, items: FeedItem[]) => Promise<FeedFile>;
}

export const feedFormats: Record<FeedFormat, Format> = {
  rss: { type: rssType, write: rssFeed },
  atom: { type: atomType, write: atomFeed },
  json: { type: jsonFeedType, write: jsonFeed },
};

/** A feed as a file of a format. */
export async function feedDocument(feed: Feed, format: FeedFormat): Promise<Response> {
  const { type, write } = feedFormats[format];
  const items = await Promise.all(feed.entries.map(feedItem));
  return new Response(await write(channelOf(feed, format), items), {
    headers: { 'Content-Type': `${type}; charset=utf-8` },
  });
}

/** What a feed is called where it stands among feeds of other papers. */
export function feedTitle({ path, title }: Pick<Topic, 'path' | 'title'>): string {
  return path === frontPath ? site.title : `${site.title}: ${title}`;
}

function channelOf(feed: Feed, format: FeedFormat): FeedChannel {
  const { topic, path, isArchive, older, newer } = feed;
  const address = (folder: string) => absoluteUrl(feedPath(folder, format));
  const title = isArchive ? site.title : feedTitle(topic);
  return {
    title: oneLine(title),
    description: oneLine(topic.description ?? `${topic.title}. All stories in ${site.title}.`),
    id: feedGuid(isArchive ? frontPath : path),
    url: absoluteUrl(topic.path),
    self: address(path),
    language: site.language,
    copyright: site.copyright,
    publisher: { name: site.title, url: absoluteUrl(frontPath) },
    generator: 'Standfirst',
    icon: absoluteUrl('/icon-512.png'),
    hub: site.hub,
    minutesToLive: 60,
    updated: feedUpdated(feed),
    isArchive,
    older: older && address(older),
    newer: newer && address(newer),
    current: isArchive ? address(frontPath) : undefined,
  };
}
