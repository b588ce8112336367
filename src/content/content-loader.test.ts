import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { LoaderContext } from 'astro/loaders';
import type { ContentKind } from './content-kinds.ts';
import { contentLoader } from './content-loader.ts';
import { soundFiles, story } from './test-newsroom.ts';

const first = 'articles/2024/10/first.mdx';

interface StoredEntry {
  id: string;
  data: Record<string, unknown>;
  filePath?: string;
  digest?: string;
}

/** A project with a sound newsroom, and one of its collections with a store like Astro's. */
function makeCollection(t: TestContext, kind: ContentKind = 'articles') {
  const root = mkdtempSync(join(tmpdir(), 'loader-'));
  t.after(() => rmSync(root, { recursive: true }));
  const contentDir = join(root, 'content');
  const write = (path: string, content: string | Uint8Array, time = new Date('2024-10-05')) => {
    mkdirSync(dirname(join(contentDir, path)), { recursive: true });
    writeFileSync(join(contentDir, path), content);
    utimesSync(join(contentDir, path), time, time);
  };
  for (const [path, content] of Object.entries(soundFiles)) write(path, content);

  const entries = new Map<string, StoredEntry>();
  const remembered = new Map<string, string>();
  const printed: string[] = [];
  const watcher = Object.assign(new EventEmitter(), { add() {} });
  const store = Object.assign(entries, {
    set(entry: StoredEntry) {
      if (entries.get(entry.id)?.digest === entry.digest) return false;
      Map.prototype.set.call(entries, entry.id, entry);
      return true;
    },
  });
  const load = (dev: boolean) =>
    contentLoader(kind, { contentDir, timeZone: 'Europe/London' }).load({
      ...{ store, meta: remembered, config: { root: pathToFileURL(`${root}/`) } },
      ...(dev && { watcher }),
      logger: { error: (line: string) => printed.push(line) },
    } as unknown as LoaderContext);
  return { contentDir, entries, load, printed, watcher, write };
}

test('stores metadata only, with the file from the project’s root', async (t) => {
  const { contentDir, entries, load } = makeCollection(t);
  await load(false);
  assert.deepEqual([...entries.keys()], ['2024/10/first']);
  const { data, filePath } = entries.get('2024/10/first')!;
  assert.deepEqual(data, {
    title: 'A title',
    description: 'A sentence.',
    pubDate: '2024-10-02 14:05',
    section: 'world',
  });
  assert.equal(filePath, `content/${first}`);
  assert.ok(readFileSync(join(contentDir, first), 'utf8').includes('Some text.'));
});

test('reads a file again only when its size or time changed; forgets deleted ones', async (t) => {
  const { contentDir, entries, load, write } = makeCollection(t);
  await load(false);
  const title = () => entries.get('2024/10/first')?.data.title;
  write(first, story({ title: 'B title' }));
  await load(false);
  assert.equal(title(), 'A title');
  write(first, story({ title: 'C title' }), new Date('2024-10-06'));
  await load(false);
  assert.equal(title(), 'C title');

  write('articles/2024/10/second.mdx', story());
  rmSync(join(contentDir, first));
  await load(false);
  assert.deepEqual([...entries.keys()], ['2024/10/second']);
});

test('a file changed a moment ago is not taken for settled', async (t) => {
  const { entries, load, write } = makeCollection(t);
  const now = new Date();
  write(first, story(), now);
  await load(false);
  write(first, story({ title: 'B title' }), now);
  await load(false);
  assert.equal(entries.get('2024/10/first')!.data.title, 'B title');
});

test('a build fails on a mistake; dev prints it and keeps the last good version', async (t) => {
  const { entries, load, printed, watcher, write, contentDir } = makeCollection(t);
  await load(true);
  write(first, story({ title: undefined }));
  await assert.rejects(load(false), /articles\/2024\/10\/first\.mdx:1:1: "title" is missing\./);

  watcher.emit('change', join(contentDir, first));
  await setTimeout(100);
  assert.equal(printed.length, 1);
  assert.match(printed[0]!, /first\.mdx:1:1: "title" is missing\./);
  assert.equal(entries.get('2024/10/first')!.data.title, 'A title');

  write(first, story({ title: 'Mended', section: 'sport' }));
  watcher.emit('change', join(contentDir, first));
  await setTimeout(100);
  assert.match(printed[1]!, /first\.mdx:5:10: Unknown section "sport"/);

  write('sections.yaml', '- id: world\n  title: World\n- id: sport\n  title: Sport\n');
  watcher.emit('change', join(contentDir, 'sections.yaml'));
  await setTimeout(100);
  assert.equal(printed.length, 2);
  assert.equal(entries.get('2024/10/first')!.data.title, 'Mended');
});

test('sections keep the order of their file', async (t) => {
  const { entries, load, write } = makeCollection(t, 'sections');
  const section = (id: string) => `- id: ${id}\n  title: T\n`;
  await load(false);
  write('sections.yaml', ['sport', 'world', 'arts'].map(section).join(''));
  await load(false);
  // Astro hands entries out in the order of their ids.
  const byId = [...entries.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  assert.deepEqual(
    byId.map(({ data }) => data.id),
    ['sport', 'world', 'arts'],
  );
});
