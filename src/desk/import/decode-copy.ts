import { Refusal, type Note } from './notes.ts';

/** The text of a file, and what had to be done to read it. */
export interface DecodedCopy {
  /** Lines end in `\n`; without a byte-order mark and without control characters. */
  text: string;
  notes: Note[];
}

/**
 * Reads the bytes of a file from another system: UTF-8, UTF-16, or what old systems write: Windows-1252 for
 * western languages, Windows-1251 and KOI8-U for Cyrillic.
 * @throws {Refusal} when it is no text.
 */
export function decodeCopy(bytes: Uint8Array): DecodedCopy {
  const kind = kindOf(bytes);
  if (kind !== undefined) {
    throw new Refusal(
      1,
      `The file is ${kind}, whatever its name ends in. Save its words as plain text in UTF-8.`,
    );
  }
  const { text, encoding } = decode(bytes);
  const notes: Note[] = [];
  if (encoding) notes.push({ kind: 'mended', what: `read as ${encoding} and written as UTF-8` });
  const lines = text.replace(/\r\n?/g, '\n');
  const controls = lines.match(/[\0-\x08\x0b-\x1f\x7f]/g)?.length ?? 0;
  if (controls > 3 + lines.length / 100) {
    throw new Refusal(
      1,
      'The file is no text: it holds control characters, as those of a word processor do. Save it as plain text in UTF-8.',
    );
  }
  const clean = lines.replace(/\f/g, '\n').replace(/[\0-\x08\x0b-\x1f\x7f]/g, '');
  if (controls > 0) {
    notes.push({ kind: 'mended', what: 'invisible control characters taken out', detail: String(controls) });
  }
  if (clean.trim() === '') throw new Refusal(1, 'The file is empty.');
  return { text: clean, notes };
}

/** How files begin that hold no plain text. */
const beginnings: [kind: string, beginning: RegExp][] = [
  ['a PDF', /^%PDF-/],
  ['a document of a word processor', /^(?:\{\\rtf|PK\x03\x04|\xd0\xcf\x11\xe0)/],
  ['a picture', /^(?:\x89PNG|\xff\xd8\xff|GIF8[79]a|RIFF[^]{4}WEBP)/],
  ['a web page', /^\s*(?:<!doctype html|<html[\s>])/i],
];

function kindOf(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, 200)).toString('latin1').replace(/^ï»¿/, '');
  return beginnings.find(([, beginning]) => beginning.test(start))?.[0];
}

function decode(bytes: Uint8Array): { text: string; encoding?: string } {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) {
    return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'UTF-16' };
  }
  if (first === 0xfe && second === 0xff) {
    return { text: new TextDecoder('utf-16be').decode(bytes), encoding: 'UTF-16' };
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    // Every row of bytes is some text in each of these.
    const encoding = cyrillicEncoding(bytes) ?? 'Windows-1252';
    return { text: new TextDecoder(encoding).decode(bytes), encoding };
  }
}

/**
 * The encoding of a Cyrillic text: its words have no letter below 0xC0, as no word of a western language is. Most
 * letters are small ones, which lie where the capitals of the other encoding do.
 */
function cyrillicEncoding(bytes: Uint8Array): 'Windows-1251' | 'KOI8-U' | undefined {
  let [high, inWords, upper, run] = [0, 0, 0, 0];
  for (const byte of bytes) {
    if (byte >= 0xc0) {
      high++;
      run++;
      if (byte >= 0xe0) upper++;
      if (run === 4) inWords += 4;
      else if (run > 4) inWords++;
    } else run = 0;
  }
  if (inWords * 2 <= high) return undefined;
  return upper * 2 > high ? 'Windows-1251' : 'KOI8-U';
}
