import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Article } from './archive.ts';
import { listPages } from './list-pages.ts';

/** Stories named by their age, the newest first. */
const stories = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: String(count - index) }) as Article);
const pages = (count: number) =>
  listPages('/x/', stories(count), 10).map(({ path, articles }) => [
    path,
    articles.at(-1)?.id,
    articles[0]?.id,
  ]);

test('a short list is one page, and so is an empty one', () => {
  assert.deepEqual(pages(0), [['/x/', undefined, undefined]]);
  assert.deepEqual(pages(19), [['/x/', '1', '19']]);
});

test('a list without limit is one page', () => {
  assert.deepEqual(
    listPages('/x/', stories(3), Infinity).map(({ articles }) => articles.length),
    [3],
  );
});

test('numbered pages count from the oldest and never change', () => {
  assert.deepEqual(pages(20), [
    ['/x/', '11', '20'],
    ['/x/1/', '1', '10'],
  ]);
  assert.deepEqual(pages(35), [
    ['/x/', '21', '35'],
    ['/x/2/', '11', '20'],
    ['/x/1/', '1', '10'],
  ]);
});

test('every page leads to the next older and newer one', () => {
  const [newest, second, first] = listPages('/x/', stories(35), 10);
  assert.deepEqual([newest?.newer, newest?.older], [undefined, '/x/2/']);
  assert.deepEqual([second?.newer, second?.older], ['/x/', '/x/1/']);
  assert.deepEqual([first?.newer, first?.older], ['/x/2/', undefined]);
});
