import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { ContentCache, KnownFile } from '../cache/content-cache.ts';
import { inParallel } from '../lib/in-parallel.ts';
import type { TextReport } from './copy-desk/read-text.ts';

/** A text that is not known yet. */
export interface TextToRead {
  /** Content path. */
  path: string;
  /** Whether it is a story of which the frontmatter was found sound. */
  isSoundStory: boolean;
}

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
 * @param soundStories content paths of the stories with sound frontmatter
 * @returns the reports that say something, by content path.
 */
export async function readTexts(
  texts: ReadonlyMap<string, { digest: string }>,
  soundStories: ReadonlySet<string>,
  known: ReadonlyMap<string, KnownFile>,
  cache: ContentCache,
): Promise<Map<string, TextReport>> {
  const reports = new Map<string, TextReport>();
  const take = ({ path, facts }: ReadText) => {
    if (facts !== nothing) reports.set(path, JSON.parse(facts) as TextReport);
  };
  const changed: TextToRead[] = [];
  for (const [path, { digest }] of texts) {
    const before = known.get(path);
    if (before?.digest === digest) take(before);
    else changed.push({ path, isSoundStory: soundStories.has(path) });
  }
  if (changed.length === 0) return reports;
  const found = changed.length < manyTexts ? await readHere(changed) : await readInThreads(changed);
  for (const text of found) take(text);
  cache.write(found);
  return reports;
}

/** The rules are loaded when there is something to read. */
async function readHere(texts: TextToRead[]): Promise<ReadText[]> {
  const { readAll } = await import('./read-texts-worker.ts');
  return readAll(texts);
}

async function readInThreads(texts: TextToRead[]): Promise<ReadText[]> {
  const workers = Array.from(
    { length: availableParallelism() },
    () => new Worker(new URL('./read-texts-worker.ts', import.meta.url)),
  );
  const idle = [...workers];
  const batches = Array.from({ length: Math.ceil(texts.length / batchSize) }, (_, index) =>
    texts.slice(index * batchSize, (index + 1) * batchSize),
  );
  const found: ReadText[] = [];
  try {
    await inParallel(batches, workers.length, async (batch) => {
      const worker = idle.pop()!;
      worker.postMessage(batch);
      // An error that ends the thread rejects.
      const [answer] = (await once(worker, 'message')) as [ReadText[]];
      idle.push(worker);
      found.push(...answer);
    });
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return found;
}
