import assert from 'node:assert/strict';
import { load } from 'cheerio';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { validateXML } from 'xmllint-wasm';
import { site as config } from '../../src/site.config.ts';
import { root } from './builds.ts';
import { copyPaper, type PaperCopy } from './paper-copy.ts';
import { heldStories } from './sample-stories.ts';
import { assertNone, openSite, readSite, type HtmlPage, type Site } from './site.ts';

/** A sitemap's or index's entry, by the names of its elements. */
interface Entry {
  loc: string;
  lastmod?: string;
  image?: string;
  newsTitle?: string;
  newsDate?: string;
}

const fixture = (name: string) => readFileSync(join(root, 'test/fixtures/sitemaps', name), 'utf8');
const schemas = ['image.xsd', 'news.xsd'].map((fileName) => ({ fileName, contents: fixture(fileName) }));
const protocol = readFileSync(join(root, 'node_modules/sitemap/schema/sitemap.xsd'), 'utf8');

/** What is wrong with files of one kind by its schema. */
async function mistakes(xml: { fileName: string; contents: string }[], schema: string): Promise<string[]> {
  const { errors } = await validateXML({
    xml,
    schema: { fileName: 'schema.xsd', contents: fixture(schema) },
    preload: [...schemas, { fileName: 'sitemap.xsd', contents: protocol }],
  });
  return errors.map(({ rawMessage }) => rawMessage);
}

function entriesOf(xml: string): Entry[] {
  const $ = load(xml, { xml: true });
  return $('urlset > url, sitemapindex > sitemap')
    .toArray()
    .map((entry) => {
      const text = (name: string) => $(entry).find(name.replace(':', '\\:')).first().text() || undefined;
      return {
        loc: text('loc')!,
        lastmod: text('lastmod'),
        image: text('image:loc'),
        newsTitle: text('news:title'),
        newsDate: text('news:publication_date'),
      };
    });
}

const sitemapFiles = ({ files }: Site) => files.filter((file) => file.startsWith('sitemaps/'));
const monthFiles = (site: Site) => sitemapFiles(site).filter((file) => /\d{4}-\d{2}(-\d+)?\.xml$/.test(file));
const meta = ({ $ }: HtmlPage, property: string) => $(`meta[property="${property}"]`).attr('content');
const isStory = (page: HtmlPage) => meta(page, 'og:type') === 'article';
const isOwn = (page: HtmlPage, site: Site) =>
  page.$('link[rel="canonical"]').attr('href') === site.origin + page.url;

/** When a page of a story says that it was last changed. */
function changeOf(page: HtmlPage): number {
  const times = ['article:published_time', 'article:modified_time'].map((property) => meta(page, property));
  return Math.max(...times.filter((time) => time !== undefined).map(Date.parse));
}

for (const name of ['site', 'paper', 'awkward'] as const) {
  const site = openSite(name);
  const home = site.origin + site.base;
  const index = entriesOf(site.text('sitemap.xml'));
  const pageAt = new Map(site.pages.map((page) => [site.origin + page.url, page]));

  describe(`the sitemaps of "${name}"`, () => {
    test('are what their schemas say, and none is too large', async () => {
      const read = (fileName: string) => ({ fileName, contents: site.text(fileName) });
      assertNone(await mistakes([read('sitemap.xml')], 'sitemap-index.xsd'));
      assertNone(await mistakes(sitemapFiles(site).map(read), 'sitemaps.xsd'));
      for (const file of sitemapFiles(site)) {
        assert.ok(entriesOf(site.text(file)).length <= 50_000, file);
        assert.ok(site.read(file).length <= 50 * 2 ** 20, file);
      }
    });

    test('are all in the index, with the newest of their dates', () => {
      assert.deepEqual(
        index.map(({ loc }) => loc).sort(),
        sitemapFiles(site)
          .map((file) => `${home}/${file}`)
          .sort(),
      );
      for (const { loc, lastmod } of index) {
        const dates = entriesOf(site.text(loc.slice(home.length + 1))).flatMap(
          ({ lastmod }) => lastmod ?? [],
        );
        assert.equal(lastmod, dates.sort().at(-1), loc);
      }
    });

    test('name pages that are there, are to be found, and have that address', () => {
      const named = sitemapFiles(site).flatMap((file) => entriesOf(site.text(file)).map(({ loc }) => loc));
      assertNone(
        named.filter((loc) => {
          const page = pageAt.get(loc);
          return !page || !isOwn(page, site) || page.$('meta[name="robots"][content*="noindex"]').length > 0;
        }),
      );
    });

    test('have every story once, in its month, with its date and picture', () => {
      const named = new Map<string, Entry>();
      for (const file of monthFiles(site)) {
        const month = /(\d{4})-(\d{2})/.exec(file)!;
        for (const entry of entriesOf(site.text(file))) {
          assert.ok(entry.loc.startsWith(`${home}/${month[1]}/${month[2]}/`), `${file}: ${entry.loc}`);
          assert.ok(!named.has(entry.loc), entry.loc);
          named.set(entry.loc, entry);
        }
      }
      const stories = site.pages.filter((page) => isStory(page) && isOwn(page, site));
      assert.deepEqual([...named.keys()].sort(), stories.map(({ url }) => site.origin + url).sort());
      for (const page of stories) {
        const { lastmod, image } = named.get(site.origin + page.url)!;
        assert.equal(Date.parse(lastmod!), changeOf(page), page.path);
        const hasPicture = page.$('main figure img[fetchpriority="high"]').length > 0;
        assert.equal(image, hasPicture ? meta(page, 'og:image') : undefined, page.path);
      }
      assert.ok([...named.values()].some(({ image }) => image));
    });

    test('date a list by the newest change of a story on it', () => {
      const lists = entriesOf(site.text('sitemaps/lists.xml')).filter(({ loc }) =>
        /\/(tags|authors|series)\/[^/]+\/$/.test(loc),
      );
      assert.ok(lists.length > 3);
      for (const { loc, lastmod } of lists) {
        const { $ } = pageAt.get(loc)!;
        const shown = $('main ol[role="list"] h2 a')
          .toArray()
          .map(({ attribs }) => pageAt.get(site.origin + attribs.href!)!);
        assert.equal(Date.parse(lastmod!), Math.max(...shown.map(changeOf)), loc);
      }
    });
  });
}

test('the schemas refuse what is no sitemap', async () => {
  const site = openSite('awkward');
  const spoilt = async (file: string, schema: string, from: RegExp, to: string) => {
    const contents = site.text(file).replace(from, to);
    assert.notEqual(contents, site.text(file));
    return (await mistakes([{ fileName: file, contents }], schema)).length;
  };
  assert.ok(await spoilt('sitemap.xml', 'sitemap-index.xsd', /<lastmod>/, '<lastmod>on '));
  assert.ok(await spoilt('sitemaps/lists.xml', 'sitemaps.xsd', /<url>.*<\/url>/, ''));
  assert.ok(await spoilt('sitemaps/2025-12.xml', 'sitemaps.xsd', /image:loc/g, 'image:address'));
  assert.ok(await spoilt('sitemaps/news.xml', 'sitemaps.xsd', /<news:title>.*?<\/news:title>/, ''));
});

test('the lists of the paper are in a sitemap, their older pages are not', () => {
  const site = openSite('awkward');
  const named = new Set(entriesOf(site.text('sitemaps/lists.xml')).map(({ loc }) => loc));
  const home = site.origin;
  for (const path of ['/', '/many/', '/archive/', '/tags/', '/authors/', '/corrections/', '/feeds/']) {
    assert.ok(named.has(home + path), path);
  }
  assert.ok(site.files.includes('many/1/index.html'));
  assertNone([...named].filter((loc) => /\/\d+\/$/.test(loc) && !/\/(tags|authors)\/\d+\/$/.test(loc)));
  // Nothing has been published there.
  assert.ok(!named.has(`${home}/empty/`));
});

test('a story that is held back is in no sitemap', () => {
  const site = openSite('site');
  const text = sitemapFiles(site)
    .map((file) => site.text(file))
    .join();
  assert.ok(heldStories.length > 0);
  assertNone(heldStories.filter(({ slug }) => text.includes(slug)).map(({ id }) => id));
});

test('the news sitemap has the stories of the last 48 hours with headline, date and the paper’s name', () => {
  const xml = openSite('awkward').text('sitemaps/news.xml');
  assert.deepEqual(
    entriesOf(xml).map(({ newsTitle, newsDate }) => [newsTitle, newsDate]),
    [
      ['Due now', '2026-01-01T00:00:00+00:00'],
      ['007', '2025-12-30T12:00:00+00:00'],
    ],
  );
  const $ = load(xml, { xml: true });
  assert.equal($('news\\:publication news\\:name').first().text(), config.title);
  assert.equal($('news\\:publication news\\:language').first().text(), config.language.slice(0, 2));
});

test('without news the news sitemap names the front page alone', () => {
  const site = openSite('site');
  const [entry, ...others] = entriesOf(site.text('sitemaps/news.xml'));
  assert.deepEqual([entry!.loc, entry!.newsTitle, others.length], [`${site.origin}/`, undefined, 0]);
});

describe('over successive builds', () => {
  const clock = { SOURCE_DATE_EPOCH: String(Date.parse('2024-10-06T12:00:00Z') / 1000) };
  let paper: PaperCopy;
  before(() => {
    paper = copyPaper('sitemaps', clock);
  });
  const newsAddresses = () =>
    entriesOf(readSite(paper.folder('dist')).text('sitemaps/news.xml')).map(({ loc }) => loc);
  /** Files that an edit or the clock changed, of those that are for machines alone. */
  const changedBy = async (edit: () => void) => {
    const before = paper.tree('dist');
    edit();
    await paper.build('dist');
    const after = paper.tree('dist');
    return [...before.keys(), ...after.keys()]
      .filter((file) => /^(sitemap|robots|manifest|\.well-known)/.test(file))
      .filter((file, at, all) => all.indexOf(file) === at && before.get(file) !== after.get(file))
      .sort();
  };
  const october = 'content/articles/2024/10';
  const story = (title: string, rest: string) =>
    `---\ntitle: ${title}\ndescription: What it says.\nsection: world\n${rest}---\n\nA paragraph.\n`;

  test('a story leaves the news when its 48 hours are over, and nothing else of the site changes', async () => {
    await paper.build('dist');
    const home = config.url;
    assert.deepEqual(newsAddresses(), [
      `${home}/2024/10/06/why-we-print-both-numbers/`,
      `${home}/2024/10/05/russia-and-iran-ties/`,
    ]);
    const before = paper.tree('dist');
    clock.SOURCE_DATE_EPOCH = String(Date.parse('2024-10-08T12:00:00Z') / 1000);
    await paper.build('dist');
    assert.deepEqual(newsAddresses(), [`${home}/`]);
    const after = paper.tree('dist');
    const changed = [...after].filter(([file, digest]) => before.get(file) !== digest).map(([file]) => file);
    assert.deepEqual(changed.sort(), ['sitemap.xml', 'sitemaps/news.xml']);
    assert.equal(after.size, before.size);
  });

  test('a new story changes its month, the lists, the news and the index alone', async () => {
    const add = () =>
      paper.write(`${october}/fresh.mdx`, story('Fresh', 'pubDate: 2024-10-08T09:00:00Z\ntags: [iran]\n'));
    assert.deepEqual(await changedBy(add), [
      'sitemap.xml',
      'sitemaps/2024-10.xml',
      'sitemaps/lists.xml',
      'sitemaps/news.xml',
    ]);
    assert.deepEqual(newsAddresses(), [`${config.url}/2024/10/08/fresh/`]);
  });

  test('words that change silently change no sitemap', async () => {
    assert.deepEqual(await changedBy(() => paper.edit(`${october}/fresh.mdx`, /$/, '\nAnother.\n')), []);
  });

  test('a correction changes the month of its story', async () => {
    const moon = 'content/articles/1969/07/apollo-11-men-walk-on-the-moon.mdx';
    const notice = 'corrections:\n  - { date: 2024-10-08T10:00, text: It was a Sunday. }\nsection: ';
    assert.deepEqual(await changedBy(() => paper.edit(moon, /^section: /m, notice)), [
      'sitemap.xml',
      'sitemaps/1969-07.xml',
      'sitemaps/lists.xml',
    ]);
  });

  test('copy that names an original elsewhere leaves all sitemaps', async () => {
    const path = `${october}/fresh.mdx`;
    const source = 'source: { name: Agency, url: "https://agency.example/1", canonical: true }\nsection: ';
    const changed = await changedBy(() => paper.edit(path, /^section: /m, source));
    assert.ok(changed.includes('sitemaps/2024-10.xml') && changed.includes('sitemaps/news.xml'));
    const site = readSite(paper.folder('dist'));
    assert.ok(site.page('/2024/10/08/fresh/'));
    assertNone(sitemapFiles(site).filter((file) => site.text(file).includes('/fresh/')));
  });

  test('a withdrawn story leaves all sitemaps', async () => {
    const path = `${october}/moscow-condemns-raids.mdx`;
    const withdrawn = 'withdrawn: { date: 2024-10-08T11:00, reason: It was not so. }\nsection: ';
    const changed = await changedBy(() => paper.edit(path, /^section: /m, withdrawn));
    assert.ok(changed.includes('sitemaps/2024-10.xml'));
    const site = readSite(paper.folder('dist'));
    assertNone(sitemapFiles(site).filter((file) => site.text(file).includes('moscow-condemns-raids')));
  });

  test('what was kept is what a clean build makes', async () => {
    await paper.build('clean', '--clean');
    assert.deepEqual(paper.tree('dist'), paper.tree('clean'));
  });
});
