import {
  appendFileSync,
  closeSync,
  copyFileSync,
  ftruncateSync,
  linkSync,
  mkdirSync,
  openSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, posix } from 'node:path';

/**
 * Writes a file under a name that may be taken: never into the file that has it, which another tree may
 * share, but in its place.
 * @throws {Error} with the path
 */
export function writeFresh(file: string, content: Uint8Array | string): void {
  makeFresh(file, () => {
    const present = statSync(file, { throwIfNoEntry: false });
    // A file of one name is nobody else's. To give its blocks back first takes many times as long.
    if (present?.isFile() && present.nlink === 1) return overwrite(file, bytesOf(content), present.size);
    // Most new files have a folder of their own. To find that it is missing takes longer than to make it.
    if (!present) makeFolder(dirname(file));
    writeFileSync(file, content, { flag: 'wx' });
  });
}

/** Makes a folder; what keeps it from being made shows when the file is written. */
function makeFolder(folder: string): void {
  if (folder === lastFolder) return;
  try {
    mkdirSync(folder, { recursive: true });
    lastFolder = folder;
  } catch {
    lastFolder = undefined;
  }
}

let lastFolder: string | undefined;

function overwrite(file: string, content: Uint8Array, size: number): void {
  const handle = openSync(file, 'r+');
  try {
    writeFileSync(handle, content);
    if (content.length < size) ftruncateSync(handle, content.length);
  } finally {
    closeSync(handle);
  }
}

/** Gives a file a second name; where the file system cannot do that, copies it. See {@link writeFresh}. */
export function linkFresh(source: string, file: string): void {
  makeFresh(file, () => {
    try {
      linkSync(source, file);
    } catch (error) {
      if (!['EXDEV', 'EPERM', 'EMLINK', 'ENOTSUP'].includes(codeOf(error))) throw error;
      copyFileSync(source, file);
    }
  });
}

/**
 * Makes the folders of a new tree, which takes a fraction of the time that finding each of them missing does.
 * @param root absolute path of the tree, where nothing is
 * @param paths of its files, with forward slashes
 */
export function makeFolders(root: string, paths: Iterable<string>): void {
  const made = new Set<string>();
  const make = (folder: string) => {
    if (made.has(folder)) return;
    if (folder !== '.') make(posix.dirname(folder));
    mkdirSync(join(root, folder));
    made.add(folder);
  };
  for (const path of paths) make(posix.dirname(path));
}

/** Removes a file that may be gone, and the folders below `root` that are empty without it. */
export function removeFile(file: string, root: string): void {
  try {
    unlinkSync(file);
  } catch (error) {
    // A folder may have its name by now, or a file that of its folder.
    if (!['ENOENT', 'ENOTDIR'].includes(codeOf(error)) && !isFolder(file)) throw error;
  }
  for (let folder = dirname(file); folder.length > root.length; folder = dirname(folder)) {
    try {
      rmdirSync(folder);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') continue;
      if (['ENOTEMPTY', 'ENOTDIR'].includes(codeOf(error))) return;
      throw error;
    }
  }
}

/** Writes a file that appears whole or not at all. */
export function replaceFile(file: string, content: string): void {
  const part = `${file}.part`;
  try {
    writeFileSync(part, content);
    renameSync(part, file);
  } catch (error) {
    throw unwritable(file, error);
  }
}

/** Adds to the end of a file. */
export function appendToFile(file: string, content: string): void {
  try {
    appendFileSync(file, content);
  } catch (error) {
    throw unwritable(file, error);
  }
}

/** Most names are free and most folders are there: both are only looked at when they are not. */
function makeFresh(file: string, make: () => void): void {
  for (let attempt = 0; ; attempt++) {
    try {
      return make();
    } catch (error) {
      if (attempt === 2) throw unwritable(file, error);
      if (codeOf(error) === 'ENOENT') mkdirSync(dirname(file), { recursive: true });
      else if (['EEXIST', 'EISDIR'].includes(codeOf(error))) rmSync(file, { recursive: true });
      else if (codeOf(error) === 'ENOTDIR') unlinkSync(fileAbove(file));
      else throw unwritable(file, error);
    }
  }
}

/** What is a file where folders should be: it was one in an earlier edition. */
function fileAbove(file: string): string {
  const above = dirname(file);
  return isFolder(dirname(above)) ? above : fileAbove(above);
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** Node's own errors on a full disk do not name the file. */
function unwritable(file: string, cause: unknown): Error {
  const advice = codeOf(cause) === 'ENOSPC' ? ' Make room on the disk and build again.' : '';
  return new Error(`${file} cannot be written (${(cause as Error).message}).${advice}`, { cause });
}

const bytesOf = (content: Uint8Array | string): Uint8Array =>
  typeof content === 'string' ? Buffer.from(content) : content;
const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';
