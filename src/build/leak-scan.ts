import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, sep } from 'node:path';
import { Worker } from 'node:worker_threads';
import { gunzipSync } from 'node:zlib';
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
  const traces = held.flatMap((entry) =>
    tracesOf(entry, readFileSync(join(contentDir, entry.path), 'utf8'), pictures, site.timeZone),
  );
  const texts = [...new Set(traces.map(({ text }) => text))];
  const findings = await findInEdition(edition, texts);
  edition.noteSearched(texts.map((text) => digest(text)));
  if (findings.size === 0) return;

  const found = new Set(findings.values().flatMap((texts) => texts));
  const telling = onlyHeld(
    traces.filter(({ text }) => found.has(text)),
    new Set(held.map(({ path }) => path)),
    { archive, pictures },
  );
  if (telling.length === 0) return;
  const lines = telling.map(({ path, what, text }) => {
    const [file] = [...findings].find(([, texts]) => texts.has(text))!;
    return `${join(contentDir, path)}: this story is held back, but ${what} ("${text}") stands in ${file}.`;
  });
  throw new Error(
    `${lines.join('\n')}\nNothing was published; ${outDir} is as it was. Run "npm run build -- --clean", which ` +
      'makes every page anew. If that ends the same way, a template or a file of public/ shows what is held ' +
      'back: take it out there.',
  );
}

/** Searches all files; what did not change, only for what it was not searched for before. */
async function findInEdition(edition: Edition, texts: string[]): Promise<Findings> {
  const fresh = texts.filter((text) => !edition.searched.has(digest(text)));
  const { added, changed } = edition.changes();
  const made = new Set([...added, ...changed]);
  const kept = fresh.length === 0 ? [] : [...edition.files.keys()].filter((path) => !made.has(path));
  const scanned = (paths: Iterable<string>) =>
    Array.from(paths, (path) => ({ path, file: placeOf(path, edition) }));
  const inMade = await findInFiles(scanned(made), texts);
  return new Map([...inMade, ...(await findInFiles(scanned(kept), fresh))]);
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

/**
 * Leaves out what the paper also says or shows in a file of the content that is not held, or by the name of a topic:
 * a quotation or a picture that two stories share gives neither away.
 * @param held content paths of the stories that are held back
 */
function onlyHeld(
  traces: Trace[],
  held: ReadonlySet<string>,
  { archive, pictures }: ScannedContent,
): Trace[] {
  const { contentDir } = environment;
  const find = createTextFinder(traces.map(({ text }) => text));
  const { sections, tags, authors, series, pages } = archive;
  const names = [sections, tags, authors, series, pages].flatMap((map) => [...map.keys()]).join('\n');
  const said = find(Buffer.from(names));
  const digests = new Set(traces.map(({ text }) => text));
  const suspected = new Map([...pictures].filter(([, digest]) => digests.has(digest)));
  for (const entry of readdirSync(contentDir, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    const path = file.slice(contentDir.length + 1).replaceAll(sep, '/');
    if (!entry.isFile() || held.has(path)) continue;
    for (const text of find(Buffer.from(path))) said.add(text);
    if (!/\.(?:mdx?|yaml)$/.test(path)) continue;
    const source = readFileSync(file);
    for (const text of find(source)) said.add(text);
    if (suspected.size === 0) continue;
    for (const digest of picturesNamed(path, source.toString(), suspected)) said.add(digest);
  }
  return traces.filter(({ text }) => !said.has(text));
}
