import type { PhrasingContent } from 'mdast';

/** A place in a text, both from 1. */
interface Place {
  line: number;
  column: number;
}

/** What Markdown with GFM and MDX gives no meaning to, wherever it stands within a line. */
const plain = '[^\\p{Cc}\\p{Cs}\\\\`*_[\\]<>{}&~|@]';
/** The start of a line of prose, or of a link or emphasis. No list, no module of MDX. */
const lineStart = /^(?!import|export|\d+[.)])[\p{L}\p{N}“‘„«"'(…[*]/u;
/** In other places than between the brackets of a link, these become links by themselves. */
const address = /www\.|https?:/i;

/**
 * The next part of a line: words without any sign of Markdown; a link with such words to an address without signs
 * that mean anything; or such words between one or two asterisks that can only open and only close.
 */
const parts = [
  `(?<words>${plain}+)`,
  `(?<!!)\\[(?![\\^ ])(?<label>${plain}+)(?<! )\\]\\((?<url>(?:/|https?://)[\\w/.:#?=%~+-]*)\\)`,
  `(?<![^ (“])(?<stars>\\*\\*?)(?=[\\p{L}\\p{N}])(?<stressed>${plain}+)(?<=[\\p{L}\\p{N}])\\k<stars>(?=[ .,;:!?)”…]|$)`,
];
const part = new RegExp(parts.join('|'), 'uy');

/** Also emphasis of whole sentences, and words of code. */
const richPart = new RegExp(
  [
    ...parts,
    `(?<![^ (“])(?<marks>\\*\\*?)(?=[\\p{L}\\p{N}])(?<sentence>${plain}+)(?<=[.,;:!?)”…])\\k<marks>(?= |$)`,
    '(?<!`)`(?<code>[^ `\\p{Cc}\\p{Cs}](?:[^`\\p{Cc}\\p{Cs}]*[^ `\\p{Cc}\\p{Cs}])?)`(?!`)',
  ].join('|'),
  'uy',
);

/**
 * Reads a line of plain prose, with simple links and emphasis, as a Markdown parser would.
 * @param at where the line begins
 * @returns `undefined` when there may be more in it.
 */
export function inlineProse(line: string, at: Place): PhrasingContent[] | undefined {
  return lineStart.test(line) ? readParts(line, at, part) : undefined;
}

/** Reads a line as {@link inlineProse} does, also one with emphasis of whole sentences and with words of code. */
export function richProse(line: string, at: Place): PhrasingContent[] | undefined {
  return lineStart.test(line) || line.startsWith('`') ? readParts(line, at, richPart) : undefined;
}

/** Reads what stands in a cell of a table as {@link richProse} does: where nothing begins a block. */
export function cellProse(words: string, at: Place): PhrasingContent[] | undefined {
  return words.startsWith(' ') ? undefined : readParts(words, at, richPart);
}

function readParts(line: string, at: Place, part: RegExp): PhrasingContent[] | undefined {
  if (line.endsWith(' ')) return undefined;
  const nodes: PhrasingContent[] = [];
  part.lastIndex = 0;
  for (let start = 0; start < line.length; start = part.lastIndex) {
    const groups = part.exec(line)?.groups;
    if (!groups) return undefined;
    const { words, label, url, code } = groups;
    const [stars, stressed] = [groups.stars ?? groups.marks, groups.stressed ?? groups.sentence];
    const position = {
      start: { line: at.line, column: at.column + start },
      end: { line: at.line, column: at.column + part.lastIndex },
    };
    if (code !== undefined) {
      nodes.push({ type: 'inlineCode', value: code, position });
      continue;
    }
    const text = words ?? label ?? stressed!;
    if (address.test(text)) return undefined;
    const child: PhrasingContent = { type: 'text', value: text };
    const children = [child];
    if (words !== undefined) nodes.push(child);
    else if (url !== undefined) nodes.push({ type: 'link', title: null, url, children, position });
    else nodes.push({ type: stars === '*' ? 'emphasis' : 'strong', children, position });
  }
  return nodes;
}
