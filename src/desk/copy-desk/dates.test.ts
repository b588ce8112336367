import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dateRemarks } from './dates.ts';

const today = '2024-10-05';
const story = (pubDate: string, keys: object = {}) => ({
  path: `${pubDate}.mdx`,
  data: { pubDate, ...keys },
});
/** An archive without gaps. */
const archive = [1957, 1961, 1980, 2000, 2012, 2020, 2023, 2024].map((year) => story(`${year}-03-01`));
const told = (...stories: ReturnType<typeof story>[]) =>
  dateRemarks([...archive, ...stories], today).map(({ path, where }) => [
    path,
    'at' in where && where.at.join('.'),
  ]);

test('a story more than a year ahead', () => {
  assert.deepEqual(told(story('2025-10-06')), []);
  assert.deepEqual(told(story('2025-10-07T10:00')), [['2025-10-07T10:00.mdx', 'pubDate']]);
});

test('a note that is still to come', () => {
  const corrections = [
    { date: '2024-10-06', text: 'A' },
    { date: '2024-11-05 10:00', text: 'B' },
  ];
  assert.deepEqual(told(story('2024-10-02', { corrections })), [['2024-10-02.mdx', 'corrections.1.date']]);
  assert.deepEqual(told(story('2024-10-02', { updatedDate: '2034-10-02' })), [
    ['2024-10-02.mdx', 'updatedDate'],
  ]);
  assert.deepEqual(told(story('2024-12-02', { updates: [{ date: '2024-12-03', text: 'A' }] })), []);
});

test('a story long before all others', () => {
  assert.deepEqual(told(story('1924-10-02')), [['1924-10-02.mdx', 'pubDate']]);
  assert.deepEqual(told(story('0024-10-02'), story('1204-10-02')), [
    ['0024-10-02.mdx', 'pubDate'],
    ['1204-10-02.mdx', 'pubDate'],
  ]);
  assert.deepEqual(told(story('1940-10-02')), []);
});

test('an old archive is no mistake', () => {
  const old = Array.from({ length: 4 }, (_, index) => story(`190${index}-01-01`));
  assert.deepEqual(told(...old), []);
  assert.deepEqual(dateRemarks([story('1957-10-04')], today), []);
  assert.deepEqual(dateRemarks([], today), []);
  assert.equal(dateRemarks([story('1204-10-04')], today).length, 1);
});
