import { existsSync } from 'node:fs';
import { permalinksFile, readPermalinksFile, type LostAddress } from '../content/check-permalinks.ts';
import type { CheckedContent } from '../content/content-reader.ts';
import { environment } from '../environment.ts';
import type { ArticleEntry } from '../model/newsroom.ts';
import { publishedAddresses, withPermalinks } from '../model/permalinks-list.ts';
import { guidOf } from '../model/story-guid.ts';
import { editFrontmatter } from './edit-frontmatter.ts';
import { setKey } from './edit-yaml.ts';
import type { FileChange } from './file-changes.ts';
import { addressOf } from './find-story.ts';
import type { Fixer } from './fixers.ts';
import { committedStories, likeness, lostStories, type LostStory } from './lost-stories.ts';
import { editMentions } from './mentions.ts';
import { contentFile, heldBecause, readContentFile } from './story-file.ts';
import { redirectsFile, TextEdits } from './text-edits.ts';

/** From this likeness on, a file is another one renamed. Git itself takes half. */
const renamedFrom = 0.6;

/**
 * Finds the stories again that answer no longer at an address where they were published, as after a file was
 * renamed by hand: writes redirects and names, and mends what refers to them.
 */
export const fixLostAddresses: Fixer = async ({ content, isWanted }) => {
  const texts = new TextEdits();
  for (const lost of content.lost) {
    const found = await findAgain(lost, content);
    if (!found || !(isWanted(permalinksFile) || isWanted(found.story.path))) continue;
    const { story, oldId } = found;
    if (guidOf({ id: story.id, guid: story.data.guid }) !== lost.guid) {
      texts.edit(story.path, (text) =>
        editFrontmatter(text, (yaml) => setKey(yaml, 'guid', lost.guid, 'pubDate')),
      );
    }
    const address = addressOf(story);
    if (lost.path !== address) texts.edit(redirectsFile, (yaml) => setKey(yaml, lost.path, address));
    editMentions(texts, { id: oldId, address: lost.path }, { id: story.id, address }, content);
  }
  return texts.changes();
};

/** The story that was published at an address, and its id at that time; `undefined` when that is not certain. */
async function findAgain(
  { path, guid, story, found }: LostAddress,
  content: CheckedContent,
): Promise<{ story: ArticleEntry; oldId: string } | undefined> {
  if (found === 'nothing' && story) {
    return heldBecause(story) === undefined ? { story, oldId: story.id } : undefined;
  }
  // Somebody wrote another name into its frontmatter.
  if (story && guidOf({ id: story.id }) === guid) return { story, oldId: story.id };
  const isThere = (path: string) => existsSync(contentFile(path));
  const lost = (await lostStories(environment.contentDir, path.slice(1, '/2024/10'.length), isThere)).find(
    (other) => other.guid === guid,
  );
  const renamed = lost && mostAlike(lost, story ? [story] : newStories(content));
  return renamed && { story: renamed, oldId: lost.id };
}

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

function mostAlike({ text }: LostStory, candidates: ArticleEntry[]): ArticleEntry | undefined {
  let best: ArticleEntry | undefined;
  let bestLikeness = renamedFrom;
  for (const candidate of candidates) {
    const alike = likeness(text, readContentFile(candidate.path));
    if (alike >= bestLikeness) [best, bestLikeness] = [candidate, alike];
  }
  return best;
}

/** Puts the addresses of published stories on the list. A file that is not committed yet is not out. */
export const fixPermalinks: Fixer = async ({ content, isWanted }) => {
  if (!content.archive || !isWanted(permalinksFile)) return [];
  const committed = await committedStories(environment.contentDir);
  return permalinksChange(content, (path) => committed?.has(path) ?? true);
};

/**
 * The change that puts addresses on the list; none when all are on it.
 * @param isOut whether a story, by its content path, is public beyond doubt
 */
export function permalinksChange(
  { archive }: CheckedContent,
  isOut: (path: string) => boolean = () => true,
): FileChange[] {
  const isThere = existsSync(contentFile(permalinksFile));
  const before = isThere ? readContentFile(permalinksFile) : undefined;
  const stories = (kind: 'articles' | 'withdrawn') =>
    [...archive![kind].values()].filter(({ path }) => isOut(path));
  const addresses = publishedAddresses([...stories('articles'), ...stories('withdrawn')]);
  const after = withPermalinks(before ?? '', addresses);
  return after === before ? [] : [{ file: contentFile(permalinksFile), before, after }];
}
