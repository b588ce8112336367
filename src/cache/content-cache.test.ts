import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, rmSync, symlinkSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { openContentCache } from './content-cache.ts';

const folder = mkdtempSync(join(tmpdir(), 'content-cache-'));
after(() => rmSync(folder, { recursive: true }));

const file = (path: string, digest = 'd1') => ({
  path,
  digest,
  state: { size: 3, mtimeMs: 1_767_225_600_123.456, ctimeMs: 1_767_225_700_000.5 },
  facts: `{"of":"${path}"}`,
});
const body = (path: string, digest = 'd1') => ({ path, digest, body: `body of ${digest}` });

const paper = { folder: 'content', version: '1' };

/** Opens a cache that may not warn. */
const open = (name: string, of = paper) =>
  openContentCache(join(folder, name), of, (line) => assert.fail(line));

test('keeps what was learnt, and shares it between two connections', () => {
  const [one, two] = [open('new/shared'), open('new/shared')];
  one.write([file('a'), file('b')], [body('a')]);
  assert.deepEqual(two.files(), [file('a'), file('b')]);
  assert.deepEqual(two.file('b'), file('b'));
  assert.equal(two.file('c'), undefined);
  assert.equal(two.body('a', 'd1'), 'body of d1');
  assert.equal(two.body('a', 'd2'), undefined);

  two.write([file('a', 'd2')], [body('a', 'd2')]);
  assert.deepEqual([one.body('a', 'd1'), one.body('a', 'd2')], [undefined, 'body of d2']);
  one.touch([{ path: 'a' }]);
  assert.deepEqual(two.file('a'), { path: 'a', digest: 'd2', facts: '{"of":"a"}' });
  one.close();
  two.close();
});

test('forgets files that are gone with their texts, and none of another paper', () => {
  const [one, other] = [open('papers'), open('papers', { ...paper, folder: 'other' })];
  for (const cache of [one, other]) cache.write([file('a'), file('b')], [body('a'), body('b')]);
  one.prune(['a']);
  assert.deepEqual([one.file('a'), one.body('a', 'd1')], [undefined, undefined]);
  assert.ok(one.file('b') && one.body('b', 'd1') && other.file('a') && other.body('a', 'd1'));
  one.close();
  other.close();
});

test('folders that were not read for long are forgotten, and old ways of reading one', () => {
  const papers = ['a 1', 'a 2', 'a 3', 'a 4', 'a 5', 'b 1', 'c 1'].map((name) => {
    const [folder, version] = name.split(' ') as [string, string];
    return { folder, version };
  });
  for (const paper of papers) {
    const cache = open('bounded', paper);
    cache.write([file('a')], [body('a')]);
    cache.close();
  }
  const database = new DatabaseSync(join(folder, 'bounded'));
  database.exec("UPDATE papers SET used = used + id; UPDATE papers SET used = 0 WHERE folder = 'b'");
  const cache = open('bounded', papers[0]);
  database.exec('UPDATE papers SET used = used - 1000 WHERE id = 1');
  cache.prune([]);
  const left = database.prepare('SELECT folder, version FROM papers ORDER BY id').all();
  // The first is the oldest, and open.
  assert.deepEqual(
    left.map(({ folder, version }) => `${folder} ${version}`),
    ['a 1', 'a 3', 'a 4', 'a 5', 'c 1'],
  );
  for (const table of ['files', 'bodies']) {
    const { rows } = database.prepare(`SELECT count(*) AS rows FROM ${table}`).get()!;
    assert.equal(rows, left.length);
  }
  cache.close();
  database.close();
});

test('discards a file that is damaged, foreign or of another version, with one line', () => {
  const path = (name: string) => join(folder, name);
  writeFileSync(path('garbage'), 'no database '.repeat(1000));
  const make = (name: string, sql: string) => {
    const database = new DatabaseSync(path(name));
    database.exec(sql);
    database.close();
  };
  make('foreign', 'CREATE TABLE files (a)');
  make('older', 'CREATE TABLE files (a); PRAGMA user_version = 1');
  make('lying', 'CREATE TABLE papers (a); PRAGMA user_version = 2');
  for (const name of ['garbage', 'foreign', 'older', 'lying']) {
    const lines: string[] = [];
    const cache = openContentCache(path(name), paper, (line) => lines.push(line));
    cache.write([file('a')]);
    assert.deepEqual(cache.files(), [file('a')]);
    cache.close();
    assert.equal(lines.length, 1, name);
    assert.match(lines[0]!, new RegExp(`${name} is no cache of this version`));
  }
});

test('damage that shows only when a row is read', () => {
  const path = join(folder, 'damaged');
  let cache = openContentCache(path, paper);
  cache.write(Array.from({ length: 500 }, (_, n) => file(`articles/${n}`)));
  cache.close();
  const database = new DatabaseSync(path);
  const { page_count: pages } = database.prepare('PRAGMA page_count').get()!;
  database.close();
  const bytes = Buffer.alloc(4096 * (Number(pages) - 6), 0x5a);
  const handle = openSync(path, 'r+');
  writeSync(handle, bytes, 0, bytes.length, 4096 * 6);
  closeSync(handle);

  const lines: string[] = [];
  cache = openContentCache(path, paper, (line) => lines.push(line));
  assert.deepEqual(cache.files(), []);
  cache.write([file('a')]);
  assert.deepEqual(cache.files(), [file('a')]);
  cache.close();
  assert.equal(lines.length, 1);
});

test('a folder that cannot be written is named', () => {
  writeFileSync(join(folder, 'no-folder'), '');
  assert.throws(() => open('no-folder/cache'), /no-folder\/cache cannot be written/);
  symlinkSync('nowhere', join(folder, 'leads-nowhere'));
  assert.throws(() => open('leads-nowhere/cache'), /leads-nowhere\/cache cannot be written/);
});

test('several that begin the same new cache at once wait for each other', async () => {
  const opener = `
    const { workerData } = require('node:worker_threads');
    const { module, path, paper, gate } = workerData;
    import(module).then(({ openContentCache }) => {
      Atomics.add(gate, 0, 1);
      while (Atomics.load(gate, 0) < 3);
      openContentCache(path, paper, (line) => { throw new Error(line); }).close();
    });`;
  for (let round = 0; round < 10; round++) {
    const workerData = {
      module: join(import.meta.dirname, 'content-cache.ts'),
      path: join(folder, `begun-${round}`),
      paper,
      gate: new Int32Array(new SharedArrayBuffer(4)),
    };
    const openers = [1, 2, 3].map(() => new Worker(opener, { eval: true, workerData }));
    const ends = await Promise.all(openers.map((opener) => once(opener, 'exit')));
    assert.deepEqual(ends, [[0], [0], [0]]);
  }
});

test('processes that write at once, of which some are killed, leave whole batches', async () => {
  const path = join(folder, 'killed');
  const writer = `
    import { openContentCache } from ${JSON.stringify(join(import.meta.dirname, 'content-cache.ts'))};
    const cache = openContentCache(${JSON.stringify(path)}, ${JSON.stringify(paper)}, (line) => { console.error(line); process.exit(3); });
    const state = { size: 1, mtimeMs: 1, ctimeMs: 1 };
    console.log('open');
    for (let batch = 0; batch < 5000; batch++) {
      const files = Array.from({ length: 20 }, (_, n) => ({ path: process.pid + '/' + batch + '/' + n, state, digest: 'd', facts: 'x'.repeat(2000) }));
      cache.write(files, files.map(({ path }) => ({ path, digest: 'd', body: 'y'.repeat(5000) })));
    }`;
  const start = () =>
    spawn(process.execPath, ['--input-type=module', '-e', writer], { stdio: ['ignore', 'pipe', 'inherit'] });
  for (let round = 0; round < 3; round++) {
    const writers = [start(), start()].map((process) => ({ process, end: once(process, 'exit') }));
    for (const { process, end } of writers) {
      await Promise.race([once(process.stdout, 'data'), end]);
    }
    for (const { process, end } of writers) {
      process.kill('SIGKILL');
      assert.deepEqual(await end, [null, 'SIGKILL']);
    }
  }
  const cache = open('killed');
  const batches = Map.groupBy(cache.files(), ({ path }) => path.slice(0, path.lastIndexOf('/')));
  for (const [batch, files] of batches) {
    assert.equal(files.length, 20, batch);
    for (const { path } of files) assert.ok(cache.body(path, 'd'));
  }
  cache.close();
});
