import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';
import { makePagefindIndex, signature, type PagefindIndex } from '../formats/pagefind-index.ts';
import { readRecord } from '../formats/pagefind-record.ts';
import { closePagefind, indexByPagefind, pagefindVersion } from './pagefind-service.ts';
import { hasWords, SearchWords, type KnownWords } from './search-words.ts';

/** Pages that share an index. */
export interface PagesToIndex {
  /** Each with the part that is searched. */
  pages: { url: string; part: string }[];
  /** Size of a file of words, in Pagefind's unit. */
  chunkSize: number;
}

/** An index, and characters besides letters and digits that it keeps in words. */
export interface MadeIndex extends Omit<PagefindIndex, 'files'> {
  /** As the browser's engine loads them, compressed. */
  files: { path: string; content: Uint8Array }[];
  includeCharacters: string[];
}

/** Makes indexes. */
export interface Indexer {
  /**
   * Indexes several groups of pages. What the words of all of them are found by is asked for at once.
   * @throws {Error} when a page cannot be indexed or Pagefind fails.
   */
  index(groups: PagesToIndex[]): Promise<MadeIndex[]>;
  /** What was learnt of words so far, for a later build; nothing in languages without spaces. */
  known(): Promise<KnownWords | undefined>;
  close(): Promise<unknown>;
}

/**
 * An indexer in this thread.
 * @param known what an earlier build learnt of words
 */
export function openIndexer(language: string, known?: KnownWords): Indexer {
  const words = hasWords(language) ? new SearchWords(language, known) : undefined;
  return {
    index: (groups) => (words ? indexByWords(groups, words) : indexSlowly(groups, language)),
    known: async () => words?.known(),
    close: closePagefind,
  };
}

/** What the thread of an indexer is told. */
export type IndexerOrder = PagesToIndex[] | 'known' | 'close';

/** An indexer in a thread of its own, with a service of Pagefind of its own. */
export function startIndexer(language: string): Indexer {
  const worker = new Worker(new URL('./search-worker.ts', import.meta.url), {
    workerData: language,
    // Left to itself, a thread collects its garbage when it has gigabytes of it.
    resourceLimits: { maxYoungGenerationSizeMb: 48, maxOldGenerationSizeMb: 1000 },
  });
  // It may also end by an error, before it is told to.
  const ended = new Promise((resolve) => worker.once('exit', resolve));
  const ask = async (order: IndexerOrder) => {
    worker.postMessage(order);
    // An error that ends the thread rejects.
    const [answer] = await once(worker, 'message');
    return answer as unknown;
  };
  return {
    index: async (groups) => (await ask(groups)) as MadeIndex[],
    known: async () => (await ask('known')) as KnownWords | undefined,
    close() {
      worker.postMessage('close' satisfies IndexerOrder);
      return ended;
    },
  };
}

async function indexByWords(groups: PagesToIndex[], words: SearchWords): Promise<MadeIndex[]> {
  words.tidy();
  const numbered = groups.map(({ pages }) =>
    pages.map(({ url, part }) => words.number(readRecord(url, part))),
  );
  await words.learn();
  const { language, lexicon, includeCharacters } = words;
  return groups.map(({ chunkSize }, group) => {
    const settings = { language, chunkSize, version: pagefindVersion };
    return compressed({ ...makePagefindIndex(numbered[group]!, lexicon, settings), includeCharacters });
  });
}

/** For languages written without spaces. */
async function indexSlowly(groups: PagesToIndex[], language: string): Promise<MadeIndex[]> {
  const made: MadeIndex[] = [];
  for (const { pages, chunkSize } of groups) {
    made.push(compressed(await indexByPagefind(pages, { language, chunkSize })));
  }
  return made;
}

function compressed({ files, ...index }: PagefindIndex & { includeCharacters: string[] }): MadeIndex {
  return {
    ...index,
    files: files.map(({ path, content }) => ({
      path,
      content: gzipSync(Buffer.concat([signature, content])),
    })),
  };
}
