import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Stream } from './archive.ts';
import { byInitial, feedDirectory, sectionOpmlPages } from './feed-directory.ts';
import { testArchive, type TestStory } from './test-archive.ts';

const streams = (...titles: string[]) =>
  titles
    .map((title) => ({ topic: { title } }) as Stream)
    .sort((a, b) => (a.topic.title < b.topic.title ? -1 : 1));
const groupsOf = (language: string, ...titles: string[]) =>
  byInitial(streams(...titles), language).map(({ name, streams }) => [
    name,
    ...streams.map(({ topic }) => topic.title),
  ]);

test('an index has a heading for every letter', () => {
  assert.deepEqual(groupsOf('en', 'Euro', 'Émigrés', '“Estonia”', 'iran', '5G', '1968', '…', 'İzmir', '😀'), [
    ['#', '…', '😀'],
    ['0–9', '1968', '5G'],
    ['E', 'Euro', 'Émigrés', '“Estonia”'],
    ['I', 'iran', 'İzmir'],
  ]);
  assert.deepEqual(groupsOf('el', 'Ελλάδα', 'Έλληνες', 'Αθήνα'), [
    ['Α', 'Αθήνα'],
    ['Ε', 'Έλληνες', 'Ελλάδα'],
  ]);
});

test('letters are those of the language', () => {
  assert.deepEqual(groupsOf('sv', 'Åre', 'Arboga', 'Ärla'), [
    ['A', 'Arboga'],
    ['Å', 'Åre'],
    ['Ä', 'Ärla'],
  ]);
  assert.deepEqual(groupsOf('de', 'Ärzte', 'Aachen'), [['A', 'Aachen', 'Ärzte']]);
});

test('in a language of many letters neighbours share a heading', () => {
  const titles = Array.from({ length: 2000 }, (_, index) => String.fromCodePoint(0x4e00 + index) + '国');
  const groups = byInitial(streams(...titles), 'zh');
  assert.ok(groups.length > 20 && groups.length <= 40, String(groups.length));
  assert.equal(new Set(groups.flatMap(({ streams }) => streams)).size, titles.length);
  assert.match(groups[0]!.name, /^\p{L} – \p{L}$/u);
});

test('with a section go the thirty topics and authors that it writes most about', () => {
  const stories = Array.from({ length: 40 }, (_, index): TestStory => ({
    id: `2024/10/s${index}`,
    tags: [`once ${index}`, ...(index < 5 ? ['often', 'Also often'] : [])],
    authors: ['Ann'],
  }));
  const elsewhere = { id: '2024/10/x', section: 'science', tags: ['elsewhere'], authors: ['Bob'] };
  const pages = sectionOpmlPages(testArchive([...stories, elsewhere]));
  assert.deepEqual(
    pages.map(({ path }) => path),
    ['/feeds/sections/world.opml', '/feeds/sections/science.opml'],
  );
  const [world, science] = pages.map(({ props }) => props.feeds);
  const titles = (streams: Stream[]) => streams.map(({ topic }) => topic.title);
  assert.equal(world!.topics.length, 30);
  assert.ok(titles(world!.topics).includes('Often') && titles(world!.topics).includes('Also often'));
  assert.deepEqual(titles(world!.topics), titles(world!.topics).toSorted(new Intl.Collator('en-GB').compare));
  assert.deepEqual([titles(world!.authors), titles(science!.topics)], [['Ann'], ['Elsewhere']]);
});

test('all lists are listed, and of very many topics those with most stories', () => {
  const tags = Array.from({ length: 10_001 }, (_, index) => `topic ${index}`);
  const few = feedDirectory(testArchive([{ id: '2024/10/a', tags: tags.slice(1) }]));
  assert.deepEqual([few.topics.shown.length, few.topics.isAll], [10_000, true]);
  const archive = testArchive([
    { id: '2024/10/a', tags },
    { id: '2024/10/b', tags: tags.slice(1) },
  ]);
  const { topics, sections, authors } = feedDirectory(archive);
  assert.equal(topics.isAll, false);
  assert.equal(topics.shown.length, 10_000);
  assert.ok(!topics.shown.some(({ topic }) => topic.title === 'topic 0'));
  assert.equal(sections.length, 2);
  assert.deepEqual(authors, { shown: [], isAll: true });
});
