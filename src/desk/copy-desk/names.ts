import { slugify } from '../../lib/text.ts';
import type { ArticleFrontmatter } from '../../model/article.ts';
import { isOneSlip } from './headlines.ts';
import type { KeyPlace, Remark } from './remark.ts';

/** A story's names. */
interface NamedStory {
  /** Content path. */
  path: string;
  data: Pick<ArticleFrontmatter, 'tags' | 'authors' | 'contributors'>;
}

/** Tags or authors of a paper by their spelling. */
interface Topic {
  id: string;
  /** The spelling of the first use. */
  name: string;
  /** How many stories have it. */
  count: number;
}

/**
 * Tags that are the same word in another spelling or number. The rarer of two is told at each of its uses.
 * @param titled ids of tags with a title in tags.yaml: two that have one are meant to differ
 */
export function tagRemarks(stories: NamedStory[], titled: ReadonlySet<string>): Remark[] {
  const { topics: tags, idOf } = topicsOf(stories, ({ tags = [] }) => tags);
  const told = new Map<string, string>();
  const tell = (a: Topic, b: Topic, how: string) => {
    if (titled.has(a.id) && titled.has(b.id)) return;
    const [usual, rare] = isUsual(a, b, titled) ? [a, b] : [b, a];
    if (!told.has(rare.id)) {
      const message = `The tags “${rare.name}” and “${usual.name}” differ only in ${how}; ${counted(usual)} “${usual.name}”. Write them alike.`;
      remarks.push({ code: 'tag-variant', path, where, message });
    }
  };
  for (const [, alike] of grouped(tags, ({ id }) => id.replaceAll('-', ''))) {
    for (const other of alike.slice(1)) tell(alike[0]!, other, 'hyphens');
  }
  for (const [, alike] of grouped(tags, ({ id }) => singular(id))) {
    for (const other of alike.slice(1)) tell(alike[0]!, other, 'number');
  }
  for (const [, alike] of grouped(tags, ({ id }) => commonSpelling(id))) {
    for (const other of alike.slice(1)) tell(alike[0]!, other, 'spelling');
  }
  for (const [a, b] of slips(tags)) tell(a, b, 'a letter');
  return remarks;
}

/** Whether the first of two tags is the one that stays. */
function isUsual(a: Topic, b: Topic, titled: ReadonlySet<string>): boolean {
  if (titled.has(a.id) !== titled.has(b.id)) return titled.has(a.id);
  return a.uses.length === b.uses.length ? a.id < b.id : a.uses.length > b.uses.length;
}

const counted = ({ uses: { length } }: Topic) => (length === 1 ? 'one story has' : `${length} stories have`);

/** Words that end in -s and are no plural. */
const noPlural = /(?:ss|us|is|ics|news|wales|texas|series|species)$/;

function singular(id: string): string {
  return id
    .split('-')
    .map((word) => {
      if (word.length < 4 || noPlural.test(word)) return word;
      return word
        .replace(/ies$/, 'y')
        .replace(/(x|ch|sh|ss)es$/, '$1')
        .replace(/(?<!s)s$/, '');
    })
    .join('-');
}

/** One spelling for British and American, with accents and without. */
function commonSpelling(id: string): string {
  return id
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/(?<=[a-z]{3})our(?=$|-|s\b|ed\b|ing\b|al\b)/g, 'or')
    .replace(/(?<=[a-z]{3})is(?=e$|es$|ed$|ing$|ation$|e-|ation-)/g, 'iz')
    .replace(/(?<=defen|offen|licen)ce/g, 'se')
    .replace(/(?<=cent|theat|met)re(?=$|-|s\b)/g, 'er')
    .replace(/(?<=trave|labe|cance|fue)ll(?=ed|ing|er)/g, 'l')
    .replace(/programme/g, 'program');
}

/** Pairs of long tags that are one slip apart, within the word: endings make other words (`russia`, `russian`). */
function* slips(tags: Topic[]): Generator<[Topic, Topic]> {
  const shortest = 7;
  const seen = new Map<string, Topic[]>();
  for (const tag of tags) {
    if (tag.id.length < shortest || /\d/.test(tag.id)) continue;
    const near = new Set<Topic>();
    // Two that are one slip apart have a form in common with one letter left out.
    const forms = new Set([
      tag.id,
      ...Array.from(tag.id, (_, at) => tag.id.slice(0, at) + tag.id.slice(at + 1)),
    ]);
    for (const form of forms) {
      const others = seen.get(form);
      if (others) for (const other of others) near.add(other);
    }
    for (const other of near) if (isWithinWord(tag, other)) yield [other, tag];
    for (const form of forms) {
      const others = seen.get(form);
      if (others) others.push(tag);
      else seen.set(form, [tag]);
    }
  }
}

/** Whether one of two tags is a rare slip of the other. */
function isWithinWord(a: Topic, b: Topic): boolean {
  const [long, short] = a.id.length >= b.id.length ? [a.id, b.id] : [b.id, a.id];
  if (!isOneSlip(long, short) || long[0] !== short[0] || long.slice(-2) !== short.slice(-2)) return false;
  const [rare, usual] = [a, b].sort((a, b) => a.uses.length - b.uses.length) as [Topic, Topic];
  return rare.uses.length <= 2 && usual.uses.length >= 3 * rare.uses.length;
}

/**
 * Authors of a single story whose name is nearly that of another author.
 * @param known names of the authors with a file, by id
 */
export function authorRemarks(stories: NamedStory[], known: ReadonlyMap<string, string>): Remark[] {
  const authors = topicsOf(stories, ({ authors, contributors }) => [
    ...(authors?.map((name, index): Named => [name, ['authors', index]]) ?? []),
    ...(contributors?.map(({ name }, index): Named => [name, ['contributors', index, 'name']]) ?? []),
  ]);
  const names = new Map(known);
  for (const { id, name, uses } of authors) if (uses.length > 1 && !names.has(id)) names.set(id, name);
  // Those that share all words but one.
  const byRest = new Map<string, { word: string; id: string; name: string }[]>();
  for (const [id, name] of names) {
    for (const [rest, word] of withoutOneWord(name)) {
      const alike = byRest.get(rest);
      if (alike) alike.push({ word, id, name });
      else byRest.set(rest, [{ word, id, name }]);
    }
  }
  return authors.flatMap(({ id, name, uses }) => {
    if (uses.length > 1 || names.has(id)) return [];
    for (const [rest, word] of withoutOneWord(name)) {
      const meant = byRest.get(rest)?.find((other) => other.id !== id && isNameSlip(word, other.word));
      if (!meant) continue;
      const { path, where } = uses[0]!;
      const message = `“${name}” has this story alone, and is nearly “${meant.name}”. Take that spelling, or, if they are two, give this one a file in authors/.`;
      return [{ code: 'author-variant', path, where, message } as const];
    }
    return [];
  });
}

/** A name's words but one, in order of the alphabet, and that one. A single word stands alone. */
function* withoutOneWord(name: string): Generator<[string, string]> {
  const words =
    name
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  for (const [index, word] of words.entries()) {
    yield [words.toSpliced(index, 1).sort().join(' '), word];
  }
}

/** Whether two words of a name are one with a slip: equal without accents, a letter more or less, or exchanged. */
function isNameSlip(a: string, b: string): boolean {
  if (a === b) return true;
  const [long, short] = a.length >= b.length ? [a, b] : [b, a];
  if (!isOneSlip(long, short)) return false;
  // “Joan” and “John”, “Ana” and “Ann” are two names.
  return long.length > short.length ? short.length > 2 : short.length > 4;
}

type Named = [name: string, at: KeyPlace['at']];

function topicsOf(stories: NamedStory[], namesOf: (data: NamedStory['data']) => Named[]): Topic[] {
  const topics = new Map<string, Topic>();
  const ids = new Map<string, string>();
  for (const { path, data } of stories) {
    for (const [name, at] of namesOf(data)) {
      let id = ids.get(name);
      if (id === undefined) ids.set(name, (id = slugify(name)));
      let topic = topics.get(id);
      if (!topic) topics.set(id, (topic = { id, name, uses: [] }));
      topic.uses.push({ path, where: { at } });
    }
  }
  return [...topics.values()];
}

/** Groups of two or more that share a key. */
function grouped(topics: Topic[], key: (topic: Topic) => string): [string, Topic[]][] {
  return [...Map.groupBy(topics, key)].filter(([, { length }]) => length > 1);
}
