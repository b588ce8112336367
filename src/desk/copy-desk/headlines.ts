import { dayMs } from '../../lib/zone.ts';
import type { Remark } from './remark.ts';
import { isOneSlip } from './slips.ts';

/** A story's headline. */
interface Headline {
  /** Content path. */
  path: string;
  title: string;
  /** As written: it begins with `2024-10-02`. */
  pubDate: string;
}

/** Stories further apart may well have the same news. */
const windowDays = 31;
/** A headline that returns so often is a standing one: “The week in pictures”. */
const standing = 4;
/** Shorter headlines differ by one word all the time: “Markets today”, “Markets tomorrow”. */
const fewestWords = 5;

/**
 * Stories published within a month of each other whose headlines say the same, or differ by one word that is added
 * or spelled otherwise. The later one is told. Takes time in proportion to the words of all headlines.
 */
export function twinHeadlineRemarks(headlines: Headline[]): Remark[] {
  const words = new Words();
  const known = headlines
    .map(({ path, title, pubDate }) => {
      const own = words.of(title);
      const day = Math.floor(Date.parse(pubDate.slice(0, 10)) / dayMs);
      return { path, title, words: own, hash: hashOf(own), day };
    })
    .sort((a, b) => a.day - b.day);
  const keysOf = ({ words: own }: { words: number[] }) =>
    own.length < fewestWords ? [] : hashesWithoutOne(own);
  const isShared = sharedHashes(known, keysOf);
  const isStanding = repeated(known.filter(({ hash }) => isShared(hash)));
  // What may be equal: all words, and all but one. The newest story of each is kept.
  const whole = new Map<number, number>();
  const shortened = new Map<number, number>();
  const remarks: Remark[] = [];
  for (const [index, headline] of known.entries()) {
    const { path, words: own, hash, day } = headline;
    if (own.length < 2 || isStanding.has(hash)) continue;
    let twin: number | undefined;
    const look = (other: number | undefined) => {
      if (other === undefined || twin !== undefined || day - known[other]!.day > windowDays) return;
      if (words.areTwins(own, known[other]!.words)) twin = other;
    };
    const keys = keysOf(headline).filter(isShared);
    const isAlone = !isShared(hash);
    if (isAlone && keys.length === 0) continue;
    look(whole.get(hash));
    if (own.length >= fewestWords) look(shortened.get(hash));
    for (const key of keys) {
      look(shortened.get(key));
      if (own.length > fewestWords) look(whole.get(key));
    }
    if (!isAlone) whole.set(hash, index);
    for (const key of keys) shortened.set(key, index);
    if (twin !== undefined) remarks.push(remarkOn(path, known[twin]!, known[twin]!.hash === hash));
  }
  return remarks;
}

function remarkOn(path: string, twin: { path: string; title: string }, isSame: boolean): Remark {
  const what = isSame
    ? `This is also the headline of ${twin.path}.`
    : `“${twin.title}” (${twin.path}) says nearly the same.`;
  const message = `${what} Say what is new, or delete one of the two stories.`;
  return { code: 'twin-headline', path, where: { at: ['title'] }, message };
}

/**
 * Tells hashes that may be those of two headlines from those that certainly are of one, which are most: by a table of
 * their last bits.
 */
function sharedHashes<Known extends { hash: number }>(
  known: Known[],
  keysOf: (headline: Known) => number[],
): (hash: number) => boolean {
  const mask = 2 ** 24 - 1;
  const counts = new Uint8Array(mask + 1);
  const note = (hash: number) => {
    if (counts[hash & mask]! < 2) counts[hash & mask]!++;
  };
  for (const headline of known) {
    note(headline.hash);
    for (const key of keysOf(headline)) note(key);
  }
  return (hash) => counts[hash & mask]! > 1;
}

/** Hashes of the headlines that return again and again. */
function repeated(known: { hash: number }[]): Set<number> {
  const counts = new Map<number, number>();
  for (const { hash } of known) counts.set(hash, (counts.get(hash) ?? 0) + 1);
  return new Set([...counts].flatMap(([hash, count]) => (count >= standing ? [hash] : [])));
}

/** Small words that do not make another headline. */
const smallWords = new Set(
  'a an the of in on at to for by and as is are was its his her their with from'.split(' '),
);
/** Words that turn a headline round. */
const turning = new Set('not no never without ends end after before live against'.split(' '));

/** Words as numbers, so that headlines are compared fast. */
class Words {
  readonly #numbers = new Map<string, number>();
  readonly #words: string[] = [];

  /** The words of a headline that matter, in order, without regard to case, accents and signs. */
  of(title: string): number[] {
    const plain = /^[\x20-\x7e’‘“”–]*$/.test(title) ? title : title.normalize('NFKD').replace(/\p{M}/gu, '');
    const words =
      plain
        .toLowerCase()
        .replace(/['’]/g, '')
        .match(/[\p{L}\p{N}]+/gu) ?? [];
    return words.filter((word) => !smallWords.has(word)).map((word) => this.#number(word));
  }

  #number(word: string): number {
    let number = this.#numbers.get(word);
    if (number === undefined) {
      number = this.#words.push(word) - 1;
      this.#numbers.set(word, number);
    }
    return number;
  }

  /** Whether two headlines say the same but for one word more, or one spelled otherwise. */
  areTwins(a: number[], b: number[]): boolean {
    const [long, short] = a.length >= b.length ? [a, b] : [b, a];
    let start = 0;
    while (start < short.length && long[start] === short[start]) start++;
    let end = 0;
    while (end < short.length - start && long.at(-1 - end) === short.at(-1 - end)) end++;
    const added = long.slice(start, long.length - end).map((number) => this.#words[number]!);
    const gone = short.slice(start, short.length - end).map((number) => this.#words[number]!);
    if (added.length === 0) return true;
    if (added.length > 1 || gone.length > 1) return false;
    const [one, other] = [added[0]!, gone[0]];
    if (other === undefined) return !/\d/.test(one) && !turning.has(one);
    return !/\d/.test(one + other) && isSameWord(one, other);
  }
}

/** Whether two words are one with a slip, or in another number. */
function isSameWord(a: string, b: string): boolean {
  const [long, short] = a.length >= b.length ? [a, b] : [b, a];
  if (long === `${short}s` || long === `${short}es`) return true;
  return short.length > 5 && isOneSlip(long, short);
}

/** An odd number, so that no bit of a word is lost. */
const factor = 0x9e3779b1;

/** A number of 53 bits for a row of words; two rows have the same about never, and are compared then. */
function hashOf(words: number[], left = -1): number {
  let [high, low] = [0, 1];
  for (let index = 0; index < words.length; index++) {
    if (index === left) continue;
    const word = words[index]!;
    low = Math.imul(low ^ (word + 1), factor);
    low ^= low >>> 15;
    high = Math.imul(high ^ (word + 7), 0x85ebca6b);
    high ^= low >>> 13;
  }
  return (high & 0x1fffff) * 2 ** 32 + (low >>> 0);
}

/** A number for each row that is left when one of the words is taken out. */
function hashesWithoutOne(words: number[]): number[] {
  return words.map((_, left) => hashOf(words, left));
}
