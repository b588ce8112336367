/** Pagefind's engine, made a module of the bundle by `build/search-engine.ts`: the part of it that we use. */
declare module 'virtual:pagefind' {
  /** Address of the engine's WebAssembly. */
  export const wasmUrl: string;

  /** One index. All indexes of a page share the engine. */
  export class PagefindInstance {
    /** `basePath`: folder of the index; `baseUrl`: what is put before the paths of its pages. */
    constructor(options: {
      basePath: string;
      baseUrl: string;
      excerptLength?: number;
      excerptEllipsis?: string;
    });
    basePath: string;
    languages: Record<string, { hash: string; wasm: string | null; page_count: number }> | null;
    includeCharacters: string[];
    /** Null when it could not be loaded. */
    searchMeta: Uint8Array | null;
    wasm: unknown;
    /** Starts the engine. It must not be started again before it has started. */
    backend: (options: { module_or_path: Promise<Response> }) => Promise<unknown>;
    loaded_chunks: Record<string, Promise<void>>;
    loaded_filters: Record<string, Promise<void>>;
    init(language: string, options: { load_wasm: boolean }): Promise<void>;
    loadEntry(): Promise<void>;
    loadWasm(language: string): Promise<void>;
    loadChunk(hash: string): Promise<void>;
    loadFilterChunk(hash: string): Promise<void>;
    cachedLoad<T>(cache: Record<string, Promise<T>>, hash: string, load: () => Promise<T>): Promise<T>;
    _loadGenericChunk(url: string, method: 'load_index_chunk' | 'load_filter_chunk'): Promise<void>;
    /** Loads the values of all filters; counts come with a search from then on. */
    filters(): Promise<FilterCounts>;
    /** `term` null: every page. */
    search(
      term: string | null,
      options?: { filters?: Record<string, { any: string[] }>; sort?: Record<string, 'asc' | 'desc'> },
    ): Promise<{ results: PagefindResult[]; unfilteredResultCount: number; filters: FilterCounts }>;
  }

  /** Pages by filter and value. */
  export type FilterCounts = Record<string, Record<string, number>>;

  export interface PagefindResult {
    /** Higher is better; when sorted, the place in this index's order. */
    score: number;
    data(): Promise<PagefindFragment>;
  }

  export interface PagefindFragment {
    url: string;
    /** Plain text, not escaped. */
    meta: Record<string, string>;
    filters: Record<string, string[]>;
    /** HTML: escaped text with `<mark>` around what matches. */
    excerpt: string;
  }
}
