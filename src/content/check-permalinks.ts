import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { knownPast } from './git.ts';
import { remembered } from '../lib/remembered.ts';
import { dayInZone, parseMoment } from '../lib/time.ts';
import { articleSlug, isDraft } from '../model/interpret-article.ts';
import type { ArticleEntry, SourceFile } from '../model/newsroom.ts';
import { dayPath, plainPath, storyPath } from '../model/permalink.ts';
import { readPermalinks, type PermalinkLine } from '../model/permalinks-list.ts';
import type { Problem } from '../model/problem.ts';
import { guidOf } from '../model/story-guid.ts';
import type { Addresses } from './addresses.ts';
import type { PartialArticle } from './check-article.ts';
import { inFile, type Finding } from './content-files.ts';
import type { ReaderOptions } from './content-reader.ts';
import { decodeText } from './decode-text.ts';
import type { KeyMistake } from './mistake.ts';
import type { NewsroomReading } from './read-newsroom.ts';
import { quote } from './schema-words.ts';

/** The content path of the list of published addresses. */
export const permalinksFile = 'permalinks.txt';

const fix = '"npm run check -- --fix"';

/** An address at which readers have found a story, and what has become of it. */
export interface LostAddress extends PermalinkLine {
  /** The story of that name, if there is one; else its file is gone, or was renamed. */
  story?: ArticleEntry;
  /**
   * `nothing`: no page or redirect answers the address. `other name`: the story at the address has another name
   * in feeds, as after its file was renamed; it is `story`.
   */
  found: 'nothing' | 'other name';
}

/** Checks that every address at which a story was ever published is answered, and by the same story. */
export function checkPermalinks(
  reading: NewsroomReading,
  addresses: Addresses,
  { contentDir, site: { timeZone } }: Pick<ReaderOptions, 'contentDir' | 'site'>,
): { findings: Finding[]; problems: Problem[]; lost: LostAddress[] } {
  const { lines, mistakes } = readPermalinksFile(contentDir);
  const lost = lostAddresses(lines, reading, addresses);
  const findings: Finding[] = [];
  const advice = remembered(adviceOnPast);
  for (const address of lost) {
    const { story, line } = address;
    if (story) {
      const isHeld = addresses.held.has(story.path);
      findings.push({ path: story.path, ...storyMistake(address, story, isHeld, timeZone) });
    } else {
      mistakes.push({ line, column: 1, message: withoutStory(address) + advice(contentDir) });
    }
  }
  return { findings, problems: inFile(contentDir, permalinksFile, mistakes), lost };
}

/** Reads the list of published addresses; a paper may have none yet. */
export function readPermalinksFile(contentDir: string): ReturnType<typeof readPermalinks> {
  const file = join(contentDir, permalinksFile);
  if (!existsSync(file)) return { lines: [], mistakes: [] };
  const text = decodeText(readFileSync(file));
  return typeof text === 'string' ? readPermalinks(text) : { lines: [], mistakes: [text] };
}

/** Where the list of published addresses names what somebody refers to and what is not there. */
export interface PublishedNames {
  /** Line of an address, in plain letters; `undefined` when it is not on the list. */
  lineOfPath(path: string): number | undefined;
  /** Line of a story, by the id that it had when it was published. */
  lineOfStory(id: string): number | undefined;
}

/** The names on the list of published addresses, which is read when one is first asked for. */
export function publishedNames(contentDir: string): PublishedNames {
  let lines: { byPath: Map<string, number>; byGuid: Map<string, number> } | undefined;
  const read = () => {
    const list = readPermalinksFile(contentDir).lines;
    return {
      byPath: new Map(list.map(({ path, line }) => [path, line])),
      byGuid: new Map(list.map(({ guid, line }) => [guid, line])),
    };
  };
  return {
    lineOfPath: (path) => (lines ??= read()).byPath.get(path),
    lineOfStory: (id) => (lines ??= read()).byGuid.get(guidOf({ id })),
  };
}

/** What helps against a reference to a story that was published and is not there any more. */
export const goneAdvice = (line: number): string =>
  `${fix} mends this if the story's file was renamed; if not, do what another message says of its address, which is on line ${line} of ${permalinksFile}.`;

/** The published addresses that are not answered by their stories any more. */
function lostAddresses(
  lines: PermalinkLine[],
  { newsroom, broken }: Pick<NewsroomReading, 'newsroom' | 'broken'>,
  addresses: Addresses,
): LostAddress[] {
  const { articles, withdrawn } = addresses.archive(false);
  const lost: LostAddress[] = [];
  for (const line of lines) {
    const answer = addresses.answer(line.path);
    if (answer === false) lost.push({ ...line, found: 'nothing' });
    else if (answer !== true && isStory(answer) && guidOf(answer) !== line.guid) {
      lost.push({ ...line, found: 'other name' });
    }
  }
  if (lost.length === 0) return lost;

  const guidOfEntry = ({ id, data }: PartialArticle) => guidOf({ id, guid: data.guid });
  const byGuid = new Map(newsroom.articles.map((entry) => [guidOfEntry(entry), entry]));
  const byPath = new Map(newsroom.articles.map((entry) => [entry.path, entry]));
  const isSound = ({ id, path }: PartialArticle) =>
    articles.has(id) || withdrawn.has(id) || addresses.held.has(path);
  // Of a story with mistakes nobody knows yet where it will be.
  const uncertain = new Set(
    [...newsroom.articles, ...[...broken.values()].flatMap(({ article }) => article ?? [])]
      .filter((article) => !isSound(article))
      .map(guidOfEntry),
  );
  // A merge may leave an address on two lines; one of the names is enough.
  const named = new Set(
    lines.flatMap(({ path, guid }) =>
      pathAt(path, addresses) === (byGuid.get(guid)?.path ?? '') ? [path] : [],
    ),
  );
  const told = new Set<string>();
  return lost.flatMap((address) => {
    const { path, guid, found } = address;
    if (uncertain.has(guid) || named.has(path) || told.has(path)) return [];
    told.add(path);
    const story = found === 'nothing' ? byGuid.get(guid) : byPath.get(pathAt(path, addresses)!);
    return [story ? { ...address, story } : address];
  });
}

const isStory = ({ path }: SourceFile) => path.startsWith('articles/');

/** The content path of the text at an address. */
function pathAt(path: string, addresses: Addresses): string | undefined {
  const answer = addresses.answer(path);
  return typeof answer === 'boolean' ? undefined : answer.path;
}

/** What is wrong with a story that answers under another name, was published elsewhere, or is held back now. */
function storyMistake(
  { path, guid, found }: LostAddress,
  story: ArticleEntry,
  isHeld: boolean,
  timeZone: string,
): KeyMistake {
  const { id, data } = story;
  const published = `This story was published at ${quote(path)}`;
  if (found === 'other name') {
    const message =
      `The story that was published at ${quote(path)} had another name in feeds, so subscribers would get this one as new. ` +
      `If only its file was renamed, ${fix} keeps the name, by a line "guid: ${guid}". If it is another story, give it another "slug".`;
    return { at: ['guid'], message };
  }
  if (isHeld && isDraft(story)) {
    const message = `${published}, where a draft does not answer. Take "draft" out; or take the story back for all to see: npm run withdraw -- ${id}`;
    return { at: ['draft'], onKey: true, message };
  }
  if (isHeld) {
    const message = `${published}, and "pubDate" in the future holds it back now. Write the date of its first publication, or set this computer's clock right.`;
    return { at: ['pubDate'], message };
  }
  const day = dayInZone(parseMoment(data.pubDate, timeZone)!, timeZone);
  const now = plainPath(storyPath(day, articleSlug(story)));
  const isOtherDay = !path.startsWith(dayPath(day));
  const message = isSamePlace(path, now)
    ? `${published} and is now at ${quote(now)}, which many hosts and disks take for the same, so that no redirect can lead there. ${fix} keeps the address, by a line "slug: ${path.split('/').at(-2)}"; or put the name back as it was.`
    : `${published} and is now at ${quote(now)}; the old address leads nowhere. ${fix} writes the redirect; ` +
      `or put ${isOtherDay ? '"pubDate"' : 'the name'} back as it was.`;
  return { at: isOtherDay ? ['pubDate'] : data.slug === undefined ? [] : ['slug'], message };
}

/** Whether two addresses or paths differ in capitals only. */
export const isSamePlace = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** What stands in the way of finding a file again that is gone. */
export function adviceOnPast(contentDir: string): string {
  const past = knownPast(contentDir);
  if (past === 'shallow')
    return ' Git knows the last commits alone here (a shallow clone), so run git fetch --unshallow first.';
  if (past === 'none')
    return ' Here is no git repository with a commit; a file that is gone is found only where there is one.';
  return '';
}

function withoutStory({ path, guid }: LostAddress): string {
  return (
    `A story was published at ${quote(path)}, and nothing answers there any more: its file is gone. If it was renamed, ` +
    `${fix} writes the redirect (and if most of its words are others now, write "guid: ${guid}" into it before). ` +
    `If it was deleted, npm run withdraw -- ${path} --reason "…" brings its file back from git and takes the story ` +
    `back for all to see; or name another page for its readers in redirects.yaml: "${path}: /another/page/".`
  );
}
