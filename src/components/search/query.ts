/** What results may be narrowed by, in the order it is offered. */
export const filterNames = ['section', 'tag', 'author', 'year'] as const;
/** One of these. */
export type FilterName = (typeof filterNames)[number];

/** What a reader asks for. */
export interface SearchQuery {
  /** As typed, trimmed. */
  text: string;
  /** Chosen values by filter: a story has one of each filter's values. */
  filters: Record<FilterName, string[]>;
  sort: 'relevance' | 'newest';
}

/** A query that asks for nothing. */
export const emptyQuery = (): SearchQuery => ({
  text: '',
  filters: { section: [], tag: [], author: [], year: [] },
  sort: 'relevance',
});

/** Whether a query asks for nothing, so that there is nothing to search. */
export const isEmpty = (query: SearchQuery): boolean => query.text === '' && !isFiltered(query);

/** Whether any filter is chosen. */
export const isFiltered = ({ filters }: SearchQuery): boolean =>
  filterNames.some((name) => filters[name].length > 0);

/** Reads the query part of an address: `?q=iran&tag=Russia&tag=Israel&sort=newest`. */
export function readQuery(search: string): SearchQuery {
  const params = new URLSearchParams(search);
  const query = emptyQuery();
  query.text = (params.get('q') ?? '').trim();
  for (const name of filterNames) query.filters[name] = [...new Set(params.getAll(name))].filter(Boolean);
  if (params.get('sort') === 'newest') query.sort = 'newest';
  return query;
}

/** The query part of an address, beginning with `?`, or empty. */
export function writeQuery({ text, filters, sort }: SearchQuery): string {
  const params = new URLSearchParams();
  if (text) params.set('q', text);
  for (const name of filterNames) for (const value of filters[name]) params.append(name, value);
  if (sort !== 'relevance') params.set('sort', sort);
  return params.size > 0 ? `?${params}` : '';
}
