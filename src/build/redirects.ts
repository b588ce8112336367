import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { escapeXml } from '../lib/xml.ts';
import type { Redirects } from '../model/newsroom.ts';

/**
 * Writes what answers legacy addresses: a `_redirects` file for hosts that read one, and a page at each old
 * address for those that do not.
 * @param origin of the site, and `base`, the path it is served under, or empty
 */
export async function writeRedirects(
  siteDir: string,
  redirects: Redirects,
  { origin, base }: { origin: string; base: string },
): Promise<void> {
  const entries = Object.entries(redirects).map(([from, to]) => ({
    from,
    to: to.startsWith('/') ? base + to : to,
  }));
  if (entries.length === 0) return;
  await writeFile(
    join(siteDir, '_redirects'),
    entries.map(({ from, to }) => `${base}${from} ${to} 301\n`).join(''),
  );
  for (const { from, to } of entries) {
    const file = join(siteDir, from.endsWith('/') ? `${from}index.html` : from);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, redirectPage(to, new URL(to, origin).href));
  }
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
