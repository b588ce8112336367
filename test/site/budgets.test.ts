import assert from 'node:assert/strict';
import { posix } from 'node:path';
import { test } from 'node:test';
import { seedPath } from './sample-stories.ts';
import { brotliSize, openSite, type HtmlPage } from './site.ts';

const site = openSite('site');
const seed = site.page(seedPath);

/** The files of a page's scripts, with all they import before they run; what they import later is left out. */
function scriptsOf({ $ }: HtmlPage): string[] {
  const files = new Set<string>();
  const add = (file: string) => {
    if (files.has(file)) return;
    files.add(file);
    // A static import of minified code; `import(...)` is the later kind.
    for (const [, specifier] of site.text(file).matchAll(/(?:\bfrom|\bimport)\s*["'](\.[^"']+)["']/g)) {
      add(posix.join(posix.dirname(file), specifier!));
    }
  };
  for (const { attribs } of $('script[src], link[rel="modulepreload"]').toArray()) {
    add((attribs.src ?? attribs.href)!.slice(1));
  }
  return [...files];
}

const inlineScripts = ({ $ }: HtmlPage) =>
  $('script:not([src]):not([type="application/ld+json"])')
    .toArray()
    .map((script) => $(script).text());

test('the HTML of the seed’s story is at most 10,000 bytes', (t) => {
  const size = brotliSize(seed.html);
  t.diagnostic(`${size} bytes`);
  assert.ok(size <= 10_000, `${size} bytes`);
});

test('a story is readable with no further request: its styles are in it', () => {
  for (const { $, path } of site.pages) assert.equal($('link[rel="stylesheet"]').length, 0, path);
  assert.ok(seed.$('style').text().length > 1000);
});

test('a story’s page loads at most 2 KB of JavaScript', (t) => {
  for (const page of site.pages.filter(
    ({ $ }) => $('meta[property="og:type"]').attr('content') === 'article',
  )) {
    const size =
      scriptsOf(page).reduce((sum, file) => sum + brotliSize(site.read(file)), 0) +
      inlineScripts(page).reduce((sum, code) => sum + brotliSize(code), 0);
    if (page === seed) t.diagnostic(`${size} bytes`);
    assert.ok(size > 0 && size <= 2048, `${page.path}: ${size} bytes`);
  }
});

test('all fonts of a page are at most 45 KB', (t) => {
  for (const { html, path } of site.pages) {
    const fonts = new Set([...html.matchAll(/url\(["']?\/([^"')]+\.woff2?)/g)].map(([, file]) => file!));
    // WOFF2 is compressed already.
    const size = [...fonts].reduce((sum, file) => sum + site.read(file).length, 0);
    if (path === seedPath) t.diagnostic(`${size} bytes`);
    assert.ok(size > 0 && size <= 45 * 1024, `${path}: ${size} bytes`);
  }
});

test('no page is fetched before a reader asks for it', () => {
  for (const { $, path } of site.pages) {
    assert.equal(
      $('link[rel~="prefetch"], link[rel~="prerender"], script[type="speculationrules"]').length,
      0,
      path,
    );
    assert.equal($('[data-astro-prefetch]').length, 0, path);
  }
});
