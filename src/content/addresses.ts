import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { nearest, slugify } from '../lib/text.ts';
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
import type { Newsroom } from '../model/newsroom.ts';
import * as permalink from '../model/permalink.ts';
import { plainPath } from '../model/permalink.ts';
import { lastTarget } from '../model/redirects.ts';
import type { PartialArticle } from './check-article.ts';
import { goneAdvice, type PublishedNames } from './check-permalinks.ts';
import { entryId, kindOf } from './content-kinds.ts';
import { quote } from './schema-words.ts';

/** What decides which addresses there are. */
interface AddressOptions extends Omit<ArchiveOptions, 'showHeld'> {
  /** Stories on one list page. */
  storiesPerPage: number;
  /** Absolute path of the folder that is copied as it is. */
  publicDir: string;
  /** What was ever published. */
  published: PublishedNames;
}

/** Where a link leads. */
interface Destination {
  /** Content path of the story or page, when it is one. */
  path?: string;
  /** Id of the heading or note after `#`. */
  fragment?: string;
}

/** A text with an address of its own. */
type Text = Article | WithdrawnStory | Page;

/** What an editor can do about an address that leads nowhere. */
export interface LinkAdvice {
  nowhere: string;
  held: string;
}

const adviceOnLinks: LinkAdvice = {
  nowhere: 'Correct the address, or take the link out.',
  held: 'Take the link out, or publish it first.',
};

/** Every address that the paper answers. */
export interface Addresses {
  /**
   * Follows a link from the paper's root.
   * @param fromHeld whether the text that holds it is itself held back; only then may it lead to held stories
   * @param advice what an editor can do where there is no page, and where a story is held back; whole sentences
   * @returns where it leads, or what is wrong with it in an editor's words.
   */
  follow(link: string, fromHeld: boolean, advice?: LinkAdvice): Destination | string;
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
  uncertain: { articles: PartialArticle[]; paths: string[] },
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
  const guessed = pathsOfUncertain(uncertain);
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
  const isPublicFile = (path: string) => {
    const file = join(options.publicDir, path);
    return existsSync(file) && statSync(file).isFile();
  };
  const isUncertain = (path: string) =>
    guessed.has(path.replace(/^\/\d{4}\/\d{2}\/\d{2}\//, '//')) ||
    ((uncertain.paths.includes('sections.yaml') || newsroom.sections.length === 0) &&
      /^\/[^/]+\/(?:\d+\/)?$/.test(path));

  const nearestPage = pageFinder(open.pages.keys());

  const follow = (link: string, fromHeld: boolean, advice = adviceOnLinks): Destination | string => {
    // As nearly all links are written.
    const direct = open.pages.get(link);
    if (direct !== undefined) return { path: direct.path };
    if (!URL.canParse(link, 'https://paper.invalid')) {
      return `The address ${quote(link)} cannot be read. Copy it again.`;
    }
    const url = new URL(link, 'https://paper.invalid');
    const path = plainPath(url.pathname);
    const fragment = url.hash ? { fragment: plainPath(url.hash.slice(1)) } : {};
    const paths = open.pages.has(path) || !fromHeld ? open : all();
    if (paths.pages.has(path)) {
      const target = paths.pages.get(path);
      return { ...(target && { path: target.path }), ...fragment };
    }
    if (isListPage(path, paths.streams) || redirects.has(path) || isPublicFile(path) || isUncertain(path))
      return {};
    if (all().pages.has(path)) {
      return `${quote(link)} leads only to what is held back (a draft, or not yet published); a reader could not open it. ${advice.held}`;
    }
    if (!path.endsWith('/') && all().pages.has(`${path}/`)) {
      return `${quote(link)} lacks the slash at its end; write ${quote(link.replace(/^[^?#]*/, '$&/'))}.`;
    }
    const published = options.published.lineOfPath(path);
    if (published !== undefined) {
      return `A story was published at ${quote(link)}, and nothing answers there any more. ${goneAdvice(published)}`;
    }
    const meant = nearestPage(path);
    return `There is no page at ${quote(link)}. ${meant === undefined ? advice.nowhere : `Did you mean ${quote(meant)}?`}`;
  };
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

/**
 * Finds the page that a mistyped path most likely means, among those of its month or first segment, those with
 * its last segment, and those of one segment: to compare it with every story of a large paper takes long.
 */
function pageFinder(paths: Iterable<string>): (path: string) => string | undefined {
  const first = (path: string) => /^\/(?:\d{4}\/\d{2}\b|[^/]*)/.exec(path)![0];
  const last = (path: string) => path.replace(/\/$/, '').split('/').at(-1)!;
  const makeIndex = (all = [...paths]) => ({
    byFirst: Map.groupBy(all, first),
    byLast: Map.groupBy(all, last),
    top: all.filter((path) => /^\/[^/]*\/?$/.test(path)),
  });
  let index: ReturnType<typeof makeIndex> | undefined;
  return (path) => {
    index ??= makeIndex();
    const [near, alike] = [index.byFirst.get(first(path)), index.byLast.get(last(path))];
    return nearest(path, [...(near ?? []), ...(alike ?? []), ...index.top]);
  };
}

/** The paths of all pages of an archive but those of lists after their first, in plain letters. */
export const pagePaths = (archive: Archive): string[] => [...pathsOf(archive).pages.keys()];

interface Paths {
  /** Path of every page, with the text on it. */
  pages: Map<string, Text | undefined>;
  /** Lists of several pages, by the path of their first. */
  streams: Map<string, Stream>;
}

const feedFormats = Object.keys(permalink.feedNames) as permalink.FeedFormat[];

function pathsOf(archive: Archive): Paths {
  const pages = new Map<string, Text | undefined>();
  const streams = new Map<string, Stream>();
  const fixed = [
    'frontPath',
    'archivePath',
    'correctionsPath',
    'feedsPath',
    'searchPath',
    'tagsPath',
  ] as const;
  for (const name of [...fixed, 'authorsPath'] as const) pages.set(permalink[name], undefined);
  const feeds = (list: string) => {
    for (const format of feedFormats) pages.set(plainPath(permalink.feedPath(list, format)), undefined);
  };
  feeds(permalink.frontPath);
  feeds(permalink.correctionsPath);
  for (const lists of [archive.sections, archive.tags, archive.authors, archive.series]) {
    for (const stream of lists.values()) {
      const path = plainPath(stream.topic.path);
      pages.set(path, undefined);
      streams.set(path, stream);
      feeds(path);
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

/** Addresses that files with mistakes may have: stories on any day (`//slug/`), what they name, other files by id. */
function pathsOfUncertain({ articles, paths }: { articles: PartialArticle[]; paths: string[] }): Set<string> {
  const guessed = new Set<string>();
  for (const { id, data } of articles) {
    const month = id.slice(0, id.lastIndexOf('/'));
    guessed.add(`//${data.slug ?? id.slice(month.length + 1)}/`);
    for (const tag of data.tags ?? []) guessed.add(permalink.tagPath(slugify(tag)));
    for (const author of data.authors ?? []) guessed.add(permalink.authorPath(slugify(author)));
    if (data.series !== undefined) guessed.add(permalink.seriesPath(data.series));
    // The archive of its month, and of a day of which only the month is certain.
    guessed.add(permalink.yearPath(month.slice(0, 4))).add(permalink.monthPath(month));
  }
  for (const path of paths) {
    const kind = kindOf(path);
    if (kind === 'pages') guessed.add(permalink.pagePath(entryId(path)));
    if (kind === 'authors') guessed.add(permalink.authorPath(entryId(path)));
    if (kind === 'series') guessed.add(permalink.seriesPath(entryId(path)));
  }
  return new Set([...guessed].map(plainPath));
}
