import type { APIRoute, GetStaticPaths } from 'astro';
import { getArchive } from '../../archive.ts';
import { feedDocument } from '../../components/story/feed/feed-document.ts';
import type { Feed } from '../../model/feed-entries.ts';
import { feedStaticPaths } from '../../model/site-pages.ts';
import { site } from '../../site.config.ts';

/** Every feed, and every document of the archive, as JSON Feed. */
export const getStaticPaths = (async () =>
  feedStaticPaths(await getArchive(), site, 'json')) satisfies GetStaticPaths;

export const GET: APIRoute<{ feed: Feed }> = ({ props }) => feedDocument(props.feed, 'json');
