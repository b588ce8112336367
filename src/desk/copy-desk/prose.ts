import {
  endOfBraces,
  endOfFence,
  endOfParagraph,
  endOfTag,
  followsBlank,
  isComment,
  isWithinWord,
} from './markdown-ends.ts';

/** A story's text as a copy editor reads it, sign for sign at its place in the file. */
export interface Prose {
  /**
   * As long as the file, with its lines. What readers do not see is blanked: frontmatter, tags, addresses, signs of
   * Markdown. What stands for words that are not known here, such as code, is {@link unknown}.
   */
  text: string;
  /** Paragraphs, headings, entries of lists: where each begins and ends in `text`. None is empty. */
  blocks: Span[];
  /** Addresses that links, players and credits lead to, as written. */
  links: (Span & { url: string })[];
  /** Opening tags of components. */
  tags: (Span & { name: string; source: string })[];
}

/** A part of a text. */
export interface Span {
  start: number;
  end: number;
}

/** Stands for words that are not known: inline code, a computed value, a web address. */
export const unknown = '\uFFFC';

/**
 * Reads the prose of a file.
 * @param bodyOffset where the text below the frontmatter begins
 * @param isMdx whether `{` and `<` have a meaning of their own
 */
export function proseOf(text: string, bodyOffset: number, isMdx: boolean): Prose {
  // MDX knows no code that is set in by spaces.
  const source = isMdx ? text : withoutIndentedCode(text, bodyOffset);
  return new ProseReader(source, bodyOffset).read(isMdx ? mdxSigns : markdownSigns);
}

/** Signs at the beginning of a line, each with what belongs to it in any case. */
const lineSigns = [
  // In a quotation or an entry, or out of these.
  '^(?:[ \\t]|>|[-*+][ \\t]|\\d{1,9}[.)][ \\t])*(?:`{3,}|~{3,})',
  // Where a heading, an entry of a list or a row of a table begins, in a quotation or out of it.
  '^[ \\t]*(?:>[ \\t]?)*(?:#{1,6}[ \\t]|[-*+][ \\t]+(?:\\[[ xX]\\][ \\t])?|\\d{1,9}[.)][ \\t])|^[ \\t]*\\|',
  '^[ \\t]*>[ \\t>]*',
];
/** Signs that have a meaning wherever they stand. */
const signs = [
  // An escaped sign stands for itself.
  '\\\\[!-/:-@[-`{-~]',
  '`+',
  '\\[\\^[^\\]\\s]+\\](?::[ \\t]*)?',
  '\\]',
  'https?://',
  '[*_]+|~~',
];

/** Signs of a form of Markdown. */
interface Signs {
  /** At a line's beginning. */
  ofLine: RegExp;
  anywhere: RegExp;
  /** Both. */
  all: RegExp;
}

const signsWith = (ofLine: string[], anywhere: string[]): Signs => ({
  ofLine: new RegExp(ofLine.join('|'), 'my'),
  anywhere: new RegExp(anywhere.join('|'), 'g'),
  all: new RegExp([...ofLine, ...anywhere].join('|'), 'gm'),
});
const markdownSigns = signsWith(lineSigns, [...signs, '<!--|<(?=https?:)']);
const mdxSigns = signsWith([...lineSigns, '^(?:import|export)(?= )'], [...signs, '\\{', '<(?=[A-Za-z/>])']);

/** Finds the first sign from a place on; the places never go back. */
type SignFinder = (from: number) => RegExpExecArray | null;

/** One expression for all signs tries those of a line at every letter, which takes most of the time. */
function signFinder(text: string, { ofLine, anywhere, all }: Signs): SignFinder {
  // To an expression, these end lines as well.
  if (/[\r\u2028\u2029]/.test(text)) {
    return (from) => {
      all.lastIndex = from;
      return all.exec(text);
    };
  }
  /** The next line whose beginning was not looked at. */
  let line = 0;
  let next: RegExpExecArray | null | undefined;
  return (from) => {
    if (line < from) line = text[from - 1] === '\n' ? from : lineAfter(text, from);
    if (next === undefined || (next && next.index < from)) {
      anywhere.lastIndex = from;
      next = anywhere.exec(text);
    }
    for (; line <= (next?.index ?? text.length); line = lineAfter(text, line)) {
      ofLine.lastIndex = line;
      const sign = ofLine.exec(text);
      if (sign) return sign;
    }
    return next;
  };
}

const isLineStart = (text: string, at: number) => at === 0 || /[\n\r\u2028\u2029]/.test(text[at - 1]!);

/** Where the line below a place begins. */
const lineAfter = (text: string, from: number) => text.indexOf('\n', from) + 1 || Infinity;

class ProseReader {
  readonly #text: string;
  readonly #bodyOffset: number;
  readonly #masks: Masks;
  readonly #links: Prose['links'] = [];
  readonly #tags: Prose['tags'] = [];
  /** Where blocks begin that no empty line parts from those before. */
  readonly #breaks: number[] = [];

  constructor(text: string, bodyOffset: number) {
    this.#text = text;
    this.#bodyOffset = bodyOffset;
    this.#masks = new Masks(text, bodyOffset);
  }

  read(signs: Signs): Prose {
    const find = signFinder(this.#text, signs);
    let next = this.#bodyOffset;
    for (let match = find(next); match; match = find(next)) {
      const start = match.index;
      next = Math.max(start + match[0].length, this.#readSign(match[0], start));
    }
    const text = this.#masks.toString();
    const blocks = blocksOf(text, this.#bodyOffset, this.#breaks);
    return { text, blocks, links: this.#links, tags: this.#tags };
  }

  /** Blanks what begins with a sign. Returns where it ends; 0 when the sign means nothing here. */
  #readSign(found: string, start: number): number {
    const text = this.#text;
    const end = start + found.length;
    const fence = isLineStart(text, start) ? /(?:`{3,}|~{3,})$/.exec(found)?.[0] : undefined;
    if (fence !== undefined) return this.#readFence(fence, start, end - fence.length);
    switch (found.trimStart()[0]) {
      case '\\':
        return end;
      case '|':
        this.#breaks.push(start);
        return end;
      case '`':
        return this.#readCode(found, start);
      case '~':
        return this.#blank(start, end);
      case '{':
        return this.#blank(start, endOfBraces(text, start), isComment(text, start) ? ' ' : unknown);
      case '<':
        return this.#readTag(start);
      case 'h':
        return this.#readAddress(found, start);
      case ']':
        return this.#readDestination(start);
      case 'i':
      case 'e':
        return followsBlank(text, start) ? this.#blank(start, endOfParagraph(text, start)) : 0;
      case '_':
        return isWithinWord(text, start, end) ? 0 : this.#blank(start, end);
      case '[':
        if (found.includes(':')) this.#breaks.push(start);
        return this.#blank(start, end);
      default:
        // Emphasis, and quotations that go on, begin no block.
        if (!/^(?:\*+|[\s>]+)$/.test(found)) this.#breaks.push(start);
        return this.#blank(start, end);
    }
  }

  /** @param start of the line, where the signs of a quotation or an entry may stand before the fence */
  #readFence(fence: string, start: number, at: number): number {
    const text = this.#text;
    const line = text.slice(at + fence.length, lineAfter(text, at));
    // What is closed in its line is no listing.
    if (!fence.startsWith('`') || !line.includes('`')) return this.#blank(start, endOfFence(text, at));
    this.#breaks.push(start);
    this.#blank(start, at);
    return Math.max(at + fence.length, this.#readCode(fence, at));
  }

  #readCode(ticks: string, start: number): number {
    const end = this.#text.indexOf(ticks, start + ticks.length);
    const next = endOfParagraph(this.#text, start);
    return end === -1 || end > next ? 0 : this.#blank(start, end + ticks.length, unknown);
  }

  #readTag(start: number): number {
    const text = this.#text;
    if (text.startsWith('<!--', start)) {
      const end = text.indexOf('-->', start);
      return this.#blank(start, end === -1 ? text.length : end + 3);
    }
    const [address, url] = /^<(https?:[^\s<>]*)>/i.exec(text.slice(start, start + 2000)) ?? [];
    if (address !== undefined) {
      this.#addLink(start + 1, url!);
      return this.#blank(start, start + address.length, unknown);
    }
    const end = endOfTag(text, start);
    const name = /^<([A-Za-z][\w.-]*)/.exec(text.slice(start, start + 80))?.[1];
    if (name !== undefined) {
      const source = text.slice(start, end);
      this.#tags.push({ start, end, name, source });
      for (const match of source.matchAll(/\b(?:url|source|href|cite)=(["'])([^"']*)\1/g)) {
        this.#addLink(start + match.index + match[0].indexOf(match[1]!) + 1, match[2]!);
      }
    }
    return this.#blank(start, end);
  }

  #readAddress(found: string, start: number): number {
    const rest = this.#text.slice(start, start + 2000);
    const url = /^(?:[^\s<>"”“\]]|\](?![([]))+/.exec(rest)![0].replace(/[.,:;!?'’)\]*_~]+$/, '');
    if (url.length <= found.length) return 0;
    this.#addLink(start, url);
    return this.#blank(start, start + url.length, unknown);
  }

  /** What follows the words of a link: an address in brackets, the name of one, or a definition's address. */
  #readDestination(start: number): number {
    const rest = this.#text.slice(start, start + 4000);
    const label = this.#text.slice(this.#text.lastIndexOf('\n', start) + 1, start);
    const isDefinition = /^ {0,3}\[[^\]^]+$/.test(label);
    const found = inlineAddress.exec(rest) ?? (isDefinition ? definedAddress.exec(rest) : null);
    const destination = found?.[0] ?? /^\]\[[^\]\n]*\]/.exec(rest)?.[0];
    if (destination === undefined) return 0;
    // An address in the words of a link leads nowhere by itself.
    const words = this.#text.lastIndexOf('[', start);
    while (this.#links.length > 0 && this.#links.at(-1)!.start > words) this.#links.pop();
    if (found) this.#addLink(start + found[0].indexOf(found[1]!, 2), found[1]!);
    return this.#blank(start, start + destination.length);
  }

  #addLink(start: number, url: string): void {
    this.#links.push({ start, end: start + url.length, url });
  }

  #blank(start: number, end: number, by = ' '): number {
    this.#masks.blank(start, end, by);
    return end;
  }
}

/** `](address "title")`. */
const inlineAddress =
  /^\]\(\s*<?((?:[^\s()<>\\]|\\.|\([^\s()]*\))*)>?(?:\s+(?:"[^"]*"|'[^']*'|\([^)]*\)))?\s*\)/;
/** `]: address`. */
const definedAddress = /^\]:[ \t]*<?([^\s<>]+)>?/;

/** A text of which parts are blanked. */
class Masks {
  readonly #text: string;
  readonly #parts: string[];
  #done: number;

  constructor(text: string, bodyOffset: number) {
    this.#text = text;
    this.#parts = [' '.repeat(bodyOffset)];
    this.#done = bodyOffset;
  }

  /** Parts are blanked in order. */
  blank(start: number, end: number, by: string): void {
    this.#parts.push(this.#text.slice(this.#done, start), blanks(this.#text.slice(start, end), by));
    this.#done = end;
  }

  toString(): string {
    // In one piece: a text in two is slower to look at.
    return [...this.#parts, this.#text.slice(this.#done)].join('');
  }
}

const blanks = (text: string, by: string) =>
  text.includes('\n') ? text.replace(/[^\r\n]/g, by) : by.repeat(text.length);

/** A Markdown file in which code that is set in by spaces is blanked; in lists it is left. */
function withoutIndentedCode(text: string, bodyOffset: number): string {
  if (!/\n[ \t]*\r?\n(?: {4}| {0,3}\t)[ \t]*\S/.test(text)) return text;
  let isBehindBlank = true;
  let isInList = false;
  let isCode = false;
  const lines = text
    .slice(bodyOffset)
    .split('\n')
    .map((line) => {
      if (/^\s*$/.test(line)) {
        isBehindBlank = true;
        return line;
      }
      if (/^(?: {4}| {0,3}\t)/.test(line)) isCode ||= isBehindBlank && !isInList;
      else {
        isCode = false;
        // A paragraph at the first column ends a list, and goes on with it only when no line is empty between them.
        if (/^ {0,3}(?:[-*+]|\d{1,9}[.)])(?:[ \t]|\r?$)/.test(line)) isInList = true;
        else if (isBehindBlank && /^\S/.test(line)) isInList = false;
      }
      isBehindBlank = false;
      return isCode ? line.replace(/[^\r]/g, ' ') : line;
    });
  return text.slice(0, bodyOffset) + lines.join('\n');
}

/** Parts between blank lines, taken apart where a heading or an entry begins. */
function blocksOf(masked: string, bodyOffset: number, breaks: number[]): Span[] {
  const blocks: Span[] = [];
  let next = 0;
  for (let end = bodyOffset; ;) {
    sign.lastIndex = end;
    const first = sign.exec(masked);
    if (!first) return blocks;
    let start = first.index;
    end = endOfBlock(masked, start);
    for (; next < breaks.length && breaks[next]! < end; next++) {
      if (breaks[next]! <= start) continue;
      blocks.push({ start, end: breaks[next]! });
      start = breaks[next]!;
    }
    blocks.push({ start, end });
  }
}

const sign = /\S/g;
/** What a line of the same paragraph begins with. */
const nextLine = /[ \t]*\S/y;

/** The end of the last line before one that is empty. */
function endOfBlock(masked: string, start: number): number {
  for (let from = start; ;) {
    const end = masked.indexOf('\n', from);
    if (end === -1) return masked.length;
    nextLine.lastIndex = end + 1;
    if (!nextLine.test(masked)) return end;
    from = nextLine.lastIndex;
  }
}
