import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { git as askGit, gitEnvironment } from '../lib/git.ts';
import { CommandError } from './command.ts';

/** A file that differs from its committed version. */
export interface ChangedFile {
  /** Content path, now. */
  path: string;
  /** Bytes of the committed version. */
  before: Buffer;
}

/**
 * The stories that are there in another form than they were committed, moved ones included; asks git alone.
 * @param contentDir absolute path
 * @param since compare with where this commit and the present one part; by default with the present one
 * @returns nothing where there is no git, or no commit yet.
 * @throws {CommandError} when there is no such commit
 */
export async function changedStories(contentDir: string, since?: string): Promise<ChangedFile[]> {
  const git = (...words: string[]) => askGit(contentDir, words);
  let base: string;
  try {
    base = (await git('rev-parse', '--verify', '--quiet', 'HEAD^{commit}')).trim();
  } catch (error) {
    if (since === undefined) return [];
    throw new CommandError(
      `--since ${since}: ${contentDir} is not in a git repository with a commit (${reason(error)}).`,
    );
  }
  if (since !== undefined) {
    try {
      base = (await git('merge-base', since, 'HEAD')).trim();
    } catch {
      throw new CommandError(
        `--since ${since}: git knows no such commit, or none that both have in common. ` +
          'A shallow clone lacks it: fetch the whole history.',
      );
    }
  }
  const options = ['--relative', '--name-status', '--find-renames', '--diff-filter=MR', '-z'];
  const [prefix, listed] = await Promise.all([
    git('rev-parse', '--show-prefix'),
    git('diff', ...options, base, '--', 'articles'),
  ]);
  const changed = pairs(listed.split('\0'));
  const texts = await readObjects(
    contentDir,
    changed.map(({ from }) => `${base}:${prefix.trim()}${from}`),
  );
  return changed.flatMap(({ path }, index) => {
    const before = texts[index];
    return before ? [{ path, before }] : [];
  });
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
  const git = spawn('git', ['cat-file', '--batch'], {
    ...{ cwd: folder, env: gitEnvironment() },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const chunks: Buffer[] = [];
  git.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  git.stdin.end(names.map((name) => `${name}\n`).join(''));
  await once(git, 'close');
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
