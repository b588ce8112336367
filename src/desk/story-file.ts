import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inFile } from '../content/content-files.ts';
import { interpret } from '../content/content-kinds.ts';
import { environment } from '../environment.ts';
import { dayInZone, parseMoment } from '../lib/time.ts';
import { isDraft } from '../model/interpret-article.ts';
import type { ArticleEntry } from '../model/newsroom.ts';
import { formatProblem } from '../model/problem.ts';
import { site } from '../site.config.ts';
import { CommandError } from './command.ts';
import { editFrontmatter } from './edit-frontmatter.ts';
import type { FileChange } from './file-changes.ts';

/** Absolute path of a file of the content folder, by its content path. */
export const contentFile = (path: string): string => join(environment.contentDir, path);

/** The text of a file of the content folder, its byte-order mark included. */
export const readContentFile = (path: string): string => readFileSync(contentFile(path), 'utf8');

/**
 * A change of a story's frontmatter.
 * @param edit takes and returns the lines between its `---`
 * @throws {CommandError} when the story would have mistakes
 */
export function frontmatterChange(entry: ArticleEntry, edit: (yaml: string) => string): FileChange {
  const before = readContentFile(entry.path);
  const after = editFrontmatter(before, edit);
  refuseMistakes(entry.path, after);
  return { file: contentFile(entry.path), before, after };
}

/**
 * Makes sure that a story's file is as sound as it was.
 * @param path content path that it will have
 * @throws {CommandError} with its mistakes
 */
export function refuseMistakes(path: string, text: string): void {
  const { mistakes } = interpret('articles', path, text.replace(/^\uFEFF/, ''), site.timeZone);
  if (mistakes.length === 0) return;
  const told = inFile(environment.contentDir, path, mistakes).map(formatProblem);
  throw new CommandError(['Nothing was changed: the story would have mistakes.', ...told].join('\n'));
}

/** Why readers do not see a story yet; `undefined` when it is out. */
export function heldBecause(entry: ArticleEntry): string | undefined {
  if (isDraft(entry)) return 'it is a draft';
  const published = parseMoment(entry.data.pubDate, site.timeZone)!;
  if (published <= environment.now) return undefined;
  return `it comes out on ${dayInZone(published, site.timeZone)}`;
}

/** Whether readers find a story at its address: it is out, and was not taken back. */
export const isOut = (entry: ArticleEntry): boolean =>
  entry.data.withdrawn === undefined && heldBecause(entry) === undefined;
