import { count } from '../command.ts';
import { noteKinds, noteText, type Note } from './notes.ts';
import type { FileOutcome, ImportOutcome } from './import-stories.ts';

/** How paths are printed. */
export interface ReportPaths {
  /** A file that was read, by its absolute path. */
  source(file: string): string;
  /** A file of the paper, by its content path. */
  story(path: string): string;
}

const labels: Record<Note['kind'], string> = {
  mapped: 'mapped',
  mended: 'mended',
  guessed: 'guessed',
  left: 'left',
};

/** What became of each file, with all that was mapped, mended, guessed and left. */
export function fileReports({ files }: ImportOutcome, paths: ReportPaths): string[] {
  return files.map((outcome) => fileReport(outcome, paths));
}

function fileReport({ file, result, notes }: FileOutcome, paths: ReportPaths): string {
  const name = paths.source(file);
  if (result.is === 'refused') return refusal({ file, result }, paths);
  const [before, after] = {
    imported: () => [name, ` → ${paths.story((result as { path: string }).path)}`],
    known: () => [name, `: in the paper already, ${paths.story((result as { path: string }).path)}`],
    repeated: () => [name, `: the same story as ${paths.source((result as { as: string }).as)}`],
  }[result.is]() as [string, string];
  const lines = noteKinds.flatMap((kind) =>
    notes.filter((note) => note.kind === kind).map((note) => `  ${labels[kind].padEnd(8)} ${noteText(note)}`),
  );
  return [before + after, ...lines].join('\n');
}

/** `file:line:1: reason`, which editors and terminals make a link of. */
function refusal({ file, result }: Pick<FileOutcome, 'file' | 'result'>, paths: ReportPaths): string {
  if (result.is !== 'refused') throw new TypeError('This file was not refused.');
  return `${paths.source(file)}:${result.line}:1: ${result.message}`;
}

/** The files that were refused, a line each. */
export function refusals({ files }: ImportOutcome, paths: ReportPaths): string[] {
  return files.filter(({ result }) => result.is === 'refused').map((outcome) => refusal(outcome, paths));
}

/** How many of a kind of note a summary names; the rest is in the report. */
const notesNamed = 12;

/** Counts of a whole run, a line each. */
export function summary({ files, redirects, pictures, newFiles }: ImportOutcome): string[] {
  const number = (is: FileOutcome['result']['is']) => files.filter(({ result }) => result.is === is).length;
  const imported = number('imported');
  const [known, repeated, refused] = [number('known'), number('repeated'), number('refused')];
  const with_ = [
    ...(pictures > 0 ? [count(pictures, 'picture')] : []),
    ...(redirects > 0 ? [count(redirects, 'redirect')] : []),
    ...(newFiles.length > 0
      ? [count(newFiles.length, 'file of an author or series', 'files of authors and series')]
      : []),
  ];
  const lines = [
    `Imported ${count(imported, 'story', 'stories')}${with_.length > 0 ? `, with ${with_.join(', ')}` : ''}.`,
    ...(known > 0 ? [`${count(known, 'story is', 'stories are')} in the paper already.`] : []),
    ...(repeated > 0 ? [`${count(repeated, 'file holds', 'files hold')} the story of another one.`] : []),
    ...(refused > 0
      ? [
          `${count(refused, 'file was', 'files were')} refused; nothing of ${refused === 1 ? 'it' : 'them'} was written.`,
        ]
      : []),
  ];
  if (files.length === 1) return lines;
  for (const kind of noteKinds) lines.push(...counted(files, kind));
  return lines;
}

/** Each line of the report counts. */
function counted(files: FileOutcome[], kind: Note['kind']): string[] {
  const notes = files
    .filter(({ result }) => result.is !== 'refused')
    .flatMap((file) => file.notes.filter((note) => note.kind === kind));
  if (notes.length === 0) return [];
  const counts = [...Map.groupBy(notes, ({ what }) => what)].map(
    ([what, { length }]) => [what, length] as const,
  );
  const sorted = counts.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const row = (number: number, what: string) => `  ${String(number).padStart(6)} × ${what}`;
  const rest = sorted.slice(notesNamed);
  const others = rest.reduce((sum, [, number]) => sum + number, 0);
  return [
    `${labels[kind].charAt(0).toUpperCase()}${labels[kind].slice(1)}:`,
    ...sorted.slice(0, notesNamed).map(([what, number]) => row(number, what)),
    ...(rest.length > 0 ? [row(others, `something else, of ${count(rest.length, 'kind')}`)] : []),
  ];
}
