import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { awkwardTitles } from '../site/awkward-paper.ts';
import { outDir } from '../site/builds.ts';
import { publicStories, seedPath } from '../site/sample-stories.ts';
import { brotliSize } from '../site/site.ts';
import { launch, serve, watch, type Served, type Watch } from './browser.ts';

let browser: Browser;
let site: Served;
let page: Page;
let seen: Watch;

before(async () => {
  [browser, site] = await Promise.all([launch(), serve('site')]);
});
after(async () => {
  await browser.close();
  await site.close();
});
afterEach(() => page.context().close());

async function open(path: string, options: BrowserContextOptions & { served?: Served } = {}): Promise<void> {
  const { served = site, ...rest } = options;
  page = await (await browser.newContext(rest)).newPage();
  page.setDefaultTimeout(10_000);
  seen = await watch(page, served);
  await page.goto(served.at(path));
}

/** What the status says once it says something that fits. */
async function status(pattern: RegExp): Promise<string> {
  const line = page.getByRole('status').filter({ hasText: pattern });
  await line.waitFor();
  return line.innerText();
}
const field = () => page.getByRole('searchbox', { name: 'Search the paper' });
const headlines = () => page.locator('site-search h3');
const days = () =>
  page.locator('site-search time').evaluateAll((all) => all.map((time) => time.getAttribute('datetime')!));
const count = async () => Number(/\d+/.exec(await status(/\d+ (result|stor)/))![0]);
const isFocused = (selector: string) => page.evaluate((s) => document.activeElement!.matches(s), selector);
const filter = (group: string, value: string) =>
  page.getByRole('group', { name: group }).getByRole('checkbox', { name: new RegExp(`^${value} `) });

describe('results', () => {
  test('appear while typing, with what matches marked', async () => {
    await open('/search/');
    await field().pressSequentially('kremlin', { delay: 20 });
    assert.match(await status(/results for “kremlin”/), /^\d+ results for “kremlin”$/);
    assert.match((await headlines().allInnerTexts()).join('\n'), /Kremlin urges restraint/);
    const marked = await page.locator('site-search mark').allInnerTexts();
    assert.ok(marked.length > 0 && marked.every((text) => /kremlin/i.test(text)), String(marked));
    await headlines().getByText('Kremlin urges restraint').click();
    assert.equal(page.url(), site.at(seedPath));
    assert.deepEqual(seen.complaints, []);
  });

  test('of an older query are dropped', async () => {
    await open('/search/');
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route('**/fragment/*', async (route) => {
      await held;
      await route.fallback();
    });
    await field().fill('apollo');
    await page.waitForRequest('**/fragment/*');
    await page.unroute('**/fragment/*');
    await field().fill('euro');
    await status(/“euro”/);
    release();
    await page.waitForTimeout(300);
    assert.match(await status(/result/), /“euro”/);
    assert.doesNotMatch((await headlines().allInnerTexts()).join(), /Apollo/);
  });

  test('know other forms of a word and exact phrases, and nothing for nonsense', async () => {
    await open('/search/?q=missiles');
    const forms = await count();
    await field().fill('missile');
    await status(/“missile”/);
    assert.equal(await count(), forms);
    await field().fill('“calls for restraint nobody wrote”');
    await status(/^No results/);
    for (const nonsense of ['asdfgh', 'zzyzx']) {
      await field().fill(nonsense);
      await status(new RegExp(`^No results for “${nonsense}”`));
    }
    await field().fill('“most worrying scenario”');
    await status(/result.* for “most/);
    assert.match((await headlines().allInnerTexts()).join(), /Kremlin/);
  });

  test('come ten at a time, and the focus goes on', async () => {
    const served = await serve('awkward');
    await open('/search/?q=happened', { served });
    const total = await count();
    assert.ok(total > 20);
    assert.equal(await headlines().count(), 10);
    await page.getByRole('button', { name: 'More results' }).click();
    await headlines().nth(10).waitFor();
    assert.equal(await headlines().count(), 20);
    assert.ok(await isFocused('li:nth-child(11) h3 a'));
    await served.close();
  });

  test('show markup in headlines, names and filters as text', async () => {
    const served = await serve('awkward');
    await open('/search/?section=Awkward+%26+%3Codd%3E', { served });
    await status(/stories/);
    const shown = await headlines().allInnerTexts();
    for (const title of ['007', '2024.10', 'A & B <C>', awkwardTitles[3]!]) {
      assert.ok(shown.includes(title), `${title} in ${shown.join(' | ')}`);
    }
    assert.ok(await filter('Topic', 'C & <D>').isVisible());
    assert.equal(await page.locator('site-search script, site-search img').count(), 0);
    assert.deepEqual(seen.complaints, []);
    await served.close();
  });
});

describe('filters and order', () => {
  test('counts say what a choice will give, and change with the query', async () => {
    await open('/search/?q=iran');
    const all = await count();
    const world = Number(await filter('Section', 'World').locator('..').locator('.count').innerText());
    assert.ok(world > 0 && world < all);
    await filter('Section', 'World').check();
    await page.waitForURL('**/search/?q=iran&section=World');
    await status(new RegExp(`^${world} results`));
    await filter('Section', 'Politics').check();
    await page.waitForURL('**&section=World&section=Politics');
    await page.waitForFunction(
      (n) => Number(/\d+/.exec(document.querySelector('site-search [role=status]')!.textContent)) > n,
      world,
    );
    await field().fill('beirut');
    await status(/“beirut”/);
    assert.notEqual(
      await filter('Section', 'World').locator('..').locator('.count').innerText(),
      String(world),
    );
  });

  test('every story is under its section, year, author and topic', async () => {
    await open('/search/?year=1969');
    await status(/stor/);
    const expected = publicStories.filter(({ path }) => path.startsWith('/1969/'));
    assert.equal(await count(), expected.length);
    for (const group of ['Section', 'Topic', 'Author', 'Year']) {
      assert.ok(await page.getByRole('group', { name: group }).isVisible(), group);
    }
  });

  test('newest first is by date', async () => {
    await open('/search/?q=war');
    await status(/“war”/);
    await page.getByRole('radio', { name: 'Newest' }).check();
    await page.waitForURL('**/search/?q=war&sort=newest');
    await page.waitForFunction(() => {
      const all = [...document.querySelectorAll('site-search time')].map((time) =>
        time.getAttribute('datetime')!,
      );
      return all.every((day, index) => index === 0 || day <= all[index - 1]!);
    });
    assert.ok(new Set(await days()).size > 1);
  });

  test('the address holds the query, and Back goes through it', async () => {
    await open('/search/?q=iran&topic=ignored&sort=newest');
    await status(/“iran”/);
    assert.ok(await page.getByRole('radio', { name: 'Newest' }).isChecked());
    const all = await count();
    await filter('Section', 'Politics').check();
    await page.waitForURL('**section=Politics**');
    await field().fill('moscow');
    await page.waitForURL('**q=moscow**');
    await page.goBack();
    await status(/“iran”/);
    assert.ok(await filter('Section', 'Politics').isChecked());
    await page.goBack();
    await status(new RegExp(`^${all} results`));
    assert.equal(await field().inputValue(), 'iran');
    assert.equal(await filter('Section', 'Politics').isChecked(), false);
  });
});

describe('from every page', () => {
  test('nothing of search is loaded before it is asked for', async () => {
    await open(seedPath);
    await page.waitForLoadState('networkidle');
    const asked = /pagefind|search|dialog|wasm/;
    assert.deepEqual(
      seen.requests.filter((url) => asked.test(url)),
      [],
    );
    await page.keyboard.press('/');
    await page.getByRole('dialog', { name: 'Search' }).waitFor();
    assert.ok(seen.requests.some((url) => asked.test(url)));
  });

  test('opens by /, Ctrl-K and its link, closes by Escape and gives the focus back', async () => {
    await open(seedPath);
    const link = page.getByRole('link', { name: 'Search', exact: true });
    const dialog = page.getByRole('dialog', { name: 'Search' });
    await link.focus();
    for (const ask of [
      () => page.keyboard.press('/'),
      () => page.keyboard.press('Control+k'),
      () => link.click(),
    ]) {
      await ask();
      await dialog.waitFor();
      assert.ok(await isFocused('site-search input'));
      await page.keyboard.type('/k');
      assert.match(await field().inputValue(), /^\/k$/);
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
      assert.ok(await isFocused('a[data-search-open]'));
    }
    assert.equal(page.url(), site.at(seedPath));
    assert.deepEqual(seen.complaints, []);
  });

  test('is usable by keyboard alone', async () => {
    await open('/');
    await page.keyboard.press('/');
    await field().waitFor();
    await page.keyboard.type('iran');
    await status(/“iran”/);
    await page.keyboard.press('ArrowDown');
    assert.ok(await isFocused('li:first-child h3 a'));
    await page.keyboard.press('ArrowDown');
    assert.ok(await isFocused('li:nth-child(2) h3 a'));
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    assert.ok(await isFocused('site-search input'));
    await page.keyboard.press('Enter');
    await page.waitForURL('**/search/?q=iran');
    await status(/“iran”/);
  });

  test('leads to the search page with its query and filters', async () => {
    await open('/', { viewport: { width: 390, height: 844 } });
    await page.getByRole('link', { name: 'Search', exact: true }).click();
    await field().fill('iran');
    await status(/“iran”/);
    await page.getByText('Filter', { exact: true }).click();
    await filter('Topic', 'Russia').check();
    await page.getByRole('button', { name: 'Remove topic Russia' }).waitFor();
    const found = await count();
    await page.getByRole('link', { name: /^All \d+ results/ }).click();
    await page.waitForURL('**/search/?q=iran&tag=Russia');
    await status(/“iran”/);
    assert.equal(await count(), found);
  });
});

describe('when there is nothing to show', () => {
  test('an empty result says what to try', async () => {
    await open('/search/?q=zzyzx&section=World');
    await status(/^No results for “zzyzx”$/);
    await page.getByRole('button', { name: 'Remove the filters' }).click();
    await page.waitForURL('**/search/?q=zzyzx');
    await page.getByRole('button', { name: 'Remove the filters' }).waitFor({ state: 'hidden' });
    await page.getByRole('link', { name: 'browse the archive by date' }).click();
    assert.equal(page.url(), site.at('/archive/'));
  });

  for (const part of ['shards.json', '*.pf_meta', '*.wasm', 'index/*', 'filter/*', 'fragment/*']) {
    test(`a failure to load ${part} is told, and can be mended`, async () => {
      await open('/search/');
      await page.route(`**/${part}`, (route) => route.abort());
      await field().fill('iran');
      await page.getByRole('alert').waitFor();
      await page.unroute(`**/${part}`);
      await page.getByRole('button', { name: 'try again' }).click();
      assert.ok((await status(/“iran”/)).length > 0);
      assert.equal(await headlines().count(), 10);
    });
  }

  test('without JavaScript the page offers the archive, and no dead form', async () => {
    await open('/search/', { javaScriptEnabled: false });
    assert.equal(await page.locator('form, input').count(), 0);
    await page.getByRole('link', { name: /archive, by date/ }).click();
    assert.equal(page.url(), site.at('/archive/'));
  });
});

test('works under a base path', async () => {
  const served = await serve('paper');
  await open('/', { served });
  await page.keyboard.press('/');
  await field().fill('kremlin');
  await status(/“kremlin”/);
  assert.ok(
    seen.requests.every((url) => new URL(url).pathname.startsWith('/paper/')),
    seen.requests.join('\n'),
  );
  await page.getByRole('link', { name: /^All/ }).click();
  await page.waitForURL(served.at('/search/?q=kremlin'));
  await headlines().getByText('Kremlin urges restraint').click();
  await page.waitForURL(served.at(seedPath));
  assert.deepEqual(seen.complaints, []);
  await served.close();
});

test('a cold search takes at most 105 KB, from opening it to ten results', async (t) => {
  for (const query of ['iran', 'the', 'missile attack']) {
    await open(seedPath);
    await page.waitForLoadState('networkidle');
    const before = seen.requests.length;
    await page.keyboard.press('/');
    await field().fill(query);
    await headlines().nth(9).waitFor();
    // Pagefind's own files are in gzip already.
    const size = new Set(seen.requests.slice(before))
      .values()
      .map((url) => readFileSync(join(outDir('site'), new URL(url).pathname)))
      .reduce((sum, file) => sum + Math.min(file.length, brotliSize(file)), 0);
    t.diagnostic(`${query}: ${size} bytes`);
    assert.ok(size <= 105_000, `${query}: ${size} bytes`);
    await page.context().close();
  }
});
