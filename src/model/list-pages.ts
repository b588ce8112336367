import type { Article } from './archive.ts';
import { listPagePath } from './permalink.ts';

/** One page of a list of stories. */
export interface ListPage {
  /** Permalink. */
  path: string;
  /** Counted from the oldest, from 1; the page with the newest stories has none. */
  number?: number;
  /** Newest first. */
  articles: Article[];
  /** Permalinks of the pages with older and newer stories. */
  older?: string;
  newer?: string;
}

/**
 * Splits a list into pages counted from its oldest story: page 1 holds the oldest `size`, and no numbered
 * page ever changes its stories, so that a new story costs one page and not all of them. The list's own
 * address shows the rest: at least `size` of the newest (when there are so many) and at most `2 * size - 1`.
 * @param articles newest first
 * @param size `Infinity` for a list of one page
 */
export function listPages(listPath: string, articles: Article[], size: number): ListPage[] {
  const full = fullPages(articles, size);
  const numbered = (number: number) => (number > 0 ? listPagePath(listPath, number) : undefined);
  const newest: ListPage = {
    path: listPath,
    articles: newestPage(articles, size),
    older: numbered(full),
  };
  const pages = [newest];
  for (let number = full; number >= 1; number--) {
    const end = articles.length - (number - 1) * size;
    pages.push({
      path: listPagePath(listPath, number),
      number,
      articles: articles.slice(end - size, end),
      older: numbered(number - 1),
      newer: number === full ? listPath : numbered(number + 1),
    });
  }
  return pages;
}

/** The stories at a list's own address, see {@link listPages}. */
export function newestPage(articles: Article[], size: number): Article[] {
  const full = fullPages(articles, size);
  return full > 0 ? articles.slice(0, articles.length - full * size) : articles;
}

const fullPages = ({ length }: Article[], size: number) => Math.max(0, Math.floor(length / size) - 1);
