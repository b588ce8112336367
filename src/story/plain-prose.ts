import type { Heading, Nodes, Paragraph, PhrasingContent, Root, RootContent } from 'mdast';
import { inlineProse } from './inline-prose.ts';

/** A story's text in which paragraphs and headings of plain prose are shortened, line for line. */
export interface ShortText {
  text: string;
  /** What parsing `text` and {@link restore} would give, when there is nothing but plain prose. */
  tree?: Root;
  /**
   * Puts the words back into what was parsed of `text`. What else is in the tree has the line and column of the
   * story itself, and offsets in `text`.
   * @returns `false` when not all of them were found (a listing of code holds them): then the tree is none of
   * the story.
   */
  restore(tree: Root): boolean;
}

/** Stands for neighbours; a letter, as what it stands for begins with a letter or a quotation mark. */
const mark = 'x';

/** The number signs of a heading with a single space after them, and none at its end. */
const headingStart = /^#{1,6} (?=[^#]*$)/;

/** A line that was taken out. */
interface PlainLine {
  /** From 1. */
  line: number;
  /** Of a heading; 0 for a paragraph. */
  depth: number;
  children: PhrasingContent[];
  /** Signs in the line. */
  length: number;
}

/**
 * Most of a story is plain prose, and a Markdown parser reads it letter by letter, several times. This takes it
 * out, to be put back as it is. Neighbours are taken for one: where a paragraph stands at the first column below
 * an empty line, only such can follow below further empty lines. `undefined` when there is none.
 */
export function withoutProse(text: string): ShortText | undefined {
  // The parser counts lines by other ends, too.
  if (text.includes('\r')) return undefined;
  const lines = text.split('\n');
  const taken = new Map<number, PlainLine[]>();
  let neighbours: PlainLine[] | undefined;
  let isAllPlain = true;
  for (const [index, line] of lines.entries()) {
    if (line === '') continue;
    const alone = (lines[index - 1] ?? '') === '' && (lines[index + 1] ?? '') === '';
    const plain = alone ? plainLine(line, index + 1) : undefined;
    if (!plain) {
      neighbours = undefined;
      isAllPlain = false;
    } else if (neighbours) {
      neighbours.push(plain);
      lines[index] = '';
    } else {
      taken.set(index + 1, (neighbours = [plain]));
      lines[index] = mark;
    }
  }
  if (taken.size === 0) return undefined;
  return {
    text: lines.join('\n'),
    ...(isAllPlain && { tree: treeOf([...taken.values()].flat()) }),
    restore: (tree) => restoreIn(tree, taken) === taken.size,
  };
}

function plainLine(text: string, line: number): PlainLine | undefined {
  const start = headingStart.exec(text)?.[0] ?? '';
  const children = inlineProse(text.slice(start.length), { line, column: start.length + 1 });
  return children && { line, depth: start.trimEnd().length, children, length: text.length };
}

/** A story of these lines alone. */
function treeOf(lines: PlainLine[]): Root {
  const start = { line: 1, column: 1 };
  return { type: 'root', children: lines.map(blockOf), position: { start, end: start } };
}

/** Puts lines back below a node. Returns how many marks were found. */
function restoreIn(parent: Nodes, taken: ReadonlyMap<number, PlainLine[]>): number {
  if (!('children' in parent) || parent.type === 'paragraph') return 0;
  let restored = 0;
  const children: Nodes[] = [];
  for (const child of parent.children) {
    const lines = child.type === 'paragraph' && linesFor(child, taken);
    if (lines) {
      restored++;
      for (const line of lines) children.push(blockOf(line));
    } else {
      restored += restoreIn(child, taken);
      children.push(child);
    }
  }
  if (restored > 0) (parent as { children: Nodes[] }).children = children;
  return restored;
}

/** The lines that a paragraph stands for, if it does. */
function linesFor({ children, position }: Paragraph, taken: ReadonlyMap<number, PlainLine[]>) {
  const [first] = children;
  const isMark = children.length === 1 && first?.type === 'text' && first.value === mark;
  return isMark ? taken.get(position!.start.line) : undefined;
}

function blockOf({ line, depth, children, length }: PlainLine): RootContent {
  const position = { start: { line, column: 1 }, end: { line, column: length + 1 } };
  return depth > 0
    ? { type: 'heading', depth: depth as Heading['depth'], children, position }
    : { type: 'paragraph', children, position };
}
