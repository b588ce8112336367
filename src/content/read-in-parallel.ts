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

/**
 * Batches that a thread has at a time: the one it reads, and one to go on with while somebody looks at what it found.
 */
const batchesInHand = 2;

/** Starts the threads. */
export function startReaders(settings: WorkerSettings): Readers {
  const readers = Array.from({ length: availableParallelism() }, () => startReader(settings));
  return {
    async read(files, done) {
      const batches: FileToRead[][] = [];
      const share = Math.ceil(files.length / readers.length / 16);
      const size = Math.min(Math.max(share, batchSizes.least), batchSizes.most);
      for (let start = 0; start < files.length; start += size) batches.push(files.slice(start, start + size));
      const free = Array.from({ length: batchesInHand }, () => readers).flat();
      await inParallel(batches, free.length, async (batch) => {
        const reader = free.shift()!;
        const answer = await reader.ask(batch);
        free.push(reader);
        if ('error' in answer) throw new Error(answer.error);
        done(answer.found, answer.said);
      });
    },
    async close() {
      await Promise.all(readers.map((reader) => reader.close()));
    },
  };
}

/** Starts a thread, which answers in the order it is asked. */
function startReader(settings: WorkerSettings) {
  const worker = new Worker(new URL('./reading-worker.ts', import.meta.url), { workerData: settings });
  const asked: PromiseWithResolvers<WorkerAnswer>[] = [];
  const ended = Promise.withResolvers<void>();
  let failure: Error | undefined;
  const fail = (error: Error) => {
    failure ??= error;
    for (const { reject } of asked.splice(0)) reject(failure);
  };
  worker.on('message', (answer: WorkerAnswer) => asked.shift()!.resolve(answer));
  worker.on('error', fail);
  worker.on('exit', () => {
    fail(new Error('A thread that reads content ended by itself.'));
    ended.resolve();
  });
  return {
    async ask(batch: FileToRead[]): Promise<WorkerAnswer> {
      if (failure) throw failure;
      const question = Promise.withResolvers<WorkerAnswer>();
      asked.push(question);
      worker.postMessage(batch);
      return question.promise;
    },
    close(): Promise<void> {
      // It ends when it is done with what it has: to stop one amid its start may never come to an end.
      worker.postMessage(undefined);
      return ended.promise;
    },
  };
}
