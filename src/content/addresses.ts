import { slugify } from '../lib/text.ts';
import {
  buildArchive,
  type Archive,
  type ArchiveOptions,
  type Article,
  type Page,
  type Stream,
  type WithdrawnStory,
} from '../model/archive.ts';
import { listPages } from '../model/list-pages.ts';
import type { Newsroom, SourceFile } from '../model/newsroom.ts';
import * as permalink from '../model/permalink.ts';
import { plainPath } from '../model/permalink.ts';
import { lastTarget } from '../model/redirects.ts';
import type { PartialArticle } from './check-article.ts';
import type { PublishedNames } from './check-permalinks.ts';
import { entryId, kindOf } from './content-kinds.ts';
import { linkFollower, publicFileFinder, type FollowLink } from './follow-links.ts';

/** What decides which addresses there are. */
interface AddressOptions extends Omit<ArchiveOptions, 'showHeld'> {
  /** Stories on one list page. */
  storiesPerPage: number;
  /** Absolute path of the folder that is copied as it is. */
  publicDir: string;
  /** What was ever published. */
  published: PublishedNames;
}

/** A text with an address of its own. */
type Text = Article | WithdrawnStory | Page;

/** Every address that the paper answers. */
export interface Addresses {
  follow: FollowLink;
  /** Whether a page or file is, or may one day be, at this path. */
  isTaken(path: string): boolean;
  /**
   * What a reader finds at a path: the story or page that is there, `true` for anything else (a list, a file, a
   * redirect that leads somewhere) and for what a file with mistakes may have there, `false` for nothing.
   */
  answer(path: string): Text | boolean;
  /** Content paths of the stories that are held back. */
  held: ReadonlySet<string>;
  /** The stories that the addresses are made of: the public ones, or all. Made when first asked for. */
  archive(showHeld: boolean): Archive;
}

/**
 * Knows the addresses of a newsroom.
 * @param newsroom of which every story can be interpreted
 * @param uncertain stories with mistakes, and content paths of other files with mistakes: what would be theirs
 *   is not called broken
 */
export function createAddresses(
  newsroom: Newsroom,
  uncertain: UncertainFiles,
  options: AddressOptions,
): Addresses {
  const openArchive = buildArchive(newsroom, { ...options, showHeld: false });
  const open = pathsOf(openArchive);
  const held = new Set<string>();
  const { articles, withdrawn } = openArchive;
  for (const { id, path } of newsroom.articles) {
    if (!articles.has(id) && !withdrawn.has(id)) held.add(path);
  }
  // Rarely needed, and as large as the other.
  let wholeArchive = held.size === 0 ? openArchive : undefined;
  const archive = (showHeld: boolean) =>
    showHeld ? (wholeArchive ??= buildArchive(newsroom, { ...options, showHeld })) : openArchive;
  let allPaths = held.size === 0 ? open : undefined;
  const all = () => (allPaths ??= pathsOf(archive(true)));
  const mayBeTheirs = uncertainPaths(uncertain);
  const redirects = new Map(Object.keys(newsroom.redirects).map((from) => [plainPath(from), from]));

  const listPagePaths = new Map<Stream, Set<string>>();
  const isListPage = (path: string, streams: Map<string, Stream>): boolean => {
    const list = /^(.*\/)\d+\/$/.exec(path)?.[1];
    const stream = list === undefined ? undefined : streams.get(list);
    if (!stream) return false;
    let pages = listPagePaths.get(stream);
    if (!pages) {
      pages = new Set(listPages(list!, stream.articles, options.storiesPerPage).map(({ path }) => path));
      listPagePaths.set(stream, pages);
    }
    return pages.has(path);
  };
  const isPublicFile = publicFileFinder(options.publicDir);
  const isUncertain = (path: string) =>
    mayBeTheirs(path) ||
    ((uncertain.paths.includes('sections.yaml') || newsroom.sections.length === 0) &&
      /^\/[^/]+\/(?:\d+\/)?$/.test(path));
  const follow = linkFollower({
    open: open.pages,
    all: () => all().pages,
    isOther: (path, withHeld) =>
      isListPage(path, (withHeld ? all() : open).streams) ||
      redirects.has(path) ||
      isPublicFile(path) ||
      isUncertain(path),
    published: options.published,
  });
  const leadsSomewhere = (from: string): boolean => {
    const target = lastTarget(newsroom.redirects, from);
    return !target.startsWith('/') || typeof follow(target, false) !== 'string';
  };
  return {
    follow,
    held,
    archive,
    answer(path) {
      const text = open.pages.get(path);
      if (text || open.pages.has(path)) return text ?? true;
      if (isListPage(path, open.streams) || isPublicFile(path) || isUncertain(path)) return true;
      return redirects.has(path) && leadsSomewhere(redirects.get(path)!);
    },
    isTaken: (path) =>
      open.pages.has(path) || all().pages.has(path) || isListPage(path, all().streams) || isPublicFile(path),
  };
}

/** All pages of an archive but those of lists after their first. */
export const pagesOf = (archive: Archive): ReadonlyMap<string, SourceFile | undefined> =>
  pathsOf(archive).pages;

interface Paths {
  /** Path of every page, with the text on it. */
  pages: Map<string, Text | undefined>;
  /** Lists of several pages, by the path of their first. */
  streams: Map<string, Stream>;
}

const feedFormats = Object.keys(permalink.feedNames) as permalink.FeedFormat[];

/** The path of a list and those of its feeds, in plain letters. */
export function listPaths(list: string): string[] {
  return [list, ...feedFormats.map((format) => permalink.feedPath(list, format))].map(plainPath);
}

function pathsOf(archive: Archive): Paths {
  const pages = new Map<string, Text | undefined>();
  const streams = new Map<string, Stream>();
  for (const name of ['archivePath', 'feedsPath', 'searchPath', 'tagsPath', 'authorsPath'] as const) {
    pages.set(permalink[name], undefined);
  }
  const addList = (list: string) => {
    for (const path of listPaths(list)) pages.set(path, undefined);
  };
  addList(permalink.frontPath);
  addList(permalink.correctionsPath);
  for (const lists of [archive.sections, archive.tags, archive.authors, archive.series]) {
    for (const stream of lists.values()) {
      streams.set(plainPath(stream.topic.path), stream);
      addList(stream.topic.path);
    }
  }
  for (const day of archive.days.keys()) {
    for (const part of [day.slice(0, 4), day.slice(0, 7), day]) pages.set(permalink.dayPath(part), undefined);
  }
  for (const texts of [archive.articles, archive.withdrawn, archive.pages]) {
    for (const text of texts.values()) pages.set(plainPath(text.permalink), text);
  }
  return { pages, streams };
}

/** Files with mistakes. */
interface UncertainFiles {
  /** The stories among them. */
  articles: PartialArticle[];
  /** Content paths of all that cannot be read. */
  paths: string[];
}

/** Tells the paths that files with mistakes may have: those of stories on any day, of what they name, of other files by id. */
export function uncertainPaths({ articles, paths }: UncertainFiles): (path: string) => boolean {
  const guessed = new Set<string>();
  const addList = (list: string) => listPaths(list).forEach((path) => guessed.add(path));
  for (const { id, data } of articles) {
    const month = id.slice(0, id.lastIndexOf('/'));
    guessed.add(`//${data.slug ?? id.slice(month.length + 1)}/`);
    for (const tag of data.tags ?? []) addList(permalink.tagPath(slugify(tag)));
    for (const author of data.authors ?? []) addList(permalink.authorPath(slugify(author)));
    if (data.series !== undefined) addList(permalink.seriesPath(data.series));
    guessed.add(permalink.yearPath(month.slice(0, 4))).add(permalink.monthPath(month));
  }
  for (const path of paths) {
    const kind = kindOf(path);
    if (kind === 'pages') guessed.add(permalink.pagePath(entryId(path)));
    if (kind === 'authors') addList(permalink.authorPath(entryId(path)));
    if (kind === 'series') addList(permalink.seriesPath(entryId(path)));
  }
  const plain = new Set([...guessed].map(plainPath));
  return (path) => {
    const day = /^(\/\d{4}\/\d{2}\/)\d{2}\//.exec(path);
    if (!day) return plain.has(path);
    // Of the day of a story, only the month is certain.
    return plain.has(path === day[0] ? day[1]! : `//${path.slice(day[0].length)}`);
  };
}
