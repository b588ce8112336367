import { copyFile, link, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { inParallel } from '../lib/in-parallel.ts';
import type { Progress } from '../lib/progress.ts';
import { picturePath } from '../model/permalink.ts';
import { pictureNamesIn } from './derivatives.ts';
import { isMade, makeDerivative, removeLeftovers, type Folders } from './picture-store.ts';

/**
 * Puts pictures into a built site: makes those that the cache does not hold, on all cores, and removes those
 * that no page needs any more.
 * @param progress counts the files to be made, not those that were there.
 * @param names file names of all the derivatives the site needs.
 * @throws {Error} naming every original that cannot be read.
 */
export async function publishPictures(
  outDir: string,
  progress: Progress,
  names?: ReadonlySet<string>,
  folders?: Folders,
): Promise<void> {
  const wanted = names ?? (await picturesLinkedFrom(outDir));
  const folder = join(outDir, picturePath(''));
  await mkdir(folder, { recursive: true });
  const present = new Set(await readdir(folder));
  await Promise.all(Array.from(present.difference(wanted), (name) => rm(join(folder, name))));

  await removeLeftovers(folders);
  const missing = Array.from(wanted.difference(present)).sort();
  const toMake = new Set(missing.filter((name) => !isMade(name, folders)));
  const mistakes = new Set<string>();
  let made = 0;
  await inParallel(missing, availableParallelism(), async (name) => {
    try {
      await place(await makeDerivative(name, folders), join(folder, name));
    } catch (error) {
      mistakes.add((error as Error).message);
    }
    if (toMake.has(name)) progress(++made, toMake.size);
  });
  if (mistakes.size > 0) throw new Error([...mistakes].join('\n'));
}

/** File names of the derivatives that pages, feeds and JSON files of a built site link to. */
async function picturesLinkedFrom(outDir: string): Promise<Set<string>> {
  const names = new Set<string>();
  const texts = (await readdir(outDir, { recursive: true })).filter((f) => /\.(html|xml|json)$/.test(f));
  for (const file of texts) {
    for (const name of pictureNamesIn(await readFile(join(outDir, file), 'utf8'))) names.add(name);
  }
  return names;
}

/** Both names share the bytes on disk where the file system can do that. */
async function place(file: string, target: string): Promise<void> {
  await link(file, target).catch(() => copyFile(file, target));
}
