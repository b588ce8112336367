import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { watchFolders } from './watch-folders.ts';

test('tells what changed in a moment, also in folders that are new, and nothing of hidden files', async (t) => {
  const root = mkdtempSync(join(tmpdir(), 'watch-'));
  t.after(() => rmSync(root, { recursive: true }));
  mkdirSync(join(root, 'articles/2024/10'), { recursive: true });
  writeFileSync(join(root, 'articles/2024/10/a.mdx'), 'A');

  let told = Promise.withResolvers<ReadonlySet<string>>();
  t.after(
    watchFolders(root, (paths) => {
      told.resolve(paths);
      told = Promise.withResolvers();
    }),
  );
  const after = async (edit: () => void) => {
    const { promise } = told;
    edit();
    return [...(await promise)].sort();
  };
  const write = (path: string) => writeFileSync(join(root, path), 'x');

  assert.deepEqual(
    await after(() => {
      write('articles/2024/10/.a.mdx.swp');
      write('articles/2024/10/a.mdx');
      write('tags.yaml');
    }),
    ['articles/2024/10/a.mdx', 'tags.yaml'],
  );
  const folder = await after(() => mkdirSync(join(root, 'articles/2024/11')));
  assert.deepEqual(folder, ['articles/2024/11']);
  assert.deepEqual(await after(() => write('articles/2024/11/b.mdx')), ['articles/2024/11/b.mdx']);
  const gone = await after(() => rmSync(join(root, 'articles/2024/11'), { recursive: true }));
  assert.ok(gone.includes('articles/2024/11'));
  mkdirSync(join(root, 'articles/2024/11'));
  assert.ok((await told.promise).has('articles/2024/11'));
  assert.deepEqual(await after(() => write('articles/2024/11/c.mdx')), ['articles/2024/11/c.mdx']);
});
