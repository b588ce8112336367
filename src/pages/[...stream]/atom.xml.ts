import type { APIRoute, GetStaticPaths } from 'astro';
import { getArchive } from '../../archive.ts';
import { feedDocument, feedResponse } from '../../components/story/feed/feed-document.ts';
import type { Feed } from '../../model/feed-entries.ts';
import { feedStaticPaths } from '../../model/site-pages.ts';
import { site } from '../../site.config.ts';

/** Every feed, and every document of the archive, as Atom. */
export const getStaticPaths = (async () =>
  feedStaticPaths(await getArchive(), site, 'atom')) satisfies GetStaticPaths;

/** The bytes alone, which is all that a build wants; see `src/build/press.ts`. */
export const file = ({ feed }: { feed: Feed }) => feedDocument(feed, 'atom');

export const GET: APIRoute<{ feed: Feed }> = async ({ props }) => feedResponse(await file(props), 'atom');
