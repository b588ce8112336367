import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { test } from 'node:test';
import { copyPaper } from './paper-copy.ts';

test('parts made by several processes are merged into the site that one makes', async () => {
  const paper = copyPaper('merged-parts');
  const whole = await paper.build('whole');
  const parts = ['part-1', 'part-2', 'part-3'];
  const outputs = await Promise.all(
    parts.map((part, index) => paper.build(part, '--part', `${index + 1}/${parts.length}`)),
  );
  const pages = (output: string) => Number(/(\d+) rendered/.exec(output)![1]);
  const shares = outputs.map(pages);
  assert.ok(Math.min(...shares) > pages(whole) / 10, `the parts have ${shares.join(', ')} pages`);
  assert.equal(
    shares.reduce((sum, share) => sum + share),
    pages(whole),
  );

  const editions = parts.map((part) => join(dirname(paper.folder(part)), `.${basename(part)}-editions`));
  const merge = editions.flatMap((folder) => ['--merge', folder]);
  assert.equal(pages(await paper.build('merged', ...merge)), 0);
  assert.deepEqual(paper.tree('merged'), paper.tree('whole'));

  rmSync(editions[1]!, { recursive: true });
  const { code, output } = await paper.run('merged', ...merge);
  assert.equal(code, 1);
  assert.match(output, /part-2-editions holds no finished part of a site/);

  // A part of older content is no harm: what it has is not taken.
  paper.edit('content/sections.yaml', 'title: Science', 'title: Knowledge');
  await paper.build('whole');
  await paper.build('late', '--merge', editions[0]!);
  assert.deepEqual(paper.tree('late'), paper.tree('whole'));
});
