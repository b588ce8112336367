import type { APIRoute, GetStaticPaths } from 'astro';
import { getArchive } from '../../archive.ts';
import { feedDocument, feedResponse } from '../../components/story/feed/feed-document.ts';
import type { Feed } from '../../model/feed-entries.ts';
import { feedStaticPaths } from '../../model/site-pages.ts';
import { site } from '../../site.config.ts';

/** Every feed, and every document of the archive, as RSS 2.0. */
export const getStaticPaths = (async () =>
  feedStaticPaths(await getArchive(), site, 'rss')) satisfies GetStaticPaths;

/** The bytes alone, which is all that a build wants; see `src/build/press.ts`. */
export const file = ({ feed }: { feed: Feed }) => feedDocument(feed, 'rss');

export const GET: APIRoute<{ feed: Feed }> = async ({ props }) => feedResponse(await file(props), 'rss');
