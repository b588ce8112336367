import { dayInZone, parseMoment } from '../lib/time.ts';
import type { ArchiveOptions, Article, Notice, WithdrawnStory } from './archive.ts';
import type { ArticleEntry } from './newsroom.ts';
import * as permalink from './permalink.ts';
import type { Topics } from './topics.ts';

/**
 * Reads a story’s frontmatter as what it means; `undefined` for one that was withdrawn, and for a held story that
 * is not to be shown.
 * @throws {Error} when it was not checked before.
 */
export function interpretArticle(
  entry: ArticleEntry,
  topics: Topics,
  options: ArchiveOptions,
): Article | undefined {
  const { id, path, digest, data } = entry;
  const draft = isDraft(entry);
  // Before anything is made of it: even the spelling of a topic would betray a held story.
  if (data.withdrawn || (draft && !options.showHeld)) return undefined;
  const published = momentOf(data.pubDate, entry, options);
  const embargoed = published > options.now;
  if (embargoed && !options.showHeld) return undefined;

  const section = sectionOf(entry, topics);
  const day = dayInZone(published, options.timeZone);
  const updates = notices(data.updates, entry, options);
  const corrections = notices(data.corrections, entry, options);

  return {
    id,
    path,
    digest,
    guid: data.guid,
    // Known when all stories are.
    place: 0,
    permalink: permalink.storyPath(day, articleSlug(entry)),
    title: data.title,
    description: data.description,
    kicker: data.kicker,
    dateline: data.dateline,
    published,
    day,
    updated: lastChange(entry, updates, corrections, options),
    section,
    authors: topicsOf(data.authors, topics.author),
    contributors: data.contributors
      ? data.contributors.map(({ name, role }) => ({ author: topics.author(name), role }))
      : none,
    tags: topicsOf(data.tags, topics.tag),
    series: data.series === undefined ? undefined : topics.series.get(data.series),
    related: data.related ?? none,
    image: data.image && { ...data.image, src: besideFile(path, data.image.src) },
    source: data.source && { ...data.source, canonical: isTrue(data.source.canonical) },
    kind: data.kind ?? 'news',
    updates,
    corrections,
    lang: data.lang ?? options.language,
    held: draft ? 'draft' : embargoed ? 'embargo' : undefined,
  };
}

/**
 * Reads what is left to say of a withdrawn story; `undefined` for every other one. One that is held back, too, has
 * no page that could say so.
 * @throws {Error} when it was not checked before.
 */
export function interpretWithdrawn(
  entry: ArticleEntry,
  topics: Topics,
  options: ArchiveOptions,
): WithdrawnStory | undefined {
  const { id, path, digest, data } = entry;
  if (!data.withdrawn || (isDraft(entry) && !options.showHeld)) return undefined;
  const published = momentOf(data.pubDate, entry, options);
  if (published > options.now && !options.showHeld) return undefined;
  return {
    id,
    path,
    digest,
    guid: data.guid,
    permalink: permalink.storyPath(dayInZone(published, options.timeZone), articleSlug(entry)),
    published,
    section: sectionOf(entry, topics),
    date: momentOf(data.withdrawn.date, entry, options),
    reason: data.withdrawn.reason,
  };
}

function sectionOf(entry: ArticleEntry, { sections }: Topics) {
  const section = sections.get(entry.data.section);
  if (!section) throw unchecked(entry, `unknown section "${entry.data.section}"`);
  return section;
}

/** The empty list of all stories: a large archive has several hundred thousand. */
const none = Object.freeze([]) as unknown as never[];

/** The oldest first. */
function notices(
  written: { date: string; text: string }[] | undefined,
  entry: ArticleEntry,
  options: ArchiveOptions,
): Notice[] {
  if (!written?.length) return none;
  return written
    .map(({ date, text }) => ({ date: momentOf(date, entry, options), text }))
    .sort((a, b) => a.date.getTime() - b.date.getTime());
}

function lastChange(
  entry: ArticleEntry,
  updates: Notice[],
  corrections: Notice[],
  options: ArchiveOptions,
): Date | undefined {
  const { updatedDate } = entry.data;
  if (!updatedDate && updates.length === 0 && corrections.length === 0) return undefined;
  const times = [...updates, ...corrections].map(({ date }) => date.getTime());
  if (updatedDate) times.push(momentOf(updatedDate, entry, options).getTime());
  return new Date(Math.max(...times));
}

/** What names stand for, each once. */
function topicsOf<T>(names: string[] | undefined, topicOf: (name: string) => T): T[] {
  if (!names?.length) return none;
  const topics = names.map(topicOf);
  return topics.length > 1 ? [...new Set(topics)] : topics;
}

function momentOf(text: string, entry: ArticleEntry, { timeZone }: ArchiveOptions): Date {
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

/** Whether a story waits for its editor, whatever its date. */
export const isDraft = ({ data }: Pick<ArticleEntry, 'data'>) => isTrue(data.draft);

const isTrue = (value: boolean | string | undefined) => value === true || value === 'true';
