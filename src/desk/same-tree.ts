import type { Nodes } from 'mdast';
import { parseMarkdown } from './parse-markdown.ts';

/** Gives a value of a node the form in which two are compared. */
export type PlainForm = (node: Nodes, key: string, value: unknown) => unknown;

/**
 * Whether two texts are one to whoever reads them as Markdown, but for what their common form leaves out.
 * @param before, after without frontmatter
 */
export function areSameTree(before: string, after: string, isMdx: boolean, plainForm: PlainForm): boolean {
  const formOf = (text: string) =>
    JSON.stringify(
      parseMarkdown(text, isMdx),
      function replace(this: Nodes, key: string, value: unknown): unknown {
        // Places, and what is said by other keys as well.
        return key === 'position' || key === 'data' ? undefined : plainForm(this, key, value);
      },
    );
  try {
    return formOf(before) === formOf(after);
  } catch {
    // A text with mistakes: nobody knows what it says.
    return false;
  }
}
