import type { Thing, WithContext } from 'schema-dts';
import { breadcrumbsJsonLd } from '../../formats/json-ld.ts';
import { collectionPageJsonLd, profilePageJsonLd } from '../../formats/json-ld-lists.ts';
import type { Article, Author, Stream } from '../../model/archive.ts';
import { headlinesOf } from '../../model/calendar.ts';
import type { ListPage } from '../../model/list-pages.ts';
import { requestPicture } from '../../pictures/request-picture.ts';
import { paper } from '../../publisher.ts';
import { site } from '../../site.config.ts';
import { absoluteUrl, dates } from '../../site.ts';
import type { StreamHeading } from './stream-heading.ts';

/** A page of a list, and how readers get there. */
interface ListMetadata {
  /** Of the document. */
  title: string;
  description: string;
  /** Permalink. */
  path: string;
  /** Of the page, where it is not the document’s title. */
  heading?: string;
  /** From the widest down to the page’s parent. */
  trail?: Entry[];
}

/** What stands on a list; `path` is a permalink. */
interface Entry {
  title: string;
  path: string;
}

/** What a list tells search engines of itself: what stands on it, in its order. */
export function listJsonLd(page: ListMetadata, entries: Entry[]): WithContext<Thing>[] {
  return [collectionPageJsonLd(factsOf(page), entries.map(absolute)), ...breadcrumbs(page)];
}

/** The same for a page of a stream; an author's own page tells of the author. */
export async function streamJsonLd(
  { kind, topic }: Stream,
  page: ListPage,
  { pageTitle, pageDescription, title, trail }: StreamHeading,
): Promise<WithContext<Thing>[]> {
  const list = { title: pageTitle, description: pageDescription, path: page.path, heading: title, trail };
  if (kind !== 'author' || page.number !== undefined) return listJsonLd(list, storyEntries(page.articles));
  const author = topic as Author;
  const portrait = await portraitOf(author);
  return [profilePageJsonLd(author, { ...factsOf(list), paper, portrait }), ...breadcrumbs(list)];
}

/** Days as entries of a list: the stories shown of them or, where these are many, the days themselves. */
export function dayEntries(days: Stream[]): Entry[] {
  const shown = days.flatMap(headlinesOf);
  if (shown.length <= storiesAtMost) return storyEntries(shown);
  return days.map(({ topic: { id, path } }) => ({ title: dates.weekday(id), path }));
}

/** As many as other lists hold at most; more would make a page half as large again for readers who never see it. */
const storiesAtMost = 50;

function storyEntries(articles: Article[]): Entry[] {
  return articles.map(({ title, permalink }) => ({ title, path: permalink }));
}

const absolute = ({ title, path }: Entry) => ({ title, url: absoluteUrl(path) });

const factsOf = ({ title, description, path }: ListMetadata) => ({
  ...{ title, description, language: site.language },
  url: absoluteUrl(path),
});

function breadcrumbs({ title, heading = title, path, trail }: ListMetadata) {
  return trail ? [breadcrumbsJsonLd([...trail, { title: heading, path }].map(absolute))] : [];
}

/** The file that the author's page shows. */
async function portraitOf({ image }: Author) {
  if (!image) return undefined;
  const { fallback } = await requestPicture(image.src, 'card', { crop: '1:1', focus: image.focus });
  return { url: absoluteUrl(fallback.path), width: fallback.width, height: fallback.height };
}
