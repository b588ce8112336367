import type { FeedItem } from '../../../formats/rss.ts';
import type { Article } from '../../../model/archive.ts';
import type { LeadImage } from '../../../model/article.ts';
import { guidOf } from '../../../model/story-guid.ts';
import { fallbackPicture, weighPicture } from '../../../pictures/request-picture.ts';
import { absoluteUrl } from '../../../site.ts';
import { renderStoryForFeed } from './render-for-feed.ts';

/** A story as it stands in every feed. */
export async function feedItem(article: Article): Promise<FeedItem> {
  return {
    guid: guidOf(article),
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

async function feedPicture({ src, alt, credit }: LeadImage): Promise<FeedItem['picture']> {
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
