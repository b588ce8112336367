import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { inParallel } from '../lib/in-parallel.ts';
import type { FileFound, FileToRead } from './file-reading.ts';
import type { WorkerAnswer, WorkerSettings } from './reading-worker.ts';

/** Files read by a thread at a time: few messages, and none of the threads left alone with much at the end. */
const batchSizes = { least: 32, most: 256 };

/** Threads that read files, one on each core. */
export interface Readers {
  /**
   * @param done called with what was found in some of the files, and what a second reader said of them, until all
   * were read
   * @throws {Error} naming the file that cannot be read.
   */
  read(files: FileToRead[], done: (found: FileFound[], said: unknown[]) => void): Promise<void>;
  close(): Promise<void>;
}

/** Starts the threads. */
export function startReaders(settings: WorkerSettings): Readers {
  const workers = Array.from(
    { length: availableParallelism() },
    () => new Worker(new URL('./reading-worker.ts', import.meta.url), { workerData: settings }),
  );
  const ends = workers.map((worker) => once(worker, 'exit'));
  return {
    async read(files, done) {
      const batches: FileToRead[][] = [];
      const share = Math.ceil(files.length / workers.length / 16);
      const size = Math.min(Math.max(share, batchSizes.least), batchSizes.most);
      for (let start = 0; start < files.length; start += size) batches.push(files.slice(start, start + size));
      const idle = [...workers];
      await inParallel(batches, workers.length, async (batch) => {
        const worker = idle.pop()!;
        const answer = await ask(worker, batch);
        idle.push(worker);
        if ('error' in answer) throw new Error(answer.error);
        done(answer.found, answer.said);
      });
    },
    async close() {
      // They end when they are done with what they have: to stop one amid its start may never come to an end.
      for (const worker of workers) worker.postMessage(undefined);
      await Promise.all(ends);
    },
  };
}

async function ask(worker: Worker, batch: FileToRead[]): Promise<WorkerAnswer> {
  const end = new AbortController();
  const exit = once(worker, 'exit', end).then(() => {
    throw new Error('A thread that reads content ended by itself.');
  });
  worker.postMessage(batch);
  try {
    const [answer] = await Promise.race([once(worker, 'message', end), exit]);
    return answer as WorkerAnswer;
  } finally {
    end.abort();
  }
}
