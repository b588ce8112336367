import type { ArticleKind, LeadImage } from './article.ts';
import { interpretArticle, interpretWithdrawn } from './interpret-article.ts';
import type { Newsroom, PageData, Redirects, SourceFile } from './newsroom.ts';
import * as permalink from './permalink.ts';
import { createTopics } from './topics.ts';

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
  /** Its name in feeds, when that does not follow from its id; see `guidOf`. */
  guid?: string;
  /** Place in the paper's list of all stories: 0 is the newest. */
  place: number;
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

/** A story that was taken back: all that its page says in its place. Its words and pictures are not among it. */
export interface WithdrawnStory extends SourceFile {
  /** As that of an {@link Article}. */
  id: string;
  guid?: string;
  permalink: string;
  published: Date;
  section: Topic;
  /** When it was taken back. */
  date: Date;
  /** Why, in the words of the desk. */
  reason: string;
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
  /** Stories that were taken back, by id: each has a page that says so, and stands in no list. */
  withdrawn: Map<string, WithdrawnStory>;
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
    .map((entry) => interpretArticle(entry, topics, options))
    .filter((article) => article !== undefined)
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
  let day: Topic | undefined;
  for (const [place, article] of articles.entries()) {
    article.place = place;
    paper.articles.push(article);
    sections.get(article.section.id)!.articles.push(article);
    for (const tag of article.tags) file('tag', tag, article);
    for (const author of article.authors) file('author', author, article);
    for (const { author } of article.contributors) file('author', author, article);
    if (article.series) file('series', article.series, article);
    if (day?.id !== article.day) {
      day = { id: article.day, title: article.day, path: permalink.dayPath(article.day) };
    }
    file('day', day, article);
  }
  const byTitle = (map: Map<string, Stream>) => {
    const { compare } = new Intl.Collator(options.language);
    const filled = [...map].filter(([, { articles }]) => articles.length > 0);
    return new Map(filled.sort(([, a], [, b]) => compare(a.topic.title, b.topic.title)));
  };

  return {
    articles: new Map(articles.map((article) => [article.id, article])),
    withdrawn: new Map(
      newsroom.articles.flatMap((entry) => {
        const story = interpretWithdrawn(entry, topics, options);
        return story ? [[story.id, story]] : [];
      }),
    ),
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

/** Order of every list: the newest first; stories of one moment by id. */
export function newestFirst(a: Article, b: Article): number {
  return b.published.getTime() - a.published.getTime() || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
