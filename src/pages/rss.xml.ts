import type { APIRoute } from 'astro';
import { getArchive } from '../archive.ts';
import { renderStoryForFeed } from '../components/story/feed/render-for-feed.ts';
import { rssFeed, type FeedItem } from '../formats/rss.ts';
import { storyUrn } from '../formats/story-urn.ts';
import type { Article } from '../model/archive.ts';
import { frontPath, rssPath } from '../model/permalink.ts';
import { fallbackPicture, weighPicture } from '../pictures/request-picture.ts';
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

async function feedItem(article: Article): Promise<FeedItem> {
  return {
    guid: storyUrn(article.id),
    url: absoluteUrl(article.permalink),
    title: article.title,
    description: article.description,
    published: article.published,
    authors: article.authors.map(({ title }) => title),
    categories: [article.section, ...article.tags].map(({ title }) => title),
    html: await renderStoryForFeed(article),
    ...(article.image && { picture: await feedPicture(article.image) }),
  };
}

async function feedPicture({
  src,
  alt,
  credit,
}: NonNullable<Article['image']>): Promise<FeedItem['picture']> {
  const picture = await fallbackPicture(src);
  const { type, width, height } = picture;
  return {
    url: absoluteUrl(picture.path),
    type,
    width,
    height,
    bytes: await weighPicture(picture),
    alt,
    credit,
  };
}
