import { parentPort, workerData } from 'node:worker_threads';
import { openContentCache, type Paper } from '../cache/content-cache.ts';
import { readFiles, type FileFound, type FileToRead, type ReadSettings } from './file-reading.ts';

/** What a thread that reads files is started with. */
export interface WorkerSettings {
  settings: ReadSettings;
  cacheFile: string;
  paper: Paper;
}

/** Its answer to a batch of files: what it found, or the message of the error that ended it. */
export type WorkerAnswer = { found: FileFound[] } | { error: string };

// A thread of `read-in-parallel.ts`.
const { settings, cacheFile, paper } = workerData as WorkerSettings;
const cache = openContentCache(cacheFile, paper);
parentPort!.on('message', (files: FileToRead[] | undefined) => {
  if (files) return parentPort!.postMessage(answer(files));
  cache.close();
  parentPort!.close();
});

function answer(files: FileToRead[]): WorkerAnswer {
  try {
    return { found: readFiles(files, settings, cache) };
  } catch (error) {
    return { error: (error as Error).message };
  }
}
