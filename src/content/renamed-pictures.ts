import { hash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gitNow } from './git.ts';

/** Finds the picture that a missing one became when somebody gave its file another name. */
export type RenamedPictureFinder = (picture: string, candidates: string[]) => string | undefined;

/** So many missing pictures are looked for: git takes a moment for each, and a whole folder may be gone. */
const mostSearches = 20;

/** Whether two names are the same to a reader, though their letters may be composed of other signs. */
export const lookAlike = (one: string, other: string): boolean =>
  one.normalize('NFC') === other.normalize('NFC');

/**
 * Looks for a file whose name looks alike; else asks git what the picture's file held that is not there any more, and
 * looks for one that holds the same. Where git never knew a picture at that place, as when its story moved to another
 * folder too, those of its name are meant.
 * @param contentDir absolute path
 * @returns takes and returns content paths; where there is no git, it goes by names alone
 */
export function renamedPictureFinder(contentDir: string): RenamedPictureFinder {
  let searches = 0;
  return (picture, candidates) => {
    const alike = candidates.find((candidate) => lookAlike(candidate, picture));
    if (alike !== undefined) return alike;
    if (candidates.length === 0 || ++searches > mostSearches) return undefined;
    const own = lastVersion(contentDir, picture);
    const lost = own ? [own] : namesakes(contentDir, picture);
    return candidates.find((candidate) =>
      lost.some((version) => holds(join(contentDir, candidate), version)),
    );
  };
}

/** What git knows of a file's bytes. */
interface Version {
  digest: string;
  size?: number;
}

/** A file as it was committed last. */
function lastVersion(contentDir: string, path: string): Version | undefined {
  try {
    const present = versionIn(contentDir, 'HEAD', path);
    if (present) return present;
    const deletion = gitNow(contentDir, ['rev-list', '-1', 'HEAD', '--', path]).trim();
    return deletion === '' ? undefined : versionIn(contentDir, `${deletion}^`, path);
  } catch {
    return undefined;
  }
}

/** The pictures of other folders that have the same name. */
function namesakes(contentDir: string, path: string): Version[] {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const pattern = `:(glob)articles/**/${name.replace(/[*?[\\]/g, '\\$&')}`;
  const searched = ['HEAD', '--', pattern];
  try {
    const log = gitNow(contentDir, [
      'log',
      '--no-renames',
      '--relative',
      '--raw',
      '--no-abbrev',
      '--format=',
      ...searched,
    ]);
    // Both versions of each change; the size of neither is told.
    const digests = new Set(log.match(/(?<= )(?!0+ )[0-9a-f]{40,64}(?= )/g));
    return Array.from(digests, (digest) => ({ digest }));
  } catch {
    return [];
  }
}

function versionIn(contentDir: string, commit: string, path: string): Version | undefined {
  const listed = gitNow(contentDir, ['ls-tree', '-l', commit, '--', path]);
  const [, digest, size] = /^\d+ blob ([0-9a-f]+) +(\d+)\t/.exec(listed) ?? [];
  return digest === undefined ? undefined : { digest, size: Number(size) };
}

function holds(file: string, { digest, size = statSync(file).size }: Version): boolean {
  if (statSync(file).size !== size) return false;
  const algorithm = digest.length === 64 ? 'sha256' : 'sha1';
  return hash(algorithm, Buffer.concat([Buffer.from(`blob ${size}\0`), readFileSync(file)])) === digest;
}
