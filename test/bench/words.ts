/** Chances that follow from a seed alone (mulberry32); every stream of a seed has its own. */
export class Dice {
  #state: number;

  constructor(seed: number, stream: number) {
    this.#state = Math.imul(seed, 0x9e3779b1) ^ Math.imul(stream + 2, 0x85ebca6b);
  }

  /** From 0 to below 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number, both ends included. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  oneIn(count: number): boolean {
    return this.next() * count < 1;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.whole(0, list.length - 1)]!;
  }
}

/** A language nobody speaks, with words as unequally used as in a real one. */
export interface Words {
  /** So many words in a row, by their frequency, of which no two that are neighbours are the same. */
  row: (dice: Dice, count: number) => string[];
  /** One of the less common words, all as likely: for names and topics. */
  rare: (dice: Dice) => string;
  /** Eight to twenty-four words, a capital and a full stop. */
  sentence: (dice: Dice) => string;
  /** Draws from any list by Zipf's law: the n-th entry 1/n^steepness times as often as the first. */
  skewed: <T>(list: readonly T[], steepness: number) => (dice: Dice) => T;
}

/** Invents a language of so many words. */
export function makeWords(dice: Dice, count: number): Words {
  const vocabulary = new Set<string>();
  while (vocabulary.size < count) {
    // Common words are short.
    const syllables = dice.whole(1, 1 + Math.min(3, Math.floor(vocabulary.size / 40)));
    vocabulary.add(Array.from({ length: syllables }, () => syllable(dice)).join(''));
  }
  const all = [...vocabulary];
  const less = all.slice(count / 20).filter(({ length }) => length > 4);
  const word = skewed(all, 1);
  const row = (dice: Dice, count: number) => {
    const words: string[] = [];
    while (words.length < count) {
      const next = word(dice);
      if (next !== words.at(-1)) words.push(next);
    }
    return words;
  };
  const sentence = (dice: Dice) => {
    const [first, ...others] = row(dice, dice.whole(8, 24));
    return `${capital(first! + others.map((next) => (dice.oneIn(12) ? ', ' : ' ') + next).join(''))}.`;
  };
  return { row, rare: (dice) => dice.pick(less), sentence, skewed };
}

function skewed<T>(list: readonly T[], steepness: number): (dice: Dice) => T {
  let total = 0;
  const upTo = Float64Array.from(list, (_, index) => (total += (index + 1) ** -steepness));
  return (dice) => {
    const chance = dice.next() * total;
    let low = 0;
    for (let high = list.length - 1; low < high;) {
      const middle = (low + high) >>> 1;
      if (upTo[middle]! > chance) high = middle;
      else low = middle + 1;
    }
    return list[low]!;
  };
}

const onsets = [...'bcdfghklmnprstvw', 'br', 'ch', 'gr', 'pr', 'st', 'tr', ''];
const vowels = [...'aaeeeiiou', 'ai', 'ea', 'ou'];
const codas = ['', '', '', '', '', '', 'l', 'm', 'n', 'n', 'r', 's', 't'];
const syllable = (dice: Dice) => dice.pick(onsets) + dice.pick(vowels) + dice.pick(codas);

/** With a capital at its beginning. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
