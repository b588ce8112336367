import { dayInZone, parseMoment } from '../lib/time.ts';
import { slugify, titleOfId } from '../lib/text.ts';
import type { ArticleKind, LeadImage } from './article.ts';
import type { ArticleEntry, AuthorData, Newsroom, PageData, Redirects, SourceFile } from './newsroom.ts';
import * as permalink from './permalink.ts';

/** A section, tag, author or series as a reader meets it. `path` is its list's permalink. */
export interface Topic {
  id: string;
  title: string;
  description?: string;
  path: string;
}
/** Who is named in a byline, with a page of their own. */
export interface Author extends Topic {
  type: 'person' | 'organization';
  role?: string;
  url?: string;
  /** `src` is a content path. */
  image?: LeadImage;
}
/** A dated note on a story: an update or a correction. */
export interface Notice {
  date: Date;
  text: string;
}

/** One story, interpreted: what was written in its frontmatter, with everything it refers to. */
export interface Article extends SourceFile {
  /** Path below `content/articles` without extension: `2024/10/slug`. Never changes; feeds' guids rest on it. */
  id: string;
  /** Permalink. */
  permalink: string;
  title: string;
  /** The standfirst. */
  description: string;
  kicker?: string;
  dateline?: string;
  published: Date;
  /** Calendar day of `published` in the paper's zone, `YYYY-MM-DD`. */
  day: string;
  /** The newest of `updatedDate`, `updates` and `corrections`. */
  updated?: Date;
  section: Topic;
  authors: Author[];
  contributors: { author: Author; role: string }[];
  tags: Topic[];
  series?: Topic;
  /** Ids of the stories its editor chose to go with it. */
  related: string[];
  /** `src` is a content path. */
  image?: LeadImage;
  source?: { name: string; url: string; canonical: boolean };
  kind: ArticleKind;
  updates: Notice[];
  corrections: Notice[];
  /** BCP 47 tag. */
  lang: string;
  /** Why the story is not public yet; only ever set where held stories are shown (`npm run dev`). */
  held?: 'draft' | 'embargo';
}

/** A page of `content/pages`. */
export interface Page extends SourceFile {
  id: string;
  permalink: string;
  data: PageData;
}

/** A list of stories with an address: the whole paper, a section, a tag, an author, a series or a day. */
export interface Stream {
  kind: 'paper' | 'section' | 'tag' | 'author' | 'series' | 'day';
  topic: Topic;
  /** Newest first. */
  articles: Article[];
}

/** A correction with its story. */
export interface Correction extends Notice {
  article: Article;
}

/** Everything the paper's pages choose from; looked up, never searched. */
export interface Archive {
  /** By id, newest first. */
  articles: Map<string, Article>;
  paper: Stream;
  /** In menu order, empty ones included. */
  sections: Map<string, Stream>;
  /** By id, in the order of their titles. */
  tags: Map<string, Stream>;
  authors: Map<string, Stream>;
  series: Map<string, Stream>;
  /** By `YYYY-MM-DD`, newest first. */
  days: Map<string, Stream>;
  /** Newest first. */
  corrections: Correction[];
  pages: Map<string, Page>;
  front: { lead?: string; secondary?: string[]; strips?: string[] };
  redirects: Redirects;
}

/** How the content is interpreted, and what of it is shown. */
export interface ArchiveOptions {
  /** IANA zone of the paper. */
  timeZone: string;
  /** BCP 47 tag: language of stories that name none, and the order of names. */
  language: string;
  title: string;
  description: string;
  /** Stories published after this moment are embargoed. */
  now: Date;
  /** Whether drafts and embargoed stories are in the archive, marked. */
  showHeld: boolean;
}

/**
 * Interprets what was read from `content/`.
 * @throws {Error} when an entry was not checked before (an unknown section, an impossible date).
 */
export function buildArchive(newsroom: Newsroom, options: ArchiveOptions): Archive {
  const topics = createTopics(newsroom);
  const articles = newsroom.articles
    // Before anything is made of them: even the spelling of a topic would betray a held story.
    .filter((entry) => options.showHeld || !heldBy(entry, options))
    .map((entry) => interpretArticle(entry, topics, options))
    .sort(newestFirst);

  const stream = (kind: Stream['kind'], topic: Topic): Stream => ({ kind, topic, articles: [] });
  const paper = stream('paper', {
    id: '',
    title: options.title,
    description: options.description,
    path: permalink.frontPath,
  });
  const sections = new Map([...topics.sections].map(([id, topic]) => [id, stream('section', topic)]));
  const streams = {
    tag: new Map<string, Stream>(),
    author: new Map<string, Stream>(),
    series: new Map<string, Stream>(),
    day: new Map<string, Stream>(),
  };
  for (const author of topics.authors.values()) streams.author.set(author.id, stream('author', author));

  const file = (kind: keyof typeof streams, topic: Topic, article: Article) => {
    let list = streams[kind].get(topic.id);
    if (!list) streams[kind].set(topic.id, (list = stream(kind, topic)));
    // An author may be byline and contributor of one story.
    if (list.articles.at(-1) !== article) list.articles.push(article);
  };
  for (const article of articles) {
    paper.articles.push(article);
    sections.get(article.section.id)!.articles.push(article);
    for (const tag of article.tags) file('tag', tag, article);
    for (const author of article.authors) file('author', author, article);
    for (const { author } of article.contributors) file('author', author, article);
    if (article.series) file('series', article.series, article);
    file('day', { id: article.day, title: article.day, path: permalink.dayPath(article.day) }, article);
  }
  const byTitle = (map: Map<string, Stream>) => {
    const { compare } = new Intl.Collator(options.language);
    const filled = [...map].filter(([, { articles }]) => articles.length > 0);
    return new Map(filled.sort(([, a], [, b]) => compare(a.topic.title, b.topic.title)));
  };

  return {
    articles: new Map(articles.map((article) => [article.id, article])),
    paper,
    sections,
    tags: byTitle(streams.tag),
    authors: byTitle(streams.author),
    series: byTitle(streams.series),
    days: streams.day,
    corrections: articles
      .flatMap((article) => article.corrections.map((correction) => ({ ...correction, article })))
      .sort((a, b) => b.date.getTime() - a.date.getTime()),
    pages: new Map(
      newsroom.pages.map(({ id, path, digest, data }) => [
        id,
        { id, path, digest, data, permalink: permalink.pagePath(id) },
      ]),
    ),
    front: newsroom.front,
    redirects: newsroom.redirects,
  };
}

/** The section, tags, authors and series that stories name, each made once and shared. */
interface Topics {
  sections: Map<string, Topic>;
  tag: (name: string) => Topic;
  author: (name: string) => Author;
  authors: Map<string, Author>;
  series: Map<string, Topic>;
}

function createTopics(newsroom: Newsroom): Topics {
  const tags = new Map<string, Topic>();
  const authors = new Map<string, Author>();
  const author = (id: string, data: AuthorData): Author => {
    const { name, type = 'person', ...rest } = data;
    const made: Author = { id, title: name, type, path: permalink.authorPath(id), ...rest };
    if (made.image) made.image = { ...made.image, src: besideFile('authors/', made.image.src) };
    authors.set(id, made);
    return made;
  };
  for (const [id, data] of newsroom.authors) author(id, data);
  const idsByName = new Map([...newsroom.authors].map(([id, { name }]) => [slugify(name), id]));

  return {
    sections: new Map(
      newsroom.sections.map((section) => [
        section.id,
        { ...section, path: permalink.sectionPath(section.id) },
      ]),
    ),
    series: new Map(
      [...newsroom.series].map(([id, data]) => [id, { id, ...data, path: permalink.seriesPath(id) }]),
    ),
    authors,
    author(name) {
      const id = newsroom.authors.has(name) ? name : (idsByName.get(slugify(name)) ?? slugify(name));
      return authors.get(id) ?? author(id, { name });
    },
    tag(name) {
      const id = slugify(name);
      let tag = tags.get(id);
      if (!tag) {
        const data = newsroom.tags.get(id);
        const title = data?.title ?? (name === id ? titleOfId(id) : name);
        tags.set(id, (tag = { id, title, path: permalink.tagPath(id) }));
        if (data?.description) tag.description = data.description;
      }
      return tag;
    },
  };
}

function interpretArticle(entry: ArticleEntry, topics: Topics, options: ArchiveOptions): Article {
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

/** Why a story is held back, if it is. */
function heldBy(entry: ArticleEntry, options: ArchiveOptions): Article['held'] {
  if (isTrue(entry.data.draft)) return 'draft';
  return momentOf(entry.data.pubDate, entry, options) > options.now ? 'embargo' : undefined;
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

/** Order of every list: the newest first; stories of one moment by id. */
function newestFirst(a: Article, b: Article): number {
  return b.published.getTime() - a.published.getTime() || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

const isTrue = (value: boolean | string | undefined) => value === true || value === 'true';
const unique = <T>(items: T[]): T[] => [...new Set(items)];
