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
const address = /www|http/i;

/**
 * The next part of a line: words without any sign of Markdown; a link with such words to an address without signs
 * that mean anything; or such words between one or two asterisks that can only open and only close.
 */
const part = new RegExp(
  [
    `(?<words>${plain}+)`,
    `(?<!!)\\[(?![\\^ ])(?<label>${plain}+)(?<! )\\]\\((?<url>(?:/|https?://)[\\w/.:#?=%~+-]*)\\)`,
    `(?<![^ (“])(?<stars>\\*\\*?)(?=[\\p{L}\\p{N}])(?<stressed>${plain}+)(?<=[\\p{L}\\p{N}])\\k<stars>(?=[ .,;:!?)”…]|$)`,
  ].join('|'),
  'uy',
);

/**
 * Reads a line of plain prose, with simple links and emphasis, as a Markdown parser would.
 * @param at where the line begins
 * @returns `undefined` when there may be more in it.
 */
export function inlineProse(line: string, at: Place): PhrasingContent[] | undefined {
  if (!lineStart.test(line) || line.endsWith(' ')) return undefined;
  const nodes: PhrasingContent[] = [];
  part.lastIndex = 0;
  for (let start = 0; start < line.length; start = part.lastIndex) {
    const groups = part.exec(line)?.groups;
    if (!groups) return undefined;
    const { words, label, url, stars, stressed } = groups;
    const text = words ?? label ?? stressed!;
    if (address.test(text)) return undefined;
    const child: PhrasingContent = { type: 'text', value: text };
    if (words !== undefined) {
      nodes.push(child);
      continue;
    }
    const position = {
      start: { line: at.line, column: at.column + start },
      end: { line: at.line, column: at.column + part.lastIndex },
    };
    const children = [child];
    if (url !== undefined) nodes.push({ type: 'link', title: null, url, children, position });
    else nodes.push({ type: stars === '*' ? 'emphasis' : 'strong', children, position });
  }
  return nodes;
}
