import { existsSync, globSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Loader, LoaderContext } from 'astro/loaders';
import { digest } from '../lib/hash.ts';
import { formatProblem, type Problem } from '../model/problem.ts';
import { articleReferenceMistakes, type NewsroomFacts, type PartialArticle } from './check-article.ts';
import { newsroomFacts } from './check-newsroom.ts';
import { inFile, listContent, readContentFile } from './content-files.ts';
import { entryId, kindOf, type ContentKind, type Interpretation } from './content-kinds.ts';

/** Where a loader reads, and how it reads dates. */
interface ContentLoaderOptions {
  /** Absolute path of the content folder. */
  contentDir: string;
  /** IANA zone in which dates without one are read. */
  timeZone: string;
}

type Entry = { id: string; data: Record<string, unknown> };

/** Key under which a collection remembers its files. */
const filesKey = 'files';

/** A file changed this shortly before it was read may change again without a trace in its times. */
const settledAfterMs = 2000;

/**
 * A loader for one kind of content. It stores metadata only, never a body: one entry for every file of
 * articles, pages, authors and series; one for every entry of sections and tags; a single one for the front
 * page and one for the redirects. It reads only files whose size or time of modification changed, and sets all
 * entries without a pause: Astro saves its whole store at every pause.
 *
 * A build fails on a mistake. `npm run dev` prints it and keeps the last version of the file that had none.
 */
export function contentLoader(kind: ContentKind, options: ContentLoaderOptions): Loader {
  return {
    name: `standfirst-${kind}`,
    async load(context) {
      const problems = synchronise(kind, options, context);
      const { watcher, logger } = context;
      if (!watcher) {
        if (problems.length > 0) throw new Error(`\n${problems.map(formatProblem).join('\n')}`);
        return;
      }
      const print = (found: Problem[]) => found.forEach((problem) => logger.error(formatProblem(problem)));
      print(problems);
      watcher.add(options.contentDir);
      watchKind(watcher, kind, options.contentDir, () => print(synchronise(kind, options, context)));
    },
  };
}

/** Brings a collection in line with the files on disk; returns the mistakes it met. */
function synchronise(kind: ContentKind, options: ContentLoaderOptions, context: LoaderContext): Problem[] {
  const { contentDir, timeZone } = options;
  const { store, meta } = context;
  const root = fileURLToPath(context.config.root);
  // A story may refer to any file, so all are listed; the other collections know where theirs lie.
  const paths = kind === 'articles' ? listContent(contentDir).paths : pathsOfKind(kind, contentDir);
  const facts = kind === 'articles' ? newsroomFacts(paths, sectionIds(contentDir, timeZone)) : undefined;
  const version = versionOf(options, root);
  const known = rememberedFiles(meta.get(filesKey), version);
  if (!known) store.clear();
  const remembered: Record<string, string> = {};
  const kept = new Set<string>();
  const problems: Problem[] = [];

  for (const path of paths.filter((path) => kindOf(path) === kind)) {
    const keep = () => {
      for (const id of isFolderKind(kind) ? [entryId(path)] : store.keys()) kept.add(id);
    };
    const { size, mtimeMs } = statSync(join(contentDir, path));
    const state = `${size} ${mtimeMs}`;
    if (known?.[path] === state) {
      remembered[path] = state;
      keep();
      continue;
    }
    const reading = readContentFile(contentDir, kind, path, timeZone);
    const mistakes = [
      ...reading.problems,
      ...(facts ? referenceProblems(contentDir, path, reading, facts) : []),
    ];
    if (mistakes.length > 0) {
      problems.push(...mistakes);
      keep();
      continue;
    }
    if (Date.now() - mtimeMs > settledAfterMs) remembered[path] = state;
    const filePath = relative(root, join(contentDir, path)).replaceAll(sep, '/');
    for (const { id, data } of entriesOf(kind, path, reading.data)) {
      // The store takes an entry with a known digest for the old one, even when its file was renamed.
      if (store.get(id)?.filePath !== filePath) store.delete(id);
      store.set({ id, data, filePath, digest: reading.digest });
      kept.add(id);
    }
  }
  for (const id of store.keys()) if (!kept.has(id)) store.delete(id);
  const state = JSON.stringify({ version, files: remembered });
  if (state !== meta.get(filesKey)) meta.set(filesKey, state);
  return problems;
}

/** Changes with whatever else decides what is read from a file: the settings, and the code that reads it. */
function versionOf({ contentDir, timeZone }: ContentLoaderOptions, root: string): string {
  const code = globSync('src/{content,model,lib}/*.ts', { cwd: root }).sort();
  return digest(contentDir, timeZone, ...code.map((file) => readFileSync(join(root, file))));
}

/** Size and modification time of the files that were read before, by content path. */
function rememberedFiles(state: string | undefined, version: string): Record<string, string> | undefined {
  const remembered = state === undefined ? undefined : JSON.parse(state);
  return remembered?.version === version ? remembered.files : undefined;
}

function pathsOfKind(kind: ContentKind, contentDir: string): string[] {
  const path = isFolderKind(kind) ? kind : `${kind}.yaml`;
  if (!existsSync(join(contentDir, path))) return [];
  return isFolderKind(kind) ? readdirSync(join(contentDir, kind)).map((name) => `${kind}/${name}`) : [path];
}

const isFolderKind = (kind: ContentKind) => ['articles', 'pages', 'authors', 'series'].includes(kind);

/** The entries that a file gives its collection. */
function entriesOf(kind: ContentKind, path: string, data: unknown): Entry[] {
  if (kind === 'sections') {
    // Astro hands entries out in the order of their ids, the menu has one of its own.
    return (data as Entry['data'][]).map((data, index) => ({ id: String(index).padStart(3, '0'), data }));
  }
  if (kind === 'tags') {
    return Object.entries(data as Record<string, Entry['data']>).map(([id, data]) => ({ id, data }));
  }
  return [{ id: entryId(path), data: data as Entry['data'] }];
}

/** Ids of the sections, or `undefined` when their file has mistakes. */
function sectionIds(contentDir: string, timeZone: string): string[] | undefined {
  const [path] = pathsOfKind('sections', contentDir);
  if (path === undefined) return undefined;
  return readContentFile(contentDir, 'sections', path, timeZone).data?.map(({ id }) => id);
}

function referenceProblems(
  contentDir: string,
  path: string,
  { sound, placeOf }: Interpretation<ContentKind>,
  facts: NewsroomFacts,
): Problem[] {
  const article = { id: entryId(path), path, data: (sound ?? {}) as PartialArticle['data'] };
  const mistakes = articleReferenceMistakes(article, facts);
  return inFile(
    contentDir,
    path,
    mistakes.map(({ at, message }) => ({ ...placeOf(at), message })),
  );
}

/** Calls back once for all changes of a moment to files of a kind. */
function watchKind(
  watcher: NonNullable<LoaderContext['watcher']>,
  kind: ContentKind,
  contentDir: string,
  onChange: () => void,
): void {
  let timer: NodeJS.Timeout | undefined;
  const notice = (file: string) => {
    const path = relative(contentDir, resolve(file)).replaceAll(sep, '/');
    // A mistake in a story may be mended in any other file.
    if (kind === 'articles' ? path.startsWith('../') : kindOf(path) !== kind) return;
    clearTimeout(timer);
    timer = setTimeout(onChange, 50);
  };
  for (const event of ['add', 'change', 'unlink']) watcher.on(event as 'change', notice);
}
