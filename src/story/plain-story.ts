import type {
  AlignType,
  BlockContent,
  Heading,
  Paragraph,
  PhrasingContent,
  Root,
  RootContent,
  TableCell,
} from 'mdast';
import type { MdxJsxAttribute, MdxJsxFlowElement } from 'mdast-util-mdx';
import { cellProse, richProse } from './inline-prose.ts';
import { storyComponents } from './story-components.ts';

/**
 * Reads a story of which every block is plain: paragraphs, headings, lists of short entries, quotations, tables, and
 * story components with text for attributes, all of it at the first column, with {@link richProse} in it and empty
 * lines between the blocks. A Markdown parser takes ten times as long.
 * @param bodyOffset where the text below the frontmatter begins; `text` has no other lines before it
 * @returns the tree that the parser makes of the text, after `unravel`, with the lines and columns of the file;
 * `undefined` when there is anything else in it, or nothing at all.
 */
export function readPlainStory(text: string, bodyOffset: number, isMdx: boolean): Root | undefined {
  // The parser counts lines by other ends, too.
  if (text.includes('\r')) return undefined;
  let firstLine = 1;
  for (let end = text.indexOf('\n'); end !== -1 && end < bodyOffset; end = text.indexOf('\n', end + 1)) {
    firstLine++;
  }
  const reader = new PlainReader(text.slice(bodyOffset).split('\n'), firstLine, isMdx);
  const children = reader.blocks();
  if (!children || children.length === 0 || !reader.isDone) return undefined;
  const start = { line: 1, column: 1 };
  return { type: 'root', children, position: { start, end: start } };
}

/** An opening or self-closing tag with attributes in quotation marks; nothing in them is decoded. */
const tag = /^<([A-Z][A-Za-z]*)((?: [a-z]+="[^"&\p{Cc}\p{Cs}]*")*)(?: ?(\/))?>/u;
const attribute = / ([a-z]+)="([^"]*)"/g;

/** The number signs of a heading with a single space after them, and none at its end. */
const headingStart = /^#{1,6} (?=[^#]*$)/;

/** The second row of a table. */
const delimiters = /^\|(?: *:?-+:? *\|)+$/;

class PlainReader {
  readonly #lines: string[];
  readonly #firstLine: number;
  readonly #isMdx: boolean;
  #next = 0;

  constructor(lines: string[], firstLine: number, isMdx: boolean) {
    this.#lines = lines;
    this.#firstLine = firstLine;
    this.#isMdx = isMdx;
  }

  /** Whether all lines were read. */
  get isDone(): boolean {
    return this.#next >= this.#lines.length;
  }

  /** The blocks up to a line that closes the component they stand in, or up to the end. */
  blocks(closing?: string): BlockContent[] | undefined {
    const blocks: BlockContent[] = [];
    for (;;) {
      while (this.#next < this.#lines.length && this.#lines[this.#next] === '') this.#next++;
      const start = this.#next;
      const first = this.#lines[start];
      if (first === undefined || first === closing) return blocks;
      let end = start + 1;
      while (end < this.#lines.length && this.#lines[end] !== '') end++;
      this.#next = end;
      const block = this.#block(first, start, end);
      // Lists with nothing but empty lines between them are one.
      if (!block || (block.type === 'list' && blocks.at(-1)?.type === 'list')) return undefined;
      blocks.push(block);
    }
  }

  #block(first: string, start: number, end: number): BlockContent | undefined {
    switch (first[0]) {
      case '<':
        return end === start + 1 && this.#isMdx ? this.#component(first, start) : undefined;
      case '-':
        return this.#list(start, end);
      case '>':
        return this.#quotation(start, end);
      case '|':
        return this.#table(start, end);
      case '#':
        return end === start + 1 ? this.#heading(first, start) : undefined;
      case '1':
        return first.startsWith('1. ') ? this.#list(start, end) : this.#paragraph(start, end, 0);
      default:
        return this.#paragraph(start, end, 0);
    }
  }

  /** Lines that are one paragraph, each of them behind `indent` signs. */
  #paragraph(start: number, end: number, indent: number): Paragraph | undefined {
    let children: PhrasingContent[] = [];
    for (let index = start; index < end; index++) {
      const line = this.#lines[index]!;
      const nodes = richProse(line.slice(indent), { line: this.#line(index), column: indent + 1 });
      if (!nodes) return undefined;
      children = index === start ? nodes : joined(children, nodes);
    }
    const position = this.#position(start, end, indent + 1);
    return { type: 'paragraph', children, position };
  }

  #heading(line: string, start: number): Heading | undefined {
    const marks = headingStart.exec(line)?.[0];
    if (marks === undefined) return undefined;
    const at = { line: this.#line(start), column: marks.length + 1 };
    const children = richProse(line.slice(marks.length), at);
    const depth = (marks.length - 1) as Heading['depth'];
    return children && { type: 'heading', depth, children, position: this.#position(start, start + 1) };
  }

  /** With hyphens, or with numbers from 1. */
  #list(start: number, end: number): BlockContent | undefined {
    const ordered = this.#lines[start]!.startsWith('1');
    const items = [];
    for (let index = start; index < end; index++) {
      const mark = ordered ? `${index - start + 1}. ` : '- ';
      if (!this.#lines[index]!.startsWith(mark)) return undefined;
      const paragraph = this.#paragraph(index, index + 1, mark.length);
      if (!paragraph) return undefined;
      const position = this.#position(index, index + 1);
      items.push({
        ...({ type: 'listItem', spread: false, checked: null } as const),
        ...{ children: [paragraph], position },
      });
    }
    const position = this.#position(start, end);
    return { type: 'list', ordered, start: ordered ? 1 : null, spread: false, children: items, position };
  }

  #quotation(start: number, end: number): BlockContent | undefined {
    const children: Paragraph[] = [];
    for (let from = start, to = start; to <= end; to++) {
      const line = this.#lines[to];
      if (to < end && line !== '>') {
        if (!line!.startsWith('> ')) return undefined;
        continue;
      }
      // It begins and ends with words.
      const paragraph = to > from ? this.#paragraph(from, to, 2) : undefined;
      if (!paragraph) return undefined;
      children.push(paragraph);
      from = to + 1;
    }
    return { type: 'blockquote', children, position: this.#position(start, end) };
  }

  #table(start: number, end: number): BlockContent | undefined {
    const second = start + 1 < end ? this.#lines[start + 1]! : '';
    if (!delimiters.test(second)) return undefined;
    const align = second
      .slice(1, -1)
      .split('|')
      .map((cell): AlignType => alignOf(cell.trim()));
    const rows = [];
    for (let index = start; index < end; index++) {
      if (index === start + 1) continue;
      const cells = this.#cells(index);
      if (cells?.length !== align.length) return undefined;
      const position = this.#position(index, index + 1);
      rows.push({ type: 'tableRow' as const, children: cells, position });
    }
    return { type: 'table', align, children: rows, position: this.#position(start, end) };
  }

  #cells(index: number): TableCell[] | undefined {
    const line = this.#lines[index]!;
    if (line.length < 2 || !line.startsWith('|') || !line.endsWith('|')) return undefined;
    const cells: TableCell[] = [];
    let from = 1;
    for (const cell of line.slice(1, -1).split('|')) {
      const [, before, words] = /^( *)(.*?) *$/.exec(cell)!;
      const column = from + before!.length + 1;
      const children = words === '' ? [] : cellProse(words!, { line: this.#line(index), column });
      if (!children) return undefined;
      cells.push({ type: 'tableCell', children });
      from += cell.length + 1;
    }
    return cells;
  }

  #component(line: string, start: number): MdxJsxFlowElement | undefined {
    const found = tag.exec(line);
    if (!found || !Object.hasOwn(storyComponents, found[1]!)) return undefined;
    const [opening, name, written, slash] = found as unknown as [string, string, string, string | undefined];
    const attributes = this.#attributes(written, name.length + 2, start);
    const closing = `</${name}>`;
    let children: BlockContent[] | undefined = [];
    if (opening.length < line.length) {
      if (slash !== undefined || !line.endsWith(closing)) return undefined;
      const words = line.slice(opening.length, -closing.length);
      const at = { line: this.#line(start), column: opening.length + 1 };
      children = richProse(words, at) as BlockContent[] | undefined;
    } else if (slash === undefined) {
      children = this.blocks(closing);
      if (!children || children.length === 0 || this.isDone) return undefined;
      this.#next++;
      // What stands right below the closing tag may be in one paragraph with it.
      if (!this.isDone && this.#lines[this.#next] !== '') return undefined;
    }
    const position = this.#position(start, this.#next);
    return children && { type: 'mdxJsxFlowElement', name, attributes, children, position };
  }

  #attributes(written: string, column: number, start: number): MdxJsxAttribute[] {
    return Array.from(written.matchAll(attribute), ({ 0: source, 1: name, 2: value, index }) => {
      const line = this.#line(start);
      const [from, to] = [column + index + 1, column + index + source.length];
      const position = { start: { line, column: from }, end: { line, column: to } };
      return { type: 'mdxJsxAttribute', name: name!, value: value!, position } as MdxJsxAttribute;
    });
  }

  /** Number of a line in the file. */
  #line(index: number): number {
    return this.#firstLine + index;
  }

  #position(start: number, end: number, column = 1): RootContent['position'] {
    return {
      start: { line: this.#line(start), column },
      end: { line: this.#line(end - 1), column: this.#lines[end - 1]!.length + 1 },
    };
  }
}

/** What stands in two lines of a paragraph; text before and after the line end is one. */
function joined(before: PhrasingContent[], after: PhrasingContent[]): PhrasingContent[] {
  const [last, first] = [before.at(-1)!, after[0]!];
  let value = '\n';
  if (last.type === 'text') value = last.value + value;
  if (first.type === 'text') value += first.value;
  return [
    ...(last.type === 'text' ? before.slice(0, -1) : before),
    { type: 'text', value },
    ...(first.type === 'text' ? after.slice(1) : after),
  ];
}

function alignOf(delimiter: string): AlignType {
  if (delimiter.startsWith(':')) return delimiter.endsWith(':') ? 'center' : 'left';
  return delimiter.endsWith(':') ? 'right' : null;
}
