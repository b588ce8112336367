import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { writeSearchIndex } from './search-index.ts';

/** Indexes a site of the given pages, written in their order; returns the index's files by path. */
async function indexOf(pages: Record<string, string>): Promise<Map<string, string>> {
  const dir = await mkdtemp(join(tmpdir(), 'search-index-'));
  const files = { ...pages, 'pagefind/fragment/of-an-older-index': 'old' };
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), content);
  }
  const reports: number[][] = [];
  await writeSearchIndex(dir, (done, total) => reports.push([done, total]));
  const count = Object.keys(pages).length;
  assert.deepEqual(reports.at(-1), [count, count]);

  const written = await readdir(join(dir, 'pagefind'), { recursive: true, withFileTypes: true });
  const contents = new Map<string, string>();
  for (const file of written.filter((entry) => entry.isFile())) {
    const path = join(file.parentPath, file.name);
    contents.set(path.slice(dir.length + 1), await readFile(path, 'base64'));
  }
  await rm(dir, { recursive: true });
  return contents;
}

const page = (words: string, mark = '') =>
  `<html lang="en"><body><main ${mark}><h1>${words}</h1></main></body></html>`;
const site = {
  'index.html': page('front'),
  '2024/a/index.html': page('first story', 'data-pagefind-body'),
  '2024/b/index.html': page('second story', 'data-pagefind-body'),
};

test('marked pages are indexed, and only the index is written', async () => {
  const files = [...(await indexOf(site)).keys()].sort();
  assert.equal(files.filter((file) => file.startsWith('pagefind/fragment/')).length, 2);
  assert.deepEqual(
    [...new Set(files.map((file) => file.replace(/[^/]+(?=\.pf_)/, '*')))],
    [
      'pagefind/fragment/*.pf_fragment',
      'pagefind/index/*.pf_index',
      'pagefind/pagefind-entry.json',
      'pagefind/*.pf_meta',
    ],
  );
});

test('the same pages make the same bytes, in whatever order they were written', async () => {
  const reversed = Object.fromEntries(Object.entries(site).reverse());
  assert.deepEqual(await indexOf(reversed), await indexOf(site));
});

test('a site without a story has an index without a page', async () => {
  const files = await indexOf({ 'index.html': page('front') });
  assert.deepEqual([...files.keys()], ['pagefind/pagefind-entry.json']);
});
