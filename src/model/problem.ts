/** A mistake in the content, told to the editor who can mend it. */
export interface Problem {
  /** Path of the file as the editor knows it, relative to where the command runs. */
  file: string;
  /** Line in that file, from 1. */
  line: number;
  /** Column in that line, from 1. */
  column: number;
  /** What was found, what was expected, and how to mend it: one or two plain sentences. */
  message: string;
}

/** `path:line:column: message`, the form editors and terminals turn into a link. */
export function formatProblem({ file, line, column, message }: Problem): string {
  return `${file}:${line}:${column}: ${message}`;
}

/** Order in which problems are reported: by file, then by place. */
export function compareProblems(a: Problem, b: Problem): number {
  return a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column;
}
