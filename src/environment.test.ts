import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readEnvironment } from './environment.ts';

const clock = () => new Date('2026-01-02T03:04:05.678Z');
const read = (variables: Record<string, string>) => readEnvironment(variables, clock);

test('settings have defaults', () => {
  const { contentDir, outDir, base, now } = read({});
  assert.match(contentDir, /\/content$/);
  assert.match(outDir, /\/dist$/);
  assert.equal(base, '');
  assert.equal(now.toISOString(), '2026-01-02T03:04:05.000Z');
  assert.equal(read({ SOURCE_DATE_EPOCH: '0' }).now.getTime(), 0);
  for (const path of ['/paper/', 'paper', '/paper']) assert.equal(read({ BASE_PATH: path }).base, '/paper');
});

test('a setting that cannot be meant is refused with what was expected', () => {
  const cases: [Record<string, string>, RegExp][] = [
    [{ SITE_URL: 'example.org' }, /SITE_URL is "example.org"; expected an origin/],
    [{ SITE_URL: 'https://example.org/paper/' }, /BASE_PATH=\/paper\//],
    [{ BASE_PATH: '/a b/' }, /BASE_PATH is "\/a b\/"; expected a path/],
    [{ SOURCE_DATE_EPOCH: 'today' }, /SOURCE_DATE_EPOCH is "today"; expected whole seconds/],
  ];
  for (const [variables, message] of cases) assert.throws(() => read(variables), message);
});

test('no build can replace the newsroom itself', () => {
  for (const folder of [
    '.',
    '..',
    '/',
    'content',
    'content/articles',
    'src',
    '.git',
    '.cache',
    'node_modules/x',
  ]) {
    assert.throws(() => read({ OUT_DIR: folder }), /a build would replace together with/, folder);
  }
  assert.throws(
    () => read({ OUT_DIR: '/papers/today', CONTENT_DIR: '/papers' }),
    /expected a folder of its own/,
  );
  assert.match(read({ OUT_DIR: '.cache/test/site' }).outDir, /site$/);
});

test('a preview is kept away from the folder that is deployed', () => {
  assert.equal(read({}).preview, false);
  assert.equal(read({ PREVIEW: '1' }).preview, true);
  assert.match(read({ PREVIEW: '1' }).outDir, /\/dist-preview$/);
  assert.match(read({ PREVIEW: '1', OUT_DIR: 'proof' }).outDir, /\/proof$/);
  assert.throws(() => read({ PREVIEW: 'yes' }), /^Error: PREVIEW is "yes"; expected 1 or 0\.$/);
});
