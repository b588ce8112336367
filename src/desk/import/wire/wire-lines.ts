import { quoted, type Note } from '../notes.ts';
import { startsTail } from './wire-tail.ts';

/** A line or several of the copy that belong together. */
export interface Passage {
  text: string;
  /** From 1. */
  line: number;
  /** Whether an empty line stands before it, or it is indented as the first of a paragraph. */
  isApart: boolean;
}

const listSign = /^(?:[-–—*•]|\d+[.)])\s/;

/** The lines that hold something. White space of other kinds than the keyboard's counts as none here. */
export function passagesOf(text: string): Passage[] {
  const passages: Passage[] = [];
  let [isApart, isIndented] = [false, false];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') {
      isApart = true;
      isIndented = false;
    } else {
      const last = passages.at(-1);
      const begins = /^(?: {2,}|\t)/.test(line);
      // Under the sign of a list it goes on.
      const isFirstLine = begins && !isIndented && last !== undefined && !listSign.test(last.text);
      passages.push({
        text: /^[ \t]*(.*[^ \t])/s.exec(line)![1]!,
        line: index + 1,
        isApart: isApart || isFirstLine,
      });
      isApart = false;
      isIndented = begins;
    }
  }
  return passages;
}

/** Puts lines together that make one paragraph. */
export function joinLines(lines: Passage[], notes: Note[]): Passage[] {
  const width = widthOf(lines);
  const paragraphs: Passage[] = [];
  for (const [index, passage] of lines.entries()) {
    const [last, before] = [paragraphs.at(-1), lines[index - 1]];
    const isTorn = last && !arePartsOfTail(last, passage) && isTornApart(last.text, passage.text);
    if (last && width > 0 && areOfOneText(before!, passage) && isFull(before!, passage, width))
      last.text += ` ${passage.text}`;
    else if (last && isTorn && (passage.isApart || width > 0)) {
      const detail = `${quoted(last.text.slice(-30), 40)} and ${quoted(passage.text, 30)}`;
      const what = passage.isApart ? 'an empty line within a sentence' : 'a line that ends within a sentence';
      notes.push({ kind: 'mended', what, detail, line: passage.line });
      last.text += ` ${passage.text}`;
    } else paragraphs.push({ ...passage });
  }
  return paragraphs;
}

/**
 * The width at which copy is broken: most lines that go on are so long that no further word had its place in
 * them, and few are whole sentences. 0 when it is not.
 */
function widthOf(lines: Passage[]): number {
  const inner = lines
    .map((line, index): [Passage, Passage | undefined] => [line, lines[index + 1]])
    .filter((pair): pair is [Passage, Passage] => pair[1] !== undefined && areOfOneText(pair[0], pair[1]));
  const width = Math.max(0, ...inner.map(([{ text }]) => text.length));
  const full = inner.filter(([line, next]) => isFull(line, next, width));
  const sentences = inner.filter(([{ text }]) => /[.!?…]["”’»)]*$/.test(text));
  const isBroken =
    width >= 30 &&
    width <= 132 &&
    full.length > inner.length / 2 &&
    sentences.length < Math.max(1, inner.length / 2);
  return isBroken ? width : 0;
}

/** Letters by which lines of one width differ when a writer has broken them, at most. */
const raggedness = 12;

/** Whether a line has no place for the first word of the next. */
const isFull = (line: Passage, next: Passage, width: number) =>
  line.text.length + 1 + next.text.split(' ', 1)[0]!.length > width - raggedness;

const areOfOneText = (line: Passage, next: Passage) =>
  !next.isApart && !arePartsOfTail(line, next) && !(listSign.test(line.text) && listSign.test(next.text));
const arePartsOfTail = (line: Passage, next: Passage) =>
  /:$/.test(line.text) || startsTail(next.text) || startsTail(line.text);

/** Whether an empty line stands within a sentence. */
function isTornApart(before: string, after: string): boolean {
  return (
    before.length >= 40 &&
    /[\p{L}\p{N},]$/u.test(before) &&
    /^\p{Ll}{2,}[ ,]/u.test(after) &&
    !/^https?:/.test(after)
  );
}
