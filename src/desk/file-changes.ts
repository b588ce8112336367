import { randomUUID } from 'node:crypto';
import {
  constants,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, relative, sep } from 'node:path';
import { stripVTControlCharacters, styleText } from 'node:util';
import { createTwoFilesPatch } from 'diff';
import { CommandError } from './command.ts';

/** What a command does to one file. Paths are absolute. */
export type FileChange =
  /** A text is written; without `before` the file must not be there yet, with it, it must still hold that. */
  | { file: string; before?: string; after: string }
  /** A file is written that is no text, such as a picture; it must not be there yet. */
  | { file: string; bytes: Uint8Array }
  /** A file is put here as it is elsewhere; there must be none yet. The other one stays. */
  | { file: string; copyOf: string }
  /** A file is deleted; a text with `before` must still hold that. */
  | { file: string; before?: string; isDeleted: true };

/** What is left to do when all changes were made, and what when one could not be. */
interface Steps {
  undo: (() => void)[];
  finish: (() => void)[];
}

/**
 * Makes all changes, or none: when one cannot be made, those before it are taken back. A file is never seen half
 * written. Folders that are missing are made. Changes are made in order.
 * @throws {CommandError} naming the file that is in the way, that somebody else changed meanwhile, or that cannot be
 *   written
 */
export function applyChanges(changes: FileChange[]): void {
  const steps: Steps = { undo: [], finish: [] };
  let file = '';
  try {
    for (const change of changes) {
      ({ file } = change);
      apply(change, steps);
    }
  } catch (error) {
    for (const step of steps.undo.reverse()) step();
    throw inPlainWords(error, file);
  }
  for (const step of steps.finish) step();
}

/** Why a disk takes no change, by the code of its error. */
const refusals: Record<string, string> = {
  EROFS: 'the disk can only be read',
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  ENOSPC: 'the disk is full',
  EDQUOT: 'your room on the disk is used up',
  EBUSY: 'another program holds it; close that',
};

/**
 * What a file system says, as a sentence for editors.
 * @param changed file whose change it refused; a full disk names none
 */
function inPlainWords(error: unknown, changed: string): unknown {
  const { code, path, dest } = error as NodeJS.ErrnoException & { dest?: string };
  const why = refusals[String(code)];
  if (why === undefined) return error;
  const file = dest ?? path ?? changed;
  const name = basename(file).endsWith('.tmp') ? `${shown(dirname(file))}/` : shown(file);
  return new CommandError(`${name} cannot be written: ${why}. Nothing was changed.`);
}

function apply(change: FileChange, steps: Steps): void {
  const { file } = change;
  // Two names of one file would both change when somebody edits one.
  if ('copyOf' in change) return write(file, readFileSync(change.copyOf), steps);
  if ('bytes' in change) return write(file, change.bytes, steps);
  if (change.before !== undefined && readFileSync(file, 'utf8') !== change.before) {
    throw new CommandError(
      `${shown(file)} was changed by somebody else meanwhile. Nothing was changed; try again.`,
    );
  }
  if ('isDeleted' in change) return remove(file, steps);
  if (change.before === undefined) return write(file, change.after, steps);
  replace(file, change.after, steps);
}

/** Writes a file that is not there yet. */
function write(file: string, content: string | Uint8Array, steps: Steps): void {
  makeFolder(dirname(file), steps);
  const made = besideOf(file);
  try {
    writeFileSync(made, content);
    create(file, made, steps);
  } finally {
    rmSync(made, { force: true });
  }
}

/** Gives a finished file a further name, at once and only where there is no file yet. */
function create(file: string, finished: string, steps: Steps): void {
  makeFolder(dirname(file), steps);
  try {
    linkSync(finished, file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Another disk, or one whose files have only one name.
    if (code === 'EEXIST') throw isThere(file);
    if (!['EXDEV', 'EPERM', 'ENOTSUP', 'ENOSYS', 'EMLINK'].includes(String(code))) throw error;
    copyWhole(finished, file);
  }
  steps.undo.push(() => rmSync(file));
}

function copyWhole(from: string, file: string): void {
  const copy = besideOf(file);
  try {
    copyFileSync(from, copy, constants.COPYFILE_EXCL);
    if (existsSync(file)) throw isThere(file);
    renameSync(copy, file);
  } finally {
    rmSync(copy, { force: true });
  }
}

const isThere = (file: string) =>
  new CommandError(`${shown(file)} is there already, and is not overwritten. Nothing was changed.`);

/** Puts a file aside, until all is done. */
function remove(file: string, steps: Steps): void {
  const aside = besideOf(file);
  renameSync(file, aside);
  steps.undo.push(() => renameSync(aside, file));
  steps.finish.push(() => rmSync(aside));
}

/** Puts another file in a file's place. The old one is kept aside until all is done: a full disk takes no copy. */
function replace(file: string, content: string, steps: Steps): void {
  const [made, aside] = [besideOf(file), besideOf(file)];
  try {
    writeFileSync(made, content, { mode: statSync(file).mode });
    keepAside(file, aside);
    renameSync(made, file);
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  } finally {
    rmSync(made, { force: true });
  }
  steps.undo.push(() => renameSync(aside, file));
  steps.finish.push(() => rmSync(aside));
}

/** Gives a file a second name; on disks whose files have only one, copies it. */
function keepAside(file: string, aside: string): void {
  try {
    linkSync(file, aside);
  } catch {
    copyFileSync(file, aside);
  }
}

/** Names that begin with a dot are no content: a file left by a killed command does no harm. */
const besideOf = (file: string) => `${dirname(file)}${sep}.${randomUUID()}.tmp`;

function makeFolder(folder: string, steps: Steps): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder), steps);
  mkdirSync(folder);
  steps.undo.push(() => rmdirSync(folder));
}

/** A path as commands print it: relative to the project's folder, which they run in. */
export const shown = (file: string): string => relative(process.cwd(), file).replaceAll(sep, '/');

/**
 * Shows changes as a unified diff, in colour where the output is a terminal that has it.
 * @returns lines, with an end of line each; empty without changes
 */
export function showChanges(changes: FileChange[], output: NodeJS.WriteStream = process.stdout): string {
  return changes.map((change) => showChange(change, output)).join('');
}

type Paint = (format: Parameters<typeof styleText>[0], text: string) => string;

function showChange(change: FileChange, output: NodeJS.WriteStream): string {
  const name = shown(change.file);
  const paint: Paint = (format, text) => styleText(format, text, { stream: output });
  const line = (text: string) => `${paint('bold', text)}\n`;
  if ('isDeleted' in change) return line(`deleted ${name}`);
  if ('bytes' in change || 'copyOf' in change) return line(`added ${name}`);
  const { before, after } = change;
  const old = before === undefined ? '/dev/null' : `a/${name}`;
  const patch = createTwoFilesPatch(old, `b/${name}`, before ?? '', after, undefined, undefined, {
    context: 1,
  });
  return patch
    .replace(/^=+\n/, '')
    .split('\n')
    .map((text) => paintLine(stripVTControlCharacters(text), paint))
    .join('\n');
}

function paintLine(line: string, paint: Paint): string {
  if (/^(?:---|\+\+\+) /.test(line)) return paint('bold', line);
  if (line.startsWith('@@')) return paint('cyan', line);
  if (line.startsWith('+')) return paint('green', line);
  if (line.startsWith('-')) return paint('red', line);
  return line;
}
