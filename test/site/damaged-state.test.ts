import assert from 'node:assert/strict';
import {
  appendFileSync,
  cpSync,
  globSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { before, beforeEach, describe, test } from 'node:test';
import { root, testDir } from './builds.ts';
import { copyPaper, type PaperCopy } from './paper-copy.ts';

let paper: PaperCopy;
/** The site with and without the story that `turnTo` adds. */
const whole: Map<string, string>[] = [];
let state = 0;

/** What every test begins with: a site and a cache that are sound. */
const kept = ['.cache', 'served', '.served-editions'];
const copying = { recursive: true, preserveTimestamps: true, verbatimSymlinks: true };

const cacheDir = join(testDir, 'damaged-state/.cache');
const inCache = (path: string) => join(cacheDir, path);
const inEditions = (path: string) => paper.folder(`.served-editions/${path}`);
const servedTree = () => readlinkSync(paper.folder('served')).at(-1)!;
const otherTree = () => (servedTree() === 'a' ? 'b' : 'a');

/** Leaves a file with half of its bytes. */
function halve(file: string): void {
  truncateSync(file, Math.floor(readFileSync(file).length / 2));
}

function one(pattern: string): string {
  const [found] = globSync(pattern, { cwd: paper.folder('') });
  assert.ok(found, `nothing is called ${pattern}`);
  return paper.folder(found);
}

function story(name: string, body: string, more = ''): void {
  const frontmatter = `title: ${name}\ndescription: What it says.\npubDate: 2024-10-04\nsection: world\ntags: [${name}]`;
  paper.write(`content/articles/2024/10/${name}.mdx`, `---\n${frontmatter}${more}\n---\n\n${body}\n`);
}

/** Adds a story to the content, or takes it away. */
function turnTo(next: number): void {
  state = next;
  const path = 'content/articles/2024/10/comes.mdx';
  if (state === 1) story('comes', 'Comes and goes.');
  else if (paper.list('content').includes(path)) paper.remove(path);
}

before(async () => {
  paper = copyPaper('damaged-state', { CACHE_DIR: cacheDir });
  rmSync(paper.folder('content'), { recursive: true });
  paper.write('content/sections.yaml', '- id: world\n  title: World\n');
  const picture = 'articles/2024/10/missile-counts-compared.png';
  mkdirSync(dirname(paper.folder(`content/${picture}`)), { recursive: true });
  cpSync(join(root, 'content', picture), paper.folder(`content/${picture}`));
  story('pictured', 'A paragraph.', '\nimage: { src: missile-counts-compared.png, alt: A, credit: B }');
  for (let number = 0; number < 5; number++) story(`story-${number}`, `The paragraph ${number}.`);
  for (const next of [0, 1]) {
    turnTo(next);
    await paper.build('whole', '--clean');
    whole.push(paper.tree('whole'));
  }
  turnTo(0);
  await paper.build('served');
  for (const path of kept) cpSync(paper.folder(path), paper.folder(`kept/${path}`), copying);
});

// Each damage meets a site whose next build has something to do.
beforeEach(() => {
  for (const path of kept) {
    rmSync(paper.folder(path), { recursive: true, force: true });
    cpSync(paper.folder(`kept/${path}`), paper.folder(path), copying);
  }
  turnTo(1);
});

/** Builds, and looks at the site and at what was said. */
async function assertMended(discarded: RegExp | undefined, ...flags: string[]): Promise<void> {
  const { code, output } = await paper.run('served', ...flags);
  assert.equal(code, 0, output);
  assert.doesNotMatch(output, /^ +at /m);
  const lines = output
    .split('\n')
    .filter((line) => /beginning a new one|made anew|making them anew/.test(line));
  assert.equal(lines.length, discarded ? 1 : 0, output);
  if (discarded) assert.match(lines[0]!, discarded);
  assert.deepEqual(paper.tree('served'), whole[state]);
  // And the tree that the next build works in is sound too.
  turnTo(0);
  await paper.build('served');
  assert.deepEqual(paper.tree('served'), whole[state]);
}

const database = () => inCache('content.sqlite');

/** Puts something in the place of the cache of content. */
function replaceDatabase(make: (file: string) => void): void {
  for (const end of ['', '-wal', '-shm']) rmSync(database() + end, { force: true });
  make(database());
}

describe('the cache of content', () => {
  const discarded = /content\.sqlite/;
  const replacements: Record<string, (file: string) => void> = {
    garbage: (file) => writeFileSync(file, 'no database '.repeat(10_000)),
    'a database of something else': (file) => {
      const foreign = new DatabaseSync(file);
      foreign.exec('CREATE TABLE invoices (number)');
      foreign.close();
    },
    'a folder': (file) => mkdirSync(join(file, 'inner'), { recursive: true }),
  };
  for (const [what, make] of Object.entries(replacements)) {
    test(`${what} in its place`, async () => {
      replaceDatabase(make);
      await assertMended(discarded);
    });
  }

  test('cut off in the middle', async () => {
    const open = new DatabaseSync(database());
    open.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    open.close();
    halve(database());
    await assertMended(discarded);
  });

  test('of an older version', async () => {
    const open = new DatabaseSync(database());
    open.exec('PRAGMA user_version = 1');
    open.close();
    await assertMended(discarded);
  });

  test('empty', async () => {
    replaceDatabase((file) => writeFileSync(file, ''));
    await assertMended(undefined);
  });
});

describe('pictures in the cache', () => {
  for (const [what, damage] of Object.entries({
    empty: (file: string) => truncateSync(file),
    'half written': halve,
  })) {
    test(`that are ${what} are made again`, async () => {
      for (const file of globSync(inCache('pictures/made/*'))) damage(file);
      await assertMended(undefined, '--clean');
    });
  }
});

describe('the bundle of the templates', () => {
  const damages: Record<string, () => void> = {
    'without its program': () => rmSync(one('.cache/templates/*/bundle'), { recursive: true }),
    'without a piece of its program': () => rmSync(one('.cache/templates/*/bundle/chunks/*.mjs')),
    'with half a piece of its program': () => halve(one('.cache/templates/*/bundle/chunks/*.mjs')),
    'with half its digests': () => halve(one('.cache/templates/*/digests.json')),
    'without its styles': () => rmSync(one('.cache/templates/*/_astro'), { recursive: true }),
  };
  for (const [what, damage] of Object.entries(damages)) {
    test(`${what} is made anew`, async () => {
      damage();
      await assertMended(/templates/);
    });
  }
});

describe('what is known of the editions', () => {
  const damages: Record<string, [discarded: RegExp | undefined, damage: () => void]> = {
    'its list cut off': [/\.files/, () => halve(inEditions(`${servedTree()}.files`))],
    'its list cut off after a line': [
      /\.files/,
      () => {
        const file = inEditions(`${servedTree()}.files`);
        const lines = readFileSync(file, 'utf8').split('\n');
        writeFileSync(file, `${lines.slice(0, lines.length / 2).join('\n')}\n`);
      },
    ],
    'its list overwritten': [
      /\.files/,
      () => writeFileSync(inEditions(`${servedTree()}.files`), 'Standfirst edition 1\n{"policies":[\n'),
    ],
    'its list gone': [/\.files/, () => rmSync(inEditions(`${servedTree()}.files`))],
    'nothing known of how the trees differ': [undefined, () => rmSync(inEditions('differing'))],
    'half a line of how the trees differ': [
      undefined,
      () => appendFileSync(inEditions('differing'), '2024/1'),
    ],
    'the other tree gone': [undefined, () => rmSync(inEditions(otherTree()), { recursive: true })],
    'the link gone': [undefined, () => rmSync(paper.folder('served'))],
    'the link replaced by a copy of what it leads to': [
      undefined,
      () => {
        rmSync(paper.folder('served'));
        cpSync(inEditions('a'), paper.folder('served'), { recursive: true });
      },
    ],
    'the link leading nowhere': [
      /\.files/,
      () => {
        rmSync(paper.folder('served'));
        symlinkSync('.served-editions/c', paper.folder('served'));
      },
    ],
    'an empty lock': [undefined, () => writeFileSync(inEditions('lock'), '')],
  };
  for (const [what, [discarded, damage]] of Object.entries(damages)) {
    test(what, async () => {
      damage();
      await assertMended(discarded);
    });
  }
});

describe('a finished site that was changed by hand', () => {
  const page = '2024/10/04/story-0/index.html';

  for (const [what, change] of Object.entries({
    edited: () => appendFileSync(paper.folder(`served/${page}`), 'by hand'),
    deleted: () => rmSync(paper.folder(`served/${page}`)),
  })) {
    test(`${what}, it is mended by --clean`, async () => {
      change();
      await assertMended(undefined, '--clean');
    });
  }

  test('a missing page that a build needs is named with the way out', async () => {
    rmSync(paper.folder(`served/${page}`));
    const { code, output } = await paper.run('served');
    assert.equal(code, 1);
    assert.match(output, new RegExp(`${page}.*--clean`, 's'));
    assert.doesNotMatch(output, /^ +at /m);
    await assertMended(undefined, '--clean');
  });

  test('a file in the place of the site is not overwritten', async () => {
    rmSync(paper.folder('served'));
    writeFileSync(paper.folder('served'), 'Mine.');
    const { code, output } = await paper.run('served');
    assert.equal(code, 1);
    assert.match(output, /served/);
    assert.equal(readFileSync(paper.folder('served'), 'utf8'), 'Mine.');
    rmSync(paper.folder('served'));
  });
});
