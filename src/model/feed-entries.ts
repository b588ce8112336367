import { dayInZone } from '../lib/time.ts';
import type { Archive, Article, Notice, Stream, Topic } from './archive.ts';
import { storiesByYear } from './calendar.ts';
import { archivePath, correctionsPath, feedArchivePath, monthPath } from './permalink.ts';
import { correctionGuid, guidOf } from './story-guid.ts';

/** What subscribers receive: a story, or a correction of one. */
export interface FeedEntry {
  article: Article;
  /** The correction, where the entry is one; its story has an entry of its own. */
  correction?: Notice;
  /** Place of the correction among those of its story that bear the same date, from 0. */
  ordinal?: number;
  /** Decides its place: publication of the story, date of the correction. */
  date: Date;
}

/** A list of stories that can be subscribed to, or a document of the archive of the paper's feed. */
export interface Feed {
  /** What it is about; `path` is the page that shows the same to people. */
  topic: Topic;
  /** Permalink of the folder its files lie in, one for each format. */
  path: string;
  /** Newest first. */
  entries: FeedEntry[];
  /** Whether it is a document of the archive: complete, and not to be looked at again. */
  isArchive: boolean;
  /** `path` of the archive's documents with the entries before and after these. */
  older?: string;
  newer?: string;
}

/** How feeds are cut. */
export interface FeedRules {
  /** Stories in a feed, and entries in a document of the archive: at most 30. */
  feedLength: number;
  /** IANA zone of the paper; decides the month of a correction. */
  timeZone: string;
}

/** Everything of the paper that can be subscribed to; the paper itself first. */
export function paperFeeds(archive: Archive, rules: FeedRules): Feed[] {
  const { paper, sections, tags, authors, series } = archive;
  const { feedLength } = rules;
  const corrections = correctionEntries(archive);
  const byTopic = correctionsByTopic(corrections);
  const feed = (topic: Topic, entries: FeedEntry[]): Feed => {
    return { topic, path: topic.path, entries, isArchive: false };
  };
  const feedOf = ({ topic, articles }: Stream) =>
    feed(topic, feedEntries(articles, byTopic.get(topic) ?? [], feedLength));
  const documents = archiveDocuments(archive, corrections, rules);
  return [
    {
      ...feed(paper.topic, feedEntries(paper.articles, corrections, feedLength)),
      older: documents.at(-1)?.path,
    },
    ...[sections, tags, authors, series].flatMap((streams) => Array.from(streams.values(), feedOf)),
    feed(correctionsTopic, corrections.slice(0, feedLength)),
    ...documents,
  ];
}

/** The list of all corrections as something to be subscribed to. */
export const correctionsTopic: Topic = {
  id: '',
  title: 'Corrections',
  description: 'What we got wrong and put right.',
  path: correctionsPath,
};

/**
 * The entries of one feed: the newest stories, and the newest corrections of any of its stories that are not much
 * older, so that who read a mistake reads of it.
 * @param articles newest first
 * @param corrections those of the same stories, newest first
 * @param length stories, and corrections, at most
 */
export function feedEntries(articles: Article[], corrections: FeedEntry[], length: number): FeedEntry[] {
  const stories = articles.slice(0, length).map(storyEntry);
  const newest = stories[0]?.date.getTime() ?? 0;
  const recent = corrections
    .slice(0, length)
    .filter(({ date }) => date.getTime() >= newest - correctionsLastMs);
  return recent.length === 0 ? stories : [...stories, ...recent].sort(newestEntryFirst);
}

/**
 * Longer than any month, and the hour that clocks may go back in it: what the archive does not hold yet, which is
 * of one month, is then in the feed.
 */
const correctionsLastMs = 32 * 24 * 3_600_000;

/** The name of an entry in feeds, for ever: an absolute URI. */
export function entryGuid({ article, correction, ordinal = 0 }: FeedEntry): string {
  return correction ? correctionGuid({ article, ...correction }, ordinal) : guidOf(article);
}

/**
 * When an entry last changed in a way that a reader should know of. A correction, which moves its story's date too,
 * is a thousandth of a second later, and so above it for readers that sort by this date.
 */
export function entryUpdated({ article, correction, ordinal = 0, date }: FeedEntry): Date {
  if (correction) return new Date(date.getTime() + 1 + ordinal);
  const { updated } = article;
  return updated && updated > date ? updated : date;
}

/** The newest change in a feed; a feed without entries has none. */
export function feedUpdated({ entries }: Pick<Feed, 'entries'>): Date | undefined {
  return entries.map(entryUpdated).reduce<Date | undefined>((a, b) => (a && a > b ? a : b), undefined);
}

const storyEntry = (article: Article): FeedEntry => ({ article, date: article.published });

/** Every correction of the paper as an entry, newest first. */
function correctionEntries({ articles }: Archive): FeedEntry[] {
  const entries: FeedEntry[] = [];
  for (const article of articles.values()) {
    let last: Notice | undefined;
    let ordinal = 0;
    // The oldest first, those of one date as they were written.
    for (const correction of article.corrections) {
      ordinal = last?.date.getTime() === correction.date.getTime() ? ordinal + 1 : 0;
      last = correction;
      entries.push({ article, correction, ordinal, date: correction.date });
    }
  }
  return entries.sort(newestEntryFirst);
}

/** The corrections of every list's stories, newest first. */
function correctionsByTopic(corrections: FeedEntry[]): Map<Topic, FeedEntry[]> {
  const byTopic = new Map<Topic, FeedEntry[]>();
  for (const entry of corrections) {
    const { section, tags, authors, contributors, series } = entry.article;
    const topics = new Set<Topic>([section, ...tags, ...authors]);
    for (const { author } of contributors) topics.add(author);
    if (series) topics.add(series);
    for (const topic of topics) {
      const list = byTopic.get(topic);
      if (list) list.push(entry);
      else byTopic.set(topic, [entry]);
    }
  }
  return byTopic;
}

/** A correction stands above its story when they bear the same date. */
function newestEntryFirst(a: FeedEntry, b: FeedEntry): number {
  return (
    b.date.getTime() - a.date.getTime() ||
    (b.ordinal ?? -1) - (a.ordinal ?? -1) ||
    (a.article.id < b.article.id ? -1 : a.article.id > b.article.id ? 1 : 0)
  );
}

/**
 * The paper's whole feed in documents that do not change when something new is published (RFC 5005, section 4),
 * the oldest first. Those of a month are filled from its oldest entry; the last is there once it is full, or once
 * there is an entry of a later month. What no document holds yet is in the paper's own feed.
 */
function archiveDocuments(
  archive: Archive,
  corrections: FeedEntry[],
  { feedLength, timeZone }: FeedRules,
): Feed[] {
  const months = new Map<string, { path: string; entries: FeedEntry[] }>();
  for (const { month, days } of storiesByYear(archive).flatMap(({ months }) => months)) {
    const entries = days.flatMap(({ articles }) => articles.map(storyEntry));
    months.set(month, { path: monthPath(month), entries });
  }
  for (const entry of corrections) {
    const month = dayInZone(entry.date, timeZone).slice(0, 7);
    // In a month without stories, which has no page.
    if (!months.has(month)) months.set(month, { path: archivePath, entries: [] });
    months.get(month)!.entries.push(entry);
  }
  const names = [...months.keys()].sort();
  const documents = names.flatMap((month): Feed[] => {
    const { path, entries } = months.get(month)!;
    entries.sort(newestEntryFirst);
    const isOver = month !== names.at(-1);
    const count = isOver ? Math.ceil(entries.length / feedLength) : Math.floor(entries.length / feedLength);
    return Array.from({ length: count }, (_, index) => {
      const end = entries.length - index * feedLength;
      return {
        topic: { ...archive.paper.topic, path },
        path: feedArchivePath(month, index + 1),
        entries: entries.slice(Math.max(0, end - feedLength), end),
        isArchive: true,
      };
    });
  });
  return documents.map((document, index) => ({
    ...document,
    older: documents[index - 1]?.path,
    newer: documents[index + 1]?.path,
  }));
}
