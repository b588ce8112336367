import { remembered } from '../lib/remembered.ts';
import { parseMoment } from '../lib/time.ts';
import { isDraft } from '../model/interpret-article.ts';
import type { ArticleFrontmatter } from '../model/article.ts';
import type { ArticleEntry, Newsroom } from '../model/newsroom.ts';
import { pagePath, plainPath, seriesPath } from '../model/permalink.ts';
import { createTopics } from '../model/topics.ts';
import { articleReferenceMistakes, type NewsroomFacts } from './check-article.ts';
import { checkTexts } from './check-content.ts';
import { addressOf, checkNewsroom, factsOf } from './check-newsroom.ts';
import { entryId, kindOf } from './content-kinds.ts';
import type { ReaderOptions } from './content-reader.ts';
import type { InterpretedText } from './file-reading.ts';
import { textFacts, type TextFacts } from './read-newsroom.ts';
import type { SeenPart } from './seen-by-others.ts';

/** A paper in which a check found no mistake, but for its stories. */
export interface SoundPaper {
  /** Its lists, without stories and pages. */
  lists: Omit<Newsroom, 'articles' | 'pages'>;
  /** The paths of all pages but those of lists after their first, in plain letters, each between two line ends. */
  addresses: string;
  /** The paths of texts to whose headings others link. */
  headingsLinked: readonly string[];
  /** Whether a link or a redirect leads to, or comes from, what may be a numbered page of a list. */
  namesNumberedPages: boolean;
}

/** A story or page that is new, or has changed since the paper was checked. */
export interface EditedText extends InterpretedText {
  /** What of it others see otherwise than before; nothing for a new story. */
  changed?: ReadonlySet<SeenPart>;
}

/** What {@link areSoundEdits} looks at. */
export interface Edits {
  texts: EditedText[];
  /** Content paths of all files. */
  files: ReadonlySet<string>;
  /**
   * All stories before and after, with the keys that others look at; asked for when some are new, or have other tags
   * or authors.
   */
  stories(): { before: ReadonlyMap<string, ArticleEntry>; now: ArticleEntry[] };
}

/**
 * Whether edits leave a sound paper without mistakes, in the edited texts as in all others, when no story that was
 * there has another address. What cannot be told without a check of everything is not called sound.
 */
export function areSoundEdits(paper: SoundPaper, edits: Edits, options: EditOptions): boolean {
  const { texts, files } = edits;
  const articles = texts.filter(({ path }) => kindOf(path) === 'articles').map(storyOf);
  const newsroom: Newsroom = { ...paper.lists, articles, pages: [] };
  const facts = factsOf({ newsroom, files, broken: none }, options.contentDir);
  if (articles.some((article) => articleReferenceMistakes(article, facts).length > 0)) return false;
  const known = { paper, facts, pathOf: pathFinder(options) };
  return (
    referToWhatIsThere(newsroom, texts, known, options) && leaveListsSound(newsroom, edits, known, options)
  );
}

type EditOptions = Pick<ReaderOptions, 'contentDir' | 'now' | 'site'>;

interface KnownPaper {
  paper: SoundPaper;
  facts: NewsroomFacts;
  /** The path of a text, in plain letters. */
  pathOf(text: InterpretedText): string;
}

/** No file has a mistake by itself. */
const none = new Map<string, never>();

function pathFinder({ site: { timeZone } }: EditOptions): KnownPaper['pathOf'] {
  return (text) => {
    const isStory = kindOf(text.path) === 'articles';
    return plainPath(isStory ? addressOf(storyOf(text), timeZone)! : pagePath(entryId(text.path)));
  };
}

/** Whether a page is known to be at a path. */
const isPage = (path: string, { addresses }: SoundPaper) =>
  !path.includes('\n') && addresses.includes(`\n${path}\n`);

/** Whether a story is there for readers. */
const isPublic = (story: ArticleEntry, { now, site: { timeZone } }: EditOptions) =>
  !isDraft(story) && !story.data.withdrawn && parseMoment(story.data.pubDate, timeZone)! <= now;

/** Whether all is there that texts refer to, and the headings that others refer to. */
function referToWhatIsThere(
  newsroom: Newsroom,
  texts: EditedText[],
  { paper, facts, pathOf }: KnownPaper,
  options: EditOptions,
): boolean {
  const isLost = (text: EditedText) =>
    text.changed?.has('headings') && paper.headingsLinked.includes(pathOf(text));
  if (texts.some(isLost)) return false;
  const news = texts.filter((text) => !text.changed && isPublic(storyOf(text), options)).map(pathOf);
  const isAnswered = (path: string) =>
    isPage(path, paper) || news.includes(path) || Object.hasOwn(paper.lists.redirects, path);
  const follow = (link: string) => (isAnswered(plainPath(link)) ? {} : 'Not known.');
  const others = texts.filter(({ changed }) => !changed || changed.has('references'));
  const reading = {
    newsroom,
    broken: none,
    texts: new Map(others.map((text) => [text.path, factsOfText(text)])),
  };
  return checkTexts(reading, facts, { follow, held: new Set() }, options).problems.length === 0;
}

/** Whether stories, new or with other tags and authors, have addresses and names of their own, and end no list. */
function leaveListsSound(
  newsroom: Newsroom,
  { texts, files, stories }: Edits,
  { paper, facts, pathOf }: KnownPaper,
  options: EditOptions,
): boolean {
  const moved = texts.filter(({ changed }) => !changed || changed.has('topics'));
  if (moved.length === 0) return true;
  // A list may have fewer pages now, or more.
  if (paper.namesNumberedPages) return false;
  const { timeZone } = options.site;
  const { before, now } = stories();
  const whole = { ...newsroom, articles: now };
  if (checkNewsroom({ newsroom: whole, files, broken: none }, facts, timeZone).length > 0) return false;

  const listsOf = listFinder(whole);
  const [joined, left] = [new Set<string>(), new Set<string>()];
  for (const text of moved) {
    const story = storyOf(text);
    if (!isPublic(story, options)) continue;
    // Its address, and the archives of its day, month and year, in which an old story stays.
    if (!text.changed) for (const path of calendarPath.exec(pathOf(text))!) joined.add(path);
    for (const path of listsOf(story)) joined.add(path);
    for (const path of listsOf(before.get(text.path))) left.add(path);
  }
  const isRedirected = (path: string) =>
    Object.keys(paper.lists.redirects).some((from) =>
      from.toLowerCase().startsWith(path.slice(0, -1).toLowerCase()),
    );
  if (joined.values().some((path) => !isPage(path, paper) && isRedirected(path))) return false;
  const missed = left.difference(joined);
  for (const story of now) {
    if (missed.size === 0) return true;
    const lists = listsOf(story).filter((path) => missed.has(path));
    if (lists.length > 0 && isPublic(story, options)) lists.forEach((path) => missed.delete(path));
  }
  return missed.size === 0;
}

/** The entry of a story. */
export function storyOf({ path, digest, data }: InterpretedText): ArticleEntry {
  return { id: entryId(path), path, digest, data: data as ArticleFrontmatter };
}

/** What is known of an edited text. */
export const factsOfText = ({ digest, reading }: InterpretedText): TextFacts =>
  textFacts({ digest, reading: { text: reading } });

/** A story's path, and in it those of its day, month and year. */
const calendarPath = /^(((\/\d+\/)\d+\/)\d+\/).+$/;

/** Finds the lists of tags, authors and series that a story stands in: their paths in plain letters. */
function listFinder(newsroom: Newsroom): (story?: ArticleEntry) => string[] {
  const { tag, author } = createTopics(newsroom);
  const tagPath = remembered((name) => plainPath(tag(name).path));
  const authorPath = remembered((name) => plainPath(author(name).path));
  return (story) => {
    if (!story) return [];
    const { tags = [], authors = [], contributors = [], series } = story.data;
    return [
      ...tags.map(tagPath),
      ...[...authors, ...contributors.map(({ name }) => name)].map(authorPath),
      ...(series === undefined ? [] : [plainPath(seriesPath(series))]),
    ];
  };
}
