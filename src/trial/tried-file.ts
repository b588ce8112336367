import { readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { environment } from '../environment.ts';

/** A story with code. */
export interface TriedFile {
  /** Absolute path, links followed: as the bundler names it. */
  file: string;
  /** The whole file. */
  text: string;
}

/** @param path content path */
export function triedFile(path: string): TriedFile {
  const file = fileOf(path);
  return { file, text: readFileSync(file, 'utf8') };
}

/** @param path content path */
export const fileOf = (path: string): string => realpathSync(join(environment.contentDir, path));
