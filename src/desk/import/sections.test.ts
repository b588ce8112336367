import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { UsageError } from '../command.ts';
import { Prompts } from '../prompts.ts';
import { paperFacts } from './paper-facts.ts';
import type { PlacedStory } from './placed-stories.ts';
import { readSectionWish, sectionChooser } from './sections.ts';

const sections = ['world', 'science', 'culture'].map((id) => ({ id, title: id.toUpperCase() }));
const tagged = (id: string, section: string, tags: string[]) => ({
  ...{ id, path: `articles/${id}.mdx`, digest: '' },
  data: { title: id, description: 'A.', pubDate: '2024-10-02', section, tags },
});
const facts = paperFacts({
  articles: [
    tagged('2024/10/a', 'science', ['moon']),
    tagged('2024/10/b', 'science', ['moon', 'war']),
    tagged('2024/10/c', 'world', ['war']),
  ],
  ...{
    sections,
    pages: [],
    tags: new Map(),
    authors: new Map(),
    series: new Map(),
    front: {},
    redirects: {},
  },
});

/** A story of the old system with these categories and tags. */
function story(categories: string[], tags: string[] = []): PlacedStory {
  return {
    copy: {
      ...{
        file: '/old/a.md',
        title: 'A',
        published: { written: '2024-10-02', day: '2024-10-02' },
        slug: 'a',
      },
      ...{ authors: [], contributors: [], tags, categories, isDraft: false, oldAddresses: [], notes: [] },
      body: { kind: 'markdown', text: 'Text.', line: 1, isMdx: false },
    },
    ...{ id: '2024/10/a', address: '/2024/10/02/a/', isHeld: false },
  };
}

const silent = new Prompts({ isInteractive: false });

/** What is found for stories, one after the other. */
async function chosen(given: string[] | undefined, stories: PlacedStory[], prompts = silent) {
  const found = await sectionChooser(readSectionWish(given, sections), prompts)(stories, facts);
  return stories.map((story) => {
    const section = found.get(story);
    return typeof section === 'object' ? section.id : section;
  });
}

test('what was said goes before categories, and these before tags', async () => {
  assert.deepEqual(await chosen(['culture'], [story(['Science'], ['moon'])]), ['culture']);
  assert.deepEqual(await chosen(['Sport=culture', 'world'], [story(['sport']), story(['news'])]), [
    'culture',
    'world',
  ]);
  assert.deepEqual(await chosen(['sport=culture,news=world'], [story(['News'])]), ['world']);
  assert.deepEqual(await chosen(undefined, [story(['News', 'World'], ['moon']), story([], ['moon'])]), [
    'world',
    'science',
  ]);
  assert.throws(() => readSectionWish(['sports'], sections), UsageError);
});

test('without a sign of it the story is refused, with what there is to say', async () => {
  const [none, news, tied] = await chosen(undefined, [
    story([]),
    story(['News']),
    story([], ['war', 'nothing']),
  ]);
  assert.match(none!, /--section world\. There is: world, science, culture\.$/);
  assert.match(news!, /“News” .* --section "News=world"/);
  // Stories with this tag stand in two sections, as many in one as in the other.
  assert.match(tied!, /^Nothing tells the section/);
});

test('on a terminal it is asked for, once for each category', async () => {
  const keys = ['\x1b[B', '\r', '\r'];
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => {} });
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 80, rows: 24 });
  let shown = '';
  output.on('data', (text) => {
    shown += text;
    const key = keys.shift();
    if (key !== undefined) setImmediate(() => input.write(key));
  });
  const prompts = new Prompts({ isInteractive: true, input, output });
  const stories = [story(['News']), story(['Sport']), story(['News'])];
  assert.deepEqual(await chosen(undefined, stories, prompts), ['science', 'world', 'science']);
  assert.match(shown, /Section for the 2 stories in “News”/);
  assert.match(shown, /Section for the story in “Sport”/);
});

test('the sections of a large archive in one category are found, where a comparison of all with all has no end', async () => {
  const stories = Array.from({ length: 500_000 }, () => story(['News']));
  assert.equal(new Set(await chosen(undefined, stories)).size, 1);
});
