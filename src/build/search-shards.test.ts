import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planShards, type SearchStory } from './search-shards.ts';

const story = (day: string, slug = 'a'): SearchStory => ({
  path: `/${day.replaceAll('-', '/')}/${slug}/`,
  day,
  digest: slug,
});
const spans = (stories: SearchStory[], most: number) =>
  planShards(stories, most).map(({ name, stories }) => `${name}: ${stories.length}`);

test('a small paper is one shard, and an empty one has none', () => {
  const [shard, ...others] = planShards([story('2024-10-02', 'b'), story('1957-10-05'), story('2024-10-02')]);
  assert.deepEqual(others, []);
  const { name, first, last, stories } = shard!;
  assert.deepEqual({ name, first, last }, { name: 'all', first: '1957-10-05', last: '2024-10-02' });
  assert.deepEqual(
    stories.map(({ path }) => path),
    ['/1957/10/05/a/', '/2024/10/02/a/', '/2024/10/02/b/'],
  );
  assert.deepEqual(planShards([]), []);
});

test('a span with too many stories is divided by the calendar, the others are not', () => {
  const stories = [
    ...['1969-07-21', '1961-04-13', '2013-01-01', '2017-06-01', '2018-06-01', '2021-01-01', '2023-02-02'],
    ...['2024-01-01', '2024-02-29', '2024-04-01', '2024-08-05', '2024-11-05', '2024-12-31'],
  ].map((day) => story(day));
  assert.deepEqual(spans(stories, 6), ['2024: 6', '2023: 1', '2021: 1', '2010s: 3', '1960s: 2']);
  assert.deepEqual(spans(stories, 3), [
    ...['2024-h2: 3', '2024-h1: 3', '2023: 1', '2021: 1'],
    ...['2010s: 3', '1960s: 2'],
  ]);
  assert.deepEqual(spans(stories, 1).slice(0, 4), ['2024-12: 1', '2024-11: 1', '2024-q3: 1', '2024-q2: 1']);
});

test('a month with too many stories is divided into thirds, those into days', () => {
  const stories = ['01', '10', '11', '20', '21', '31'].map((day) => story(`2024-10-${day}`));
  assert.deepEqual(spans(stories, 2), ['2024-10-t3: 2', '2024-10-t2: 2', '2024-10-t1: 2']);
  assert.deepEqual(spans(stories, 1).slice(0, 2), ['2024-10-31: 1', '2024-10-21: 1']);
});

test('a day is never divided', () => {
  const stories = Array.from({ length: 9 }, (_, number) => story('2024-10-02', `s${number}`));
  assert.deepEqual(spans([...stories, story('2024-10-03')], 4), ['2024-10-03: 1', '2024-10-02: 9']);
});

test('shards hold every story once, newest first, whatever order the stories come in', () => {
  const stories = Array.from({ length: 2000 }, (_, n) =>
    story(new Date(Date.UTC(1990, 0, 1 + ((n * 7919) % 12_000))).toISOString().slice(0, 10), `s${n % 7}`),
  );
  const shards = planShards(stories, 50);
  assert.ok(shards.length > 30 && shards.every(({ stories }) => stories.length <= 50));
  assert.deepEqual(
    shards
      .flatMap(({ stories }) => stories)
      .map(({ path }) => path)
      .sort(),
    stories.map(({ path }) => path).sort(),
  );
  shards.slice(1).forEach((older, place) => assert.ok(older.last < shards[place]!.first, older.name));
  assert.deepEqual(planShards(stories.toReversed(), 50), shards);
});

test('a story added, corrected or taken away changes its own span only', () => {
  const stories = Array.from({ length: 600 }, (_, n) =>
    story(new Date(Date.UTC(2010, 0, 1 + n * 9)).toISOString().slice(0, 10), `s${n}`),
  );
  const digests = (all: SearchStory[]) =>
    new Map(planShards(all, 50).map(({ name, digest }) => [name, digest]));
  const before = digests(stories);
  for (const [what, changed] of Object.entries({
    added: [...stories, story('2013-05-05')],
    corrected: stories.map((one) => (one.day.startsWith('2013-05') ? { ...one, digest: 'new' } : one)),
    moved: stories.map((one) => (one.day.startsWith('2013-05') ? { ...one, path: `${one.path}x/` } : one)),
    'taken away': stories.filter(({ day }) => !day.startsWith('2013-05')),
  })) {
    const differing = [...digests(changed)].filter(([name, digest]) => before.get(name) !== digest);
    assert.deepEqual(
      differing.map(([name]) => name),
      ['2013'],
      what,
    );
  }
});
