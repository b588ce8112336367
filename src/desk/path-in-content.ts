import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';

/**
 * The content path of a file or folder that is there, also where the way to it leads through symbolic links. A link
 * in the content folder is meant itself: links are not followed there.
 * @param file absolute path
 * @param contentDir absolute path
 * @returns empty for the content folder; `undefined` for what does not lie in it.
 */
export function pathInContent(file: string, contentDir: string): string | undefined {
  const content = realpathSync(contentDir);
  const itself = join(realpathSync(dirname(file)), basename(file));
  return [itself, existsSync(file) ? realpathSync(file) : itself]
    .map((path) => relative(content, path))
    .find((path) => !/^\.\.(?:$|[\\/])/.test(path) && !isAbsolute(path))
    ?.replaceAll(sep, '/');
}
