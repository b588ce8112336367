/** What became of a part of a story that is taken over from elsewhere. */
export interface Note {
  /**
   * `mapped`: it has a place of its own here. `mended`: it was damaged. `guessed`: somebody should look at it.
   * `left`: something is left to do, or was left behind.
   */
  kind: 'mapped' | 'mended' | 'guessed' | 'left';
  /** The same words for all files in which the same happened, so that a folder's can be counted. */
  what: string;
  /** What is particular to this file. */
  detail?: string;
  /** Line of the file that was read, from 1. */
  line?: number;
  /** Key of the new file beside which a guess is marked. */
  key?: 'title' | 'pubDate' | 'authors' | 'source' | 'lang';
}

/** Notes something. */
export type TellNote = (kind: Note['kind'], what: string, detail?: string, line?: number) => void;

/** The kinds in the order in which they are reported. */
export const noteKinds = ['mapped', 'mended', 'guessed', 'left'] as const satisfies Note['kind'][];

/** Why a file is not taken over. */
export class Refusal extends Error {
  /** Line of the file that was read, from 1. */
  readonly line: number;

  /** @param message what was found, what was expected, and how to mend it */
  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

/** A note as a line of text. */
export function noteText({ what, detail, line }: Note): string {
  const place = line === undefined ? '' : `line ${line}: `;
  return `${place}${what}${detail === undefined ? '' : `: ${detail}`}`;
}

/** A text for a message, in quotation marks and shortened. */
export function quoted(text: string, length = 70): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return `“${line.length > length ? `${line.slice(0, length - 1)}…` : line}”`;
}
