import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { freePort } from '../bench/measure.ts';
import { story } from '../../src/content/test-newsroom.ts';
import { killBuild, root, testDir } from './builds.ts';

const contentDir = join(testDir, 'dev-content');
const storyFile = 'articles/2024/10/first.mdx';
const storyPath = '/2024/10/02/first/';

let output = '';
let server: ReturnType<typeof spawn>;
let address: string;

before(async () => {
  rmSync(contentDir, { recursive: true, force: true });
  cpSync(join(root, 'content/sections.yaml'), join(contentDir, 'sections.yaml'));
  write(storyFile, story({}, 'Words of the first version.'));
  write('articles/2024/10/held.mdx', story({ title: 'Not yet', draft: 'true' }));
  const port = await freePort();
  address = `http://localhost:${port}`;
  server = spawn(process.execPath, ['src/build/dev.ts', '--port', String(port), '--ignore-lock'], {
    cwd: root,
    detached: true,
    env: {
      ...process.env,
      CONTENT_DIR: contentDir,
      OUT_DIR: join(testDir, 'dev'),
      ASTRO_TELEMETRY_DISABLED: '1',
      NO_COLOR: '1',
      FORCE_COLOR: '0',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [server.stdout!, server.stderr!]) stream.on('data', (text) => (output += text));
});

after(async () => {
  killBuild(server);
  await once(server, 'close');
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(contentDir, path)), { recursive: true });
  writeFileSync(join(contentDir, path), text);
}

/** Asks for a page until it is as expected; the test runner says when that takes too long. */
async function shows(path: string, isExpected: (page: string, status: number) => boolean): Promise<string> {
  for (;;) {
    assert.equal(server.exitCode, null, output);
    // Until it listens, the server refuses.
    const response = await fetch(address + path).catch(() => undefined);
    const page = (await response?.text()) ?? '';
    if (response && isExpected(page, response.status)) return page;
    await new Promise((done) => setTimeout(done, 20));
  }
}

const has = (words: string) => (page: string) => page.includes(words);

test('a story is shown, and every later version of its text', async () => {
  await shows(storyPath, has('Words of the first version.'));
  for (const text of [
    'Words of the second.',
    'Of the third: {1 + 1}.',
    'Of the fourth: {2 + 2}.',
    'Plain.',
  ]) {
    write(storyFile, story({}, text));
    await shows(storyPath, has(text.replace('{1 + 1}', '2').replace('{2 + 2}', '4')));
  }
});

test('a new headline is shown on every page, and the text of another story after it', async () => {
  await shows('/', has('A title'));
  write(storyFile, story({ title: 'Another headline' }, 'Plain.'));
  await shows('/', has('Another headline'));
  await shows(storyPath, has('Another headline'));
  write(storyFile, story({ title: 'Another headline' }, 'Plainer.'));
  await shows(storyPath, has('Plainer.'));
});

test('a held story is shown and marked', async () => {
  assert.match(await shows('/2024/10/02/held/', has('Not yet')), /draft/i);
});

test('stories come and go', async () => {
  write('articles/2024/10/second.mdx', story({ title: 'The second' }, 'With code: {3 + 3}.'));
  await shows('/2024/10/02/second/', has('With code: 6.'));
  await shows('/', has('The second'));
  rmSync(join(contentDir, 'articles/2024/10/second.mdx'));
  await shows('/2024/10/02/second/', (_, status) => status === 404);
});

test('a mistake is printed once, and the story stays as it was without it', async () => {
  write(storyFile, story({ title: undefined }, 'Unseen.'));
  const printed = () => output.split('is missing').length - 1;
  await shows(storyPath, () => printed() > 0);
  assert.match(await shows(storyPath, has('Another headline')), /Plainer\./);
  write(storyFile, story({ title: undefined }, 'Unseen [link](/nowhere/).'));
  await shows(storyPath, () => output.includes('/nowhere/'));
  assert.equal(printed(), 1, output);
  write(storyFile, story({ title: 'Mended' }, 'Mended, too.'));
  await shows(storyPath, has('Mended, too.'));
});

test('what a text refers to is checked after it is shown', async () => {
  write(storyFile, story({ title: 'Mended' }, 'To [where](/not-there/) it leads.'));
  await shows(storyPath, has('it leads.'));
  await shows(storyPath, () => output.includes('/not-there/'));
});
