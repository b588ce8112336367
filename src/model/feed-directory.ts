import type { Archive, Stream } from './archive.ts';
import { sectionOpmlPath } from './permalink.ts';
import type { SitePage } from './site-pages.ts';

/** What a reader of a section may want to follow: the section, and what it writes most about. */
export interface SectionFeeds {
  section: Stream;
  /** In the order of their titles, like `authors`. */
  topics: Stream[];
  authors: Stream[];
}

/** Topics, and authors, that are offered with a section. */
const subjectsOfSection = 30;

type SectionOpmlPage = SitePage<{ feeds: SectionFeeds }>;

const made = new WeakMap<Archive, SectionOpmlPage[]>();

/** One list of feeds for every section; made once for an archive. */
export function sectionOpmlPages(archive: Archive): SectionOpmlPage[] {
  let pages = made.get(archive);
  if (!pages) {
    pages = Array.from(archive.sections.values(), (section) => ({
      path: sectionOpmlPath(section.topic.id),
      props: { feeds: { section, ...subjectsOf(section, archive) } },
    }));
    made.set(archive, pages);
  }
  return pages;
}

function subjectsOf({ articles }: Stream, { tags, authors }: Archive): Omit<SectionFeeds, 'section'> {
  const [byTag, byAuthor] = [new Map<string, number>(), new Map<string, number>()];
  const count = (counts: Map<string, number>, id: string) => counts.set(id, (counts.get(id) ?? 0) + 1);
  for (const article of articles) {
    for (const { id } of article.tags) count(byTag, id);
    for (const { id } of article.authors) count(byAuthor, id);
  }
  const most = (streams: Map<string, Stream>, counts: Map<string, number>) =>
    mostWritten(streams.values(), ({ topic }) => counts.get(topic.id) ?? 0, subjectsOfSection);
  return { topics: most(tags, byTag), authors: most(authors, byAuthor) };
}

/** What `/feeds/` lists; topics and authors in the order of their titles. */
export interface FeedDirectory {
  sections: Stream[];
  series: Stream[];
  topics: ListedStreams;
  authors: ListedStreams;
}

/** The lists of a kind that are shown, of which those with most stories are chosen when there are too many. */
export interface ListedStreams {
  shown: Stream[];
  isAll: boolean;
}

/** Topics, and authors, on the page of feeds, which so stays below some 200 KB compressed. */
const listedAtMost = { topics: 10_000, authors: 5_000 };

/** What the page of feeds lists. */
export function feedDirectory({ sections, series, tags, authors }: Archive): FeedDirectory {
  const listed = (streams: Map<string, Stream>, atMost: number) => ({
    shown: mostWritten(streams.values(), ({ articles }) => articles.length, atMost),
    isAll: streams.size <= atMost,
  });
  return {
    sections: [...sections.values()],
    series: [...series.values()],
    topics: listed(tags, listedAtMost.topics),
    authors: listed(authors, listedAtMost.authors),
  };
}

/** The lists that have stories, and of very many those with most, as they stood; of two with as many the first. */
function mostWritten(
  streams: Iterable<Stream>,
  countOf: (stream: Stream) => number,
  atMost: number,
): Stream[] {
  const counted = Array.from(streams, (stream) => ({ stream, count: countOf(stream) })).filter(
    ({ count }) => count > 0,
  );
  const most = new Set(counted.toSorted((a, b) => b.count - a.count).slice(0, atMost));
  return counted.filter((counted) => most.has(counted)).map(({ stream }) => stream);
}

/** Lists under one heading of an index. */
export interface IndexGroup {
  /** A letter, `0–9` for numbers, `#` for signs, or in a language of many letters from which to which. */
  name: string;
  streams: Stream[];
}

/** Headings of an index at most. */
const groupsAtMost = 40;

/**
 * Lists by the first letter of their titles, as the language sorts letters: in English É stands under E, in Swedish
 * Å under Å.
 * @param streams in the order of their titles
 * @param language BCP 47 tag
 */
export function byInitial(streams: Stream[], language: string): IndexGroup[] {
  const { compare } = new Intl.Collator(language);
  const letters = new Intl.Collator(language, { sensitivity: 'base' });
  const groups = Map.groupBy(streams, ({ topic }) => initialOf(topic.title, language, letters));
  const sorted = Array.from(groups, ([name, streams]) => ({ name, streams }));
  return joinNeighbours(
    sorted.sort((a, b) => compare(a.name, b.name)),
    streams.length / groupsAtMost,
  );
}

function initialOf(title: string, language: string, letters: Intl.Collator): string {
  const first = /[\p{L}\p{N}]/u.exec(title)?.[0];
  if (first === undefined) return '#';
  if (/\p{N}/u.test(first)) return '0–9';
  const letter = firstOf(first.toLocaleUpperCase(language));
  const plain = firstOf(letter.normalize('NFD'));
  return letters.compare(letter, plain) === 0 ? plain : letter;
}

const firstOf = (text: string) => String.fromCodePoint(text.codePointAt(0)!);

/** Chinese and Korean have thousands of first letters: neighbours share a heading then, of so many lists or more. */
function joinNeighbours(groups: IndexGroup[], size: number): IndexGroup[] {
  if (groups.length <= groupsAtMost) return groups;
  const joined: { first: string; last: string; streams: Stream[] }[] = [];
  for (const { name, streams } of groups) {
    const before = joined.at(-1);
    if (!before || before.streams.length >= size) joined.push({ first: name, last: name, streams });
    else joined[joined.length - 1] = { ...before, last: name, streams: [...before.streams, ...streams] };
  }
  return joined.map(({ first, last, streams }) => ({
    name: first === last ? first : `${first} – ${last}`,
    streams,
  }));
}
