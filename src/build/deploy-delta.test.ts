import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  cpSync,
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
import { fileURLToPath } from 'node:url';
import { deployedFile, writeDelta, writeDeltaSince } from './deploy-delta.ts';
import { Edition, editionsFolder } from './edition.ts';

const root = mkdtempSync(join(tmpdir(), 'deploy-delta-'));
after(() => rmSync(root, { recursive: true }));

type Files = Record<string, string>;

/** Builds a site of these files. */
function build(site: string, files: Files): void {
  const edition = new Edition(join(root, site));
  for (const [path, text] of Object.entries({ _headers: '', ...files }))
    edition.put(path, text, `made of ${text}`);
  edition.publish((changes) => writeDelta(edition, changes));
  edition.prepareNext();
}

const lists = (folder: string) =>
  Object.fromEntries(
    ['changes.json', 'upload.txt', 'delete.txt'].map((name) => [
      name,
      readFileSync(join(folder, name), 'utf8'),
    ]),
  );

/** Does what a deploy does: moves what the lists name, and nothing else. */
function deploy(site: string, folder: string, host: string): void {
  const { 'upload.txt': upload, 'delete.txt': remove } = lists(folder);
  for (const path of upload!.split('\n').filter(Boolean)) {
    mkdirSync(dirname(join(root, host, path)), { recursive: true });
    cpSync(join(root, site, path), join(root, host, path));
  }
  for (const path of remove!.split('\n').filter(Boolean)) rmSync(join(root, host, path));
}

const filesOf = (folder: string): Files =>
  Object.fromEntries(
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file): [string, string] => [
        file.slice(join(root, folder).length + 1),
        readFileSync(file, 'utf8'),
      ])
      .sort(),
  );

const editions: Files[] = [
  { 'index.html': 'one', '2024/é/index.html': 'a', '2024/gone/index.html': 'g' },
  { 'index.html': 'two', '2024/é/index.html': 'a', '2024/b/index.html': 'b' },
  { 'index.html': 'one', '2024/é/index.html': 'A', '2024/c/index.html': 'c' },
  { 'index.html': 'one', '2024/é/index.html': 'A', '2024/c/index.html': 'c', '2024/gone/index.html': 'g' },
];

test('a host that is given what is listed since its last deploy holds the site, whatever builds it missed', () => {
  const folder = join(root, 'lists');
  const kept = join(root, 'kept.files');
  editions.forEach((files, number) => {
    build('site', files);
    if (number === 1) return;
    writeDeltaSince(join(root, 'site'), folder, existsSync(kept) ? kept : undefined);
    deploy('site', folder, 'host');
    cpSync(join(folder, deployedFile), kept);
    assert.deepEqual(filesOf('host'), filesOf('site'), `after edition ${number}`);
  });
  assert.deepEqual(writeDeltaSince(join(root, 'site'), folder, kept), {
    added: [],
    changed: [],
    deleted: [],
  });
});

test('since the edition before, the lists are those of the build', () => {
  const folder = join(root, 'single');
  for (const files of editions) {
    const before = join(folder, deployedFile);
    build('steps', files);
    writeDeltaSince(join(root, 'steps'), folder, existsSync(before) ? before : undefined);
    assert.deepEqual(lists(folder), lists(editionsFolder(join(root, 'steps'))));
  }
  const { added, changed, deleted } = JSON.parse(lists(folder)['changes.json']!);
  assert.deepEqual([added[0].path, added[0].size, changed, deleted], ['2024/gone/index.html', 1, [], []]);
  assert.match(added[0].digest, /^[0-9a-f]{16}$/);
});

test('what is listed goes by what a file holds, not by what it was made of', () => {
  build('remade', { 'index.html': 'same' });
  writeDeltaSince(join(root, 'remade'), join(root, 'remade-lists'));
  const edition = new Edition(join(root, 'remade'));
  edition.put('_headers', '', 'other inputs');
  edition.put('index.html', 'same', 'other inputs');
  edition.publish(() => {});
  const changes = writeDeltaSince(
    join(root, 'remade'),
    join(root, 'x'),
    join(root, 'remade-lists', deployedFile),
  );
  assert.deepEqual(changes, { added: [], changed: [], deleted: [] });
});

test('a link of somebody’s own to OUT_DIR leads to the same site', () => {
  build('real', { 'index.html': 'one' });
  symlinkSync('real', join(root, 'link'));
  assert.deepEqual(writeDeltaSince(join(root, 'link'), join(root, 'link-lists')).added, [
    '_headers',
    'index.html',
  ]);
});

test('what is no site and no list of one is refused in words', () => {
  build('site', editions[0]!);
  const folder = join(root, 'refused');
  const write = (name: string, text: string) => {
    writeFileSync(join(root, name), text);
    return join(root, name);
  };
  mkdirSync(join(root, 'folder'));
  symlinkSync('nowhere', join(root, 'dangling'));
  for (const site of ['missing', 'folder', 'dangling']) {
    assert.throws(() => writeDeltaSince(join(root, site), folder), /is no finished site.*Build first/);
  }
  const site = join(root, 'site');
  assert.throws(() => writeDeltaSince(site, folder, join(root, 'none')), /There is no file .*none; expected/);
  const manifest = readFileSync(`${editionsFolder(site)}/a.files`, 'utf8');
  for (const text of ['', '<html>Not found</html>', manifest.slice(0, -9)]) {
    assert.throws(
      () => writeDeltaSince(site, folder, write('bad.files', text)),
      /bad\.files is no list of a site/,
    );
  }
  assert.ok(!existsSync(folder));
});

test('the command writes the lists and counts; a mistake ends it with one line', () => {
  build('command', { 'index.html': 'one' });
  const run = (...flags: string[]) =>
    spawnSync(process.execPath, [fileURLToPath(new URL('changes.ts', import.meta.url)), ...flags], {
      encoding: 'utf8',
      env: { ...process.env, OUT_DIR: join(root, 'command'), CACHE_DIR: join(root, 'cache') },
    });
  const first = run();
  assert.match(first.stdout, /^2 added, 0 changed, 0 deleted; lists in .*cache.deploy\n$/);
  const kept = join(root, 'cache/deploy', deployedFile);
  const again = run('--since', kept, '--out', join(root, 'chosen'));
  assert.match(again.stdout, /^0 added, 0 changed, 0 deleted; lists in .*chosen\n$/);
  assert.equal(readFileSync(join(root, 'chosen', deployedFile), 'utf8'), readFileSync(kept, 'utf8'));
  const wrong = run('--since', join(root, 'none'));
  assert.equal(wrong.status, 1);
  assert.match(wrong.stderr, /^There is no file .*\n$/);
  assert.match(run('--help').stdout, /--since FILE/);
});
