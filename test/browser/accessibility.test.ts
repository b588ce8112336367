import axe from 'axe-core';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import assert from 'node:assert/strict';
import { assertNone } from '../site/site.ts';
import { launch, serve, type Served } from './browser.ts';
import { pageKinds } from './page-kinds.ts';

let browser: Browser;
let paper: Served;
let awkward: Served;
before(async () => {
  [browser, paper, awkward] = await Promise.all([launch(), serve('site'), serve('awkward')]);
});
after(() => Promise.all([browser.close(), paper.close(), awkward.close()]));

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Violations of WCAG 2.2 AA on the page as it is shown, by axe. */
async function violations(page: Page): Promise<string[]> {
  // Evaluated by the browser itself, which the page's security policy does not forbid.
  await page.evaluate(axe.source);
  const { violations, passes } = await page.evaluate(
    (tags) =>
      (window as never as { axe: typeof axe }).axe.run(document, {
        runOnly: tags,
        resultTypes: ['violations'],
      }),
    tags,
  );
  assert.ok(passes.length > 15);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
  );
}

async function withPage(options: BrowserContextOptions, use: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext(options);
  await use(await context.newPage());
  await context.close();
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [390, 1280]) {
    test(`WCAG 2.2 AA on every kind of page, ${colorScheme}, ${width} px`, () =>
      withPage({ colorScheme, viewport: { width, height: 900 } }, async (page) => {
        const found: string[] = [];
        const addresses = [
          ...Object.values(pageKinds).map(paper.at),
          ...['/many/1/', '/2025/11/02/arabic/'].map(awkward.at),
        ];
        for (const address of addresses) {
          await page.goto(address);
          for (const violation of await violations(page))
            found.push(`${new URL(address).pathname}: ${violation}`);
        }
        assertNone(found);
      }));
  }
}

test('WCAG 2.2 AA in forced colours', () =>
  withPage({ forcedColors: 'active' }, async (page) => {
    for (const path of [pageKinds.front!, pageKinds.story!]) {
      await page.goto(paper.at(path));
      assertNone(await violations(page), path);
    }
  }));

test('nothing is cut off or scrolls sideways at 320 px', () =>
  withPage({ viewport: { width: 320, height: 640 } }, async (page) => {
    const wide: string[] = [];
    const addresses = [
      ...Object.values(pageKinds).map(paper.at),
      ...['/', '/awkward/', '/many/1/', '/2025/12/27/awkward-3/', '/2025/11/02/arabic/'].map(awkward.at),
    ];
    for (const address of addresses) {
      await page.goto(address);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      if (width > 320) wide.push(`${address} is ${width} px wide`);
    }
    assertNone(wide);
  }));

test('nothing moves for readers who asked for less motion', () =>
  withPage({ reducedMotion: 'reduce' }, async (page) => {
    for (const path of [pageKinds.front!, pageKinds.story!]) {
      await page.goto(paper.at(path));
      assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
      assert.equal(
        await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior),
        'auto',
      );
    }
  }));
