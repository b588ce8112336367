import { glob, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createIndex, type NewFileResponse, type PagefindIndex } from 'pagefind';
import type { Progress } from '../lib/progress.ts';
import { site } from '../site.config.ts';

/** Language whose word forms the index knows ("attack" finds "attacks"): all stories share one index. */
export const searchLanguage = new Intl.Locale(site.language).language;

/** Where the index lies, below the site's root. */
export const searchFolder = 'pagefind';

/** What the browser loads of the files that Pagefind writes; its engine is in the site's own bundle. */
const indexFiles = /^(pagefind-entry\.json|.*\.pf_meta|index|fragment|filter)$/;

/** Pages handed to Pagefind before its answers are awaited. */
const pagesAtOnce = 64;

/**
 * Indexes the built pages that carry `data-pagefind-body` and writes the index to `<siteDir>/pagefind/`,
 * in place of one that was there. The same pages make the same bytes on every machine.
 * @param report told how many of the built pages are done.
 * @throws {Error} when a page or the index cannot be read, made or written.
 */
export async function writeSearchIndex(siteDir: string, report: Progress): Promise<void> {
  const outputPath = join(siteDir, searchFolder);
  const index = await createSearchIndex();
  // One by one in a fixed order: Pagefind's own walk numbers pages as the file system happens to list them.
  const pages = (await Array.fromAsync(glob('**/*.html', { cwd: siteDir }))).sort();
  let answers: Promise<NewFileResponse>[] = [];
  for (const [place, page] of pages.entries()) {
    const content = await readFile(join(siteDir, page), 'utf8');
    if (content.includes('data-pagefind-body')) {
      answers.push(index.addHTMLFile({ sourcePath: page, content }));
    }
    if (answers.length === pagesAtOnce || place === pages.length - 1) {
      (await Promise.all(answers)).forEach(succeed);
      answers = [];
      report(place + 1, pages.length);
    }
  }
  await rm(outputPath, { recursive: true, force: true });
  succeed(await index.writeFiles({ outputPath }));
  await index.deleteIndex();
  for (const name of await readdir(outputPath)) {
    if (!indexFiles.test(name)) await rm(join(outputPath, name), { recursive: true });
  }
}

/** An empty index in Pagefind's service, which ends with this process. */
export async function createSearchIndex(): Promise<PagefindIndex> {
  // A search loads a chunk for each of its words: a fifth of Pagefind's own size is some 6 KB.
  process.env.PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE = '4000';
  const { index } = succeed(await createIndex({ forceLanguage: searchLanguage }));
  if (!index) throw new Error('Pagefind made no index and told no error.');
  return index;
}

/** @throws {Error} with Pagefind's own messages. */
export function succeed<T extends { errors: string[] }>(response: T): T {
  if (response.errors.length > 0) {
    throw new Error(`Pagefind could not index the site for search: ${response.errors.join('; ')}`);
  }
  return response;
}
