import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildArchive, type ArchiveOptions } from './archive.ts';
import { makeFrontPage } from './front-page.ts';
import type { ArticleEntry, Newsroom } from './newsroom.ts';
import { relatedStories, seriesNeighbours } from './related.ts';
import { storiesByYear } from './calendar.ts';

const options: ArchiveOptions = {
  timeZone: 'Europe/London',
  language: 'en-GB',
  title: 'Paper',
  description: 'A paper.',
  now: new Date('2024-10-10T00:00:00Z'),
  showHeld: false,
};

function story(id: string, data: Partial<ArticleEntry['data']> = {}): ArticleEntry {
  return {
    id,
    path: `articles/${id}.mdx`,
    digest: id,
    data: { title: id, description: id, pubDate: '2024-10-02', section: 'world', ...data },
  };
}

function newsroom(articles: ArticleEntry[], rest: Partial<Newsroom> = {}): Newsroom {
  return {
    articles,
    pages: [],
    sections: [
      { id: 'world', title: 'World' },
      { id: 'science', title: 'Science' },
    ],
    tags: new Map(),
    authors: new Map(),
    series: new Map([['wars', { title: 'Wars' }]]),
    front: {},
    redirects: {},
    ...rest,
  };
}

const ids = (articles: Iterable<{ id: string }>) => [...articles].map(({ id }) => id);

test('drafts and embargoed stories are in no list, unless they are asked for', () => {
  const room = newsroom([
    story('2024/10/out', { tags: ['war'] }),
    story('2024/10/draft', { draft: 'true', tags: ['secret'], authors: ['A. Nonymous'] }),
    story('2024/10/embargo', { pubDate: '2024-10-10 01:01', tags: ['war'] }),
    story('2024/10/lifted', { pubDate: '2024-10-10 01:00' }),
  ]);
  const archive = buildArchive(room, options);
  assert.deepEqual(ids(archive.paper.articles), ['2024/10/lifted', '2024/10/out']);
  assert.deepEqual([...archive.tags.keys()], ['war']);
  assert.deepEqual([...archive.authors.keys()], []);
  assert.equal(archive.days.get('2024-10-10')?.articles.length, 1);

  const all = buildArchive(room, { ...options, showHeld: true });
  assert.equal(all.articles.get('2024/10/draft')?.held, 'draft');
  assert.equal(all.articles.get('2024/10/embargo')?.held, 'embargo');
});

test('a withdrawn story is in no list, and nothing is left of it but the notice', () => {
  const room = newsroom([
    story('2024/10/out', { tags: ['war'] }),
    story('2024/10/back', {
      tags: ['secret'],
      authors: ['A. Nonymous'],
      series: 'wars',
      corrections: [{ date: '2024-10-03', text: 'Was wrong.' }],
      withdrawn: { date: '2024-10-04 09:00', reason: 'It was not true.' },
    }),
    story('2024/10/draft', { draft: 'true', withdrawn: { date: '2024-10-04', reason: 'Held.' } }),
    story('2024/10/later', { pubDate: '2024-11-01', withdrawn: { date: '2024-11-02', reason: 'Held.' } }),
  ]);
  const archive = buildArchive(room, options);
  assert.deepEqual([...archive.articles.keys()], ['2024/10/out']);
  assert.deepEqual(ids(archive.paper.articles), ['2024/10/out']);
  assert.deepEqual([...archive.tags.keys()], ['war']);
  assert.deepEqual([...archive.authors.keys(), ...archive.series.keys(), ...archive.corrections], []);
  assert.deepEqual([...archive.withdrawn.keys()], ['2024/10/back']);
  const { path, digest, guid, section, ...notice } = archive.withdrawn.get('2024/10/back')!;
  assert.deepEqual(notice, {
    id: '2024/10/back',
    permalink: '/2024/10/02/back/',
    published: new Date('2024-10-01T23:00Z'),
    date: new Date('2024-10-04T08:00Z'),
    reason: 'It was not true.',
  });
  assert.equal(section.id, 'world');
});

test('a story is filed under the day of its publication in the paper’s zone', () => {
  const archive = buildArchive(
    newsroom([story('2024/10/late', { pubDate: '2024-10-01T23:30:00Z', slug: 'other-name' })]),
    options,
  );
  assert.equal(archive.articles.get('2024/10/late')?.permalink, '/2024/10/02/other-name/');
});

test('a correction changes when a story was updated, never when it was published', () => {
  const article = buildArchive(
    newsroom([
      story('2024/10/a', {
        corrections: [{ date: '2024-10-04 09:00', text: 'Was wrong.' }],
        updatedDate: '2024-10-03',
      }),
    ]),
    options,
  ).articles.get('2024/10/a')!;
  assert.equal(article.published.toISOString(), '2024-10-01T23:00:00.000Z');
  assert.equal(article.updated?.toISOString(), '2024-10-04T08:00:00.000Z');
});

test('an author or tag needs no file; with one, its file names it', () => {
  const archive = buildArchive(
    newsroom(
      [story('2024/10/a', { authors: ['afp', 'Zoë Example'], tags: ['Middle East', 'middle-east', 'un'] })],
      {
        authors: new Map([['afp', { name: 'AFP', type: 'organization' }]]),
        tags: new Map([['un', { title: 'United Nations' }]]),
      },
    ),
    options,
  );
  const article = archive.articles.get('2024/10/a')!;
  assert.deepEqual(
    article.authors.map(({ id, title, type }) => [id, title, type]),
    [
      ['afp', 'AFP', 'organization'],
      ['zoë-example', 'Zoë Example', 'person'],
    ],
  );
  assert.deepEqual(
    article.tags.map(({ id, title }) => [id, title]),
    [
      ['middle-east', 'Middle East'],
      ['un', 'United Nations'],
    ],
  );
});

test('the front page is curated, fills up with the newest, and shows no story twice', () => {
  const image = { src: 'a.jpg', alt: 'A', credit: 'B' };
  const stories = [
    story('2024/10/1', { pubDate: '2024-10-01', image }),
    story('2024/10/2', { pubDate: '2024-10-02', section: 'science' }),
    story('2024/10/3', { pubDate: '2024-10-03', image }),
    story('2024/10/4', { pubDate: '2024-10-04' }),
  ];
  const front = (data: Newsroom['front']) =>
    makeFrontPage(buildArchive(newsroom(stories, { front: data }), options));

  const plain = front({});
  assert.equal(plain.lead?.id, '2024/10/3', 'the newest with a picture leads');
  assert.deepEqual(ids(plain.secondary), ['2024/10/4', '2024/10/2', '2024/10/1']);
  assert.deepEqual(plain.strips, [], 'nothing is left for the strips');

  const curated = front({
    lead: '2024/10/1',
    secondary: ['2024/10/4', '2024/10/1'],
    strips: ['science', 'world'],
  });
  assert.equal(curated.lead?.id, '2024/10/1');
  assert.deepEqual(ids(curated.secondary), ['2024/10/4']);
  assert.deepEqual(
    curated.strips.map(({ section, articles }) => [section.topic.id, ids(articles)]),
    [
      ['science', ['2024/10/2']],
      ['world', ['2024/10/3']],
    ],
  );
  assert.equal(makeFrontPage(buildArchive(newsroom([]), options)).lead, undefined);
});

test('related stories are the chosen ones, then earlier ones by shared tags; later ones never', () => {
  const archive = buildArchive(
    newsroom([
      story('2024/10/a', { pubDate: '2024-10-01', tags: ['x'] }),
      story('2024/10/b', { pubDate: '2024-10-02', tags: ['x', 'y'] }),
      story('2024/10/c', {
        pubDate: '2024-10-03',
        tags: ['x', 'y'],
        related: ['2024/10/chosen', '2024/10/draft'],
      }),
      story('2024/10/later', { pubDate: '2024-10-04', tags: ['x', 'y'] }),
      story('2024/10/chosen', { pubDate: '2024-10-05' }),
      story('2024/10/draft', { draft: 'true' }),
    ]),
    options,
  );
  const article = archive.articles.get('2024/10/c')!;
  assert.deepEqual(ids(relatedStories(archive, article, 4)), ['2024/10/chosen', '2024/10/b', '2024/10/a']);
  assert.deepEqual(ids(relatedStories(archive, article, 2)), ['2024/10/chosen', '2024/10/b']);
});

test('related stories of one moment keep the order of the story’s tags; held ones are passed over', () => {
  const pubDate = '2024-10-01 12:00';
  const archive = buildArchive(
    newsroom([
      story('2024/10/a', { pubDate, tags: ['x'] }),
      story('2024/10/b', { pubDate, tags: ['y'] }),
      story('2024/10/c', { pubDate, tags: ['y', 'x'] }),
      story('2024/10/d', { pubDate, tags: ['y'], draft: true }),
      story('2024/10/later', { pubDate: '2024-10-02', tags: ['y', 'x'] }),
      ...Array.from({ length: 50 }, (_, index) =>
        story(`2024/09/${index + 10}`, { pubDate: '2024-09-01', tags: ['x', 'z'] }),
      ),
      story('2024/09/far', { pubDate: '2024-08-01', tags: ['z', 'y'] }),
    ]),
    { ...options, showHeld: true },
  );
  const article = archive.articles.get('2024/10/later')!;
  assert.deepEqual(ids(relatedStories(archive, article, 6)), [
    ...['2024/10/c', '2024/10/b', '2024/10/a'],
    ...['2024/09/10', '2024/09/11', '2024/09/12'],
  ]);
  // Asked again, nothing is left of the first count.
  assert.deepEqual(ids(relatedStories(archive, article, 2)), ['2024/10/c', '2024/10/b']);
  const stale = { ...article, id: '2024/10/gone' };
  assert.throws(() => relatedStories(archive, stale, 4), /2024\/10\/gone is not in a list/);
});

test('a series is read in the order of publication', () => {
  const archive = buildArchive(
    newsroom(
      ['1', '2', '3'].map((day) => story(`2024/10/${day}`, { pubDate: `2024-10-0${day}`, series: 'wars' })),
    ),
    options,
  );
  const neighbours = (id: string) => seriesNeighbours(archive, archive.articles.get(id)!);
  assert.equal(neighbours('2024/10/1').previous, undefined);
  assert.equal(neighbours('2024/10/2').previous?.id, '2024/10/1');
  assert.equal(neighbours('2024/10/2').next?.id, '2024/10/3');
  assert.equal(neighbours('2024/10/3').next, undefined);
});

test('the calendar counts the stories of each month and year, the newest first', () => {
  const days = ['2023-12-31', '2024-01-01', '2024-01-01', '2024-10-02'];
  const archive = buildArchive(
    newsroom(days.map((pubDate, index) => story(`x/${index}`, { pubDate }))),
    options,
  );
  assert.deepEqual(
    storiesByYear(archive).map(({ year, count, months }) => [year, count, months.map(({ month }) => month)]),
    [
      ['2024', 3, ['2024-10', '2024-01']],
      ['2023', 1, ['2023-12']],
    ],
  );
});
