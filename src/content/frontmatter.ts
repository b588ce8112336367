import { isAlias, isMap, isNode, isScalar, isSeq, parseDocument, type Node } from 'yaml';
import { cutFrontmatter, type CutFile } from '../lib/frontmatter.ts';
import { placeAt, type KeyPath, type Mistake, type Place } from './mistake.ts';
import { readSimpleYaml } from './simple-yaml.ts';
import { explainSyntaxError } from './yaml-words.ts';

/** YAML as an editor wrote it. */
interface YamlContent {
  /**
   * Strings, lists and mappings only: `007` and `true` stay the text they are. Keys without a value are left
   * out. Not to be trusted while there are `mistakes`.
   */
  data: unknown;
  mistakes: Mistake[];
  /** Where a value stands, or its key; for a key that is not there, where its mapping is named. */
  placeOf(at: KeyPath, what?: 'value' | 'key'): Place;
  /** Whether the key is in the file, with or without a value. */
  isWritten(at: KeyPath): boolean;
}

/** Cuts a file at its `---` lines, or says what is wrong with them. */
export function splitFrontmatter(text: string): CutFile | Mistake {
  return cutFrontmatter(text) ?? { line: 1, column: 1, message: uncutMessage(text) };
}

function uncutMessage(text: string): string {
  if (/^---[ \t]*\r(?!\n)/.test(text)) {
    return 'The lines of this file end as on a Mac of the 1990s (CR alone); expected LF or CRLF. Save it again with other line ends.';
  }
  if (/^---[ \t]*(?:\r?\n|$)/.test(text)) {
    return 'The frontmatter that "---" opens is never closed; expected a second line "---" between the keys and the text.';
  }
  return /^\s+---[ \t]*\r?\n/.test(text)
    ? 'Something stands before the opening "---"; expected it on line 1. Delete the blank lines and spaces before it.'
    : 'The file has no frontmatter; expected "---" on line 1, then keys such as "title: …", then "---" again.';
}

/**
 * Parses YAML of which every scalar is text. Aliases, tags and keys written twice are mistakes.
 * @param firstLine line of the file on which `source` begins, from 1
 */
export function parseYaml(source: string, firstLine = 1): YamlContent {
  const data = readSimpleYaml(source);
  if (data === undefined) return parseAnyYaml(source, firstLine);
  let any: YamlContent | undefined;
  // Places are asked for where there is a mistake, which is rare.
  const withPlaces = () => (any ??= parseAnyYaml(source, firstLine));
  return {
    data,
    mistakes: [],
    placeOf: (at, what) => withPlaces().placeOf(at, what),
    isWritten: (at) => withPlaces().isWritten(at),
  };
}

function parseAnyYaml(source: string, firstLine: number): YamlContent {
  const document = parseDocument(source, { schema: 'failsafe', uniqueKeys: false, prettyErrors: false });
  const place = (offset: number): Place => {
    const { line, column } = placeAt(source, offset);
    return { line: line + firstLine - 1, column };
  };
  const mistakes: Mistake[] = [];
  const report = (offset: number, message: string) => mistakes.push({ ...place(offset), message });

  // The errors after the first are nearly always its consequences.
  const [error] = document.errors;
  if (error) report(...explainSyntaxError(error, document, source));
  const data = error ? undefined : plainValue(document.contents, source, report);

  const find = (at: KeyPath) => findNode(document.contents, at);
  return {
    data,
    mistakes,
    placeOf(at, what = 'value') {
      const { key, value } = find(at);
      if (at.length === 0) return { line: 1, column: 1 };
      const offset = what === 'value' && value && !isEmpty(value) ? start(value) : key && start(key);
      return offset === undefined ? { line: 1, column: 1 } : place(offset);
    },
    isWritten: (at) => find(at).found,
  };
}

type Report = (offset: number, message: string) => void;

/** A node as plain data: strings, arrays and objects; `undefined` for what is empty. */
function plainValue(node: unknown, source: string, report: Report): unknown {
  if (!isNode(node) || isEmpty(node)) return undefined;
  if (isAlias(node)) {
    report(start(node), 'A value that begins with "*" must be in quotes.');
    return undefined;
  }
  const mark = node.tag ? '!' : node.anchor ? '&' : undefined;
  if (mark)
    report(source.lastIndexOf(mark, start(node)), `A value that begins with "${mark}" must be in quotes.`);
  if (isScalar(node)) return printable(String(node.value)).trim();
  if (isSeq(node)) {
    return node.items.map((item) => {
      const value = plainValue(item, source, report);
      if (value === undefined && !isAlias(item)) {
        report(
          start(item as Node),
          'An empty entry in a list. Write its text after the hyphen, or delete it.',
        );
      }
      return value;
    });
  }
  if (!isMap(node)) return undefined;
  const seen = new Set<string>();
  const entries: [string, unknown][] = [];
  for (const { key, value } of node.items) {
    if (!isScalar(key)) {
      report(start(key as Node), 'A list or mapping stands where a key is expected, such as "title".');
      continue;
    }
    const name = String(key.value);
    if (seen.has(name)) {
      report(start(key), `The key "${name}" is written twice; expected it once. Delete one of the two.`);
    }
    seen.add(name);
    const plain = plainValue(value, source, report);
    if (plain !== undefined) entries.push([name, plain]);
    // A key without a value is as good as absent, but for an old address, which would go unanswered.
    else if (name.startsWith('/')) {
      report(
        start(key),
        `"${name}" leads nowhere. Write its new address after the colon, or delete the line.`,
      );
    }
  }
  return Object.fromEntries(entries);
}

/** A text without what no page, feed or address can hold: control characters and halves of characters. */
function printable(text: string): string {
  return text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g, '').toWellFormed();
}

/** The node at a path and the key that names it, or the innermost key that is there. */
function findNode(root: unknown, at: KeyPath): { key?: Node; value?: Node; found: boolean } {
  let [node, key] = [root, undefined as Node | undefined];
  for (const [depth, step] of at.entries()) {
    if (isMap(node)) {
      const pair = node.items.findLast(({ key }) => isScalar(key) && key.value === step);
      if (!pair) return { key, found: false };
      key = pair.key as Node;
      node = pair.value;
    } else if (isSeq(node) && node.items[Number(step)]) {
      key = node = node.items[Number(step)] as Node;
    } else {
      return { key, found: false };
    }
    if (!isNode(node)) return { key, found: depth === at.length - 1 };
  }
  return { key, value: isNode(node) ? node : undefined, found: true };
}

const start = (node: Node): number => node.range?.[0] ?? 0;
const isEmpty = (node: Node): boolean => isScalar(node) && printable(String(node.value)).trim() === '';
