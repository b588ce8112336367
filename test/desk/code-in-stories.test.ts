import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { runBuild } from '../site/builds.ts';
import { deskEpoch, openDesk, story, type DeskPaper } from './desk.ts';

const papers: DeskPaper[] = [];
after(() => papers.forEach((paper) => paper.remove()));

/** A paper whose stories have these bodies, with files beside the content folder. */
function paperOf(bodies: Record<string, string>, beside: Record<string, string> = {}): DeskPaper {
  const stories = Object.entries(bodies).map(([name, body]) => [fileOf(name), story({ title: name }, body)]);
  const paper = openDesk(Object.fromEntries(stories));
  papers.push(paper);
  mkdirSync(join(paper.folder, 'code'));
  for (const [name, text] of Object.entries(beside)) writeFileSync(join(paper.folder, 'code', name), text);
  return paper;
}

/** The problems that were printed, with paths as if the paper's folder were the project's. */
const problemsIn = (output: string) =>
  output
    .split('\n')
    .filter((line) => /^\S*content\/\S+:\d+:\d+: /.test(line))
    .map((line) => line.replace(/^\S*content\//, 'content/').replace(/ in \S*\/code\//, ' in code/'));

const fileOf = (name: string) => `articles/2024/10/${name}.mdx`;
const code = '../../../../code';

describe('stories with code that would fail a build', () => {
  const bodies = {
    sound: 'export const sum = 1 + 1;\n\nThey were {sum}.\n',
    'no-file': 'import { rows } from "./rows.ts";\n\nThey were {rows}.\n',
    'no-package': 'import rows from "@rows/of-news";\n\nThey were {rows}.\n',
    'no-export': `import { rows } from "${code}/data.ts";\n\nThey were {rows}.\n`,
    'bad-import': `import Chart from "${code}/Bad.astro";\n\n<Chart />\n`,
    'throws-itself': 'Words.\n\nThey were {[].missing.length}.\n',
    'throws-elsewhere': `import Chart from "${code}/Chart.astro";\n\n<Chart />\n`,
    ends: 'Words.\n\n{process.exit()}\n',
    reassigns: 'export const sum = 2;\n\nThey were {sum = 3}.\n',
    'taken-name': 'export const frontmatter = 2;\n\nWords.\n',
    'no-text': 'export const [name] = [];\n\nWords.\n\n<PullQuote by={name}>Words of {1 + 1}</PullQuote>\n',
    twice: 'export const a = 2;\n\nWords.\n\nexport const b = 1;\nexport const a = 3;\n',
    itself: 'import Me from "./itself.mdx";\n\n<Me />\n',
  };
  const paper = paperOf(bodies, {
    'data.ts': 'export const lines = 3;\n',
    'Bad.astro': '---\nconst rows = ;\n---\n',
    'Chart.astro': '---\nconst { rows } = Astro.props;\n---\n<b>{rows.length}</b>\n',
  });
  const fails = 'The code of this story fails when it runs:';
  const expected = [
    'bad-import:8:1: The code of this story in code/Bad.astro, line 2, cannot be read: Unexpected token. Correct it.',
    'ends:10:1: The code of this story never ends, needs more than half a gigabyte of memory, or ends the program. Look for a loop, and for a file that it imports and that imports it.',
    'itself:8:1: A story cannot import itself. Take this out.',
    'no-export:8:10: “rows” is imported from data.ts, which does not export it. Correct the name, or export it there.',
    'no-file:8:23: “./rows.ts” is imported. There is no such file: correct the path, or put the file there.',
    'no-package:8:19: “@rows/of-news” is imported. There is no such package: correct its name, or install it with npm install @rows/of-news.',
    `no-text:8:1: ${fails} TypeError: by of <PullQuote> is undefined; expected a text. Correct it.`,
    'reassigns:8:1: The code of this story cannot be read: Unexpected re-assignment of const variable `sum`. Correct it.',
    'taken-name:8:1: “frontmatter” is the name of something that every story has. Take another name.',
    `throws-elsewhere:8:1: ${fails} TypeError: Cannot read properties of undefined (reading 'length'). Correct it.`,
    `throws-itself:10:23: ${fails} TypeError: Cannot read properties of undefined (reading 'length'). Correct it.`,
    'twice:13:1: “a” is imported or defined twice in this story. Give one of the two another name.',
  ].map((line) => line.replace(/^([\w-]+)/, (name) => `content/${fileOf(name)}`));

  test('check tells of each at its place', async () => {
    const { code, stdout, stderr } = await paper.run('check');
    assert.deepEqual([code, stderr], [1, '']);
    assert.deepEqual(problemsIn(stdout), expected);
  });

  test('a build tells the same, and makes nothing', async () => {
    const { code, output } = await runBuild({
      CONTENT_DIR: paper.contentDir,
      OUT_DIR: join(paper.folder, 'site'),
      CACHE_DIR: join(paper.folder, 'cache'),
    });
    assert.equal(code, 1);
    assert.deepEqual(problemsIn(output), expected);
    assert.ok(output.includes('\n12 problems in 12 files. Nothing was built.'), output);
  });
});

describe('code that is sound', () => {
  const counting =
    `import { appendFileSync } from "node:fs";\nimport { lines } from "${code}/data.ts";\n` +
    'export const ran = appendFileSync("RUNS", "x");\n\nThey were {lines.length}.\n';

  test('is run once, and again when it or what it imports changes', async () => {
    const paper = paperOf({}, { 'data.ts': 'export const lines = [3];\n' });
    const runs = join(paper.folder, 'runs');
    writeFileSync(runs, '');
    const write = (body: string) => paper.write(fileOf('counts'), story({ title: 'Counts' }, body));
    const checked = async () => {
      const { code, stdout } = await paper.run('check');
      return [code, readFileSync(runs, 'utf8').length, /Counts|never|fails/.exec(stdout)?.[0]];
    };
    const body = counting.replace('RUNS', runs);
    write(body);
    assert.deepEqual(await checked(), [0, 1, undefined]);
    assert.deepEqual(await checked(), [0, 1, undefined]);
    write(`${body}\nMore words.\n`);
    assert.deepEqual(await checked(), [0, 2, undefined]);
    writeFileSync(join(paper.folder, 'code/data.ts'), 'export const lines = undefined;\n');
    assert.deepEqual(await checked(), [1, 3, 'fails']);
    // What failed is tried each time: it may be mended elsewhere.
    assert.deepEqual(await checked(), [1, 4, 'fails']);
  });

  test('goes by what it imports, also where a bundle holds nothing of that but a number', async () => {
    const body = `import { share } from "${code}/share.ts";\n\nIt was {share.toFixed(1)}.\n`;
    const paper = paperOf({ share: body }, { 'share.ts': 'export const share = 3;\n' });
    assert.equal((await paper.run('check')).code, 0);
    const copy = mkdtempSync(join(tmpdir(), 'copy-'));
    cpSync(paper.folder, copy, { recursive: true });
    const broken = 'export const share = null;\n';
    writeFileSync(join(copy, 'code/share.ts'), broken);
    const settings = { CONTENT_DIR: join(copy, 'content'), CACHE_DIR: join(copy, 'cache') };
    assert.equal((await paper.with(settings).run('check')).code, 1, 'in a copy of the paper');
    rmSync(copy, { recursive: true });
    assert.equal((await paper.run('check')).code, 0);
    writeFileSync(join(paper.folder, 'code/share.ts'), broken);
    assert.equal((await paper.run('check')).code, 1);
  });

  test('is built again when what it imports changes, by whatever way the content is reached', async () => {
    const body = `import { share } from "${code}/share.ts";\n\nIt was {share}.\n`;
    const paper = paperOf({ share: body });
    const link = join(paper.folder, 'link');
    symlinkSync(paper.contentDir, link);
    const rendered: string[] = [];
    for (const CONTENT_DIR of [paper.contentDir, link]) {
      for (const share of [3, 4]) {
        writeFileSync(join(paper.folder, 'code/share.ts'), `export const share = ${share};\n`);
        const folders = { CONTENT_DIR, CACHE_DIR: join(paper.folder, 'cache') };
        const site = join(paper.folder, 'dist');
        const { code, output } = await runBuild({
          ...folders,
          OUT_DIR: site,
          SOURCE_DATE_EPOCH: `${deskEpoch}`,
        });
        assert.equal(code, 0, output);
        const page = readFileSync(join(site, '2024/10/02/share/index.html'), 'utf8');
        assert.equal(/It was (\d)/.exec(page)?.[1], String(share));
        rendered.push(/\d+ rendered/.exec(output)![0]);
      }
    }
    assert.equal(rendered[1], rendered[3], 'no page of another story');
  });
});
