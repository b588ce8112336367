import { remembered } from '../lib/remembered.ts';
import { parseMoment } from '../lib/time.ts';
import { buildArchive } from '../model/archive.ts';
import { isDraft } from '../model/interpret-article.ts';
import type { ArticleEntry, Newsroom, SourceFile } from '../model/newsroom.ts';
import { plainPath, seriesPath } from '../model/permalink.ts';
import { createTopics } from '../model/topics.ts';
import { listPaths, pagesOf, uncertainPaths } from './addresses.ts';
import type { PartialArticle } from './check-article.ts';
import { addressOf } from './check-newsroom.ts';
import type { ReaderOptions } from './content-reader.ts';

/** The pages that edited stories had, and those that they have now. */
export interface EditedPages {
  /** Those that there are now for readers, by path in plain letters. */
  open: ReadonlyMap<string, SourceFile | undefined>;
  /** Those and the pages of held stories. */
  all: ReadonlyMap<string, SourceFile | undefined>;
  /** Content paths of the edited stories that are held back. */
  held: ReadonlySet<string>;
  /** Paths at which there was a page for readers, and is none any more. */
  lost: ReadonlySet<string>;
  /** Paths that held stories had, and do not have any more; other held stories may have them, too. */
  leftByHeld: ReadonlySet<string>;
  /** Whether a path may be that of a file with mistakes. */
  isUncertain(path: string): boolean;
}

/** The stories that were edited, and all others. */
export interface EditedStories {
  /** Of the edited ones, those that were there, as they were. */
  before: ArticleEntry[];
  /** The edited ones of which the address is certain. */
  sound: ArticleEntry[];
  /** Those of which it is not. */
  doubtful: PartialArticle[];
  /** Content paths of all edited files that cannot be read. */
  broken: string[];
  /** All stories of the paper of which the address is certain, edited or not. */
  all: ArticleEntry[];
}

type PageOptions = Pick<ReaderOptions, 'now' | 'site'>;

/** Compares the pages of stories with those before they were edited. */
export function pagesOfEdits(
  newsroom: Newsroom,
  { before, sound, doubtful, broken, all: stories }: EditedStories,
  options: PageOptions,
): EditedPages {
  const archiveOf = (showHeld: boolean) =>
    buildArchive({ ...newsroom, articles: sound }, { ...options.site, now: options.now, showHeld });
  const archive = archiveOf(false);
  const [open, all] = [pagesOf(archive), pagesOf(archiveOf(true))];
  const isOut = ({ id }: ArticleEntry) => archive.articles.has(id) || archive.withdrawn.has(id);
  const [left, leftByHeld] = [new Set<string>(), new Set<string>()];
  const placesOf = placeFinder(newsroom, options);
  for (const story of before) {
    const [gone, pages] = isHeldBack(story, options) ? [leftByHeld, all] : [left, open];
    for (const place of placesOf(story)) if (!pages.has(place)) gone.add(place);
  }
  return {
    ...{ open, all, leftByHeld },
    lost: lostPlaces(left, stories, placesOf, options),
    held: new Set(sound.filter((story) => !isOut(story)).map(({ path }) => path)),
    isUncertain: uncertainPaths({ articles: doubtful, paths: broken }),
  };
}

/**
 * The places that nobody has any more.
 * @param left places that some stories had
 * @param stories all that may have them now
 */
function lostPlaces(
  left: ReadonlySet<string>,
  stories: ArticleEntry[],
  placesOf: PlaceFinder,
  options: PageOptions,
): Set<string> {
  const lost = new Set(left);
  // The month of a story is that of its folder.
  const months = new Set(lost.values().flatMap((path) => /^\/\d{4}\/(?:\d{2}\/)?/.exec(path) ?? []));
  const mayBeOf = ({ path }: ArticleEntry) =>
    months.values().some((month) => path.startsWith(`articles${month}`));
  for (const story of stories) {
    if (lost.size === 0) break;
    const places = months.size > 0 && mayBeOf(story) ? placesOf(story) : placesOf.lists(story);
    if (places.some((path) => lost.has(path)) && !isHeldBack(story, options)) {
      for (const path of places) lost.delete(path);
    }
  }
  return lost;
}

/** Whether readers find a story neither at its address nor in any list. */
function isHeldBack(story: ArticleEntry, { now, site: { timeZone } }: PageOptions): boolean {
  return isDraft(story) || parseMoment(story.data.pubDate, timeZone)! > now;
}

type PlaceFinder = ReturnType<typeof placeFinder>;

/**
 * Finds where a story stands when it is out: its address, the archives of its day, month and year, and the lists of its
 * tags, authors and series with their feeds, all in plain letters. Of its section there is a list in any case.
 */
function placeFinder(newsroom: Newsroom, { site: { timeZone } }: PageOptions) {
  const { tag, author } = createTopics(newsroom);
  const ofTag = remembered((name) => listPaths(tag(name).path));
  const ofAuthor = remembered((name) => listPaths(author(name).path));
  const ofSeries = remembered((name) => listPaths(seriesPath(name)));
  const lists = ({ data }: ArticleEntry): string[] => {
    const { tags = [], authors = [], contributors = [], series, withdrawn } = data;
    if (withdrawn) return [];
    return [
      ...tags.flatMap(ofTag),
      ...[...authors, ...contributors.map(({ name }) => name)].flatMap(ofAuthor),
      ...(series === undefined ? [] : ofSeries(series)),
    ];
  };
  const placesOf = (story: ArticleEntry): string[] => {
    const address = plainPath(addressOf(story, timeZone)!);
    const calendar = /^(((\/\d+\/)\d+\/)\d+\/)/.exec(address)!.slice(1);
    return [address, ...(story.data.withdrawn ? [] : calendar), ...lists(story)];
  };
  return Object.assign(placesOf, { lists });
}
