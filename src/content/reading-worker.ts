import { parentPort, workerData } from 'node:worker_threads';
import { openContentCache, type Paper } from '../cache/content-cache.ts';
import {
  readFiles,
  type FileFound,
  type FileToRead,
  type ReadSettings,
  type TextFound,
} from './file-reading.ts';

/** What a thread that reads files is started with. */
export interface WorkerSettings {
  settings: ReadSettings;
  cacheFile: string;
  paper: Paper;
  /** URL of a module that is a {@link SecondReader}. */
  secondReader?: string;
}

/** A module that reads the same texts for another purpose, in the same thread: each is read from the disk once. */
export interface SecondReader {
  /** @returns plain data for whoever named the module */
  readTexts(texts: TextFound[]): unknown;
}

/** Its answer to a batch of files: what it found, or the message of the error that ended it. */
export type WorkerAnswer = { found: FileFound[]; second?: unknown } | { error: string };

// A thread of `read-in-parallel.ts`.
const { settings, cacheFile, paper, secondReader } = workerData as WorkerSettings;
const cache = openContentCache(cacheFile, paper);
const second =
  secondReader === undefined ? undefined : ((await import(secondReader)) as unknown as SecondReader);
parentPort!.on('message', (files: FileToRead[] | undefined) => {
  if (files) return parentPort!.postMessage(answer(files));
  cache.close();
  parentPort!.close();
});

function answer(files: FileToRead[]): WorkerAnswer {
  try {
    const texts: TextFound[] | undefined = second && [];
    const found = readFiles(files, settings, cache, texts);
    return { found, ...(second && { second: second.readTexts(texts!) }) };
  } catch (error) {
    return { error: (error as Error).message };
  }
}
