import { slugify, titleOfId } from '../../lib/text.ts';
import { dayInZone, parseMoment } from '../../lib/time.ts';
import { articleSlug } from '../../model/interpret-article.ts';
import type { ArticleEntry, Newsroom, SectionData } from '../../model/newsroom.ts';
import { storyPath } from '../../model/permalink.ts';
import { guidOf } from '../../model/story-guid.ts';
import { agencyOf, spellingsOf } from './agencies.ts';

/** What an import asks of the paper as it is; looked up, never searched. */
export interface PaperFacts {
  sections: SectionData[];
  /** Content paths of the stories that are there, by the name that they have in feeds. */
  byGuid: ReadonlyMap<string, ArticleEntry>;
  byId: ReadonlyMap<string, ArticleEntry>;
  /** Stories taken from an address elsewhere. */
  bySource: ReadonlyMap<string, ArticleEntry[]>;
  /** The story with a headline: with the same words, or else with nearly the same. */
  byHeadline(headline: string): { id: string; isExact: boolean } | undefined;
  /** The section that a category of another system names. */
  section(name: string): string | undefined;
  /** The section in which most stories with these tags stand, and how many of how many. */
  likelySection(tags: string[]): { id: string; count: number; of: number } | undefined;
  /** The spelling that a tag has in the paper; nothing for one that is not in use. */
  tag(name: string): string | undefined;
  /** Tags in use that a text speaks of, the most telling first. */
  tagsIn(headline: string, text: string): string[];
  /** The id of the file of an author, an agency by any of its names. */
  author(name: string): string | undefined;
  /** Who publishes what is at an address, when a story of the paper says so. */
  publisher(url: string): string | undefined;
  /** Id of the series with this title. */
  series(title: string): string | undefined;
  redirects: Readonly<Record<string, string>>;
}

/** Looks at a newsroom once. */
export function paperFacts(newsroom: Newsroom): PaperFacts {
  const { articles, sections, authors, series, redirects } = newsroom;
  const byId = new Map(articles.map((entry) => [entry.id, entry]));
  const sources = articles.filter(({ data }) => data.source);
  const sectionIds = new Map(
    sections.flatMap(({ id, title }) => [id, slugify(title)].map((name) => [name, id])),
  );
  const authorIds = new Map([...authors].map(([id, { name }]) => [slugify(name), id]));
  const seriesIds = new Map([...series].map(([id, { title }]) => [slugify(title), id]));
  const publishers = once(
    () => new Map(sources.map(({ data }) => [hostOf(data.source!.url), data.source!.name])),
  );
  const topics = once(() => tagsOf(newsroom));
  const tagNames = once(
    () => new Map([...topics().values()].flatMap((tag) => tag.names.map((name) => [name, tag] as const))),
  );
  const headlines = once(() => headlineIndex(articles));
  return {
    sections,
    byGuid: new Map(articles.map((entry) => [guidOf({ id: entry.id, guid: entry.data.guid }), entry])),
    byId,
    bySource: Map.groupBy(sources, ({ data }) => data.source!.url),
    byHeadline: (headline) => headlines()(headline),
    section: (name) => sectionIds.get(slugify(name)),
    likelySection(tags) {
      const counts = new Map<string, number>();
      let of = 0;
      for (const tag of tags) {
        for (const [section, count] of topics().get(slugify(tag))?.sections ?? []) {
          counts.set(section, (counts.get(section) ?? 0) + count);
          of += count;
        }
      }
      const [best] = [...counts].sort((a, b) => b[1] - a[1]);
      return best && { id: best[0], count: best[1], of };
    },
    tag: (name) => topics().get(slugify(name))?.spelling,
    tagsIn: (headline, text) => tagsIn(tagNames(), headline, text),
    author(name) {
      if (authors.has(name)) return name;
      const agency = agencyOf(name);
      const names = agency ? [slugify(name), ...spellingsOf(agency)] : [slugify(name)];
      return names
        .map((known) => (authors.has(known) ? known : authorIds.get(known)))
        .find((id) => id !== undefined);
    },
    publisher: (url) => publishers().get(hostOf(url)),
    series: (title) => (series.has(slugify(title)) ? slugify(title) : seriesIds.get(slugify(title))),
    redirects,
  };
}

/** Makes something when it is first asked for. */
function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** The address of a story in the paper; one that was checked. */
export function addressOf(entry: Pick<ArticleEntry, 'id' | 'data'>, timeZone: string): string {
  return storyPath(dayInZone(parseMoment(entry.data.pubDate, timeZone)!, timeZone), articleSlug(entry));
}

/** Stories by their addresses. */
export function addressedStories(
  { byId }: Pick<PaperFacts, 'byId'>,
  timeZone: string,
): Map<string, ArticleEntry> {
  return new Map([...byId.values()].map((entry) => [addressOf(entry, timeZone), entry]));
}

/** The host of an address, without `www.`. */
export const hostOf = (url: string) => new URL(url).hostname.replace(/^www\./, '');

interface KnownTag {
  /** As most stories write it. */
  spelling: string;
  /** Words that name it in a text, as an id. */
  names: string[];
  /** Stories by section. */
  sections: Map<string, number>;
}

function tagsOf({ articles, tags }: Newsroom): Map<string, KnownTag> {
  const known = new Map<string, KnownTag & { spellings: Map<string, number> }>();
  for (const { data } of articles) {
    for (const name of data.tags ?? []) {
      const id = slugify(name);
      let tag = known.get(id);
      if (!tag) {
        const title = tags.get(id)?.title;
        const names = [
          ...new Set(
            [id, ...(title === undefined ? [] : [slugify(title)])].map((name) => name.replace(/^the-/, '')),
          ),
        ].filter((name) => name.length > 1);
        known.set(id, (tag = { spelling: name, names, sections: new Map(), spellings: new Map() }));
      }
      tag.sections.set(data.section, (tag.sections.get(data.section) ?? 0) + 1);
      tag.spellings.set(name, (tag.spellings.get(name) ?? 0) + 1);
    }
  }
  for (const tag of known.values()) {
    tag.spelling = [...tag.spellings].sort((a, b) => b[1] - a[1])[0]![0];
  }
  return known;
}

/** Words of which the longest tags are made. */
const tagWords = 4;
/** Tags for a story, at most; the handbook asks for three to five. */
const tagsForStory = 5;

function tagsIn(byName: ReadonlyMap<string, KnownTag>, headline: string, text: string): string[] {
  const points = new Map<KnownTag, number>();
  const read = (words: string[], worth: number) => {
    for (let start = 0; start < words.length; start++) {
      for (let length = 1; length <= tagWords && start + length <= words.length; length++) {
        const tag = byName.get(words.slice(start, start + length).join('-'));
        if (tag) points.set(tag, (points.get(tag) ?? 0) + worth);
      }
    }
  };
  read(wordsOf(headline), 3);
  read(wordsOf(text), 1);
  return [...points]
    .filter(([, count]) => count > 1)
    .sort((a, b) => b[1] - a[1])
    .slice(0, tagsForStory)
    .map(([{ spelling }]) => spelling);
}

/** Words in small letters, without the endings of possession. */
const wordsOf = (text: string) =>
  text
    .toLowerCase()
    .replace(/['’]s\b/g, '')
    .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

/** From this share of common words on, two headlines are taken for those of one story. */
const alike = 0.7;

function headlineIndex(articles: ArticleEntry[]): PaperFacts['byHeadline'] {
  const exact = new Map(articles.map(({ id, data }) => [slugify(data.title), id]));
  const stories = articles.map(({ id, data }) => ({ id, words: tellingWords(data.title) }));
  const byWord = new Map<string, number[]>();
  for (const [index, { words }] of stories.entries()) {
    for (const word of words) {
      const list = byWord.get(word);
      if (list) list.push(index);
      else byWord.set(word, [index]);
    }
  }
  return (headline) => {
    const same = exact.get(slugify(headline));
    if (same !== undefined) return { id: same, isExact: true };
    const words = tellingWords(headline);
    if (words.size < 3) return undefined;
    const common = new Map<number, number>();
    for (const word of words)
      for (const index of byWord.get(word) ?? []) common.set(index, (common.get(index) ?? 0) + 1);
    let best: { id: string; share: number } | undefined;
    for (const [index, count] of common) {
      const share = (2 * count) / (words.size + stories[index]!.words.size);
      if (share >= alike && share > (best?.share ?? 0)) best = { id: stories[index]!.id, share };
    }
    return best && { id: best.id, isExact: false };
  };
}

const emptyWords = new Set(
  'the and its for with from into after before over that this not are was has have but'.split(' '),
);

/** The beginnings of the words that tell one headline from another: "withdraw" and "withdrawal" are one. */
function tellingWords(headline: string): Set<string> {
  const words = wordsOf(headline).filter((word) => word.length > 2 && !emptyWords.has(word));
  return new Set(words.map((word) => word.slice(0, 6)));
}

/** How a tag of another system is written here: as the paper has it, or as an id unless its capitals or signs tell more. */
export function tagSpelling(names: string[], known: PaperFacts['tag']): string {
  const [first] = names as [string];
  const inUse = known(first);
  if (inUse !== undefined) return inUse;
  const counts = Map.groupBy(names, (name) => name);
  const [usual] = [...counts].sort((a, b) => b[1].length - a[1].length)[0]!;
  const id = slugify(usual);
  const ordinary =
    titleOfId(id).toLowerCase() === usual.toLowerCase().replace(/[\s-]+/g, ' ') &&
    !/\p{Lu}{2}|\p{Ll}\p{Lu}/u.test(usual);
  return ordinary ? id : usual;
}
