import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildArchive } from './archive.ts';
import {
  entryGuid,
  entryUpdated,
  feedUpdated,
  paperFeeds,
  type Feed,
  type FeedEntry,
} from './feed-entries.ts';
import type { ArticleEntry } from './newsroom.ts';

const timeZone = 'Europe/London';
const rules = { feedLength: 5, timeZone };

function story(id: string, pubDate: string, data: Partial<ArticleEntry['data']> = {}): ArticleEntry {
  return {
    ...{ id, path: `articles/${id}.mdx`, digest: id },
    data: { title: id, description: id, pubDate, section: 'world', ...data },
  };
}

function feedsOf(articles: ArticleEntry[], feedLength = 5): Map<string, Feed> {
  const newsroom = {
    ...{ articles, pages: [], front: {}, redirects: {} },
    sections: ['world', 'science', 'empty'].map((id) => ({ id, title: id })),
    ...{ tags: new Map(), authors: new Map(), series: new Map([['wars', { title: 'Wars' }]]) },
  };
  const archive = buildArchive(newsroom, {
    ...{ timeZone, language: 'en-GB', title: 'Paper', description: 'A paper.', showHeld: false },
    now: new Date('2030-01-01'),
  });
  return new Map(paperFeeds(archive, { ...rules, feedLength }).map((feed) => [feed.path, feed]));
}

const nameOf = ({ article, correction }: FeedEntry) =>
  correction ? `${article.id}: ${correction.text}` : article.id;
const names = (feed: Feed | undefined) => feed?.entries.map(nameOf);
const days = (count: number) =>
  Array.from({ length: count }, (_, index) => String(index + 1).padStart(2, '0'));
const corrections = (...notes: [date: string, text: string][]) => ({
  corrections: notes.map(([date, text]) => ({ date, text })),
});

describe('the entries of a feed', () => {
  it('are the newest stories of its list', () => {
    const stories = days(9).map((day) =>
      story(`a${day}`, `2024-10-${day}`, Number(day) % 2 ? { tags: ['odd'], section: 'science' } : {}),
    );
    const feeds = feedsOf(stories);
    assert.deepEqual(names(feeds.get('/')), ['a09', 'a08', 'a07', 'a06', 'a05']);
    for (const path of ['/tags/odd/', '/science/']) {
      assert.deepEqual(names(feeds.get(path)), ['a09', 'a07', 'a05', 'a03', 'a01']);
    }
    assert.deepEqual(names(feeds.get('/world/')), ['a08', 'a06', 'a04', 'a02']);
    assert.deepEqual(names(feeds.get('/empty/')), []);
  });

  it('are a correction, too, in every feed that carried its story', () => {
    const feeds = feedsOf([
      story('new', '2024-10-20', { section: 'science', tags: ['moon'] }),
      story('old', '2020-01-01', {
        ...{ tags: ['moon', 'sun'], series: 'wars', authors: ['Ann'] },
        contributors: [{ name: 'Bob', role: 'reporting' }],
        ...corrections(['2024-10-25', 'It was not so.']),
      }),
    ]);
    const correction = 'old: It was not so.';
    const lists = ['/world/', '/tags/sun/', '/series/wars/', '/authors/ann/', '/authors/bob/'];
    for (const path of lists) assert.deepEqual(names(feeds.get(path)), [correction, 'old'], path);
    for (const path of ['/', '/tags/moon/']) {
      assert.deepEqual(names(feeds.get(path)), [correction, 'new', 'old'], path);
    }
    assert.deepEqual(names(feeds.get('/science/')), ['new']);
    assert.deepEqual(names(feeds.get('/corrections/')), [correction]);
  });

  it('are no corrections that are much older than the newest story', () => {
    const notes = corrections(['2024-01-10', 'long ago'], ['2024-10-01', 'this month']);
    const feeds = feedsOf([story('new', '2024-10-31T23:30'), story('old', '2024-01-01', notes)]);
    assert.deepEqual(names(feeds.get('/')), ['new', 'old: this month', 'old']);
    assert.deepEqual(names(feeds.get('/corrections/')), ['old: this month', 'old: long ago']);
  });

  it('are as many corrections as stories, at most', () => {
    const notes = corrections(...days(20).map((day): [string, string] => [`2024-10-${day}`, day]));
    const feeds = feedsOf([
      ...days(9).map((day) => story(`a${day}`, `2024-09-${day}`)),
      story('b', '2024-10-01', notes),
    ]);
    assert.deepEqual(names(feeds.get('/')), [
      ...['b: 20', 'b: 19', 'b: 18', 'b: 17', 'b: 16'],
      ...['b', 'a09', 'a08', 'a07', 'a06'],
    ]);
  });

  it('have names that stay, and dates that only a change moves', () => {
    const notes = corrections(['2024-10-02', 'one'], ['2024-10-02', 'two'], ['2024-10-03 12:00', 'three']);
    const feed = feedsOf([story('a', '2024-10-02', notes), story('b', '2024-10-04', { guid: 'urn:b' })]).get(
      '/',
    )!;
    assert.deepEqual(names(feed), ['b', 'a: three', 'a: two', 'a: one', 'a']);
    assert.equal(new Set(feed.entries.map(entryGuid)).size, 5);
    assert.equal(entryGuid(feed.entries[0]!), 'urn:b');
    assert.deepEqual(
      feed.entries.map((entry) => entryUpdated(entry).toISOString()),
      [
        '2024-10-03T23:00:00.000Z',
        '2024-10-03T11:00:00.001Z',
        '2024-10-01T23:00:00.002Z',
        '2024-10-01T23:00:00.001Z',
        '2024-10-03T11:00:00.000Z',
      ],
    );
    assert.equal(feedUpdated(feed)?.toISOString(), '2024-10-03T23:00:00.000Z');
    assert.equal(feedUpdated({ entries: [] }), undefined);
  });
});

/** The documents that lead from the paper's feed to its first entry. */
function walk(feeds: Map<string, Feed>): Feed[] {
  const met: Feed[] = [];
  for (let path = feeds.get('/')!.older; path !== undefined; path = met.at(-1)!.older)
    met.push(feeds.get(path)!);
  return met;
}

describe('the archive of the paper’s feed', () => {
  it('is filled by months, each from its oldest entry', () => {
    const stories = [
      ...days(7).map((day) => story(`a${day}`, `2024-08-${day}`)),
      story('c', '2024-10-01'),
      ...days(11).map((day) => story(`d${day}`, `2024-11-${day}`)),
    ];
    const feeds = feedsOf(stories);
    const paths = ['2024-11/2/', '2024-11/1/', '2024-10/1/', '2024-08/2/', '2024-08/1/'];
    const documents = walk(feeds);
    assert.deepEqual(
      documents.map(({ path }) => path),
      paths.map((path) => `/feeds/archive/${path}`),
    );
    assert.deepEqual(documents.map(names).slice(1), [
      ['d05', 'd04', 'd03', 'd02', 'd01'],
      ['c'],
      ['a07', 'a06'],
      ['a05', 'a04', 'a03', 'a02', 'a01'],
    ]);
    assert.deepEqual(
      documents.map(({ newer }) => newer),
      [undefined, ...documents.map(({ path }) => path).slice(0, -1)],
    );
    assert.equal(documents[3]!.topic.path, '/2024/08/');
    assert.equal(feeds.get('/')!.isArchive, false);
    assert.ok(documents.every(({ isArchive }) => isArchive));
  });

  it('has a month of corrections only', () => {
    const feeds = feedsOf([
      story('a', '2024-10-31', corrections(['2024-12-01', 'x'])),
      story('b', '2025-02-01'),
    ]);
    const [newest] = walk(feeds);
    assert.deepEqual([newest!.path, names(newest)], ['/feeds/archive/2024-12/1/', ['a: x']]);
    assert.equal(newest!.topic.path, '/archive/');
  });

  it('has, with the feed itself, every entry there ever was; and what it has it keeps', () => {
    let state = 7;
    const random = (below: number) => (state = (state * 16_807) % 2_147_483_647) % below;
    const stories: ArticleEntry[] = [];
    let before = new Map<string, unknown>();
    let time = Date.parse('2023-10-01T00:30:00+01:00');
    for (let round = 0; round < 400; round++) {
      time += random(4) === 0 ? random(40 * 86_400_000) : random(86_400_000);
      const now = new Date(time).toISOString();
      const pick = stories[random(stories.length)];
      if (pick && random(3) === 0) (pick.data.corrections ??= []).push({ date: now, text: String(round) });
      else stories.push(story(`s${round}`, now));

      const feeds = feedsOf(stories);
      const documents = walk(feeds);
      const entries = stories.flatMap(({ id, data }) => [
        id,
        ...(data.corrections ?? []).map(({ text }) => `${id}: ${text}`),
      ]);
      const filed = documents.flatMap(({ entries }) => entries.map(nameOf));
      const feed = feeds.get('/')!;
      assert.equal(new Set(filed).size, filed.length);
      assert.deepEqual(new Set([...filed, ...names(feed)!]), new Set(entries));
      assert.ok(feed.entries.length <= 10);
      const after = new Map(documents.map((document) => [document.path, names(document)]));
      for (const [path, list] of before) assert.deepEqual(after.get(path), list, path);
      before = after;
    }
    assert.ok(before.size > 50);
  });
});
