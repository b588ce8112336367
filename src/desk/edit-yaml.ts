import { isMap, isScalar, isSeq, parseDocument, type Node, type Pair, type Scalar, type YAMLMap } from 'yaml';
import type { KeyPath } from '../content/mistake.ts';

/** A value to be written: a text, a list of texts, or a group of keys. */
export type YamlValue = string | string[] | { [key: string]: string };

/**
 * Edits of YAML as text: what is not edited stays as it is, byte for byte, comments and line ends included. Each
 * takes and returns the source of a mapping: frontmatter without its `---` lines, or a file of YAML.
 */

/**
 * Sets a key of the mapping.
 * @param after the key below which a new one is put; by default it comes last
 * @throws {Error} when the source is no mapping of lines that begin with a key
 */
export function setKey(source: string, key: string, value: YamlValue, after?: string): string {
  const mapping = readMapping(source);
  const old = mapping && findPair(mapping, key)?.value;
  if (typeof value === 'string' && isScalar(old) && old.source !== '') return withText(source, old, value);
  return setLines(source, key, entryLines(key, value), after);
}

/** Takes a key and its value out, when it is there. */
export function removeKey(source: string, key: string): string {
  const mapping = readMapping(source);
  const pair = mapping && findPair(mapping, key);
  if (!pair) return source;
  const { start, end } = extentOf(source, pair);
  return source.slice(0, start) + source.slice(end);
}

/**
 * Puts another text in the place of one.
 * @param at the way to it: `['related', 0]`
 * @throws {Error} when there is no text
 */
export function replaceText(source: string, at: KeyPath, text: string): string {
  const node = parseDocument(source, { schema: 'failsafe' }).getIn(at, true);
  if (!isScalar(node)) throw new Error(`There is no text at ${at.join('.')}.`);
  const isFlow = at.some((_, depth) => isInBrackets(source, at.slice(0, depth)));
  return withText(source, node, text, isFlow);
}

/** Puts a text in the place of another one; a comment behind that stays. */
function withText(source: string, node: Scalar, text: string, isFlow = false): string {
  const [start, end] = node.range!;
  const old = source.slice(start, end);
  // A text on lines of its own ends with the end of its last line.
  const tail = /^[|>]/.test(old) ? (/\r?\n$/.exec(old)?.[0] ?? '') : '';
  const written = /^["']/.test(old) ? JSON.stringify(text) : yamlText(text, isFlow);
  return source.slice(0, start) + written + tail + source.slice(end);
}

/** Adds an entry to a list of groups of keys, below those that are there. The list is made when it is missing. */
export function addToList(source: string, key: string, entry: Record<string, string>): string {
  const mapping = readMapping(source);
  const list = mapping && findPair(mapping, key)?.value;
  const inBraces = Object.entries(entry).map(([name, text]) => `${name}: ${JSON.stringify(text)}`);
  if (isSeq(list) && list.flow) {
    const end = list.range![1] - 1;
    const before = source.slice(0, end).trimEnd();
    const comma = before.endsWith('[') || before.endsWith(',') ? '' : ',';
    const space = before.endsWith('[') ? '' : ' ';
    return `${before}${comma}${space}{ ${inBraces.join(', ')} }${source.slice(end)}`;
  }
  const entryAt = (indent: string) =>
    Object.entries(entry)
      .map(([name, text], index) => `${indent}${index === 0 ? '- ' : '  '}${name}: ${yamlText(text)}\n`)
      .join('');
  if (isSeq(list) && list.items.length > 0) {
    const first = start(list.items[0] as Node);
    const line = source.slice(source.lastIndexOf('\n', first - 1) + 1, first);
    const end = lineEnd(source, lastOf(list));
    return splice(source, end, end, entryAt(line.slice(0, line.lastIndexOf('-'))));
  }
  return setLines(source, key, `${key}:\n${entryAt('  ')}`);
}

/** A text as YAML, in quotation marks where it would be read otherwise without. */
export function yamlText(text: string, isFlow = false): string {
  const isPlain =
    /^[\p{L}\p{N}(“‘„«/][^\p{Cc}]*$/u.test(text) &&
    !/: |:$| #|\s$/.test(text) &&
    !(isFlow && /[[\]{},]/.test(text));
  return isPlain ? text : JSON.stringify(text);
}

function entryLines(key: string, value: YamlValue): string {
  const name = /^[\w/][^\s:#]*$/u.test(key) ? key : JSON.stringify(key);
  if (typeof value === 'string') return `${name}: ${yamlText(value)}\n`;
  if (Array.isArray(value)) return `${name}: [${value.map((text) => yamlText(text, true)).join(', ')}]\n`;
  const lines = Object.entries(value).map(([inner, text]) => `  ${inner}: ${yamlText(text)}\n`);
  return `${name}:\n${lines.join('')}`;
}

/** Whether a source is one that can be edited here. */
export function isEditable(source: string): boolean {
  try {
    readMapping(source);
    return true;
  } catch {
    return false;
  }
}

/** Puts lines in the place of a key, or below another one, or at the end. */
function setLines(source: string, key: string, lines: string, after?: string): string {
  const mapping = readMapping(source);
  const pair = mapping && findPair(mapping, key);
  if (pair) {
    const { start, end } = extentOf(source, pair);
    return splice(source, start, end, lines);
  }
  const above = after === undefined ? undefined : mapping && findPair(mapping, after);
  const place = above ? extentOf(source, above).end : source.length;
  return splice(source, place, place, lines);
}

/** The mapping of a source; `undefined` when it holds nothing but comments. */
function readMapping(source: string): YAMLMap | undefined {
  const { contents, errors } = parseDocument(source, { schema: 'failsafe', uniqueKeys: false });
  if (errors.length === 0 && contents === null) return undefined;
  if (errors.length === 0 && isScalar(contents) && contents.value === '') return undefined;
  if (errors.length > 0 || !isMap(contents) || contents.flow) {
    throw new Error(
      'This YAML cannot be edited by a program; expected lines that begin with a key: “title: …”.',
    );
  }
  return contents;
}

const findPair = (mapping: YAMLMap, key: string): Pair | undefined =>
  mapping.items.findLast((pair) => isScalar(pair.key) && pair.key.value === key);

/** The lines that a key and its value take. */
function extentOf(source: string, pair: Pair): { start: number; end: number } {
  const first = start(pair.key as Node);
  return { start: source.lastIndexOf('\n', first - 1) + 1, end: lineEnd(source, lastOf(pair)) };
}

/** Offset behind the last sign of what stands there, comments and empty lines after it left out. */
function lastOf(node: unknown): number {
  if (isMap(node) && !node.flow && node.items.length > 0) return lastOf(node.items.at(-1));
  if (isSeq(node) && !node.flow && node.items.length > 0) return lastOf(node.items.at(-1));
  if (typeof node === 'object' && node !== null && 'key' in node) {
    const { key, value } = node as Pair;
    return Math.max(endOf(key as Node), value === null ? 0 : lastOf(value));
  }
  return endOf(node as Node);
}

const start = (node: Node): number => node.range![0];
const endOf = (node: Node): number => node.range![1];

/** Offset behind the end of the line in which a value ends at `offset`. */
function lineEnd(source: string, offset: number): number {
  const last = source.slice(0, offset).trimEnd().length;
  const end = source.indexOf('\n', last);
  return end === -1 ? source.length : end + 1;
}

function isInBrackets(source: string, at: KeyPath): boolean {
  const node = parseDocument(source, { schema: 'failsafe' }).getIn(at, true);
  return (isSeq(node) || isMap(node)) && Boolean(node.flow);
}

/** Puts lines at the end of a source, with the line ends that it has. */
export const appendLines = (source: string, lines: string): string =>
  splice(source, source.length, source.length, lines);

/** Puts lines into a source, with the line ends that it has. */
function splice(source: string, start: number, end: number, lines: string): string {
  const before = source.slice(0, start);
  const newline = source.includes('\r\n') ? '\r\n' : '\n';
  const gap = before === '' || before.endsWith('\n') ? '' : newline;
  return before + gap + lines.replaceAll('\n', newline) + source.slice(end);
}
