import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guidOf } from '../model/story-guid.ts';
import { problemsOf, story } from './test-newsroom.ts';

const loss = 'so that readers of feeds would see only one of the two.';
const same = 'If both are the same story, delete one of the files.';

test('two stories of one name in feeds', async () => {
  const files = {
    'articles/2024/10/b.mdx': story({ guid: 'https://old.example/?p=7' }),
    'articles/2024/10/c.mdx': story({ guid: 'https://old.example/?p=7' }),
    'articles/2024/10/d.mdx': story({ guid: 'https://old.example/?P=7' }),
  };
  assert.deepEqual(await problemsOf(files), [
    `articles/2024/10/c.mdx:6:7: "https://old.example/?p=7" is also the "guid" of articles/2024/10/b.mdx, ${loss} Delete the line in the newer one. ${same}`,
  ]);
});

test('a story with the name that another has by itself, written in capitals', async () => {
  const guid = guidOf({ id: '2024/10/first' }).toUpperCase();
  assert.deepEqual(await problemsOf({ 'articles/2024/10/copy.mdx': story({ guid }) }), [
    `articles/2024/10/copy.mdx:6:7: "${guid}" is the name that feeds give articles/2024/10/first.mdx, ${loss} If that one is new, give its file another name; if this one is, delete this line. ${same}`,
  ]);
});

test('a story that was renamed and keeps its name', async () => {
  const files = {
    'articles/2024/10/new-name.mdx': story({ guid: guidOf({ id: '2024/10/old-name' }) }),
    'articles/2024/10/own-name.mdx': story({ guid: guidOf({ id: '2024/10/own-name' }) }),
  };
  assert.deepEqual(await problemsOf(files), []);
});
