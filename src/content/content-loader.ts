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
      const newest = filesOf(contentDir, kind).filter((path) => kindOf(path) === kind);
      const root = fileURLToPath(config.root);
      store.clear();
      for (const path of newest.take(filesListed).toArray().reverse()) {
        const filePath = relative(root, join(contentDir, path)).replaceAll(sep, '/');
        store.set({ id: entryId(path), data: {}, filePath });
      }
      return Promise.resolve();
    },
  };
}

/** Where files of a kind may lie, the last paths first. */
function* filesOf(contentDir: string, kind: ContentKind): Generator<string, undefined> {
  if (existsSync(join(contentDir, kind))) yield* filesBelow(contentDir, kind);
  else if (existsSync(join(contentDir, `${kind}.yaml`))) yield `${kind}.yaml`;
}

/** Reads no folder before its files are asked for: nobody asks for those of most years. */
function* filesBelow(contentDir: string, folder: string): Generator<string, undefined> {
  const entries = readdirSync(join(contentDir, folder), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? 1 : -1))) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) yield* filesBelow(contentDir, path);
    else yield path;
  }
}
