import { Refusal, type Note } from './notes.ts';

/** The text of a file, and what had to be done to read it. */
export interface DecodedCopy {
  /** Lines end in `\n`; without a byte-order mark and without control characters. */
  text: string;
  notes: Note[];
}

/**
 * Reads the bytes of a file from another system: UTF-8, UTF-16, or Windows-1252, which is what old systems for
 * western languages write.
 * @throws {Refusal} when it is no text.
 */
export function decodeCopy(bytes: Uint8Array): DecodedCopy {
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
    // Every row of bytes is some text in Windows-1252.
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'Windows-1252' };
  }
}
