import { git } from './git.ts';

/**
 * Digests of the files that a git checkout vouches for, by content path: those that are as they were
 * committed or staged. Git read them when it wrote them and remembers how they looked then. Of files that it was told
 * not to look at (`git update-index --assume-unchanged`), it knows nothing.
 * @param contentDir absolute path
 * @returns nothing where there is no git, or no checkout.
 */
export async function gitDigests(contentDir: string): Promise<ReadonlyMap<string, string>> {
  const list = async (...options: string[]) => {
    const listed = await git(contentDir, ['ls-files', '-z', ...options]);
    return listed.split('\0').slice(0, -1);
  };
  try {
    const [staged, modified] = await Promise.all([list('--stage', '-v'), list('--modified')]);
    const changed = new Set(modified);
    return new Map(
      staged.flatMap((line) => {
        const [, digest, path] = /^H \d+ ([0-9a-f]{40}) 0\t(.+)$/s.exec(line) ?? [];
        return path === undefined || changed.has(path) ? [] : [[path, digest!]];
      }),
    );
  } catch {
    // Whatever keeps git from answering, the files themselves can be read.
    return new Map();
  }
}
