import type { APIRoute, GetStaticPaths } from 'astro';
import { getArchive } from '../../archive.ts';
import { paperOpml } from '../../components/listing/feed-lists.ts';
import { opmlType } from '../../formats/opml.ts';
import { feedsPath, paperOpmlPath } from '../../model/permalink.ts';
import { site } from '../../site.config.ts';

const name = decodeURIComponent(paperOpmlPath(site.title).slice(feedsPath.length, -'.opml'.length));

export const getStaticPaths = (() => [{ params: { paper: name } }]) satisfies GetStaticPaths;

/** The paper's main feeds, for feed readers to import. */
export const GET: APIRoute = async () =>
  new Response(paperOpml(await getArchive()), { headers: { 'Content-Type': opmlType } });
