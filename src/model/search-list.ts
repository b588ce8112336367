/** `/pagefind/shards.json`: which indexes search has, for the browser and for the next build. */
export interface SearchList {
  /** Most stories that a search begins with, the newest; it goes on to older ones when the reader asks. */
  firstStories: number;
  /** Characters besides letters and digits that the indexes keep in words. */
  includeCharacters: string[];
  /** Newest first; together they hold every story once. */
  shards: ListedShard[];
}

/** One index, of the stories of a span of time. Its files are below `/pagefind/shards/<name>/`. */
export interface ListedShard {
  /** Part of an address: `2024-q3`. */
  name: string;
  /** Days of its first and its last story, YYYY-MM-DD. */
  first: string;
  last: string;
  /** Years that it has a story of, newest first. */
  years: string[];
  /** Number of its stories that have a word: 0 when there is nothing to search. */
  stories: number;
  /** Pagefind's name of the index's head, the first file to load: it changes with the content. */
  head: string;
  /** Digest of all that decides the index: an index with the same digest need not be made again. */
  digest: string;
}
