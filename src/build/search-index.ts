import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import * as pagefind from 'pagefind';
import { digest } from '../lib/hash.ts';
import { inParallel } from '../lib/in-parallel.ts';
import type { Progress } from '../lib/progress.ts';
import type { ListedShard, SearchList } from '../model/search-list.ts';
import { site } from '../site.config.ts';
import { planShards, type SearchShard, type SearchStory } from './search-shards.ts';

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

/** What the browser loads of the files that Pagefind makes; its engine is in the site's own bundle. */
const servedFiles = /\.pf_(meta|index|fragment|filter)$/;

/**
 * Size of a shard's files of words, in Pagefind's unit: 6 or 12 KB. A search loads one for each word and shard,
 * so they should be small; a changed story changes nearly all of its shard's, so they should be few: at most
 * some thirty with stories of 500 words. Pagefind's own is 20000.
 */
const chunkSizeOf = ({ stories }: SearchShard) => (stories.length <= 200 ? '4000' : '16000');

/** A month of 5,000 stories a year: a search for two words among them loads some 60 KB, with ten results. */
const firstStories = 450;

/** Pages handed to Pagefind at once, while the next ones are read. */
const pagesAtOnce = 64;

/** Pagefind works on one index at a time, in some 200 MB; more than two would need too much memory. */
const services = Math.min(2, availableParallelism());

/** The least page that Pagefind takes. */
const pageOf = (part: string) => `<html><body>${part}</body></html>`;

/** What decides all indexes besides their stories. */
const method = digest(
  searchLanguage,
  pageOf(''),
  JSON.parse(readFileSync(new URL('../package.json', import.meta.resolve('pagefind')), 'utf8')).version,
);

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
  for (const [chunkSize, alike] of Map.groupBy(changed, chunkSizeOf)) {
    await indexInParallel(alike, chunkSize, async (shard, index) => {
      const { files, ...listing } = await indexShard(index, shard, (story) => target.page(story), advance);
      await inParallel(files, 16, ({ path, content }) => target.put(`${folderOf(shard)}/${path}`, content));
      listings.set(shard.name, listing);
    });
  }
  const list = listOf(shards.map(({ name }) => listings.get(name)!));
  await target.put(listFile, JSON.stringify(list));
}

/**
 * Indexes stories and lists them as the only shard: for a paper that is searched from memory.
 * @returns the files by their path below `/pagefind/`
 */
export async function searchInMemory(stories: SearchStory[], page: ReadPage): Promise<IndexFile[]> {
  const files: IndexFile[] = [];
  const listings: Listing[] = [];
  for (const shard of planShards(stories, Infinity)) {
    const index = await createSearchIndex();
    const made = await indexShard(index, shard, page, () => {});
    for (const { path, content } of made.files) files.push({ path: `${folderOf(shard)}/${path}`, content });
    listings.push(made);
  }
  return [...files, { path: listFile, content: Buffer.from(JSON.stringify(listOf(listings))) }];
}

/**
 * An empty index in a service of Pagefind: in the one of this process, which ends with it, or another.
 * @param chunkSize has an effect on a service that is not running yet
 */
export async function createSearchIndex(
  chunkSize = '4000',
  service = pagefind,
): Promise<pagefind.PagefindIndex> {
  process.env.PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE = chunkSize;
  const { index } = succeed(await service.createIndex({ forceLanguage: searchLanguage }));
  if (!index) throw new Error('Pagefind made no index and told no error.');
  return index;
}

/** @throws {Error} with Pagefind's own messages. */
function succeed<T extends { errors: string[] }>(response: T): T {
  if (response.errors.length > 0) {
    throw new Error(`Pagefind could not index the site for search: ${response.errors.join('; ')}`);
  }
  return response;
}

/** Indexes shards in services of their own, which end with it. */
async function indexInParallel(
  shards: SearchShard[],
  chunkSize: string,
  work: (shard: SearchShard, index: pagefind.PagefindIndex) => Promise<void>,
): Promise<void> {
  const queue = shards.values();
  const lanes = Math.min(services, shards.length);
  await inParallel(Array(lanes).keys(), lanes, async (number) => {
    // Pagefind's module keeps one service, a process that does one thing at a time: a copy of it starts another.
    const service: typeof pagefind = await import(`${import.meta.resolve('pagefind')}?service=${number}`);
    try {
      for (const shard of queue) await work(shard, await createSearchIndex(chunkSize, service));
    } finally {
      await service.close();
    }
  });
}

async function indexShard(
  index: pagefind.PagefindIndex,
  shard: SearchShard,
  page: ReadPage,
  advance: (count: number) => void,
): Promise<Listing & { files: IndexFile[] }> {
  const { stories } = shard;
  const read = (from: number) => Promise.all(stories.slice(from, from + pagesAtOnce).map(page));
  const add = async (from: number, parts: string[]) => {
    const answers = parts.map((part, place) =>
      index.addHTMLFile({ url: stories[from + place]!.path, content: pageOf(part) }),
    );
    (await Promise.all(answers)).forEach(succeed);
    advance(parts.length);
  };
  // In a fixed order: Pagefind numbers pages as they come.
  let parts = await read(0);
  for (let from = 0; from < stories.length; from += pagesAtOnce) {
    [parts] = await Promise.all([read(from + pagesAtOnce), add(from, parts)]);
  }
  const { files } = succeed(await index.getFiles());
  await index.deleteIndex();

  const entryFile = files.find(({ path }) => path === 'pagefind-entry.json')!;
  const entry = JSON.parse(Buffer.from(entryFile.content).toString());
  // Stories without a word are in no index; one of such stories alone has no language.
  const { hash = '', page_count: count = 0 } = entry.languages[searchLanguage] ?? {};
  return {
    files: files.filter(({ path }) => servedFiles.test(path)),
    includeCharacters: entry.include_characters,
    listed: {
      name: shard.name,
      first: shard.first,
      last: shard.last,
      years: [...new Set(stories.map(({ day }) => day.slice(0, 4)))].reverse(),
      stories: count,
      head: hash,
      digest: shardDigest(shard),
    },
  };
}

const shardDigest = (shard: SearchShard) => digest(method, chunkSizeOf(shard), shard.digest);
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
