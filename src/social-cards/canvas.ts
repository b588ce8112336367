import { crc32, deflateSync } from 'node:zlib';
import type { SetText } from './typesetter.ts';

/** Red, green and blue from 0 to 255. */
export type Colour = readonly [number, number, number];

/** Steps from the background to a colour, which follow each other in the palette. */
export interface Ink {
  /** Index of the faintest step. */
  first: number;
  steps: number;
}

/**
 * A picture of few colours: 16 at most, which makes its file small, and made in a fraction of the time that
 * choosing the best colours afterwards takes.
 */
export class Canvas {
  readonly width: number;
  readonly height: number;
  readonly #palette: Colour[];
  readonly #bytesOfRow: number;
  /** As PNG has them: each row begins with the number of its filter, which is none, and a byte is two pixels. */
  readonly #rows: Uint8Array;

  /** @param width an even number */
  constructor(width: number, height: number, background: Colour) {
    this.width = width;
    this.height = height;
    this.#palette = [background];
    this.#bytesOfRow = 1 + width / 2;
    this.#rows = new Uint8Array(height * this.#bytesOfRow);
  }

  /** Adds an ink to the palette. The more steps, the smoother the edges of small letters. */
  ink(colour: Colour, steps: number): Ink {
    const first = this.#palette.length;
    const [background] = this.#palette;
    for (let step = 1; step <= steps; step++) {
      const [red, green, blue] = colour.map((value, index) => {
        return Math.round(background![index]! + ((value - background![index]!) * step) / steps);
      });
      this.#palette.push([red!, green!, blue!]);
    }
    if (this.#palette.length > 16) throw new Error('A canvas has 16 colours; give its inks fewer steps.');
    return { first, steps };
  }

  /** Fills a rectangle. */
  fill(ink: Ink, left: number, top: number, width: number, height: number): void {
    this.print(ink, { width, height, coverage: new Uint8Array(width * height).fill(255) }, left, top);
  }

  /** Puts a text on the empty background; what lies outside of the picture is cut off. */
  print(ink: Ink, { width, height, coverage }: SetText, left: number, top: number): void {
    const rows = this.#rows;
    const [fromX, toX] = [Math.max(0, -left), Math.min(width, this.width - left)];
    const colours = Uint8Array.from({ length: 256 }, (_, covered) => {
      return ink.first + Math.round((covered * ink.steps) / 255) - 1;
    });
    const faintest = Math.ceil(127.5 / ink.steps);
    for (let y = Math.max(0, -top); y < Math.min(height, this.height - top); y++) {
      const row = (y + top) * this.#bytesOfRow + 1;
      for (let x = fromX, at = y * width + fromX; x < toX; x++, at++) {
        const covered = coverage[at]!;
        if (covered < faintest) continue;
        const pixel = x + left;
        const byte = row + (pixel >> 1);
        const colour = colours[covered]!;
        rows[byte] = pixel % 2 === 0 ? (colour << 4) | (rows[byte]! & 15) : (rows[byte]! & 240) | colour;
      }
    }
  }

  /** The picture as a PNG file with a palette (https://www.w3.org/TR/png-3/), two pixels a byte. */
  toPng(): Buffer {
    const header = Buffer.alloc(13);
    header.writeUInt32BE(this.width, 0);
    header.writeUInt32BE(this.height, 4);
    // Four bits a pixel; colours from a palette.
    header.set([4, 3], 8);
    return Buffer.concat([
      Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
      chunk('IHDR', header),
      chunk('PLTE', Buffer.from(this.#palette.flat())),
      // The next level takes twice the time and saves an eighth.
      chunk('IDAT', deflateSync(this.#rows, { level: 3 })),
      chunk('IEND', Buffer.alloc(0)),
    ]);
  }
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}
