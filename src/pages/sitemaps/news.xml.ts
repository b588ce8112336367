import type { APIRoute } from 'astro';
import { getArchive } from '../../archive.ts';
import { environment } from '../../environment.ts';
import { newsSitemapXml } from '../../formats/sitemap.ts';
import { rfc3339 } from '../../lib/time.ts';
import { newsSitemap } from '../../model/sitemap.ts';
import { site } from '../../site.config.ts';
import { absoluteUrl } from '../../site.ts';

/** What was published in the last two days, for Google News. */
export const GET: APIRoute = async () => {
  const { entries } = newsSitemap(await getArchive(), environment.now);
  const pages = entries.map(({ path, changed, article }) => ({
    url: absoluteUrl(path),
    changed,
    news: article && {
      published: rfc3339(article.published, site.timeZone),
      title: article.title,
    },
  }));
  const xml = await newsSitemapXml(pages, { name: site.title, language: site.language });
  return new Response(xml, { headers: { 'Content-Type': 'application/xml' } });
};
