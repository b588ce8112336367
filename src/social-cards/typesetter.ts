import { isMainThread } from 'node:worker_threads';
import type { Environment } from '../environment.ts';
import { escapeXml } from '../lib/xml.ts';
import { makeCardFonts, type CardFonts } from './card-fonts.ts';
import { fitText, type Extent } from './fit-text.ts';
import { LetterWidths } from './letter-widths.ts';

/** How a text is set. */
export interface TextStyle {
  /** Height of the type in pixels. */
  size: number;
  weight: 'Regular' | 'Bold';
  /** Distance of lines as a part of the fonts' own. */
  lineHeight?: number;
  /** Between letters, as a part of the size. */
  tracking?: number;
  /** BCP 47 tag. */
  lang?: string;
  /** Where lines end, in pixels; without it a text is one line. */
  width?: number;
  /** Whether words that are too long for a line are broken. */
  breaksWords?: boolean;
}

/** A text that was set: how much each pixel is covered, row by row, from 0 to 255. No larger than the ink. */
export interface SetText {
  width: number;
  height: number;
  coverage: Uint8Array;
}

/** Where a text has to fit in, in pixels. */
export interface TextBox {
  width: number;
  /** Without it, on one line. */
  height?: number;
  /** Sizes of type to choose from, the largest first. */
  sizes: number[];
}

/** Lines kept because others may be the same: some 3 MB. */
const linesKept = 300;

/** What a reader takes for one sign: a letter with its accents, an emoji with its skin and sex. */
const signs = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Sets text in the card fonts and no others, whatever the machine has. Pango does it, which comes with sharp:
 * it joins and orders the letters of every script.
 */
export class Typesetter {
  readonly #sharp: typeof import('sharp').default;
  readonly #families: string;
  readonly #characters: ReadonlySet<number>;
  /** The paper's name is on every card, and there are few sections. */
  readonly #lines = new Map<string, Promise<SetText | undefined>>();
  readonly #letterWidths = new LetterWidths((text, style) => this.measure(text, style));

  constructor(sharp: typeof import('sharp').default, { families, characters }: CardFonts) {
    this.#sharp = sharp;
    this.#families = families.join(', ');
    this.#characters = characters;
  }

  /**
   * A text as it can be set: on one line, without control characters, and without signs and emoji that the fonts
   * lack.
   * @returns `undefined` when they lack letters, or nothing is left
   */
  settable(text: string): string | undefined {
    const clean = text
      .normalize()
      .replace(/\u202f/g, '\u00a0')
      .replace(/[^\S\u00a0]+/g, ' ')
      .replace(/[\p{Cc}\p{Cs}\p{Co}\p{Cn}]/gu, '');
    const lacks = (character: string) =>
      !this.#characters.has(character.codePointAt(0)!) &&
      !/\p{Default_Ignorable_Code_Point}/u.test(character);
    if ((clean.match(/[\p{L}\p{M}\p{N}]/gu) ?? []).some(lacks)) return undefined;
    const known = Array.from(clean).some(lacks)
      ? Array.from(signs.segment(clean), ({ segment }) => ([...segment].some(lacks) ? '' : segment)).join('')
      : clean;
    const settable = known.replace(/ +/g, ' ').trim();
    return /[^\p{Default_Ignorable_Code_Point}\p{Z}]/u.test(settable) ? settable : undefined;
  }

  /** Width and height of a text's ink in pixels. */
  async measure(text: string, style: TextStyle): Promise<Extent> {
    const { width, height } = await this.#text(text, style).metadata();
    return { width, height };
  }

  async set(text: string, style: TextStyle): Promise<SetText> {
    const { data, info } = await this.#text(text, style)
      .toColourspace('b-w')
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, coverage: data };
  }

  /**
   * Sets a text at the largest size at which it fits into a box, with lines of about the same length.
   * @returns `undefined` when it fits at none
   */
  async setInto(text: string, style: Omit<TextStyle, 'size'>, box: TextBox): Promise<SetText | undefined> {
    const { height } = box;
    if (height === undefined) {
      const key = JSON.stringify([text, style, box]);
      const kept = this.#lines.get(key);
      if (kept) return kept;
      if (this.#lines.size === linesKept) this.#lines.clear();
      const line = this.#setLine(text, style, box);
      this.#lines.set(key, line);
      return line;
    }
    const estimate = await this.#letterWidths.estimator(text, style);
    const hoped = estimate && (await fitText(estimate, style, { ...box, height }));
    if (hoped) {
      const set = await this.set(text, hoped.style);
      const isAsHoped = set.height < hoped.extent.height + hoped.style.size / 2;
      if (set.width <= box.width && set.height <= height && isAsHoped) return set;
    }
    // To try a size takes as long as to set the text.
    const found = await fitText((tried) => this.measure(text, tried), style, { ...box, height });
    return found && this.set(text, found.style);
  }

  async #setLine(
    text: string,
    style: Omit<TextStyle, 'size'>,
    { width, sizes }: TextBox,
  ): Promise<SetText | undefined> {
    for (const size of sizes) {
      const line = await this.set(text, { ...style, size });
      if (line.width <= width) return line;
    }
    return undefined;
  }

  #text(text: string, { size, weight, lineHeight = 1, tracking = 0, lang, width, breaksWords }: TextStyle) {
    const attributes = [
      `font="${this.#families}, ${weight} ${size}px"`,
      `line_height="${lineHeight}"`,
      // In 1024ths of a point.
      ...(tracking ? [`letter_spacing="${Math.round(tracking * size * 1024)}"`] : []),
      ...(lang ? [`lang="${escapeXml(lang)}"`] : []),
    ];
    return this.#sharp({
      text: {
        text: `<span ${attributes.join(' ')}>${escapeXml(text)}</span>`,
        // So that a point is a pixel.
        dpi: 72,
        wrap: width === undefined ? 'none' : breaksWords ? 'word-char' : 'word',
        ...(width !== undefined && { width }),
      },
    });
  }
}

let opened: Promise<Typesetter> | undefined;

/** The typesetter of this process. The library is costly to load, and most builds make no card. */
export function openTypesetter(folders: Pick<Environment, 'cacheDir'>): Promise<Typesetter> {
  return (opened ??= open(folders));
}

async function open(folders: Pick<Environment, 'cacheDir'>): Promise<Typesetter> {
  if (!isMainThread) {
    throw new Error(
      'Social cards are made by the main thread: fontconfig does not see the environment of others.',
    );
  }
  const fonts = await makeCardFonts(folders);
  const { default: sharp } = await import('sharp');
  const typesetter = new Typesetter(sharp, fonts);
  const { FONTCONFIG_FILE } = process.env;
  // Fontconfig reads its settings once, when the first text is set.
  process.env.FONTCONFIG_FILE = fonts.settings;
  try {
    await typesetter.measure('A', { size: 20, weight: 'Regular' });
  } finally {
    if (FONTCONFIG_FILE === undefined) delete process.env.FONTCONFIG_FILE;
    else process.env.FONTCONFIG_FILE = FONTCONFIG_FILE;
  }
  return typesetter;
}
