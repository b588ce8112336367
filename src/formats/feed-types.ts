import type { FeedFormat } from '../model/permalink.ts';

/** Media types of feeds, and their names for people. */
export const feedTypes: Record<FeedFormat, { type: string; name: string }> = {
  rss: { type: 'application/rss+xml', name: 'RSS' },
  atom: { type: 'application/atom+xml', name: 'Atom' },
  json: { type: 'application/feed+json', name: 'JSON Feed' },
};
