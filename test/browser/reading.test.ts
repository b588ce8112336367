import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { seedPath } from '../site/sample-stories.ts';
import { assertNone } from '../site/site.ts';
import { launch, serve, watch, type Served } from './browser.ts';
import { pageKinds } from './page-kinds.ts';

let browser: Browser;
let paper: Served;
before(async () => {
  [browser, paper] = await Promise.all([launch(), serve('site')]);
});
after(() => Promise.all([browser.close(), paper.close()]));
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));

const open = async (path: string, options: BrowserContextOptions = {}): Promise<Page> => {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(paper.at(path));
  return page;
};
const pathOf = (page: Page) => new URL(page.url()).pathname;
const background = (page: Page) =>
  page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
/** Whether a CSS colour is nearer to white than to black. */
const isBright = (color: string) => {
  const [red, green, blue] = color.match(/[\d.]+/g)!.map(Number);
  return red! + green! + blue! > 383;
};

describe('without JavaScript', () => {
  test('a reader goes from the front page to a section, a story and the archive', async () => {
    const page = await open('/', { javaScriptEnabled: false });
    await page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'World' }).click();
    assert.equal(pathOf(page), '/world/');
    await page.getByRole('link', { name: 'Kremlin urges restraint' }).click();
    assert.equal(pathOf(page), seedPath);
    assert.ok(await page.getByText('The Kremlin appealed on Wednesday for calm').isVisible());
    await page.getByRole('contentinfo').getByRole('link', { name: 'Archive' }).click();
    await page.getByRole('link', { name: '1969', exact: true }).click();
    await page.getByRole('link', { name: /moon/i }).first().click();
    assert.equal(pathOf(page), pageKinds['story with a video']);
  });

  test('no control is shown that would do nothing', async () => {
    const page = await open('/', { javaScriptEnabled: false });
    const dead: string[] = [];
    for (const [kind, path] of Object.entries(pageKinds)) {
      await page.goto(paper.at(path));
      const controls = page.locator(
        'button:visible, select:visible, input:not([disabled]):visible, dialog:visible, [role="button"]:visible',
      );
      for (const control of await controls.all()) dead.push(`${kind}: ${await control.innerHTML()}`);
    }
    assertNone(dead);
  });

  test('the search link leads to the archive', async () => {
    const page = await open('/', { javaScriptEnabled: false });
    await page.getByRole('link', { name: 'Search', exact: true }).click();
    await page
      .getByRole('main')
      .getByRole('link', { name: /archive/i })
      .click();
    assert.equal(pathOf(page), '/archive/');
  });

  test('a video is a link to where it is', async () => {
    const page = await open(pageKinds['story with a video']!, { javaScriptEnabled: false });
    const link = page.locator('a[href="https://www.youtube.com/watch?v=S9HdPi9Ikhk"]');
    assert.ok(await link.isVisible());
  });
});

test('a video asks nobody before the reader asks for it', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const seen = await watch(page, paper);
  await page.goto(paper.at(pageKinds['story with a video']!));
  const button = page.getByRole('button', { name: /YouTube/ });
  await button.scrollIntoViewIfNeeded();
  await button.hover();
  await page.waitForLoadState('networkidle');
  assert.deepEqual(seen.thirdParty, []);
  assert.equal(await page.locator('iframe').count(), 0);

  await button.press('Enter');
  const frame = page.locator('iframe');
  await frame.waitFor();
  assert.equal(await frame.getAttribute('title'), 'Restored Apollo 11 moonwalk');
  await page.waitForLoadState('networkidle');
  assert.deepEqual(seen.thirdParty, ['https://www.youtube-nocookie.com/embed/S9HdPi9Ikhk?autoplay=1']);
  assert.ok(await frame.evaluate((element) => element === document.activeElement));
  assertNone(seen.complaints);
});

describe('the theme', () => {
  for (const system of ['light', 'dark'] as const) {
    const isSystem = (color: string) => isBright(color) === (system === 'light');

    test(`is the system's, ${system}, until the reader switches it, and from then on the reader's`, async () => {
      const page = await open('/', { colorScheme: system });
      const button = page.getByRole('button', { name: 'Dark theme' });
      assert.ok(isSystem(await background(page)));
      assert.equal(await button.getAttribute('aria-pressed'), String(system === 'dark'));

      await button.click();
      assert.ok(!isSystem(await background(page)));
      assert.equal(await button.getAttribute('aria-pressed'), String(system !== 'dark'));
      await page.goto(paper.at(seedPath));
      assert.ok(!isSystem(await background(page)));

      await button.click();
      assert.ok(isSystem(await background(page)));
      await page.reload();
      assert.ok(isSystem(await background(page)));
      // The system decides again.
      await page.emulateMedia({ colorScheme: system === 'dark' ? 'light' : 'dark' });
      assert.ok(!isSystem(await background(page)));
    });
  }

  test('can be switched where the browser keeps nothing', async () => {
    const context = await browser.newContext({ colorScheme: 'light' });
    await context.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('denied', 'SecurityError');
        },
      });
    });
    const page = await context.newPage();
    const seen = await watch(page, paper);
    await page.goto(paper.url);
    await page.getByRole('button', { name: 'Dark theme' }).click();
    assert.ok(!isBright(await background(page)));
    assertNone(seen.complaints);
  });
});

describe('sharing a story', () => {
  const address = new RegExp(`${seedPath}$`);

  test('opens the browser’s own sheet', async () => {
    const context = await browser.newContext();
    await context.addInitScript(() => {
      const shared: unknown[] = [];
      Object.assign(window, { shared });
      navigator.share = async (data) => void shared.push(data);
    });
    const page = await context.newPage();
    await page.goto(paper.at(seedPath));
    await page.getByRole('button', { name: 'Share' }).click();
    const shared = await page.evaluate(() => (window as never as { shared: ShareData[] }).shared);
    assert.equal(shared.length, 1);
    assert.match(shared[0]!.title!, /^Kremlin urges restraint/);
    assert.match(shared[0]!.url!, address);
  });

  test('copies the link where there is no such sheet, and says so', async () => {
    const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
    await context.addInitScript(() => Object.defineProperty(navigator, 'share', { value: undefined }));
    const page = await context.newPage();
    await page.goto(paper.at(seedPath));
    await page.getByRole('button', { name: 'Share' }).click();
    await page.getByRole('status').filter({ hasText: 'Link copied' }).waitFor();
    assert.match(await page.evaluate(() => navigator.clipboard.readText()), address);
  });

  test('shows the link where it may not be copied', async () => {
    const context = await browser.newContext();
    await context.addInitScript(() => {
      Object.defineProperty(navigator, 'share', { value: undefined });
      navigator.clipboard.writeText = () => Promise.reject(new DOMException('denied', 'NotAllowedError'));
    });
    const page = await context.newPage();
    await page.goto(paper.at(seedPath));
    await page.getByRole('button', { name: 'Share' }).click();
    await page.getByRole('status').filter({ hasText: seedPath }).waitFor();
  });
});

describe('with a keyboard', () => {
  test('the first key leads past the menus', async () => {
    const page = await open(seedPath);
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: 'Skip to content' });
    assert.ok(await skip.evaluate((element) => element === document.activeElement));
    const { x, y, width, height } = (await skip.boundingBox())!;
    assert.ok(x >= 0 && y >= 0 && width > 50 && height > 20, 'the link is seen while it has the focus');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    assert.ok(await page.evaluate(() => document.activeElement!.closest('main') !== null));
  });

  for (const kind of ['front', 'story', 'long story', 'search']) {
    test(`one always sees where one is: ${kind}`, async () => {
      // Scrolling that takes its time would still be under way when it is looked at.
      const page = await open(pageKinds[kind]!, {
        viewport: { width: 390, height: 800 },
        reducedMotion: 'reduce',
      });
      const lost: string[] = [];
      const visited = new Set<string>();
      for (let presses = 0; presses < 150; presses++) {
        await page.keyboard.press('Tab');
        const focus = await page.evaluate(() => {
          const element = document.activeElement!;
          const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
          const box = element.getBoundingClientRect();
          return {
            isBody: element === document.body,
            name: element.outerHTML.slice(0, 120),
            isMarked: (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none',
            isSeen:
              box.width > 0 &&
              box.bottom > 0 &&
              box.top < innerHeight &&
              box.right > 0 &&
              box.left < innerWidth,
          };
        });
        if (focus.isBody) break;
        visited.add(focus.name);
        if (!focus.isMarked || !focus.isSeen) lost.push(focus.name);
      }
      assert.ok(visited.size >= 10);
      assertNone(lost);
    });
  }
});

test('print has the story in black on white, and nothing to click', async () => {
  const page = await open(seedPath, { colorScheme: 'dark' });
  await page.emulateMedia({ media: 'print' });
  assertNone(
    await page
      .locator('nav:visible, button:visible, input:visible, select:visible')
      .evaluateAll((elements) => elements.map((element) => element.outerHTML.slice(0, 100))),
  );
  assert.ok(isBright(await background(page)));
  const paragraph = page.getByText('The Kremlin appealed on Wednesday for calm');
  assert.ok(!isBright(await paragraph.evaluate((element) => getComputedStyle(element).color)));
  assert.ok(await page.getByRole('link', { name: 'AFP' }).isVisible());
  for (const text of ['AFP contributed reporting.', 'https://www.themoscowtimes.com/2024/10/02/']) {
    assert.ok(await page.getByText(text).first().isVisible(), text);
  }
  assert.equal(await page.getByText('Related stories').isVisible(), false);
});
