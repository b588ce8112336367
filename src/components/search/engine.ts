import { PagefindInstance, wasmUrl, type PagefindFragment, type PagefindResult } from 'virtual:pagefind';
import type { ListedShard, SearchList } from '../../model/search-list.ts';
import { base } from './address.ts';
import { filterNames, type FilterName, type SearchQuery } from './query.ts';
import { reachBack, type Reach } from './reach.ts';
import { answers } from './results.ts';

/** Stories by filter and value; undefined where they have not been searched. */
export type FilterCounts = Record<string, Record<string, number | undefined>>;

/** What a search found. */
export interface SearchResults {
  /** In the order asked for. A result's story is loaded when it is shown. */
  hits: { load(): Promise<PagefindFragment> }[];
  /** How many stories there would be if a value were chosen; undefined unless asked for. */
  counts?: FilterCounts;
  /** How far back it went. */
  reach: Pick<Reach, 'since' | 'older'>;
  /** Steps back that it took. */
  steps: number;
}

/** What an index answers. */
interface Answer {
  results: PagefindResult[];
  counts: FilterCounts;
  /** Words asked for that no story in it has. */
  unknown: string[];
}

const wordsInExcerpt = 30;
const folder = `${base}pagefind/`;
const language = document.documentElement.lang;

/** Starts once: all indexes are in its memory. */
let engine: Promise<unknown> | undefined;
/** The list of the indexes and those that were opened, by their place. */
let list: Promise<SearchList> | undefined;
let opened = new Map<string, Promise<SearchIndex>>();

/** A shard's index. It fails when a part cannot be loaded; Pagefind's own would report no results. */
class SearchIndex extends PagefindInstance {
  #shard: ListedShard;
  #characters: string[];

  constructor(shard: ListedShard, { includeCharacters }: SearchList) {
    const excerpt = { excerptLength: wordsInExcerpt, excerptEllipsis: '…' };
    super({ basePath: `${folder}shards/${shard.name}/`, baseUrl: base, ...excerpt });
    this.#shard = shard;
    this.#characters = includeCharacters;
  }
  override async loadEntry() {
    // The list says what Pagefind would load a file for, from each index.
    this.languages = { [language]: { hash: this.#shard.head, wasm: null, page_count: this.#shard.stories } };
    this.includeCharacters = this.#characters;
  }
  override async loadWasm() {
    engine ??= this.backend({ module_or_path: fetch(wasmUrl) }).catch((error: unknown) => {
      engine = undefined;
      throw error;
    });
    this.wasm = await engine;
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

  async answer(query: SearchQuery, withCounts: boolean): Promise<Answer> {
    // Phrases are marked by straight quotes; phones type curly ones.
    const term = query.text.replace(/[“”„«»]/g, '"') || null;
    const isNarrowed = (name: FilterName) =>
      name === 'year'
        ? this.#shard.years.some((year) => !query.filters.year.includes(year))
        : query.filters[name].length > 0;
    const chosen = filterNames.filter((name) => query.filters[name].length > 0 && isNarrowed(name));
    const find = (names: FilterName[]) =>
      this.search(term, {
        filters: Object.fromEntries(names.map((name) => [name, { any: query.filters[name] }])),
        sort: query.sort === 'newest' || term === null ? { date: 'desc' } : {},
      });

    if (withCounts) await this.filters();
    const { results, filters } = await find(chosen);
    const counts: FilterCounts = { ...filters };
    // The values beside a chosen one are counted as if it were not chosen: they add to it.
    for (const name of withCounts ? chosen : []) {
      const widened = await find(chosen.filter((other) => other !== name));
      counts[name] = widened.filters[name] ?? {};
    }
    results.sort((a, b) => b.score - a.score);
    return { results, counts, unknown: await this.#unknownWords(term) };
  }

  async #unknownWords(term: string | null): Promise<string[]> {
    const unknown: string[] = [];
    if (!term || /^".+"$/.test(term)) return unknown;
    for (const word of new Set(term.replaceAll('"', ' ').split(/\s+/))) {
      const found = await this.search(`"${word}"`);
      if (found.unfilteredResultCount === 0) unknown.push(word);
    }
    return unknown;
  }
}

/** Loads the engine and the heads of the newest indexes. */
export async function openIndex(): Promise<void> {
  const all = await openList();
  await Promise.all(reachBack(all, [], 0, language).shards.map((shard) => openShard(shard, all)));
}

/** After a failure, lets the next search load everything anew: the paper may have been published since. */
export function closeIndex(): void {
  list = undefined;
  opened = new Map();
}

/**
 * Searches the paper's newest stories, and older ones with each step. When nothing is found it takes one
 * step more by itself.
 * @throws {Error} when an index or the engine cannot be loaded.
 */
export async function search(
  query: SearchQuery,
  { steps, withCounts }: { steps: number; withCounts: boolean },
): Promise<SearchResults> {
  const all = await openList();
  const { shards, ...reach } = reachBack(all, query.filters.year, steps, language);
  const indexes = await Promise.all(shards.map((shard) => openShard(shard, all)));
  const given = await Promise.all(indexes.map((index) => index.answer(query, withCounts)));
  const sound = await withoutGuesses(given, query.text);
  const results = sound.flatMap((answer) => answer.results);
  if (results.length === 0 && reach.older !== '' && steps === 0) {
    return search(query, { steps: 1, withCounts });
  }
  // Shards come newest first.
  if (query.sort === 'relevance' && query.text !== '') results.sort((a, b) => b.score - a.score);
  const hits = results.map((result) => ({ load: () => result.data() }));
  if (!withCounts) return { hits, reach, steps };
  const counts = sum(sound);
  if (shards.length > 0) counts.year = { ...yearsBesides(shards, all), ...counts.year };
  return { hits, counts, reach, steps };
}

/**
 * Leaves out answers to another question. For a word that it does not know, an index takes another that begins
 * like it, or leaves it out. That stands only where no index knows the word and the best result is one for it.
 */
async function withoutGuesses(given: Answer[], text: string): Promise<Answer[]> {
  const isKnown = (word: string) => given.some(({ unknown }) => !unknown.includes(word));
  const sound: Answer[] = [];
  for (const answer of given) {
    const { unknown, results } = answer;
    const isGuess =
      unknown.some(isKnown) ||
      (unknown.length > 0 && results.length > 0 && !answers(await results[0]!.data(), text));
    if (!isGuess) sound.push(answer);
  }
  return sound;
}

/** Counts of all indexes together. */
function sum(given: Answer[]): FilterCounts {
  const total: FilterCounts = {};
  for (const { counts } of given) {
    for (const [name, values] of Object.entries(counts)) {
      const group = (total[name] ??= {});
      for (const [value, count] of Object.entries(values)) group[value] = (group[value] ?? 0) + count!;
    }
  }
  return total;
}

/** Years that were not searched can be chosen as well; how many stories they would give is not known. */
function yearsBesides(searched: ListedShard[], all: SearchList): Record<string, undefined> {
  const others = all.shards.filter((shard) => !searched.includes(shard));
  return Object.fromEntries(others.flatMap(({ years }) => years.map((year) => [year, undefined])));
}

function openList(): Promise<SearchList> {
  return (list ??= fetchList());
}

async function fetchList(): Promise<SearchList> {
  const response = await fetch(`${folder}shards.json`, { cache: 'no-cache' });
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}.`);
  return response.json();
}

function openShard(shard: ListedShard, all: SearchList): Promise<SearchIndex> {
  let opening = opened.get(shard.name);
  if (!opening) opened.set(shard.name, (opening = open(shard, all)));
  return opening;
}

async function open(shard: ListedShard, all: SearchList): Promise<SearchIndex> {
  const index = new SearchIndex(shard, all);
  await index.init(language, { load_wasm: true });
  if (!index.searchMeta) throw new Error('The index’s head was not loaded.');
  return index;
}
