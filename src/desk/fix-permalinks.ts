import { existsSync } from 'node:fs';
import {
  isSamePlace,
  permalinksFile,
  readPermalinksFile,
  type LostAddress,
} from '../content/check-permalinks.ts';
import type { CheckedContent } from '../content/content-reader.ts';
import { environment } from '../environment.ts';
import type { ArticleEntry } from '../model/newsroom.ts';
import { publishedAddresses, withPermalinks, type PublishedAddress } from '../model/permalinks-list.ts';
import { guidOf } from '../model/story-guid.ts';
import { editFrontmatter } from './edit-frontmatter.ts';
import { isEditable, setKey } from './edit-yaml.ts';
import type { FileChange } from './file-changes.ts';
import { addressOf } from './find-story.ts';
import type { Fixer } from './fixers.ts';
import { entryOf } from './gone-story.ts';
import { committedStories, likeness, lostStories, renamedFrom, type LostStory } from './lost-stories.ts';
import { editMentions } from './mentions.ts';
import { contentFile, heldBecause, readContentFile } from './story-file.ts';
import { takenAddresses } from './taken-addresses.ts';
import { redirectsFile, TextEdits } from './text-edits.ts';

/** Of more new stories, only those of the same month are compared; more that are gone are not looked for. */
const manyStories = 500;

/** A story that was found again after its file was renamed or its address changed, by hand. */
interface FoundStory {
  story: ArticleEntry;
  /** Its id before, as far as it is known. */
  oldId: string;
  /** The address at which it was published, and the name it had there; absent when both are as they were. */
  published?: { path: string; guid: string };
}

/**
 * Finds the stories again that answer no longer at an address where they were published, or by an id by which others
 * name them, as after a file was renamed by hand: writes redirects and names, and mends what refers to them.
 */
export const fixLostAddresses: Fixer = async ({ content, isWanted }) => {
  const texts = new TextEdits();
  // What is wrong with it is told as a mistake of its own.
  if (existsSync(contentFile(redirectsFile)) && !isEditable(readContentFile(redirectsFile))) return [];
  for (const { story, oldId, published } of await foundStories(content)) {
    if (!isWanted(permalinksFile) && !isWanted(story.path)) continue;
    const address = addressOf(story);
    const before = { id: oldId, address: published?.path ?? address };
    if (published && guidOf({ id: story.id, guid: story.data.guid }) !== published.guid) {
      texts.edit(story.path, (text) =>
        editFrontmatter(text, (yaml) => setKey(yaml, 'guid', published.guid, 'pubDate')),
      );
    }
    // Where only capitals differ, no redirect can lead from one to the other.
    const isKept = before.address !== address && isSamePlace(before.address, address);
    if (isKept) {
      const slug = before.address.split('/').at(-2)!;
      texts.edit(story.path, (text) =>
        editFrontmatter(text, (yaml) => setKey(yaml, 'slug', slug, 'pubDate')),
      );
    } else if (before.address !== address) {
      texts.edit(redirectsFile, (yaml) => setKey(yaml, before.address, address));
    }
    const now = { id: story.id, address: isKept ? before.address : address };
    editMentions(texts, before, now, content);
  }
  return texts.changes();
};

async function foundStories(content: CheckedContent): Promise<FoundStory[]> {
  const found: FoundStory[] = [];
  for (const lost of content.lost) found.push(...(await findPublished(lost, content)));
  found.push(...(await findHandedIn(content)));
  const known = new Set(found.map(({ oldId }) => oldId));
  for (const id of missingIds(content)) {
    if (!known.has(id)) found.push(...(await findNamed(id, content)));
  }
  return found;
}

/** The story that was published at an address; none when that is not certain. */
async function findPublished(lost: LostAddress, content: CheckedContent): Promise<FoundStory[]> {
  const { path, guid, story, found } = lost;
  // Certain by its name: only its address is another, or somebody gave it another name.
  if (story && (found === 'nothing' || guidOf({ id: story.id }) === guid)) {
    return heldBecause(story) === undefined ? [{ story, oldId: story.id, published: lost }] : [];
  }
  const before = (await lostFiles(path.slice(1, '/2024/10'.length))).find((other) => other.guid === guid);
  const renamed = before && mostAlike(before, story ? [story] : newStories(content));
  return renamed ? [{ story: renamed, oldId: before.id, published: lost }] : [];
}

/** The stories that were handed in under other names, and may be out before they are on the list. */
async function findHandedIn(content: CheckedContent): Promise<FoundStory[]> {
  const { articles, redirects } = content.newsroom;
  const committed = await committedStories(environment.contentDir);
  const gone = [...(committed ?? [])].filter((path) => !content.texts.has(path));
  // Many are in a checkout of a part of the paper.
  if (gone.length === 0 || gone.length > manyStories) return [];
  const months = new Set(gone.map((path) => path.slice('articles/'.length, 'articles/2024/10'.length)));
  const listed = new Set(readPermalinksFile(environment.contentDir).lines.map(({ path }) => path));
  const candidates = newStories(content).filter(({ path }) => !committed!.has(path));
  const found: FoundStory[] = [];
  for (const month of months) {
    for (const before of await lostFiles(month)) {
      const entry = gone.includes(before.path) ? entryOf(before.path, before.text) : undefined;
      if (!entry || heldBecause(entry) !== undefined) continue;
      const address = addressOf(entry);
      if (listed.has(address) || Object.hasOwn(redirects, address)) continue;
      const story =
        articles.find(({ id, data }) => guidOf({ id, guid: data.guid }) === before.guid) ??
        mostAlike(before, candidates);
      if (!story || heldBecause(story) !== undefined) continue;
      found.push({ story, oldId: before.id, published: { path: address, guid: before.guid } });
    }
  }
  return found;
}

/** The story that once had an id. */
async function findNamed(id: string, content: CheckedContent): Promise<FoundStory[]> {
  const before = (await lostFiles(id.slice(0, '2024/10'.length))).find((other) => other.id === id);
  if (!before) return [];
  const { articles } = content.newsroom;
  const sameName = articles.find((entry) => guidOf({ id: entry.id, guid: entry.data.guid }) === before.guid);
  const story = sameName ?? mostAlike(before, newStories(content));
  return story ? [{ story, oldId: id }] : [];
}

/** Ids by which stories, pages and the front page name stories that are not there. */
function missingIds({ newsroom, texts }: CheckedContent): Set<string> {
  const { articles, front } = newsroom;
  const named = [
    ...articles.flatMap(({ data }) => data.related ?? []),
    ...texts.values().flatMap(({ references }) => references.stories.map(({ id }) => id)),
    ...(front.lead === undefined ? [] : [front.lead]),
    ...(front.secondary ?? []),
  ];
  const there = new Set(articles.map(({ id }) => id));
  return new Set(named.filter((id) => !there.has(id) && /^\d{4}\/\d{2}\/[^/]+$/.test(id)));
}

const lostFiles = (month: string) => lostStories(environment.contentDir, month);

/** The public stories of which no address and no name is on the list. */
function newStories({ newsroom }: CheckedContent): ArticleEntry[] {
  const { lines } = readPermalinksFile(environment.contentDir);
  const listed = new Set(lines.flatMap(({ path, guid }) => [path, guid]));
  return newsroom.articles.filter(
    (entry) =>
      !listed.has(guidOf({ id: entry.id, guid: entry.data.guid })) &&
      !listed.has(addressOf(entry)) &&
      heldBecause(entry) === undefined,
  );
}

function mostAlike({ id, text }: LostStory, candidates: ArticleEntry[]): ArticleEntry | undefined {
  let best: ArticleEntry | undefined;
  let bestLikeness = renamedFrom;
  const month = id.slice(0, '2024/10/'.length);
  const near =
    candidates.length <= manyStories ? candidates : candidates.filter(({ id }) => id.startsWith(month));
  for (const candidate of near) {
    const alike = likeness(text, readContentFile(candidate.path));
    if (alike >= bestLikeness) [best, bestLikeness] = [candidate, alike];
  }
  return best;
}

/**
 * Puts the addresses of published stories on the list, once the paper has one, and those that were taken off it. A
 * file that is not committed yet is not out.
 */
export const fixPermalinks: Fixer = async ({ content, isWanted }) => {
  if (!content.archive || !isWanted(permalinksFile)) return [];
  const taken = await takenAddresses();
  if (taken.length === 0 && !existsSync(contentFile(permalinksFile))) return [];
  const committed = await committedStories(environment.contentDir);
  return permalinksChange(content, (path) => committed?.has(path) ?? true, taken);
};

/**
 * The change that puts addresses on the list; none when all are on it.
 * @param isOut whether a story, by its content path, is public beyond doubt
 * @param others addresses that belong on it as well
 */
export function permalinksChange(
  { archive }: CheckedContent,
  isOut: (path: string) => boolean = () => true,
  others: PublishedAddress[] = [],
): FileChange[] {
  const isThere = existsSync(contentFile(permalinksFile));
  const before = isThere ? readContentFile(permalinksFile) : undefined;
  const stories = (kind: 'articles' | 'withdrawn') =>
    [...archive![kind].values()].filter(({ path }) => isOut(path));
  const addresses = publishedAddresses([...stories('articles'), ...stories('withdrawn')]);
  const after = withPermalinks(before ?? '', [...others, ...addresses]);
  return after === before ? [] : [{ file: contentFile(permalinksFile), before, after }];
}
