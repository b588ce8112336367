import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { digest } from '../lib/hash.ts';
import { remembered } from '../lib/remembered.ts';
import type { Problem } from '../model/problem.ts';
import { interpret, kindOf, misplaced, type ContentKind, type Interpretation } from './content-kinds.ts';
import { decodeText } from './decode-text.ts';
import type { KeyMistake, Mistake } from './mistake.ts';

/** The files below the content folder. */
export interface ContentFiles {
  /** Content paths in a stable order; names that begin with a dot are left out. */
  paths: string[];
  /** Files that are there and never read. */
  problems: Problem[];
}

/** How a content folder looks, of which no file was read. */
export interface ContentLook {
  /** Digest of the names of all files, pictures included. */
  names: string;
  /** What lies where it is not read, each on a line. */
  misplaced: string;
  /**
   * Size and times of each file, by content path. Empty for one that is gone or was changed so lately
   * that the next change of it might not show.
   */
  files: ReadonlyMap<string, string>;
}

/** Digest of all that a look shows; `undefined` when a change might not show in it. */
export function lookDigest({ names, misplaced, files }: ContentLook): string | undefined {
  const states = [...files.values()];
  return states.includes('') ? undefined : digest(names, misplaced, states.join('\n'));
}

/** A mistake in a file, named by the key it stands at: for checks that know data and no lines. */
export interface Finding extends KeyMistake {
  /** Content path. */
  path: string;
}

/**
 * Lists the content folder.
 * @throws {Error} when there is no such folder.
 */
export function listContent(contentDir: string): ContentFiles {
  try {
    return sorted(contentDir, entriesBelow(contentDir));
  } catch (cause) {
    throw new Error(
      `The content folder ${contentDir} cannot be read (${(cause as Error).message}); expected a folder with sections.yaml and articles/. ` +
        'Create it, or set CONTENT_DIR to where it is.',
      { cause },
    );
  }
}

/**
 * Brings a list up to date.
 * @param changed content paths of files that may have come or gone, and of folders
 * @returns the new list, and which of its files lie at or below these paths.
 */
export function listAgain(
  contentDir: string,
  { paths, problems }: ContentFiles,
  changed: ReadonlySet<string>,
): ContentFiles & { changed: string[] } {
  const isOld = (path: string) => {
    for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
      if (changed.has(path.slice(0, end))) return true;
    }
    return false;
  };
  const found = sorted(
    contentDir,
    [...changed].flatMap((path) => [...entriesAt(contentDir, path)]),
  );
  const files = new Set([...paths.filter((path) => !isOld(path)), ...found.paths]);
  const ofOthers = problems.filter(({ file }) => !isOld(contentPath(contentDir, file)));
  return {
    paths: [...files].sort(),
    problems: [...ofOthers, ...found.problems],
    changed: found.paths,
  };
}

interface Entry {
  path: string;
  /** Whether it is a file, and no link. */
  isFile: boolean;
}

/** What is at a path or below it. */
function* entriesAt(contentDir: string, path: string): Generator<Entry> {
  const file = join(contentDir, path);
  const stats = lstatSync(file, { throwIfNoEntry: false });
  if (stats?.isDirectory()) yield* entriesBelow(file, `${path}/`);
  else if (stats) yield { path, isFile: stats.isFile() };
}

function sorted(contentDir: string, entries: Iterable<Entry>): ContentFiles {
  const paths: string[] = [];
  const problems: Problem[] = [];
  for (const { path, isFile } of entries) {
    const message = isFile
      ? misplaced(path)
      : 'This is a link and not a file of its own; links are not followed. Put the file itself here.';
    if (isFile) paths.push(path);
    if (message) problems.push({ file: displayPath(contentDir, path), line: 1, column: 1, message });
  }
  return { paths: paths.sort(), problems };
}

/** Everything below a folder but folders. Node's own recursive walk goes wherever a link leads. */
function* entriesBelow(folder: string, prefix = ''): Generator<Entry> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name.startsWith('.')) continue;
    const path = prefix + entry.name;
    if (entry.isDirectory()) yield* entriesBelow(join(folder, entry.name), `${path}/`);
    else yield { path, isFile: entry.isFile() };
  }
}

/** What stands before a content path as the editor knows it, by the folder in which the command runs and the content's. */
const shownFolder = remembered((folders) => {
  const [cwd, contentDir] = folders.split('\n') as [string, string];
  return relative(cwd, join(contentDir, ' ')).replaceAll(sep, '/').slice(0, -1);
});

/** A content path as the editor knows it: relative to where the command runs. */
export function displayPath(contentDir: string, path: string): string {
  return shownFolder(`${process.cwd()}\n${contentDir}`) + path;
}

/** The content path of a file as {@link displayPath} shows it. */
export function contentPath(contentDir: string, file: string): string {
  const folder = shownFolder(`${process.cwd()}\n${contentDir}`);
  return file.startsWith(folder) ? file.slice(folder.length) : file;
}

/** Finds places in one file of `content/` by reading it once more. */
export function readPlaces(
  contentDir: string,
  path: string,
  timeZone: string,
): Interpretation<ContentKind>['placeOf'] {
  const text = decodeText(readFileSync(join(contentDir, path)));
  if (typeof text !== 'string') return () => ({ line: 1, column: 1 });
  return interpret(kindOf(path)!, path, text, timeZone).placeOf;
}

/** Gives mistakes the name of their file. */
export function inFile(contentDir: string, path: string, mistakes: Mistake[]): Problem[] {
  const file = displayPath(contentDir, path);
  return mistakes.map((mistake) => ({ file, ...mistake }));
}
