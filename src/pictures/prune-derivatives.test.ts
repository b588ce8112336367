import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, test } from 'node:test';
import { makeDerivative, recipeFile } from './derivative-store.ts';
import { pruneDerivatives } from './prune-derivatives.ts';
import { requestCard } from './request-card.ts';

const cacheDir = await mkdtemp(join(tmpdir(), 'prune-'));
after(() => rm(cacheDir, { recursive: true }));
const folders = { contentDir: join(cacheDir, 'content'), cacheDir };
const home = join(cacheDir, 'pictures');
const made = join(home, 'made');
const namesIn = async (folder: string) => (await readdir(join(home, folder))).sort();

/** Makes files look as if nobody had used them for some days. */
async function leave(days: number, ...files: string[]): Promise<void> {
  const then = Date.now() / 1000 - days * 24 * 60 * 60;
  for (const file of files) await utimes(file, then, then);
}

const name = (digit: string, rest = '-800.avif') => digit.repeat(16) + rest;

test('a cache without pictures has nothing to prune', () => {
  pruneDerivatives(() => assert.fail(), { cacheDir: join(cacheDir, 'new') });
});

test('what no edition has and nobody used for weeks goes, and how it was made', async () => {
  const part = name('e', '-800.avif.3f0f2d3c-8a5b-4c57-9e0b-1f9e35f1c0aa');
  for (const folder of ['made', 'recipes']) await mkdir(join(home, folder), { recursive: true });
  const files = [name('a'), name('a', '-800.webp'), name('b'), name('c'), part];
  for (const file of files) await writeFile(join(made, file), 'picture');
  for (const digit of ['a', 'b', 'c', 'd', 'f']) await writeFile(recipeFile(digit.repeat(16), folders), '{}');
  const recipes = ['a', 'b', 'c', 'd'].map((digit) => recipeFile(digit.repeat(16), folders));
  await leave(29, ...recipes, ...[name('a'), name('b'), part].map((file) => join(made, file)));
  await leave(27, join(made, name('a', '-800.webp')));
  await leave(29, join(made, name('c')));

  const asked = new Set<string>();
  pruneDerivatives((file) => {
    asked.add(file);
    return file === name('b');
  }, folders);
  assert.deepEqual([...asked].sort(), files.sort());
  assert.deepEqual(await namesIn('made'), [name('a', '-800.webp'), name('b')]);
  // Of the last nothing was made yet.
  assert.deepEqual(
    await namesIn('recipes'),
    ['a', 'b', 'f'].map((digit) => `${digit.repeat(16)}.json`),
  );

  await leave(90, join(made, name('b')));
  pruneDerivatives(() => assert.fail('asked within a week'), folders);
  await leave(8, join(home, 'pruned'));
  pruneDerivatives(() => false, folders);
  assert.deepEqual(await namesIn('made'), [name('a', '-800.webp')]);
});

test('what a build uses is not pruned by another', async () => {
  const card = { kind: 'paper', paper: 'The Paper', direction: 'ltr', tagline: 'News' } as const;
  const file = basename(requestCard(card, folders).path);
  const target = await makeDerivative(file, folders);
  await leave(40, target, join(home, 'pruned'));
  await makeDerivative(file, folders);
  pruneDerivatives(() => false, folders);
  assert.ok(existsSync(target));
  assert.ok(Date.now() - (await stat(target)).mtimeMs < 60_000);

  await leave(40, target, recipeFile(file.slice(0, 16), folders), join(home, 'pruned'));
  pruneDerivatives(() => false, folders);
  assert.equal(existsSync(target), false);
});
