import { dayInZone, parseMoment } from '../lib/time.ts';
import type { Archive } from './archive.ts';
import { articleSlug, isDraft } from './interpret-article.ts';
import type { ArticleEntry, Newsroom } from './newsroom.ts';
import { storyPath } from './permalink.ts';

/** The stories of a newsroom that no reader may know of at this moment. */
export function heldEntries(
  { articles }: Newsroom,
  archive: Pick<Archive, 'articles' | 'withdrawn'>,
): ArticleEntry[] {
  return articles.filter(({ id }) => !archive.articles.has(id) && !archive.withdrawn.has(id));
}

/** The address that a held story had, should it have been public before; a path below the site's root. */
export function heldAddress(entry: ArticleEntry, timeZone: string): string {
  const day = dayInZone(parseMoment(entry.data.pubDate, timeZone)!, timeZone);
  return storyPath(day, articleSlug(entry)).slice(1);
}

/** When the next story comes out whose `pubDate` is all that it waits for. */
export function nextEmbargo(
  held: ArticleEntry[],
  timeZone: string,
): { entry: ArticleEntry; moment: Date } | undefined {
  let next: { entry: ArticleEntry; moment: Date } | undefined;
  for (const entry of held) {
    if (isDraft(entry)) continue;
    const moment = parseMoment(entry.data.pubDate, timeZone)!;
    if (!next || moment < next.moment) next = { entry, moment };
  }
  return next;
}
