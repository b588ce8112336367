import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { git, gitEnvironment } from '../content/git.ts';
import { CommandError } from './command.ts';

/** A file that differs from its committed version. */
export interface ChangedFile {
  /** Content path, now. */
  path: string;
  /** Bytes of the committed version. */
  before: Buffer;
  /** Whether it had another name then. */
  isMoved: boolean;
}

/**
 * The stories that are there in another form than they were committed, moved ones included; asks git alone.
 * @param contentDir absolute path
 * @param since compare with where this commit and the present one part; by default with the present one
 * @returns nothing where there is no git, or no commit yet.
 * @throws {CommandError} when there is no such commit
 */
export async function changedStories(contentDir: string, since?: string): Promise<ChangedFile[]> {
  const ask = (...words: string[]) => git(contentDir, words);
  let base: string;
  try {
    base = (await ask('rev-parse', '--verify', '--quiet', 'HEAD^{commit}')).trim();
  } catch (error) {
    if (since === undefined) return [];
    throw new CommandError(
      `--since ${since}: ${contentDir} is not in a git repository with a commit (${reason(error)}).`,
    );
  }
  if (since !== undefined) {
    try {
      base = await comparedCommit(contentDir, since);
    } catch {
      throw new CommandError(
        `--since ${since}: git knows no such commit, or none that both have in common. ` +
          'A branch that only the host has is called origin/main; what a shallow clone lacks, git fetch --unshallow brings.',
      );
    }
  }
  const options = ['--relative', '--name-status', '--find-renames', '--diff-filter=MR', '-z'];
  const [prefix, listed] = await Promise.all([
    ask('rev-parse', '--show-prefix'),
    ask('diff', ...options, base, '--', 'articles'),
  ]);
  const changed = pairs(listed.split('\0'));
  const texts = await readObjects(
    contentDir,
    changed.map(({ from }) => `${base}:${prefix.replace(/\n$/, '')}${from}`),
  );
  return changed.flatMap(({ path, from }, index) => {
    const before = texts[index];
    return before ? [{ path, before, isMoved: path !== from }] : [];
  });
}

/**
 * The commit with which the paper is compared: where another one and the present one part, or the present one.
 * @throws {Error} when git knows no such commit
 */
export const comparedCommit = async (contentDir: string, since?: string): Promise<string> =>
  since === undefined ? 'HEAD' : (await git(contentDir, ['merge-base', '--', since, 'HEAD'])).trim();

/**
 * Content paths of the stories that were not there when they were committed.
 * @param since as for {@link changedStories}
 */
export async function newStories(contentDir: string, since?: string): Promise<string[]> {
  const base = await comparedCommit(contentDir, since);
  const options = ['--relative', '--name-only', '--find-renames', '--diff-filter=A', '-z'];
  const [added, unknown] = await Promise.all([
    git(contentDir, ['diff', ...options, base, '--', 'articles']),
    git(contentDir, ['ls-files', '--others', '--exclude-standard', '-z', '--', 'articles']),
  ]);
  const paths = [...added.split('\0'), ...unknown.split('\0')];
  return paths.filter((path) => /\.mdx?$/.test(path) && existsSync(join(contentDir, path)));
}

/** `M path`, `R087 from to`, one word at a time. */
function pairs(words: string[]): { path: string; from: string }[] {
  const found: { path: string; from: string }[] = [];
  for (let at = 0; at + 1 < words.length;) {
    const isMoved = words[at]!.startsWith('R');
    const from = words[at + 1]!;
    const path = isMoved ? words[at + 2]! : from;
    at += isMoved ? 3 : 2;
    if (/^articles\/.*\.mdx?$/.test(path)) found.push({ path, from });
  }
  return found;
}

/** Reads objects of git with one process. */
async function readObjects(folder: string, names: string[]): Promise<(Buffer | undefined)[]> {
  if (names.length === 0) return [];
  const child = spawn('git', ['cat-file', '--batch'], {
    ...{ cwd: folder, env: gitEnvironment() },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stdin.end(names.map((name) => `${name}\n`).join(''));
  await once(child, 'close');
  const output = Buffer.concat(chunks);
  let at = 0;
  return names.map(() => {
    const end = output.indexOf('\n', at);
    const size = / blob (\d+)$/.exec(output.toString('utf8', at, end))?.[1];
    at = end + 1;
    if (size === undefined) return undefined;
    const bytes = output.subarray(at, at + Number(size));
    at += Number(size) + 1;
    return bytes;
  });
}

const reason = (error: unknown) => (error as Error).message.split('\n').at(-1)!.trim() || 'no commit yet';
