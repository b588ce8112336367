import type { Prose } from './prose.ts';
import type { TextRemark } from './remark.ts';

/** A quotation mark that has no partner. */
export interface LoneMark {
  offset: number;
  mark: string;
  /** What is wrong with it. */
  is: 'never closed' | 'never opened' | 'one of an odd number';
}

const anyMark = /["“”„«»]/g;

/**
 * The quotation marks of a paragraph that have no partner: “English”, „German“, «French», »Danish« and "straight"
 * ones, and ”Swedish” or »Swedish» ones, which do not tell opening from closing. Signs of inches and of minutes are
 * none.
 */
export function loneMarks(text: string): LoneMark[] {
  if (text.search(anyMark) === -1) return [];
  const marks = quotationMarks(text);
  if (marks.length === 0 || alternate(marks)) return [];
  const lone = [
    ...unpaired(marks, '“„', text.includes('„') ? '“”' : '”'),
    ...unpaired(marks, '«»', '»«'),
    ...odd(marks, '"'),
  ];
  return withoutMixed(lone.sort((a, b) => a.offset - b.offset));
}

/** The quotation marks of a text: neither signs of a measure nor those within Hebrew abbreviations. */
function quotationMarks(text: string): Mark[] {
  const marks: Mark[] = [];
  for (const { 0: mark, index: offset } of text.matchAll(anyMark)) {
    if (isMeasure(text, offset, marks) || isGershayim(text, offset)) continue;
    marks.push({ mark, offset });
  }
  return marks;
}

/** Whether English and straight marks open and close in turn, be it “so". */
function alternate(marks: Mark[]): boolean {
  let isOpen = false;
  for (const { mark } of marks) {
    if (!'“”"'.includes(mark) || (mark === '“' && isOpen) || (mark === '”' && !isOpen)) return false;
    isOpen = !isOpen;
  }
  return !isOpen;
}

/** Without quotations that are opened with one kind of sign and closed with another: “these". */
function withoutMixed(lone: LoneMark[]): LoneMark[] {
  const left: LoneMark[] = [];
  for (const mark of lone) {
    const before = left.at(-1);
    const isPair =
      before && before.is !== 'never opened' && mark.is !== 'never closed' && before.mark !== mark.mark;
    if (isPair) left.pop();
    else left.push(mark);
  }
  return left;
}

type Mark = Pick<LoneMark, 'mark' | 'offset'>;

function unpaired(marks: Mark[], opening: string, closing: string): LoneMark[] {
  const own = marks.filter(({ mark }) => opening.includes(mark) || closing.includes(mark));
  const [first] = own;
  if (!first) return [];
  // The first decides which way round they are.
  const opens = opening.includes('«') ? first.mark : opening;
  const closes = opening.includes('«') ? (first.mark === '«' ? '»' : '«') : closing;
  // Swedish and Finnish ones do not tell opening from closing.
  const [same] = '”»'.split('').filter((sign) => own.every(({ mark }) => mark === sign));
  if (same !== undefined) return odd(own, same);
  const open: Mark[] = [];
  const lone: LoneMark[] = [];
  for (const sign of own) {
    const isClosing = closes.includes(sign.mark) && (open.length > 0 || !opens.includes(sign.mark));
    if (!isClosing) open.push(sign);
    else if (!open.pop()) lone.push({ ...sign, is: 'never opened' });
  }
  return [...lone, ...open.map((sign): LoneMark => ({ ...sign, is: 'never closed' }))];
}

function odd(marks: Mark[], mark: string): LoneMark[] {
  const own = marks.filter((sign) => sign.mark === mark);
  return own.length % 2 === 0 ? [] : [{ ...own.at(-1)!, is: 'one of an odd number' }];
}

/**
 * Whether a mark stands for inches or seconds: `5' 10"`, `a 12” pipe`.
 * @param before the quotation marks that stand before it
 */
function isMeasure(text: string, offset: number, before: Mark[]): boolean {
  return (
    /["”]/.test(text[offset]!) &&
    /\d(?:\s*[½¼¾])?$/.test(text.slice(Math.max(0, offset - 4), offset)) &&
    !isOpen(before, text[offset]!)
  );
}

/** Whether a quotation that a mark can close is open: “in 2024”. */
function isOpen(before: Mark[], closing: string): boolean {
  const count = (mark: string) => before.filter((other) => other.mark === mark).length;
  return closing === '"' ? count('"') % 2 === 1 : count('“') + count('„') > count('”');
}

/** Whether a mark stands within a Hebrew word, as it does before the last letter of an abbreviation: `צה"ל`. */
const isGershayim = (text: string, offset: number) =>
  /^\p{Script=Hebrew}["”]\p{Script=Hebrew}/u.test(text.slice(Math.max(0, offset - 1), offset + 2));

const meanings: Record<LoneMark['is'], string> = {
  'never closed': 'This quotation is opened and never closed',
  'never opened': 'This quotation is closed and was never opened',
  'one of an odd number': 'A quotation is opened or closed here, and its other sign is missing',
};

/** The remark on a mark without a partner. */
export const loneMarkMessage = ({ mark, is }: LoneMark): string =>
  `${meanings[is]} (${mark}). Add the missing sign, or delete this one.`;

/**
 * Quotation marks of a story's text without a partner. A quotation of several paragraphs opens each of them, or the
 * first, and is closed in the last.
 */
export function quotationRemarks({ text, blocks }: Prose): TextRemark[] {
  const told: (Pick<LoneMark, 'mark' | 'is'> & { offset: number })[] = [];
  /** What was opened in the paragraphs before and may still be closed, and how many these are. */
  let open: { mark: (typeof told)[0]; blocks: number } | undefined;
  for (const { start, end } of blocks) {
    // In French, a paragraph of an open quotation may begin with »; it opens nothing then.
    const block =
      open?.mark.mark === '«' ? text.slice(start, end).replace(/^(\s*)»/, '$1«') : text.slice(start, end);
    if (open && /^\s*["“”„«»]/.test(block)) open = undefined;
    for (const lone of loneMarks(block)) {
      const mark = { ...lone, offset: start + lone.offset };
      if (open && mark.is !== 'never closed') {
        open = undefined;
        continue;
      }
      if (open) told.push(open.mark);
      open = undefined;
      if (mark.is === 'never opened') told.push(mark);
      else open = { mark, blocks: 0 };
    }
    if (open && ++open.blocks > longestQuotation) {
      told.push(open.mark);
      open = undefined;
    }
  }
  if (open) told.push(open.mark);
  return told.map((mark) => ({
    code: 'open-quotation',
    offset: mark.offset,
    message: loneMarkMessage(mark),
  }));
}

/** Paragraphs after which a quotation will not be closed any more. */
const longestQuotation = 12;
