import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { site as config } from '../../src/site.config.ts';
import { manyStories } from './awkward-paper.ts';
import { contentYaml, publicStories, sampleStories, type SampleStory } from './sample-stories.ts';
import { openSite, type Site } from './site.ts';

const storyPath = /^\/\d{4}\/\d\d\/\d\d\/[^/]+\/$/;
const site = openSite('site');

/** Stories a page lists, in its order. */
function listed(site: Site, path: string): string[] {
  const { $ } = site.page(path);
  const links = $('main a[href]')
    .toArray()
    .map(({ attribs }) => attribs.href!);
  return [...new Set(links.filter((href) => storyPath.test(href)))];
}

/** All stories of a list, from its newest page to its oldest. */
function listedOnAllPages(site: Site, path: string): string[] {
  const stories: string[] = [];
  const seen = new Set<string>();
  for (
    let next: string | undefined = path;
    next;
    next = site.page(next).$('main a[rel="next"]').attr('href')
  ) {
    assert.ok(!seen.has(next), `${next} leads back to itself`);
    seen.add(next);
    stories.push(...listed(site, next));
  }
  return stories;
}

describe('every story is on every list it belongs to, and on no other', () => {
  const slug = (name: string) => name.toLowerCase().replaceAll(' ', '-');
  const belongsTo: Record<string, (story: SampleStory) => string[]> = {
    sections: ({ data }) => [`/${data.section}/`],
    topics: ({ data }) => (data.tags ?? []).map((tag) => `/tags/${slug(tag)}/`),
    series: ({ data }) => (data.series ? [`/series/${data.series}/`] : []),
    days: ({ path }) => [path.slice(0, 12)],
  };
  for (const [kind, listsOf] of Object.entries(belongsTo)) {
    test(kind, () => {
      const lists = new Map<string, string[]>();
      for (const story of publicStories) {
        for (const list of listsOf(story)) lists.set(list, [...(lists.get(list) ?? []), story.path]);
      }
      assert.ok(lists.size > 1);
      for (const [list, stories] of lists) assert.deepEqual(listedOnAllPages(site, list), stories, list);
    });
  }

  test('authors and contributors', () => {
    for (const { path, data } of publicStories) {
      for (const author of data.authors ?? []) {
        assert.ok(listedOnAllPages(site, `/authors/${slug(author)}/`).includes(path), `${author}: ${path}`);
      }
    }
    assert.ok(listed(site, '/authors/afp/').includes('/2024/10/02/kremlin-urges-restraint/'));
  });

  test('months, years and the archive', () => {
    const archive = site.page('/archive/').$;
    for (const story of publicStories) {
      const [, year, month] = story.path.split('/');
      assert.ok(listed(site, `/${year}/${month}/`).includes(story.path), story.path);
      assert.ok(listed(site, `/${year}/`).includes(story.path), story.path);
      assert.equal(archive(`main a[href="/${year}/"]`).length, 1, story.path);
      assert.ok(archive(`main a[href^="/${year}/${month}/"]`).length > 0, story.path);
    }
  });
});

test('topics and authors are listed with the number of their stories', () => {
  const { $ } = site.page('/tags/');
  const tags = publicStories.flatMap(({ data }) => data.tags ?? []);
  for (const tag of new Set(tags)) {
    const entry = $(`main a[href="/tags/${tag}/"]`).closest('li');
    assert.match(entry.text(), new RegExp(`\\b${tags.filter((other) => other === tag).length}\\b`), tag);
  }
  for (const author of new Set(publicStories.flatMap(({ data }) => data.authors ?? []))) {
    assert.equal(site.page('/authors/').$(`main a[href="/authors/${author}/"]`).length, 1, author);
  }
});

test('the front page is as front.yaml says, and shows no story twice', () => {
  const front = contentYaml('front.yaml') as { lead: string; secondary: string[]; strips: string[] };
  const pathOf = (id: string) => sampleStories.find((story) => story.id === id)!.path;
  const { $ } = site.page('/');
  const headlines = $('main :is(h2, h3) a')
    .toArray()
    .map(({ attribs }) => attribs.href!);
  const stories = headlines.filter((href) => storyPath.test(href));
  assert.deepEqual(
    stories.slice(0, 1 + front.secondary.length),
    [front.lead, ...front.secondary].map(pathOf),
  );
  assert.equal(new Set(stories).size, stories.length);
  assert.deepEqual(
    headlines.filter((href) => !storyPath.test(href)),
    front.strips.map((id) => `/${id}/`),
  );
});

test('without front.yaml the newest story with a picture leads', () => {
  const awkward = openSite('awkward');
  const first = awkward.page('/').$('main h2 a').first();
  assert.equal(first.attr('href'), '/2025/12/30/awkward-0/');
});

describe('a list of many stories', () => {
  const awkward = openSite('awkward');
  const numbers = (path: string) =>
    listed(awkward, path).map((story) => Number(/story-(\d+)/.exec(story)![1]));
  const full = config.storiesPerPage;
  const downFrom = (last: number, count: number) => Array.from({ length: count }, (_, index) => last - index);

  test('is paged from its oldest, so that a full page never changes', () => {
    assert.deepEqual(numbers('/many/1/'), downFrom(full, full));
    assert.deepEqual(numbers('/many/2/'), downFrom(2 * full, full));
    assert.deepEqual(numbers('/many/'), downFrom(manyStories, manyStories - 2 * full));
    assert.throws(() => awkward.page('/many/3/'));
  });

  test('can be walked in both directions', () => {
    assert.equal(listedOnAllPages(awkward, '/many/').length, manyStories);
    const newer = (path: string) => awkward.page(path).$('main a[rel="prev"]').attr('href');
    assert.deepEqual(
      [newer('/many/1/'), newer('/many/2/'), newer('/many/')],
      ['/many/2/', '/many/', undefined],
    );
  });

  test('says so when it is empty', () => {
    assert.match(awkward.page('/empty/').$('main').text(), /No story/);
  });
});
