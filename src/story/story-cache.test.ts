import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';
import { DatabaseSync } from 'node:sqlite';
import type { CompiledStory } from './compile-story.ts';
import { openStoryCache } from './story-cache.ts';

const folder = mkdtempSync(join(tmpdir(), 'story-cache-'));
after(() => rmSync(folder, { recursive: true }));

const story: CompiledStory = {
  parts: ['<p>A</p>', { component: 'Related', props: { story: 'b' }, children: [] }],
  headings: [],
  words: 1,
  references: { links: [], stories: [{ id: 'b', line: 1, column: 1 }], pictures: [] },
  problems: [],
};

it('keeps stories, and shares them between two connections', () => {
  const file = join(folder, 'new/stories.sqlite');
  const [first, second] = [openStoryCache(file), openStoryCache(file)];
  first.set('key', story);
  assert.deepEqual(second.get('key'), story);
  assert.equal(second.get('other'), undefined);
  first.close();
  second.close();
});

it('discards a file of another kind with one line', () => {
  const garbage = join(folder, 'garbage');
  writeFileSync(garbage, 'no database '.repeat(1000));
  const foreign = join(folder, 'foreign');
  const database = new DatabaseSync(foreign);
  database.exec('CREATE TABLE stories (a)');
  database.close();

  for (const file of [garbage, foreign]) {
    const lines: string[] = [];
    const cache = openStoryCache(file, (line) => lines.push(line));
    cache.set('key', story);
    assert.deepEqual(cache.get('key'), story);
    cache.close();
    assert.equal(lines.length, 1);
  }
});
