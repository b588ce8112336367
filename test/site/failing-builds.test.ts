import assert from 'node:assert/strict';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { before, describe, test } from 'node:test';
import { outDir, root, runBuild, testDir } from './builds.ts';
import { assertNone } from './site.ts';

const contentDir = join(testDir, 'bad-content');
/** The edition that readers see while a build fails. */
const served = outDir('served');

/** A story without a mistake but the given one: lines of frontmatter replaced by key, and another body. */
function story(changes: Record<string, string | undefined> = {}, body = 'A paragraph.\n'): string {
  const keys = {
    title: 'A story',
    description: 'What it says.',
    pubDate: '2024-10-02',
    section: 'world',
    ...changes,
  };
  const lines = Object.entries(keys).filter(([, value]) => value !== undefined);
  return `---\n${lines.map(([key, value]) => `${key}: ${value}\n`).join('')}---\n\n${body}`;
}

/** Files, each with one mistake: where it is, and what its message must tell. */
const mistakes: { file: string; content: string | Buffer; at: number | [number, number]; says: RegExp }[] = [
  { file: 'no-title', content: story({ title: undefined }), at: [1, 2], says: /title/ },
  { file: 'yaml', content: story({ title: '[one, two' }), at: [2, 6], says: /YAML|bracket|\]/i },
  {
    file: 'key',
    content: story({ pubDate: undefined, pubdate: '2024-10-02' }),
    at: 5,
    says: /pubdate.*pubDate/,
  },
  { file: 'section', content: story({ section: 'wrold' }), at: 5, says: /wrold.*world/ },
  { file: 'date', content: story({ pubDate: '2024-06-31' }), at: 4, says: /2024-06-31/ },
  { file: 'two', content: story({ slug: 'same' }), at: 6, says: /\/2024\/10\/02\/same\/.*one\.mdx/ },
  {
    file: 'picture',
    content: story({ image: '{ src: nothing.jpg, alt: A, credit: B }' }),
    at: 6,
    says: /nothing\.jpg/,
  },
  { file: 'alt', content: story({ image: '{ src: there.svg, credit: B }' }), at: 6, says: /alt/ },
  { file: 'credit', content: story({ image: '{ src: there.svg, alt: A }' }), at: 6, says: /credit/ },
  {
    file: 'related',
    content: story({ related: '[2024/10/sectoin]' }),
    at: 6,
    says: /2024\/10\/sectoin.*2024\/10\/section/,
  },
  { file: 'series', content: story({ series: 'widening' }), at: 6, says: /widening/ },
  {
    file: 'component',
    content: story({}, 'Text.\n\n<Figur src="there.svg" alt="A" credit="B" />\n'),
    at: 10,
    says: /Figur.*Figure/,
  },
  {
    file: 'unclosed',
    content: story({}, '<FactBox title="A">\n\nText.\n'),
    at: [8, 11],
    says: /FactBox|clos/,
  },
  {
    file: 'link',
    content: story({}, 'To [nowhere](/2024/10/03/nowhere/).\n'),
    at: 8,
    says: /\/2024\/10\/03\/nowhere\//,
  },
  { file: 'body', content: story({}, ''), at: [6, 8], says: /text|body|empty/i },
  { file: 'utf16', content: Buffer.from(`\uFEFF${story()}`, 'utf16le'), at: 1, says: /UTF-16/ },
  {
    file: 'latin1',
    content: Buffer.from(story({ title: 'Caf\u00e9' }), 'latin1'),
    at: [1, 2],
    says: /UTF-8/,
  },
];

before(async () => {
  await rm(contentDir, { recursive: true, force: true });
  await write(contentDir, 'sections.yaml', '- id: world\n  title: World\n');
  await write(contentDir, 'articles/2024/10/there.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>');
  await write(contentDir, 'articles/2024/10/one.mdx', story({ slug: 'same' }));
  for (const { file, content } of mistakes) await write(contentDir, `articles/2024/10/${file}.mdx`, content);
  await rm(served, { recursive: true, force: true });
  await write(served, 'index.html', 'Yesterday’s edition');
  await write(served, '2024/10/01/a/index.html', 'A story of yesterday');
  await write(served, '_headers', '/*\n');
});

describe('a build of content with mistakes', () => {
  let code: number | null;
  let output: string;
  before(async () => {
    ({ code, output } = await runBuild({ CONTENT_DIR: contentDir, OUT_DIR: served }));
  });

  test('ends with 1 and leaves what is served as it was', async () => {
    assert.equal(code, 1);
    await assertServedAsItWas();
  });

  for (const { file, at, says } of mistakes) {
    test(`tells of ${file}.mdx at its place what is wrong and how to mend it`, () => {
      const told = problems(output).filter(
        ({ path, message }) => path.endsWith(`/${file}.mdx`) && says.test(message),
      );
      assert.equal(told.length, 1, `${told.length} problems in:\n${output}`);
      const [{ path, line, message }] = told as [ReturnType<typeof problems>[0]];
      assert.equal(path, join(relative(root, contentDir), `articles/2024/10/${file}.mdx`));
      const [first, last] = typeof at === 'number' ? [at, at] : at;
      assert.ok(line >= first && line <= last, `line ${line}: ${message}`);
      assert.ok(message.length > 30, message);
    });
  }

  test('tells of nothing else', () => {
    const files = problems(output).map(({ path }) => path.split('/').at(-1)!.replace('.mdx', ''));
    const known = mistakes.map(({ file }) => file);
    assertNone(files.filter((file) => !known.includes(file)));
  });
});

test('a story whose code fails is told of at its line, and what is served stays', async () => {
  const dir = join(testDir, 'throwing-content');
  await rm(dir, { recursive: true, force: true });
  await write(dir, 'sections.yaml', '- id: world\n  title: World\n');
  await write(dir, 'articles/2024/10/throws.mdx', story({}, '{[].missing.length} things happened.\n'));
  const { code, output } = await runBuild({ CONTENT_DIR: dir, OUT_DIR: served });
  assert.equal(code, 1);
  assert.match(
    output,
    /throws\.mdx:8:13: The code of this story fails when it runs: TypeError: .*\n\n1 problem /,
  );
  await assertServedAsItWas();
});

test('a build that is called wrongly says where to read how, and makes nothing', async () => {
  for (const flag of ['--previw', 'preview', '--part']) {
    const { code, output } = await runBuild({ OUT_DIR: served }, { flags: [flag] });
    assert.equal(code, 1);
    assert.match(output, /^.*'-*p.*[\w']\. `npm run build -- --help` tells how it is called\.\n$/);
  }
  await assertServedAsItWas();
});

async function assertServedAsItWas(): Promise<void> {
  const files = (await readdir(served, { recursive: true })).filter((file) => file.endsWith('.html'));
  assert.deepEqual(files.sort(), ['2024/10/01/a/index.html', 'index.html']);
  assert.equal(await readFile(join(served, 'index.html'), 'utf8'), 'Yesterday’s edition');
  assert.equal(await readFile(join(served, '2024/10/01/a/index.html'), 'utf8'), 'A story of yesterday');
}

/** Lines of the form `path:line:column: message`. */
function problems(output: string): { path: string; line: number; message: string }[] {
  return [...output.matchAll(/^(\S+?):(\d+):\d+: (.*)$/gm)].map(([, path, line, message]) => ({
    path: path!,
    line: Number(line),
    message: message!,
  }));
}

async function write(dir: string, file: string, content: string | Buffer): Promise<void> {
  await mkdir(dirname(join(dir, file)), { recursive: true });
  await writeFile(join(dir, file), content);
}
