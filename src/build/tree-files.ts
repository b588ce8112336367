import {
  copyFileSync,
  linkSync,
  mkdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

/**
 * Writes a file under a name that may be taken: never into the file that has it, which another tree may
 * share, but in its place.
 * @throws {Error} of the file system, with the path
 */
export function writeFresh(file: string, content: Uint8Array | string): void {
  makeFresh(file, () => {
    // A file of one name is nobody else's; to delete it first takes many times as long.
    const isOwn = statSync(file, { throwIfNoEntry: false })?.nlink === 1;
    writeFileSync(file, content, { flag: isOwn ? 'w' : 'wx' });
  });
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

/** Removes a file that may be gone, and the folders below `root` that are empty without it. */
export function removeFile(file: string, root: string): void {
  rmSync(file, { force: true });
  for (let folder = dirname(file); folder.length > root.length; folder = dirname(folder)) {
    try {
      rmdirSync(folder);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') continue;
      if (codeOf(error) === 'ENOTEMPTY') return;
      throw error;
    }
  }
}

/** Writes a file that appears whole or not at all. */
export function replaceFile(file: string, content: string): void {
  const part = `${file}.part`;
  writeFileSync(part, content);
  renameSync(part, file);
}

/** Most names are free and most folders are there: both are only looked at when they are not. */
function makeFresh(file: string, make: () => void): void {
  for (let attempt = 0; ; attempt++) {
    try {
      return make();
    } catch (error) {
      if (attempt === 2) throw error;
      if (codeOf(error) === 'ENOENT') mkdirSync(dirname(file), { recursive: true });
      else if (codeOf(error) === 'EEXIST') unlinkSync(file);
      else throw error;
    }
  }
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';
