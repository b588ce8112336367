import { basename, relative } from 'node:path';
import type { StoryProblem } from '../story/findings.ts';
import type { TriedFile } from './tried-file.ts';

/** What the bundler throws: errors of modules, or a single one. */
interface BundlerError {
  /** In colours, with a picture of the place. */
  message: string;
  /** `UNRESOLVED_IMPORT`, `MISSING_EXPORT`, `PARSE_ERROR`, `PLUGIN_ERROR`. */
  code?: string;
  /** Absolute path of the module it is in. */
  id?: string;
  /** The module that was asked for: as written, or its absolute path when it was found. */
  exporter?: string;
  loc?: { file?: string; line?: number; column?: number };
  errors?: BundlerError[];
}

/** Why one module cannot be bundled. */
interface Cause {
  /** Absolute path of the file that has to be mended, when it is known. */
  file?: string | undefined;
  /** Line in it, from 1. */
  line?: number | undefined;
  /** What is imported and is not there. */
  missing?: string | undefined;
  /** A name that is imported and not exported. */
  name?: string | undefined;
  /** The module that does not export it. */
  exporter?: string | undefined;
  /** The bundler's own words, in one line. */
  words: string;
}

/**
 * Why a story cannot be bundled, in an editor's words.
 * @param error what the bundler threw
 */
export function bundleFailures(error: unknown, story: TriedFile): StoryProblem[] {
  const causes = causesOf(error);
  const own = causes.filter(({ file }) => file === story.file);
  return (own.length > 0 ? own : causes).map((cause) => bundleFailure(cause, story));
}

/** Whether a failure to bundle is in the story itself, and not in what it imports. */
export const isBlamed = (error: unknown, file: string): boolean =>
  causesOf(error).some((cause) => cause.file === file);

function causesOf(error: unknown): Cause[] {
  const thrown = error as BundlerError;
  return (thrown.errors?.length ? thrown.errors : [thrown]).map(causeOf);
}

function causeOf({ message, code, id, exporter, loc }: BundlerError): Cause {
  const text = message.replace(/\x1b\[[\d;]*m/g, '');
  const [, missing, importer] = /failed to resolve import "([^"]+)" from "([^"]+)"/.exec(text) ?? [];
  const [, file, line] = /\[ (\/?[^\n]+?):(\d+):\d+ \]/.exec(text) ?? [];
  const [, reason] = /\nCaused by:\n\s*([^\n]+)/.exec(text) ?? [];
  return {
    file: importer ?? id ?? loc?.file ?? file,
    line: loc?.line ?? (line === undefined ? undefined : Number(line)),
    missing: missing ?? (code === 'UNRESOLVED_IMPORT' ? exporter : undefined),
    name: code === 'MISSING_EXPORT' ? /"([^"]+)" is not exported/.exec(text)?.[1] : undefined,
    exporter,
    words: firstLine(reason ?? text),
  };
}

function bundleFailure(
  { file, line, missing, name, exporter, words }: Cause,
  story: TriedFile,
): StoryProblem {
  const isOwn = file === story.file;
  const of = file === undefined || isOwn ? '' : ` in ${relative('', file)}`;
  if (missing !== undefined) {
    const advice = /^[./]/.test(missing)
      ? 'There is no such file: correct the path, or put the file there.'
      : `There is no such package: correct its name, or install it with npm install ${packageOf(missing)}.`;
    return { ...placeOf(story, isOwn ? missing : ''), message: `“${missing}” is imported${of}. ${advice}` };
  }
  if (name !== undefined) {
    const message = `“${name}” is imported${of} from ${basename(exporter!)}, which does not export it. Correct the name, or export it there.`;
    return { ...placeOf(story, isOwn ? name : ''), message };
  }
  const where = of && `${of}${line === undefined ? '' : `, line ${line},`}`;
  return {
    ...placeOf(story),
    message: `The code of this story${where} cannot be read: ${words}. Correct it.`,
  };
}

/**
 * Why a story's code fails when it runs, in an editor's words.
 * @param error what it threw; its stack tells places in the files that were bundled
 */
export function runFailure(error: unknown, story: TriedFile): StoryProblem {
  const thrown = error instanceof Error ? error : undefined;
  const words = firstLine(thrown ? `${thrown.name}: ${thrown.message}` : String(error));
  const places = [...(thrown?.stack ?? '').matchAll(/(?:file:\/\/)?(\/[^():\n]+):(\d+):(\d+)\)?$/gm)];
  const [, , line, column] = places.find(([, file]) => file === story.file) ?? [];
  const place = line === undefined ? placeOf(story) : { line: Number(line), column: Number(column) };
  return { ...place, message: `The code of this story fails when it runs: ${words}. Correct it.` };
}

/** What is said of a story whose code took the process with it that ran it. */
export const endlessCode = (story: TriedFile): StoryProblem => ({
  ...placeOf(story),
  message:
    'The code of this story never ends, needs more than half a gigabyte of memory, or ends the program. ' +
    'Look for a loop, and for a file that it imports and that imports it.',
});

/** The first line of what a program says, without its kind and its full stop. */
const firstLine = (text: string) =>
  text
    .replace(/^(?:Error: )?(?:\[[\w:-]+\] ?)?/, '')
    .split('\n', 1)[0]!
    .replace(/\.+$/, '');

/** Where a story imports something; where its code begins when that is not to be seen. */
function placeOf({ text }: TriedFile, imported = ''): { line: number; column: number } {
  const lines = text.split(/\r\n|\r|\n/);
  const isCode = (line: string) => /^(?:import|export)\b/.test(line) || line.includes('{');
  const named = imported
    ? lines.findIndex((line) => line.includes(imported) && /["',{]|\bimport\b/.test(line))
    : -1;
  if (named >= 0) return { line: named + 1, column: lines[named]!.indexOf(imported) + 1 };
  const body = lines.indexOf('---', 1) + 1;
  const first = lines.findIndex((line, index) => index >= body && isCode(line));
  return { line: Math.max(first, 0) + 1, column: 1 };
}

const packageOf = (specifier: string) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
