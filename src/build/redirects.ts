import { escapeXml } from '../lib/xml.ts';
import type { Redirects } from '../model/newsroom.ts';

/**
 * What answers legacy addresses, by path below the site's root: a `_redirects` file for hosts that read one,
 * and a page at each old address for those that do not.
 * @param site `origin` of the site, and `base`, the path it is served under, or empty
 */
export function redirectFiles(
  redirects: Redirects,
  { origin, base }: { origin: string; base: string },
): Map<string, string> {
  const entries = Object.entries(redirects).map(([from, to]) => ({
    from,
    to: to.startsWith('/') ? base + to : to,
  }));
  if (entries.length === 0) return new Map();
  const lines = entries.map(({ from, to }) => `${base}${from} ${to} 301\n`);
  const pages = entries.map(({ from, to }): [string, string] => [
    `${from.slice(1)}${from.endsWith('/') ? 'index.html' : ''}`,
    redirectPage(to, new URL(to, origin).href),
  ]);
  return new Map([['_redirects', lines.join('')], ...pages]);
}

function redirectPage(target: string, canonical: string): string {
  const href = escapeXml(target);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="content-security-policy" content="default-src 'none'">
<meta http-equiv="refresh" content="0; url=${href}">
<meta name="robots" content="noindex">
<link rel="canonical" href="${escapeXml(canonical)}">
<title>This page has moved</title>
<p>This page has moved to <a href="${href}">${href}</a>.</p>
`;
}
