import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { build, root, runBuild, startBuild, testDir, type Settings } from './builds.ts';

/** A copy of the project with the sample paper, which a test may edit and build. */
export interface PaperCopy {
  /** The text of a file of the project. */
  read(path: string): string;
  write(path: string, text: string): void;
  /** Replaces words in a file. Throws when they are not there. */
  edit(path: string, from: string | RegExp, to: string): void;
  rename(from: string, to: string): void;
  copy(from: string, to: string): void;
  remove(path: string): void;
  /** Files below a folder, by their path in the project. */
  list(folder: string): string[];
  /** Builds into a folder and returns what the build said. */
  build(site: string, ...flags: string[]): Promise<string>;
  run(site: string, ...flags: string[]): ReturnType<typeof runBuild>;
  start(site: string, ...flags: string[]): ReturnType<typeof startBuild>;
  /** Digests of a built site's files by their paths. */
  tree(site: string): Map<string, string>;
  /** Folder of a built site. */
  folder(site: string): string;
}

/**
 * Copies the project to `.cache/test/<name>`. Packages are shared, and so is the cache of pictures.
 * @param settings environment of its builds
 */
export function copyPaper(name: string, settings: Settings = {}): PaperCopy {
  const project = join(testDir, name);
  rmSync(project, { recursive: true, force: true });
  mkdirSync(project, { recursive: true });
  const files = ['src', 'public', 'content', 'astro.config.mjs', 'tsconfig.json'];
  for (const file of [...files, 'package.json', 'package-lock.json']) {
    cpSync(join(root, file), join(project, file), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'), 'dir');
  const at = (path: string) => join(project, path);
  const environment = (site: string): Settings => ({
    OUT_DIR: at(site),
    CACHE_DIR: join(root, '.cache'),
    ...settings,
  });
  const write = (path: string, text: string) => {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), text);
  };
  const read = (path: string) => readFileSync(at(path), 'utf8');
  return {
    read,
    write,
    edit(path, from, to) {
      const text = read(path);
      const edited = text.replace(from, to);
      if (edited === text) throw new Error(`${path} has nothing like ${from}.`);
      write(path, edited);
    },
    rename(from, to) {
      write(to, read(from));
      rmSync(at(from));
    },
    copy: (from, to) => cpSync(at(from), at(to)),
    remove: (path) => rmSync(at(path)),
    list: (folder) => filesBelow(at(folder)).map((file) => `${folder}/${file}`),
    build: (site, ...flags) => build(environment(site), { project, flags }),
    run: (site, ...flags) => runBuild(environment(site), { project, flags }),
    start: (site, ...flags) => startBuild(environment(site), { project, flags }),
    tree: (site) =>
      new Map(filesBelow(at(site)).map((file) => [file, digestOf(readFileSync(join(at(site), file)))])),
    folder: at,
  };
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

const digestOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** Numbers from 0 to 1, the same for the same seed. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
