import { PagefindInstance, wasmUrl, type FilterCounts, type PagefindFragment } from 'virtual:pagefind';
import { base } from './address.ts';
import { filterNames, type SearchQuery } from './query.ts';

export type { FilterCounts };

/** What a search found. */
export interface SearchResults {
  /** In the order asked for. A result's story is loaded when it is shown. */
  hits: { load(): Promise<PagefindFragment> }[];
  /** Stories by filter and value: how many there would be if that value were chosen. */
  counts: FilterCounts;
}

const wordsInExcerpt = 30;

/** An index that fails when a part of it cannot be loaded; Pagefind's own would report no results. */
class SearchIndex extends PagefindInstance {
  override async loadWasm() {
    this.wasm = await this.backend({ module_or_path: fetch(wasmUrl) });
  }
  override loadChunk(hash: string) {
    return this.cachedLoad(this.loaded_chunks, hash, () =>
      this._loadGenericChunk(`${this.basePath}index/${hash}.pf_index`, 'load_index_chunk'),
    );
  }
  override loadFilterChunk(hash: string) {
    return this.cachedLoad(this.loaded_filters, hash, () =>
      this._loadGenericChunk(`${this.basePath}filter/${hash}.pf_filter`, 'load_filter_chunk'),
    );
  }
}

let opening: Promise<SearchIndex> | undefined;

/** Loads the engine and the index's head, once. */
export function openIndex(): Promise<SearchIndex> {
  return (opening ??= open());
}

/** After a failure, lets the next search load everything anew: the paper may have been published since. */
export function closeIndex(): void {
  opening = undefined;
}

/**
 * Searches the paper.
 * @throws {Error} when the index or the engine cannot be loaded.
 */
export async function search({ text, filters, sort }: SearchQuery): Promise<SearchResults> {
  const index = await openIndex();
  if (isWithoutStories(index)) return { hits: [], counts: {} };
  // Phrases are marked by straight quotes; phones type curly ones.
  const term = text.replace(/[“”„«»]/g, '"') || null;
  const chosen = filterNames.filter((name) => filters[name].length > 0);
  const find = (names: readonly string[]) =>
    index.search(term, {
      filters: Object.fromEntries(
        chosen.filter((name) => names.includes(name)).map((name) => [name, { any: filters[name] }]),
      ),
      sort: sort === 'newest' || term === null ? { date: 'desc' } : {},
    });

  await index.filters();
  const found = await find(chosen);
  const counts = { ...found.filters };
  // The values beside a chosen one are counted as if it were not chosen: they add to it.
  for (const name of chosen) {
    const widened = await find(chosen.filter((other) => other !== name));
    counts[name] = widened.filters[name] ?? {};
  }
  const best = found.results.sort((a, b) => b.score - a.score);
  return { hits: best.map((result) => ({ load: () => result.data() })), counts };
}

async function open(): Promise<SearchIndex> {
  const index = new SearchIndex({
    basePath: `${base}pagefind/`,
    baseUrl: base,
    excerptLength: wordsInExcerpt,
    excerptEllipsis: '…',
  });
  await index.init(document.documentElement.lang, { load_wasm: true }).catch((error: unknown) => {
    if (!isWithoutStories(index)) throw error;
  });
  if (!index.searchMeta && !isWithoutStories(index)) throw new Error('The index’s head was not loaded.');
  return index;
}

/** A paper without a story has an index without a language, which Pagefind takes for an error. */
function isWithoutStories({ languages }: SearchIndex): boolean {
  return languages !== null && Object.keys(languages).length === 0;
}
