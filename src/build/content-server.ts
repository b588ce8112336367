import { dirname, join, sep } from 'node:path';
import { isRunnableDevEnvironment, type DevEnvironment, type Plugin, type ViteDevServer } from 'vite';
import { provideArchive } from '../archive.ts';
import { openContentReader, type CheckedContent } from '../content/content-reader.ts';
import { environment } from '../environment.ts';
import { formatProblem } from '../model/problem.ts';
import { site } from '../site.config.ts';
import { codeTexts, fullMdx, fullStoriesModule } from './full-mdx.ts';
import { watchFolders } from './watch-folders.ts';

/** A check of a large archive takes seconds, in which no page is made. */
const checkAfterMs = 1500;

/**
 * The paper in `npm run dev`: reads the content folder, held stories included, gives pages the newest archive,
 * and reloads them after an edit. A mistake is printed once, and its file stays as it last was without one.
 */
export function contentServer(): Plugin[] {
  const { contentDir, cacheDir, outDir, root } = environment;
  // The last is filled by runs with other settings.
  const notWatched = [contentDir, cacheDir, outDir, join(root, '.cache')];
  let content: Promise<CheckedContent>;

  const server: Plugin = {
    name: 'standfirst:content-server',
    apply: 'serve',
    config: () => ({
      server: {
        watch: {
          // Vite watches each file by itself; a large archive has too many. The content folder is watched here.
          ignored: (path: string) =>
            notWatched.some((folder) => isIn(path, folder)) || isFinished(path, outDir),
        },
      },
    }),
    configureServer(server) {
      const reader = openContentReader({ ...environment, site, isDev: true });
      const { logger } = server.config;
      const fail = (error: Error) => logger.error(error.message);
      const printed = new Set<string>();
      const print = ({ problems }: CheckedContent) => {
        const lines = problems.map(formatProblem);
        for (const line of lines) if (!printed.has(line)) logger.error(line);
        printed.clear();
        for (const line of lines) printed.add(line);
      };

      let shown: CheckedContent | undefined;
      let last: Promise<unknown>;
      let pause: NodeJS.Timeout | undefined;
      /** Reads after what is being read; until it is done, pages are as they were. */
      const after = (read: () => Promise<CheckedContent>, edited: ReadonlySet<string> = new Set()) => {
        last = last
          .then(async () => {
            const made = await read();
            content = Promise.resolve(made);
            print(made);
            forgetPages(server, edited, shown, made);
            shown = made;
            if (edited.size > 0) server.environments.client.hot.send({ type: 'full-reload', path: '*' });
          })
          .catch(fail);
      };
      const stopWatching = watchFolders(contentDir, (paths) => {
        clearTimeout(pause);
        after(() => reader.update(paths), paths);
        // What the texts refer to is checked when the pages are shown again.
        pause = setTimeout(() => after(reader.check), checkAfterMs);
      });
      // After the watch began, so that no change is missed.
      content = Promise.all([reader.look(), reader.recall()]).then(() => reader.read());
      content.then((made) => print((shown = made)), fail);
      last = content.catch(() => {});
      provideArchive(async () => (await content).archive!);
      server.httpServer?.once('close', () => {
        stopWatching();
        clearTimeout(pause);
        void last.finally(() => reader.close());
      });
    },
  };
  const code = async () => {
    const { archive, texts } = await content;
    return codeTexts(archive!, texts);
  };
  return [fullMdx(code), server];
}

/**
 * Lets pages be made anew as far as they change: with another archive their lists of paths, and the modules of
 * stories with code. In a large archive the lists take longer than all else after an edit.
 */
function forgetPages(
  server: ViteDevServer,
  edited: ReadonlySet<string>,
  before: CheckedContent | undefined,
  now: CheckedContent,
): void {
  const paths = [...edited];
  const files = paths.map((path) => join(environment.contentDir, path).replaceAll(sep, '/'));
  const isNewArchive = now.archive !== before?.archive;
  const isCode = (content: CheckedContent | undefined, path: string) => content?.texts.get(path)?.isCode;
  const isNewCode = isNewArchive || paths.some((path) => isCode(before, path) !== isCode(now, path));
  const { client, ...others } = server.environments;
  for (const environment of Object.values(others)) {
    const { moduleGraph } = environment;
    const stories = files.flatMap((file) => [...(moduleGraph.getModulesByFile(file) ?? [])]);
    const list = isNewCode ? moduleGraph.getModuleById(fullStoriesModule) : undefined;
    for (const module of [...stories, ...(list ? [list] : [])]) forget(environment, module);
    if (isNewArchive) environment.hot.send('astro:content-changed', {});
  }
}

/** Lets a module be loaded anew, and all that import it. */
function forget(
  environment: DevEnvironment,
  module: NonNullable<ReturnType<DevEnvironment['moduleGraph']['getModuleById']>>,
): void {
  environment.moduleGraph.invalidateModule(module);
  if (!isRunnableDevEnvironment(environment)) return;
  const evaluated = module.id && environment.runner.evaluatedModules.getModuleById(module.id);
  if (evaluated) environment.runner.evaluatedModules.invalidateModule(evaluated);
}

/** Whether a path is in the editions of a site beside `outDir`, of that one or another. */
function isFinished(path: string, outDir: string): boolean {
  const beside = dirname(outDir) + sep;
  return path.startsWith(beside) && /^\.[^/\\]+-editions(?![^/\\])/.test(path.slice(beside.length));
}

const isIn = (path: string, folder: string) => path === folder || path.startsWith(folder + sep);
