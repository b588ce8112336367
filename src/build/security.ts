import type { AstroUserConfig } from 'astro';
import { createHash } from 'node:crypto';
import { themeStart } from '../theme-start.ts';
import { site } from '../site.config.ts';

/** Digest of an inline script, as in a source expression (CSP Level 3, section 2.3.1), without its quotes. */
const sha256 = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}` as const;

/**
 * What Astro writes as a `<meta>` into every page, with the digests of the page's own inline styles added.
 * Pagefind compiles WebAssembly; the only frames are the players of `site.config.ts`, opened by a reader.
 */
export const contentSecurityPolicy: NonNullable<AstroUserConfig['security']>['csp'] = {
  directives: [
    "default-src 'none'",
    "base-uri 'none'",
    "connect-src 'self'",
    "font-src 'self'",
    "form-action 'self'",
    "img-src 'self' data:",
    "manifest-src 'self'",
    `frame-src ${site.embeds.map(({ origin }) => origin).join(' ') || "'none'"}`,
  ],
  scriptDirective: {
    resources: ["'self'", "'wasm-unsafe-eval'"],
    hashes: [sha256(themeStart)],
  },
  styleDirective: { resources: ["'self'"] },
};

/** Headers for every file, besides the policy. */
const otherHeaders = [
  'X-Content-Type-Options: nosniff',
  'Referrer-Policy: strict-origin-when-cross-origin',
  'Permissions-Policy: camera=(), geolocation=(), microphone=()',
];

/**
 * The `_headers` file of Netlify, Cloudflare Pages and others: one policy for the whole site, which allows
 * what the pages' own policies allow together. `frame-ancestors` only works in a header.
 * @param policies of the pages
 * @param environment `base`: path the site is served under, or empty; `preview`: whether search engines are kept out
 */
export function headersFile(
  policies: Iterable<string>,
  { base, preview }: { base: string; preview: boolean },
): string {
  const directives = new Map<string, Set<string>>();
  for (const policy of policies) {
    for (const directive of policy.split(';').filter((text) => text.trim() !== '')) {
      const [name, ...sources] = directive.trim().split(/\s+/);
      const known = directives.get(name!) ?? new Set();
      directives.set(name!, known.union(new Set(sources)));
    }
  }
  directives.set('frame-ancestors', new Set(["'self'"]));
  // The digests of all templates' styles would pass the 2,000 characters that hosts take in a line; each page
  // still names its own.
  directives.set('style-src', new Set(["'self'", "'unsafe-inline'"]));
  const policy = [...directives].map(([name, sources]) => [name, ...[...sources].sort()].join(' ')).sort();
  const lines = [`Content-Security-Policy: ${policy.join('; ')}`, ...otherHeaders];
  if (preview) lines.push('X-Robots-Tag: noindex');
  const longLived = ['_astro', 'pictures', 'pagefind/shards'].map(
    (folder) => `${base}/${folder}/*\n  Cache-Control: public, max-age=31536000, immutable\n`,
  );
  return `${base}/*\n${lines.map((line) => `  ${line}\n`).join('')}${longLived.join('')}`;
}
