import Validator from '@adobe/structured-data-validator';
import WebAutoExtractor from '@marbec/web-auto-extractor';
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import sharp from 'sharp';
import { buildArchive } from '../../src/model/archive.ts';
import { articleKinds } from '../../src/model/article.ts';
import type { Newsroom } from '../../src/model/newsroom.ts';
import { serializeJsonLd } from '../../src/formats/json-ld.ts';
import { storyJsonLd } from '../../src/formats/json-ld-story.ts';
import { site as config } from '../../src/site.config.ts';
import { awkwardTitles } from './awkward-paper.ts';
import { publicStories, seedPath } from './sample-stories.ts';
import { asRelease, misuses, propertiesOf, types } from './schema-vocabulary.ts';
import { assertNone, openSite, type HtmlPage, type Site } from './site.ts';

/** A JSON-LD document as it stands on a page: anything. */
type Block = Record<string, any>;

const sample = openSite('site');
const dayPath = /^\/\d{4}\/\d\d\/\d\d\/$/;
const storyPath = /^\/\d{4}\/\d\d\/\d\d\/[^/]+\/$/;
const validator = new Validator(asRelease());
const zoned = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/;
/** A story that is there to be read: not the note in the place of one that was withdrawn. */
const isStory = ({ $ }: HtmlPage) => $('head meta[property="og:type"]').attr('content') === 'article';

for (const name of ['site', 'paper', 'features', 'awkward'] as const) {
  const site = openSite(name);
  const stories = site.pages.filter(isStory);
  /** The page that an absolute address of ours leads to. */
  const pageAt = (url: string) => {
    assert.ok(url.startsWith(`${site.origin}${site.base}/`), url);
    return site.page(url.slice(site.origin.length + site.base.length));
  };

  describe(`the JSON-LD of "${name}"`, () => {
    test('keeps to the vocabulary of schema.org', () => {
      let count = 0;
      const wrong = site.pages.flatMap((page) =>
        blocksOf(page).flatMap((block) => {
          count++;
          return misuses(block).map((misuse) => `${page.path}: ${block['@type']} ${misuse}`);
        }),
      );
      assert.ok(count > site.pages.length);
      assertNone(wrong);
    });

    test('is found and accepted by another maker’s reader and validator', async () => {
      assertNone(
        (await Promise.all(site.pages.map(complaintsOf))).flatMap((complaints, index) =>
          complaints.map((complaint) => `${site.pages[index]!.path}: ${complaint}`),
        ),
      );
    });

    test('says of every page what it is', () => {
      for (const page of site.pages) {
        const [first, ...rest] = blocksOf(page);
        assert.equal(first?.['@type'], expectedType(page), page.path);
        if (first && !page.path.endsWith('.html')) assert.equal(first.url, site.origin + page.url, page.path);
        const hasTrail = page.$('main nav[aria-label="Breadcrumbs"]').length > 0;
        assert.deepEqual(
          rest.map((block) => block['@type']),
          first && hasTrail ? ['BreadcrumbList'] : [],
          page.path,
        );
      }
    });

    test('names what stands on a list, in its order', () => {
      let count = 0;
      for (const page of site.pages) {
        const [list] = blocksOf(page);
        if (list?.['@type'] !== 'CollectionPage') continue;
        const items: Block[] = list.mainEntity?.itemListElement ?? [];
        const links = page
          .$('main h1 ~ *, main header ~ *')
          .find('a[href]')
          .toArray()
          .map((link) => ({
            path: link.attribs.href!.slice(site.base.length),
            name: page.$(link).text().trim(),
          }));
        const linked = (form: RegExp) => links.filter(({ path }) => form.test(path));
        // A year or month with many stories names its days.
        const isBusy = /^\/\d{4}\/(\d\d\/)?$/.test(page.path) && linked(storyPath).length > 50;
        const shown = linked(page.path === '/archive/' ? /^\/\d{4}\/$/ : isBusy ? dayPath : storyPath);
        assert.deepEqual(
          items.map(({ url, name }) => ({ path: pageAt(url).path, name: name.trim() })),
          shown,
          page.path,
        );
        assert.deepEqual(
          items.map(({ position }) => position),
          items.map((_, index) => index + 1),
        );
        count++;
      }
      assert.ok(count > 3);
    });

    test('leads by its breadcrumbs from page to page, as the reader is led', () => {
      for (const page of site.pages) {
        for (const { itemListElement } of blocksOf(page).filter(isOf('BreadcrumbList'))) {
          assert.ok(itemListElement.length >= 2, page.path);
          const trail = page
            .$('nav[aria-label="Breadcrumbs"] a')
            .toArray()
            .map((link) => [page.$(link).text().trim(), site.origin + link.attribs.href]);
          assert.deepEqual(
            itemListElement.map(({ name, item }: Block) => [name.trim(), item]).slice(0, -1),
            trail,
            page.path,
          );
          assert.equal(itemListElement.at(-1).item, site.origin + page.url);
          itemListElement.forEach(({ item, position }: Block, index: number) => {
            assert.ok(pageAt(item));
            assert.equal(position, index + 1);
          });
        }
      }
    });

    // https://developers.google.com/search/docs/appearance/structured-data/article
    test('has of a story what search engines ask for', () => {
      assert.ok(stories.length > 0);
      for (const page of stories) {
        const [story] = blocksOf(page);
        const where = page.path;
        assert.ok(story!.headline && story!.description, where);
        assert.match(story!.datePublished, zoned, where);
        assert.match(story!.dateModified, zoned, where);
        assert.ok(Date.parse(story!.dateModified) >= Date.parse(story!.datePublished), where);
        assert.ok(story!.author.length > 0, where);
        for (const author of [...story!.author, ...(story!.contributor ?? [])]) {
          assert.match(author['@type'], /^(Person|Organization|NewsMediaOrganization)$/, where);
          assert.equal(pageAt(author.url).$('h1').text().trim(), author.name.trim(), where);
        }
        assert.equal(story!.articleSection, page.$('nav[aria-label="Breadcrumbs"] a').last().text(), where);
        assert.ok(story!.wordCount > 0 && story!.isAccessibleForFree, where);
        assertPublisher(story!.publisher, site);
      }
    });

    // https://developers.google.com/search/docs/appearance/structured-data/article#image
    test('has a story’s picture in every shape that is asked for', async () => {
      for (const page of stories) {
        const pictures: Block[] = blocksOf(page)[0]!.image ?? [];
        const lead = page.$('main article > figure img');
        assert.equal(pictures.length > 0, lead.length > 0, page.path);
        if (pictures.length === 0) continue;
        assert.equal(
          pictures[0]!.url,
          site.origin + lead.attr('src'),
          `${page.path}: the page's own is first`,
        );
        for (const ratio of [16 / 9, 4 / 3, 1]) {
          assert.ok(
            pictures.some(({ width, height }) => Math.abs(width / height / ratio - 1) < 0.01),
            `${page.path}: ${ratio}`,
          );
        }
        for (const { url, contentUrl, width, height, creditText } of pictures) {
          assert.ok(width * height >= 50_000, page.path);
          assert.equal(contentUrl, url);
          const { length: root } = site.origin + site.base;
          const made = await sharp(site.read(url.slice(root + 1))).metadata();
          assert.deepEqual([`${made.width}`, `${made.height}`], [width, height], url);
          assert.equal(page.$('main article > figure .credit').first().text().trim(), creditText.trim());
        }
      }
    });

    // https://developers.google.com/search/docs/appearance/structured-data/profile-page
    test('has of an author what search engines ask for', () => {
      const profiles = site.pages.flatMap((page) =>
        blocksOf(page)
          .filter(isOf('ProfilePage'))
          .map((block) => ({ page, block })),
      );
      assert.equal(
        profiles.length,
        site.pages.filter(({ path }) => /^\/authors\/[^/]+\/$/.test(path)).length,
      );
      for (const { page, block } of profiles) {
        const { mainEntity } = block;
        assert.match(mainEntity['@type'], /^(Person|Organization)$/, page.path);
        assert.equal(mainEntity.name.trim(), page.$('h1').text().trim(), page.path);
        assert.equal(mainEntity.url, site.origin + page.url);
        assert.equal(mainEntity.sameAs, page.$('main a[rel="external"]').attr('href'), page.path);
      }
    });
  });
}

test('a story says in JSON-LD what its editor wrote', () => {
  for (const { path, data, published } of publicStories) {
    const page = sample.page(path);
    const [story] = blocksOf(page);
    assert.equal(story!.headline, data.title, path);
    assert.equal(story!.description, data.description, path);
    assert.equal(Date.parse(story!.datePublished), published.getTime(), path);
    assert.equal(story!.author.length, Math.max(1, data.authors?.length ?? 0), path);
    assert.equal(story!.keywords?.length ?? 0, data.tags?.length ?? 0, path);
    assert.equal(story!.isBasedOn, data.source?.url, path);
    const canonical = page.$('link[rel="canonical"]').attr('href');
    assert.equal(story!.mainEntityOfPage, canonical, path);
    const series = page.$('nav[aria-label^="Series"] a').first().attr('href');
    assert.equal(story!.isPartOf?.url, series && sample.origin + series, path);
    const { corrections = [] } = data as { corrections?: { text: string }[] };
    assert.deepEqual(
      (story!.correction ?? []).map(({ text }: Block) => text).sort(),
      corrections.map(({ text }) => text).sort(),
    );
  }
});

test('the front page tells how to search the paper', () => {
  const [website] = blocksOf(sample.page('/'));
  const { target, 'query-input': input } = website!.potentialAction;
  assert.equal(input, 'required name=query');
  assert.equal(target.urlTemplate, `${sample.origin}/search/?q={query}`);
  assertPublisher(website!.publisher, sample);
});

test('the sample paper’s policies are told, and of a paper without such pages none', () => {
  const { publisher } = blocksOf(sample.page(seedPath))[0]!;
  for (const [policy, id] of Object.entries(config.policies)) {
    assert.equal(publisher[policy], `${sample.origin}/${id}/`);
    assert.ok(sample.page(`/${id}/`));
  }
  const [website] = blocksOf(openSite('awkward').page('/'));
  assert.deepEqual(Object.keys(website!.publisher), ['@type', 'name', 'url', 'logo']);
});

test('a headline is in JSON-LD what it is, whatever is in it', () => {
  const awkward = openSite('awkward');
  for (const [index, written] of awkwardTitles.entries()) {
    // Control characters are no part of a text.
    const title = written.replace(/[\u0000-\u001f]/g, '');
    const path = `/2025/12/${30 - index}/awkward-${index}/`;
    assert.equal(blocksOf(awkward.page(path))[0]!.headline, title);
    const [list] = blocksOf(awkward.page('/awkward/'));
    assert.ok(
      list!.mainEntity.itemListElement.some(({ name }: Block) => name === title),
      title,
    );
  }
});

test('every kind of story, with all that a story may have, keeps to the vocabulary', () => {
  const [publisher] = blocksOf(sample.page('/')).map((block) => block.publisher);
  const { articles } = buildArchive(newsroomOfEveryKind(), {
    ...{ timeZone: 'Europe/London', language: 'en-GB', title: 'Paper', description: 'A paper.' },
    ...{ now: new Date('2025-01-01T00:00:00Z'), showHeld: false },
  });
  assert.equal(articles.size, articleKinds.length);
  for (const article of articles.values()) {
    const absolute = (path: string) => `https://paper.example${path}`;
    const pictures = [{ url: absolute('/pictures/a.jpg'), width: 800, height: 450 }];
    const context = { publisher, absolute, pictures, timeZone: 'Europe/London', words: 300 };
    assertNone(misuses(JSON.parse(serializeJsonLd(storyJsonLd(article, context)))), article.kind);
  }
});

describe('the vocabulary', () => {
  const [seed] = blocksOf(sample.page(seedPath));
  const live = () => blocksOf(sample.page('/2024/10/02/live-2-october/'))[0]!;
  const mistakes: [string, Block, RegExp][] = [
    ['an unknown type', { ...seed, '@type': 'NewsStory' }, /^@type: no type "NewsStory"$/],
    ['an unknown type within', { ...seed, author: [{ '@type': 'Writer', name: 'A' }] }, /author\[0\]\.@type/],
    ['a thing without a type', { ...seed, publisher: { name: 'A' } }, /publisher\.@type: no type undefined/],
    ['an unknown property', { ...seed, headLine: 'A' }, /headLine: no property of NewsArticle/],
    [
      'a property of another type',
      { ...live(), dateline: 'Moscow' },
      /dateline: no property of LiveBlogPosting/,
    ],
    [
      'a property of a supertype’s other subtype',
      { ...seed, coverageStartTime: seed!.datePublished },
      /coverageStartTime/,
    ],
    ['text for a number', { ...seed, wordCount: '373' }, /wordCount: "373", expected .*Integer/],
    ['a number for a text', { ...seed, headline: 7 }, /headline: 7, expected .*Text/],
    ['text for a truth', { ...seed, isAccessibleForFree: 'yes' }, /isAccessibleForFree: "yes"/],
    ['text for an address', { ...seed, url: '/2024/10/02/a/' }, /^url: "\/2024/],
    ['text for a thing', { ...seed, publisher: 'Standfirst' }, /publisher: "Standfirst"/],
    [
      'a thing of the wrong type',
      { ...seed, image: [seed!.publisher] },
      /image\[0\]: a NewsMediaOrganization, expected ImageObject/,
    ],
    ['a date without a zone', { ...seed, datePublished: '2024-10-02T13:30:00' }, /datePublished: "2024/],
    ['a missing value', { ...seed, keywords: [null] }, /keywords\[0\]: null/],
    ['another context', { ...seed, '@context': 'http://schema.org' }, /@context is "http:/],
  ];

  test('knows what is right', () => {
    assert.deepEqual(misuses(seed!), []);
    assert.deepEqual(misuses(live()), []);
    assert.ok(types.size > 900 && propertiesOf('NewsArticle').size > 130);
  });

  for (const [what, block, expected] of mistakes) {
    test(`knows ${what} as a mistake`, () => {
      const found = misuses(block);
      assert.equal(found.length, 1, found.join('\n'));
      assert.match(found[0]!, expected);
    });
  }

  test('and so does the other validator', async () => {
    const page = (block: Block) =>
      ({ html: `<script type="application/ld+json">${JSON.stringify(block)}</script>` }) as HtmlPage;
    assert.deepEqual(await complaintsOf(page(seed!)), []);
    for (const block of [
      { ...seed, '@type': 'NewsStory' },
      { ...live(), dateline: 'Moscow' },
      { ...seed, image: [{ '@type': 'ImageObject', caption: 'A' }] },
    ]) {
      assert.equal((await complaintsOf(page(block))).length, 1);
    }
    assert.ok(
      (await complaintsOf({ html: '<script type="application/ld+json">{</script>' } as HtmlPage)).length > 0,
    );
  });
});

/** schema.org/NewsMediaOrganization of a built paper. */
function assertPublisher(publisher: Block, { origin, base, files }: Site): void {
  assert.equal(publisher['@type'], 'NewsMediaOrganization');
  assert.equal(publisher.name, config.title);
  assert.equal(publisher.url, `${origin}${base}/`);
  const { url, width, height } = publisher.logo;
  assert.deepEqual([width, height], ['512', '512']);
  assert.ok(files.includes(url.slice(`${origin}${base}/`.length)), url);
}

/** The type of a page's first block; none of a page that is neither a story nor a list. */
function expectedType(page: HtmlPage): string | undefined {
  const { path, $ } = page;
  if (path === '/') return 'WebSite';
  if (isStory(page)) return typeByLabel[$('main article header .kicker strong').text()];
  if (/^\/authors\/[^/]+\/$/.test(path)) return 'ProfilePage';
  if (storyPath.test(path)) return undefined;
  if (/^\/(\d{4}|tags\/.|series|archive|authors\/.)/.test(path)) return 'CollectionPage';
  return $('body > header nav a[aria-current="page"]').length > 0 ? 'CollectionPage' : undefined;
}

/** By the words that readers see above the headline. */
const typeByLabel: Record<string, string> = {
  '': 'NewsArticle',
  'In brief': 'NewsArticle',
  Reportage: 'ReportageNewsArticle',
  Analysis: 'AnalysisNewsArticle',
  Opinion: 'OpinionNewsArticle',
  Explainer: 'BackgroundNewsArticle',
  Live: 'LiveBlogPosting',
};

const isOf = (type: string) => (block: Block) => block['@type'] === type;

function blocksOf({ $ }: HtmlPage): Block[] {
  return $('script[type="application/ld+json"]')
    .toArray()
    .map((script) => JSON.parse($(script).text()));
}

/** What the other validator has to say of a page, mere recommendations included. */
async function complaintsOf({ html }: HtmlPage): Promise<string[]> {
  const complaints = await validator.validate(new WebAutoExtractor().parse(html));
  return complaints.map(
    ({ severity, issueMessage, rootType }) => `${severity} in ${rootType}: ${issueMessage}`,
  );
}

/** Content with a story of every kind, each with all that frontmatter can say. */
function newsroomOfEveryKind(): Newsroom {
  const notices = [
    { date: '2024-10-03', text: 'First' },
    { date: '2024-10-04', text: 'Second' },
  ];
  const articles = articleKinds.map((kind) => ({
    ...{ id: `2024/10/${kind}`, path: `articles/2024/10/${kind}.mdx`, digest: kind },
    data: {
      ...{ title: kind, description: kind, pubDate: '2024-10-02', section: 'world', kind, lang: 'fr' },
      ...{ kicker: 'Kicker', dateline: 'Moscow', tags: ['war'], series: 'wars', authors: ['Ann', 'agency'] },
      contributors: [{ name: 'Ben', role: 'reporting' }],
      image: { src: 'a.jpg', alt: 'A', caption: 'A', credit: 'Ann', source: 'https://agency.example/7' },
      source: { name: 'Agency', url: 'https://agency.example/a', canonical: true },
      ...{ updatedDate: '2024-10-05', updates: notices, corrections: notices },
    },
  }));
  return {
    articles,
    pages: [],
    sections: [{ id: 'world', title: 'World' }],
    tags: new Map(),
    authors: new Map([['agency', { name: 'Agency', type: 'organization' as const }]]),
    series: new Map([['wars', { title: 'Wars' }]]),
    front: {},
    redirects: {},
  };
}
