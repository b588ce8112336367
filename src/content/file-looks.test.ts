import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { lookAt, lookAtAll } from './file-looks.ts';

const folder = mkdtempSync(join(tmpdir(), 'looks-'));
after(() => rmSync(folder, { recursive: true }));
const names = (count: number) => Array.from({ length: count }, (_, index) => `${index}.mdx`);

test('many files are looked at as one is', async () => {
  const all = names(5001);
  for (const [index, name] of all.entries()) {
    if (index === 7) continue;
    writeFileSync(join(folder, name), 'x'.repeat(index % 13));
    // All but a few were changed long ago, and those will not settle while the test runs.
    utimesSync(join(folder, name), 0, index % 100 === 0 ? Date.now() / 1000 + 3600 : index * 1000.25);
  }
  for (const paths of [all, all.slice(0, 20)]) {
    const looks = await lookAtAll(folder, paths);
    assert.deepEqual([...looks.keys()], paths);
    for (const [path, look] of looks) assert.deepEqual(look, lookAt(folder, path));
    assert.equal(looks.get('7.mdx'), undefined);
    assert.equal(looks.get('8.mdx')?.settled, true);
    assert.equal(looks.get('0.mdx')?.settled, false);
  }
});
