import { remembered } from '../../lib/remembered.ts';
import { slugify } from '../../lib/text.ts';
import type { ArticleFrontmatter } from '../../model/article.ts';
import { countTopics } from './count-topics.ts';
import type { KeyPlace, Remark } from './remark.ts';
import { isOneSlip } from './slips.ts';

/** A story's authors. */
interface SignedStory {
  /** Content path. */
  path: string;
  data: Pick<ArticleFrontmatter, 'authors' | 'contributors'>;
}

/**
 * Authors of a single story whose name is nearly that of another author.
 * @param known names of the authors with a file, by id
 */
export function authorRemarks(stories: SignedStory[], known: ReadonlyMap<string, string>): Remark[] {
  const authors = countTopics(stories.flatMap(({ data }) => namesIn(data)));
  const names = new Map(known);
  for (const { id, name, count } of authors) if (count > 1 && !names.has(id)) names.set(id, name);
  const rare = authors.filter(({ id, count }) => count === 1 && !names.has(id));
  if (rare.length === 0) return [];

  const likeName = nameFinder(names);
  /** The name that each of them is nearly, by id. */
  const meant = new Map(
    rare.flatMap(({ id, name }): [string, string][] => {
      const other = likeName(name);
      return other === undefined ? [] : [[id, other]];
    }),
  );
  if (meant.size === 0) return [];
  const idOf = remembered(slugify);
  return stories.flatMap(({ path, data }) =>
    namesIn(data).flatMap((name, index): Remark[] => {
      const other = meant.get(idOf(name));
      if (other === undefined) return [];
      const message = `“${name}” has this story alone, and is nearly “${other}”. Take that spelling, or, if they are two, give this one a file in authors/.`;
      return [{ code: 'author-variant', path, where: { at: placeOf(data, index) }, message }];
    }),
  );
}

/** Authors, and then contributors. */
function namesIn({ authors = [], contributors }: SignedStory['data']): string[] {
  return contributors ? [...authors, ...contributors.map(({ name }) => name)] : authors;
}

/** Where one of {@link namesIn} stands. */
function placeOf({ authors = [] }: SignedStory['data'], index: number): KeyPlace['at'] {
  return index < authors.length ? ['authors', index] : ['contributors', index - authors.length, 'name'];
}

/** Finds the name that another one is with a slip in one of its words. */
function nameFinder(names: ReadonlyMap<string, string>): (name: string) => string | undefined {
  const byRest = new Map<string, { word: string; name: string }[]>();
  for (const name of names.values()) {
    for (const [rest, word] of withoutOneWord(name)) {
      const alike = byRest.get(rest);
      if (alike) alike.push({ word, name });
      else byRest.set(rest, [{ word, name }]);
    }
  }
  return (name) => {
    for (const [rest, word] of withoutOneWord(name)) {
      const other = byRest.get(rest)?.find((other) => isNameSlip(word, other.word));
      if (other) return other.name;
    }
    return undefined;
  };
}

/**
 * A name's words but one, in order of the alphabet, and that one; as written and in plain letters. A single word stands
 * alone.
 */
function* withoutOneWord(name: string): Generator<[string, string]> {
  const words =
    name
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  const plain = words.map((word) => (word.length > 4 ? inPlainLetters(word) : word));
  for (const form of plain.join() === words.join() ? [words] : [words, plain]) {
    for (const [index, word] of form.entries()) {
      yield [form.toSpliced(index, 1).sort().join(' '), word];
    }
  }
}

/** A word with one letter where some write two: “Jürgen” and “Juergen”, “Strauß” and “Strauss”, “Åse” and “Aase”. */
const inPlainLetters = (word: string) =>
  word
    .replace(/([aou])e/g, '$1')
    .replace(/æ|aa/g, 'a')
    .replace(/œ|ø/g, 'o')
    .replace(/ß|ss/g, 's')
    .replaceAll('ł', 'l')
    .replaceAll('ı', 'i');

/** Whether two words of a name are one with a slip: equal without accents, a letter more or less, or exchanged. */
function isNameSlip(a: string, b: string): boolean {
  if (a === b) return true;
  const [long, short] = a.length >= b.length ? [a, b] : [b, a];
  if (!isOneSlip(long, short)) return false;
  // “Joan” and “John”, “Ana” and “Ann” are two names.
  return long.length > short.length ? short.length > 2 : short.length > 4;
}
