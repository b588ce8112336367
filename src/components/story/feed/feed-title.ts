import type { Topic } from '../../../model/archive.ts';
import { frontPath } from '../../../model/permalink.ts';
import { site } from '../../../site.config.ts';

/** What a feed is called where it stands among feeds of other papers. */
export function feedTitle({ path, title }: Pick<Topic, 'path' | 'title'>): string {
  return path === frontPath ? site.title : `${site.title}: ${title}`;
}

/** A list's feeds as its page announces them. */
export function feedsOf(topic: Pick<Topic, 'path' | 'title'>): { path: string; title: string } {
  return { path: topic.path, title: feedTitle(topic) };
}
