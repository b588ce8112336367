const isWord = /[\p{L}\p{N}]/u;
/** Signs that join two parts to one word: `don’t`, `24/7`. */
const joints = new Set(Array.from("'’.,:/-", (sign) => sign.codePointAt(0)!));

/** What is known of a character: 1 for a letter or digit, 2 for another, 0 while nobody asked. */
const kinds = new Uint8Array(0x110000);

/** Words of a text: letters and digits, joined by single apostrophes, hyphens and the like. */
export function countWords(text: string): number {
  let words = 0;
  /** Whether the character before is a letter or digit, or a joint after one. */
  let inWord = false;
  let joined = false;
  for (let index = 0; index < text.length; index++) {
    const character = text.codePointAt(index)!;
    if (character > 0xffff) index++;
    if (isLetter(character)) {
      if (!inWord) words++;
      inWord = true;
      joined = false;
    } else {
      inWord = inWord && !joined && joints.has(character);
      joined = inWord;
    }
  }
  return words;
}

function isLetter(character: number): boolean {
  const kind = (kinds[character] ||= isWord.test(String.fromCodePoint(character)) ? 1 : 2);
  return kind === 1;
}
