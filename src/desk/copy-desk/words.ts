import type { Prose } from './prose.ts';
import type { TextRemark } from './remark.ts';

/** Two equal words with white space between them, not parts of longer ones. */
const twice =
  /(?<![\p{L}\p{N}\p{M}'’\-–\uFFFC])(\p{L}[\p{L}\p{M}]*)(\s+)\1(?![\p{L}\p{N}\p{M}]|['’\-–][\p{L}\p{N}])/iuy;

/** Articles, pronouns and conjunctions, by language: written twice, one of the two always has to go. */
const neverTwice: Record<string, ReadonlySet<string>> = {
  en: wordSet('a an the of to and or but their its our my your he she they we because into'),
  fr: wordSet('le la les un une des de du et ou mais avec sur dans au aux ce cette'),
  de: wordSet('und oder aber zum zur im am ein eine einer einem einen nicht'),
  es: wordSet('el la los las un una de del y pero por con en al su sus'),
  it: wordSet('il lo la gli le un una di del della ma per con al alla'),
  pt: wordSet('o os um uma de do da e mas por com no na ao'),
  nl: wordSet('de het een van en maar voor met niet'),
};

/** Small words that English rarely, but now and then rightly, has twice: “what it stands for for many”. */
const rarelyTwice = wordSet(
  'for with at by from as been would could should which his those not than then if when about after before it him them also',
);

/** Words that English doubles for emphasis or as a name. */
const emphatic = wordSet(
  'very really many much more long never ever always again over well good knock hush there blah yada yeah dear poor ' +
    'tick tock choo beep fine quick chop sing night that does have will what this were would',
);

/** A word that is written twice. */
export interface DoubledWord {
  /** The first of the two. */
  offset: number;
  word: string;
  /** From the end of the first to the end of the second: what to delete. */
  extra: { start: number; end: number };
  /** Whether it is certain that one of the two has to go. */
  isCertain: boolean;
}

/**
 * Words that are written twice by mistake. Names are left alone (“Duran Duran”), and languages whose small words
 * are not known here.
 * @param language BCP 47 tag
 * @param from where to begin
 */
export function doubledWords(text: string, language: string, from = 0): DoubledWord[] {
  const base = language.split('-', 1)[0]!.toLowerCase();
  const small = neverTwice[base];
  if (!small) return [];
  return equalNeighbours(text, from).flatMap((at) => {
    twice.lastIndex = at;
    const match = twice.exec(text);
    if (!match) return [];
    const [found, word, gap] = match as unknown as [string, string, string];
    // An empty line or the end of an entry lies between them.
    if (/\n\s*\n/.test(gap)) return [];
    const second = found.slice(word.length + gap.length);
    const plain = word.toLowerCase();
    if (isCapital(second) || isQuoted(text, at, at + found.length)) return [];
    const isCertain = small.has(plain);
    const isLong = plain.length > 3 && second === word && !emphatic.has(plain);
    if (!isCertain && !(base === 'en' && (rarelyTwice.has(plain) || isLong))) return [];
    const start = at + word.length;
    const extra = { start, end: start + gap.length + second.length };
    return [{ offset: at, word: second, extra, isCertain }];
  });
}

/**
 * Where a word begins that may be followed by an equal one: a look at each sign, as an expression for it takes
 * twenty times as long.
 */
function equalNeighbours(text: string, from: number): number[] {
  const found: number[] = [];
  const { length } = text;
  let word = firstLetter(text, from);
  let letter = text.charCodeAt(word) | 32;
  for (let at = word; at < length; at++) {
    // Nearly all signs are letters.
    const sign = text.charCodeAt(at);
    if (sign > 32 && sign !== noBreakSpace) continue;
    let next = at + 1;
    while (isSpace(text.charCodeAt(next))) next++;
    const begins = text.charCodeAt(next);
    // Most words begin with another letter than the one before.
    const mayBeAlike = (begins | 32) === letter || (begins >= 0xc0 && letter >= 0xc0);
    if (mayBeAlike && areAlike(text, word, at, next)) found.push(word);
    word = isLetter(begins) ? next : firstLetter(text, next);
    letter = text.charCodeAt(word) | 32;
    at = Math.max(next, word) - 1;
  }
  return found;
}

/** The first letter from a place on that belongs to the same word, after quotation marks and brackets; else the place. */
function firstLetter(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isLetter(text.charCodeAt(at)) && !isSpace(text.charCodeAt(at))) at++;
  return at;
}

const noBreakSpace = 0xa0;
const isSpace = (code: number) => code <= 32 || code === noBreakSpace;
/** Letters, and all that may be one: not ASCII's signs, and not the quotation marks and dashes of Unicode. */
const isLetter = (code: number) =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  (code >= 0xc0 && (code < 0x2000 || code > 0x206f));

/** Whether the word from `start` to `end` may be the same as the one at `next`. */
function areAlike(text: string, start: number, end: number, next: number): boolean {
  for (let at = start; at < end; at++) {
    const [one, other] = [text.charCodeAt(at), text.charCodeAt(next + at - start)];
    // Letters beyond ASCII are compared by the expression.
    if ((one | 32) !== (other | 32) && (one < 0xc0 || other < 0xc0)) return false;
  }
  return start < end;
}

/** Whether a quotation holds just this: “done done”. */
const isQuoted = (text: string, start: number, end: number) =>
  /["“‘']/.test(text[start - 1] ?? '') && /^[.,!?]?["”’']/.test(text.slice(end, end + 2));

const isCapital = (word: string) => word[0] !== word[0]!.toLowerCase();

/** The remark on a word that is written twice. */
export const doubledWordMessage = ({ word }: Pick<DoubledWord, 'word'>): string =>
  `“${word} ${word}”: the word is written twice. Delete one of the two.`;

/** Words that are written twice in a story's text. */
export function doubledWordRemarks({ text, blocks }: Prose, language: string): (TextRemark & DoubledWord)[] {
  const found = doubledWords(text, language, blocks[0]?.start);
  // The last word of an entry, and the first of the next.
  const isInOne = ({ offset, extra }: DoubledWord) =>
    blocks.some(({ start, end }) => start <= offset && extra.end <= end);
  return found.filter(isInOne).map((word) => ({
    ...word,
    code: 'doubled-word' as const,
    message: doubledWordMessage(word),
  }));
}

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}
