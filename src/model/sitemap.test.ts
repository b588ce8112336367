import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newsExpiry, newsSitemap, paperSitemaps, type Sitemap } from './sitemap.ts';
import { testArchive, type TestStory } from './test-archive.ts';

const rules = { storiesPerPage: 2, timeZone: 'Europe/London' };
const now = new Date('2024-10-10T11:00:00Z');
const pathsIn = ({ entries }: Sitemap) => entries.map(({ path }) => path);
const sitemapsOf = (stories: TestStory[], ...rest: [Parameters<typeof testArchive>[1]?]) =>
  new Map(paperSitemaps(testArchive(stories, ...rest), rules).map((sitemap) => [sitemap.path, sitemap]));
const many = (count: number, story: (index: number) => Partial<TestStory>) =>
  Array.from({ length: count }, (_, index) => ({ id: `2024/10/s${index}`, ...story(index) }));

test('the stories of a month are one sitemap, the oldest first', () => {
  const sitemaps = sitemapsOf([
    { id: '2024/09/late', pubDate: '2024-09-30 23:59' },
    { id: '2024/10/b', pubDate: '2024-10-02' },
    { id: '2024/10/a', pubDate: '2024-10-01T00:30:00+01:00' },
  ]);
  assert.deepEqual(
    [...sitemaps.keys()],
    ['/sitemaps/lists.xml', '/sitemaps/2024-10.xml', '/sitemaps/2024-09.xml'],
  );
  assert.deepEqual(pathsIn(sitemaps.get('/sitemaps/2024-10.xml')!), ['/2024/10/01/a/', '/2024/10/02/b/']);
  assert.deepEqual(pathsIn(sitemaps.get('/sitemaps/2024-09.xml')!), ['/2024/09/30/late/']);
});

test('a month with more than 10,000 stories has parts that fill from the oldest', () => {
  const at = (index: number) => ({ pubDate: new Date(Date.UTC(2024, 9, 1) + index * 1000).toISOString() });
  const before = sitemapsOf(many(10_000, at));
  const after = sitemapsOf(many(10_001, at));
  assert.equal(before.has('/sitemaps/2024-10-2.xml'), false);
  assert.deepEqual(
    pathsIn(after.get('/sitemaps/2024-10.xml')!),
    pathsIn(before.get('/sitemaps/2024-10.xml')!),
  );
  assert.deepEqual(pathsIn(after.get('/sitemaps/2024-10-2.xml')!), ['/2024/10/01/s10000/']);
});

test('more than 50,000 lists are several sitemaps', () => {
  const tags = Array.from({ length: 50_000 }, (_, index) => `t${index}`);
  const sitemaps = sitemapsOf([{ id: '2024/10/a', tags }]);
  assert.equal(sitemaps.get('/sitemaps/lists.xml')!.entries.length, 50_000);
  assert.ok(sitemaps.get('/sitemaps/lists-2.xml')!.entries.length > 0);
});

test('a story changed when it was published, updated or corrected', () => {
  const sitemaps = sitemapsOf([
    { id: '2024/10/plain', pubDate: '2024-10-01T10:00:00Z' },
    { id: '2024/10/updated', pubDate: '2024-10-02T10:00:00Z', updatedDate: '2024-10-05T10:00:00Z' },
    {
      id: '2024/10/corrected',
      pubDate: '2024-10-03T10:00:00Z',
      corrections: [{ date: '2024-10-07T10:00:00Z', text: 'x' }],
    },
  ]);
  const october = sitemaps.get('/sitemaps/2024-10.xml')!;
  const days = october.entries.map(({ changed }) => changed?.toISOString().slice(0, 10));
  assert.deepEqual(days, ['2024-10-01', '2024-10-05', '2024-10-07']);
  assert.equal(october.changed?.toISOString(), '2024-10-07T10:00:00.000Z');
});

test('a list changed with the stories on its first page', () => {
  const stories = many(5, (index) => ({ pubDate: `2024-10-0${index + 1}T10:00:00Z`, section: 'science' }));
  // The first page shows the newest three of five.
  stories[1] = { ...stories[1]!, updatedDate: '2024-10-09T10:00:00Z' };
  const changeOf = (path: string) =>
    sitemapsOf(stories)
      .get('/sitemaps/lists.xml')!
      .entries.find((entry) => entry.path === path)?.changed;
  assert.equal(changeOf('/science/')?.toISOString(), '2024-10-05T10:00:00.000Z');
  stories[2] = { ...stories[2]!, updatedDate: '2024-10-08T10:00:00Z' };
  assert.equal(changeOf('/science/')?.toISOString(), '2024-10-08T10:00:00.000Z');
  assert.equal(changeOf('/tags/'), undefined);
});

test('lists are named without those that are empty, and texts with their own date', () => {
  const page = (id: string, updatedDate?: string) => ({
    ...{ id, path: `pages/${id}.mdx`, digest: id },
    data: { title: id, description: id, updatedDate },
  });
  const sitemaps = sitemapsOf([{ id: '2024/10/a', tags: ['Über uns'], authors: ['Ann'], series: 'wars' }], {
    room: { pages: [page('about', '2024-01-02'), page('contact')] },
  });
  const { entries } = sitemaps.get('/sitemaps/lists.xml')!;
  const named = new Map(entries.map(({ path, changed }) => [path, changed?.toISOString()]));
  for (const path of ['/', '/world/', '/series/wars/', '/tags/%C3%BCber-uns/', '/authors/ann/', '/feeds/']) {
    assert.ok(named.has(path), path);
  }
  assert.equal(named.has('/science/'), false);
  assert.equal(named.get('/about/'), '2024-01-02T00:00:00.000Z');
  assert.equal(named.get('/contact/'), undefined);
});

test('copy whose original is elsewhere, and stories that are held back, are in no sitemap', () => {
  const source = { name: 'Agency', url: 'https://agency.example/1' };
  const stories = [
    { id: '2024/10/ours', pubDate: '2024-10-10' },
    { id: '2024/10/retold', pubDate: '2024-10-10', source },
    { id: '2024/10/theirs', pubDate: '2024-10-10', source: { ...source, canonical: true } },
    { id: '2024/09/theirs', pubDate: '2024-09-10', source: { ...source, canonical: 'true' as const } },
    { id: '2024/10/draft', pubDate: '2024-10-10', draft: 'true' as const },
    { id: '2099/10/embargo', pubDate: '2099-10-10' },
  ];
  const archive = testArchive(stories, { options: { showHeld: true } });
  const sitemaps = [...paperSitemaps(archive, rules), newsSitemap(archive, now)];
  const listed = sitemaps.slice(1).flatMap(pathsIn);
  const ours = ['/2024/10/10/ours/', '/2024/10/10/retold/'];
  assert.deepEqual(listed.sort(), [...ours, ...ours].sort());
  assert.ok(sitemaps.every(({ entries }) => entries.length > 0));
});

test('sitemaps are made once for an archive', () => {
  const archive = testArchive([{ id: '2024/10/a' }]);
  assert.equal(paperSitemaps(archive, rules), paperSitemaps(archive, rules));
});

test('news is what was published in the last 48 hours, the newest first', () => {
  const archive = testArchive([
    { id: '2024/10/now', pubDate: '2024-10-10T11:00:00Z' },
    { id: '2024/10/last', pubDate: '2024-10-08T11:00:01Z' },
    { id: '2024/10/over', pubDate: '2024-10-08T11:00:00Z', updatedDate: '2024-10-10T10:00:00Z' },
  ]);
  assert.deepEqual(pathsIn(newsSitemap(archive, now)), ['/2024/10/10/now/', '/2024/10/08/last/']);
  const later = new Date(now.getTime() + 1000);
  assert.deepEqual(pathsIn(newsSitemap(archive, later)), ['/2024/10/10/now/']);
});

test('it is told when the next story stops being news', () => {
  const stories = [
    { id: '2024/10/now', pubDate: '2024-10-10T11:00:00Z' },
    { id: '2024/10/last', pubDate: '2024-10-09T11:00:00Z' },
    { id: '2024/10/over', pubDate: '2024-10-08T11:00:00Z' },
  ];
  const expiry = newsExpiry(testArchive(stories), now);
  assert.equal(expiry?.toISOString(), '2024-10-11T11:00:00.000Z');
  assert.equal(newsExpiry(testArchive(stories.slice(2)), now), undefined);
});

test('at most 1,000 stories are news', () => {
  const archive = testArchive(many(1001, () => ({ pubDate: '2024-10-10' })));
  assert.equal(newsSitemap(archive, now).entries.length, 1000);
});

test('without news its sitemap names the front page, since it may not be empty', () => {
  assert.deepEqual(newsSitemap(testArchive([{ id: '2024/10/old' }]), now), {
    path: '/sitemaps/news.xml',
    entries: [{ path: '/' }],
    changed: undefined,
  });
});
