import type { Root, Text } from 'mdast';
import { walk } from '../../../story/walk.ts';

/** What other systems make more of than the paper does. */
const otherMarks: [what: string, mark: RegExp][] = [
  [
    'a formula',
    /\$\$[^$]+\$\$|\\\((?:[^)\\]|\\[^()])+\\\)|\$[^\s$](?:[^$\n\\^_{}=]*[\\^_{}=][^$\n]*)?[^\s$]\$/,
  ],
  ['a sign for an emoji', /(?<![\p{L}\p{N}:/]):[a-z][a-z0-9_+-]+:(?![\p{L}\p{N}:/])/u],
  ['a box with a mark of its own', /^[ \t]*:::+[ \t]*\{?[a-z][\w-]*[^\n]*/im],
  ['a box with a mark of its own', /^\[![A-Z]+\][^\n]*/i],
  ['an entry in a list of terms', /(?<=\n)[ \t]*: +\S[^\n]*/],
  ['a mark for highlighted words', /(?<![=\w])==[^\s=][^=\n]*[^\s=]==(?!=)/],
  ['a note within a line', /\^\[(?:[^\]\n^]|\^(?!\[))+\]/],
  ['words behind an abbreviation', /^\*\[[^\]\n]+\]: [^\n]*/m],
];

/** Marks of other kinds of Markdown, which are words here: what they are, as they are written, and where. */
export function otherMarksIn(tree: Root): { what: string; found: string; node: Text }[] {
  const all: ReturnType<typeof otherMarksIn> = [];
  walk(tree, (node) => {
    if (node.type !== 'text') return;
    for (const [what, mark] of otherMarks) {
      const found = mark.exec(node.value)?.[0].trim();
      if (found) all.push({ what, found, node });
    }
  });
  return all;
}
