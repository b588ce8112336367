import { remembered } from '../../lib/remembered.ts';
import { slugify } from '../../lib/text.ts';
import type { ArticleFrontmatter } from '../../model/article.ts';
import { countTopics, type Topic } from './count-topics.ts';
import type { Remark } from './remark.ts';
import { isOneSlip } from './slips.ts';

/** A story's tags. */
interface TaggedStory {
  /** Content path. */
  path: string;
  data: Pick<ArticleFrontmatter, 'tags'>;
}

/**
 * Tags that are the same word in another spelling or number. The rarer of two is told at each of its uses.
 * @param titled ids of tags with a title in tags.yaml: two that have one are meant to differ
 */
export function tagRemarks(stories: TaggedStory[], titled: ReadonlySet<string>): Remark[] {
  const tags = countTopics(stories.flatMap(({ data }) => data.tags ?? []));
  /** What is said of each of the rarer ones, by id. */
  const told = new Map<string, string>();
  const tell = (a: Topic, b: Topic, how: string) => {
    if (titled.has(a.id) && titled.has(b.id)) return;
    const [usual, rare] = isUsual(a, b, titled) ? [a, b] : [b, a];
    if (told.has(rare.id)) return;
    const stories = usual.count === 1 ? 'one story has' : `${usual.count} stories have`;
    told.set(
      rare.id,
      `The tags “${rare.name}” and “${usual.name}” differ only in ${how}; ${stories} “${usual.name}”. Write them alike.`,
    );
  };
  const forms: [how: string, form: (id: string) => string][] = [
    ['hyphens', (id) => id.replaceAll('-', '')],
    ['number', singular],
    ['spelling', commonSpelling],
  ];
  for (const [how, form] of forms) {
    for (const alike of Map.groupBy(tags, ({ id }) => form(id)).values()) {
      for (const other of alike.slice(1)) tell(alike[0]!, other, how);
    }
  }
  for (const [a, b] of slips(tags)) tell(a, b, 'a letter');
  if (told.size === 0) return [];

  const idOf = remembered(slugify);
  return stories.flatMap(({ path, data }) =>
    (data.tags ?? []).flatMap((name, index): Remark[] => {
      const message = told.get(idOf(name));
      return message === undefined
        ? []
        : [{ code: 'tag-variant', path, where: { at: ['tags', index] }, message }];
    }),
  );
}

/** Whether the first of two tags is the one that stays. */
function isUsual(a: Topic, b: Topic, titled: ReadonlySet<string>): boolean {
  if (titled.has(a.id) !== titled.has(b.id)) return titled.has(a.id);
  return a.count === b.count ? a.id < b.id : a.count > b.count;
}

/** Words that end in -s and are no plural. */
const noPlural =
  /(?:ss|us|is|ics|news|wales|texas|series|species|means|christmas)$|^(?:alias|atlas|bias|canvas|chaos|gas|lens)$/;

/** Plurals in -ics that are of one thing, unlike “economics”, and others that follow no rule. */
const oddPlurals: Record<string, string> = {
  ...Object.fromEntries(
    'clinic comic critic epidemic fabric mechanic medic pandemic picnic relic sceptic skeptic topic tropic'
      .split(' ')
      .map((word) => [`${word}s`, word]),
  ),
  ...Object.fromEntries(
    'analysis crisis diagnosis hypothesis oasis'.split(' ').map((word) => [word.replace(/is$/, 'es'), word]),
  ),
  ...{ men: 'man', women: 'woman', children: 'child', people: 'person', mice: 'mouse' },
  ...{ wives: 'wife', lives: 'life', knives: 'knife', midwives: 'midwife' },
  ...{ wolves: 'wolf', halves: 'half', leaves: 'leaf', thieves: 'thief', shelves: 'shelf' },
};

/**
 * A form that a word and its plural have in common: `movie` and `movies` are `movy`, `house` and `houses` `hous`. Plurals
 * of German, Italian or Dutch need a dictionary: by their endings, `kohl` is one word with `kohle`.
 */
function singular(id: string): string {
  return id
    .split('-')
    .map((word) => {
      const odd = Object.hasOwn(oddPlurals, word) ? oddPlurals[word]! : word;
      if (odd.length < 4) return odd;
      const one = noPlural.test(odd) || odd !== word ? odd : odd.replace(/s$/, '');
      return one
        .replace(/ie$/, 'y')
        .replace(/zze$/, 'z')
        .replace(/(?<=.(?:s|x|z|ch|sh|o))e$/, '');
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
  const [rare, usual] = [a, b].sort((a, b) => a.count - b.count) as [Topic, Topic];
  return rare.count <= 2 && usual.count >= 3 * rare.count;
}
