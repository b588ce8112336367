import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { PagefindIndex } from 'pagefind';
import { digest } from '../lib/hash.ts';
import { inParallel } from '../lib/in-parallel.ts';
import type { Progress } from '../lib/progress.ts';
import type { ListedShard, SearchList } from '../model/search-list.ts';
import { site } from '../site.config.ts';
import { planShards, type SearchShard, type SearchStory } from './search-shards.ts';

export { searchedPart } from './searched-part.ts';

/** Language whose word forms the index knows ("attack" finds "attacks"): all stories share it. */
export const searchLanguage = new Intl.Locale(site.language).language;

/** Where search lies, below the site's root. */
export const searchFolder = 'pagefind';
/** Of each shard's folder, below that: nothing in it changes under its name. */
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
/** Reads the searched part of a story's page. */
type ReadPage = (story: SearchStory) => Promise<string>;

/** What the browser loads of the files that Pagefind makes; its engine is in the site's own bundle. */
const servedFiles = /\.pf_(meta|index|fragment|filter)$/;

/**
 * Size of the files of words, in Pagefind's unit: 12 KB. A search loads one for each word and shard, so they
 * should be small; a changed story changes most of its shard's, so they should be few. Pagefind's own is 20000.
 */
const chunkSize = '8000';

/** Two months of 5,000 stories a year: a search for two words among them loads some 70 KB, with ten results. */
const firstStories = 900;

/** Pages handed to Pagefind at once, while the next ones are read. */
const pagesAtOnce = 64;

/** Pagefind works on one index at a time, in some 200 MB; more than two would need too much memory. */
const services = Math.min(2, availableParallelism());

/** The least page that Pagefind takes. */
const pageOf = (part: string) => `<html><body>${part}</body></html>`;

/** What decides an index besides its stories. */
const method = digest(
  searchLanguage,
  chunkSize,
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
  given: SearchShard[] | SearchStory[],
  report: Progress,
): Promise<void> {
  const shards = given.every((one) => 'stories' in one) ? given : planShards(given as SearchStory[]);
  const total = shards.reduce((sum, { stories }) => sum + stories.length, 0);
  const present = (await target.readAll(listFile)).flatMap((text) => readList(text) ?? []);
  const listed = new Map<string, ListedShard>();
  let includeCharacters: string[] = [];
  let done = 0;
  const advance = (count: number) => report((done += count), total);

  const changed: SearchShard[] = [];
  for (const shard of shards) {
    const list = present.find(({ shards }) =>
      shards.some(({ name, digest }) => name === shard.name && digest === shardDigest(shard)),
    );
    if (list && (await target.keep(`${shardsFolder}/${shard.name}`))) {
      listed.set(
        shard.name,
        list.shards.find(({ name }) => name === shard.name)!,
      );
      includeCharacters = list.includeCharacters;
      advance(shard.stories.length);
    } else {
      changed.push(shard);
    }
  }
  const queue = changed.values();
  const lanes = Math.min(services, changed.length);
  await inParallel(Array(lanes).keys(), lanes, async (number) => {
    const service = await openService(number);
    try {
      for (const shard of queue) {
        const made = await indexShard(service, shard, (story) => target.page(story), advance);
        const folder = `${shardsFolder}/${shard.name}`;
        await inParallel(made.files, 16, ({ path, content }) => target.put(`${folder}/${path}`, content));
        listed.set(shard.name, made.listed);
        includeCharacters = made.includeCharacters;
      }
    } finally {
      await service.close();
    }
  });
  const list: SearchList = {
    firstStories,
    includeCharacters,
    shards: shards.map(({ name }) => listed.get(name)!),
  };
  await target.put(listFile, JSON.stringify(list));
}

/**
 * Indexes stories and lists them as the only shard: for a paper that is searched from memory.
 * @returns the files by their path below `/pagefind/`
 */
export async function searchInMemory(stories: SearchStory[], page: ReadPage): Promise<IndexFile[]> {
  const list: SearchList = { firstStories, includeCharacters: [], shards: [] };
  const files: IndexFile[] = [];
  for (const shard of planShards(stories, Infinity)) {
    const made = await indexShard(await import('pagefind'), shard, page, () => {});
    files.push(
      ...made.files.map(({ path, content }) => ({ path: `${shardsFolder}/${shard.name}/${path}`, content })),
    );
    list.shards.push(made.listed);
    list.includeCharacters = made.includeCharacters;
  }
  return [...files, { path: listFile, content: Buffer.from(JSON.stringify(list)) }];
}

/** An empty index in one of Pagefind's services. */
export async function createSearchIndex(pagefind: Pagefind): Promise<PagefindIndex> {
  process.env.PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE = chunkSize;
  const { index } = succeed(await pagefind.createIndex({ forceLanguage: searchLanguage }));
  if (!index) throw new Error('Pagefind made no index and told no error.');
  return index;
}

/** @throws {Error} with Pagefind's own messages. */
export function succeed<T extends { errors: string[] }>(response: T): T {
  if (response.errors.length > 0) {
    throw new Error(`Pagefind could not index the site for search: ${response.errors.join('; ')}`);
  }
  return response;
}

type Pagefind = typeof import('pagefind');

/** Pagefind's module keeps one service, a process that does one thing at a time: a copy of it starts another. */
function openService(number: number): Promise<Pagefind> {
  return import(`${import.meta.resolve('pagefind')}?service=${number}`);
}

async function indexShard(
  pagefind: Pagefind,
  shard: SearchShard,
  page: ReadPage,
  advance: (count: number) => void,
): Promise<{ files: IndexFile[]; listed: ListedShard; includeCharacters: string[] }> {
  const { stories } = shard;
  const index = await createSearchIndex(pagefind);
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

const shardDigest = (shard: SearchShard) => digest(method, shard.digest);

/** A list that was written before; undefined when it is none of ours. */
function readList(text: string): SearchList | undefined {
  try {
    const list = JSON.parse(text);
    return Array.isArray(list?.shards) && Array.isArray(list.includeCharacters) ? list : undefined;
  } catch {
    return undefined;
  }
}
