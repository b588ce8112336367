import { existsSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { nearest } from '../lib/text.ts';
import type { SourceFile } from '../model/newsroom.ts';
import { plainPath } from '../model/permalink.ts';
import { goneAdvice, type PublishedNames } from './check-permalinks.ts';
import { quote } from './schema-words.ts';

/** Where a link leads. */
export interface Destination {
  /** Content path of the story or page, when it is one. */
  path?: string;
  /** Id of the heading or note after `#`. */
  fragment?: string;
}

/** What an editor can do about an address that leads nowhere. */
export interface LinkAdvice {
  nowhere: string;
  held: string;
}

const adviceOnLinks: LinkAdvice = {
  nowhere: 'Correct the address, or take the link out.',
  held: 'Take the link out, or publish it first.',
};

/**
 * Follows a link from the paper's root.
 * @param fromHeld whether the text that holds it is itself held back; only then may it lead to held stories
 * @param advice what an editor can do where there is no page, and where a story is held back; whole sentences
 * @returns where it leads, or what is wrong with it in an editor's words.
 */
export type FollowLink = (link: string, fromHeld: boolean, advice?: LinkAdvice) => Destination | string;

/** The paths of pages, in plain letters, with the texts that are known to be on them. */
export type PagesByPath = Pick<ReadonlyMap<string, SourceFile | undefined>, 'has' | 'get' | 'keys'>;

/** Where links may lead. */
interface LinkTargets {
  /** Pages for all readers. */
  open: PagesByPath;
  /** Those and the pages of held stories. */
  all(): PagesByPath;
  /**
   * Whether anything else is at a path: a later page of a list, a redirect, a file.
   * @param withHeld whether held stories are in lists
   */
  isOther(path: string, withHeld: boolean): boolean;
  published: PublishedNames;
}

/** Makes a function that follows links. */
export function linkFollower({ open, all, isOther, published }: LinkTargets): FollowLink {
  const nearestPage = pageFinder(() => open.keys());
  return (link, fromHeld, advice = adviceOnLinks) => {
    // As nearly all links are written.
    const direct = open.get(link);
    if (direct !== undefined) return { path: direct.path };
    if (!URL.canParse(link, 'https://paper.invalid')) {
      return `The address ${quote(link)} cannot be read. Copy it again.`;
    }
    const url = new URL(link, 'https://paper.invalid');
    const path = plainPath(url.pathname);
    const fragment = url.hash ? { fragment: plainPath(url.hash.slice(1)) } : {};
    const withHeld = fromHeld && !open.has(path);
    const pages = withHeld ? all() : open;
    if (pages.has(path)) {
      const target = pages.get(path);
      return { ...(target && { path: target.path }), ...fragment };
    }
    if (isOther(path, withHeld)) return {};
    if (all().has(path)) {
      return `${quote(link)} leads only to what is held back (a draft, or not yet published); a reader could not open it. ${advice.held}`;
    }
    if (!path.endsWith('/') && all().has(`${path}/`)) {
      return `${quote(link)} lacks the slash at its end; write ${quote(link.replace(/^[^?#]*/, '$&/'))}.`;
    }
    const line = published.lineOfPath(path);
    if (line !== undefined) {
      return `A story was published at ${quote(link)}, and nothing answers there any more. ${goneAdvice(line)}`;
    }
    const meant = nearestPage(path);
    return `There is no page at ${quote(link)}. ${meant === undefined ? advice.nowhere : `Did you mean ${quote(meant)}?`}`;
  };
}

/**
 * Knows the files that are copied as they are, by their paths.
 * @param publicDir absolute path of their folder
 */
export function publicFileFinder(publicDir: string): (path: string) => boolean {
  return (path) => {
    const file = join(publicDir, path);
    // A slash may be encoded in an address, and so hide the way out of the folder.
    return file.startsWith(publicDir + sep) && existsSync(file) && statSync(file).isFile();
  };
}

/**
 * Finds the page that a mistyped path most likely means, among those of its month or first segment, those with
 * its last segment, and those of one segment: to compare it with every story of a large paper takes long.
 */
function pageFinder(paths: () => Iterable<string>): (path: string) => string | undefined {
  const first = (path: string) => /^\/(?:\d{4}\/\d{2}\b|[^/]*)/.exec(path)![0];
  const last = (path: string) => path.replace(/\/$/, '').split('/').at(-1)!;
  const makeIndex = (all = [...paths()]) => ({
    byFirst: Map.groupBy(all, first),
    byLast: Map.groupBy(all, last),
    top: all.filter((path) => /^\/[^/]*\/?$/.test(path)),
  });
  let index: ReturnType<typeof makeIndex> | undefined;
  return (path) => {
    index ??= makeIndex();
    const [near, alike] = [index.byFirst.get(first(path)), index.byLast.get(last(path))];
    // Of two that are equally near, always the same.
    return nearest(path, [...(near ?? []), ...(alike ?? []), ...index.top].sort());
  };
}
