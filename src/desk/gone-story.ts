import { existsSync } from 'node:fs';
import { entryId, interpret } from '../content/content-kinds.ts';
import type { CheckedContent } from '../content/content-reader.ts';
import { environment } from '../environment.ts';
import { digest } from '../lib/hash.ts';
import type { ArticleEntry } from '../model/newsroom.ts';
import { plainPath } from '../model/permalink.ts';
import { lastTarget } from '../model/redirects.ts';
import { guidOf } from '../model/story-guid.ts';
import { site } from '../site.config.ts';
import { lostStories } from './lost-stories.ts';
import { contentFile } from './story-file.ts';

/** A story whose file was deleted, as git knows it. */
export interface GoneStory {
  entry: ArticleEntry;
  /** Its file, as it last was. */
  text: string;
}

/**
 * The story of a name whose file is gone: by its address on the list of what was published, by its id, its file, or
 * the last part of these.
 * @returns `undefined` while a file of that name is there, and where git knows none
 */
export async function goneStory(name: string, content: CheckedContent): Promise<GoneStory | undefined> {
  const { redirects, articles } = content.newsroom;
  const bare = bareName(name);
  const last = bare.split('/').at(-1)!;
  if (articles.some(({ id }) => id === bare || id.endsWith(`/${last}`))) return undefined;
  const path = `/${bare}/`;
  const lost = content.lost.filter(
    (address) =>
      address.found === 'nothing' &&
      !address.story &&
      (address.path === path || address.path.endsWith(`/${last}/`)),
  );
  const places = [bare, ...lost.map((address) => address.path)];
  if (Object.hasOwn(redirects, path)) places.push(lastTarget(redirects, path));
  const months = new Set(places.flatMap((place) => /(\d{4}\/\d{2})\//.exec(place)?.[1] ?? []));
  for (const month of months) {
    const files = await lostStories(environment.contentDir, month, (file) => existsSync(contentFile(file)));
    const story =
      files.find(({ guid }) => lost.some((address) => address.guid === guid)) ??
      files.find(({ id }) => id === bare || id.endsWith(`/${last}`));
    const entry = story && entryOf(story.path, story.text);
    if (entry) return { entry, text: story.text };
  }
  return undefined;
}

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

function entryOf(path: string, text: string): ArticleEntry | undefined {
  const { data } = interpret('articles', path, text.replace(/^\uFEFF/, ''), site.timeZone);
  return data && { id: entryId(path), path, digest: digest(text), data };
}
