import { isUtf8 } from 'node:buffer';
import { placeAt, type Mistake } from './mistake.ts';

const decoder = new TextDecoder('utf-8', { fatal: true });

/** The text of a file without its byte-order mark, or the mistake that it is not UTF-8. */
export function decodeText(bytes: Uint8Array): string | Mistake {
  const [first, second, third, fourth] = bytes;
  const utf16 =
    (first === 0xff && second === 0xfe) ||
    (first === 0xfe && second === 0xff) ||
    (bytes.length >= 4 && ((first === 0 && third === 0) || (second === 0 && fourth === 0)));
  if (utf16) {
    const message =
      'The file is encoded in UTF-16; expected UTF-8. Save it again with the encoding set to UTF-8.';
    return { line: 1, column: 1, message };
  }
  try {
    return decoder.decode(bytes);
  } catch {
    const offset = firstInvalidByte(bytes);
    const before = new TextDecoder().decode(bytes.subarray(0, offset));
    const byte = `0x${bytes[offset]!.toString(16).toUpperCase().padStart(2, '0')}`;
    return {
      ...placeAt(before, before.length),
      message:
        `Byte ${offset + 1} of the file (${byte}) is not valid UTF-8; the file was probably saved as ` +
        'Windows-1252 or Latin-1. Save it again with the encoding set to UTF-8.',
    };
  }
}

/** The marks of git in a file of which two versions were not merged, in their order. */
const conflict = /^<{7} [^]*?^={7}\r?$[^]*?^>{7} /m;

/** The mistake that two versions of a file were not merged: Markdown would print both. */
export function conflictMistake(text: string): Mistake | undefined {
  if (!text.includes('<<<<<<< ')) return undefined;
  const found = conflict.exec(text);
  if (!found) return undefined;
  return {
    ...placeAt(text, found.index),
    message:
      'A mark of git stands here: this file was changed in two places at once, and the versions were not merged. ' +
      'Between <<<<<<< and ======= stands one version, from there to >>>>>>> the other: keep the right one, and delete the lines with these marks.',
  };
}

/** Offset of the first byte that cannot be part of valid UTF-8. */
function firstInvalidByte(bytes: Uint8Array): number {
  let [valid, invalid] = [0, bytes.length];
  while (valid < invalid) {
    const middle = (valid + invalid) >> 1;
    try {
      // `stream` forgives a sequence that the cut leaves incomplete.
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, middle + 1), { stream: true });
      valid = middle + 1;
    } catch {
      invalid = middle;
    }
  }
  // The beginning of a sequence is found wanting only at the byte that should have gone on with it.
  while (valid > 0 && !isUtf8(bytes.subarray(0, valid))) valid--;
  return valid;
}
