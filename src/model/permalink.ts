import { slugify } from '../lib/text.ts';

/**
 * The shape of every address in the paper. No other file builds one.
 * All are paths from the paper's root, begin and end with a slash (files excepted) and know nothing of the
 * host or `BASE_PATH`: `site.ts` adds those.
 */

/** A story: `/2024/10/02/slug/`. `day` is the calendar day of `pubDate` in the paper's zone, `YYYY-MM-DD`. */
export const storyPath = (day: string, slug: string) => `${dayPath(day)}${encodeURIComponent(slug)}/`;

/** All stories of a day (`YYYY-MM-DD`), a month (`YYYY-MM`) or a year (`YYYY`). */
export const dayPath = (day: string) => `/${day.replaceAll('-', '/')}/`;
/** See `dayPath`. */
export const monthPath = dayPath;
/** See `dayPath`. */
export const yearPath = dayPath;

/** The front page. */
export const frontPath = '/';
/** The archive by year, month and day. */
export const archivePath = '/archive/';
/** All corrections. */
export const correctionsPath = '/corrections/';
/** What feeds there are. */
export const feedsPath = '/feeds/';
/** Search; `?q=` holds the query. */
export const searchPath = '/search/';
/** All topics; a topic lies below. */
export const tagsPath = '/tags/';
/** All authors; an author lies below. */
export const authorsPath = '/authors/';
/** Names of a list's feeds, which lie beside its page. */
export const feedNames = { rss: 'rss.xml', atom: 'atom.xml', json: 'feed.json' } as const;
/** Format of a feed: RSS 2.0, Atom (RFC 4287), JSON Feed 1.1. */
export type FeedFormat = keyof typeof feedNames;
/** A list's feed. `/tags/iran/rss.xml` */
export const feedPath = (listPath: string, format: FeedFormat) => listPath + feedNames[format];
/** A document of the archive of feeds: `number` counts a month's (`YYYY-MM`) from its oldest entries, from 1. */
export const feedArchivePath = (month: string, number: number) => `${feedsPath}archive/${month}/${number}/`;
/** The newest stories as RSS 2.0. */
export const rssPath = feedPath(frontPath, 'rss');
/** The paper's main feeds as OPML, named after the paper: `/feeds/standfirst.opml`. */
export const paperOpmlPath = (title: string) =>
  `${feedsPath}${encodeURIComponent(slugify(title) || 'paper')}.opml`;
/** The feeds of a section, and of what it writes most about, as OPML. */
export const sectionOpmlPath = (id: string) => `${feedsPath}sections/${encodeURIComponent(id)}.opml`;
/** The list of all sitemaps. */
export const sitemapIndexPath = '/sitemap.xml';
/** A sitemap by its name: `/sitemaps/2024-10.xml`. */
export const sitemapPath = (name: string) => `/sitemaps/${name}.xml`;
/** The sitemap of the last two days' stories. */
export const newsSitemapPath = sitemapPath('news');
/** What robots may fetch. */
export const robotsPath = '/robots.txt';
/** What the paper is called and looks like as an app. */
export const manifestPath = '/manifest.webmanifest';
/** Whom to tell of a weakness of the site (RFC 9116). */
export const securityPath = '/.well-known/security.txt';
/** What hosts answer with when there is nothing at an address. */
export const notFoundPath = '/404.html';

/** The stories of a section, by its id. */
export const sectionPath = (id: string) => `/${encodeURIComponent(id)}/`;
/** The stories of a topic, by its id. */
export const tagPath = (id: string) => `${tagsPath}${encodeURIComponent(id)}/`;
/** The stories of an author, by id. */
export const authorPath = (id: string) => `${authorsPath}${encodeURIComponent(id)}/`;
/** The stories of a series, by its id. */
export const seriesPath = (id: string) => `/series/${encodeURIComponent(id)}/`;

/** A page of `content/pages`. */
export const pagePath = (id: string) => `/${encodeURIComponent(id)}/`;

/** Page `number` of a list, counted from its oldest story; without a number, its newest. */
export const listPagePath = (listPath: string, number?: number) =>
  number === undefined ? listPath : `${listPath}${number}/`;

/** A derivative of a picture, named by its content. */
export const picturePath = (fileName: string) => `/pictures/${fileName}`;

/** A path with its percent signs decoded, as addresses are compared and as editors write them. */
export function plainPath(path: string): string {
  if (/^[\x20-$&-~]*$/.test(path)) return path;
  try {
    return decodeURIComponent(path).normalize('NFC');
  } catch {
    return path;
  }
}

/** First segments that belong to the paper itself: no section and no page may be called so. */
export const reservedSegments: ReadonlySet<string> = new Set([
  ...['archive', 'authors', 'corrections', 'feeds', 'search', 'series', 'tags', 'pictures', 'pagefind'],
  ...['404', '_astro', 'rss.xml', 'atom.xml', 'feed.json', 'index', 'sitemap.xml', 'sitemaps'],
  ...['robots.txt', 'manifest.webmanifest', '.well-known'],
]);
