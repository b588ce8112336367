import assert from 'node:assert/strict';
import { extname } from 'node:path';
import { describe, test } from 'node:test';
import sharp from 'sharp';
import { assertNone, openSite, type HtmlPage, type Site } from './site.ts';

interface Reference {
  /** File that refers. */
  from: string;
  /** As an absolute address. */
  url: URL;
  /** A link waits to be followed; anything else is fetched with the page. */
  isLink: boolean;
}

for (const name of ['site', 'paper', 'awkward'] as const) {
  const site = openSite(name);
  const references = [
    ...[...site.pages, ...site.redirectPages].flatMap((page) => referencesOf(page, site)),
    ...site.files
      .filter((file) => file.endsWith('.css'))
      .flatMap((file) => cssReferences(file, site.text(file), site)),
  ];
  const own = references.filter(({ url }) => url.origin === site.origin);

  describe(`"${name}"`, () => {
    test('has no broken link, picture, file or anchor', () => {
      assert.ok(own.length > 1000);
      const anchors = new Map<string, Set<string>>();
      const idsOf = ({ file, $ }: HtmlPage) => {
        const known =
          anchors.get(file) ??
          new Set(
            $('[id]')
              .toArray()
              .map(({ attribs }) => attribs.id!),
          );
        anchors.set(file, known);
        return known;
      };
      const broken = own.filter(({ url }) => {
        const file = fileOf(url, site);
        if (!file || !site.files.includes(file)) return true;
        const page = site.pages.find((page) => page.file === file);
        return url.hash !== '' && !(page && idsOf(page).has(decodeURIComponent(url.hash.slice(1))));
      });
      assertNone(broken.map(({ from, url }) => `${from}: ${url.pathname}${url.hash}`));
    });

    test('links to final addresses, and nowhere without encryption', () => {
      const moved = new Set(site.redirectPages.map(({ url }) => url));
      const wrong = references.filter(({ url, isLink }) => {
        if (url.origin === site.origin) return isLink && moved.has(url.pathname);
        return !['https:', 'mailto:', 'data:'].includes(url.protocol);
      });
      assertNone(wrong.map(({ from, url }) => `${from}: ${url}`));
    });

    test('loads nothing from a third party', () => {
      const foreign = references.filter(
        ({ url, isLink }) => !isLink && url.origin !== site.origin && url.protocol !== 'data:',
      );
      assertNone(foreign.map(({ from, url }) => `${from}: ${url}`));
      for (const { $, path } of site.pages) {
        assert.equal(
          $('iframe, object, embed, link[rel*="dns-prefetch"], link[rel*="preconnect"]').length,
          0,
          path,
        );
      }
    });

    test('publishes no picture and no font that nothing refers to', () => {
      const texts = site.files.filter((file) => /\.(html|xml|json)$/.test(file));
      const said = texts.map((file) => site.text(file)).join('\n');
      const published = site.files.filter((file) => /^(_astro\/fonts|pictures)\//.test(file));
      assert.ok(published.length > 10);
      assertNone(published.filter((file) => !said.includes(file)));
    });

    test('tells the size of every picture beforehand', async () => {
      const sizes = new Map<string, { width: number; height: number }>();
      const sizeOf = async (url: string) => {
        const file = fileOf(new URL(url, site.origin), site)!;
        const known = sizes.get(file) ?? (await sharp(site.read(file)).metadata());
        sizes.set(file, known);
        return known;
      };
      for (const { $, path } of site.pages) {
        assert.ok($('img[fetchpriority="high"]').length <= 1, path);
        for (const image of $('img').toArray()) {
          const { src, alt, width, height, loading, fetchpriority } = image.attribs;
          const where = `${path}: ${src}`;
          assert.notEqual(alt, undefined, where);
          assert.deepEqual({ width, height }, asText(await sizeOf(src!)), where);
          assert.equal(loading ?? fetchpriority, fetchpriority ? 'high' : 'lazy', where);
        }
        for (const source of $('[srcset]').toArray()) {
          assert.ok(source.attribs.sizes, `${path}: srcset without sizes`);
          for (const [url, width] of candidatesOf(source.attribs.srcset!)) {
            assert.equal(`${(await sizeOf(url)).width}w`, width, `${path}: ${url}`);
            const { type } = source.attribs;
            if (type)
              assert.equal(type, `image/${extname(url).slice(1).replace('jpg', 'jpeg')}`, `${path}: ${url}`);
          }
        }
      }
    });
  });
}

test('pictures are offered as AVIF, WebP and one format for every browser', () => {
  for (const { $, path } of openSite('site').pages) {
    for (const picture of $('picture').toArray()) {
      const types = $(picture)
        .find('source')
        .toArray()
        .map(({ attribs }) => attribs.type);
      assert.deepEqual([...new Set(types)], ['image/avif', 'image/webp'], path);
      assert.match($(picture).find('img').attr('src')!, /\.(jpg|png)$/, path);
    }
  }
});

test('served pictures keep their author and copyright', async () => {
  const site = openSite('site');
  // Social cards, the only ones in PNG here, are the paper's own.
  const pictures = site.files.filter((file) => /^pictures\/.*\.(?:avif|webp|jpg)$/.test(file));
  assert.ok(pictures.length > 100);
  for (const file of pictures) {
    const { exif, xmp, iptc } = await sharp(site.read(file)).metadata();
    const rights = Buffer.concat([exif, xmp, iptc].filter((part) => part !== undefined)).toString('utf8');
    assert.ok(rights.includes('Standfirst graphics desk'), `${file} has lost its author`);
    assert.ok(rights.includes('CC BY 4.0'), `${file} has lost its copyright`);
  }
});

function referencesOf(page: HtmlPage, site: Site): Reference[] {
  const { $, file, url: address } = page;
  const found: Reference[] = [];
  const add = (text: string | undefined, isLink = false) => {
    if (text === undefined) return;
    assert.notEqual(text.trim(), '', `${file} has an empty address`);
    found.push({ from: file, url: new URL(text, site.origin + address), isLink });
  };
  const isPassive = (rel = '') => /\b(canonical|alternate|author|license|me|next|prev)\b/.test(rel);
  for (const { name, attribs } of $('html *').toArray()) {
    add(attribs.href, name === 'a' || (name === 'link' && isPassive(attribs.rel)));
    for (const attribute of ['src', 'poster', 'action', 'data', 'xlink:href']) add(attribs[attribute]);
    for (const [candidate] of candidatesOf(attribs.srcset ?? '')) add(candidate);
  }
  for (const key of ['og:image', 'og:url']) add($(`meta[property="${key}"]`).attr('content'), true);
  const refresh = $('meta[http-equiv="refresh" i]').attr('content');
  if (refresh) add(/url=(.*)$/i.exec(refresh)![1]);
  return [
    ...found,
    ...$('style')
      .toArray()
      .flatMap((style) => cssReferences(file, $(style).text(), site, address)),
  ];
}

function cssReferences(file: string, css: string, site: Site, address = `${site.base}/${file}`): Reference[] {
  return [...css.matchAll(/url\(\s*["']?([^"')]+)["']?\s*\)|@import\s+["']([^"']+)["']/g)].map(
    ([, url, imported]) => ({
      from: file,
      url: new URL((url ?? imported)!, site.origin + address),
      isLink: false,
    }),
  );
}

/** The file that answers an address of the site; `undefined` outside of its base. */
function fileOf(url: URL, site: Site): string | undefined {
  const path = decodeURIComponent(url.pathname);
  if (!path.startsWith(`${site.base}/`)) return undefined;
  const file = path.slice(site.base.length + 1);
  return file === '' || file.endsWith('/') ? `${file}index.html` : file;
}

function candidatesOf(srcset: string): [url: string, width: string][] {
  return srcset
    .split(',')
    .filter((candidate) => candidate.trim() !== '')
    .map((candidate) => candidate.trim().split(/\s+/) as [string, string]);
}

const asText = ({ width, height }: { width: number; height: number }) => ({
  width: String(width),
  height: String(height),
});
