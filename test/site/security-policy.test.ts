import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import { site as config } from '../../src/site.config.ts';
import { openSite } from './site.ts';

type Policy = Map<string, string[]>;

const frames = config.embeds.map(({ origin }) => origin).sort();

for (const name of ['site', 'paper', 'awkward'] as const) {
  const site = openSite(name);
  const header = /^ +Content-Security-Policy: (.*)$/im.exec(site.text('_headers'))![1]!;
  const policies = site.pages.map(({ $, path }) => {
    const found = $('head meta[http-equiv="content-security-policy" i]');
    return { $, path, text: found.attr('content') ?? '', count: found.length };
  });

  describe(`the content security policy of "${name}"`, () => {
    test('is on every page, once', () => {
      for (const { path, count } of policies) assert.equal(count, 1, path);
    });

    test('lets no script run that the paper did not write', () => {
      for (const { path, text } of [...policies, { path: '_headers', text: header }]) {
        const policy = parse(text);
        const scripts = policy.get('script-src')!;
        assert.ok(
          scripts.every((source) => /^('self'|'wasm-unsafe-eval'|'sha256-[^']+')$/.test(source)),
          `${path}: ${scripts}`,
        );
        assert.deepEqual(policy.get('default-src'), ["'none'"], path);
        assert.deepEqual(policy.get('base-uri'), ["'none'"], path);
        assert.deepEqual(policy.get('frame-src')!.toSorted(), frames, path);
        for (const [directive, sources] of policy) {
          // Each page allows its own styles only; the header, for all pages, leaves that to them.
          if (path === '_headers' && directive === 'style-src') continue;
          assert.ok(
            !sources.some((source) => /^(\*|https?:|'unsafe-inline'|'unsafe-eval')$/.test(source)),
            `${path}: ${directive}`,
          );
        }
      }
    });

    test('fits into the 2,000 characters that Cloudflare takes in a line of _headers', () => {
      assert.deepEqual(parse(header).get('style-src'), ["'self'", "'unsafe-inline'"]);
      assert.ok(header.length < 1900, `${header.length} characters`);
    });

    test('names the digest of every inline script and style on the page, and of scripts in the header', () => {
      for (const { $, path, text } of policies) {
        for (const [element, directive] of [
          ['script:not([src]):not([type="application/ld+json"])', 'script-src'],
          ['style', 'style-src'],
        ] as const) {
          for (const inline of $(element).toArray()) {
            const source = `'sha256-${createHash('sha256').update($(inline).text()).digest('base64')}'`;
            assert.ok(parse(text).get(directive)!.includes(source), `${path}: ${directive}`);
            if (directive === 'script-src') assert.ok(parse(header).get(directive)!.includes(source), path);
          }
        }
      }
    });
  });
}

test('the headers keep other sites from framing the paper and from guessing types', () => {
  const headers = openSite('site').text('_headers');
  assert.match(headers, /frame-ancestors 'self'/);
  assert.match(headers, /^ +X-Content-Type-Options: nosniff$/m);
  assert.match(headers, /^\/_astro\/\*\n +Cache-Control: public, max-age=31536000, immutable$/m);
});

function parse(policy: string): Policy {
  const directives = policy.split(';').map((directive) => directive.trim().split(/\s+/));
  return new Map(directives.filter(([name]) => name).map(([name, ...sources]) => [name!, sources]));
}
