import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import sharp from 'sharp';
import { themeColors } from '../../src/components/site/theme-colors.ts';
import { site as config } from '../../src/site.config.ts';
import { epoch, root } from './builds.ts';
import { openSite } from './site.ts';

for (const name of ['site', 'paper'] as const) {
  const site = openSite(name);
  const home = site.origin + site.base;
  const fileAt = (path: string) => {
    assert.ok(path.startsWith(`${site.base}/`), path);
    return path.slice(site.base.length + 1);
  };

  describe(`the files for machines of "${name}"`, () => {
    test('robots may fetch everything and are told of the sitemaps', () => {
      const [agent, rule, blank, ...sitemaps] = site.text('robots.txt').trim().split('\n');
      assert.deepEqual([agent, rule, blank], ['User-agent: *', 'Allow: /', '']);
      assert.deepEqual(sitemaps, [`Sitemap: ${home}/sitemap.xml`, `Sitemap: ${home}/sitemaps/news.xml`]);
    });

    test('every page names the manifest and the icons', () => {
      for (const { $, path } of site.pages) {
        const links = ['manifest', 'apple-touch-icon', 'icon'].flatMap((rel) =>
          $(`link[rel="${rel}"]`)
            .toArray()
            .map(({ attribs }) => fileAt(attribs.href!)),
        );
        assert.deepEqual(
          links,
          ['manifest.webmanifest', 'apple-touch-icon.png', 'favicon.ico', 'favicon.svg'],
          path,
        );
      }
    });

    test('the manifest is about this paper, and its icons have the size that it says', async () => {
      const manifest = JSON.parse(site.text('manifest.webmanifest'));
      assert.deepEqual(
        [manifest.name, manifest.lang, manifest.dir],
        [config.title, config.language, config.direction],
      );
      assert.deepEqual([manifest.start_url, manifest.scope], [`${site.base}/`, `${site.base}/`]);
      const sizes: string[] = [];
      for (const { src, sizes: size, purpose } of manifest.icons) {
        const { width, height, format } = await sharp(site.read(fileAt(src))).metadata();
        assert.deepEqual([`${width}x${height}`, format], [size, 'png'], src);
        sizes.push(`${size} ${purpose}`);
      }
      assert.deepEqual(sizes, ['192x192 any', '512x512 any', '512x512 maskable']);
    });

    test('security.txt tells whom to write to, and until when that is true', () => {
      const fields = site
        .text('.well-known/security.txt')
        .trim()
        .split('\n')
        .map((line) => line.split(/: (.*)/, 2) as [string, string]);
      const values = (name: string) => fields.filter(([field]) => field === name).map(([, value]) => value);
      assert.deepEqual(values('Contact'), config.security!.contact);
      assert.deepEqual(values('Canonical'), [`${home}/.well-known/security.txt`]);
      const [expires, ...others] = values('Expires');
      assert.equal(others.length, 0);
      const days = (Date.parse(expires!) / 1000 - epoch) / 86_400;
      assert.ok(days >= 180 && days <= 366, expires);
    });
  });
}

test('icons are opaque to their edges, as systems that round them want', async () => {
  const site = openSite('site');
  for (const file of ['apple-touch-icon.png', 'icon-192.png', 'icon-512.png', 'icon-maskable-512.png']) {
    const { isOpaque } = await sharp(site.read(file)).stats();
    assert.ok(isOpaque, file);
  }
  const { width, height } = await sharp(site.read('apple-touch-icon.png')).metadata();
  assert.deepEqual([width, height], [180, 180]);
});

test('what a maskable icon shows lies in the circle that no system cuts', async () => {
  const { data, info } = await sharp(openSite('site').read('icon-maskable-512.png'))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const pixel = (x: number, y: number) => {
    const at = (y * info.width + x) * info.channels;
    return data.subarray(at, at + 3);
  };
  const ground = pixel(0, 0);
  let drawn = 0;
  for (let y = 0; y < info.height; y++) {
    for (let x = 0; x < info.width; x++) {
      if (pixel(x, y).every((value, channel) => Math.abs(value - ground[channel]!) < 8)) continue;
      drawn++;
      assert.ok(Math.hypot(x - 256, y - 256) <= 0.4 * 512, `${x}, ${y}`);
    }
  }
  assert.ok(drawn > 10_000);
});

test('favicon.ico has the sizes that old programs ask for', async () => {
  const file = openSite('site').read('favicon.ico');
  assert.deepEqual([file.readUInt16LE(0), file.readUInt16LE(2), file.readUInt16LE(4)], [0, 1, 3]);
  for (const [index, size] of [16, 32, 48].entries()) {
    const entry = 6 + index * 16;
    const [bytes, start] = [file.readUInt32LE(entry + 8), file.readUInt32LE(entry + 12)];
    const { width, height } = await sharp(file.subarray(start, start + bytes)).metadata();
    assert.deepEqual([file[entry], width, height], [size, size, size]);
  }
});

test('browsers draw around the page in its own colours', () => {
  const tokens = readFileSync(join(root, 'src/styles/tokens.css'), 'utf8');
  const papers = [...tokens.matchAll(/--paper: (#\w+);/g)].map(([, color]) => color);
  assert.deepEqual(new Set(papers), new Set(Object.values(themeColors)));
  const { $ } = openSite('site').page('/');
  for (const [theme, color] of Object.entries(themeColors)) {
    assert.equal($(`meta[name="theme-color"][media*="${theme}"]`).attr('content'), color);
  }
});
