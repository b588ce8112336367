import type { Root } from 'mdast';
import { walk } from './walk.ts';

/** A story's text in which paragraphs without any sign of Markdown are shortened, line for line. */
export interface ShortText {
  text: string;
  /**
   * Puts the words back into what was parsed of `text`. What else is in the tree has the line and column of the
   * story itself, and offsets in `text`.
   * @returns `false` when not all of them were paragraphs (a listing of code holds them): then the tree is none
   * of the story.
   */
  restore(tree: Root): boolean;
}

/** What stands for a paragraph; a letter, as what it stands for begins with a letter or a quotation mark. */
const mark = 'x';

/**
 * A paragraph of a single line in which no character means anything to Markdown with GFM and MDX: neither at its
 * start nor within, and there is no white space to be cut off. Addresses that become links by themselves aside.
 */
const prose = /^(?!import|export|\d+[.)])[\p{L}\p{N}“‘„«"'(…][^\p{Cc}\p{Cs}\\`*_[\]<>{}&~|@]*(?<! )$/u;
const address = /www|http/i;

/**
 * Most of a story is plain prose, and a Markdown parser reads it letter by letter, several times. This takes it
 * out, to be put back as it is. `undefined` when there is none.
 */
export function withoutProse(text: string): ShortText | undefined {
  // The parser counts lines by other ends, too.
  if (text.includes('\r')) return undefined;
  const lines = text.split('\n');
  const taken = new Map<number, string>();
  for (const [index, line] of lines.entries()) {
    const alone = (lines[index - 1] ?? '') === '' && (lines[index + 1] ?? '') === '';
    if (!alone || !prose.test(line) || address.test(line)) continue;
    taken.set(index + 1, line);
    lines[index] = mark;
  }
  if (taken.size === 0) return undefined;
  return {
    text: lines.join('\n'),
    restore(tree) {
      let restored = 0;
      walk(tree, (node) => {
        if (node.type !== 'paragraph') return;
        const {
          children: [first, ...rest],
          position,
        } = node;
        const words = taken.get(position?.start.line ?? 0);
        if (words === undefined || rest.length > 0 || first?.type !== 'text' || first.value !== mark) return;
        first.value = words;
        restored++;
      });
      return restored === taken.size;
    },
  };
}
