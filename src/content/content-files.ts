import { readdirSync, readFileSync, type Dirent } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { digest } from '../lib/hash.ts';
import type { Problem } from '../model/problem.ts';
import { interpret, misplaced, type ContentKind, type Interpretation } from './content-kinds.ts';
import { decodeText } from './decode-text.ts';
import type { KeyMistake, Mistake } from './mistake.ts';

/** The files below the content folder. */
interface ContentFiles {
  /** Content paths in a stable order; names that begin with a dot are left out. */
  paths: string[];
  /** Files that are there and never read. */
  problems: Problem[];
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
  let entries;
  try {
    entries = filesBelow(contentDir);
  } catch (cause) {
    throw new Error(
      `The content folder ${contentDir} cannot be read; expected a folder with sections.yaml and articles/. ` +
        'Create it, or set CONTENT_DIR to where it is.',
      { cause },
    );
  }
  const paths: string[] = [];
  const problems: Problem[] = [];
  for (const entry of entries) {
    const path = relative(contentDir, join(entry.parentPath, entry.name)).replaceAll(sep, '/');
    if (/(?:^|\/)\./.test(path)) continue;
    const message = entry.isFile()
      ? misplaced(path)
      : 'This is a link and not a file of its own; links are not followed. Put the file itself here.';
    if (entry.isFile()) paths.push(path);
    if (message) problems.push({ file: displayPath(contentDir, path), line: 1, column: 1, message });
  }
  return { paths: paths.sort(), problems };
}

/** Everything below a folder but folders. Node's own recursive walk goes wherever a link leads. */
function filesBelow(folder: string): Dirent[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesBelow(join(folder, entry.name)) : entry,
  );
}

/** A content path as the editor knows it: relative to where the command runs. */
export function displayPath(contentDir: string, path: string): string {
  return relative(process.cwd(), join(contentDir, path)).replaceAll(sep, '/');
}

/** Reads one file of `content/`. */
export function readContentFile<Kind extends ContentKind>(
  contentDir: string,
  kind: Kind,
  path: string,
  timeZone: string,
): Interpretation<Kind> & { digest: string; problems: Problem[] } {
  const { text, digest } = readText(contentDir, path);
  const reading: Interpretation<Kind> =
    typeof text === 'string'
      ? interpret(kind, path, text, timeZone)
      : { hasText: false, mistakes: [text], placeOf: () => ({ line: 1, column: 1 }) };
  return { ...reading, digest, problems: inFile(contentDir, path, reading.mistakes) };
}

/** Gives mistakes the name of their file. */
export function inFile(contentDir: string, path: string, mistakes: Mistake[]): Problem[] {
  const file = displayPath(contentDir, path);
  return mistakes.map((mistake) => ({ file, ...mistake }));
}

/** The whole text of a file of `content/`, or the mistake that it is none. */
function readText(contentDir: string, path: string): { text: string | Mistake; digest: string } {
  const bytes = readFileSync(join(contentDir, path));
  return { text: decodeText(bytes), digest: digest(bytes) };
}
