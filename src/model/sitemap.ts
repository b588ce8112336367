import { parseMoment } from '../lib/time.ts';
import type { Archive, Article, Page, Stream } from './archive.ts';
import { storiesByYear, type MonthOfStories } from './calendar.ts';
import { makeFrontPage } from './front-page.ts';
import { newestPage } from './list-pages.ts';
import * as permalink from './permalink.ts';
import type { SitePage } from './site-pages.ts';

/** A page as search engines are told of it. */
export interface SitemapEntry {
  /** Permalink. */
  path: string;
  /** Newest change of what it shows; absent where nobody can tell. */
  changed?: Date;
  /** Of a story's page. */
  article?: Article;
}

/** A list of pages for search engines; never empty. */
export interface Sitemap {
  /** Permalink. */
  path: string;
  /** Newest change among its pages. */
  changed?: Date;
  entries: SitemapEntry[];
}

/** How lists are cut, and what their dates mean. */
interface SitemapRules {
  storiesPerPage: number;
  /** IANA zone of the paper. */
  timeZone: string;
}

/** URLs that one sitemap may hold by the protocol (sitemaps.org). */
const listsPerSitemap = 50_000;
/** Fewer: with long addresses and pictures these stay below 50 MB. */
const storiesPerSitemap = 10_000;

/** How long a story is news, and how many may be, as Google has it. */
const newsMs = 48 * 60 * 60 * 1000;
const newsAtMost = 1000;

const made = new WeakMap<Archive, Sitemap[]>();

/**
 * The paper's sitemaps: one for the stories of each month, which nothing changes once the month is over but an
 * edit of its stories, and one for the lists. Made once for an archive.
 */
export function paperSitemaps(archive: Archive, rules: SitemapRules): Sitemap[] {
  let sitemaps = made.get(archive);
  if (!sitemaps) {
    const months = storiesByYear(archive).flatMap(({ months }) => months);
    sitemaps = [
      ...split('lists', listEntries(archive, rules), listsPerSitemap),
      ...months.flatMap((month) => split(month.month, storyEntries(month), storiesPerSitemap)),
    ];
    made.set(archive, sitemaps);
  }
  return sitemaps;
}

/** {@link paperSitemaps} as pages of the site. */
export function sitemapPages(archive: Archive, rules: SitemapRules): SitePage<{ sitemap: Sitemap }>[] {
  return paperSitemaps(archive, rules).map((sitemap) => ({ path: sitemap.path, props: { sitemap } }));
}

/**
 * The sitemap of what is news at a moment, newest first. Without any news it holds the front page: a sitemap may
 * not be empty, and keeps its address.
 */
export function newsSitemap({ paper }: Archive, now: Date): Sitemap {
  const stories: Article[] = [];
  for (const article of paper.articles) {
    if (stories.length === newsAtMost || now.getTime() - article.published.getTime() >= newsMs) break;
    if (isListed(article)) stories.push(article);
  }
  const entries = stories.length > 0 ? stories.map(storyEntry) : [{ path: permalink.frontPath }];
  return { path: permalink.newsSitemapPath, entries, changed: changeOfStories(stories) };
}

/** When the next story leaves {@link newsSitemap} because of its age. */
export function newsExpiry(archive: Archive, now: Date): Date | undefined {
  let oldest: Article | undefined;
  for (const article of archive.paper.articles) {
    if (now.getTime() - article.published.getTime() >= newsMs) break;
    oldest = article;
  }
  return oldest && new Date(oldest.published.getTime() + newsMs);
}

/** When one of these last changed in a way that its readers should know of. */
const changeOfStories = (articles: Article[]) =>
  newest(articles, ({ published, updated }) =>
    Math.max(published.getTime(), updated?.getTime() ?? -Infinity),
  );

/** Search engines are sent to the original of a story that names it as such, and to no story that is held back. */
const isListed = ({ source, held }: Article) => !source?.canonical && !held;

/** The oldest first: a part that is full never changes its stories. */
function storyEntries({ days }: MonthOfStories): SitemapEntry[] {
  return days
    .flatMap(({ articles }) => articles.filter(isListed))
    .reverse()
    .map(storyEntry);
}

const storyEntry = (article: Article): SitemapEntry => ({
  path: article.permalink,
  changed: changeOfStories([article]),
  article,
});

/** Every page that is no story, of lists the first; those without stories have nothing to be found. */
function listEntries(archive: Archive, rules: SitemapRules): SitemapEntry[] {
  const { sections, series, tags, authors, pages, corrections } = archive;
  const ofStreams = (streams: Map<string, Stream>) =>
    [...streams.values()]
      .filter(({ articles }) => articles.length > 0)
      .map(({ topic, articles }) => ({
        path: topic.path,
        changed: changeOfStories(newestPage(articles, rules.storiesPerPage)),
      }));
  const { lead, secondary, strips } = makeFrontPage(archive);
  const onFront = [...(lead ? [lead] : []), ...secondary, ...strips.flatMap(({ articles }) => articles)];
  return [
    { path: permalink.frontPath, changed: changeOfStories(onFront) },
    ...ofStreams(sections),
    ...ofStreams(series),
    { path: permalink.archivePath },
    { path: permalink.tagsPath },
    { path: permalink.authorsPath },
    { path: permalink.correctionsPath, changed: corrections[0]?.date },
    { path: permalink.feedsPath },
    ...Array.from(pages.values(), (page) => ({ path: page.permalink, changed: changeOfText(page, rules) })),
    ...ofStreams(tags),
    ...ofStreams(authors),
  ];
}

function changeOfText({ data }: Page, { timeZone }: SitemapRules): Date | undefined {
  return data.updatedDate === undefined ? undefined : parseMoment(data.updatedDate, timeZone);
}

/** Sitemaps of at most so many pages: `2024-10`, `2024-10-2`, `2024-10-3`. */
function split(name: string, entries: SitemapEntry[], size: number): Sitemap[] {
  return Array.from({ length: Math.ceil(entries.length / size) }, (_, index) => {
    const part = entries.slice(index * size, (index + 1) * size);
    const path = permalink.sitemapPath(index === 0 ? name : `${name}-${index + 1}`);
    return { path, entries: part, changed: newest(part, ({ changed }) => changed?.getTime()) };
  });
}

/** The newest of some moments, which are given in milliseconds since 1970; some have none. */
function newest<Item>(items: Item[], momentOf: (item: Item) => number | undefined): Date | undefined {
  let newest = -Infinity;
  for (const item of items) newest = Math.max(newest, momentOf(item) ?? -Infinity);
  return newest === -Infinity ? undefined : new Date(newest);
}
