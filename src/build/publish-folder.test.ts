import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { openPublishFolder } from './publish-folder.ts';

const root = mkdtempSync(join(tmpdir(), 'publish-'));
after(() => rmSync(root, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const open = (name: string) => openPublishFolder(join(root, name), join(root, 'staging', name));

function edition(name: string, text: string) {
  write(`staging/${name}/_headers`, '');
  write(`staging/${name}/index.html`, text);
}

test('an edition takes the place of the one before, and nothing is left beside it', async () => {
  for (const text of ['first', 'second']) {
    const folder = open('site');
    edition('site', text);
    await folder.publish();
    assert.equal(read('site/index.html'), text);
  }
  assert.deepEqual(readdirSync(root).sort(), ['site', 'staging']);
});

test('a folder behind a link is replaced, the link stays', async () => {
  write('real/_headers', '');
  symlinkSync(join(root, 'real'), join(root, 'link'));
  const folder = open('link');
  edition('link', 'new');
  await folder.publish();
  assert.equal(read('real/index.html'), 'new');
  assert.equal(read('link/index.html'), 'new');
});

test('somebody else’s files are not replaced', () => {
  write('letters/a.txt', 'Dear');
  assert.throws(() => open('letters'), /letters, which holds files that no build of this paper wrote/);
});

test('an edition that a killed build moved aside is put back', () => {
  write('.served.standfirst-old/_headers', '');
  open('served');
  assert.ok(existsSync(join(root, 'served/_headers')));
});

test('two builds into one folder are not run at once; a killed one does not block', () => {
  write('staging/busy.lock', String(process.ppid));
  assert.throws(() => open('busy'), /Another build into .*busy is running \(process \d+\)/);
  write('staging/busy.lock', '999999999');
  open('busy');
  assert.equal(read('staging/busy.lock'), String(process.pid));
});
