import { existsSync, lstatSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { listContent } from '../content/content-files.ts';
import { entryId, kindOf } from '../content/content-kinds.ts';
import { nearest } from '../lib/text.ts';
import { editorsPath, UsageError } from './command.ts';
import { shown } from './file-changes.ts';
import { pathInContent } from './path-in-content.ts';

/**
 * Which files an editor means by these names: files and folders, from the folder they are in, or stories by their
 * ids or the last part of these. By a folder around the content folder, all is meant.
 * @param contentDir absolute path
 * @returns tells of a content path whether it is meant; all are when there are no names.
 * @throws {UsageError} naming the path that is not there, that has nothing to do with the content folder, or that
 *   several stories have
 */
export function namedPaths(names: string[], contentDir: string): (path: string) => boolean {
  // Of a content folder that is not there, whoever reads it tells.
  if (names.length === 0 || !existsSync(contentDir)) return () => true;
  const files = new Set<string>();
  const folders: string[] = [];
  for (const name of names) {
    const path = pathNamed(name, contentDir);
    files.add(path);
    if (path === '') folders.push('');
    else if (lstatSync(join(contentDir, path)).isDirectory()) folders.push(`${path}/`);
  }
  return (path) => files.has(path) || folders.some((folder) => path.startsWith(folder));
}

/** The content path of what is named: of a file or folder, or of a story by its id or the last part of it. */
function pathNamed(name: string, contentDir: string): string {
  const plain = name.replace(/(?<=.)\/+$/, '');
  const file = editorsPath(plain);
  const candidates = [file, join(contentDir, plain), join(contentDir, 'articles', plain)].filter(
    // Also a link that leads nowhere.
    (candidate) => lstatSync(candidate, { throwIfNoEntry: false }),
  );
  for (const candidate of candidates) {
    const path = pathInContent(candidate, contentDir);
    if (path !== undefined) return path;
    if (existsSync(candidate) && pathInContent(contentDir, candidate) !== undefined) return '';
  }
  const { paths } = listContent(contentDir);
  const stories = storiesNamed(plain, paths);
  if (stories.length > 1) {
    const list = stories.slice(0, 10).map((story) => `\n  ${shown(join(contentDir, story))}`);
    throw new UsageError(`${name} is the name of ${stories.length} stories. Say which:${list.join('')}`);
  }
  if (stories.length === 1) return stories[0]!;
  if (candidates.length > 0) {
    throw new UsageError(`${name} is not in ${shown(contentDir)}/; only what lies there is checked.`);
  }
  const meant = nearest(relative(contentDir, file).replaceAll(sep, '/'), paths);
  const advice = meant === undefined ? '' : ` Did you mean ${shown(join(contentDir, meant))}?`;
  throw new UsageError(`There is no file, folder or story ${name}.${advice}`);
}

/** The stories whose id is this, or ends so. */
function storiesNamed(name: string, paths: string[]): string[] {
  const id = name.replace(/\.mdx?$/, '').normalize('NFC');
  const stories = paths.filter((path) => kindOf(path) === 'articles');
  const exact = stories.filter((path) => entryId(path) === id);
  if (exact.length > 0 || id === '') return exact.slice(0, 1);
  return stories.filter((path) => entryId(path).endsWith(`/${id}`));
}
