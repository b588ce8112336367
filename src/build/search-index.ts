import { availableParallelism } from 'node:os';
import { digest } from '../lib/hash.ts';
import { inParallel } from '../lib/in-parallel.ts';
import type { Progress } from '../lib/progress.ts';
import type { ListedShard, SearchList } from '../model/search-list.ts';
import { readJson, writeWhole } from '../pictures/cache-files.ts';
import { site } from '../site.config.ts';
import { pagefindVersion } from './pagefind-service.ts';
import { openIndexer, startIndexer, type Indexer, type MadeIndex } from './search-indexer.ts';
import { planShards, type SearchShard, type SearchStory } from './search-shards.ts';
import type { KnownWords } from './search-words.ts';

/** Language whose word forms the index knows ("attack" finds "attacks"): all stories share it. */
export const searchLanguage = new Intl.Locale(site.language).language;

/** Where search lies, below the site's root. */
export const searchFolder = 'pagefind';
/** Of each shard's folder, below that: no file in it changes under its name. */
export const shardsFolder = 'shards';
/** The list of the shards, below it. */
export const listFile = 'shards.json';

/** Where an edition's search is written. Paths are below `/pagefind/`. */
export interface SearchTarget {
  /** What a file of that name says in the last edition, and in parts of this one that were made elsewhere. */
  readAll(path: string): Promise<string[]>;
  /** Puts a file into the new edition. */
  put(path: string, content: Uint8Array | string): Promise<void>;
  /** Takes all files of a folder over from there; false when there are none. */
  keep(folder: string): Promise<boolean>;
  /** The searched part of a story's page, as `searchedPart` gives it. */
  page(story: SearchStory): Promise<string>;
  /** Absolute path of a file that remembers what Pagefind makes of words; it may be deleted. */
  wordsFile?: string;
}

/** A file of an index, by its path in the shard's folder. */
interface IndexFile {
  path: string;
  content: Uint8Array;
}
/** What the list says of a shard. */
interface Listing {
  listed: ListedShard;
  includeCharacters: string[];
}
/** Reads the searched part of a story's page. */
type ReadPage = (story: SearchStory) => Promise<string>;

/**
 * Size of a shard's files of words, in Pagefind's unit: some 6 or 30 KB. A search loads one for each word and
 * shard, so they should be small; a changed story changes nearly all of its shard's, so they should be few: at
 * most some twenty with stories of 500 words. Pagefind's own is 20000 for any.
 */
const chunkSizeOf = ({ stories }: SearchShard) => (stories.length <= 200 ? 4000 : 25000);

/** A month of 5,000 stories a year: a search for two words among them loads some 60 KB, with ten results. */
const firstStories = 450;

/** Pages read at once. */
const pagesAtOnce = 64;

/** Stories of the shards that are worked on together: Pagefind is asked about their words at once. */
const storiesAtOnce = 1000;

/** Threads that index when there is much to do: each takes some 200 MB. */
const threads = Math.min(2, availableParallelism());

/** Changes with all of our own that decides an index: Pagefind's indexer is not asked for it. */
const methodNumber = '2';

/** What decides all indexes besides their stories. */
const method = digest(searchLanguage, methodNumber, pagefindVersion);

/**
 * Writes the search of an edition: an index for each shard, and their list. A shard whose stories are those
 * of the last edition is kept. The same stories make the same bytes, whatever was there before.
 * @param shards as `planShards` gives them, or some of these
 * @param report told how many of their stories are indexed.
 * @throws {Error} when a page cannot be read or Pagefind fails.
 */
export async function writeSearch(
  target: SearchTarget,
  shards: SearchShard[],
  report: Progress,
): Promise<void> {
  const total = shards.reduce((sum, { stories }) => sum + stories.length, 0);
  let done = 0;
  const advance = (count: number) => report((done += count), total);

  const lists = (await target.readAll(listFile)).flatMap((text) => readList(text) ?? []);
  const listings = new Map<string, Listing>();
  for (const shard of shards) {
    const listing = findListing(lists, shard);
    if (!listing || !(await target.keep(folderOf(shard)))) continue;
    listings.set(shard.name, listing);
    advance(shard.stories.length);
  }
  const changed = shards.filter(({ name }) => !listings.has(name));
  const groups = groupsOf(changed);
  await onLanes(groups, target.wordsFile, async (group, indexer) => {
    const made = await indexShards(group, indexer, (story) => target.page(story));
    // The next story will be among the newest.
    if (group === groups[0]) await keepWords(indexer, target.wordsFile);
    for (const { shard, files, ...listing } of made) {
      listings.set(shard.name, listing);
      for (const { path, content } of files) await target.put(`${folderOf(shard)}/${path}`, content);
      advance(shard.stories.length);
    }
  });
  const list = listOf(shards.map(({ name }) => listings.get(name)!));
  await target.put(listFile, JSON.stringify(list));
}

/**
 * Indexes stories and lists them as the only shard: for a paper that is searched from memory.
 * @returns the files by their path below `/pagefind/`
 */
export async function searchInMemory(stories: SearchStory[], page: ReadPage): Promise<IndexFile[]> {
  const files: IndexFile[] = [];
  const indexer = openIndexer(searchLanguage);
  const made = await indexShards(planShards(stories, Infinity), indexer, page);
  for (const { shard, files: ofShard } of made) {
    for (const { path, content } of ofShard) files.push({ path: `${folderOf(shard)}/${path}`, content });
  }
  return [...files, { path: listFile, content: Buffer.from(JSON.stringify(listOf(made))) }];
}

/** Works on groups of shards: several at once where there are several, each with an indexer of its own. */
async function onLanes(
  groups: SearchShard[][],
  wordsFile: string | undefined,
  work: (group: SearchShard[], indexer: Indexer) => Promise<void>,
): Promise<void> {
  const lanes = Math.min(threads, groups.length);
  const queue = groups.values();
  await inParallel(Array(lanes).keys(), lanes, async () => {
    const indexer =
      lanes > 1 ? startIndexer(searchLanguage) : openIndexer(searchLanguage, recallWords(wordsFile));
    try {
      for (const group of queue) await work(group, indexer);
    } finally {
      await indexer.close();
    }
  });
}

/** What an earlier build learnt of words. To ask Pagefind for those of a month takes longer than to index it. */
function recallWords(file: string | undefined): KnownWords | undefined {
  const remembered = file === undefined ? undefined : readJson<RememberedWords>(file);
  return remembered?.method === method ? remembered.known : undefined;
}

async function keepWords(indexer: Indexer, file: string | undefined): Promise<void> {
  const known = file === undefined ? undefined : await indexer.known();
  if (known) writeWhole(file!, JSON.stringify({ method, known } satisfies RememberedWords));
}

interface RememberedWords {
  /** {@link method} by which they were learnt. */
  method: string;
  known: KnownWords;
}

/** Shards next to each other, together. */
function groupsOf(shards: SearchShard[]): SearchShard[][] {
  const groups: SearchShard[][] = [];
  let count = Infinity;
  for (const shard of shards) {
    count += shard.stories.length;
    if (count > storiesAtOnce) {
      groups.push([]);
      count = shard.stories.length;
    }
    groups.at(-1)!.push(shard);
  }
  return groups;
}

/** A shard and its index. */
interface IndexedShard extends Listing, Pick<MadeIndex, 'files'> {
  shard: SearchShard;
}

async function indexShards(shards: SearchShard[], indexer: Indexer, page: ReadPage): Promise<IndexedShard[]> {
  const groups = await Promise.all(
    shards.map(async (shard) => {
      return { pages: await readPages(shard.stories, page), chunkSize: chunkSizeOf(shard) };
    }),
  );
  const made = await indexer.index(groups);
  return shards.map((shard, at) => {
    const { head, pages, files, includeCharacters } = made[at]!;
    const { name, first, last, stories } = shard;
    const years = [...new Set(stories.map(({ day }) => day.slice(0, 4)))].reverse();
    const listed = { name, first, last, years, stories: pages, head, digest: shardDigest(shard) };
    return { shard, files, includeCharacters, listed };
  });
}

async function readPages(stories: SearchStory[], page: ReadPage): Promise<{ url: string; part: string }[]> {
  const pages: { url: string; part: string }[] = [];
  for (let from = 0; from < stories.length; from += pagesAtOnce) {
    const some = stories.slice(from, from + pagesAtOnce);
    const parts = await Promise.all(some.map(page));
    for (const [at, part] of parts.entries()) pages.push({ url: some[at]!.path, part });
  }
  return pages;
}

const shardDigest = (shard: SearchShard) => digest(method, String(chunkSizeOf(shard)), shard.digest);
const folderOf = ({ name }: SearchShard) => `${shardsFolder}/${name}`;

function listOf(listings: Listing[]): SearchList {
  return {
    firstStories,
    includeCharacters: listings[0]?.includeCharacters ?? [],
    shards: listings.map(({ listed }) => listed),
  };
}

/** What lists that were written before say of a shard; undefined when its index must be made anew. */
function findListing(lists: SearchList[], shard: SearchShard): Listing | undefined {
  const wanted = shardDigest(shard);
  for (const { shards, includeCharacters } of lists) {
    const listed = shards.find(({ name, digest }) => name === shard.name && digest === wanted);
    if (listed) return { listed, includeCharacters };
  }
  return undefined;
}

/** A list that was written before; undefined when it is none of ours. */
function readList(text: string): SearchList | undefined {
  try {
    const { shards, includeCharacters } = JSON.parse(text);
    const isOurs = Array.isArray(includeCharacters) && shards.every((shard: ListedShard) => shard.digest);
    return isOurs ? { firstStories, includeCharacters, shards } : undefined;
  } catch {
    return undefined;
  }
}
