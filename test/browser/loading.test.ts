import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import type { BuildName } from '../site/builds.ts';
import { assertNone } from '../site/site.ts';
import { launch, serve, watch, type Served } from './browser.ts';
import { pageKinds } from './page-kinds.ts';

let browser: Browser;
let paper: Served;
let below: Served;
before(async () => {
  [browser, paper, below] = await Promise.all([launch(), serve('site'), serve('paper')]);
});
after(() => Promise.all([browser.close(), paper.close(), below.close()]));

describe('no page has an error, breaks its security policy or asks a third party', () => {
  for (const name of ['site', 'paper'] satisfies BuildName[]) {
    test(name, async () => {
      const served = name === 'site' ? paper : below;
      const page = await browser.newPage();
      const seen = await watch(page, served);
      const failed: string[] = [];
      page.on('response', (response) => {
        if (response.status() >= 400) failed.push(new URL(response.url()).pathname);
      });
      for (const path of Object.values(pageKinds)) {
        await page.goto(served.at(path));
        await page.evaluate(async () => {
          for (const image of document.images) {
            image.loading = 'eager';
            await image.decode();
          }
        });
      }
      assert.deepEqual(failed, [new URL(served.at('/nowhere/')).pathname]);
      assertNone(seen.thirdParty);
      assertNone(seen.complaints.filter((text) => !/status of 404/.test(text)));
      assert.ok(seen.requests.length > Object.keys(pageKinds).length);
      await page.close();
    });
  }
});

test('nothing of search, and no other page, is loaded before a reader asks for it', async () => {
  const page = await browser.newPage();
  const seen = await watch(page, paper);
  await page.goto(paper.at(pageKinds.story!));
  for (const link of (await page.locator(':is(header, main) a:visible').all()).slice(0, 20))
    await link.hover();
  await page.waitForLoadState('networkidle');
  const paths = seen.requests.map((url) => new URL(url).pathname);
  const isPage = (path: string) => path.endsWith('/');
  assert.deepEqual(paths.filter(isPage), [pageKinds.story]);
  assertNone(paths.filter((path) => /pagefind|\.wasm|\.pf_/.test(path)));
  const scripts = paths.filter((path) => path.endsWith('.js')).length;

  await page.keyboard.press('/');
  await page.getByRole('searchbox').or(page.getByRole('combobox')).first().fill('missile');
  await page.waitForResponse((response) => response.url().includes('/pagefind/'));
  const later = seen.requests.filter((url) => url.endsWith('.js')).length;
  assert.ok(later > scripts, 'search comes with scripts of its own');
  await page.close();
});

for (const kind of ['front', 'story']) {
  test(`nothing on the ${kind} page moves while it loads`, async () => {
    const page = await browser.newPage({ viewport: { width: 390, height: 800 } });
    await page.addInitScript(() => {
      const shifts: string[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as (PerformanceEntry & {
          value: number;
          sources: { node: Node }[];
        })[]) {
          shifts.push(`${entry.value} ${entry.sources.map(({ node }) => node?.nodeName).join()}`);
        }
      }).observe({ type: 'layout-shift', buffered: true });
    });
    // Pictures come after the first paint: the room they need must be there before. The face that takes the
    // place of the paper's own is that of this machine, so the change of faces is left out.
    const painted = Promise.withResolvers<void>();
    let pictures = 0;
    await page.route(/\.(avif|webp|jpg|png)$/, async (route) => {
      pictures++;
      await painted.promise;
      await route.continue();
    });
    await page.route(/\.woff2$/, (route) => route.abort());
    await page.goto(paper.at(pageKinds[kind]!), { waitUntil: 'commit' });
    await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
    painted.resolve();
    await page.waitForLoadState('load');
    for (const image of await page.locator('main img:visible').all()) {
      await image.scrollIntoViewIfNeeded();
      await image.evaluate((element: HTMLImageElement) => element.decode());
    }
    assert.ok(pictures > 1);
    assertNone(await page.evaluate(() => (window as never as { shifts: string[] }).shifts));
    await page.close();
  });
}
