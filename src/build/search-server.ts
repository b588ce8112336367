import type { Connect, Plugin, ViteDevServer } from 'vite';
import { getArchive } from '../archive.ts';
import { environment } from '../environment.ts';
import type { Archive, Article } from '../model/archive.ts';
import { listFile, searchFolder, searchInMemory } from './search-index.ts';
import { searchedPart } from './searched-part.ts';

/** Stories indexed by `npm run dev`, the newest first: each is rendered for it. */
const storiesIndexed = 500;

/** What an index was made of, and the files of the index by their names. */
interface Index {
  archive: Archive;
  /** Of the texts of its stories: an edit of a text leaves the archive the same object. */
  digests: string;
  files: Promise<Map<string, Uint8Array>>;
}

/**
 * Search in `npm run dev`: answers the requests below `/pagefind/` from an index in memory, made of the
 * stories as they are shown when search is first opened, and anew after content has changed.
 */
export function searchServer(): Plugin {
  const { base } = environment;
  return {
    name: 'standfirst:search-server',
    apply: 'serve',
    configureServer(server) {
      let index: Index | undefined;
      const newestIndex = async (): Promise<Index> => {
        const archive = await getArchive();
        const stories = [...archive.articles.values()].slice(0, storiesIndexed);
        const digests = stories.map(({ digest }) => digest).join(' ');
        if (index?.archive === archive && index.digests === digests) return index;
        return (index = { archive, digests, files: indexStories(stories, server, base) });
      };
      const fileOf = async (name: string) => {
        // A search begins with this file; the others belong to the index that it came from.
        const asked = name === listFile || !index ? await newestIndex() : index;
        try {
          return (await asked.files).get(name);
        } catch (error) {
          if (index === asked) index = undefined;
          throw error;
        }
      };
      const serve: Connect.NextHandleFunction = (request, response, next) => {
        const name = new URL(request.url!, 'http://localhost').pathname.slice(1);
        fileOf(name).then((file) => {
          response.statusCode = file ? 200 : 404;
          response.end(file);
        }, next);
      };
      // Astro may have taken BASE_PATH away before.
      for (const root of new Set([base, ''])) server.middlewares.use(`${root}/${searchFolder}/`, serve);
    },
  };
}

async function indexStories(
  articles: Article[],
  server: ViteDevServer,
  base: string,
): Promise<Map<string, Uint8Array>> {
  const root = new URL(`${base}/`, server.resolvedUrls!.local[0]);
  const stories = articles.map(({ permalink, day }) => ({ path: permalink, day, digest: '' }));
  const files = await searchInMemory(stories, async ({ path }) => {
    const page = await fetch(new URL(`.${path}`, root));
    if (!page.ok) throw new Error(`${page.url} answered ${page.status}; search could not index it.`);
    return searchedPart(await page.text())!;
  });
  return new Map(files.map(({ path, content }) => [path, content]));
}
