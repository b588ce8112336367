/**
 * Whether what was found is what was asked. For a word that no story has, Pagefind takes the longest word
 * that the other begins with: "as" for "asdfgh". One that shares less than half of a word asked for is none.
 * @param found texts that contain the matches
 * @param language BCP 47 tag, for languages written without spaces
 */
export function isMatch(asked: string, found: string[], language: string): boolean {
  const foundWords = found.flatMap((text) => words(text, language));
  return words(asked, language).some((word) =>
    foundWords.some((other) => sharedStart(word, other) * 2 >= word.length),
  );
}

/** Words as Pagefind compares them, between spaces and as the language divides them: "e-mail", "e", "mail". */
function words(text: string, language: string): string[] {
  const segments = [...new Intl.Segmenter(language, { granularity: 'word' }).segment(text)];
  return [...text.split(/\s/), ...segments.map(({ segment }) => segment)]
    .map((word) =>
      word
        .normalize('NFD')
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}]/gu, ''),
    )
    .filter((word) => word !== '');
}

function sharedStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}
