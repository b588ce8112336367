import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { awkwardTitles } from './awkward-paper.ts';
import { publicStories, seedPath } from './sample-stories.ts';
import { openSite, type HtmlPage } from './site.ts';

const site = openSite('site');
const absolute = (path: string) => `${site.origin}${path}`;

test('every public story has its page, and no other page is a story', () => {
  const built = site.pages.filter(({ $ }) => $('meta[property="og:type"]').attr('content') === 'article');
  assert.deepEqual(built.map(({ path }) => path).sort(), publicStories.map(({ path }) => path).sort());
});

test('every story tells sites that share it by whom it is, of when and about what', () => {
  const contents = ({ $ }: HtmlPage, key: string) =>
    $(`head meta[property="${key}"], head meta[name="${key}"]`)
      .toArray()
      .map(({ attribs }) => attribs.content);
  for (const { path, data, published } of publicStories) {
    const page = site.page(path);
    const [story] = jsonLd(page);
    const [time] = contents(page, 'article:published_time');
    assert.equal(Date.parse(time!), published.getTime(), path);
    assert.equal(time, story.datePublished, path);
    const changed = story.dateModified === time ? [] : [story.dateModified];
    assert.deepEqual(contents(page, 'article:modified_time'), changed, path);
    assert.deepEqual(contents(page, 'article:section'), [story.articleSection], path);
    assert.deepEqual(contents(page, 'article:tag'), story.keywords ?? [], path);
    const authors = page.$('main article a[rel="author"]').toArray();
    assert.equal(authors.length, data.authors?.length ?? 0, path);
    assert.deepEqual(
      contents(page, 'author'),
      authors.map((link) => page.$(link).text().trim()),
      path,
    );
    assert.deepEqual(
      contents(page, 'article:author'),
      authors.map(({ attribs }) => absolute(attribs.href!)),
      path,
    );
    assert.deepEqual(contents(page, 'og:locale'), ['en_GB'], path);
    assert.deepEqual(contents(page, 'twitter:image:alt'), contents(page, 'og:image:alt'), path);
  }
  assert.deepEqual(contents(openSite('awkward').page('/2025/11/02/arabic/'), 'og:locale'), ['ar_EG']);
});

describe('the story of the seed', () => {
  const page = site.page(seedPath);
  const { $ } = page;
  const textOf = (selector: string) => $(selector).text().replace(/\s+/g, ' ').trim();
  const story = 'main article';

  test('has its headline, standfirst and section', () => {
    assert.equal(textOf(`${story} h1`), 'Kremlin urges restraint after Iran’s missile attack on Israel');
    assert.ok(
      textOf(`${story} header`).includes(
        'Moscow says the Middle East is moving along “the most worrying scenario”',
      ),
    );
    assert.equal($(`${story} nav[aria-label="Breadcrumbs"] a`).attr('href'), '/world/');
  });

  test('is by AFP, an organisation', () => {
    const byline = $(`${story} a[rel="author"]`);
    assert.equal(byline.text().trim(), 'AFP');
    assert.equal(byline.attr('href'), '/authors/afp/');
    assert.deepEqual(jsonLd(page)[0].author, [
      { '@type': 'Organization', name: 'AFP', url: absolute('/authors/afp/') },
    ]);
    assert.ok(textOf(story).includes('AFP contributed reporting.'));
  });

  test('has its date with the zone, and its dateline before the first words', () => {
    const time = $(`${story} time`).first();
    assert.equal(time.attr('datetime'), '2024-10-02T13:30:00+01:00');
    assert.equal(time.text().trim(), '2 October 2024, 13:30 BST');
    assert.match(textOf(`${story} .prose`), /^Moscow\s?\W{1,3}\s?The Kremlin appealed on Wednesday/i);
  });

  test('shows its picture with alternative text, caption, credit and source', () => {
    const figure = $(`${story} figure`).first();
    assert.equal(figure.find('img').attr('fetchpriority'), 'high');
    assert.match(figure.find('img').attr('alt')!, /^The walls and towers of the Kremlin/);
    assert.match(
      figure.find('figcaption').text(),
      /The Kremlin’s spokesman, Dmitry Peskov, spoke on Wednesday/,
    );
    const credit = figure.find('figcaption a');
    assert.equal(credit.text().trim(), 'Standfirst graphics desk');
    assert.equal(credit.attr('href'), 'https://creativecommons.org/licenses/by/4.0/');
  });

  test('quotes, and leads on from within its text', () => {
    assert.match(
      textOf(`${story} .prose blockquote`),
      /This situation is developing according to the most worrying scenario/,
    );
    assert.match(textOf(`${story} .prose`), /Dmitry Peskov.*Kremlin spokesman/);
    assert.match(
      textOf(`${story} .prose`),
      /“any acts that could lead to the death of the civilian population”/,
    );
    const related = $(`${story} .prose a[href="/2024/10/01/moscow-condemns-raids/"]`);
    assert.match(related.text(), /Moscow/);
  });

  test('links to the original', () => {
    const original = $(`${story} a[href^="https://www.themoscowtimes.com/2024/10/02/"]`);
    assert.equal(original.text().trim(), 'The Moscow Times');
  });

  test('offers the stories its editor chose, and its series', () => {
    const related = $('main section:contains("Related stories") h3 a')
      .toArray()
      .map(({ attribs }) => attribs.href);
    assert.deepEqual(related.slice(0, 3), [
      '/2024/10/01/iran-fires-missiles-at-israel/',
      '/2024/10/02/strikes-on-south-beirut/',
      '/2024/10/05/russia-and-iran-ties/',
    ]);
    const series = $('main nav[aria-label^="Series"]');
    assert.equal(series.find('a[href="/series/a-widening-war/"]').length, 1);
    assert.ok(series.find('a[rel="prev"], a[rel="next"]').length >= 1);
  });
});

test('updates and corrections are shown on their story, and corrections on their page', () => {
  const corrected = publicStories.filter(({ data }) => 'corrections' in data);
  assert.ok(corrected.length > 0);
  const corrections = site.page('/corrections/').$('main').text();
  for (const { path, data } of corrected) {
    const notices = (data as unknown as { corrections: { text: string }[] }).corrections;
    for (const { text } of notices) {
      assert.ok(site.page(path).$('main article').text().includes(text), path);
      assert.ok(corrections.includes(text), path);
    }
    assert.equal(site.page('/corrections/').$(`main a[href="${path}"]`).length, notices.length, path);
  }
});

test('every kind, every component and every form of text is shown by some story', () => {
  const stories = publicStories.map(({ path }) => site.page(path).$('main article'));
  for (const selector of [
    'table',
    '.footnotes li',
    'input[type="checkbox"]',
    'del',
    'figure',
    'blockquote',
    'aside',
  ]) {
    assert.ok(
      stories.some((story) => story.find(`.prose ${selector}`).length > 0),
      selector,
    );
  }
  for (const label of ['In brief', 'Analysis', 'Opinion', 'Explainer', 'Live']) {
    assert.ok(
      stories.some((story) => story.find('header').text().includes(label)),
      label,
    );
  }
});

test('a headline is text everywhere, whatever is in it', () => {
  const awkward = openSite('awkward');
  for (const [index, title] of awkwardTitles.entries()) {
    const shown = title.replace(/[\u0000-\u001f]/g, '');
    const page = awkward.page(`/2025/12/${30 - index}/awkward-${index}/`);
    assert.equal(
      page
        .$('h1')
        .text()
        .trim()
        .replace(/[\u0000-\u001f]/g, ''),
      shown,
    );
    assert.equal(jsonLd(page)[0].headline.replace(/[\u0000-\u001f]/g, ''), shown);
    assert.equal(
      page
        .$('meta[property="og:title"]')
        .attr('content')!
        .replace(/[\u0000-\u001f]/g, ''),
      shown,
    );
    assert.equal(page.$('main article figure img').attr('alt'), `"><script>alert('alt')</script>`);
    assert.ok(
      page
        .$('script')
        .toArray()
        .every(
          (script) =>
            !/alert\(/.test(
              page
                .$(script)
                .text()
                .replace(/\\u003c.*/g, ''),
            ),
        ),
    );
    const listed = awkward
      .page('/awkward/')
      .$('main h2 a')
      .toArray()
      .map((link) => page.$(link).text());
    assert.ok(
      listed.some((text) => text.replace(/[\u0000-\u001f]/g, '') === shown),
      shown,
    );
  }
});

/** What the page tells search engines, as it stands there: anything. */
function jsonLd({ $ }: HtmlPage): any[] {
  return $('script[type="application/ld+json"]')
    .toArray()
    .map((script) => JSON.parse($(script).text()));
}
