import { existsSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Loader } from 'astro/loaders';
import { entryId, kindOf, type ContentKind } from './content-kinds.ts';

/**
 * Files of a kind that editors' programs are told of, the newest paths first: each costs Astro some time when
 * `npm run dev` starts, and old stories are rarely edited.
 */
const filesListed = 2000;

/**
 * A loader for one kind of content that stores which files there are and nothing of what they say: editors'
 * programs complete the keys of frontmatter by it. Pages take stories from the archive instead.
 * @param contentDir absolute path
 */
export function contentLoader(kind: ContentKind, contentDir: string): Loader {
  return {
    name: `standfirst-${kind}`,
    load({ store, config }) {
      const paths = pathsBelow(contentDir, kind).filter((path) => kindOf(path) === kind);
      const root = fileURLToPath(config.root);
      store.clear();
      for (const path of paths.slice(-filesListed)) {
        const filePath = relative(root, join(contentDir, path)).replaceAll(sep, '/');
        store.set({ id: entryId(path), data: {}, filePath });
      }
      return Promise.resolve();
    },
  };
}

/** Where files of a kind may lie. */
function pathsBelow(contentDir: string, kind: ContentKind): string[] {
  if (!existsSync(join(contentDir, kind)))
    return [`${kind}.yaml`].filter((name) => existsSync(join(contentDir, name)));
  const names = readdirSync(join(contentDir, kind), { recursive: true, encoding: 'utf8' });
  return names.map((name) => `${kind}/${name.replaceAll(sep, '/')}`).sort();
}
