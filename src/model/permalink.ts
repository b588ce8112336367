/**
 * The shape of every address in the paper. No other file builds one.
 * All are paths from the paper's root, begin and end with a slash (files excepted) and know nothing of the
 * host or `BASE_PATH`: `site.ts` adds those.
 */

/** A story: `/2024/10/02/slug/`. `day` is the calendar day of `pubDate` in the paper's zone, `YYYY-MM-DD`. */
export const storyPath = (day: string, slug: string) => `${dayPath(day)}${encodeURIComponent(slug)}/`;

/** All stories of a day (`YYYY-MM-DD`), a month (`YYYY-MM`) or a year (`YYYY`). */
export const dayPath = (day: string) => `/${day.replaceAll('-', '/')}/`;
export const monthPath = dayPath;
export const yearPath = dayPath;

export const frontPath = '/';
export const archivePath = '/archive/';
export const correctionsPath = '/corrections/';
export const feedsPath = '/feeds/';
export const searchPath = '/search/';
export const tagsPath = '/tags/';
export const authorsPath = '/authors/';
export const rssPath = '/rss.xml';
/** What hosts answer with when there is nothing at an address. */
export const notFoundPath = '/404.html';

export const sectionPath = (id: string) => `/${encodeURIComponent(id)}/`;
export const tagPath = (id: string) => `${tagsPath}${encodeURIComponent(id)}/`;
export const authorPath = (id: string) => `${authorsPath}${encodeURIComponent(id)}/`;
export const seriesPath = (id: string) => `/series/${encodeURIComponent(id)}/`;

/** A page of `content/pages`. */
export const pagePath = (id: string) => `/${encodeURIComponent(id)}/`;

/** Page `number` of a list, counted from its oldest story; without a number, its newest. */
export const listPagePath = (listPath: string, number?: number) =>
  number === undefined ? listPath : `${listPath}${number}/`;

/** A derivative of a picture, named by its content. */
export const picturePath = (fileName: string) => `/pictures/${fileName}`;

/** First segments that belong to the paper itself: no section and no page may be called so. */
export const reservedSegments: ReadonlySet<string> = new Set([
  ...['archive', 'authors', 'corrections', 'feeds', 'search', 'series', 'tags', 'pictures', 'pagefind'],
  ...['404', '_astro', 'rss.xml', 'index'],
]);
