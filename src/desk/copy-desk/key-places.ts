import { placeAt, type KeyPath, type Place } from '../../content/mistake.ts';
import type { KeyPlace } from './remark.ts';

/**
 * Finds a key's value in YAML that is written as most is: keys at the start of lines, their own keys two spaces in,
 * lists on one line or one entry a line.
 * @param yaml with a line end before its first line
 * @returns the offset of the value in `yaml`; `undefined` where only a parser can tell.
 */
export function keyOffset(yaml: string, at: KeyPath): number | undefined {
  const [key, step, ...more] = at;
  if (typeof key !== 'string' || more.length > 0 || !/^\w+$/.test(key)) return undefined;
  const start = yaml.indexOf(`\n${key}:`);
  if (start === -1 || yaml.indexOf(`\n${key}:`, start + 1) !== -1) return undefined;
  const value = start + key.length + 2;
  if (step === undefined) return valueOffset(yaml, value);
  return typeof step === 'number' ? entryOffset(yaml, value, step) : subkeyOffset(yaml, value, step);
}

/** The place of a key's value in a file with frontmatter, by {@link keyOffset}. */
export function keyPlace(text: string, frontmatterEnd: number, at: KeyPath): Place | undefined {
  const offset = keyOffset(text.slice(0, frontmatterEnd), at);
  return offset === undefined ? undefined : placeAt(text, offset);
}

/**
 * The place of a remark on a key: of the words in its value that are meant, or of the value.
 * @param frontmatterEnd where the file's frontmatter ends; the whole of a YAML file
 * @param parsed asked where only a parser can tell
 */
export function placeOfKey(
  text: string,
  frontmatterEnd: number,
  { at, phrase }: KeyPlace,
  parsed: (at: KeyPath) => Place,
): Place {
  const place = keyPlace(text, frontmatterEnd, at) ?? parsed(at);
  if (phrase === undefined) return place;
  const offset = text.indexOf(phrase, offsetOf(text, place));
  // Where the words are written otherwise, with escaped signs or on two lines, the next such are another key's.
  if (offset === -1 || offset >= frontmatterEnd) return place;
  const found = placeAt(text, offset);
  return found.line > place.line + 3 ? place : found;
}

/** The offset of a place, the reverse of `placeAt`. */
export function offsetOf(text: string, { line, column }: Place): number {
  let start = 0;
  for (let at = 1; at < line; at++) {
    const end = text.indexOf('\n', start);
    if (end === -1) break;
    start = end + 1;
  }
  return start + column - 1;
}

/** The value on the line of its key; not one that a sign gives another meaning. */
function valueOffset(yaml: string, from: number): number | undefined {
  const [found, gap] = /^([ \t]+)[\p{L}\p{N}"'“‘„«¿¡(.]/u.exec(yaml.slice(from, from + 40)) ?? [];
  return found === undefined ? undefined : from + gap!.length;
}

function entryOffset(yaml: string, from: number, index: number): number | undefined {
  const end = lineEnd(yaml, from);
  const flow = /^([ \t]*\[[ \t]*)([^"'[\]{}#]*)\][ \t]*\r?$/.exec(yaml.slice(from, end));
  if (flow) {
    const entries = flow[2]!.split(',');
    if (!entries[index]?.trim()) return undefined;
    const before = entries.slice(0, index).join(',').length + (index > 0 ? 1 : 0);
    return from + flow[1]!.length + before + /^\s*/.exec(entries[index]!)![0].length;
  }
  if (yaml.slice(from, end).trim() !== '') return undefined;
  let line = end;
  for (let entry = 0; ; entry++) {
    const found = /^\n([ \t]*- +)[^\s#"'&*!|>%@`{[-][^\n]*/.exec(yaml.slice(line, lineEnd(yaml, line + 1)));
    if (!found || /:(?:\s|$)/.test(found[0])) return undefined;
    if (entry === index) return line + 1 + found[1]!.length;
    line += found[0].length;
  }
}

function subkeyOffset(yaml: string, from: number, key: string): number | undefined {
  let line = lineEnd(yaml, from);
  if (yaml.slice(from, line).trim() !== '') return undefined;
  const indent = /^\n( +)\w/.exec(yaml.slice(line, line + 40))?.[1];
  if (indent === undefined) return undefined;
  for (; ; line = lineEnd(yaml, line + 1)) {
    const found = yaml.slice(line + 1, lineEnd(yaml, line + 1));
    if (!found.startsWith(indent) || !/^\w/.test(found.slice(indent.length))) return undefined;
    if (found.startsWith(`${indent}${key}:`))
      return valueOffset(yaml, line + 1 + indent.length + key.length + 1);
  }
}

function lineEnd(yaml: string, from: number): number {
  const end = yaml.indexOf('\n', from);
  return end === -1 ? yaml.length : end;
}
