import { join } from 'node:path';
import type { ArticleEntry, Newsroom } from '../model/newsroom.ts';
import { pagePath, plainPath } from '../model/permalink.ts';
import type { Problem } from '../model/problem.ts';
import { articleReferenceMistakes, type NewsroomFacts } from './check-article.ts';
import { checkTexts, placeFindings } from './check-content.ts';
import { addressOf, checkNewsroom, factsOf } from './check-newsroom.ts';
import { entryId, kindOf } from './content-kinds.ts';
import type { ReaderOptions } from './content-reader.ts';
import { pagesOfEdits, type EditedPages } from './edited-pages.ts';
import type { FileAlone } from './file-reading.ts';
import { linkFollower, publicFileFinder, type FollowLink, type PagesByPath } from './follow-links.ts';
import { assembleFiles, type NewsroomReading } from './read-newsroom.ts';
import type { SeenPart } from './seen-by-others.ts';

/** A paper in which a check found no mistake, but for its stories. */
export interface SoundPaper {
  /** Its lists, without stories and pages. */
  lists: Omit<Newsroom, 'articles' | 'pages'>;
  /** The paths of all pages but those of lists after their first, in plain letters, each between two line ends. */
  addresses: string;
  /** The paths that only held stories have, in the same form. */
  heldAddresses: string;
  /** The paths of texts to whose headings others link. */
  headingsLinked: readonly string[];
  /** Whether a link or a redirect leads to, or comes from, what may be a numbered page of a list. */
  namesNumberedPages: boolean;
}

/** A story, a page or the choice for the front page that is new, or has changed since the paper was checked. */
export interface EditedFile extends FileAlone {
  /** What of it others see otherwise than before; nothing for a new story, and for what others do not look at. */
  changed?: ReadonlySet<SeenPart>;
}

/** Edits of a paper. */
export interface Edits {
  files: EditedFile[];
  /** Content paths of all files of the paper. */
  paths: ReadonlySet<string>;
  /** All stories that can be read, with the keys that others look at: before the edits, and after. */
  stories(): { before: ReadonlyMap<string, ArticleEntry>; now: ArticleEntry[] };
}

type EditOptions = Pick<ReaderOptions, 'root' | 'contentDir' | 'now' | 'site'>;

/** What edited files say by themselves. */
export type EditsReading = ReturnType<typeof assembleFiles>;

/** Reads what edited files say. */
export function readEdits(files: FileAlone[], contentDir: string): EditsReading {
  const byPath = new Map(files.map((file) => [file.path, file]));
  return assembleFiles(contentDir, [...byPath.keys()].sort(), byPath);
}

/**
 * The mistakes that edits bring into a sound paper, beyond those that a file shows by itself.
 * @param own what the edited files say
 * @returns nothing where it takes a check of everything: when files that were not edited may have mistakes now, or one
 * cannot be told without others
 */
export function mistakesOfEdits(
  paper: SoundPaper,
  edits: Edits,
  own: EditsReading,
  options: EditOptions,
): Problem[] | undefined {
  const { contentDir, now, site } = options;
  const { articles, pages, front } = own.newsroom;
  const isOfFront = edits.files.some(({ path }) => kindOf(path) === 'front');
  const newsroom = { ...paper.lists, articles, pages, ...(isOfFront && { front }) };
  const reading = { ...own, newsroom, files: edits.paths };
  const facts = factsOf(reading, contentDir);
  const areBesideOthers =
    isOfFront ||
    own.broken.size > 0 ||
    edits.files.some(({ changed }) => !changed || changed.has('address') || changed.has('topics')) ||
    articles.some((article) => articleReferenceMistakes(article, facts).length > 0);
  const all = areBesideOthers ? edits.stories() : undefined;
  const findings = all
    ? checkNewsroom({ ...reading, newsroom: { ...newsroom, articles: all.now } }, facts, site.timeZone)
    : [];
  const wrong = new Set(findings.map(({ path }) => path));
  if (!wrong.isSubsetOf(new Set(edits.files.map(({ path }) => path)))) return undefined;

  const [sound, doubtful] = [false, true].map((isWrong) =>
    articles.filter(({ path }) => wrong.has(path) === isWrong),
  ) as [ArticleEntry[], ArticleEntry[]];
  const broken = [...own.broken.values()].flatMap(({ article }) => article ?? []);
  const stories = {
    before: edits.files.flatMap(({ path }) => all?.before.get(path) ?? []),
    ...{ sound, doubtful: [...doubtful, ...broken], broken: [...own.broken.keys()] },
    all: all?.now.filter(({ path }) => !wrong.has(path)) ?? [],
  };
  const edited = pagesOfEdits(newsroom, stories, { now, site });
  if (all && changesOtherPages(paper, edited)) return undefined;
  if (all && sound.some((story) => takesName(story, all.before.get(story.path), paper, site.timeZone))) {
    return undefined;
  }
  if (losesHeadings(paper, edits, site.timeZone)) return undefined;
  const ofTexts = mistakesInTexts(paper, edited, reading, facts, options);
  return ofTexts && [...placeFindings(contentDir, findings, site.timeZone), ...ofTexts];
}

/** Whether links and redirects of others may lead, after edits, to what is not there, or come from what is there. */
function changesOtherPages(
  { addresses, lists, namesNumberedPages }: SoundPaper,
  { all, lost, isUncertain }: EditedPages,
): boolean {
  // A list may have fewer pages now, or more.
  if (namesNumberedPages || !lost.values().every(isUncertain)) return true;
  const redirected = `\n${Object.keys(lists.redirects).join('\n')}`.toLowerCase();
  const isRedirected = (path: string) => redirected.includes(`\n${path.slice(0, -1).toLowerCase()}`);
  return all.keys().some((path) => isRedirected(path) && !isPage(path, addresses));
}

/** Whether a story is where one with another name in feeds was. */
function takesName(
  story: ArticleEntry,
  before: ArticleEntry | undefined,
  { addresses }: SoundPaper,
  timeZone: string,
): boolean {
  const address = addressOf(story, timeZone)!;
  if (!isPage(plainPath(address), addresses)) return false;
  const isThere = before !== undefined && addressOf(before, timeZone) === address;
  return !isThere || before.data.guid !== story.data.guid;
}

/** Whether a page is among the paths of a {@link SoundPaper}. */
const isPage = (path: string, addresses: string) => !path.includes('\n') && addresses.includes(`\n${path}\n`);

/** Whether headings changed to which others link. */
function losesHeadings({ headingsLinked }: SoundPaper, { files, stories }: Edits, timeZone: string): boolean {
  if (headingsLinked.length === 0) return false;
  return files.some(({ path, changed }) => {
    if (!changed?.has('headings')) return false;
    const story = stories().before.get(path);
    const address = story ? addressOf(story, timeZone)! : pagePath(entryId(path));
    return headingsLinked.includes(plainPath(address));
  });
}

/** The mistakes in what edited texts refer to; nothing when they cannot be told. */
function mistakesInTexts(
  paper: SoundPaper,
  { open, all, held, lost, leftByHeld, isUncertain }: EditedPages,
  reading: NewsroomReading,
  facts: NewsroomFacts,
  { root, contentDir }: EditOptions,
): Problem[] | undefined {
  let isCertain = true;
  const openPages: PagesByPath = {
    has: (path) => open.has(path) || (!lost.has(path) && isPage(path, paper.addresses)),
    get: (path) => open.get(path),
    keys: () =>
      new Set([...paper.addresses.split('\n').slice(1, -1), ...open.keys()]).difference(lost).values(),
  };
  const allPages: PagesByPath = {
    ...openPages,
    has(path) {
      if (all.has(path) || openPages.has(path)) return true;
      // Other held stories may have it, too.
      if (leftByHeld.has(path) || lost.has(path)) isCertain = false;
      return isPage(path, paper.heldAddresses);
    },
    get: (path) => all.get(path),
  };
  const redirects = new Set(Object.keys(paper.lists.redirects).map(plainPath));
  const isPublicFile = publicFileFinder(join(root, 'public'));
  const followLink = linkFollower({
    open: openPages,
    all: () => allPages,
    isOther(path) {
      // How many pages a list has is not known here.
      if (/^\/.+\/\d+\/$/.test(path)) isCertain = false;
      return redirects.has(path) || isPublicFile(path) || isUncertain(path);
    },
    published: facts.published,
  });
  const follow: FollowLink = (link, fromHeld) => {
    const destination = followLink(link, fromHeld);
    // Of the texts that were not edited, the headings are not known here.
    if (typeof destination === 'object' && destination.fragment && !destination.path) isCertain = false;
    return destination;
  };
  const { problems } = checkTexts(reading, facts, { follow, held }, { contentDir });
  return isCertain ? problems : undefined;
}
