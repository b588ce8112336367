import type { APIRoute } from 'astro';
import { getArchive } from '../archive.ts';
import { feedItem } from '../components/story/feed/feed-item.ts';
import { rssFeed } from '../formats/rss.ts';
import { frontPath, rssPath } from '../model/permalink.ts';
import { site } from '../site.config.ts';
import { absoluteUrl } from '../site.ts';

/** The paper's newest stories as RSS. */
export const GET: APIRoute = async () => {
  const { title, description, language, copyright, feedLength } = site;
  const { paper } = await getArchive();
  const url = absoluteUrl(frontPath);
  const channel = { title, description, language, copyright, url, feedUrl: absoluteUrl(rssPath) };
  const items = await Promise.all(paper.articles.slice(0, feedLength).map(feedItem));
  return new Response(await rssFeed(channel, items), {
    headers: { 'Content-Type': 'application/rss+xml; charset=utf-8' },
  });
};
