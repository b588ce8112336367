import { slug as githubSlug } from 'github-slugger';

/** An address segment for any text: "Middle East" becomes `middle-east`. May be empty for pure punctuation. */
export function slugify(text: string): string {
  // Most tags and ids are written as the segment they become.
  if (/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text)) return text;
  // The capital İ of Turkish has no small letter of one sign in other languages.
  return githubSlug(text.normalize('NFC').replaceAll('İ', 'I').trim())
    .replace(/-{2,}/g, '-')
    .replace(/^-|-$/g, '');
}

/** A title for an id that has none of its own: `south-korea` becomes "South korea". */
export function titleOfId(id: string): string {
  const words = id.replaceAll('-', ' ');
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
}

/** The nearest of `candidates` to a mistyped word, or `undefined` when none is near enough to be meant. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase(), bestDistance);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** Direction in which a language (BCP 47 tag) is written. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  const script = new Intl.Locale(language).maximize().script ?? 'Latn';
  return /^(Adlm|Arab|Hebr|Mand|Nkoo|Rohg|Samr|Syrc|Thaa)$/.test(script) ? 'rtl' : 'ltr';
}

/** Direction in which most letters of a text are written; `undefined` for one without letters. */
export function directionOfText(text: string): 'ltr' | 'rtl' | undefined {
  const letters = text.match(/\p{L}/gu);
  if (!letters) return undefined;
  return letters.filter((letter) => rightToLeft.test(letter)).length * 2 > letters.length ? 'rtl' : 'ltr';
}

const rightToLeft =
  /[\p{Script=Adlam}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Mandaic}\p{Script=Nko}\p{Script=Hanifi_Rohingya}\p{Script=Samaritan}\p{Script=Syriac}\p{Script=Thaana}]/u;

/** A language (BCP 47 tag) with its territory, as Open Graph writes it: `en_GB`; of `en` alone, the largest: `en_US`. */
export function localeOf(language: string): string {
  const { language: name, region } = new Intl.Locale(language).maximize();
  return region ? `${name}_${region}` : name;
}

/** Edits between two words (two letters swapped count as one); stops at `limit`, which is then returned. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const substitution = previous[column - 1]! + (a[row - 1] === b[column - 1] ? 0 : 1);
      let distance = Math.min(substitution, previous[column]! + 1, current[column - 1]! + 1);
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        distance = Math.min(distance, beforePrevious[column - 2]! + 1);
      }
      current.push(distance);
    }
    if (Math.min(...current) >= limit && Math.min(...previous) >= limit) return limit;
    [beforePrevious, previous] = [previous, current];
  }
  return previous[b.length]!;
}
