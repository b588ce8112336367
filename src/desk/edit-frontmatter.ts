import { cutFrontmatter } from '../lib/frontmatter.ts';

/**
 * Edits the frontmatter of a file; what is not edited stays as it is, byte for byte.
 * @param text of the file, with its byte-order mark, if it has one
 * @param edit takes and returns the lines between the two `---`; see `edit-yaml.ts`
 * @throws {Error} when the file has no frontmatter
 */
export function editFrontmatter(text: string, edit: (yaml: string) => string): string {
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  const cut = cutFrontmatter(text.slice(start));
  if (!cut)
    throw new Error('This file has no frontmatter; expected “---” on line 1, then keys, then “---” again.');
  const first = text.indexOf('\n') + 1;
  const last = first + cut.frontmatter.length;
  return text.slice(0, first) + edit(text.slice(first, last)) + text.slice(last);
}
