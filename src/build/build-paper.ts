import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { lookDigest } from '../content/content-files.ts';
import { openContentReader, type CheckedContent, type ContentReader } from '../content/content-reader.ts';
import { environment } from '../environment.ts';
import { digest } from '../lib/hash.ts';
import { partsOf, type Progress } from '../lib/progress.ts';
import type { Archive } from '../model/archive.ts';
import { heldEntries, nextEmbargo } from '../model/held-stories.ts';
import { picturePath } from '../model/permalink.ts';
import { compareProblems } from '../model/problem.ts';
import { makeDerivatives } from '../pictures/make-derivatives.ts';
import { pruneDerivatives } from '../pictures/prune-derivatives.ts';
import { site } from '../site.config.ts';
import { dates } from '../site.ts';
import { importsOfStories, storiesWithCode, tryStories } from '../trial/try-stories.ts';
import { BuildReport } from './build-report.ts';
import { ContentMistakes } from './content-mistakes.ts';
import { writeDelta, writeNoDelta } from './deploy-delta.ts';
import { Edition } from './edition.ts';
import { codeTexts } from './full-mdx.ts';
import { BuildRecord, clockTurn } from './last-build.ts';
import { refuseLeaks } from './leak-scan.ts';
import { namesInGroup } from './page-facts.ts';
import { planPages, type PlannedPage } from './page-plan.ts';
import { FinishedParts, shareOf, storiesOf, type Part } from './parts.ts';
import { printPages } from './print-pages.ts';
import { redirectFiles, serverFiles } from './redirects.ts';
import { searchFolder, writeSearch, type SearchTarget } from './search-index.ts';
import { planShards } from './search-shards.ts';
import { searchedPart } from './searched-part.ts';
import { headersFile } from './security.ts';
import { beginTemplates, programDigest, type Templates } from './templates.ts';

/** How a build is done. */
interface BuildOptions {
  /** Whether to make everything anew. */
  clean?: boolean;
  /** The share of the site to make, when several machines make it. */
  part?: Part;
  /** Folders of finished parts: what they hold is taken over instead of made. */
  merge?: string[];
}

/**
 * Checks the content and makes the site. What is served stays as it is until the new edition is complete.
 * @throws {ContentMistakes} when the content has mistakes
 * @throws {Error} when something cannot be read, rendered or written
 */
export async function buildPaper({ clean = false, part, merge = [] }: BuildOptions = {}): Promise<void> {
  const { base, cacheDir, contentDir, now, origin, outDir, preview } = environment;
  if (!existsSync(contentDir)) {
    throw new Error(`There is no folder ${contentDir}; expected the paper's content. Correct CONTENT_DIR.`);
  }
  await mkdir(cacheDir, { recursive: true });
  const report = new BuildReport();
  const isWhole = !part && merge.length === 0;
  const reader = openContentReader({ ...environment, site, showHeld: preview });
  const record = new BuildRecord(outDir);
  const inputs = isWhole ? await report.step('Files of the paper', () => inputsOf(reader)) : undefined;
  const same = inputs !== undefined && !clean ? record.same(inputs, now) : undefined;
  if (same) {
    writeNoDelta(outDir);
    return report.finish(
      `Nothing changed since the last build.\nPages: 0 rendered, ${same.pages} kept, 0 deleted.\n` +
        'Files: 0 added, 0 changed, 0 deleted.',
      join(cacheDir, 'summary.json'),
    );
  }
  const edition = new Edition(outDir, { clean });
  record.forget();

  const begun = beginTemplates();
  const content = await report
    .step('Content', (progress) => readContent(reader, progress))
    .catch(async (error: unknown) => {
      await begun.abandon();
      throw error;
    });
  const { archive, newsroom, texts, pictures } = content;
  const code = codeTexts(archive, texts, importsOfStories());
  const templates = await report.step('Templates', () => begun.finish(code));
  const whole = await report.step('Plan', () => {
    const { pages, code } = templates.digests;
    return planPages(archive, { texts, pictures, templates: pages, code });
  });
  const share = part && shareOf(whole, part);
  const plan = share?.pages ?? whole;
  const finished = new FinishedParts(merge);
  const changed = plan.filter((page) => !takeOver(edition, finished, page));

  const { bundle } = templates;
  await report.step('Pages', (progress) =>
    printPages(changed, { edition, bundle, newsroom, archive }, progress),
  );
  await report.step('Files', () => {
    const policies = new Set<string>();
    for (const { policy } of edition.files.values()) if (policy) policies.add(policy);
    edition.put('_headers', headersFile(policies, environment));
    if (part) return;
    putPublicFiles(edition);
    putAssets(edition, templates);
    for (const [path, text] of redirectFiles(archive, { origin, base })) edition.put(path, text);
  });
  // Neither keeps all cores busy by itself.
  await report.step('Pictures and search', async (progress) => {
    const [ofPictures, ofSearch] = partsOf(progress, 2) as [Progress, Progress];
    const shards = planShards(storiesOf(whole, (file) => edition.files.get(file)?.search ?? ''));
    const own = share ? shards.filter(({ name }) => share.shards.has(name)) : shards;
    const works = await Promise.allSettled([
      putPictures(edition, finished, ofPictures),
      writeSearch(searchTarget(edition, finished, plan), own, ofSearch),
    ]);
    for (const work of works) if (work.status === 'rejected') throw work.reason;
  });

  const held = heldEntries(newsroom, archive);
  if (held.length > 0) {
    await report.step('Held stories', () => refuseLeaks(edition, held, { archive, pictures }));
  }

  const { added, ...rest } = await report.step('Publishing', (progress) =>
    edition.publish((made) => {
      writeDelta(edition, made);
      for (const [name, text] of serverFiles(archive, { origin, base })) edition.writeBeside(name, text);
    }, progress),
  );
  const wasPage = (path: string) => edition.served.get(path)!.policy !== undefined;
  const gone = rest.deleted.filter(wasPage);
  if (!part) await report.step('Room for the next edition', (progress) => edition.prepareNext(progress));
  if (isWhole) pruneDerivatives((name) => isInEither(edition, picturePath(name).slice(1)));
  const next = nextEmbargo(held, site.timeZone);
  if (inputs !== undefined) {
    const turn = clockTurn(archive, now, next?.moment);
    record.remember(inputs, { now, turn, pages: plan.length });
  }
  writeFileSync(join(cacheDir, 'next-embargo.txt'), next ? `${next.moment.toISOString()}\n` : '');
  report.finish(
    `Pages: ${changed.length} rendered, ${plan.length - changed.length} kept, ${gone.length} deleted.\n` +
      `Files: ${added.length} added, ${rest.changed.length} changed, ${rest.deleted.length} deleted.` +
      (next ? `\nThe next embargo lifts on ${dates.moment(next.moment)}: ${next.entry.path}.` : ''),
    join(cacheDir, 'summary.json'),
  );
}

/** Digest of everything that decides the site but the clock; nothing when a change might not show in it. */
async function inputsOf(reader: ContentReader): Promise<string | undefined> {
  const { contentDir, preview, root } = environment;
  // Nearly always something changed.
  const [look] = await Promise.all([reader.look(), reader.recall()]);
  const content = lookDigest(look);
  if (content === undefined) return undefined;
  const files = filesOfPublic(root).map(({ path, state }) => `${path} ${state}`);
  const imported = [...importsOfStories().values()].join('\n');
  return digest(programDigest(), contentDir, String(preview), content, files.join('\n'), imported);
}

/** Takes a page over that was rendered from the same content and template before; `false` when there is none. */
function takeOver(edition: Edition, finished: FinishedParts, { file, inputs }: PlannedPage): boolean {
  const served = edition.served.get(file);
  if (served?.inputs === inputs) {
    edition.keep(file, served);
    return true;
  }
  const found = finished.find(file);
  if (found?.file.inputs !== inputs) return false;
  edition.putFile(file, found.source, found.file);
  return true;
}

async function readContent(
  reader: ContentReader,
  progress: Progress,
): Promise<CheckedContent & { archive: Archive }> {
  const content = await reader.read(progress);
  await reader.close();
  const { archive, texts } = content;
  const ofCode = await tryStories(storiesWithCode(texts), content.problems);
  const problems = [...content.problems, ...ofCode].sort(compareProblems);
  if (!archive || problems.length > 0) throw new ContentMistakes(problems);
  return { ...content, archive };
}

/** The pictures that pages link to: a name always stands for the same bytes. */
async function putPictures(edition: Edition, finished: FinishedParts, progress: Progress): Promise<void> {
  const groups = new Set<string>();
  for (const { pictures } of edition.files.values()) for (const group of pictures ?? []) groups.add(group);
  const pathOf = (name: string) => picturePath(name).slice(1);
  const names = new Set<string>();
  for (const group of groups) for (const name of namesInGroup(group)) names.add(name);
  const missing: string[] = [];
  for (const name of names) {
    const path = pathOf(name);
    const served = edition.served.get(path);
    const found = served ? undefined : finished.find(path);
    if (served) edition.keep(path, served);
    else if (found) edition.putFile(path, found.source, found.file);
    else missing.push(name);
  }
  for (const [name, file] of await makeDerivatives(missing, progress)) {
    edition.putFile(pathOf(name), file, describeFile(file));
  }
}

/** Whether a file is in this edition or was in the last one. */
const isInEither = ({ files, served }: Edition, path: string) => files.has(path) || served.has(path);

/** The files of `public/`, which are copied as they are; looked into only when their times changed. */
function putPublicFiles(edition: Edition): void {
  for (const { path, file, state } of filesOfPublic(environment.root)) {
    const served = edition.served.get(path);
    const isSame = served?.inputs === state || (served && served.digest === describeFile(file).digest);
    // As it was noted: the list of an edition in which nothing changed stays as it is, in a fresh checkout too.
    if (isSame) edition.keep(path);
    else edition.put(path, readFileSync(file), state);
  }
}

/** Each with its path below the site's root and how it looks. */
function filesOfPublic(root: string): { path: string; file: string; state: string }[] {
  const folder = join(root, 'public');
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => {
      const file = join(entry.parentPath, entry.name);
      const stats = statSync(file, { throwIfNoEntry: false });
      if (!stats?.isFile())
        throw new Error(`${file} is a link that leads to no file. Put the file itself there.`);
      const path = relative(folder, file).replaceAll(sep, '/');
      return { path, file, state: `public ${stats.size} ${stats.mtimeMs} ${stats.ctimeMs}` };
    });
}

/** The scripts, styles and fonts that Astro made. */
function putAssets(edition: Edition, { assets, assetsName }: Templates): void {
  for (const entry of readdirSync(assets, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) continue;
    const file = join(entry.parentPath, entry.name);
    edition.putFile(`${assetsName}/${relative(assets, file).replaceAll(sep, '/')}`, file, describeFile(file));
  }
}

/** Where search is written: what the served edition or a finished part has, it may keep. */
function searchTarget(edition: Edition, finished: FinishedParts, plan: PlannedPage[]): SearchTarget {
  const folder = `${searchFolder}/`;
  const fileOf = new Map(plan.map(({ path, file }) => [path, file]));
  const shardOf = (path: string) => path.split('/', 3).join('/');
  const served = Map.groupBy(
    edition.served.keys().filter((path) => path.startsWith(folder)),
    shardOf,
  );
  const made = Map.groupBy(finished.filesIn(folder), shardOf);
  return {
    async readAll(name) {
      const texts = finished.readAll(folder + name);
      return edition.served.has(folder + name) ? [...texts, await edition.readServed(folder + name)] : texts;
    },
    put: async (path, content) => edition.put(folder + path, content),
    async keep(name) {
      const elsewhere = made.get(folder + name) ?? [];
      for (const path of elsewhere) {
        const { source, file } = finished.find(path)!;
        edition.putFile(path, source, file);
      }
      const here = elsewhere.length > 0 ? [] : (served.get(folder + name) ?? []);
      for (const path of here) edition.keep(path);
      return elsewhere.length + here.length > 0;
    },
    page: async ({ path }) => searchedPart(await edition.read(fileOf.get(path)!))!,
    wordsFile: join(environment.cacheDir, 'search-words.json'),
  };
}

function describeFile(file: string) {
  const bytes = readFileSync(file);
  return { size: bytes.length, digest: digest(bytes) };
}
