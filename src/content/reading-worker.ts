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
  readText(text: TextFound): unknown;
  /** Called with what it said of some texts, so that it may put it into a cache. */
  keep(said: unknown[]): void;
}

/** Its answer to a batch of files: what it found, or the message of the error that ended it. */
export type WorkerAnswer = { found: FileFound[]; said: unknown[] } | { error: string };

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
    const said: unknown[] = [];
    const found = readFiles(files, settings, cache, second && ((text) => said.push(second.readText(text))));
    if (said.length > 0) second!.keep(said);
    return { found, said };
  } catch (error) {
    return { error: (error as Error).message };
  }
}
