import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { load } from 'cheerio';
import sharp from 'sharp';
import { testDir } from './builds.ts';
import { copyPaper, type PaperCopy } from './paper-copy.ts';
import { assertNone } from './site.ts';

const cache = join(testDir, 'leaky-cache');
const story = 'content/articles/2024/10/kremlin-urges-restraint.mdx';
const draft = 'content/articles/2024/10/the-ferry-that-waits.mdx';
const sentence = 'The ferry waits at the northern quay until the winter storms have gone';
const draftText = `---
title: The ferry that waits for spring
description: Nobody knows yet that the ferry will stay at the northern quay.
pubDate: 2024-10-04
section: world
draft: true
---

${sentence}. So says its captain, who has seen worse.
`;

describe('the leak scan', () => {
  let paper: PaperCopy;
  before(async () => {
    paper = copyPaper('leaky', { CACHE_DIR: cache });
    paper.write(draft, draftText);
    await paper.build('dist');
  });

  /** Builds a paper that gives something away; what is served must stay. */
  async function refused(...says: RegExp[]): Promise<void> {
    const served = paper.tree('dist');
    const { code, output } = await paper.run('dist');
    assert.equal(code, 1, output);
    for (const pattern of says) assert.match(output, pattern);
    assert.doesNotMatch(output, /\n\s+at /);
    assert.deepEqual(paper.tree('dist'), served);
  }

  test('refuses a file of public/ that quotes a draft', async () => {
    paper.write('public/notes.txt', `Proofs. ${sentence}.`);
    await refused(/the-ferry-that-waits\.mdx: this story is held back, but its text .* stands in notes\.txt/);
    paper.remove('public/notes.txt');
    await paper.build('dist');
  });

  test('refuses a template that shows what is held back, also in JSON and inside attributes', async () => {
    const path = 'src/components/site/Footer.astro';
    const footer = paper.read(path);
    paper.edit(path, '</footer>', '<p data-next="The ferry that waits for spring"></p></footer>');
    await refused(/its headline \("The ferry that waits for spring"\) stands in .*\.html/);
    paper.write(path, footer);
    await paper.build('dist');
  });

  test('lets pass what a public story says too', async () => {
    paper.edit(story, /\n$/, `\n\nOf the sea: "${sentence}."\n`);
    await paper.build('dist');
    paper.edit(story, /\n\nOf the sea.*\n$/, '\n');
    await paper.build('dist');
  });

  test('refuses a file that did not change, once no public story says the same any more', async () => {
    paper.write('public/proofs.txt', `Proofs. ${sentence}.`);
    paper.edit(story, /\n$/, `\n\nOf the sea: "${sentence}."\n`);
    await paper.build('dist');
    paper.edit('content/sections.yaml', 'Science', 'Sciences');
    await paper.build('dist');
    paper.edit(story, /\n\nOf the sea.*\n$/, '\n');
    await refused(/its text .* stands in proofs\.txt/);
    paper.remove('public/proofs.txt');
    await paper.build('dist');
  });

  test('refuses the whole web address of a draft in a public story', async () => {
    const address = 'https://example.org/2024/10/04/the-ferry-that-waits/';
    paper.edit(story, /\n$/, `\n\n[More](${address}) soon.\n`);
    await refused(/its address \("2024\/10\/04\/the-ferry-that-waits\/"\) stands in /);
    paper.edit(story, /\n\n\[More\].*\n$/, '\n');
    await paper.build('dist');
  });

  test('refuses the name of a draft that the front page is to show, and whose picture is called so', async () => {
    const front = paper.read('content/front.yaml');
    paper.edit('content/front.yaml', /^lead: .*$/m, 'lead: 2024/10/the-ferry-that-waits');
    paper.copy(story.replace('.mdx', '.jpg'), draft.replace('.mdx', '.jpg'));
    paper.write('public/plan.txt', 'On Friday: the-ferry-that-waits.');
    await refused(/its name \("the-ferry-that-waits"\) stands in plan\.txt/);
    paper.remove('public/plan.txt');
    paper.remove(draft.replace('.mdx', '.jpg'));
    paper.write('content/front.yaml', front);
    await paper.build('dist');
  });

  test('refuses a picture of a draft that was put into public/ as it is', async () => {
    const picture = sharp({ create: { width: 900, height: 600, channels: 3, background: 'teal' } });
    writeFileSync(paper.folder(draft.replace('.mdx', '.png')), await picture.png().toBuffer());
    paper.write(draft, `${draftText}\n<Figure src="the-ferry-that-waits.png" alt="A quay" credit="Ada" />\n`);
    await paper.build('dist');
    paper.copy(draft.replace('.mdx', '.png'), 'public/quay.png');
    await refused(/its picture \("\w+"\) stands in quay\.png/);
    paper.remove('public/quay.png');
    paper.remove(draft.replace('.mdx', '.png'));
    paper.write(draft, draftText);
    await paper.build('dist');
  });

  test('lets pass a picture that a public story shows too', async () => {
    paper.copy(story.replace('.mdx', '.jpg'), draft.replace('.mdx', '.jpg'));
    const figure = '<Figure src="the-ferry-that-waits.jpg" alt="A quay" credit="Somebody" />';
    paper.write(draft, `${draftText}\n${figure}\n`);
    await paper.build('dist', '--clean');
    paper.write(draft, draftText);
  });

  test('searches the files that did not change for what a new draft says', async () => {
    paper.remove(draft);
    paper.write('public/older.txt', `Proofs. ${sentence}.`);
    await paper.build('dist');
    paper.write(draft, draftText);
    await refused(/its text .* stands in older\.txt/);
    paper.remove('public/older.txt');
    await paper.build('dist');
  });

  test('searches every file when a story that was public is held back again', async () => {
    paper.write(draft, draftText.replace('draft: true\n', ''));
    paper.write('public/kept.txt', `Proofs. ${sentence}.`);
    await paper.build('dist');
    paper.write(draft, draftText);
    await refused(/its text .* stands in kept\.txt/);
  });
});

describe('embargoes', () => {
  test('the build tells when the next one lifts', async () => {
    const paper = copyPaper('embargoed', { CACHE_DIR: cache });
    const embargo = { date: '2026-01-03 18:30', file: draft.replace('2024/10', '2026/01') };
    paper.write(embargo.file, draftText.replace('draft: true\n', '').replace('2024-10-04', embargo.date));
    const output = await paper.build('dist');
    assert.match(
      output,
      /The next embargo lifts on 3 January 2026, 18:30 GMT: articles\/2026\/01\/the-ferry/,
    );
    assert.equal(readFileSync(join(cache, 'next-embargo.txt'), 'utf8'), '2026-01-03T18:30:00.000Z\n');
  });
});

describe('a preview', () => {
  let paper: PaperCopy;
  const page = (path: string) =>
    load(readFileSync(join(paper.folder('preview'), path, 'index.html'), 'utf8'));
  before(async () => {
    paper = copyPaper('previewed', { CACHE_DIR: cache });
    paper.write(draft, draftText);
    await paper.build('preview', '--preview');
  });

  test('shows what is held back, marked', () => {
    const $ = page('2024/10/04/the-ferry-that-waits');
    assert.match($('main').text(), /Draft: not published/);
    assert.match($('main').text(), /^\s*Preview\./);
    assert.equal(page('world')('a[href="/2024/10/04/the-ferry-that-waits/"]').length > 0, true);
  });

  test('is closed to search engines on every page and by its headers', () => {
    const pages = paper.list('preview').filter((file) => file.endsWith('/index.html'));
    assert.ok(pages.length > 50);
    const open = pages.filter((file) => !/<meta name="robots" content="noindex"/.test(paper.read(file)));
    assertNone(open);
    assert.match(paper.read('preview/_headers'), /\n  X-Robots-Tag: noindex\n/);
  });
});
