import { mkdirSync, opendirSync, rmSync, statSync, writeFileSync, type Dir } from 'node:fs';
import { join } from 'node:path';
import { environment } from '../environment.ts';
import { dayMs } from '../lib/zone.ts';
import type { Folders } from './originals.ts';

/** What nobody asked for in so long may go. */
const unusedForMs = 28 * dayMs;
/** To look at every name takes a second or two when there are a million. */
const everyMs = 7 * dayMs;

/**
 * Removes from the cache the derivatives that are in no edition and were asked for by no build for four weeks, and
 * what is known of how they are made; once a week. Another build may go on meanwhile: what it uses is younger than
 * that. One that is killed leaves the rest to the next week.
 * @param isPublished whether a derivative is in this edition or the last one, by its file name; asked only when it
 *     is time
 */
export function pruneDerivatives(
  isPublished: (name: string) => boolean,
  { cacheDir }: Pick<Folders, 'cacheDir'> = environment,
): void {
  const home = join(cacheDir, 'pictures');
  const mark = join(home, 'pruned');
  const now = Date.now();
  if (now - lastChanged(mark, 0) < everyMs) return;
  mkdirSync(home, { recursive: true });
  writeFileSync(mark, '');

  const prune = (folder: string, isUsed: (name: string) => boolean) => {
    for (const name of namesIn(join(home, folder))) {
      const file = join(home, folder, name);
      if (isUsed(name)) continue;
      if (now - lastChanged(file, now) > unusedForMs) rmSync(file, { force: true });
    }
  };
  prune('made', isPublished);
  // One that is published or left may have to be made again.
  const stems = new Set(namesIn(join(home, 'made')).map(stemOf));
  prune('recipes', (name) => stems.has(stemOf(name)));
}

/** Of a derivative's file or its recipe. */
const stemOf = (name: string) => name.slice(0, stemLength);
const stemLength = 16;

/** Reads names one after another, so that a million take no room. The folder may be missing. */
function* namesIn(folder: string): Generator<string> {
  let entries: Dir;
  try {
    entries = opendirSync(folder, { bufferSize: 1024 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  try {
    for (let entry = entries.readSync(); entry; entry = entries.readSync()) yield entry.name;
  } finally {
    entries.closeSync();
  }
}

/** When a file was changed; another process may have removed it since. */
const lastChanged = (file: string, otherwise: number): number =>
  statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? otherwise;
