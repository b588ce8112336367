import assert from 'node:assert/strict';
import { parseOpml } from 'feedsmith';
import { describe, test } from 'node:test';
import { SaxesParser } from 'saxes';
import { site as config } from '../../src/site.config.ts';
import { assertNone, brotliSize, openSite } from './site.ts';

/** What an importing reader makes of a list of feeds: the names of folders and what they hold. */
function foldersOf(xml: string) {
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => assert.fail(error.message));
  parser.write(xml).close();
  const { body } = parseOpml(xml);
  return body!.outlines!.map(({ text, outlines }) => ({ text, feeds: outlines ?? [] }));
}

for (const name of ['site', 'paper', 'awkward'] as const) {
  const site = openSite(name);
  const home = site.origin + site.base;
  const { $ } = site.page('/feeds/');
  /** The file that answers an address of the site. */
  const fileAt = (address: string) =>
    decodeURIComponent(new URL(address, home).pathname.slice(site.base.length + 1));
  const linkedFiles = (ending: string) =>
    $(`main a[href$="${ending}"]`)
      .toArray()
      .map(({ attribs }) => fileAt(attribs.href!))
      .sort();
  const linked = linkedFiles('rss.xml');
  const ofIndex = /^(tags|authors)\//;
  const lists = site.files.filter((file) => file.endsWith('.opml'));

  describe(`the page of feeds of "${name}"`, () => {
    test('links to every feed of the paper once', () => {
      const feeds = site.files.filter(
        (file) => file.endsWith('rss.xml') && !file.startsWith('feeds/archive/'),
      );
      assert.ok(feeds.length > 10);
      assert.deepEqual(linked, feeds.toSorted());
    });

    test('writes out the addresses of the paper and its sections', () => {
      const shown = new Set(
        $('main a')
          .toArray()
          .map((link) => $(link).text().trim()),
      );
      const addresses = linked.filter((file) => !ofIndex.test(file));
      assertNone(addresses.filter((file) => !shown.has(`${home}/${file}`.replace('https://', ''))));
    });

    test('has no button that would be dead without JavaScript', () => {
      assert.equal($('main button').length, 0);
      assert.equal($('main [role="status"]').length, 1);
    });

    test('links to every list of feeds', () => {
      assert.deepEqual(linkedFiles('.opml'), lists.toSorted());
      assert.ok(lists.includes('feeds/standfirst.opml') && lists.length > 1);
    });
  });

  describe(`the lists of feeds of "${name}"`, () => {
    test('name feeds and pages that are there', () => {
      for (const file of lists) {
        const feeds = foldersOf(site.text(file)).flatMap(({ feeds }) => feeds);
        assert.ok(feeds.length > 0, file);
        for (const { text, title, type, xmlUrl, htmlUrl, language } of feeds) {
          assert.deepEqual([type, language, text], ['rss', config.language, title]);
          assert.ok(linked.includes(fileAt(xmlUrl!)), xmlUrl);
          assert.ok(site.page(htmlUrl!.slice(home.length)), htmlUrl);
        }
        const addresses = feeds.map(({ xmlUrl }) => xmlUrl);
        assert.equal(new Set(addresses).size, addresses.length, file);
      }
    });

    test('hold the paper with its corrections, sections and series', () => {
      const feeds = foldersOf(site.text('feeds/standfirst.opml')).flatMap(({ feeds }) => feeds);
      const expected = linked.filter((file) => !ofIndex.test(file));
      assert.deepEqual(feeds.map(({ xmlUrl }) => fileAt(xmlUrl!)).sort(), expected);
    });

    test('hold a section with at most thirty topics and thirty authors', () => {
      for (const file of lists.filter((file) => file.startsWith('feeds/sections/'))) {
        const [section, ...others] = foldersOf(site.text(file));
        const id = file.slice('feeds/sections/'.length, -'.opml'.length);
        assert.deepEqual(
          section!.feeds.map(({ xmlUrl }) => xmlUrl),
          [`${home}/${id}/rss.xml`],
        );
        for (const { feeds } of others) assert.ok(feeds.length > 0 && feeds.length <= 30, file);
      }
    });
  });
}

test('names in lists of feeds arrive as they were written', () => {
  const site = openSite('awkward');
  const titles = foldersOf(site.text('feeds/sections/awkward.opml')).flatMap(({ feeds }) =>
    feeds.map(({ text }) => text!.replace(`${config.title}: `, '')),
  );
  for (const title of ['Awkward & <odd>', 'C & <D>', '2024', '007', 'Anna “A&B” <C>', 'Zoë']) {
    assert.ok(titles.includes(title), title);
  }
});

test('the page of feeds is small', (t) => {
  const { html } = openSite('site').page('/feeds/');
  t.diagnostic(`${brotliSize(html)} bytes`);
  assert.ok(brotliSize(html) <= 10_000);
});
