import type { Connect, Plugin, ViteDevServer } from 'vite';
import { environment } from '../environment.ts';
import type { Archive } from '../model/archive.ts';
import { listFile, searchFolder, searchInMemory } from './search-index.ts';
import { searchedPart } from './searched-part.ts';

/** Stories indexed by `npm run dev`, the newest first: each is rendered for it. */
const storiesIndexed = 500;

/**
 * Search in `npm run dev`: answers the requests below `/pagefind/` from an index in memory, made of the
 * stories as they are shown when search is first opened, and anew after content has changed.
 */
export function searchServer(): Plugin {
  const { base, contentDir } = environment;
  let files: Promise<Map<string, Uint8Array>> | undefined;
  let isStale = false;
  return {
    name: 'standfirst:search-server',
    apply: 'serve',
    configureServer(server) {
      server.watcher.on('all', (_event, path) => (isStale ||= path.startsWith(contentDir)));
      const serve: Connect.NextHandleFunction = (request, response, next) => {
        const name = new URL(request.url!, 'http://localhost').pathname.slice(1);
        // A search begins with this file; the others belong to the index that it came from.
        if (name === listFile && isStale) files = undefined;
        if (!files) isStale = false;
        files ??= indexStories(server, base);
        files.then(
          (made) => {
            const file = made.get(name);
            response.statusCode = file ? 200 : 404;
            response.end(file);
          },
          (error: unknown) => {
            files = undefined;
            next(error);
          },
        );
      };
      // Astro may have taken BASE_PATH away before.
      for (const root of new Set([base, ''])) server.middlewares.use(`${root}/${searchFolder}/`, serve);
    },
  };
}

async function indexStories(server: ViteDevServer, base: string): Promise<Map<string, Uint8Array>> {
  const { getArchive } = await server.ssrLoadModule('/src/archive.ts');
  const { articles }: Archive = await getArchive();
  const root = new URL(`${base}/`, server.resolvedUrls!.local[0]);
  const stories = [...articles.values()]
    .slice(0, storiesIndexed)
    .map(({ permalink, day }) => ({ path: permalink, day, digest: '' }));
  const files = await searchInMemory(stories, async ({ path }) => {
    const page = await fetch(new URL(`.${path}`, root));
    if (!page.ok) throw new Error(`${page.url} answered ${page.status}; search could not index it.`);
    return searchedPart(await page.text())!;
  });
  return new Map(files.map(({ path, content }) => [path, content]));
}
