import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative, sep } from 'node:path';
import { Worker } from 'node:worker_threads';
import { gunzipSync } from 'node:zlib';
import { kindOf } from '../content/content-kinds.ts';
import { environment } from '../environment.ts';
import { createTextFinder, type TextFinder } from '../lib/find-texts.ts';
import { digest } from '../lib/hash.ts';
import type { Archive } from '../model/archive.ts';
import { picturesNamed, tracesOf, type Trace } from '../model/held-traces.ts';
import type { ArticleEntry } from '../model/newsroom.ts';
import { picturePath } from '../model/permalink.ts';
import { parsePictureName } from '../pictures/derivatives.ts';
import { recipeFile } from '../pictures/derivative-store.ts';
import { site } from '../site.config.ts';
import type { Edition } from './edition.ts';

/** What a build knows of the content. */
interface ScannedContent {
  archive: Archive;
  /** Digests of pictures by content path. */
  pictures: ReadonlyMap<string, string>;
}

/** A file of the new edition: its path below the site's root, and where that is to be read which it says. */
export interface ScannedFile {
  path: string;
  /** Absolute path. */
  file: string;
}

/** Below this, starting threads takes longer than they save. */
const fewFiles = 1500;

/**
 * Searches an edition, before it is served, for what is said only by stories that are held back. A file of the last
 * edition is searched for what that was not searched for yet, every other one for all.
 * @param held the stories that are held back
 * @throws {Error} naming the stories and files
 */
export async function refuseLeaks(
  edition: Edition,
  held: ArticleEntry[],
  { archive, pictures }: ScannedContent,
): Promise<void> {
  const { contentDir, outDir } = environment;
  const traces = withoutTopics(
    held.flatMap((entry) =>
      tracesOf(entry, readFileSync(join(contentDir, entry.path), 'utf8'), pictures, site.timeZone),
    ),
    archive,
  );
  const texts = [...new Set(traces.map(({ text }) => text))];
  const notes = new Map(Array.from(edition.searched, readNote));
  const noted = new Map(texts.map((text) => [text, notes.get(digest(text))]));
  const wereSaid = texts.filter((text) => noted.get(text));
  const said = saidInPublic(wereSaid, new Set(wereSaid.map((text) => noted.get(text)!)), held, pictures);
  const fresh = texts.filter((text) => noted.get(text) !== '' && !said.has(text));
  const findings = await findInEdition(edition, texts, fresh);
  for (const [file, shown] of copiesOfPictures(edition, texts, pictures)) {
    findings.set(file, shown.union(findings.get(file) ?? new Set()));
  }

  const found = new Set(findings.values().flatMap((texts) => texts));
  // An address is one story's: who says it speaks of that.
  const own = new Set(traces.filter(({ what }) => what === 'its address').map(({ text }) => text));
  const doubtful = [...found].filter((text) => !said.has(text) && !own.has(text));
  for (const [text, path] of saidInPublic(doubtful, filesOfContent(), held, pictures)) said.set(text, path);
  edition.noteSearched(texts.map((text) => writeNote(digest(text), said.get(text))));

  const telling = traces.filter(({ text }) => found.has(text) && !said.has(text));
  if (telling.length === 0) return;
  const lines = telling.map(({ path, what, text }) => {
    const [file] = [...findings].find(([, texts]) => texts.has(text))!;
    return `${join(contentDir, path)}: this story is held back, but ${what} ("${text}") stands in ${file}.`;
  });
  throw new Error(
    `${[...new Set(lines)].join('\n')}\nNothing was published; ${outDir} is as it was. Run "npm run build -- --clean", ` +
      'which makes every page anew. If that ends the same way, a text, a template or a file of public/ shows what ' +
      'is held back: take it out there.',
  );
}

/**
 * What is noted of a text for the next build: its digest, and, when a public story says it too, the content path of
 * that: once it says so no longer, the files that the text stands in are a leak.
 */
const writeNote = (digest: string, path?: string) => (path === undefined ? digest : `${digest} ${path}`);

function readNote(note: string): [digest: string, path: string] {
  const end = note.indexOf(' ');
  return end === -1 ? [note, ''] : [note.slice(0, end), note.slice(end + 1)];
}

/**
 * Searches the files of an edition.
 * @param texts what the files are searched for that are not those of the last edition
 * @param fresh those of them that the others were not searched for yet
 */
async function findInEdition(edition: Edition, texts: string[], fresh: string[]): Promise<Findings> {
  const { added, changed } = edition.changes();
  const made = new Set([...added, ...changed]);
  const kept = fresh.length === 0 ? [] : [...edition.files.keys()].filter((path) => !made.has(path));
  const scanned = (paths: Iterable<string>) =>
    Array.from(paths, (path) => ({ path, file: placeOf(path, edition) }));
  const inMade = await findInFiles(scanned(made), texts);
  return new Map([...inMade, ...(await findInFiles(scanned(kept), fresh))]);
}

/** Files that are a picture of the content as it lies there, as those copied into public/, with the picture's digest. */
function copiesOfPictures(
  edition: Edition,
  texts: string[],
  pictures: ReadonlyMap<string, string>,
): Findings {
  const originals = new Map<string, string>();
  for (const [path, name] of pictures) {
    if (texts.includes(name)) originals.set(digest(readFileSync(join(environment.contentDir, path))), name);
  }
  if (originals.size === 0) return new Map();
  return new Map(
    [...edition.files].flatMap(([path, file]) => {
      const name = originals.get(file.digest);
      return name === undefined ? [] : [[path, new Set([name])]];
    }),
  );
}

/** A picture says nothing that can be searched; the recipe that it was made by does. */
function placeOf(path: string, edition: Edition): string {
  const folder = picturePath('').slice(1);
  const picture = path.startsWith(folder) ? parsePictureName(path.slice(folder.length)) : undefined;
  return picture ? recipeFile(picture.stem) : edition.placeOf(path);
}

/** Texts found by the path of the file in which they stand. */
type Findings = Map<string, Set<string>>;

/** Searches files, names included, for texts; what is packed by gzip is opened. On all cores when there are many. */
export async function findInFiles(files: ScannedFile[], texts: string[]): Promise<Findings> {
  if (files.length <= fewFiles) return scanFiles(files, createTextFinder(texts));
  const count = availableParallelism();
  const shares = Array.from({ length: count }, (_, share) =>
    files.filter((_, index) => index % count === share),
  );
  const found = await Promise.all(shares.map((share) => scanInThread(share, texts)));
  return new Map(found.flatMap((findings) => [...findings]));
}

/** The work of one thread; see {@link findInFiles}. */
export function scanFiles(files: ScannedFile[], find: TextFinder): Findings {
  const findings: Findings = new Map();
  for (const { path, file } of files) {
    const bytes = readFileSync(file);
    const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
    const found = find(isPacked ? gunzipSync(bytes) : bytes).union(find(Buffer.from(path)));
    if (found.size > 0) findings.set(path, found);
  }
  return findings;
}

function scanInThread(files: ScannedFile[], texts: string[]): Promise<Findings> {
  const worker = new Worker(new URL('./leak-scan-worker.ts', import.meta.url), {
    workerData: { files, texts },
  });
  return new Promise<Findings>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  }).finally(() => worker.terminate());
}

/** Leaves out what the name of a public topic says as well. */
function withoutTopics(traces: Trace[], { sections, tags, authors, series, pages }: Archive): Trace[] {
  const names = [sections, tags, authors, series, pages].flatMap((map) => [...map.keys()]).join('\n');
  const named = createTextFinder(traces.map(({ text }) => text))(Buffer.from(names));
  return traces.filter(({ text }) => !named.has(text));
}

/**
 * What public files of the content say, or show, of these texts: a quotation or a picture that two stories share
 * gives neither away. To name a held story by its id, as `related` may, is not to say its name.
 * @param paths content paths in which to look; of files that are there and are not held, those are read that make pages
 * @returns the first of the paths by text
 */
function saidInPublic(
  texts: string[],
  paths: Iterable<string>,
  held: ArticleEntry[],
  pictures: ReadonlyMap<string, string>,
): Map<string, string> {
  const said = new Map<string, string>();
  if (texts.length === 0) return said;
  const find = createTextFinder(texts);
  const heldPaths = new Set(held.map(({ path }) => path));
  const suspected = new Map([...pictures].filter(([, digest]) => texts.includes(digest)));
  for (const path of paths) {
    const file = join(environment.contentDir, path);
    if (kindOf(path) === undefined || heldPaths.has(path) || !existsSync(file)) continue;
    const bytes = readFileSync(file);
    const found = find(bytes);
    const source = found.size > 0 || suspected.size > 0 ? bytes.toString() : '';
    const words = found.size > 0 ? held.reduce((words, { id }) => words.replaceAll(id, ''), source) : '';
    const shown = suspected.size > 0 ? picturesNamed(path, source, suspected) : [];
    for (const text of [
      ...find(Buffer.from(path)),
      ...[...found].filter((text) => words.includes(text)),
      ...shown,
    ]) {
      if (!said.has(text)) said.set(text, path);
    }
  }
  return said;
}

function* filesOfContent(): Generator<string> {
  const { contentDir } = environment;
  for (const entry of readdirSync(contentDir, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) yield relative(contentDir, join(entry.parentPath, entry.name)).replaceAll(sep, '/');
  }
}
