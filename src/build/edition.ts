import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { digest } from '../lib/hash.ts';
import type { Progress } from '../lib/progress.ts';
import { takeLock } from './lock.ts';
import {
  compareManifests,
  formatManifest,
  hasOtherContent,
  parseManifest,
  type Changes,
  type Manifest,
  type PublishedFile,
} from './manifest.ts';
import { appendToFile, linkFresh, makeFolders, removeFile, replaceFile, writeFresh } from './tree-files.ts';

/** So many files take a moment to bring up to date. */
const manyFiles = 1000;

/** Every build writes this file, so a folder that holds it may be replaced by the next one. */
const marker = '_headers';

/**
 * The finished site, kept as two complete trees in a folder beside `OUT_DIR`; `OUT_DIR` is a symbolic link to
 * the one that is served. A build brings the other tree up to date and then turns the link: a reader gets the
 * old edition or the new one, and a build that is killed leaves nothing to mend in what is served.
 *
 * A file that both trees have is one file with two names (a hard link), so it is never written into, but
 * replaced. `differing` lists the paths in which the trees may differ; it is written before a tree is touched.
 */
export class Edition {
  /** What is served; empty before the first build, and when everything is to be made anew. */
  readonly served: Manifest;
  /** Notes on what all files of the served edition were searched for. */
  readonly searched: ReadonlySet<string>;
  /** Absolute path of the tree that this build makes. */
  readonly folder: string;
  readonly #outDir: string;
  readonly #home: string;
  /** Absolute path of the tree that is served, when its manifest is known. */
  readonly #servedFolder: string | undefined;
  readonly #differing: Set<string>;
  /** Whether this build's tree began empty, so that nothing has to be remembered of what it touches. */
  readonly #beganEmpty: boolean;
  readonly #next = new Map<string, PublishedFile>();
  readonly #written = new Set<string>();
  #searched: string[] = [];

  /**
   * Opens the folder beside `outDir` and locks it until the process ends.
   * @param outDir absolute path
   * @param options `clean`: make everything anew; `warn` is told when what is known of the served edition is damaged
   * @throws {Error} when another build into it is running, or when it holds somebody else's files
   */
  constructor(outDir: string, { clean = false, warn = console.warn as (line: string) => void } = {}) {
    this.#outDir = followForeignLinks(outDir);
    this.#home = editionsFolder(this.#outDir);
    takeLock(this.#file('lock'), outDir);
    const replaced = this.#file('replaced');
    if (!existsSync(this.#outDir) && existsSync(replaced)) renameSync(replaced, this.#outDir);
    refuseForeignFiles(this.#outDir);

    const name = this.#servedTree();
    const served = name && !clean ? this.#readManifest(name, warn) : undefined;
    this.served = served ?? new Map();
    this.#servedFolder = served && this.#file(name!);
    this.searched = new Set(this.#servedFolder && readList(`${this.#servedFolder}.searched`));
    this.folder = this.#file(name === 'a' ? 'b' : 'a');

    const known = served && existsSync(this.folder) && readList(this.#file('differing'));
    this.#beganEmpty = !known;
    this.#differing = new Set(known || this.served.keys());
    if (this.#beganEmpty) {
      rmSync(this.#file('differing'), { force: true });
      rmSync(this.folder, { recursive: true, force: true });
      mkdirSync(this.folder);
    }
  }

  /** Files of this edition so far. */
  get files(): Manifest {
    return this.#next;
  }

  /** Says which paths are going to be touched. */
  announce(paths: Iterable<string>): void {
    const unknown = [...paths].filter((path) => !this.#differing.has(path));
    for (const path of unknown) this.#differing.add(path);
    if (this.#beganEmpty || unknown.length === 0) return;
    appendToFile(this.#file('differing'), asList(unknown));
  }

  /**
   * Takes a file of the served edition over as it is.
   * @param file what is known of it
   */
  keep(path: string, file = this.served.get(path)!): void {
    this.#next.set(path, file);
  }

  /**
   * Puts a file into the edition.
   * @param inputs names what it was made from, for who wants to know next time
   */
  put(path: string, content: string | Uint8Array, inputs?: string): void {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    const file = { size: bytes.length, digest: digest(bytes), ...(inputs && { inputs }) };
    if (this.isNew(path, file)) {
      this.announce([path]);
      writeFresh(join(this.folder, path), bytes);
    }
    this.note(path, file);
  }

  /** Puts a file into the edition that lies elsewhere and is never written to. */
  putFile(path: string, source: string, file: PublishedFile): void {
    if (this.isNew(path, file)) {
      this.announce([path]);
      linkFresh(source, join(this.folder, path));
    }
    this.note(path, file);
  }

  /** Notes a file which, where it {@link isNew}, lies in {@link folder} by now. */
  note(path: string, file: PublishedFile): void {
    if (this.isNew(path, file)) this.#written.add(path);
    const served = this.served.get(path);
    this.#next.set(path, served && isDeepStrictEqual(served, file) ? served : file);
  }

  /** How this edition differs from the served one so far. */
  changes(): Changes {
    return compareManifests(this.served, this.#next, this.#written);
  }

  /** Whether a file is not the one that is served at its path. */
  isNew(path: string, file: PublishedFile): boolean {
    return hasOtherContent(this.served.get(path), file);
  }

  /** Keeps notes, of one line each, on what all files of this edition were searched for. */
  noteSearched(notes: string[]): void {
    this.#searched = notes;
  }

  /** Absolute path of a file of this edition, before it is published. */
  placeOf(path: string): string {
    return this.#written.has(path) ? join(this.folder, path) : this.#servedFile(path);
  }

  /** The text of a file of this edition. */
  async read(path: string): Promise<string> {
    return await readFile(this.placeOf(path), 'utf8');
  }

  /** The text of a file of the served edition. */
  async readServed(path: string): Promise<string> {
    const file = this.#servedFile(path);
    return await readFile(file, 'utf8');
  }

  /** Writes a file about the edition, which is not part of it, into the folder that holds both trees. */
  writeBeside(name: string, text: string): void {
    replaceFile(this.#file(name), text);
  }

  /**
   * Completes this build's tree and serves it; when no file changed, touches nothing.
   * @param beforeServing called when the tree is complete and not served yet
   */
  publish(beforeServing: (changes: Changes) => void, progress: Progress = () => {}): Changes {
    const changes = this.changes();
    const { added, changed, deleted } = changes;
    const touched = [...added, ...changed, ...deleted];
    if (this.#servedFolder && touched.length === 0) {
      const isSame = this.#next.entries().every(([path, file]) => this.served.get(path) === file);
      if (!isSame) replaceFile(`${this.#servedFolder}.files`, formatManifest(this.#next));
      if (this.searched.symmetricDifference(new Set(this.#searched)).size > 0) {
        replaceFile(`${this.#servedFolder}.searched`, asList(this.#searched));
      }
      beforeServing(changes);
      return changes;
    }
    this.announce(touched);
    let done = 0;
    for (const path of this.#differing) {
      const file = join(this.folder, path);
      if (!this.#next.has(path)) removeFile(file, this.folder);
      else if (!this.#written.has(path)) linkFresh(this.#servedFile(path), file);
      progress(++done, this.#differing.size);
    }
    replaceFile(`${this.folder}.files`, formatManifest(this.#next));
    replaceFile(`${this.folder}.searched`, asList(this.#searched));
    beforeServing(changes);
    this.#serve();
    // Where the other tree is not known, it is made anew.
    if (this.#servedFolder) replaceFile(this.#file('differing'), asList(touched));
    return changes;
  }

  /** Brings the tree that is not served up to date, where that would take the next build long. */
  prepareNext(progress: Progress = () => {}): void {
    const served = this.#servedTree()!;
    const [from, to] = [this.#file(served), this.#file(served === 'a' ? 'b' : 'a')];
    const differing = readList(this.#file('differing'));
    if (differing && differing.length < manyFiles) return;
    if (!differing) rmSync(to, { recursive: true, force: true });
    const paths = differing ?? [...this.#next.keys()];
    if (!differing) makeFolders(to, paths);
    let done = 0;
    for (const path of paths) {
      if (this.#next.has(path)) linkFresh(join(from, path), join(to, path));
      else removeFile(join(to, path), to);
      progress(++done, paths.length);
    }
    replaceFile(this.#file('differing'), '');
  }

  #serve(): void {
    const link = this.#file('link');
    rmSync(link, { force: true });
    symlinkSync(join(basename(this.#home), basename(this.folder)), link, 'dir');
    const replaced = this.#file('replaced');
    const isFolder = lstatSync(this.#outDir, { throwIfNoEntry: false })?.isDirectory();
    if (isFolder) renameSync(this.#outDir, replaced);
    renameSync(link, this.#outDir);
    if (isFolder) rmSync(replaced, { recursive: true });
  }

  /** `a` or `b`, when `OUT_DIR` is a link to it. */
  #servedTree(): string | undefined {
    const link = lstatSync(this.#outDir, { throwIfNoEntry: false })?.isSymbolicLink();
    return link ? basename(readlinkSync(this.#outDir)) : undefined;
  }

  #readManifest(tree: string, warn: (line: string) => void): Manifest | undefined {
    const folder = this.#file(tree);
    const file = `${folder}.files`;
    const manifest =
      existsSync(file) && existsSync(join(folder, marker))
        ? parseManifest(readFileSync(file, 'utf8'))
        : undefined;
    if (!manifest) warn(`${file} is no list of what is served, or damaged; everything is made anew.`);
    return manifest;
  }

  /** Absolute path of a file of the served edition. */
  #servedFile(path: string): string {
    const file = join(this.#servedFolder!, path);
    if (existsSync(file)) return file;
    throw new Error(
      `${file} is gone, though this build did not delete it; expected the finished site to be left alone. ` +
        'Run "npm run build -- --clean", which makes everything anew.',
    );
  }

  #file(name: string): string {
    return join(this.#home, name);
  }
}

/** The folder that holds both trees and what is known of them. */
export function editionsFolder(outDir: string): string {
  return join(dirname(outDir), `.${basename(outDir)}-editions`);
}

/** A link that somebody else made stays: what it leads to is replaced. */
function followForeignLinks(outDir: string, links: string[] = []): string {
  if (!lstatSync(outDir, { throwIfNoEntry: false })?.isSymbolicLink()) return outDir;
  if (links.includes(outDir)) {
    throw new Error(
      `OUT_DIR is ${links[0]}, a link that leads back to itself. Delete it, or choose another.`,
    );
  }
  const target = resolve(dirname(outDir), readlinkSync(outDir));
  return dirname(target) === editionsFolder(outDir) ? outDir : followForeignLinks(target, [...links, outDir]);
}

function refuseForeignFiles(outDir: string): void {
  const stats = lstatSync(outDir, { throwIfNoEntry: false });
  if (!stats || stats.isSymbolicLink()) return;
  const isFolder = stats.isDirectory();
  if (isFolder && (readdirSync(outDir).length === 0 || existsSync(join(outDir, marker)))) return;
  const what = isFolder ? 'holds files that no build of this paper wrote' : 'is a file';
  throw new Error(
    `OUT_DIR is ${outDir}, which ${what}; ` +
      'expected a folder that is empty, missing or from an earlier build. Choose another, or empty it.',
  );
}

const asList = (lines: string[]) => lines.map((line) => `${line}\n`).join('');

/** The lines of a file; `undefined` when it is not there, or a build was ended while it wrote the last one. */
function readList(file: string): string[] | undefined {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : undefined;
  return lines?.pop() === '' ? lines : undefined;
}
