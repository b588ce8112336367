import type { Place } from '../content/mistake.ts';

/** What a text refers to at a place, and what it shall refer to. */
export interface ReferenceEdit extends Place {
  /** `link`: the address of a link that begins at the place. `value`: a value in quotation marks behind it. */
  kind: 'link' | 'value';
  /** As it is written. */
  from: string;
  to: string;
}

/**
 * Changes what a text refers to, at places that its reading told, and nothing else.
 * @param text without a byte-order mark
 * @returns also the edits for which nothing was found, as where an address is written with entities
 */
export function editReferences(
  text: string,
  edits: ReferenceEdit[],
): { text: string; missed: ReferenceEdit[] } {
  const lineStarts = [0];
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) lineStarts.push(end + 1);
  const replacements = new Map<number, ReferenceEdit>();
  const missed: ReferenceEdit[] = [];
  for (const edit of edits) {
    const pattern = patternOf(edit);
    pattern.lastIndex = (lineStarts[edit.line - 1] ?? text.length) + edit.column - 1;
    const match = pattern.exec(text);
    const at = match ? match.index + match[1]!.length : -1;
    if (match && !replacements.has(at)) replacements.set(at, edit);
    else missed.push(edit);
  }
  let edited = text;
  for (const [at, { from, to }] of [...replacements].sort(([a], [b]) => b - a)) {
    edited = edited.slice(0, at) + to + edited.slice(at + from.length);
  }
  return { text: edited, missed };
}

/** Finds the next place where something is referred to; its first group is what stands before. */
function patternOf({ kind, from }: ReferenceEdit): RegExp {
  const escaped = from.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return kind === 'value'
    ? new RegExp(`(["'])${escaped}(?=["'])`, 'g')
    : new RegExp(`(\\]\\(\\s*<?|\\]:\\s*<?)${escaped}(?=[)>\\s"']|$)`, 'g');
}
