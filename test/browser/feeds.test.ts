import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launch, serve, watch, type Served } from './browser.ts';

let browser: Browser;
let paper: Served;
before(async () => {
  [browser, paper] = await Promise.all([launch(), serve('site')]);
});
after(() => Promise.all([browser.close(), paper.close()]));
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));

const open = async (options: BrowserContextOptions = {}): Promise<Page> => {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(paper.at('/feeds/'));
  return page;
};
const copyButton = (page: Page, name: string) =>
  page.getByRole('button', { name: `Copy the address of the feed ${name}`, exact: true });
const clipboard = { permissions: ['clipboard-read', 'clipboard-write'] };

test('every feed has a button that copies its address and says so', async () => {
  const page = await open(clipboard);
  const feeds = await page.locator('main a[href$="rss.xml"]').count();
  assert.equal(await page.getByRole('button', { name: /^Copy the address of the feed / }).count(), feeds);
  for (const [name, path] of [
    ['World', '/world/rss.xml'],
    ['Iran', '/tags/iran/rss.xml'],
  ] as const) {
    await copyButton(page, name).click();
    await page
      .getByRole('status')
      .getByText(`Copied: ${paper.at(path)}`)
      .waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), paper.at(path));
    assert.equal(await page.getByText('Copied', { exact: true }).count(), 1);
  }
});

test('a reader without a clipboard is shown the address', async () => {
  const page = await open();
  await page.evaluate(() => {
    Object.defineProperty(navigator, 'clipboard', { value: undefined });
  });
  await copyButton(page, 'Corrections').click();
  await page.getByRole('status').getByText(paper.at('/corrections/rss.xml')).waitFor();
});

test('feeds under a letter have their buttons once it is opened', async () => {
  const context = await browser.newContext(clipboard);
  const page = await context.newPage();
  const seen = await watch(page, paper);
  // A paper with many topics has them by letter.
  await page.route(paper.at('/feeds/'), async (route) => {
    const response = await route.fetch();
    const html = (await response.text()).replace(
      /<div class="feed-index">([^]*?)<\/div>/,
      '<details class="feed-index"><summary>A</summary>$1</details>',
    );
    await route.fulfill({ response, body: html });
  });
  await page.goto(paper.at('/feeds/'));
  assert.equal(await page.locator('details button').count(), 0);
  await page.locator('summary').click();
  await copyButton(page, 'Iran').click();
  await page.getByRole('status').getByText(paper.at('/tags/iran/rss.xml')).waitFor();
  assert.deepEqual([seen.complaints, seen.thirdParty], [[], []]);
});
