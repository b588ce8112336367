import { execFile, execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** What git sets for its hooks about the repository that it works in, as `git rev-parse --local-env-vars` lists it. */
const ofHooks = ['GIT_DIR', 'GIT_INDEX_FILE', 'GIT_PREFIX', 'GIT_OBJECT_DIRECTORY', 'GIT_COMMON_DIR'];

/**
 * The environment in which git is asked. Below a hook's `GIT_DIR` it would take every folder for the top of the
 * checkout; who sets `GIT_WORK_TREE` too means it. It changes nothing, not even the times that git keeps of files.
 */
export function gitEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const own = { ...env, GIT_OPTIONAL_LOCKS: '0' };
  if (env.GIT_WORK_TREE !== undefined) return own;
  return Object.fromEntries(Object.entries(own).filter(([name]) => !ofHooks.includes(name)));
}

/**
 * Asks git.
 * @param cwd folder in which it runs; paths that it takes and prints are often relative to that
 * @returns what it printed
 * @throws {Error} where there is no git, no repository, or no answer
 */
export function git(cwd: string, words: string[]): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  execFile('git', words, { cwd, env: gitEnvironment(), maxBuffer: 2 ** 30 }, (error, stdout) => {
    if (error) reject(error);
    else resolve(stdout);
  });
  return promise;
}

/** What git knows of the past of a folder: all of it, the last commits alone (a shallow clone), or nothing. */
export function knownPast(folder: string): 'whole' | 'shallow' | 'none' {
  try {
    return gitNow(folder, ['rev-parse', '--is-shallow-repository', 'HEAD']).startsWith('true')
      ? 'shallow'
      : 'whole';
  } catch {
    return 'none';
  }
}

/**
 * Names all that git knows of the past of a folder: the present commit, and where a shallow clone breaks off. Empty
 * where there is no commit.
 */
export function nameOfPast(folder: string): string {
  try {
    const [commit, list] = gitNow(folder, ['rev-parse', 'HEAD', '--git-path', 'shallow']).split('\n');
    const shallow = resolve(folder, list!);
    return commit! + (existsSync(shallow) ? readFileSync(shallow, 'utf8') : '');
  } catch {
    return '';
  }
}

/** Does what {@link git} does, and waits for it. */
export const gitNow = (cwd: string, words: string[]): string =>
  execFileSync('git', words, {
    ...{ cwd, env: gitEnvironment(), encoding: 'utf8', maxBuffer: 2 ** 30 },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
