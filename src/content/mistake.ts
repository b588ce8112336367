import type { Problem } from '../model/problem.ts';

/** A mistake at its place in a file whose name the caller knows. */
export type Mistake = Omit<Problem, 'file'>;

/** The way to a value: keys of mappings and positions in lists, from 0. */
export type KeyPath = readonly (string | number)[];

/** A place in a file, both from 1; columns count UTF-16 units, as editors do. */
export interface Place {
  line: number;
  column: number;
}

/** A mistake in a value that is named by its key. */
export interface KeyMistake {
  at: KeyPath;
  /** Whether the key itself is wrong, not its value. */
  onKey?: boolean;
  message: string;
}

/** Line and column of an offset in a text. */
export function placeAt(text: string, offset: number): Place {
  let line = 1;
  let lineStart = 0;
  for (let end = text.indexOf('\n'); end !== -1 && end < offset; end = text.indexOf('\n', lineStart)) {
    line++;
    lineStart = end + 1;
  }
  return { line, column: offset - lineStart + 1 };
}
