import { remembered } from '../lib/remembered.ts';
import { slugify } from '../lib/text.ts';
import type { KeyMistake } from './mistake.ts';
import { quote } from './schema-words.ts';

/** Bytes of one part of an address: file systems take 255, and a list's file adds to it. */
export const longestSegment = 200;

/** Bytes of a name in an address; tags and authors return in many stories. */
const segmentLength = remembered((name) => Buffer.byteLength(slugify(name)));

/** A file's name that can stand in an address as it is; `slug` in frontmatter obeys the same rule. */
const addressable = /^[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:[-_.~][\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*$/u;

/**
 * A name that can stand in an address, made of the words of any text; empty when it holds no letter or digit.
 * @param length letters of it, at most; as many whole words as have their place in them and in an address
 */
export function addressableName(text: string, length = Infinity): string {
  const words = slugify(text.replaceAll('_', '-'))
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    // A sign that stands on a letter is none without it.
    .map((word) => word.replace(/^\p{M}+/u, ''))
    .filter((word) => word !== '');
  let name = '';
  for (const word of words) {
    const longer = name === '' ? word : `${name}-${word}`;
    if (!hasPlace(longer, length)) break;
    name = longer;
  }
  if (name !== '' || words.length === 0) return name;
  const letters = [...words[0]!];
  while (!hasPlace(letters.join(''), length)) letters.pop();
  return letters.join('');
}

/** Bytes that are left for what makes a name another one: "-2". */
const nameRoom = 10;

const hasPlace = (name: string, length: number) =>
  name.length <= length && Buffer.byteLength(name) <= longestSegment - nameRoom;

/** Letters of a name that is made of a headline, at most. */
const headlineLetters = 60;

/** The name of a story that nobody has named: the words of its headline that come first. */
export const headlineName = (headline: string): string => addressableName(headline, headlineLetters);

/** Mistakes in the part of an address that comes from the file's name. */
export function nameMistakes(id: string): KeyMistake[] {
  const name = id.slice(id.lastIndexOf('/') + 1);
  if (addressable.test(name)) return [];
  const better = addressableName(name);
  const advice = better ? `Rename it, for example to ${quote(better)}.` : 'Rename it.';
  const message = `The file's name ${quote(name)} cannot stand in an address; expected letters and digits joined by hyphens. ${advice}`;
  return [{ at: [], message }];
}

/** Tags and names of which nothing would be left in an address. */
export function topicMistakes(key: 'tags' | 'authors', names: string[] = []): KeyMistake[] {
  if (names.every((name) => segmentLength(name) > 0)) return [];
  return names.flatMap((name, index) => {
    if (segmentLength(name) > 0) return [];
    const message = `${quote(name)} in "${key}" holds no letter or digit. Correct or delete it.`;
    return [{ at: [key, index], message }];
  });
}

/** Names that no file system could take as the folder of a page. */
export function longNames(key: string, names: string | string[] = []): KeyMistake[] {
  const list = typeof names === 'string' ? [names] : names;
  if (list.every((name) => segmentLength(name) <= longestSegment)) return [];
  return list.flatMap((name, index) => {
    const length = segmentLength(name);
    if (length <= longestSegment) return [];
    const at = Array.isArray(names) ? [key, index] : [key];
    const message = `${quote(name)} is ${length} bytes long in an address; expected at most ${longestSegment}. Shorten it.`;
    return [{ at, message }];
  });
}

/** A tag of the right form can still be none: the same part twice, a region of one digit. */
export function languageMistakes(lang: string | undefined): KeyMistake[] {
  try {
    if (lang !== undefined) new Intl.Locale(lang);
    return [];
  } catch {
    const message = `"lang" is ${quote(lang)}, which is no language tag; expected one such as "fr" or "pt-BR".`;
    return [{ at: ['lang'], message }];
  }
}

/** Stories that a story names twice, or itself. */
export function relatedMistakes(id: string, related: string[] = []): KeyMistake[] {
  return related.flatMap((other, index) => {
    const at = ['related', index];
    if (other === id)
      return [{ at, message: `${quote(id)} is this story itself. Delete it from "related".` }];
    if (related.indexOf(other) === index) return [];
    return [{ at, message: `${quote(other)} is named twice in "related". Delete one of the two.` }];
  });
}

/** Authors that a story names twice, by name or by id. */
export function repeatedAuthors(names: string[] = []): KeyMistake[] {
  if (names.length < 2) return [];
  const ids = names.map(slugify);
  return ids.flatMap((id, index) => {
    if (id === '' || ids.indexOf(id) === index) return [];
    return [
      {
        at: ['authors', index],
        message: `${quote(names[index])} is named twice in "authors". Delete one of the two.`,
      },
    ];
  });
}
