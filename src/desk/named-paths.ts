import { existsSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { listContent } from '../content/content-files.ts';
import { kindOf } from '../content/content-kinds.ts';
import { nearest } from '../lib/text.ts';
import { editorsPath, UsageError } from './command.ts';
import { shown } from './file-changes.ts';

/**
 * Which files an editor means by these names: files and folders, from the folder they are in, or stories by their
 * ids or the last part of these.
 * @param contentDir absolute path
 * @returns tells of a content path whether it is meant; all are when there are no names.
 * @throws {UsageError} naming the path that is not there, or not in the content folder.
 */
export function namedPaths(names: string[], contentDir: string): (path: string) => boolean {
  if (names.length === 0) return () => true;
  const files = new Set<string>();
  const folders: string[] = [];
  for (const name of names) {
    const file = findNamed(name, contentDir);
    const path = relative(contentDir, file ?? editorsPath(name)).replaceAll(sep, '/');
    if (file === undefined) {
      const meant = nearest(path, listContent(contentDir).paths);
      const advice = meant === undefined ? '' : ` Did you mean ${shown(join(contentDir, meant))}?`;
      throw new UsageError(`There is no file, folder or story ${name}.${advice}`);
    }
    if (path.startsWith('..')) {
      throw new UsageError(`${name} is not in ${shown(contentDir)}/; only what lies there is checked.`);
    }
    if (statSync(file).isDirectory()) folders.push(path === '' ? '' : `${path}/`);
    else files.add(path);
  }
  return (path) => files.has(path) || folders.some((folder) => path.startsWith(folder));
}

/** The absolute path of a file or folder: as named, or a story by its id or the last part of it. */
function findNamed(name: string, contentDir: string): string | undefined {
  const plain = name.replace(/\/$/, '');
  const candidates = [
    editorsPath(plain),
    join(contentDir, plain),
    ...['.mdx', '.md'].map((ending) => join(contentDir, 'articles', plain + ending)),
  ];
  return candidates.find((candidate) => existsSync(candidate)) ?? storyNamed(plain, contentDir);
}

/** The story whose id ends so; none where several do. */
function storyNamed(name: string, contentDir: string): string | undefined {
  if (name.includes('/') || name === '') return undefined;
  const named = new Set([`${name}.mdx`, `${name}.md`]);
  const [path, other] = listContent(contentDir).paths.filter(
    (path) => kindOf(path) === 'articles' && named.has(path.slice(path.lastIndexOf('/') + 1)),
  );
  return path === undefined || other !== undefined ? undefined : join(contentDir, path);
}
