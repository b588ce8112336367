import { copyFileSync, existsSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { openContentCache } from '../../cache/content-cache.ts';
import { textsOf } from '../../cache/digests.ts';
import { checkContent } from '../../content/check-content.ts';
import { permalinksFile } from '../../content/check-permalinks.ts';
import { checkNewsroom, factsOf } from '../../content/check-newsroom.ts';
import { listContent } from '../../content/content-files.ts';
import { kindOf } from '../../content/content-kinds.ts';
import type { CheckedContent } from '../../content/content-reader.ts';
import type { FileFound, FileReading } from '../../content/file-reading.ts';
import {
  assembleNewsroom,
  type NewsroomReading,
  type ReadFile,
  type TextFacts,
} from '../../content/read-newsroom.ts';
import { environment } from '../../environment.ts';
import type { Progress } from '../../lib/progress.ts';
import type { Problem } from '../../model/problem.ts';
import { site } from '../../site.config.ts';
import { CommandError } from '../command.ts';
import { shown } from '../file-changes.ts';

/** A mistake in a file that is not in the paper yet. */
export interface StagedProblem extends Omit<Problem, 'file'> {
  /** Content path. */
  path: string;
}

/** From this number on, threads are worth their start. */
const manyFiles = 50;

/** Files in a folder of their own that are to go into the content folder. */
export interface Staging {
  /** Absolute path; it has the form of a content folder. */
  folder: string;
  /** Content paths of the files in it. */
  paths: string[];
}

/**
 * Checks the paper as it would be with the staged files: each by itself and all together, by the rules of a build.
 * What is read is kept, so that the next build need not read it again.
 * @param content the paper as it is, without mistakes
 */
export async function checkStaged(
  staging: Staging,
  content: CheckedContent,
  progress: Progress,
): Promise<StagedProblem[]> {
  const { folder, paths } = staging;
  const lists = ['sections.yaml', permalinksFile].filter((path) =>
    existsSync(join(environment.contentDir, path)),
  );
  for (const path of lists) copyFileSync(join(environment.contentDir, path), join(folder, path));
  const readings = await readStaged(folder, ['sections.yaml', ...paths.filter(kindOf)], progress);
  const staged = assembleNewsroom(folder, ['sections.yaml', ...paths], readings);
  const reading = together(staged, content, paths);
  refuseHarm(reading, paths);
  const { problems } = await checkContent(reading, {
    ...environment,
    site,
    contentDir: folder,
    // What a check learns of pictures is kept by their folder, and this one is gone soon.
    cacheDir: join(folder, '.cache'),
    publicDir: join(environment.root, 'public'),
  });
  // A run may bring nothing but redirects.
  const ofFiles = problems.filter(({ file }) => contentPath(folder, file) !== 'articles');
  return ofFiles.map(({ file, ...problem }) => ({ ...problem, path: contentPath(folder, file) }));
}

/** @throws {CommandError} when a file that is there would have a mistake with the new ones beside it. */
function refuseHarm(reading: NewsroomReading, paths: string[]): void {
  const staged = new Set(paths);
  const [harm] = checkNewsroom(reading, factsOf(reading, environment.contentDir), site.timeZone).filter(
    ({ path }) => !staged.has(path),
  );
  if (!harm) return;
  const file = shown(join(environment.contentDir, harm.path));
  throw new CommandError(
    `With these stories, ${file} would have a mistake: ${harm.message} Nothing was imported.`,
  );
}

const nothing: TextFacts['references'] = { links: [], stories: [], pictures: [] };

/** The newsroom with the staged files. Of what was there, only what the staged files meet is looked at again. */
function together(
  staged: NewsroomReading,
  { newsroom, texts }: CheckedContent,
  paths: string[],
): NewsroomReading {
  const { authors, series, redirects } = staged.newsroom;
  const there = listContent(environment.contentDir).paths;
  // Their pictures were looked at, and lie elsewhere.
  const articles = newsroom.articles.map((entry) =>
    entry.data.image ? { ...entry, data: { ...entry.data, image: undefined } } : entry,
  );
  const known = new Map([...newsroom.authors].map(([id, { image: _, ...author }]) => [id, author]));
  const headings = [...texts].map(([path, text]) => [path, { ...text, references: nothing }] as const);
  return {
    ...staged,
    texts: new Map([...headings, ...staged.texts]),
    newsroom: {
      ...newsroom,
      articles: [...articles, ...staged.newsroom.articles],
      authors: new Map([...known, ...authors]),
      series: new Map([...newsroom.series, ...series]),
      redirects: paths.includes('redirects.yaml') ? redirects : newsroom.redirects,
    },
    files: new Set([...there, ...paths]),
  };
}

async function readStaged(
  contentDir: string,
  paths: string[],
  progress: Progress,
): Promise<Map<string, ReadFile>> {
  const { base } = environment;
  const { timeZone, articleCode } = site;
  const settings = { contentDir, timeZone, base, articleCode };
  const cacheFile = join(environment.cacheDir, 'content.sqlite');
  const paper = textsOf({ ...environment, timeZone, articleCode });
  const files = paths.map((path) => ({ path }));
  const readings = new Map<string, ReadFile>();
  const done = (found: FileFound[]) => {
    for (const { path, digest, facts } of found) {
      readings.set(path, { digest, reading: JSON.parse(facts!) as FileReading });
    }
    progress(readings.size, files.length);
  };
  if (files.length < manyFiles) {
    const { readFiles } = await import('../../content/file-reading.ts');
    const cache = openContentCache(cacheFile, paper);
    done(readFiles(files, settings, cache));
    cache.close();
    return readings;
  }
  const { startReaders } = await import('../../content/read-in-parallel.ts');
  const readers = startReaders({ settings, cacheFile, paper });
  try {
    await readers.read(files, done);
  } finally {
    await readers.close();
  }
  return readings;
}

/** The content path of a file that is named from the folder the command runs in. */
function contentPath(folder: string, file: string): string {
  return resolve(file)
    .slice(folder.length + 1)
    .replaceAll(sep, '/');
}
