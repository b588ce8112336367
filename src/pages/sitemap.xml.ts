import type { APIRoute } from 'astro';
import { getArchive } from '../archive.ts';
import { environment } from '../environment.ts';
import { sitemapIndexXml } from '../formats/sitemap.ts';
import { newsSitemap, paperSitemaps } from '../model/sitemap.ts';
import { site } from '../site.config.ts';
import { absoluteUrl } from '../site.ts';

/** The list of the paper's sitemaps. */
export const GET: APIRoute = async () => {
  const archive = await getArchive();
  const sitemaps = [newsSitemap(archive, environment.now), ...paperSitemaps(archive, site)];
  const xml = await sitemapIndexXml(
    sitemaps.map(({ path, changed }) => ({ url: absoluteUrl(path), changed })),
  );
  return new Response(xml, { headers: { 'Content-Type': 'application/xml' } });
};
