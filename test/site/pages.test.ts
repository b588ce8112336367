import assert from 'node:assert/strict';
import { FileSystemConfigLoader, HtmlValidate } from 'html-validate';
import { describe, test } from 'node:test';
import { site as config } from '../../src/site.config.ts';
import { sampleStories } from './sample-stories.ts';
import { assertNone, openSite, type HtmlPage } from './site.ts';

/** Stories whose canonical address is the original's. */
const canonicalElsewhere = new Map(
  sampleStories
    .filter(({ data }) => data.source?.canonical)
    .map(({ path, data }) => [path, data.source!.url]),
);

for (const name of ['site', 'paper', 'awkward'] as const) {
  const site = openSite(name);
  const address = (page: HtmlPage) => site.origin + page.url;
  const meta = (page: HtmlPage, key: string) =>
    page.$(`head meta[name="${key}"], head meta[property="${key}"]`).attr('content')?.trim() ?? '';

  describe(`every page of "${name}"`, () => {
    test('has a title and a description of its own', () => {
      assert.ok(site.pages.length > 40);
      for (const [what, of] of [
        ['title', (page: HtmlPage) => page.$('head > title').text()],
        ['description', (page: HtmlPage) => meta(page, 'description')],
      ] as const) {
        const groups = Map.groupBy(site.pages, of);
        assert.ok(!groups.has(''), `without ${what}: ${groups.get('')?.map(({ path }) => path)}`);
        const shared = [...groups].filter(([, pages]) => pages.length > 1);
        assertNone(
          shared.map(([text, pages]) => `${text}: ${pages.map(({ path }) => path)}`),
          `pages that share a ${what}`,
        );
      }
    });

    test('tells its address to search engines', () => {
      for (const page of site.pages) {
        const canonical = page.$('head link[rel="canonical"]').attr('href');
        assert.equal(canonical, canonicalElsewhere.get(page.path) ?? address(page), page.path);
        const isListed = !['/404.html', '/search/'].includes(page.path);
        assert.equal(meta(page, 'robots'), isListed ? 'max-image-preview:large' : 'noindex', page.path);
      }
    });

    test('introduces itself to sites that share it', () => {
      for (const page of site.pages) {
        const where = page.path;
        assert.equal(meta(page, 'og:url'), address(page), where);
        assert.equal(meta(page, 'og:description'), meta(page, 'description'), where);
        assert.equal(meta(page, 'og:site_name'), config.title, where);
        assert.equal(
          meta(page, 'og:type'),
          /^\/\d{4}\/\d\d\/\d\d\/./.test(where) ? 'article' : 'website',
          where,
        );
        assert.ok(page.$('head > title').text().includes(meta(page, 'og:title')), where);
        const picture = meta(page, 'og:image');
        assert.equal(meta(page, 'twitter:card'), picture ? 'summary_large_image' : 'summary', where);
        if (!picture) continue;
        assert.ok(picture.startsWith(`${site.origin}${site.base}/`), where);
        assert.ok(Number(meta(page, 'og:image:width')) >= 1200, where);
        assert.ok(Number(meta(page, 'og:image:height')) >= 600, where);
        assert.ok(meta(page, 'og:image:alt'), where);
      }
    });

    test('leads to a feed, the icon and its own language', () => {
      for (const { $, path } of site.pages) {
        const feed = $('head link[rel="alternate"][type="application/rss+xml"]').attr('href')!;
        assert.ok(site.files.includes(decodeURI(feed).slice(site.base.length + 1)), path);
        assert.ok($('head link[rel="icon"]').attr('href'), path);
        assert.equal($('html').attr('lang'), config.language, path);
        assert.equal(
          $('head meta[name="viewport"]').attr('content'),
          'width=device-width, initial-scale=1',
          path,
        );
      }
    });

    test('can be read in its order', () => {
      for (const { $, path } of site.pages) {
        assert.equal($('h1').length, 1, `h1 of ${path}`);
        assert.equal($('main').length, 1, `main of ${path}`);
        const skip = $('body').find('a, button, input, summary').first();
        assert.equal(
          skip.attr('href'),
          `#${$('main').attr('id')}`,
          `the first control of ${path} leads past the menus`,
        );
        const levels = $('h1, h2, h3, h4, h5, h6')
          .toArray()
          .map(({ name }) => Number(name[1]));
        levels.forEach((level, index) => {
          const before = levels[index - 1] ?? 1;
          assert.ok(
            level <= before + 1,
            `${path}: h${level} after h${before}: ${$('h1,h2,h3,h4').eq(index).text()}`,
          );
        });
      }
    });

    test('keeps style and behaviour out of its attributes', () => {
      for (const { $, path } of site.pages) {
        const found = $('html *')
          .toArray()
          .flatMap(({ attribs, name }) =>
            Object.keys(attribs)
              .filter((attribute) => attribute === 'style' || attribute.startsWith('on'))
              .map((attribute) => `<${name} ${attribute}>`),
          );
        assertNone(found, path);
      }
    });

    test('is valid HTML', async () => {
      const validator = new HtmlValidate(new FileSystemConfigLoader());
      const wrong: string[] = [];
      for (const { html, file } of [...site.pages, ...site.redirectPages]) {
        const { results } = await validator.validateString(html, file);
        for (const { messages } of results) {
          wrong.push(
            ...messages.map(
              ({ ruleId, message, selector }) => `${file}: ${ruleId}: ${message} (${selector})`,
            ),
          );
        }
      }
      assertNone(wrong);
    });
  });
}

test('a page in another script is marked with its language and direction', () => {
  const { $ } = openSite('awkward').page('/2025/11/02/arabic/');
  for (const words of ['h1', '.standfirst', '.prose']) {
    assert.equal($(`main article ${words}`).attr('lang'), 'ar', words);
    assert.equal($(`main article ${words}`).attr('dir'), 'rtl', words);
  }
  assert.equal($('main article .byline').closest('[lang]').prop('tagName'), 'HTML');
});
