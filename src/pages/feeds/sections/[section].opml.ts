import type { APIRoute, GetStaticPaths } from 'astro';
import { getArchive } from '../../../archive.ts';
import { sectionOpml } from '../../../components/listing/feed-lists.ts';
import { opmlType } from '../../../formats/opml.ts';
import { sectionOpmlPages, type SectionFeeds } from '../../../model/feed-directory.ts';

export const getStaticPaths = (async () =>
  sectionOpmlPages(await getArchive()).map(({ props }) => ({
    params: { section: props.feeds.section.topic.id },
    props,
  }))) satisfies GetStaticPaths;

/** A section's feed and those of what it writes most about, for feed readers to import. */
export const GET: APIRoute<{ feeds: SectionFeeds }> = ({ props: { feeds } }) =>
  new Response(sectionOpml(feeds), { headers: { 'Content-Type': opmlType } });
