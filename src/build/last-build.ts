import { lstatSync, readFileSync, readlinkSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { dayMs } from '../lib/zone.ts';
import { newsExpiry } from '../model/sitemap.ts';
import type { Archive } from '../model/archive.ts';
import { editionsFolder } from './edition.ts';
import { replaceFile } from './tree-files.ts';

/** What the last build that was finished was made from, and what it made. */
interface LastBuild {
  /** Digest of everything that decides the site but the clock. */
  inputs: string;
  /** The moments, in milliseconds of Unix time, from which and before which the clock changes nothing. */
  since: number;
  until: number;
  /** The tree that it served: `a` or `b`, with size and time of its list of files. */
  served: ServedTree;
  pages: number;
}

interface ServedTree {
  name: string;
  size: number;
  mtimeMs: number;
}

/** The record of the last finished build into a folder: a build of the very same has nothing to do. */
export class BuildRecord {
  readonly #outDir: string;
  readonly #file: string;

  /** @param outDir absolute path of the finished site */
  constructor(outDir: string) {
    this.#outDir = outDir;
    this.#file = join(editionsFolder(outDir), 'last-build.json');
  }

  /**
   * The last build, when it was made from the same and is still what is served.
   * @param inputs digest of everything that decides the site but the clock
   */
  same(inputs: string, now: Date): Pick<LastBuild, 'pages'> | undefined {
    const last = this.#read();
    const served = this.#served();
    const isSame =
      last?.inputs === inputs &&
      now.getTime() >= last.since &&
      now.getTime() < last.until &&
      JSON.stringify(served) === JSON.stringify(last.served);
    return isSame ? last : undefined;
  }

  /** Before anything is changed: what a build leaves that is ended early is not what is recorded. */
  forget(): void {
    rmSync(this.#file, { force: true });
  }

  /**
   * @param inputs as they were before anything was read
   * @param turn when the clock changes the site
   */
  remember(inputs: string, { now, turn, pages }: { now: Date; turn: Date; pages: number }): void {
    const served = this.#served();
    if (!served) return;
    const record: LastBuild = { inputs, since: now.getTime(), until: turn.getTime(), served, pages };
    replaceFile(this.#file, JSON.stringify(record));
  }

  #read(): LastBuild | undefined {
    try {
      return JSON.parse(readFileSync(this.#file, 'utf8')) as LastBuild;
    } catch {
      // Missing or damaged, it means that everything is looked at.
      return undefined;
    }
  }

  #served(): ServedTree | undefined {
    if (!lstatSync(this.#outDir, { throwIfNoEntry: false })?.isSymbolicLink()) return undefined;
    const name = basename(readlinkSync(this.#outDir));
    const tree = join(editionsFolder(this.#outDir), name);
    const stats = statSync(`${tree}.files`, { throwIfNoEntry: false });
    const isThere = statSync(tree, { throwIfNoEntry: false })?.isDirectory();
    return stats && isThere ? { name, size: stats.size, mtimeMs: stats.mtimeMs } : undefined;
  }
}

/** When the clock alone next changes the site: an embargo lifts, a story is news no more; within a day at most. */
export function clockTurn(archive: Archive, now: Date, embargo: Date | undefined): Date {
  // At least once a day a build looks at everything, whatever is believed of the clock.
  const moments = [now.getTime() + dayMs, embargo?.getTime(), newsExpiry(archive, now)?.getTime()];
  return new Date(Math.min(...moments.filter((moment) => moment !== undefined)));
}
