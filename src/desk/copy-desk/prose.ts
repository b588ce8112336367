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
  const masks = new Masks(text, bodyOffset);
  const links: Prose['links'] = [];
  const tags: Prose['tags'] = [];
  const breaks: number[] = [];
  const sign = isMdx ? mdxSign : markdownSign;
  sign.lastIndex = bodyOffset;
  for (let match = sign.exec(text); match; match = sign.exec(text)) {
    const start = match.index;
    const end = Math.max(start + match[0].length, readSign(match[0], start));
    sign.lastIndex = end;
  }
  const masked = masks.toString();
  return { text: masked, blocks: blocksOf(masked, bodyOffset, breaks), links, tags };

  /** Blanks what begins with a sign. Returns where it ends; less than the sign's own end where it means nothing. */
  function readSign(found: string, start: number): number {
    const first = found.trimStart()[0]!;
    const end = start + found.length;
    switch (first) {
      case '\\':
      case '|':
        if (first === '|') breaks.push(start);
        return end;
      case '`':
        return found.trimStart().length > 2 && text[start - 1] === '\n'
          ? masks.blank(start, endOfFence(text, start))
          : readCode(found, start);
      case '~':
        return masks.blank(start, found.trim() === '~~' ? end : endOfFence(text, start));
      case '{':
        return masks.blank(start, endOfBraces(text, start), isComment(text, start) ? ' ' : unknown);
      case '<':
        return readTag(start);
      case 'h':
        return readAddress(found, start);
      case ']':
        return readDestination(start);
      case 'i':
      case 'e':
        return followsBlank(text, start) ? masks.blank(start, endOfParagraph(text, start)) : 0;
      case '_':
        return isWithinWord(text, start, end) ? 0 : masks.blank(start, end);
      case '[':
        if (found.includes(':')) breaks.push(start);
        return masks.blank(start, end);
      default:
        if (!/^(?:\*+|[\s>]+)$/.test(found)) breaks.push(start);
        return masks.blank(start, end);
    }
  }

  function readCode(ticks: string, start: number): number {
    const end = text.indexOf(ticks, start + ticks.length);
    const next = endOfParagraph(text, start);
    return end === -1 || end > next ? 0 : masks.blank(start, end + ticks.length, unknown);
  }

  function readTag(start: number): number {
    if (text.startsWith('<!--', start)) {
      const end = text.indexOf('-->', start);
      return masks.blank(start, end === -1 ? text.length : end + 3);
    }
    const address = /^<(https?:[^\s<>]*)>/i.exec(text.slice(start, start + 2000));
    if (address) {
      links.push({ start: start + 1, end: start + 1 + address[1]!.length, url: address[1]! });
      return masks.blank(start, start + address[0].length, unknown);
    }
    const end = endOfTag(text, start);
    const name = /^<([A-Za-z][\w.-]*)/.exec(text.slice(start, start + 80))?.[1];
    if (name !== undefined) {
      const source = text.slice(start, end);
      tags.push({ start, end, name, source });
      for (const match of source.matchAll(/\b(?:url|source|href|cite)=(["'])([^"']*)\1/g)) {
        const at = start + match.index + match[0].indexOf(match[1]!) + 1;
        links.push({ start: at, end: at + match[2]!.length, url: match[2]! });
      }
    }
    return masks.blank(start, end);
  }

  function readAddress(found: string, start: number): number {
    const url = /^[^\s<>"”“]+/.exec(text.slice(start, start + 2000))![0].replace(/[.,:;!?'’)\]*_~]+$/, '');
    if (url.length <= found.length) return 0;
    links.push({ start, end: start + url.length, url });
    return masks.blank(start, start + url.length, unknown);
  }

  /** What follows the words of a link: an address in brackets, the name of one, or a definition's address. */
  function readDestination(start: number): number {
    const rest = text.slice(start, start + 4000);
    const label = text.slice(text.lastIndexOf('\n', start) + 1, start);
    const inline =
      /^\]\(\s*<?((?:[^\s()<>\\]|\\.|\([^\s()]*\))*)>?(?:\s+(?:"[^"]*"|'[^']*'|\([^)]*\)))?\s*\)/.exec(rest);
    const definition = /^ {0,3}\[[^\]^]+$/.test(label) ? /^\]:[ \t]*<?([^\s<>]+)>?/.exec(rest) : null;
    const found = inline ?? definition;
    if (found) {
      const at = start + found[0].indexOf(found[1]!, 2);
      links.push({ start: at, end: at + found[1]!.length, url: found[1]! });
      return masks.blank(start, start + found[0].length);
    }
    const reference = /^\]\[[^\]\n]*\]/.exec(rest)?.[0];
    return reference === undefined ? 0 : masks.blank(start, start + reference.length);
  }
}

/** Signs with a meaning, each with what belongs to it in any case. */
const signs = [
  // An escaped sign stands for itself.
  '\\\\[!-/:-@[-`{-~]',
  '^[ \\t]*(?:`{3,}|~{3,})',
  // Where a heading, an entry of a list or a row of a table begins, in a quotation or out of it.
  '^[ \\t]*(?:>[ \\t]?)*(?:#{1,6}[ \\t]|[-*+][ \\t]+(?:\\[[ xX]\\][ \\t])?|\\d{1,9}[.)][ \\t])|^[ \\t]*\\|',
  '^[ \\t]*>[ \\t>]*',
  '`+',
  '\\[\\^[^\\]\\s]+\\](?::[ \\t]*)?',
  '\\]',
  'https?://',
  '[*_]+|~~',
];
const markdownSign = new RegExp([...signs, '<!--|<(?=https?:)'].join('|'), 'gm');
const mdxSign = new RegExp([...signs, '\\{', '<(?=[A-Za-z/>])', '^(?:import|export)(?= )'].join('|'), 'gm');

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

  /** Parts are blanked in order. Returns the end. */
  blank(start: number, end: number, by = ' '): number {
    this.#parts.push(this.#text.slice(this.#done, start), blanks(this.#text.slice(start, end), by));
    this.#done = end;
    return end;
  }

  toString(): string {
    return this.#parts.join('') + this.#text.slice(this.#done);
  }
}

const blanks = (text: string, by: string) =>
  text.includes('\n') ? text.replace(/[^\r\n]/g, by) : by.repeat(text.length);

const isComment = (text: string, start: number) => /^\{\s*\/\*/.test(text.slice(start, start + 20));

function endOfParagraph(text: string, start: number): number {
  const gap = /\r?\n[ \t]*\r?\n/g;
  gap.lastIndex = start;
  return gap.exec(text)?.index ?? text.length;
}

function endOfFence(text: string, start: number): number {
  const fence = /[`~]+/.exec(text.slice(start))![0];
  const close = new RegExp(`^[ \\t]*${fence[0]}{${fence.length},}[ \\t]*$`, 'gm');
  close.lastIndex = text.indexOf('\n', start) + 1 || text.length;
  const match = close.exec(text);
  return match ? match.index + match[0].length : text.length;
}

/** The end of `{…}`, braces and strings within it observed. */
function endOfBraces(text: string, start: number): number {
  if (isComment(text, start)) {
    const end = text.indexOf('*/', start);
    const close = end === -1 ? -1 : text.indexOf('}', end);
    return close === -1 ? text.length : close + 1;
  }
  let depth = 0;
  const part = /[{}]|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g;
  part.lastIndex = start;
  for (let match = part.exec(text); match; match = part.exec(text)) {
    if (match[0] === '{') depth++;
    else if (match[0] === '}' && --depth === 0) return match.index + 1;
  }
  return text.length;
}

/** The end of `<…>`, with braces and strings within it. */
function endOfTag(text: string, start: number): number {
  const part = /[{>]|"[^"]*"|'[^']*'/g;
  part.lastIndex = start + 1;
  for (let match = part.exec(text); match; match = part.exec(text)) {
    if (match[0] === '>') return match.index + 1;
    if (match[0] === '{') part.lastIndex = endOfBraces(text, match.index);
  }
  return text.length;
}

const followsBlank = (text: string, start: number) =>
  /(?:^|\n[ \t]*\r?\n|---[ \t]*\r?\n)$/.test(text.slice(Math.max(0, start - 80), start));

const isWithinWord = (text: string, start: number, end: number) =>
  /[\p{L}\p{N}]$/u.test(text.slice(start - 2, start)) && /^[\p{L}\p{N}]/u.test(text.slice(end, end + 2));

/** Parts between blank lines, taken apart where a heading or an entry begins. */
function blocksOf(masked: string, bodyOffset: number, breaks: number[]): Span[] {
  const blocks: Span[] = [];
  const block = /\S[^\n]*(?:\n[ \t]*\S[^\n]*)*/g;
  block.lastIndex = bodyOffset;
  let next = 0;
  for (let match = block.exec(masked); match; match = block.exec(masked)) {
    const end = match.index + match[0].length;
    let start = match.index;
    for (; next < breaks.length && breaks[next]! < end; next++) {
      if (breaks[next]! <= start) continue;
      blocks.push({ start, end: breaks[next]! });
      start = breaks[next]!;
    }
    blocks.push({ start, end });
  }
  return blocks;
}
