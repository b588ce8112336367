import { remembered } from '../lib/remembered.ts';
import type { Extent } from './fit-text.ts';
import type { TextStyle } from './typesetter.ts';

/** Letters that are as wide in any company, in words with spaces between them. */
const plainText =
  /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Nd}\p{P}\p{Sc}\p{Sm}\p{Zs}\u200e]+$/u;

/** What stays together on a line, and the spaces after it. A line may also end behind a dash. */
const parts = /([^ \u2010\u2012-\u2014-]*[\u2010\u2012-\u2014-]?)( *)/gu;

/** Large enough that widths, which are whole pixels, are exact to a hundredth. */
const measuredSize = 200;

/** Whole pixels and pairs of letters that are set wider may add so much to a line. */
const allowance = 1.006;

type Measure = (text: string, style: TextStyle) => Promise<Extent>;
type Style = Omit<TextStyle, 'size'>;

/** Widths are parts of the size of type. */
interface Part {
  width: number;
  letters: number;
  /** Of the spaces behind it. */
  space: number;
}

/**
 * What single letters of the card fonts measure, each found once. That tells nearly how large a text comes out in
 * any size, a hundred times as fast as setting it.
 */
export class LetterWidths {
  /** Between two others, whose ink ends where they end: a letter's own ink is narrower than the letter. */
  readonly #inkBetween: (weightAndLetter: string) => Promise<number>;
  readonly #linesOf: (weightAndDistance: string) => Promise<{ height: number; pitch: number }>;

  /** @param measure tells the extent of the ink of a text that is set */
  constructor(measure: Measure) {
    const extent = (text: string, weight: string, lineHeight = 1) =>
      measure(text, { size: measuredSize, weight: weight as TextStyle['weight'], lineHeight });
    this.#inkBetween = remembered(async (key) => {
      const [weight, letter] = split(key);
      return (await extent(`|${letter}|`, weight)).width / measuredSize;
    });
    this.#linesOf = remembered(async (key) => {
      const [weight, lineHeight] = split(key);
      const one = await extent('dp', weight, Number(lineHeight));
      const two = await extent('dp\ndp', weight, Number(lineHeight));
      return { height: one.height / measuredSize, pitch: (two.height - one.height) / measuredSize };
    });
  }

  /**
   * What estimates the extent of a text that is broken into lines.
   * @returns `undefined` for a text of other letters, and when words may be broken
   */
  async estimator(text: string, style: Style): Promise<((style: TextStyle) => Extent) | undefined> {
    const { weight, lineHeight = 1, tracking = 0, breaksWords } = style;
    if (breaksWords || !plainText.test(text)) return undefined;
    const parts = await this.#measureParts(text, weight);
    const { height, pitch } = await this.#linesOf(`${weight} ${lineHeight}`);
    return ({ size, width: room = Infinity }) => {
      let [lines, widest, at] = [1, 0, 0];
      for (const part of parts) {
        const width = (part.width + part.letters * tracking) * size * allowance;
        if (at > 0 && at + width > room) [lines, at] = [lines + 1, 0];
        widest = Math.max(widest, at + width);
        at += width + (part.space + tracking) * size;
      }
      return { width: Math.ceil(widest), height: Math.ceil((height + (lines - 1) * pitch) * size) };
    };
  }

  async #measureParts(text: string, weight: string): Promise<Part[]> {
    const widthOf = async (letters: string) => {
      let sum = 0;
      const nothing = await this.#inkBetween(`${weight} `);
      for (const letter of letters) sum += (await this.#inkBetween(`${weight} ${letter}`)) - nothing;
      return sum;
    };
    const measured: Part[] = [];
    for (const [all, letters = '', spaces = ''] of text.matchAll(parts)) {
      if (all === '') continue;
      const [width, space] = [await widthOf(letters), await widthOf(spaces)];
      measured.push({ width, letters: letters.length, space });
    }
    return measured;
  }
}

/** Takes a key of {@link remembered} apart at its first space. */
function split(key: string): [string, string] {
  const at = key.indexOf(' ');
  return [key.slice(0, at), key.slice(at + 1)];
}
