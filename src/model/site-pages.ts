import type { Archive, Article, Page, Stream, WithdrawnStory } from './archive.ts';
import { storiesByYear, type MonthOfStories, type YearOfStories } from './calendar.ts';
import { paperFeeds, type Feed, type FeedRules } from './feed-entries.ts';
import { listPages, type ListPage } from './list-pages.ts';
import { feedNames, feedPath, monthPath, yearPath, type FeedFormat } from './permalink.ts';

/** A page at an address that content decides, and what its template is given. */
export interface SitePage<Props extends object = object> {
  /** Permalink. */
  path: string;
  props: Props;
}

/** One page for every story. */
export function storyPages(archive: Archive): SitePage<{ article: Article }>[] {
  return Array.from(archive.articles.values(), (article) => ({
    path: article.permalink,
    props: { article },
  }));
}

/** One page for every story that was withdrawn, at the address it always had. */
export function withdrawnPages(archive: Archive): SitePage<{ withdrawn: WithdrawnStory }>[] {
  return Array.from(archive.withdrawn.values(), (withdrawn) => ({
    path: withdrawn.permalink,
    props: { withdrawn },
  }));
}

/** One page for every text of `content/pages`. */
export function textPages(archive: Archive): SitePage<{ page: Page }>[] {
  return Array.from(archive.pages.values(), (page) => ({ path: page.permalink, props: { page } }));
}

/**
 * Every page of every list: sections, tags, authors, series, and the days, each of which is one page.
 * @param storiesPerPage length of a numbered page
 */
export function streamPages(
  archive: Archive,
  storiesPerPage: number,
): SitePage<{ stream: Stream; page: ListPage }>[] {
  const { sections, tags, authors, series, days } = archive;
  const pagesOf = (streams: Map<string, Stream>, size: number) =>
    [...streams.values()].flatMap((stream) =>
      listPages(stream.topic.path, stream.articles, size).map((page) => ({
        path: page.path,
        props: { stream, page },
      })),
    );
  return [
    ...[sections, tags, authors, series].flatMap((streams) => pagesOf(streams, storiesPerPage)),
    ...pagesOf(days, Infinity),
  ];
}

/** One page for every year in which stories were published. */
export function yearPages(archive: Archive): SitePage<{ year: YearOfStories }>[] {
  return storiesByYear(archive).map((year) => ({ path: yearPath(year.year), props: { year } }));
}

/** One page for every month in which stories were published. */
export function monthPages(archive: Archive): SitePage<{ month: MonthOfStories }>[] {
  return storiesByYear(archive).flatMap(({ months }) =>
    months.map((month) => ({ path: monthPath(month.month), props: { month } })),
  );
}

/** Every feed as a file of each format. Those of one feed follow each other: its stories are rendered once. */
export function feedPages(
  archive: Archive,
  rules: FeedRules,
): SitePage<{ feed: Feed; format: FeedFormat }>[] {
  const formats = Object.keys(feedNames) as FeedFormat[];
  return paperFeeds(archive, rules).flatMap((feed) =>
    formats.map((format) => ({ path: feedPath(feed.path, format), props: { feed, format } })),
  );
}

/** The feeds of one format as Astro's `getStaticPaths` returns them; the parameter is the folder of a feed's file. */
export function feedStaticPaths(archive: Archive, rules: FeedRules, format: FeedFormat) {
  return paperFeeds(archive, rules).map((feed) => ({
    params: { stream: decodeURIComponent(feed.path.slice(1, -1)) || undefined },
    props: { feed, format },
  }));
}

/**
 * Pages as Astro's `getStaticPaths` returns them.
 * @param names the parameters in the route's file name, one for each part of the path; a single one takes
 * the whole path
 */
export function staticPaths<Props extends object>(
  pages: SitePage<Props>[],
  ...names: string[]
): { params: Record<string, string>; props: Props }[] {
  return pages.map(({ path, props }) => {
    const whole = decodeURIComponent(path.slice(1, -1));
    const parts = names.length === 1 ? [whole] : whole.split('/');
    return { params: Object.fromEntries(names.map((name, index) => [name, parts[index]!])), props };
  });
}
