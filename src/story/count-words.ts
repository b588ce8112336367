const isWord = /[\p{L}\p{N}]/u;

/** Kinds of characters: letters and digits, signs that join two parts to one word (`don’t`, `24/7`), all others. */
const kind = { other: 0, letter: 1, joint: 2, unknown: 3 } as const;

/** What is known of a character; halves of characters are never known. */
const kinds = new Uint8Array(0x10000).fill(kind.unknown);
for (const sign of "'’.,:/-") kinds[sign.charCodeAt(0)] = kind.joint;

/**
 * Where a character leads: the kind before it times 4, and its own, give the kind that counts from then on, and 4 for
 * a word that begins. Letters and spaces alternate so often that a processor is slow to foresee any `if`.
 */
const steps = new Uint8Array(16);
for (const before of [kind.other, kind.letter, kind.joint]) {
  steps[before * 4 + kind.letter] = kind.letter + (before === kind.other ? 4 : 0);
  if (before === kind.letter) steps[before * 4 + kind.joint] = kind.joint;
}

/** Words of a text: letters and digits, joined by single apostrophes, hyphens and the like. */
export function countWords(text: string): number {
  let words = 0;
  let step = 0;
  for (let index = 0; index < text.length; index++) {
    let found = kinds[text.charCodeAt(index)]!;
    if (found === kind.unknown) {
      const character = text.codePointAt(index)!;
      found = kindOf(character);
      if (character > 0xffff) index++;
    }
    step = steps[(step & 3) * 4 + found]!;
    words += step >> 2;
  }
  return words;
}

function kindOf(character: number): number {
  const found = isWord.test(String.fromCodePoint(character)) ? kind.letter : kind.other;
  const isHalf = character >= 0xd800 && character <= 0xdfff;
  if (character <= 0xffff && !isHalf) kinds[character] = found;
  return found;
}
