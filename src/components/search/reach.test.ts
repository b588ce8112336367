import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SearchList } from '../../model/search-list.ts';
import { reachBack } from './reach.ts';

/** A list of shards of a hundred stories each, by their names and their first and last days. */
const listOf = (...shards: [name: string, first: string, last: string][]): SearchList => ({
  firstStories: 250,
  includeCharacters: [],
  shards: shards.map(([name, first, last]) => {
    const years = [...new Set([last, first].map((day) => day.slice(0, 4)))];
    return { ...{ name, first, last, years }, stories: 100, head: '', digest: '' };
  }),
});
const list = listOf(
  ['2024-q4', '2024-10-02', '2024-11-30'],
  ['2024-q3', '2024-07-02', '2024-09-29'],
  ['2024-h1', '2024-01-03', '2024-06-30'],
  ['2023', '2023-01-01', '2023-12-30'],
  ['2021', '2021-01-01', '2021-12-30'],
  ['2010s', '2014-05-01', '2016-12-01'],
  ['1990s', '1991-05-01', '1991-05-02'],
  ['1960s', '1969-05-01', '1969-12-30'],
);
const reach = (from: SearchList, years: string[], steps: number) => {
  const { shards, since, older } = reachBack(from, years, steps, 'en-GB');
  return { shards: shards.map(({ name }) => name).join(' '), since, older };
};

test('a search begins with the newest stories and goes back in ever longer steps', () => {
  assert.deepEqual(reach(list, [], 0), { shards: '2024-q4 2024-q3', since: 'July 2024', older: 'June 2024' });
  assert.deepEqual(reach(list, [], 1), {
    ...{ shards: '2024-q4 2024-q3 2024-h1 2023 2021 2010s 1990s', since: '1991', older: '1969' },
  });
  assert.deepEqual(reach(list, [], 2), {
    shards: list.shards.map(({ name }) => name).join(' '),
    ...{ since: '', older: '' },
  });
});

test('the border between shards has a name: a year, a month or a day', () => {
  const border = (older: string, newer: string) => {
    const { since, older: rest } = reach(
      { ...listOf(['b', newer, newer], ['a', older, older]), firstStories: 1 },
      [],
      0,
    );
    return `${since} / ${rest}`;
  };
  assert.equal(border('2021-12-30', '2024-03-01'), '2024 / 2021');
  assert.equal(border('2024-01-31', '2024-03-01'), 'March 2024 / January 2024');
  assert.equal(border('2024-03-01', '2024-03-02'), '2 March 2024 / 1 March 2024');
});

test('chosen years are searched alone, and further back at once', () => {
  assert.deepEqual(reach(list, ['2021'], 0), { shards: '2021', since: '', older: '' });
  assert.deepEqual(reach(list, ['2016', '2014', '1969'], 0), { shards: '2010s 1960s', since: '', older: '' });
  assert.deepEqual(reach(list, ['2024'], 0), { shards: '2024-q4 2024-q3 2024-h1', since: '', older: '' });
  assert.deepEqual(reach(list, ['1812'], 0), { shards: '', since: '', older: '' });
});

test('a small paper is searched whole, a large shard too, and one without a word not at all', () => {
  assert.equal(reach({ ...list, firstStories: 900 }, [], 0).older, '');
  assert.equal(reach({ ...list, firstStories: 1 }, [], 0).shards, '2024-q4');
  const wordless = { ...list, shards: list.shards.map((shard) => ({ ...shard, stories: 0 })) };
  assert.deepEqual(reach(wordless, [], 0), { shards: '', since: '', older: '' });
});
