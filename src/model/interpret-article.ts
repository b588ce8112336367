import { dayInZone, parseMoment } from '../lib/time.ts';
import type { ArchiveOptions, Article, Notice } from './archive.ts';
import type { ArticleEntry } from './newsroom.ts';
import * as permalink from './permalink.ts';
import type { Topics } from './topics.ts';

/**
 * Reads a story’s frontmatter as what it means.
 * @throws {Error} when it was not checked before.
 */
export function interpretArticle(entry: ArticleEntry, topics: Topics, options: ArchiveOptions): Article {
  const { id, path, digest, data } = entry;
  const moment = (text: string) => momentOf(text, entry, options);
  const notices = (list: { date: string; text: string }[] = []): Notice[] =>
    list
      .map(({ date, text }) => ({ date: moment(date), text }))
      .sort((a, b) => a.date.getTime() - b.date.getTime());

  const section = topics.sections.get(data.section);
  if (!section) throw unchecked(entry, `unknown section "${data.section}"`);
  const published = moment(data.pubDate);
  const day = dayInZone(published, options.timeZone);
  const updates = notices(data.updates);
  const corrections = notices(data.corrections);
  const changes = [...updates, ...corrections].map(({ date }) => date);
  if (data.updatedDate) changes.push(moment(data.updatedDate));

  return {
    ...{ id, path, digest },
    permalink: permalink.storyPath(day, articleSlug(entry)),
    title: data.title,
    description: data.description,
    kicker: data.kicker,
    dateline: data.dateline,
    ...{ published, day },
    updated: changes.length ? new Date(Math.max(...changes.map(Number))) : undefined,
    section,
    authors: unique((data.authors ?? []).map(topics.author)),
    contributors: (data.contributors ?? []).map(({ name, role }) => ({ author: topics.author(name), role })),
    tags: unique((data.tags ?? []).map(topics.tag)),
    series: data.series === undefined ? undefined : topics.series.get(data.series),
    related: data.related ?? [],
    image: data.image && { ...data.image, src: besideFile(path, data.image.src) },
    source: data.source && { ...data.source, canonical: isTrue(data.source.canonical) },
    kind: data.kind ?? 'news',
    ...{ updates, corrections },
    lang: data.lang ?? options.language,
    held: heldBy(entry, options),
  };
}

/** By what it is decided whether a story is out. */
type Clock = Pick<ArchiveOptions, 'now' | 'timeZone'>;

/** Why a story is held back, if it is. */
export function heldBy(entry: ArticleEntry, options: Clock): Article['held'] {
  if (isTrue(entry.data.draft)) return 'draft';
  return momentOf(entry.data.pubDate, entry, options) > options.now ? 'embargo' : undefined;
}

function momentOf(text: string, entry: ArticleEntry, { timeZone }: Pick<Clock, 'timeZone'>): Date {
  const date = parseMoment(text, timeZone);
  if (!date) throw unchecked(entry, `impossible date "${text}"`);
  return date;
}

const unchecked = ({ path }: ArticleEntry, what: string) =>
  new Error(`${path}: ${what}; check the content before building the archive.`);

/** The last part of a story's address: its `slug`, or its file's name. */
export function articleSlug({ id, data }: Pick<ArticleEntry, 'id' | 'data'>): string {
  return data.slug ?? id.slice(id.lastIndexOf('/') + 1);
}

/** The content path of a file that lies beside another: `articles/2024/10/a.mdx`, `b.jpg`. */
export function besideFile(path: string, name: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1) + name;
}

const isTrue = (value: boolean | string | undefined) => value === true || value === 'true';
const unique = <T>(items: T[]): T[] => [...new Set(items)];
