import { parse as parseToml, TomlDate, TomlError } from 'smol-toml';
import { parseDocument } from 'yaml';
import { explainSyntaxError } from '../../../content/yaml-words.ts';
import { Refusal } from '../notes.ts';

/** A file of another system, cut in two. */
export interface OldFile {
  /** What its frontmatter says; every scalar is text. */
  keys: OldKeys;
  /** The text below. */
  body: string;
  /** Line on which the text begins, from 1. */
  bodyLine: number;
}

/** Frontmatter of another system: texts, lists and groups of keys. */
export type OldKeys = { [key: string]: OldValue };
/** One value of it. */
export type OldValue = string | OldValue[] | OldKeys;

/**
 * Cuts a file of Hugo, Jekyll, Eleventy or Astro: YAML between lines `---`, TOML between lines `+++`, or JSON in
 * braces or between lines `---json` and `---`. A file that begins with none of these has no frontmatter.
 * @param text lines end in `\n`
 * @throws {Refusal} when the frontmatter cannot be read.
 */
export function readOldFile(text: string): OldFile {
  // Hugo passes over empty lines above it.
  const [opening = '', fence, language] =
    /^(?:[ \t]*\n)*(---|\+\+\+|;;;)[ \t]*([a-z]*)[ \t]*(?:\n|$)/i.exec(text) ?? [];
  if (fence === undefined)
    return /^\{\s*["}]/.test(text) ? jsonFile(text) : { keys: {}, body: text, bodyLine: 1 };
  const end = closingOf(text, fence, opening.length);
  const firstLine = lineOf(text, opening.length);
  if (!end) {
    throw new Refusal(
      opening.endsWith('\n') ? firstLine - 1 : firstLine,
      `The frontmatter that “${fence}” opens is never closed; expected a second line “${fence}” before the text.`,
    );
  }
  const keys = parse(text.slice(opening.length, end.index), languageOf(fence, language!), firstLine);
  return { keys, body: text.slice(end.after), bodyLine: lineOf(text, end.after) };
}

/** The line, from 1, on which a place of a text lies. */
const lineOf = (text: string, offset: number) => text.slice(0, offset).split('\n').length;

type Language = 'yaml' | 'toml' | 'json';

/**
 * Reads a file that holds keys and nothing else.
 * @param ending `.yaml`, `.yml`, `.toml` or `.json`
 * @throws {Refusal} when it cannot be read.
 */
export function readKeys(text: string, ending: string): OldKeys {
  try {
    return parse(text, languageOf('', ending.slice(1)), 1);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal(error.line, error.message.replace(/^The frontmatter/, 'The file'));
  }
}

function languageOf(fence: string, name: string): Language {
  if (name === '') return fence === '+++' ? 'toml' : fence === ';;;' ? 'json' : 'yaml';
  if (/^(?:yaml|yml|toml|json)$/i.test(name)) return name.toLowerCase().replace('yml', 'yaml') as Language;
  throw new Refusal(
    1,
    `The frontmatter is written in ${name}, which is a program and not read; expected YAML, TOML or JSON.`,
  );
}

function closingOf(text: string, fence: string, start: number): { index: number; after: number } | undefined {
  // YAML, and so Jekyll, has a second sign for its end.
  const signs = fence === '---' ? '(?:---|\\.\\.\\.)' : fence.replace(/[+]/g, '\\+');
  const closing = new RegExp(`^${signs}[ \\t]*(?:\\n|$(?![^]))`, 'gm');
  closing.lastIndex = start;
  const match = closing.exec(text);
  return match ? { index: match.index, after: match.index + match[0].length } : undefined;
}

/** Hugo's JSON: an object from the first line on, and the text below it. */
function jsonFile(text: string): OldFile {
  let depth = 0;
  for (const match of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}]/g)) {
    depth += match[0] === '{' ? 1 : match[0] === '}' ? -1 : 0;
    if (depth > 0) continue;
    const end = match.index + 1;
    const keys = parse(text.slice(0, end), 'json', 1);
    const body = text.slice(end).replace(/^[ \t]*\n?/, '');
    return { keys, body, bodyLine: lineOf(text, text.length - body.length) };
  }
  throw new Refusal(
    1,
    'The frontmatter that “{” opens is never closed; expected a matching “}” before the text.',
  );
}

/** @param firstLine line of the file on which the source begins */
function parse(source: string, language: Language, firstLine: number): OldKeys {
  const read = { yaml: parseYaml, toml: parseTomlKeys, json: parseJson }[language](source, firstLine);
  const keys = plain(read);
  if (typeof keys === 'object' && !Array.isArray(keys)) return keys;
  if (keys === '' || keys === undefined) return {};
  throw new Refusal(firstLine, 'The frontmatter holds no keys; expected lines such as “title: …”.');
}

function parseYaml(source: string, firstLine: number): unknown {
  // Of keys that are written twice the old systems took the last; times and numbers stay the text they are.
  const document = parseDocument(source, {
    schema: 'failsafe',
    uniqueKeys: false,
    merge: true,
    prettyErrors: false,
    // A template that was never filled in, {{ date }}, is a key of no name.
    logLevel: 'error',
  });
  const [error] = document.errors;
  if (error) {
    const [offset, why] = explainSyntaxError(error, document, source);
    throw unreadable('YAML', why, firstLine + lineAt(source, offset));
  }
  try {
    return document.toJS() as unknown;
  } catch (error) {
    throw unreadable('YAML', (error as Error).message, firstLine);
  }
}

function parseTomlKeys(source: string, firstLine: number): unknown {
  try {
    return parseToml(source);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [message = ''] = error.message.split('\n');
    throw unreadable('TOML', message.replace(/^Invalid TOML document: /, ''), firstLine + error.line - 1);
  }
}

/** Every JSON is YAML, whose parser says where it fails. */
function parseJson(source: string, firstLine: number): unknown {
  const document = parseDocument(source, { schema: 'json', prettyErrors: false, logLevel: 'error' });
  const [error] = document.errors;
  if (error) throw unreadable('JSON', error.message, firstLine + lineAt(source, error.pos[0]));
  return document.toJS() as unknown;
}

const unreadable = (language: string, why: string, line: number) =>
  new Refusal(
    line,
    `The frontmatter is no sound ${language}. ${why.trim().replace(/\.?$/, '.')} Mend it there.`,
  );

const lineAt = (source: string, offset: number) => source.trimEnd().slice(0, offset).split('\n').length - 1;

/** A parsed value with every scalar as text; `undefined` for what is empty. */
function plain(value: unknown): OldValue | undefined {
  if (value === null || value === undefined) return undefined;
  if (value instanceof TomlDate) return value.toISOString();
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(plain).filter((entry) => entry !== undefined);
  if (typeof value === 'object') {
    const entries = Object.entries(value).map(([key, entry]) => [key, plain(entry)] as const);
    return Object.fromEntries(entries.filter((entry): entry is [string, OldValue] => entry[1] !== undefined));
  }
  const text = String(value).trim();
  return /^(?:|~|null)$/i.test(text) ? undefined : text;
}
