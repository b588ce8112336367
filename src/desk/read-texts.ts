import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { ContentCache, KnownFile } from '../cache/content-cache.ts';
import { inParallel } from '../lib/in-parallel.ts';
import type { TextReport } from './copy-desk/read-text.ts';

/** What the copy desk read in a file: its path, the digest of what was read, and the report as JSON. */
export type ReadText = Pick<KnownFile, 'path' | 'digest' | 'facts'>;

/** From this number on, threads are worth their start. */
const manyTexts = 1500;
const batchSize = 256;

/** The report of a text of which there is nothing to say. */
const nothing = '{}';

/**
 * What the copy desk says of each text by itself; those as they were come from the cache.
 * @param texts digests by content path
 * @param known what the cache holds
 * @param read what was read together with the content, and is in the cache by now
 * @returns the reports that say something, by content path.
 */
export async function readTexts(
  texts: ReadonlyMap<string, { digest: string }>,
  known: ReadonlyMap<string, ReadText>,
  read: ReadText[],
  cache: ContentCache,
): Promise<Map<string, TextReport>> {
  const reports = new Map<string, TextReport>();
  const take = ({ path, facts }: ReadText) => {
    if (facts !== nothing) reports.set(path, JSON.parse(facts) as TextReport);
  };
  const news = new Map(read.map((text) => [text.path, text]));
  const changed: string[] = [];
  for (const [path, { digest }] of texts) {
    const text = news.get(path) ?? known.get(path);
    if (text?.digest === digest) take(text);
    else changed.push(path);
  }
  const found = changed.length < manyTexts ? await readHere(changed) : await readInThreads(changed);
  for (const text of found) take(text);
  cache.write(found);
  return reports;
}

/** The rules are loaded when there is something to read. */
async function readHere(paths: string[]): Promise<ReadText[]> {
  if (paths.length === 0) return [];
  const { readAll } = await import('./read-texts-worker.ts');
  return readAll(paths);
}

async function readInThreads(paths: string[]): Promise<ReadText[]> {
  const workers = Array.from({ length: availableParallelism() }, () => {
    const worker = new Worker(new URL('./read-texts-worker.ts', import.meta.url));
    const ended = once(worker, 'exit').then(() => {
      throw new Error('A thread that reads texts ended by itself.');
    });
    // At the end nobody waits for it any more.
    ended.catch(() => {});
    return { worker, ended };
  });
  const idle = [...workers];
  const batches = Array.from({ length: Math.ceil(paths.length / batchSize) }, (_, index) =>
    paths.slice(index * batchSize, (index + 1) * batchSize),
  );
  const found: ReadText[] = [];
  try {
    await inParallel(batches, workers.length, async (batch) => {
      const thread = idle.pop()!;
      thread.worker.postMessage(batch);
      // An error that ends the thread rejects.
      const [answer] = (await Promise.race([once(thread.worker, 'message'), thread.ended])) as [ReadText[]];
      idle.push(thread);
      found.push(...answer);
    });
  } finally {
    await Promise.all(workers.map(({ worker }) => worker.terminate()));
  }
  return found;
}
