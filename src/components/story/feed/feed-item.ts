import { oneLine, type FeedItem, type FeedPicture } from '../../../formats/feed.ts';
import type { Notice, Topic } from '../../../model/archive.ts';
import type { LeadImage } from '../../../model/article.ts';
import { entryGuid, entryUpdated, type FeedEntry } from '../../../model/feed-entries.ts';
import { frontPath, tagsPath } from '../../../model/permalink.ts';
import { fallbackPicture, weighPicture } from '../../../pictures/request-picture.ts';
import { site } from '../../../site.config.ts';
import { absoluteUrl } from '../../../site.ts';
import { renderCorrectionForFeed, renderStoryForFeed } from './render-for-feed.ts';

/** An entry as it stands in every feed that it is in. */
export function feedItem(entry: FeedEntry): Promise<FeedItem> {
  const { article, correction } = entry;
  return correction ? correctionItem(entry, correction) : keptItem(article.id, () => storyItem(entry));
}

async function storyItem(entry: FeedEntry): Promise<FeedItem> {
  const { article } = entry;
  const { source, image, lang } = article;
  return {
    ...commonItem(entry),
    title: oneLine(article.title),
    summary: oneLine(article.description),
    language: lang === site.language ? undefined : lang,
    authors: article.authors.map(linked),
    contributors: article.contributors.map(({ author }) => linked(author)),
    source: source && { name: oneLine(source.name), url: new URL(source.url).href },
    picture: image && (await feedPicture(image)),
    ...(await renderStoryForFeed(article)),
  };
}

/** A correction is the paper's word, in the paper's language. */
async function correctionItem(entry: FeedEntry, correction: Notice): Promise<FeedItem> {
  const html = renderCorrectionForFeed(entry.article, correction);
  return {
    ...commonItem(entry),
    title: `Correction: ${oneLine(entry.article.title)}`,
    summary: oneLine(correction.text),
    authors: [],
    contributors: [],
    ...{ html, shortHtml: () => html },
  };
}

function commonItem(entry: FeedEntry) {
  const { article, date } = entry;
  return {
    guid: entryGuid(entry),
    url: absoluteUrl(article.permalink),
    published: date,
    updated: entryUpdated(entry),
    categories: [category(article.section, frontPath), ...article.tags.map((tag) => category(tag, tagsPath))],
  };
}

const category = ({ id, title }: Topic, folder: string) => ({
  ...{ term: id, scheme: absoluteUrl(folder), label: oneLine(title) },
});

const linked = ({ title, path }: Topic) => ({ name: oneLine(title), url: absoluteUrl(path) });

async function feedPicture({ src, alt, caption, credit }: LeadImage): Promise<FeedPicture> {
  const picture = await fallbackPicture(src);
  const { type, width, height } = picture;
  return {
    ...{ url: absoluteUrl(picture.path), type, width, height },
    bytes: await weighPicture(picture),
    alt: oneLine(alt),
    caption: caption && oneLine(caption),
    credit: oneLine(credit),
  };
}

/**
 * Items of stories by id, the last used at the end: a story is in some ten feeds of three formats each, and those of
 * one list are made one after the other. Empty in `npm run dev`, where stories change at any time.
 */
const kept = new Map<string, FeedItem>();
let keptLength = 0;
/** Letters of HTML; with what is written from them some five times as many. */
const keptAtMost = 16_000_000;

async function keptItem(id: string, make: () => Promise<FeedItem>): Promise<FeedItem> {
  if (import.meta.env.DEV) return make();
  let item = kept.get(id);
  if (!item) {
    item = await make();
    keptLength += item.html.length;
  }
  kept.delete(id);
  kept.set(id, item);
  for (const [oldest, { html }] of kept) {
    if (keptLength <= keptAtMost) break;
    kept.delete(oldest);
    keptLength -= html.length;
  }
  return item;
}
