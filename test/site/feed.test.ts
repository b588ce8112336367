import assert from 'node:assert/strict';
import { load } from 'cheerio';
import { parseRssFeed } from 'feedsmith';
import { describe, test } from 'node:test';
import { SaxesParser } from 'saxes';
import { site as config } from '../../src/site.config.ts';
import { awkwardTitles } from './awkward-paper.ts';
import { publicStories, seedPath } from './sample-stories.ts';
import { assertNone, openSite } from './site.ts';

for (const name of ['site', 'paper', 'awkward'] as const) {
  const site = openSite(name);
  const home = `${site.origin}${site.base}/`;
  const xml = site.text('rss.xml');
  const feed = parseRssFeed(xml);
  const items = feed.items ?? [];

  describe(`the feed of "${name}"`, () => {
    test('is well-formed XML without forbidden characters', () => {
      const parser = new SaxesParser({ xmlns: true });
      parser.on('error', (error) => assert.fail(error.message));
      parser.write(xml).close();
      assert.ok(!/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(xml));
    });

    test('introduces the paper and names its own address', () => {
      assert.equal(feed.title, config.title);
      assert.equal(feed.link, home);
      assert.equal(feed.language?.toLowerCase(), config.language.toLowerCase());
      assert.ok(feed.description);
      const self = feed.atom?.links?.find(({ rel }) => rel === 'self');
      assert.equal(self?.href, `${home}rss.xml`);
      assert.equal(self?.type, 'application/rss+xml');
    });

    test('has the newest stories, the newest first', () => {
      assert.ok(items.length > 0 && items.length <= 30);
      const dates = items.map(({ pubDate }) => Date.parse(pubDate!));
      assert.deepEqual(
        dates,
        dates.toSorted((a, b) => b - a),
      );
      for (const { link } of items) assert.ok(site.page(new URL(link!).pathname.slice(site.base.length)));
    });

    test('gives every story a name that does not depend on its address', () => {
      const guids = items.map(({ guid }) => guid!);
      assert.equal(new Set(guids.map(({ value }) => value)).size, items.length);
      for (const { isPermaLink, value } of guids) {
        assert.equal(isPermaLink, false);
        assert.ok(!/^https?:/.test(value!), value);
      }
    });

    test('holds every story in full, for readers that know nothing of the site', () => {
      for (const item of items) {
        const html = item.content?.encoded ?? '';
        const $ = load(html, null, false);
        assert.ok($.text().trim().split(/\s+/).length >= 10, item.link);
        assert.equal(
          $('script, style, link, iframe, button, [class], [style], [hidden]').length,
          0,
          item.link,
        );
        for (const { attribs } of $('[href], [src], [srcset], [id], p, img, figure').toArray()) {
          const internal = Object.keys(attribs).filter((key) => /^(data-|on|aria-hidden|srcset$)/.test(key));
          assertNone(internal, item.link);
          for (const address of [attribs.href, attribs.src]) {
            if (address !== undefined) assert.match(address, /^(https:\/\/|mailto:)/, item.link);
          }
        }
      }
    });

    test('is the same as its pages about dates, authors and topics', () => {
      for (const { link, title, pubDate, dc, categories } of items) {
        const { $ } = site.page(new URL(link!).pathname.slice(site.base.length));
        const clean = (text: string) => text.replace(/[\u0000-\u001f]/g, '').trim();
        assert.equal(title, clean($('h1').text()), link);
        assert.equal(
          Date.parse(pubDate!),
          Date.parse($('meta[property="article:published_time"]').attr('content')!),
          link,
        );
        const bylines = $('main a[rel="author"]')
          .toArray()
          .map((author) => $(author).text().trim());
        assert.deepEqual(dc?.creators ?? [], bylines, link);
        const topics = $('main a[rel="tag"]')
          .toArray()
          .map((tag) => $(tag).text().trim());
        const named = (categories ?? []).map(({ name }) => name!);
        assertNone(
          topics.filter((topic) => !named.includes(topic)),
          link,
        );
      }
    });
  });
}

test('the feed ends after thirty stories', () => {
  assert.equal(parseRssFeed(openSite('awkward').text('rss.xml')).items?.length, 30);
});

test('the feed holds the newest of the sample paper', () => {
  const { items } = parseRssFeed(openSite('site').text('rss.xml'));
  const newest = publicStories.slice(0, 30).map(({ path }) => config.url + path);
  assert.deepEqual(
    items?.map(({ link }) => link),
    newest,
  );
});

test('numbers and markup in headlines arrive as they were written', () => {
  const items = parseRssFeed(openSite('awkward').text('rss.xml')).items!.filter(({ link }) =>
    /awkward-\d/.test(link!),
  );
  const written = awkwardTitles.map((title) => title.replace(/[\u0000-\u001f]/g, ''));
  assert.deepEqual(
    items.map(({ title }) => title),
    written,
  );
  const first = items.find(({ title }) => title === '007')!;
  assert.deepEqual(first.dc?.creators, ['007', 'Anna “A&B” <C>', 'Zoë']);
  assert.ok(first.categories?.some(({ name }) => name === 'C & <D>'));
});

test('a story in the feed has its picture, standfirst and original', () => {
  const site = openSite('site');
  const item = parseRssFeed(site.text('rss.xml')).items!.find(({ link }) => link?.endsWith(seedPath))!;
  assert.match(item.description!, /^Moscow says the Middle East is moving along/);
  const picture = item.media?.contents?.[0] ?? item.enclosures?.[0];
  assert.ok(site.files.includes(new URL(picture!.url!).pathname.slice(1)));
  const $ = load(item.content!.encoded!, null, false);
  assert.match($.text(), /AFP contributed reporting\./);
  assert.equal($('a[href^="https://www.themoscowtimes.com/"]').length, 1);
  const image = $('img').first();
  assert.match(image.attr('alt')!, /^The walls and towers of the Kremlin/);
  assert.ok(site.files.includes(new URL(image.attr('src')!).pathname.slice(1)));
});
