import type { Prose } from './prose.ts';
import type { TextRemark } from './remark.ts';

/** Two equal words with white space between them, not parts of longer ones. */
const twice =
  /(?<![\p{L}\p{N}\p{M}'’\-–\uFFFC])(\p{L}[\p{L}\p{M}]*)(\s+)\1(?![\p{L}\p{N}\p{M}]|['’\-–][\p{L}\p{N}])/iuy;

/** Articles, pronouns and conjunctions, by language: written twice, one of the two always has to go. */
const neverTwice: Record<string, ReadonlySet<string>> = {
  en: wordSet('a an the and or but their its our your he she they we because'),
  fr: wordSet('le les des de du et ou mais avec sur dans au aux ce cette'),
  de: wordSet('und oder'),
  es: wordSet('el la los las de del y pero por con en al su sus'),
  it: wordSet('il lo la gli le di del della ma per con al alla'),
  pt: wordSet('o os de do da e mas por com no na ao'),
  nl: wordSet('de en'),
};

/**
 * Small words that are rarely, but now and then rightly there twice: “what it stands for for many”, “eine eine Woche
 * alte Zeitung”, “man kann nicht nicht kommunizieren”, “il y en a un un peu plus loin”, “voor de een een zegen”.
 */
const rarelyTwice: Record<string, ReadonlySet<string>> = {
  en: wordSet(
    'of to into my for with at by from as been would could should which his those not than then if when about after ' +
      'before it him them also',
  ),
  fr: wordSet('la un une'),
  de: wordSet('aber zum zur im am ein eine einer einem einen nicht'),
  es: wordSet('un una'),
  it: wordSet('un una'),
  pt: wordSet('um uma'),
  nl: wordSet('een van maar voor met niet'),
};

/** Words that English doubles for emphasis or as a name. */
const emphatic = wordSet(
  'very really many much more long never ever always again over well good knock hush there blah yada yeah dear poor ' +
    'tick tock choo beep fine quick chop sing night that does have will what this were would there hear mahi peri ' +
    'piri agar ylang',
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
    if (isCapital(second) || isMeant(base, text, at, at + found.length)) return [];
    const isCertain = small.has(plain);
    const isLong = base === 'en' && plain.length > 3 && second === word && !emphatic.has(plain);
    if (!isCertain && !rarelyTwice[base]?.has(plain) && !isLong) return [];
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

/** Whether what stands around two equal words tells that both belong there. */
function isMeant(language: string, text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 20), start);
  const after = text.slice(end, end + 20);
  const [word] = text.slice(start, end).split(/\s/, 1) as [string];
  return (
    isQuoted(text, start, end) ||
    // Three of them: “und und und”.
    new RegExp(`(?<!\\p{L})${word},?\\s+$`, 'iu').test(before) ||
    new RegExp(`^,?\\s+${word}(?!\\p{L})`, 'iu').test(after) ||
    // “In Serie A a year ago”.
    (word === 'A' && /[\p{L}\p{N}]\s+$/u.test(before)) ||
    // “Oh la la”, “le discours de de Gaulle”.
    (language === 'fr' && word === 'la' && /(?<!\p{L})(?:oh?|ouh|hou?|ah)[,!]?\s+$/iu.test(before)) ||
    (language === 'fr' && word === 'de' && /^\s+\p{Lu}/u.test(after))
  );
}

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
