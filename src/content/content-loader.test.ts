import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { LoaderContext } from 'astro/loaders';
import { contentLoader } from './content-loader.ts';
import { story, writeNewsroom } from './test-newsroom.ts';

test('tells editors’ programs which files there are, and nothing of what they say', async (t) => {
  const { folder, contentDir, remove } = writeNewsroom({ 'articles/2024/10/second.md': story() });
  t.after(remove);
  const entries: object[] = [{ id: 'a story of another day' }];
  const store = { clear: () => (entries.length = 0), set: (entry: object) => entries.push(entry) };
  const config = { root: pathToFileURL(`${folder}/`) };
  await contentLoader('articles', contentDir).load({ store, config } as unknown as LoaderContext);
  assert.deepEqual(entries, [
    { id: '2024/10/first', data: {}, filePath: 'content/articles/2024/10/first.mdx' },
    { id: '2024/10/second', data: {}, filePath: 'content/articles/2024/10/second.md' },
  ]);
});
