import type { APIRoute } from 'astro';
import { environment } from '../../environment.ts';
import { securityExpiry, securityTxt } from '../../formats/security-txt.ts';
import { securityPath } from '../../model/permalink.ts';
import { site } from '../../site.config.ts';
import { absoluteUrl } from '../../site.ts';

/** Whom to tell of a weakness of the site, when the paper says so. */
export const GET: APIRoute = () => {
  if (!site.security) return new Response(null, { status: 404 });
  const text = securityTxt(site.security, absoluteUrl(securityPath), securityExpiry(environment.now));
  return new Response(text, { headers: { 'Content-Type': 'text/plain; charset=utf-8' } });
};
