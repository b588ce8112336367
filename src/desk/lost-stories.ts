import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { entryId, interpret, kindOf } from '../content/content-kinds.ts';
import { cutFrontmatter } from '../lib/frontmatter.ts';
import { git } from '../content/git.ts';
import { guidOf } from '../model/story-guid.ts';
import { site } from '../site.config.ts';

/** A story that was committed and whose file is gone since. */
export interface LostStory {
  id: string;
  guid: string;
  /** Content path. */
  path: string;
  /** Its file, as it last was. */
  text: string;
}

/**
 * Content paths of the stories that were handed in: those of the main branch as its host had it last, or, where git
 * knows of no host, of the last commit. What waits on another branch may still get another name.
 * @param contentDir absolute path
 * @returns `undefined` where there is no git, or no commit yet
 */
export async function committedStories(contentDir: string): Promise<Set<string> | undefined> {
  try {
    const main = 'refs/remotes/origin/HEAD';
    const hosted = await git(contentDir, ['rev-parse', '--verify', '--quiet', main]).catch(() => '');
    const commit = hosted.trim() || 'HEAD';
    const paths = await git(contentDir, ['ls-tree', '-r', '-z', '--name-only', commit, '--', 'articles/']);
    return new Set(paths.split('\0').filter((path) => kindOf(path) === 'articles'));
  } catch {
    return undefined;
  }
}

/**
 * The stories of a month's folder whose files git knows and that are not there any more, the one that went last
 * first.
 * @param contentDir absolute path
 * @param month `2024/10`
 * @returns nothing where there is no git, or only a shallow clone that knows none of them
 */
export async function lostStories(contentDir: string, month: string): Promise<LostStory[]> {
  const folder = `articles/${month}/`;
  const there = namesIn(join(contentDir, folder));
  const isLost = (path: string) =>
    kindOf(path) === 'articles' && !there.has(path.slice(folder.length).normalize('NFC'));
  let revisions: [commit: string, path: string][];
  try {
    const present = await git(contentDir, ['ls-tree', '-z', '--name-only', 'HEAD', '--', folder]);
    const deleted = [
      'log',
      '--diff-filter=D',
      '--no-renames',
      '--relative',
      '--name-only',
      '-z',
      '--format=%x01%H',
    ];
    const log = await git(contentDir, [...deleted, '--', folder]);
    revisions = [
      ...present.split('\0').map((path): [string, string] => ['HEAD', path]),
      ...log.split('\u0001').flatMap((commit) => {
        const [hash, ...paths] = commit.split(/[\0\n]+/);
        return paths.map((path): [string, string] => [`${hash}^`, path]);
      }),
    ];
  } catch {
    return [];
  }
  const found = new Map<string, LostStory>();
  for (const [commit, path] of revisions) {
    if (!isLost(path) || found.has(path)) continue;
    const text = await git(contentDir, ['show', `${commit}:./${path}`]).catch(() => undefined);
    if (text !== undefined) found.set(path, lostStory(path, text));
  }
  return [...found.values()];
}

/** Names of the files as they are written: on some disks a file also answers to its name in other capitals. */
function namesIn(folder: string): Set<string> {
  try {
    return new Set(readdirSync(folder).map((name) => name.normalize('NFC')));
  } catch {
    return new Set();
  }
}

function lostStory(path: string, text: string): LostStory {
  const id = entryId(path);
  const guid = interpret('articles', path, text, site.timeZone).sound?.guid;
  return { id, path, guid: guidOf({ id, guid }), text };
}

/** From this likeness on, a file is another one renamed, as git takes it. */
export const renamedFrom = 0.5;

/** How alike two stories are: 1 for the same lines, 0 for none in common. */
export function likeness(one: string, other: string): number {
  const [a, b] = [linesOf(one), linesOf(other)];
  const left = new Map<string, number>();
  for (const line of a) left.set(line, (left.get(line) ?? 0) + 1);
  let common = 0;
  for (const line of b) {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    if (count > 0) common += line.length;
  }
  return common / Math.max(1, lengthOf(a), lengthOf(b));
}

/** Its lines, without the explanations that all new stories have in their frontmatter. */
function linesOf(text: string): string[] {
  const plain = text.replace(/^\uFEFF/, '');
  const { frontmatter, bodyOffset } = cutFrontmatter(plain) ?? { frontmatter: '', bodyOffset: 0 };
  const keys = frontmatter.split('\n').filter((line) => !line.startsWith('#'));
  return [...keys, ...plain.slice(bodyOffset).split('\n')].map((line) => line.trim());
}

const lengthOf = (lines: string[]) => lines.reduce((sum, line) => sum + line.length, 0);
