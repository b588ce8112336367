import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { dayMs } from '../lib/zone.ts';

/** A part is written in seconds: one older than this belongs to a process that was killed. */
const abandonedAfterMs = 60 * 60 * 1000;

const partEnding = /\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Name under which a file is written until it is whole and takes its own. */
export const partName = (path: string): string => `${path}.${randomUUID()}`;

/** Reads a file of JSON; `undefined` when it is not there, or damaged and so to be made again. */
export function readJson<T>(path: string): T | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T;
  } catch (error) {
    if (error instanceof SyntaxError || isAbsent(error)) return undefined;
    throw error;
  }
}

/** Writes a file that appears whole or not at all. */
export function writeWhole(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const part = partName(path);
  writeFileSync(part, text);
  renameSync(part, path);
}

/** Keeps a file from being pruned: notes, once a day, that it is used. It may be gone. */
export function noteUse(path: string): void {
  const used = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity;
  const now = Date.now();
  if (now - used > dayMs) utimesSync(path, now / 1000, now / 1000);
}

/** Removes the parts in a folder that nobody writes any more. The folder may be missing. */
export async function removeParts(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (isAbsent(error)) return [];
    throw error;
  });
  for (const name of names.filter((name) => partEnding.test(name))) {
    const part = join(folder, name);
    // Another process may have finished it since.
    const age = await stat(part).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    if (age > abandonedAfterMs) await rm(part, { force: true });
  }
}

const isAbsent = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT';
