import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, renameSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { openContentReader, type ReaderOptions } from './content-reader.ts';
import { startReaders } from './read-in-parallel.ts';
import { linesOf, readerOptions, story, writeNewsroom } from './test-newsroom.ts';

const first = 'articles/2024/10/first.mdx';
const second = 'articles/2024/10/second.mdx';
const long = new Date('2024-10-05');

/** A newsroom of a sound story, and readers of it that share a cache as processes do. */
function makePaper(t: TestContext, files: Record<string, string | Uint8Array> = {}) {
  const newsroom = writeNewsroom(files);
  t.after(newsroom.remove);
  const { folder, contentDir } = newsroom;
  const open = (options: Partial<ReaderOptions> = {}) => {
    const reader = openContentReader({ ...readerOptions(folder), ...options });
    t.after(() => reader.close());
    return reader;
  };
  /** Reads in a process of its own, as it were; counts the files that were read. */
  const build = async (options: Partial<ReaderOptions> = {}) => {
    let read = 0;
    const content = await open(options).read((done) => (read = done));
    return { ...content, read, lines: linesOf(content.problems, contentDir) };
  };
  const settle = () => {
    for (const path of readdirSync(contentDir, { recursive: true, encoding: 'utf8' })) {
      utimesSync(join(contentDir, path), long, long);
    }
  };
  return { ...newsroom, open, build, settle };
}

test('only files whose size or times changed are read again; what is gone is forgotten', async (t) => {
  const { build, contentDir, settle, write } = makePaper(t);
  settle();
  assert.equal((await build()).read, 2);
  assert.equal((await build()).read, 0);
  const title = ({ archive }: Awaited<ReturnType<typeof build>>) =>
    archive!.articles.get('2024/10/first')?.title;

  write(first, story({ title: 'B title' }), long);
  assert.equal(title(await build()), 'B title', 'of the same size and time of modification');
  write(second, story({ title: 'D title' }), long);
  assert.equal((await build()).read, 1);
  renameSync(join(contentDir, second), join(contentDir, first));
  assert.equal(title(await build()), 'D title', 'a file that was renamed onto it');
  write(first, story({ title: 'C title' }), new Date('2024-10-06'));
  const edited = await build();
  assert.deepEqual([title(edited), edited.read], ['C title', 1]);

  renameSync(join(contentDir, first), join(contentDir, second));
  const renamed = await build();
  assert.deepEqual([...renamed.archive!.articles.keys()], ['2024/10/second']);
  assert.deepEqual([...renamed.texts.keys()], [second]);
});

test('a file changed a moment ago is not taken for settled', async (t) => {
  const { build, write } = makePaper(t);
  const now = new Date();
  write(first, story(), now);
  await build();
  write(first, story({ title: 'B title' }), now);
  assert.equal((await build()).archive!.articles.get('2024/10/first')!.title, 'B title');
});

test('a fresh checkout is not read: git tells the digests; what is not committed is', async (t) => {
  const many = Array.from({ length: 60 }, (_, n) => [`articles/2024/10/n${n}.md`, story({}, `Text ${n}.`)]);
  const { build, contentDir, settle, write } = makePaper(t, Object.fromEntries(many));
  const git = (...options: string[]) =>
    execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.org', ...options], {
      cwd: contentDir,
    });
  settle();
  await build();
  git('init', '-q');
  git('add', '.');
  git('commit', '-q', '-m', 'All');
  const later = new Date('2024-10-07');
  for (const [path] of many) utimesSync(join(contentDir, path!), later, later);
  git('status');
  assert.equal((await build()).read, 0);
  for (const [path] of many) utimesSync(join(contentDir, path!), long, long);
  git('status');
  write('articles/2024/10/n7.md', story({ title: 'Not committed' }));
  write('articles/2024/10/new.md', story({ title: 'Nor this' }));
  const { archive, read } = await build();
  assert.equal(read, 2);
  assert.equal(archive!.articles.get('2024/10/n7')!.title, 'Not committed');
  assert.equal(archive!.articles.get('2024/10/new')!.title, 'Nor this');

  git('update-index', '--assume-unchanged', 'articles/2024/10/n8.md');
  for (const [path] of many) utimesSync(join(contentDir, path!), later, later);
  write('articles/2024/10/n8.md', story({ title: 'Not looked at by git' }));
  git('status');
  assert.equal((await build()).archive!.articles.get('2024/10/n8')!.title, 'Not looked at by git');
});

test('threads find what is found without them: data, places of mistakes, texts', async (t) => {
  const files = new Map([['articles/2024/10/code.mdx', story({}, 'Six {2 * 3}.')]]);
  for (let n = 0; n < 150; n++) {
    const keys = n % 10 === 3 ? { tags: `a${n}` } : n % 10 === 5 ? { section: 'wrold' } : {};
    files.set(`articles/2024/10/n${n}.mdx`, story(keys, n % 10 === 7 ? '[x](/nope/)' : `Words ${n}.`));
  }
  const { contentDir, folder, open, write } = makePaper(t);
  const reader = open({ cacheDir: join(folder, 'other-cache') });
  await reader.read();
  for (const [path, text] of files) {
    write(path, text);
    await reader.update(new Set([path]));
  }
  const one = await reader.update(new Set());
  const threads = await open().read();
  assert.deepEqual(threads, one);
  const lines = linesOf(one.problems, contentDir);
  assert.equal(lines.length, 45);
  assert.match(
    lines.find((line) => line.includes('/n13.mdx'))!,
    /n13\.mdx:6:7: "tags" is "a13"/,
  );
  assert.equal(one.texts.get('articles/2024/10/code.mdx')!.isCode, true);
});

test('a file that cannot be read is named', async (t) => {
  const { folder } = makePaper(t);
  const { contentDir, cacheDir, site } = readerOptions(folder);
  const settings = { contentDir, timeZone: site.timeZone, base: '', articleCode: site.articleCode };
  const cacheFile = join(cacheDir, 'content.sqlite');
  const readers = startReaders({ settings, cacheFile, paper: { folder: 'content', version: '1' } });
  t.after(() => readers.close());
  await assert.rejects(
    readers.read([{ path: 'articles/2024/10' }], () => {}),
    /content\/articles\/2024\/10 cannot be read \(EISDIR/,
  );
});

test('mistakes are found again in an unchanged file', async (t) => {
  const { build, settle } = makePaper(t, { [second]: story({ title: undefined, slug: 'x' }, '<Figur />') });
  settle();
  const lines = (await build()).lines;
  assert.equal(lines.length, 2);
  assert.deepEqual((await build()).lines, lines);
});

test('each way of reading has its own memory of a folder', async (t) => {
  const { build, settle, write } = makePaper(t);
  write(first, story({ pubDate: '2024-09-30T23:30:00Z' }));
  settle();
  const { site } = readerOptions('');
  assert.deepEqual((await build()).lines, []);
  // West of London it is still September.
  const newYork = await build({ site: { ...site, timeZone: 'America/New_York' } });
  assert.match(newYork.lines.join(), /but the file lies in articles\/2024\/10/);
  assert.deepEqual((await build()).read, 0);
});

test('npm run dev keeps the last version of a file without a mistake, and shows held stories', async (t) => {
  const { contentDir, open, write } = makePaper(t, { [second]: story({ draft: 'true' }) });
  const reader = open({ isDev: true });
  const update = async (path: string, text?: string) => {
    if (text === undefined) rmSync(join(contentDir, path), { recursive: true });
    else write(path, text);
    const { archive, problems } = await reader.update(new Set([path]));
    return {
      lines: linesOf(problems, contentDir),
      titles: archive!.paper.articles.map(({ title }) => title),
    };
  };
  assert.equal((await reader.read()).archive!.articles.get('2024/10/second')!.held, 'draft');

  const broken = await update(first, story({ title: undefined }));
  assert.match(broken.lines.join(), /first\.mdx:1:1: "title" is missing/);
  assert.deepEqual(broken.titles, ['A title', 'A title']);

  const sections = '- id: world\n  title: World\n';
  const misplaced = await update(first, story({ title: 'Sports', section: 'sport' }));
  assert.match(misplaced.lines.join(), /Unknown section "sport"/);
  assert.deepEqual(misplaced.titles, ['A title', 'A title']);
  const mended = await update('sections.yaml', `${sections}- id: sport\n  title: Sport\n`);
  assert.deepEqual(mended, { lines: [], titles: ['Sports', 'A title'] });

  // Its story still names a section that is gone.
  assert.deepEqual((await update('sections.yaml', sections)).titles, ['A title']);
  assert.deepEqual((await update('sections.yaml', `${sections}- id: sport`)).titles, ['A title']);
  assert.deepEqual((await update('articles/2024', undefined)).titles, []);
});

test('while only a text changes, the archive stays; what the text refers to is checked later', async (t) => {
  const { contentDir, open, write } = makePaper(t);
  const reader = open({ isDev: true });
  const { archive } = await reader.read();
  const edit = async (body: string) => {
    const before = archive!.articles.get('2024/10/first')!.digest;
    write(first, story({}, body));
    const content = await reader.update(new Set([first]));
    assert.equal(content.archive, archive);
    const { digest } = archive!.articles.get('2024/10/first')!;
    assert.notEqual(digest, before);
    assert.equal(content.texts.get(first)!.digest, digest);
    return content;
  };
  assert.equal((await edit('Two words, or three {1}.')).texts.get(first)!.isCode, true);
  assert.match(linesOf((await edit('<Figur />')).problems, contentDir).join(), /There is no <Figur>/);
  assert.deepEqual((await edit('[x](/nope/)')).problems, []);
  const checked = await reader.check();
  assert.match(linesOf(checked.problems, contentDir).join(), /There is no page at "\/nope\/"/);
  assert.equal(checked.archive, archive);

  write('pages/nope.mdx', '---\ntitle: A page\ndescription: A page.\n---\n\nText.\n');
  assert.deepEqual((await reader.update(new Set(['pages/nope.mdx']))).problems, []);
});

test('a check finds what a build does, and leaves texts to be compiled by whoever shows them', async (t) => {
  const { build, folder, settle } = makePaper(t, {
    [second]: story({ title: 'Second' }, '## One\n\n[To](#two) [nowhere](/nowhere/).\n'),
    'articles/2024/10/code.mdx': story({ title: 'Third' }, '{1 + 1}'),
    'articles/2024/10/deep.mdx': story({ title: 'Fourth' }, `${'> '.repeat(3000)}deep`),
  });
  settle();
  const checked = await build({ isCheck: true });
  const built = await build({ cacheDir: join(folder, 'other-cache') });
  assert.deepEqual(checked.lines, built.lines);
  assert.equal(checked.lines.length, 3);
  assert.deepEqual(checked.texts, built.texts);
  assert.equal((await build()).read, 0);
});
