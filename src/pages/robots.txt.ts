import type { APIRoute } from 'astro';
import { environment } from '../environment.ts';
import { robotsTxt } from '../formats/robots.ts';
import { newsSitemapPath, sitemapIndexPath } from '../model/permalink.ts';
import { absoluteUrl } from '../site.ts';

/** What robots may fetch: of a preview nothing. */
export const GET: APIRoute = () => {
  const sitemaps = [sitemapIndexPath, newsSitemapPath].map(absoluteUrl);
  const text = robotsTxt({ isPublic: !environment.preview, sitemaps });
  return new Response(text, { headers: { 'Content-Type': 'text/plain; charset=utf-8' } });
};
