import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { writeSearch } from '../../src/build/search-index.ts';
import { planShards } from '../../src/build/search-shards.ts';
import { searchedPart } from '../../src/build/searched-part.ts';
import type { SearchList } from '../../src/model/search-list.ts';
import { openSite } from '../site/site.ts';
import { launch, serve, watch, type Served, type Watch } from './browser.ts';

/** What is served below `/pagefind/`, by the path there. */
type SearchFiles = Map<string, Buffer>;

/** The sample paper, whose search this test makes anew as if it were an archive. */
const paper = openSite('site').pages.flatMap(({ path, html, $ }) => {
  const part = searchedPart(html);
  const day = $('[data-pagefind-body] [data-day]').attr('data-day');
  return part && day ? [{ path, day, part, digest: '', $ }] : [];
});
const newestDay = paper
  .map(({ day }) => day)
  .sort()
  .at(-1)!;

let browser: Browser;
let site: Served;
let page: Page;
let seen: Watch;
/** In shards of at most four stories, of which a search begins with the newest eight. */
let archive: SearchFiles;
/** The same shards, all searched at once; and one index of everything. */
let whole: SearchFiles;
let single: SearchFiles;

before(async () => {
  [browser, site] = await Promise.all([launch(), serve('site')]);
  archive = await makeSearch(4, 8);
  whole = new Map(archive).set('shards.json', listFile(archive, Infinity));
  single = await makeSearch(Infinity, Infinity);
});
after(async () => {
  await browser.close();
  await site.close();
});
afterEach(() => page.context().close());

async function makeSearch(most: number, firstStories: number): Promise<SearchFiles> {
  const files: SearchFiles = new Map();
  const parts = new Map(paper.map(({ path, part }) => [path, part]));
  const target = {
    readAll: async () => [],
    keep: async () => false,
    put: async (path: string, content: Uint8Array | string) => void files.set(path, Buffer.from(content)),
    page: async ({ path }: { path: string }) => parts.get(path)!,
  };
  await writeSearch(target, planShards(paper, most), () => {});
  return files.set('shards.json', listFile(files, firstStories));
}

const listOf = (files: SearchFiles): SearchList => JSON.parse(files.get('shards.json')!.toString());
/** JSON has no Infinity. */
const listFile = (files: SearchFiles, firstStories: number) =>
  Buffer.from(JSON.stringify({ ...listOf(files), firstStories: Math.min(firstStories, 1e9) }));

/** Files of the search that were asked for, in order. */
let asked: string[] = [];

async function open(path: string, files: SearchFiles): Promise<void> {
  page = await (await browser.newContext({ viewport: { width: 1200, height: 900 } })).newPage();
  page.setDefaultTimeout(10_000);
  seen = await watch(page, site);
  asked = [];
  await page.route('**/pagefind/**', (route) => {
    const name = new URL(route.request().url()).pathname.replace('/pagefind/', '');
    asked.push(name);
    const body = files.get(name);
    return body ? route.fulfill({ body }) : route.fulfill({ status: 404 });
  });
  await page.goto(site.at(path));
}

/** What the status says once it says something that fits. */
async function status(pattern: RegExp): Promise<string> {
  const line = page.getByRole('status').filter({ hasText: pattern });
  await line.waitFor();
  return line.innerText();
}
/** Waits for other results. */
const statusOtherThan = (before: string) =>
  page.waitForFunction((text) => {
    const now = document.querySelector('site-search [role=status]')!.textContent;
    return now !== text && now.includes('result');
  }, before);
const field = () => page.getByRole('searchbox', { name: 'Search the paper' });
const older = () => page.getByRole('button', { name: /^Search .+ and older$/ });
const days = () =>
  page.locator('site-search time').evaluateAll((all) => all.map((time) => time.getAttribute('datetime')!));
const shardsAsked = () =>
  new Set(asked.filter((name) => name.startsWith('shards/')).map((name) => name.split('/')[1]!));
const year = (value: string) =>
  page.getByRole('group', { name: 'Year' }).getByRole('checkbox', { name: new RegExp(`^${value}\\b`) });

/** Paths of all that a query finds, in order. */
async function found(query: string, files: SearchFiles): Promise<string[]> {
  await open(`/search/?q=${encodeURIComponent(query)}`, files);
  await status(/result/);
  const more = page.getByRole('button', { name: 'More results' });
  const links = page.locator('site-search h3 a');
  while (await more.isVisible()) {
    const shown = await links.count();
    await more.click();
    await links.nth(shown).waitFor();
  }
  const paths = await links.evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).pathname));
  await page.context().close();
  return paths;
}

/** Paths of the stories with words that begin with those asked for, or with a phrase: by reading all of them. */
function grep(query: string): string[] {
  const plain = (text: string) =>
    ` ${text
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s]/gu, '')
      .replaceAll(/\s+/g, ' ')} `;
  const wanted = query.startsWith('"')
    ? [plain(query)]
    : query.split(' ').map((word) => plain(word).trimEnd());
  return paper
    .filter(({ $ }) => {
      const body = $('[data-pagefind-body]').clone();
      const title = body.find('[data-pagefind-meta="title"]').text();
      body.find('[data-pagefind-ignore], [hidden], script, style').remove();
      // The end of a block, and the mark of a note, end a word.
      body.find('*').append(' ');
      body.find('sup').prepend(' ');
      const texts = [title, body.text()].map(plain);
      return wanted.every((words) => texts.some((text) => text.includes(words)));
    })
    .map(({ path }) => path);
}

test('the newest stories are searched first, older ones when asked for', async () => {
  await open('/search/?q=the', archive);
  const first = await status(/results for “the” since \d/);
  const { shards } = listOf(archive);
  const newest = [...shardsAsked()];
  assert.ok(newest.length < shards.length / 2);
  assert.deepEqual(
    newest.sort(),
    shards
      .slice(0, newest.length)
      .map(({ name }) => name)
      .sort(),
  );

  const button = older();
  const label = await button.innerText();
  await button.focus();
  await page.keyboard.press('Enter');
  await statusOtherThan(first);
  assert.ok(shardsAsked().size > newest.length);
  assert.notEqual(await button.innerText(), label);
  assert.ok(await button.evaluate((one) => one === document.activeElement), 'the focus stays on the button');

  while (await button.isVisible()) {
    const before = await page.getByRole('status').innerText();
    await button.click();
    await statusOtherThan(before);
  }
  assert.equal(shardsAsked().size, shards.length);
  assert.equal(await status(/results/), `${paper.length} results for “the”`);
  assert.ok(await page.evaluate(() => document.activeElement!.matches('site-search li:first-child a')));

  await field().fill('moscow');
  await status(/“moscow” since/);
  assert.equal(seen.requests.filter((url) => url.endsWith('.wasm')).length, 1);
  assert.equal(new Set(asked).size, asked.length, 'nothing is loaded twice');
  assert.deepEqual(seen.complaints, []);
});

test('when the newest stories have nothing, the search goes on by itself', async () => {
  const files = new Map(archive).set('shards.json', listFile(archive, Math.ceil(paper.length / 2.5)));
  await open('/search/?q=sputnik', files);
  assert.equal(await status(/result/), `${grep('sputnik').length} results for “sputnik”`);
  assert.equal(shardsAsked().size, listOf(archive).shards.length);
});

test('a query without an answer says how far back it looked, and goes no further by itself', async () => {
  await open('/search/?q=sputnik', archive);
  assert.match(await status(/result/), /^No results for “sputnik” since /);
  assert.ok(await older().isVisible());
});

test('newest first is by date, across shards', async () => {
  await open('/search/?q=the&sort=newest', whole);
  await status(/results/);
  const shown = await days();
  assert.deepEqual(shown, shown.toSorted().reverse());
  assert.equal(shown[0], newestDay);
  assert.ok(shown.length === 10 && new Set(shown).size > 3);
});

test('a year filter loads its years alone; years not searched yet are offered without a number', async () => {
  await open('/search/?q=the', archive);
  await status(/results/);
  await page.getByRole('button', { name: 'Year: show all' }).click();
  assert.equal(await year('1969').locator('..').innerText(), '1969');
  assert.match(await year('2024').locator('..').innerText(), /^2024\s\d+$/);

  await open('/search/?q=the&year=1969', archive);
  const expected = paper.filter(({ day }) => day.startsWith('1969'));
  await status(new RegExp(`^${expected.length} result`));
  const its = listOf(archive).shards.filter(({ years }) => years.includes('1969'));
  assert.deepEqual(
    [...shardsAsked()],
    its.map(({ name }) => name),
  );
  assert.deepEqual([...new Set((await days()).map((day) => day.slice(0, 4)))], ['1969']);
});

test('counts of all shards add up', async () => {
  const group = (name: string) => page.getByRole('group', { name }).locator('label').allInnerTexts();
  const counts = async (files: SearchFiles) => {
    await open('/search/?q=the&section=World', files);
    await status(/results/);
    const texts = [await group('Section'), await group('Topic'), await group('Year')];
    await page.context().close();
    return texts;
  };
  assert.deepEqual(await counts(whole), await counts(single));
  await open('/search/', single);
});

test('values of filters are loaded when the reader looks at them', async () => {
  await open('/', archive);
  await page.keyboard.press('/');
  await field().fill('the');
  await status(/results/);
  const filterFiles = () => asked.filter((name) => name.endsWith('.pf_filter'));
  assert.deepEqual(filterFiles(), []);
  await page.getByText('Filter', { exact: true }).click();
  await page.getByRole('group', { name: 'Topic' }).waitFor();
  assert.ok(filterFiles().length > 0);
});

test('a shard that cannot be loaded is told, and can be tried again', async () => {
  await open('/search/?q=the', archive);
  await status(/since/);
  await page.route('**/*.pf_meta', (route) => route.abort());
  await older().click();
  await page.getByRole('alert').waitFor();
  await page.unroute('**/*.pf_meta');
  const shown = shardsAsked().size;
  await page.getByRole('button', { name: 'try again' }).click();
  await status(/results for “the”/);
  assert.ok(shardsAsked().size > shown);
});

for (const query of [
  ...['kremlin', 'iran', 'apollo', 'sputnik', 'beirut', 'smallpox', 'peskov', 'zzyzx'],
  ...['moscow treaty', 'iran israel', 'moon lander', 'sputnik apollo', 'sputnik kremlin'],
  ...[
    '"most worrying scenario"',
    '"of the"',
    '"in the middle east"',
    '"the south of the country"',
    '"middle the"',
  ],
]) {
  test(`${query} finds the same in shards, in one index and by reading`, async () => {
    const expected = grep(query).sort();
    assert.deepEqual((await found(query, single)).sort(), expected, 'in one index');
    assert.deepEqual((await found(query, whole)).sort(), expected, 'in shards');
    await open('/', single);
  });
}
