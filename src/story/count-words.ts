const isWord = /[\p{L}\p{N}]/u;

/** A letter or digit. */
const letter = 1;
/** A sign that joins two parts to one word: `don’t`, `24/7`. */
const joint = 2;
/** Anything else. */
const other = 3;

/** What is known of a character; 0 while nobody asked. */
const kinds = new Uint8Array(0x110000);
for (const sign of "'’.,:/-") kinds[sign.codePointAt(0)!] = joint;

/** Words of a text: letters and digits, joined by single apostrophes, hyphens and the like. */
export function countWords(text: string): number {
  let words = 0;
  /** Kind of the character before; a joint only after a letter or digit. */
  let before = other;
  for (let index = 0; index < text.length; index++) {
    let character = text.charCodeAt(index);
    if (character >= 0xd800 && character < 0xdc00) {
      character = text.codePointAt(index)!;
      if (character > 0xffff) index++;
    }
    const kind = kinds[character] || kindOf(character);
    if (kind === letter) {
      if (before === other) words++;
      before = letter;
    } else {
      before = kind === joint && before === letter ? joint : other;
    }
  }
  return words;
}

function kindOf(character: number): number {
  return (kinds[character] = isWord.test(String.fromCodePoint(character)) ? letter : other);
}
