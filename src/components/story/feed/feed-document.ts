import { atomFeed } from '../../../formats/atom.ts';
import { oneLine, type FeedChannel, type FeedFile, type FeedItem } from '../../../formats/feed.ts';
import { jsonFeed } from '../../../formats/json-feed.ts';
import { feedTypes } from '../../../formats/feed-types.ts';
import { rssFeed } from '../../../formats/rss.ts';
import { feedUpdated, type Feed } from '../../../model/feed-entries.ts';
import { feedPath, frontPath, type FeedFormat } from '../../../model/permalink.ts';
import { feedGuid } from '../../../model/story-guid.ts';
import { site } from '../../../site.config.ts';
import { absoluteUrl } from '../../../site.ts';
import { feedItem } from './feed-item.ts';
import { feedTitle } from './feed-title.ts';

const writers: Record<FeedFormat, (channel: FeedChannel, items: FeedItem[]) => Promise<FeedFile>> = {
  rss: rssFeed,
  atom: atomFeed,
  json: jsonFeed,
};

/** A feed as a file of a format. */
export async function feedDocument(feed: Feed, format: FeedFormat): Promise<FeedFile> {
  return writers[format](channelOf(feed, format), await Promise.all(feed.entries.map(feedItem)));
}

/** The file as it is served. */
export function feedResponse(file: FeedFile, format: FeedFormat): Response {
  return new Response(file, { headers: { 'Content-Type': `${feedTypes[format].type}; charset=utf-8` } });
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
