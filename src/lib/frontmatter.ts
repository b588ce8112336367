/** A file cut in two at its `---` lines. */
export interface CutFile {
  /** Between the two lines; its first line is line 2 of the file. */
  frontmatter: string;
  /** Where the text below begins. */
  bodyOffset: number;
}

/** Cuts a file at its `---` lines; `undefined` when it does not begin with one, or the second is missing. */
export function cutFrontmatter(text: string): CutFile | undefined {
  const opening = /^---[ \t]*(?:\r?\n|$)/.exec(text);
  if (!opening) return undefined;
  const closing = /^---[ \t]*(?:\r?\n|$(?![^]))/gm;
  closing.lastIndex = opening[0].length;
  const end = closing.exec(text);
  if (!end) return undefined;
  return {
    frontmatter: text.slice(opening[0].length, end.index),
    bodyOffset: end.index + end[0].length,
  };
}
