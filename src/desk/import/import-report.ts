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

/** Of more notes, or refusals, that say the same than the first number, the second is printed. */
const [equal, examples] = [10, 3];

/** The first entries of those that say the same, in their order, and for the others a line that counts them. */
function shortened<Entry>(
  entries: Entry[],
  says: (entry: Entry) => string,
  line: (entry: Entry) => string,
  others: (number: number, entry: Entry) => string,
): string[] {
  const groups = Map.groupBy(entries, says);
  const seen = new Map<string, number>();
  return entries.flatMap((entry) => {
    const index = seen.get(says(entry)) ?? 0;
    seen.set(says(entry), index + 1);
    const { length } = groups.get(says(entry))!;
    if (length <= equal || index < examples) return line(entry);
    return index === examples ? others(length - examples, entry) : [];
  });
}

/**
 * What became of each file, with what was mapped, mended, guessed and left.
 * @param isWhole whether all is told, however much of it says the same
 */
export function fileReports({ files }: ImportOutcome, paths: ReportPaths, isWhole: boolean): string[] {
  return files.map((outcome) => fileReport(outcome, paths, isWhole));
}

function fileReport({ file, result, notes }: FileOutcome, paths: ReportPaths, isWhole: boolean): string {
  const name = paths.source(file);
  if (result.is === 'refused') return refusal({ file, result }, paths);
  const [before, after] = {
    imported: () => [name, ` → ${paths.story((result as { path: string }).path)}`],
    known: () => [name, `: in the paper already, ${paths.story((result as { path: string }).path)}`],
    repeated: () => [name, `: the same story as ${paths.source((result as { as: string }).as)}`],
  }[result.is]() as [string, string];
  const lines = noteKinds.flatMap((kind) => {
    const ofKind = notes.filter((note) => note.kind === kind);
    const row = (text: string) => `  ${kind.padEnd(8)} ${text}`;
    const line = (note: Note) => row(noteText(note));
    if (isWhole) return ofKind.map(line);
    const others = (number: number, { what }: Note) => row(`${number.toLocaleString('en')} more: ${what}`);
    return shortened(ofKind, ({ what }) => what, line, others);
  });
  return [before + after, ...lines].join('\n');
}

/** `file:line:1: reason`, which editors and terminals make a link of. */
function refusal({ file, result }: Pick<FileOutcome, 'file' | 'result'>, paths: ReportPaths): string {
  if (result.is !== 'refused') throw new TypeError('This file was not refused.');
  return `${paths.source(file)}:${result.line}:1: ${result.message}`;
}

/** The files that were refused, a line each; of many for the same reason some, and their number. */
export function refusals({ files }: ImportOutcome, paths: ReportPaths): string[] {
  const refused = files.flatMap(({ file, result }) => (result.is === 'refused' ? [{ file, result }] : []));
  const others = (number: number, { result }: (typeof refused)[number]) =>
    `${count(number, 'file')} more: ${result.message}`;
  return shortened(
    refused,
    ({ result }) => result.message,
    (file) => refusal(file, paths),
    others,
  );
}

/** How many of a kind of note a summary names; the rest is in the report. */
const notesNamed = 12;

/**
 * Counts of a whole run, a line each.
 * @param paths for files in which something was guessed or left; absent when all of them were told of
 */
export function summary(
  { files, redirects, pictures, newFiles }: ImportOutcome,
  paths: ReportPaths | undefined,
): string[] {
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
  for (const kind of noteKinds) lines.push(...counted(files, kind, paths));
  return lines;
}

/** Each line of the report counts. */
function counted(files: FileOutcome[], kind: Note['kind'], paths: ReportPaths | undefined): string[] {
  const notes = files
    .filter(({ result }) => result.is !== 'refused')
    .flatMap(({ file, notes }) =>
      notes.filter((note) => note.kind === kind).map((note) => ({ ...note, file })),
    );
  if (notes.length === 0) return [];
  const groups = [...Map.groupBy(notes, ({ what }) => what)];
  const sorted = groups.sort(
    ([a, { length: one }], [b, { length: other }]) => other - one || (a < b ? -1 : 1),
  );
  const row = (number: number, what: string) => `  ${String(number).padStart(6)} × ${what}`;
  const rest = sorted.slice(notesNamed);
  const others = rest.reduce((sum, [, { length }]) => sum + length, 0);
  const places = (group: typeof notes) => {
    if (!paths || kind === 'mapped' || kind === 'mended') return '';
    const named = group.map(({ file, line }) => paths.source(file) + (line === undefined ? '' : `:${line}`));
    const first = [...new Set(named)].slice(0, examples);
    return `, ${first.length < named.length ? 'as in' : 'in'} ${first.join(', ')}`;
  };
  return [
    `${kind.charAt(0).toUpperCase()}${kind.slice(1)}:`,
    ...sorted.slice(0, notesNamed).map(([what, group]) => row(group.length, what + places(group))),
    ...(rest.length > 0 ? [row(others, `something else, of ${count(rest.length, 'kind')}`)] : []),
  ];
}
