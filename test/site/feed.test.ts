import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseFeed } from '@rowanmanning/feed-parser';
import { load } from 'cheerio';
import { parseAtomFeed, parseRssFeed } from 'feedsmith';
import RssParser from 'rss-parser';
import { site as config } from '../../src/site.config.ts';
import { awkwardTitles } from './awkward-paper.ts';
import { feedFiles, formats, readFeed, type Format, type ReadFeed, type ReadItem } from './feed-files.ts';
import { publicStories, seedPath } from './sample-stories.ts';
import { assertNone, openSite, type Site } from './site.ts';

const origin = config.url;
const archiveFolder = 'feeds/archive/';

/** Folders of a site that hold feeds: `''`, `tags/iran/`. */
function feedFolders({ files }: Site): string[] {
  return files
    .filter((file) => /(^|\/)rss\.xml$/.test(file))
    .map((file) => file.slice(0, -feedFiles.rss.length));
}

const readAll = (site: Site) =>
  new Map(
    feedFolders(site).map((folder) => [
      folder,
      Object.fromEntries(
        formats.map((format) => [format, readFeed(site.text(folder + feedFiles[format]), format)]),
      ) as Record<Format, ReadFeed>,
    ]),
  );

/** Path of an address below the site's base, as `site.page` takes it. */
const pathOf = ({ base }: Site, address: string) => new URL(address).pathname.slice(base.length);
const addressOf = ({ base }: Site, path: string) => origin + encodeURI(`${base}/${path}`);
const isCorrection = ({ title }: ReadItem) => title.startsWith('Correction: ');
const guids = ({ items }: ReadFeed) => items.map(({ guid }) => guid);

for (const name of ['site', 'paper', 'awkward', 'features'] as const) {
  const site = openSite(name);
  const feeds = readAll(site);

  describe(`the feeds of "${name}"`, () => {
    test('are beside every list, and announced by every page of it', () => {
      const announced = new Set<string>();
      for (const { $, path } of site.pages) {
        const links = $('head link[rel="alternate"]').toArray();
        const own = links.map(({ attribs }) => attribs.href!);
        for (const address of own)
          assert.ok(site.files.includes(decodeURI(address.slice(site.base.length + 1))));
        if (own.length === 1) {
          assert.deepEqual(own, [`${site.base}/rss.xml`], path);
          continue;
        }
        // An author may be called 007.
        const list = feeds.has(decodeURI(path).slice(1)) ? path : path.replace(/\/\d+\/$/, '/');
        assert.deepEqual(
          own,
          Object.values(feedFiles).map((file) => site.base + list + file),
        );
        assert.deepEqual(
          links.map(({ attribs }) => attribs.type),
          ['application/rss+xml', 'application/atom+xml', 'application/feed+json'],
        );
        announced.add(decodeURI(list).slice(1));
      }
      const lists = [...feeds.keys()].filter((folder) => !folder.startsWith(archiveFolder));
      assert.deepEqual([...announced].sort(), lists.sort());
      const kinds = lists.map((folder) => folder.split('/')[0]);
      for (const kind of ['', 'corrections', 'tags', 'authors']) {
        if (name !== 'features') assert.ok(kinds.includes(kind), kind);
      }
    });

    test('are valid, and the same in every format', () => {
      for (const [folder, { rss, atom, json }] of feeds) {
        assert.deepEqual(atom.items, rss.items, folder);
        assert.deepEqual(json.items, rss.items, folder);
        for (const key of ['title', 'description', 'page'] as const) {
          assert.deepEqual([atom[key], json[key]], [rss[key], rss[key]], folder);
        }
      }
    });

    test('name their own addresses, and pages that are there', () => {
      for (const [folder, feed] of feeds) {
        for (const format of formats) {
          assert.equal(feed[format].self, addressOf(site, folder + feedFiles[format]));
          assert.ok(site.page(pathOf(site, feed[format].page)), folder);
        }
        if (!folder.startsWith(archiveFolder)) assert.equal(feed.rss.page, addressOf(site, folder));
        for (const { url } of feed.rss.items) assert.ok(site.page(pathOf(site, url)), url);
      }
    });

    test('hold the newest stories of their list, the newest first, each once', () => {
      for (const [folder, { rss }] of feeds) {
        const dates = rss.items.map(({ published }) => published);
        assert.deepEqual(
          dates,
          dates.toSorted((a, b) => b - a),
          folder,
        );
        assert.equal(new Set(guids(rss)).size, rss.items.length, folder);
        const stories = rss.items.filter((item) => !isCorrection(item));
        assert.ok(stories.length <= config.feedLength && rss.items.length <= 60, folder);
        if (folder === '' || folder.startsWith(archiveFolder) || folder === 'corrections/') continue;
        const { $ } = site.page(encodeURI(`/${folder}`));
        const listed = $('main ol a[href], main article a[href]')
          .toArray()
          .map(({ attribs }) => attribs.href!)
          .filter((href) => /\/\d{4}\/\d\d\/\d\d\/./.test(href));
        const shown = [...new Set(listed)].slice(0, config.feedLength);
        assert.equal(shown.length > 0, stories.length > 0, folder);
        assert.deepEqual(
          stories.slice(0, shown.length).map(({ url }) => new URL(url).pathname),
          shown,
          folder,
        );
      }
    });

    test('stay below two megabytes', () => {
      for (const folder of feeds.keys()) {
        for (const format of formats) assert.ok(site.read(folder + feedFiles[format]).length <= 2_000_000);
      }
    });

    test('give every story one name that does not depend on its address', () => {
      const byUrl = new Map<string, Set<string>>();
      for (const { rss } of feeds.values()) {
        for (const { url, guid, title } of rss.items) {
          assert.match(guid, /^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
          const key = `${url} ${title}`;
          byUrl.set(key, (byUrl.get(key) ?? new Set()).add(guid));
        }
      }
      for (const [story, names] of byUrl) assert.equal(names.size, 1, story);
    });

    test('lead through the archive to every story', () => {
      for (const format of formats) {
        const met: ReadItem[] = [...feeds.get('')![format].items];
        const documents = new Set<string>();
        for (let next = feeds.get('')![format].older; next !== undefined;) {
          const folder = decodeURI(pathOf(site, next)).slice(1, -feedFiles[format].length);
          assert.ok(!documents.has(folder));
          documents.add(folder);
          const document = feeds.get(folder)![format];
          met.push(...document.items);
          next = document.older;
        }
        const reached = new Set(
          met.filter((item) => !isCorrection(item)).map(({ url }) => pathOf(site, url)),
        );
        const stories = site.pages.filter(({ $ }) => $('meta[property="article:published_time"]').length > 0);
        assert.deepEqual([...reached].sort(), stories.map(({ path }) => path).sort());
        assert.equal(documents.size, [...feeds.keys()].filter((key) => key.startsWith(archiveFolder)).length);
      }
    });

    test('have every correction once, in the feeds that carried its story', () => {
      const correctionsOf = (folder: string) => feeds.get(folder)!.rss.items.filter(isCorrection);
      const shown = site.page('/corrections/').$('main ol > li');
      assert.equal(correctionsOf('corrections/').length, shown.length);
      assert.equal(feeds.get('corrections/')!.rss.items.length, shown.length);
      for (const { url, guid, title } of correctionsOf('corrections/')) {
        const { $ } = site.page(pathOf(site, url));
        assert.equal(title, `Correction: ${$('h1').text().trim()}`);
        const lists = $('main a[rel="author"], main a[rel="tag"]').toArray();
        for (const { attribs } of lists) {
          const folder = decodeURI(attribs.href!.slice(site.base.length + 1));
          assert.ok(
            correctionsOf(folder).some((item) => item.guid === guid),
            folder,
          );
        }
      }
    });

    test('hold every story in full, for readers that know nothing of the site', () => {
      const seen = new Set<string>();
      for (const { url, html, guid } of [...feeds.values()].flatMap(({ rss }) => rss.items)) {
        if (seen.has(guid)) continue;
        seen.add(guid);
        const $ = load(html, null, false);
        assert.ok($.text().trim().split(/\s+/).length >= 10, url);
        const foreign = 'script, style, link, iframe, button, input, svg, picture, source, form';
        assert.equal($(`${foreign}, [class], [style], [hidden], [id], [srcset], [sizes]`).length, 0, url);
        for (const { attribs } of $('*').toArray() as { attribs: Record<string, string> }[]) {
          const names = Object.keys(attribs);
          assertNone(
            names.filter((name) => /^(data-|aria-|on)|^(role|tabindex|loading)$/.test(name)),
            url,
          );
          for (const address of [attribs.href, attribs.src]) {
            if (address !== undefined) assert.match(address, /^(https?:\/\/[^/]|mailto:.)/, url);
          }
        }
        for (const { attribs } of $('img').toArray()) {
          assert.ok(attribs.alt !== undefined && attribs.width && attribs.height, url);
          assert.ok(site.files.includes(pathOf(site, attribs.src!).slice(1)), attribs.src);
        }
        // A link within a story leads to its page, where the place is.
        for (const { attribs } of $('a[href*="#"]').toArray()) {
          const target = new URL(attribs.href!);
          if (target.origin !== origin) continue;
          const page = site.page(pathOf(site, target.href.split('#')[0]!));
          assert.equal(page.$(`[id="${decodeURIComponent(target.hash.slice(1))}"]`).length, 1, attribs.href);
        }
      }
    });

    test('are the same as the pages about dates, authors and topics', () => {
      for (const item of [...feeds.values()].flatMap(({ rss }) => rss.items)) {
        if (isCorrection(item)) continue;
        const { $ } = site.page(pathOf(site, item.url));
        const texts = (selector: string) =>
          $(selector)
            .toArray()
            .map((element) => $(element).text().trim());
        assert.equal(item.title, plain($('h1').text()), item.url);
        const time = $('meta[property="article:published_time"]').attr('content')!;
        assert.equal(item.published, Date.parse(time), item.url);
        assert.deepEqual(item.authors, texts('main a[rel="author"]'), item.url);
        assertNone(
          texts('main a[rel="tag"]').filter((topic) => !item.tags.includes(topic)),
          item.url,
        );
      }
    });

    test('are read by the libraries of other makers', async () => {
      for (const file of [feedFiles.rss, feedFiles.atom]) {
        const { items } = feeds.get('')!.rss;
        const other = await new RssParser().parseString(site.text(file));
        assert.deepEqual(
          other.items.map(({ title, guid, id }) => [title, guid ?? id]),
          items.map(({ title, guid }) => [title, guid]),
        );
        const third = parseFeed(site.text(file));
        assert.deepEqual(
          third.items.map(({ id, url, published }) => [id, url, published?.getTime()]),
          items.map(({ guid, url, published }) => [guid, url, published]),
        );
      }
    });
  });
}

/** A text as a reader sees it: without control characters, and spaces taken together. */
function plain(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

test('the newest of the sample paper', () => {
  const { items } = readFeed(openSite('site').text('rss.xml'), 'rss');
  assert.deepEqual(
    items.filter((item) => !isCorrection(item)).map(({ url }) => url),
    publicStories.slice(0, config.feedLength).map(({ path }) => config.url + path),
  );
});

test('feeds change with their stories and not with the clock', () => {
  const [site, again] = [openSite('site'), openSite('again')];
  for (const folder of feedFolders(site)) {
    for (const file of Object.values(feedFiles)) {
      assert.ok(site.read(folder + file).equals(again.read(folder + file)), folder + file);
    }
  }
  for (const folder of feedFolders(site)) {
    const atom = parseAtomFeed(site.text(`${folder}atom.xml`));
    const newest = atom.entries
      ?.map(({ updated }) => updated!)
      .sort()
      .at(-1);
    if (newest === undefined) continue;
    assert.equal(Date.parse(atom.updated!), Date.parse(newest), folder);
    const { lastBuildDate } = parseRssFeed(site.text(`${folder}rss.xml`));
    assert.equal(Date.parse(lastBuildDate!), Math.floor(Date.parse(newest) / 1000) * 1000, folder);
  }
});

test('numbers and markup in headlines arrive as they were written', () => {
  const site = openSite('awkward');
  for (const format of formats) {
    const { items } = readFeed(site.text(`awkward/${feedFiles[format]}`), format);
    const titled = items.filter(({ url }) => /awkward-\d/.test(url));
    assert.deepEqual(
      titled.map(({ title }) => title),
      awkwardTitles.map(plain),
    );
    const first = titled.find(({ title }) => title === '007')!;
    assert.deepEqual(first.authors, ['007', 'Anna “A&B” <C>', 'Zoë']);
    assert.deepEqual(first.tags, ['Awkward & <odd>', 'C & <D>', '2024']);
  }
});

test('a story from right to left is marked so', () => {
  const site = openSite('awkward');
  const atom = site.text('awkward/atom.xml');
  const entry = atom.split('<entry').find((entry) => entry.includes('عنوان'))!;
  assert.match(entry, /^ xml:lang="ar">/);
  const { items } = readFeed(atom, 'atom');
  assert.match(
    items.find(({ title }) => title === 'عنوان')!.html,
    /^<div lang="ar" dir="rtl"><p>First paragraph/,
  );
  assert.match(site.text('awkward/rss.xml'), /<dc:language>ar<\/dc:language>/);
  assert.match(site.text('awkward/feed.json'), /"language":"ar"/);
});

test('a story in the feed has its picture, standfirst, original and contributors', () => {
  const site = openSite('site');
  const item = parseRssFeed(site.text('rss.xml')).items!.find(
    ({ link, title }) => link?.endsWith(seedPath) && !title?.startsWith('Correction'),
  )!;
  assert.match(item.description!, /^Moscow says the Middle East is moving along/);
  const [picture] = item.media!.contents!;
  const file = new URL(picture!.url!).pathname.slice(1);
  assert.ok(picture!.width! > 1000 && picture!.height! > 500);
  assert.match(picture!.description!.value!, /^The walls and towers of the Kremlin/);
  assert.ok(picture!.credits![0]!.value);
  assert.deepEqual(item.enclosures, [
    { url: picture!.url, type: 'image/jpeg', length: site.read(file).length },
  ]);
  assert.deepEqual(item.dc!.contributors, ['AFP']);
  assert.match(item.source!.url!, /^https:\/\/www\.themoscowtimes\.com\//);
  const $ = load(item.content!.encoded!, null, false);
  assert.match($.text(), /AFP contributed reporting\./);
  assert.equal($('a[href^="https://www.themoscowtimes.com/"]').length, 1);
  const image = $('img').first();
  assert.match(image.attr('alt')!, /^The walls and towers of the Kremlin/);
  assert.equal(image.attr('src'), picture!.url);

  const entry = parseAtomFeed(site.text('atom.xml')).entries!.find(({ id }) => id === item.guid!.value)!;
  const via = entry.links!.find(({ rel }) => rel === 'via');
  assert.equal(via?.href, item.source!.url);
  assert.deepEqual(entry.contributors, [{ name: 'AFP', uri: `${config.url}/authors/afp/` }]);
});

test('every component and every sign of Markdown has a form in a feed', () => {
  const { items } = readFeed(openSite('features').text('rss.xml'), 'rss');
  const story = (path: string) => load(items.find(({ url }) => url.endsWith(path))!.html, null, false);
  for (const path of ['/2025/10/02/components/', '/2025/10/02/components-full/']) {
    const $ = story(path);
    const texts = (selector: string) =>
      $(selector)
        .toArray()
        .map((element) => plain($(element).text()));
    const figures = texts('figure > figcaption');
    assert.ok(figures.includes('Its caption: 1 < 2 & “more” A literal'), path);
    assert.equal($('figure img[alt=\'A "red" field & more\']').length, 1, path);
    assert.ok(texts('blockquote').includes('Words on one line— A speaker, whose role is stated'), path);
    assert.ok(
      texts('blockquote').some((text) => text.endsWith('— A third')),
      path,
    );
    assert.deepEqual(texts('aside > h2'), ['Facts & <figures>'], path);
    assert.equal($('aside table th[align="right"]').length, 1, path);
    assert.deepEqual(texts('section > h2').slice(0, 2), ['Events', 'Notes'], path);
    assert.deepEqual(texts('section > ul > li > strong, section > ul > li > p > strong'), [
      '1 April 2024',
      '2 April 2024',
    ]);
    assert.deepEqual(texts('section > ol > li > strong'), ['1957', '1961'], path);
    assert.ok(texts('p').includes('Read also: Every feature of Markdown'), path);
    const still = $('figure > a[href="https://www.youtube.com/watch?v=S9HdPi9Ikhk&t=10"] > img');
    assert.equal(still.attr('alt'), 'A blue field', path);
    assert.ok(texts('p > a').includes('Watch on example.org: A video that no player is known for'), path);
  }
  for (const path of ['/2025/10/01/markdown/', '/2025/10/01/markdown-full/']) {
    const $ = story(path);
    assert.equal($(`sup > a[href="${config.url}${path}#note:fn-1"]`).first().text(), '2', path);
    assert.match(
      $('section > ol > li').eq(1).text(),
      /^\s*The text of the note, with emphasis and a link\.\s*$/,
    );
    assert.match($.text(), /☐ to do\s+☑ done with strength/);
    assert.equal($('pre > code').last().text(), "const a = { b: '<c>' };\n\n// an empty line above\n");
    assert.equal($('table td[align="right"]').first().text(), '1');
  }
});
