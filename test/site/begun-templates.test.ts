import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { copyPaper, type PaperCopy } from './paper-copy.ts';

let paper: PaperCopy;
const template = 'src/pages/404.astro';
const bundles = () => readdirSync(paper.folder('.cache/templates'));

before(() => {
  paper = copyPaper('begun-templates');
});

test('a mistake in a template is named with its place', async () => {
  const right = paper.read(template);
  paper.edit(template, '---\n', '---\nconst broken = {;\n');
  const { code, output } = await paper.run('failed');
  assert.equal(code, 1);
  assert.match(output, /Astro could not build the templates:[^]*404\.astro:2:/);
  assert.equal(existsSync(paper.folder('failed')), false);
  assert.deepEqual(bundles(), []);

  // Content is what editors can mend.
  const story = 'content/articles/2025/12/bad.mdx';
  paper.write(story, '---\ntitle: A story\n---\n\nText.\n');
  const both = await paper.run('failed');
  assert.equal(both.code, 1);
  assert.match(both.output, /bad\.mdx:1:/);
  assert.doesNotMatch(both.output, /Astro could not/);
  assert.deepEqual(bundles(), []);

  paper.write(template, right);
  assert.match((await paper.run('failed')).output, /bad\.mdx:1:/);
  assert.deepEqual(bundles(), []);
  paper.remove(story);
});

test('texts that hold code are bundled, foreseen or not', async () => {
  const head =
    '---\ntitle: A sum\ndescription: What it says.\npubDate: 2025-12-01\nsection: science\n---\n\n';
  const page = () =>
    readFileSync(join(paper.folder('paper'), '2025/12/01/sum/index.html'), 'utf8').includes('Sum: 42.');
  paper.write('content/articles/2025/12/sum.mdx', `${head}Sum: {40 + 2}.\n`);
  await paper.build('paper');
  assert.ok(page());
  // The guess that no text holds code may be done before it is known to be wrong.
  const first = bundles().length;
  assert.ok(first === 1 || first === 2, String(first));
  paper.edit(template, '---\n', '---\n// Another comment.\n');
  await paper.build('paper');
  assert.ok(page());
  assert.equal(bundles().length, first + 1);
});
