import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment } from '../../environment.ts';
import type { Progress } from '../../lib/progress.ts';
import { CommandError, count, UsageError } from '../command.ts';
import { shown } from '../file-changes.ts';
import { Prompts } from '../prompts.ts';
import { readPaper } from '../read-paper.ts';
import { findCopies } from './find-copies.ts';
import { fileReports, refusals, summary, type ReportPaths } from './import-report.ts';
import { importStories } from './import-stories.ts';
import { readSectionWish, sectionChooser } from './sections.ts';

/** The words of a call, as they were typed. */
interface ImportCall {
  /** Absolute paths of files and folders. */
  paths: string[];
  section?: string[];
  isDraft: boolean;
  site?: string;
  permalink?: string;
  credit?: string;
  timeZone?: string;
}

/** Up to this number of files, all that is told of each is printed; of more it is written to a file. */
const filesPrinted = 20;

/**
 * Imports what a call names, and prints what became of it.
 * @returns whether nothing was refused
 * @throws {UsageError} when the call cannot be understood
 * @throws {CommandError} when nothing can be imported
 */
export async function runImport(call: ImportCall): Promise<boolean> {
  const { isDraft, credit, permalink } = call;
  const site = originOf(call.site);
  checkPermalink(permalink);
  checkZone(call.timeZone);
  if (call.paths.length === 0) {
    throw new UsageError('Nothing is named to be imported; expected npm run import -- file-or-folder...');
  }
  const missing = call.paths.find((path) => !existsSync(path));
  if (missing !== undefined) throw new UsageError(`There is no file or folder ${shown(missing)}.`);
  const { files, passedOver } = findCopies(call.paths);
  if (files.length === 0) {
    throw new CommandError(
      `There is no story in ${call.paths.map(shown).join(', ')}; expected files that end in .txt, .md or .mdx.`,
    );
  }
  const content = await readPaper();
  const { problems, newsroom } = content;
  if (problems.length > 0) {
    throw new CommandError(
      `The paper has ${count(problems.length, 'mistake')}, so an import could not be checked. Nothing was imported; ` +
        '`npm run check` tells what to mend first.',
    );
  }
  const wish = readSectionWish(call.section, newsroom.sections);
  const chooser = sectionChooser(wish, new Prompts());
  const outcome = await importStories(
    { files, isDraft, site, permalink, credit, oldZone: call.timeZone },
    content,
    chooser,
    (step) => progressLine(step),
  );

  const paths: ReportPaths = {
    source: shown,
    story: (path) => shown(join(environment.contentDir, path)),
  };
  const isPrinted = files.length <= filesPrinted;
  const whole = `${fileReports(outcome, paths, true).join('\n\n')}\n`;
  const printed = isPrinted ? `${fileReports(outcome, paths, false).join('\n\n')}\n` : '';
  if (isPrinted) process.stdout.write(printed);
  if (printed !== whole) {
    const report = join(environment.cacheDir, 'import-report.txt');
    mkdirSync(environment.cacheDir, { recursive: true });
    writeFileSync(report, whole);
    const refused = isPrinted ? [] : refusals(outcome, paths);
    if (refused.length > 0) console.log(`${refused.join('\n')}\n`);
    console.log(`${isPrinted ? '\n' : ''}What became of each file: ${shown(report)}`);
  }
  console.log(['', ...summary(outcome, isPrinted ? undefined : paths)].join('\n'));
  if (passedOver.size > 0) {
    const others = [...passedOver].map(([ending, number]) => `${number} × ${ending}`).join(', ');
    console.log(`Passed over, as no stories: ${others}.`);
  }
  const imported = outcome.files.filter(({ result }) => result.is === 'imported');
  if (imported.some(({ notes }) => notes.some(({ kind }) => kind === 'guessed' || kind === 'left'))) {
    console.log(
      'Search the new files for “by the import”: there it was guessed, or something is left to you.',
    );
  }
  return outcome.files.every(({ result }) => result.is !== 'refused');
}

/** Shows how far a step is, on a terminal only. */
function progressLine(step: string): Progress {
  if (!process.stdout.isTTY) return () => {};
  return (done, total) => {
    if (total < 100 || (done % 50 !== 0 && done !== total)) return;
    process.stdout.write(done === total ? '\r\u001B[K' : `\r\u001B[K${step}: ${done} of ${total}`);
  };
}

function originOf(site: string | undefined): string | undefined {
  if (site === undefined) return undefined;
  if (URL.canParse(site) && /^https?:$/.test(new URL(site).protocol)) return new URL(site).origin;
  throw new UsageError(
    `--site is “${site}”; expected the address of the old site, such as https://old.example.`,
  );
}

function checkPermalink(pattern: string | undefined): void {
  if (pattern === undefined || /^\/.*:[a-z]/.test(pattern) || /^(?:date|pretty|none|ordinal)$/.test(pattern))
    return;
  throw new UsageError(
    `--permalink is “${pattern}”; expected a path with the names of its parts, such as /:year/:month/:title.html.`,
  );
}

function checkZone(zone: string | undefined): void {
  if (zone === undefined) return;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
  } catch {
    throw new UsageError(`--time-zone is “${zone}”; expected the name of a zone, such as Europe/Moscow.`);
  }
}
