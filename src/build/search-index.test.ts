import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { digest } from '../lib/hash.ts';
import type { SearchList } from '../model/search-list.ts';
import { writeSearch, type SearchTarget } from './search-index.ts';
import { planShards } from './search-shards.ts';
import type { KnownWords } from './search-words.ts';

/** Words of stories by their path, which begins with their day. */
type Paper = Record<string, string>;
type Edition = Map<string, Buffer>;

/** Writes a paper's search in place of that of the last edition. */
async function publish(paper: Paper, last: Edition = new Map(), wordsFile?: string) {
  const edition: Edition = new Map();
  const read: string[] = [];
  const target: SearchTarget = {
    readAll: async (path) => (last.has(path) ? [last.get(path)!.toString()] : []),
    put: async (path, content) => void edition.set(path, Buffer.from(content)),
    keep: async (folder) => {
      const kept = [...last].filter(([path]) => path.startsWith(`${folder}/`));
      kept.forEach(([path, content]) => edition.set(path, content));
      return kept.length > 0;
    },
    page: async ({ path }) => {
      read.push(path);
      return `<main data-pagefind-body><h1 data-pagefind-meta="title">${paper[path]}</h1></main>`;
    },
    ...(wordsFile && { wordsFile }),
  };
  const stories = Object.entries(paper).map(([path, words]) => ({
    path,
    day: path.slice(1, 11).replaceAll('/', '-'),
    digest: digest(words),
  }));
  const reports: number[][] = [];
  await writeSearch(target, planShards(stories), (done, total) => reports.push([done, total]));
  if (stories.length > 0) assert.deepEqual(reports.at(-1), [stories.length, stories.length]);
  return { edition: new Map([...edition].sort()), read };
}

const listOf = (edition: Edition): SearchList => JSON.parse(edition.get('shards.json')!.toString());
/** Every file by its path, with a digest of its content. */
const filesOf = (edition: Edition) => [...edition].map(([path, content]) => `${path} ${digest(content)}`);

/** More than one shard: 300 stories each in two years and one in a third. */
const large: Paper = { '/2021/01/01/a/': 'first' };
for (const year of [2022, 2024]) {
  for (let n = 0; n < 300; n++) large[`/${year}/06/15/s${n}/`] = `story word${n} word${(n * 31) % 997}`;
}
const small: Paper = { '/2024/01/01/a/': 'first story', '/2024/01/02/b/': 'second story' };

test('an index has what the browser loads, and nothing else', async () => {
  const { edition } = await publish(small);
  assert.deepEqual(
    [...edition.keys()].map((path) => path.replace(/[^/]+(?=\.pf_)/, '*')),
    [
      ...['shards.json', 'shards/all/fragment/*.pf_fragment', 'shards/all/fragment/*.pf_fragment'],
      ...['shards/all/index/*.pf_index', 'shards/all/*.pf_meta'],
    ],
  );
  const { shards } = listOf(edition);
  assert.equal(shards.length, 1);
  const { head, digest: _, ...rest } = shards[0]!;
  assert.ok(edition.has(`shards/all/pagefind.${head}.pf_meta`));
  assert.deepEqual(rest, {
    name: 'all',
    first: '2024-01-01',
    last: '2024-01-02',
    years: ['2024'],
    stories: 2,
  });
});

test('what Pagefind makes of words is asked once, and kept for later builds', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'words-'));
  const file = join(folder, 'search-words.json');
  const remembered = () => JSON.parse(readFileSync(file, 'utf8')) as { method: string; known: KnownWords };
  const later = { ...small, '/2024/01/03/c/': 'stories of e-mail and Café, third' };
  try {
    for (const paper of [small, later, large, later]) {
      const { edition } = await publish(paper, new Map(), file);
      assert.deepEqual(filesOf(edition), filesOf((await publish(paper)).edition));
    }
    assert.ok(remembered().known.words.some(([word]) => word === 'stories'));

    // Of a word that is known, nothing is asked: here it is known to be another.
    const { method, known } = remembered();
    const [, ...third] = known.words.find(([word]) => word === 'third')!;
    const words = known.words.map((entry) => (entry[0] === 'first' ? ['first', ...third] : entry));
    const asBefore = await publish(later);
    const write = (method: string) =>
      writeFileSync(file, JSON.stringify({ method, known: { ...known, words } }));
    write(method);
    assert.notDeepEqual(filesOf((await publish(later, new Map(), file)).edition), filesOf(asBefore.edition));
    // Nor is anything believed that another version learnt, or of which half is left.
    write('other');
    assert.deepEqual(filesOf((await publish(later, new Map(), file)).edition), filesOf(asBefore.edition));
    writeFileSync(file, '{"method":');
    assert.deepEqual(filesOf((await publish(later, new Map(), file)).edition), filesOf(asBefore.edition));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('stories without a word are left out', async () => {
  const { edition } = await publish({ ...small, '/2024/01/03/c/': '…' });
  assert.equal(listOf(edition).shards[0]!.stories, 2);
  const { edition: wordless } = await publish({ '/2024/01/03/c/': '…' });
  assert.deepEqual([...wordless.keys()], ['shards.json']);
  assert.equal(listOf(wordless).shards[0]!.stories, 0);
});

test('a paper without a story has an empty list, also after it had some', async () => {
  const { edition } = await publish(small);
  for (const last of [undefined, edition]) {
    const { edition: empty } = await publish({}, last);
    assert.deepEqual([...empty.keys()], ['shards.json']);
    assert.deepEqual(listOf(empty), { firstStories: 450, includeCharacters: [], shards: [] });
  }
});

test('only shards that changed are made anew, and the bytes are those of a build from nothing', async () => {
  const first = await publish(large);
  assert.deepEqual(
    listOf(first.edition).shards.map(({ name }) => name),
    ['2024', '2022', '2021'],
  );
  assert.equal(first.read.length, 601);
  assert.deepEqual((await publish(large, first.edition)).read, []);

  const { '/2022/06/15/s9/': gone, ...rest } = large;
  const changed = { ...rest, '/2021/01/01/a/': `corrected ${gone}`, '/2021/02/02/b/': 'added' };
  const delta = await publish(changed, first.edition);
  assert.equal(delta.read.length, 299 + 2);
  assert.deepEqual(filesOf(delta.edition), filesOf((await publish(changed)).edition));
  const untouched = [...first.edition].filter(([path]) => path.startsWith('shards/2024/'));
  assert.ok(untouched.length > 300);
  for (const [path, content] of untouched) assert.equal(delta.edition.get(path), content, path);
});

test('an edition whose list is broken or whose files are gone is indexed again', async () => {
  const { edition } = await publish(small);
  const broken = ['{"shards":', '{"shards":[null],"includeCharacters":[]}', 'null'].map((text) =>
    new Map(edition).set('shards.json', Buffer.from(text)),
  );
  const withoutFiles = new Map([...edition].filter(([path]) => path === 'shards.json'));
  for (const last of [...broken, withoutFiles])
    assert.deepEqual(filesOf((await publish(small, last)).edition), filesOf(edition));
});

test('a page that cannot be read stops the search from being written', async () => {
  const stories = [{ path: '/2024/01/01/a/', day: '2024-01-01', digest: '' }];
  const target: SearchTarget = {
    readAll: async () => [],
    put: async () => assert.fail('nothing is put'),
    keep: async () => false,
    page: async () => {
      throw new Error('EIO');
    },
  };
  await assert.rejects(
    writeSearch(target, planShards(stories), () => {}),
    /EIO/,
  );
});
