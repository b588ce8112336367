import type { APIRoute, GetStaticPaths } from 'astro';
import { getArchive } from '../../archive.ts';
import { sharePicture } from '../../components/article/share-picture.ts';
import { sitemapXml } from '../../formats/sitemap.ts';
import { sitemapPath } from '../../model/permalink.ts';
import { sitemapPages, type Sitemap, type SitemapEntry } from '../../model/sitemap.ts';
import { site } from '../../site.config.ts';
import { absoluteUrl } from '../../site.ts';

export const getStaticPaths = (async () =>
  sitemapPages(await getArchive(), site).map(({ path, props }) => {
    const [before = '', after = ''] = sitemapPath('*').split('*');
    return { params: { name: path.slice(before.length, -after.length) }, props };
  })) satisfies GetStaticPaths;

/** The stories of a month, or the lists of the paper. */
export const GET: APIRoute<{ sitemap: Sitemap }> = async ({ props: { sitemap } }) => {
  const pages = await Promise.all(sitemap.entries.map(listedPage));
  return new Response(await sitemapXml(pages), { headers: { 'Content-Type': 'application/xml' } });
};

async function listedPage({ path, changed, article }: SitemapEntry) {
  const picture = article?.image && (await sharePicture(article.image));
  return { url: absoluteUrl(path), changed, picture: picture && absoluteUrl(picture.path) };
}
