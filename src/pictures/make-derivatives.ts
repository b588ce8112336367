import { availableParallelism } from 'node:os';
import { inParallel } from '../lib/in-parallel.ts';
import type { Progress } from '../lib/progress.ts';
import { isMade, makeDerivative, removeLeftovers } from './derivative-store.ts';
import type { Folders } from './originals.ts';

/**
 * Makes the derivatives that the cache does not hold yet, on all cores.
 * @param names file names of derivatives
 * @param progress counts the files to be made, not those that are there.
 * @returns the absolute path of each derivative's file, in the order of their names
 * @throws {Error} naming every original that cannot be read.
 */
export async function makeDerivatives(
  names: Iterable<string>,
  progress: Progress,
  folders?: Folders,
): Promise<Map<string, string>> {
  const wanted = [...names].sort();
  const toMake = new Set(wanted.filter((name) => !isMade(name, folders)));
  if (toMake.size > 0) await removeLeftovers(folders);
  const files = new Map(wanted.map((name) => [name, '']));
  const mistakes = new Set<string>();
  let made = 0;
  // Cards are in part made by this thread: others have something to do meanwhile. All formats of a picture are made
  // one after another, for they are sorted.
  await inParallel(wanted, availableParallelism() + 2, async (name) => {
    try {
      files.set(name, await makeDerivative(name, folders));
    } catch (error) {
      mistakes.add((error as Error).message);
    }
    if (toMake.has(name)) progress(++made, toMake.size);
  });
  if (mistakes.size > 0) throw new Error([...mistakes].join('\n'));
  return files;
}
