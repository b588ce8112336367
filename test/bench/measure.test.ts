import assert from 'node:assert/strict';
import { linkSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { compareTrees, measure, readTree, start } from './measure.ts';

const folder = mkdtempSync(join(tmpdir(), 'measure-'));
after(() => rmSync(folder, { recursive: true }));
const node = (code: string) => [process.execPath, '--eval', code];

test(
  'memory and CPU time are those of all processes together',
  { skip: process.platform !== 'linux' },
  async () => {
    const hold = (megabytes: number) => `const held = Buffer.alloc(${megabytes} * 2 ** 20, 1);`;
    const work = 'const until = Date.now() + 1000; while (Date.now() < until);';
    const child = JSON.stringify(hold(150) + work);
    const code = `${hold(100)} require('node:child_process').execFileSync(process.execPath, ['--eval', ${child}])`;
    const alone = await measure(node(hold(100) + work), { cwd: folder });
    const both = await measure(node(code), { cwd: folder });
    assert.ok(
      alone.peakMB! > 100 && both.peakMB! > alone.peakMB! + 140,
      `${alone.peakMB} and ${both.peakMB} MB`,
    );
    assert.ok(both.cpuSeconds! > 0.1 && both.cpuSeconds! <= both.seconds * 8, `${both.cpuSeconds} s`);
  },
);

test('a command that fails says how', async () => {
  const ended = await measure(node('console.log("why"); process.exit(3)'), { cwd: folder });
  assert.deepEqual([ended.failed, ended.output], ['ended with 3', 'why\n']);
  const missing = await measure(['no-such-program'], { cwd: folder });
  assert.match(missing.failed!, /no-such-program ENOENT/);
  const stopped = start(node('setInterval(() => {}, 1000)'), { cwd: folder });
  assert.deepEqual(await stopped.stop(), [null, 'SIGTERM']);
});

test('trees are compared by the files on the disk and by their bytes', () => {
  const [one, other] = [join(folder, 'one'), join(folder, 'other')];
  for (const dir of [one, other]) mkdirSync(join(dir, 'in'), { recursive: true });
  const write = (dir: string, texts: Record<string, string>) => {
    for (const [name, text] of Object.entries(texts)) writeFileSync(join(dir, name), text);
  };
  write(one, { kept: 'a', rewritten: 'b', 'in/changed': 'c', deleted: 'd' });
  linkSync(join(one, 'kept'), join(other, 'kept'));
  write(other, { rewritten: 'b', 'in/changed': 'e', added: 'f' });
  const before = readTree(one);
  assert.deepEqual(compareTrees(before, readTree(other, before)), { written: 3, changed: 2, deleted: 1 });
});
