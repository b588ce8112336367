import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** The folder that is served, and the one in which its next edition is made. */
export interface PublishFolder {
  /** Absolute path of the folder to build into. */
  staging: string;
  /** Puts what was built in the place of the served edition. */
  publish(): Promise<void>;
}

/** Every build writes this file, so a folder that holds it may be replaced by the next one. */
const marker = '_headers';

/**
 * Makes ready to replace a folder in one move: takes its lock, and puts back an edition that a killed build
 * had moved aside.
 * @param target absolute path of the folder that is served
 * @param staging absolute path of a folder of our own, on any file system
 * @throws {Error} when another build into `target` is running, or when it holds somebody else's files
 */
export function openPublishFolder(target: string, staging: string): PublishFolder {
  lock(`${staging}.lock`, target);
  const served = existsSync(target) ? realpathSync(target) : target;
  const aside = (name: string) => join(dirname(served), `.${basename(served)}.standfirst-${name}`);
  const [next, old] = [aside('next'), aside('old')];
  if (!existsSync(served) && existsSync(old)) renameSync(old, served);
  if (existsSync(served) && readdirSync(served).length > 0 && !existsSync(join(served, marker))) {
    throw new Error(
      `OUT_DIR is ${target}, which holds files that no build of this paper wrote; ` +
        'expected a folder that is empty, missing or from an earlier build. Choose another, or empty it.',
    );
  }
  return {
    staging,
    async publish() {
      await rm(next, { recursive: true, force: true });
      await rm(old, { recursive: true, force: true });
      await mkdir(dirname(served), { recursive: true });
      await move(staging, next);
      if (existsSync(served)) await rename(served, old);
      await rename(next, served);
      await rm(old, { recursive: true, force: true });
    },
  };
}

/** Renames a folder, or copies it to another file system. */
async function move(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    await cp(from, to, { recursive: true });
    await rm(from, { recursive: true });
  }
}

/** Holds a lock file until the process ends; one that a killed process left is taken over. */
function lock(file: string, target: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const holder = existsSync(file) ? Number(readFileSync(file, 'utf8')) : undefined;
  if (holder && holder !== process.pid && isRunning(holder)) {
    throw new Error(`Another build into ${target} is running (process ${holder}). Wait for it, or end it.`);
  }
  writeFileSync(file, String(process.pid));
  process.once('exit', () => rmSync(file, { force: true }));
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
