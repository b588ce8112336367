import { entryId, interpret } from '../content/content-kinds.ts';
import type { CheckedContent } from '../content/content-reader.ts';
import { environment } from '../environment.ts';
import { digest } from '../lib/hash.ts';
import type { ArticleEntry } from '../model/newsroom.ts';
import { plainPath } from '../model/permalink.ts';
import { lastTarget } from '../model/redirects.ts';
import { guidOf } from '../model/story-guid.ts';
import { site } from '../site.config.ts';
import { findStory } from './find-story.ts';
import { lostStories } from './lost-stories.ts';

/** A story whose file was deleted, as git knows it. */
export interface GoneStory {
  entry: ArticleEntry;
  /** Its file, as it last was. */
  text: string;
}

/**
 * The story of a name whose file is gone: by its address on the list of what was published, by its id, its file, or
 * the last part of these.
 * @returns `undefined` while a story of that name is there, under whatever address, and where git knows none
 */
export async function goneStory(name: string, content: CheckedContent): Promise<GoneStory | undefined> {
  if (isThere(name, content)) return undefined;
  const { redirects, articles } = content.newsroom;
  const bare = bareName(name);
  const path = `/${bare}/`;
  const ending = `/${bare.split('/').at(-1)!}`;
  const isLastPart = path === `${ending}/`;
  if (isLastPart && articles.some(({ id }) => id.endsWith(ending))) return undefined;
  const lost = content.lost.filter(
    (address) =>
      !address.story &&
      address.found === 'nothing' &&
      (isLastPart ? address.path.endsWith(`${ending}/`) : address.path === path),
  );
  const places = [bare, ...lost.map((address) => address.path)];
  if (Object.hasOwn(redirects, path)) places.push(lastTarget(redirects, path));
  const months = new Set(places.flatMap((place) => /(\d{4}\/\d{2})\//.exec(place)?.[1] ?? []));
  // What was moved is gone from where it was, and there all the same.
  const alive = new Set(articles.map(({ id, data }) => guidOf({ id, guid: data.guid })));
  for (const month of months) {
    const files = await lostStories(environment.contentDir, month);
    const gone = files.filter(({ guid }) => !alive.has(guid));
    const story =
      gone.find(({ guid }) => lost.some((address) => address.guid === guid)) ??
      gone.find(({ id }) => id === bare || id.endsWith(ending));
    const entry = story && entryOf(story.path, story.text);
    if (entry) return { entry, text: story.text };
  }
  return undefined;
}

function isThere(name: string, content: CheckedContent): boolean {
  try {
    findStory(name, content);
    return true;
  } catch {
    return false;
  }
}

/** Whether a name is an address at which a story was published that is not there any more. */
export const isLostAddress = (name: string, content: CheckedContent): boolean =>
  content.lost.some(({ path, story }) => !story && path === `/${bareName(name)}/`);

/** Whether a story was published at an address, as far as the list of these tells, that it does not answer now. */
export function wasPublished(entry: ArticleEntry, content: CheckedContent): boolean {
  const guid = guidOf({ id: entry.id, guid: entry.data.guid });
  return content.lost.some((address) => address.guid === guid);
}

/** `2024/10/slug` of a file or id, `2024/10/02/slug` of an address, in plain letters. */
function bareName(name: string): string {
  const isWeb = /^https?:\/\//i.test(name) && URL.canParse(name);
  return plainPath(isWeb ? new URL(name).pathname.replace(environment.base, '') : name)
    .replaceAll('\\', '/')
    .replace(/^(?:\.?\/)?(?:.*content\/)?(?:articles\/)?/, '')
    .replace(/\.mdx?$|\/$/g, '');
}

/** A story as its file tells it; `undefined` when it has mistakes. */
export function entryOf(path: string, text: string): ArticleEntry | undefined {
  const { data } = interpret('articles', path, text.replace(/^\uFEFF/, ''), site.timeZone);
  return data && { id: entryId(path), path, digest: digest(text), data };
}
