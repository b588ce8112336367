import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { Edition, editionsFolder } from './edition.ts';
import type { Changes } from './manifest.ts';

const root = mkdtempSync(join(tmpdir(), 'edition-'));
after(() => rmSync(root, { recursive: true }));

const write = (path: string, text: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
const read = (path: string) => readFileSync(join(root, path), 'utf8');

type Files = Record<string, string>;

/** A build that puts files into an edition and publishes it. */
function build(name: string, files: Files, options?: { clean?: boolean }): Changes {
  const edition = new Edition(join(root, name), options);
  for (const [path, text] of Object.entries({ _headers: '', ...files })) edition.put(path, text);
  const changes = edition.publish(() => {});
  edition.prepareNext();
  return changes;
}

/** A build that ends before it publishes. */
function killedBuild(name: string, files: Files): void {
  const edition = new Edition(join(root, name));
  for (const [path, text] of Object.entries(files)) edition.put(path, text);
}

function filesOf(name: string): Files {
  const folder = join(root, name);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== '_headers')
    .map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(files.map((file) => [file.slice(folder.length + 1), readFileSync(file, 'utf8')]));
}

test('an edition is what was put into it, whatever was there before', () => {
  const editions: Files[] = [
    { 'index.html': 'one', '2024/a/index.html': 'a' },
    { 'index.html': 'two', '2024/a/index.html': 'a', '2024/b/index.html': 'b' },
    { 'index.html': 'two', '2024/b/index.html': 'B' },
    { 'index.html': 'two', '2024/b/index.html': 'B', '2024/a/index.html': 'a' },
    { 'index.html': 'one' },
  ];
  for (const files of editions) {
    build('site', files);
    assert.deepEqual(filesOf('site'), files);
    assert.deepEqual(
      readdirSync(join(root, 'site')).length,
      Object.keys(files).some((f) => f.includes('/')) ? 3 : 2,
    );
  }
});

test('what changed is told, and nothing else is touched', () => {
  const a = { 'a.html': 'a', 'b.html': 'b', 'c.html': 'c' };
  build('changes', a);
  const before = statSync(join(root, 'changes/a.html'));
  assert.deepEqual(build('changes', { 'a.html': 'a', 'b.html': 'B', 'd.html': 'd' }), {
    added: ['d.html'],
    changed: ['b.html'],
    deleted: ['c.html'],
  });
  const kept = statSync(join(root, 'changes/a.html'));
  assert.deepEqual([kept.ino, kept.mtimeMs], [before.ino, before.mtimeMs]);
  const tree = lstatSync(join(root, 'changes')).mtimeMs;
  assert.deepEqual(build('changes', { 'a.html': 'a', 'b.html': 'B', 'd.html': 'd' }), {
    added: [],
    changed: [],
    deleted: [],
  });
  assert.equal(lstatSync(join(root, 'changes')).mtimeMs, tree);
});

test('a build that ends early leaves what is served, and the next one is whole', () => {
  const first = { 'a.html': 'a', 'b/index.html': 'b' };
  build('killed', first);
  killedBuild('killed', { 'a.html': 'A', 'c.html': 'c' });
  assert.deepEqual(filesOf('killed'), first);
  killedBuild('killed', { 'b/index.html': 'BB' });
  assert.deepEqual(filesOf('killed'), first);
  const second = { 'a.html': 'a', 'd.html': 'd' };
  build('killed', second);
  assert.deepEqual(filesOf('killed'), second);
  build('killed', first);
  assert.deepEqual(filesOf('killed'), first);
});

test('the tree that is not served may be lost: what is served stays', () => {
  const files = { 'a.html': 'a', 'b/index.html': 'b' };
  build('halved', files);
  const home = editionsFolder(join(root, 'halved'));
  const lost = readlinkSync(join(root, 'halved')).endsWith('a') ? 'b' : 'a';
  rmSync(join(home, lost), { recursive: true });
  build('halved', files);
  assert.deepEqual(filesOf('halved'), files);
  build('halved', { ...files, 'c.html': 'c' });
  assert.deepEqual(filesOf('halved'), { ...files, 'c.html': 'c' });
});

test('many files that changed are brought up to date in both trees', () => {
  const many = (text: string) =>
    Object.fromEntries(Array.from({ length: 1100 }, (_, index) => [`${index % 9}/${index}.html`, text]));
  build('many', many('one'));
  build('many', { ...many('two'), 'new.html': 'new' });
  const home = editionsFolder(join(root, 'many'));
  assert.equal(readFileSync(join(home, 'differing'), 'utf8'), '');
  for (const text of ['three', 'two']) {
    build('many', { ...many('two'), 'new.html': text });
    assert.deepEqual(filesOf('many'), { ...many('two'), 'new.html': text });
  }
  build('many', { 'new.html': 'new' });
  assert.deepEqual(filesOf('many'), { 'new.html': 'new' });
});

test('a clean build writes everything anew', () => {
  const files = { 'a.html': 'a' };
  build('clean', files);
  writeFileSync(join(root, 'clean/a.html'), 'damaged');
  build('clean', files);
  assert.deepEqual(filesOf('clean'), { 'a.html': 'damaged' });
  build('clean', files, { clean: true });
  assert.deepEqual(filesOf('clean'), files);
  build('clean', { ...files, 'b.html': 'b' });
  assert.deepEqual(filesOf('clean'), { ...files, 'b.html': 'b' });
});

test('a lost or unfinished manifest makes the next build a clean one', () => {
  build('lost', { 'a.html': 'a' });
  for (const name of ['a', 'b']) {
    const manifest = join(editionsFolder(join(root, 'lost')), `${name}.files`);
    if (existsSync(manifest)) writeFileSync(manifest, readFileSync(manifest, 'utf8').slice(0, -9));
  }
  assert.deepEqual(build('lost', { 'a.html': 'A' }).added, ['_headers', 'a.html']);
  assert.deepEqual(filesOf('lost'), { 'a.html': 'A' });
});

test('the folder of an earlier version is replaced by a link, somebody else’s files are not', () => {
  write('old/_headers', '');
  write('old/index.html', 'old');
  build('old', { 'index.html': 'new' });
  assert.equal(read('old/index.html'), 'new');
  assert.ok(lstatSync(join(root, 'old')).isSymbolicLink());
  write('letters/a.txt', 'Dear');
  assert.throws(() => build('letters', {}), /letters, which holds files that no build of this paper wrote/);
});

test('a folder behind somebody else’s link is replaced, the link stays', () => {
  write('real/_headers', '');
  symlinkSync(join(root, 'real'), join(root, 'link'));
  for (const text of ['one', 'two']) {
    build('link', { 'index.html': text });
    assert.equal(read('link/index.html'), text);
    assert.equal(read('real/index.html'), text);
  }
});

test('two builds into one folder are not run at once; a killed one does not block', async () => {
  const lock = join(editionsFolder(join(root, 'busy')), 'lock');
  const holder = spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import { takeLock } from ${JSON.stringify(join(import.meta.dirname, 'lock.ts'))};
      takeLock(${JSON.stringify(lock)}, 'it');
      console.log('held');
      setInterval(() => {}, 1000);`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await once(holder.stdout, 'data');
  assert.throws(() => build('busy', {}), /Another build into .*busy is running/);
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  build('busy', {});
  build('busy', {});
  assert.deepEqual(filesOf('busy'), {});
});

test('what lies where the lock should be does not block either', () => {
  write('.locked-editions/lock', 'of something else '.repeat(1000));
  build('locked', { a: 'a' });
  assert.deepEqual(filesOf('locked'), { a: 'a' });
});

test('a name may be a file in one edition and a folder in the next', () => {
  const editions: Files[] = [
    { a: 'file', b: 'b' },
    { 'a/c/d': 'inner', b: 'b' },
    { 'a/c': 'file' },
    { a: 'file' },
  ];
  for (const files of [...editions, ...editions]) {
    build('names', files);
    assert.deepEqual(filesOf('names'), files);
  }
});

test('a half written line of how the trees differ is not read', () => {
  build('halved', { a: 'a', b: 'b' });
  build('halved', { a: 'a', b: 'B' });
  appendFileSync(join(root, '.halved-editions/differing'), 'half');
  killedBuild('halved', { a: 'A', b: 'B' });
  build('halved', { a: 'a', b: 'B', c: 'c' });
  assert.deepEqual(filesOf('halved'), { a: 'a', b: 'B', c: 'c' });
});

test('a file that is missing in what is served is named, with the way out', () => {
  build('gaps', { a: 'a', b: 'b' });
  build('gaps', { a: 'a', b: 'B' });
  rmSync(join(root, 'gaps/b'));
  const rebuild = () => {
    const edition = new Edition(join(root, 'gaps'));
    for (const path of ['_headers', 'a', 'b']) edition.keep(path);
    edition.put('c', 'c');
    edition.publish(() => {});
  };
  assert.throws(rebuild, /gaps-editions\/.\/b is gone.*--clean/);
  build('gaps', { a: 'a', b: 'B' }, { clean: true });
  assert.deepEqual(filesOf('gaps'), { a: 'a', b: 'B' });
});

test('what the served edition was searched for is known, and of no other one', () => {
  const searchedAfter = (searched: string[], files: Files) => {
    const edition = new Edition(join(root, 'searched'));
    edition.put('_headers', '');
    for (const [path, text] of Object.entries(files)) edition.put(path, text);
    edition.noteSearched(searched);
    edition.publish(() => {});
    return [...new Edition(join(root, 'searched')).searched];
  };
  assert.deepEqual(searchedAfter(['one', 'two'], { 'index.html': 'a' }), ['one', 'two']);
  assert.deepEqual(searchedAfter(['two', 'three'], { 'index.html': 'a' }), ['two', 'three']);
  killedBuild('searched', { 'index.html': 'b' });
  assert.deepEqual([...new Edition(join(root, 'searched')).searched], ['two', 'three']);
  assert.deepEqual(searchedAfter([], { 'index.html': 'b' }), []);
  assert.deepEqual([...new Edition(join(root, 'searched'), { clean: true }).searched], []);
});

test('a file and a link that leads back to itself are refused in the place of the site', () => {
  write('mine', 'text');
  assert.throws(() => build('mine', {}), /mine, which is a file/);
  symlinkSync('round', join(root, 'round'));
  assert.throws(() => build('round', {}), /round, a link that leads back to itself/);
});
