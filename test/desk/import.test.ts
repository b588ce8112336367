import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { after, test } from 'node:test';
import { fromHtml } from 'hast-util-from-html';
import type { Nodes } from 'hast';
import { cutFrontmatter } from '../../src/lib/frontmatter.ts';
import { compileStory } from '../../src/story/compile-story.ts';
import { interpret } from '../../src/content/content-kinds.ts';
import { randomText } from '../../src/desk/import/test-texts.ts';
import { root } from '../site/builds.ts';
import { openDesk, story, type DeskPaper } from './desk.ts';

const fixtures = join(root, 'test/fixtures/import');
const papers: DeskPaper[] = [];
const folders: string[] = [];
after(() => {
  papers.forEach((paper) => paper.remove());
  folders.forEach((folder) => rmSync(folder, { recursive: true, force: true }));
});

/** A paper with three sections. */
function desk(files: Record<string, string> = {}): DeskPaper {
  const paper = openDesk({
    'sections.yaml': ['world', 'science', 'culture', 'politics']
      .map((id) => `- id: ${id}\n  title: ${id[0]!.toUpperCase()}${id.slice(1)}\n`)
      .join(''),
    ...files,
  });
  papers.push(paper);
  return paper;
}

/** A folder with these files, outside of any paper. */
function folderOf(files: Record<string, string | Uint8Array>): string {
  const folder = mkdtempSync(join(tmpdir(), 'old-site-'));
  folders.push(folder);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

/** What git sees changed, apart from what is new within a folder that is new. */
const changed = (paper: DeskPaper) =>
  paper
    .git('status', '--short', '--untracked-files=all', '-z')
    .split('\0')
    .filter((line) => line !== '');

/** What was printed, with files of a folder named from it. */
const from = (folder: string, text: string) =>
  text.replaceAll(`${relative(root, folder).replaceAll('\\', '/')}/`, '');

const northaven = join(fixtures, 'wire/northaven.txt');
const northavenStory = 'articles/2021/03/harbour-of-northaven-opens-night-lane-after-storm-damage.mdx';

test('wire copy becomes a complete story', async () => {
  const paper = desk({
    'authors/afp.yaml': 'name: AFP\ntype: organization\n',
    'articles/2021/02/losses.mdx': story({
      title: 'Northaven counts its losses and urges the capital to help',
      pubDate: '2021-02-02',
      tags: '[northaven, storms]',
      source: '{ name: The Coastal Times, url: "https://www.coastaltimes.example/2021/02/02/losses" }',
    }),
  });
  const { code, stdout, stderr } = await paper.run('import', northaven);
  assert.deepEqual([code, stderr], [0, '']);
  assert.equal(
    stdout,
    `test/fixtures/import/wire/northaven.txt → content/${northavenStory}
  mapped   the parts of the copy: headline, date (2021-03-05), 4 paragraphs
  mapped   byline: AFP
  mapped   contributors: Reuters (reporting)
  mapped   line 11: photo caption: Harbour pilot Ada Brandt. | Ivo Lindqvist | TASS | northaven.example
  mapped   an agency that has no file yet: authors/reuters.yaml
  mended   stray empty lines: in 2 places
  mended   line 27: the address of the original: “ter-storm-da mage-a1234” → https://www.coastaltimes.example/2021/03/05/harbour-of-northaven-opens-night-lane-after-storm-damage-a1234
  guessed  line 19: related story, by a similar headline: 2021/02/losses, “Northaven counts its losses and urges the capital to help”
  guessed  the standfirst: the beginning of the text
  guessed  the section world: 1 of 1 uses of its tags are in stories of this section
  guessed  the tags, by the words of the text: northaven
  left     line 11: the lead picture did not come with the text: its keys stand as a comment: “Harbour pilot Ada Brandt.”

Imported 1 story, with 1 file of an author or series.
Search the new files for “by the import”: there it was guessed, or something is left to you.
`,
  );
  assert.equal(
    paper.read(northavenStory),
    `---
title: Harbour of Northaven Opens 'Night Lane' After Storm Damage
# Guessed by the import: the beginning of the text. Write what the story says, in a sentence or two.
description: The harbour of Northaven opened a second lane on Friday, promising "a way in for every ship" after a storm had closed the first one for three days.
pubDate: 2021-03-05
# Guessed by the import: 1 of 1 uses of its tags are in stories of this section.
section: world
authors: [afp]
contributors:
  - { name: reuters, role: reporting }
# Left by the import: the lead picture did not come with the text. Put it beside this file, say in alt what is seen, and delete the “# ” in front of these lines.
# image:
#   src: harbour-of-northaven-opens-night-lane-after-storm-damage.jpg
#   alt: Harbour pilot Ada Brandt
#   caption: Harbour pilot Ada Brandt.
#   credit: Ivo Lindqvist, TASS / northaven.example
# Guessed by the import: tags in use that the text speaks of.
tags: [northaven]
source:
  name: The Coastal Times
  url: https://www.coastaltimes.example/2021/03/05/harbour-of-northaven-opens-night-lane-after-storm-damage-a1234
  # This is the original’s own text. Delete the line below once it is retold.
  canonical: true
---

The harbour of Northaven opened a second lane on Friday, promising "a way in for every ship" after a storm had closed the first one for three days.

"We have waited for this since Tuesday," harbour pilot Ada Brandt said. "Nobody sleeps well with forty ships outside ... and we condemn nobody for asking."

The storm was the second of the winter; it tore up 180 metres of quay, or 200 by the count of the port's insurers.

{/* Guessed by the import, by a similar headline. Related in the copy: Northaven Counts Its Losses, Urges Help From the Capital */}

<Related story="2021/02/losses" />

While ports along the coast had closed before, Northaven had kept its lights on in every storm since 1953.
`,
  );
  assert.deepEqual(changed(paper), [`?? content/${northavenStory}`, '?? content/authors/reuters.yaml']);
  assert.equal((await paper.run('check')).code, 0);

  paper.commit();
  const again = await paper.run('import', northaven);
  assert.equal(again.code, 0);
  assert.match(again.stdout, /in the paper already, content\/articles\/2021/);
  assert.deepEqual(changed(paper), []);

  // Also after it was moved.
  assert.equal(
    (
      await paper.run(
        'move',
        '2021/03/harbour-of-northaven-opens-night-lane-after-storm-damage',
        'night-lane',
      )
    ).code,
    0,
  );
  paper.commit();
  assert.match(
    (await paper.run('import', northaven)).stdout,
    /in the paper already, content\/articles\/2021\/03\/night-lane\.mdx/,
  );
  assert.deepEqual(changed(paper), []);
});

test('a picture beside the copy is taken along, and its comment needs no more', async () => {
  const paper = desk();
  const folder = folderOf({
    'harbour 100% #1.txt': readFileSync(northaven),
    'harbour 100% #1.png': readFileSync(join(fixtures, 'hugo/static/images/ferry.png')),
  });
  const { code, stdout } = await paper.run(
    'import',
    join(folder, 'harbour 100% #1.txt'),
    '--section',
    'world',
    '--draft',
  );
  assert.equal(code, 0, stdout);
  const text = paper.read(northavenStory);
  const name = 'harbour-of-northaven-opens-night-lane-after-storm-damage.png';
  assert.match(
    text,
    new RegExp(
      `\nimage:\n  src: ${name}\n  # Guessed by the import: .*\n  alt: Harbour pilot Ada Brandt\n  caption: `,
    ),
  );
  assert.match(text, /\ndraft: true\n/);
  assert.match(text, /Left by the import: related story, not in the archive/);
  assert.ok(changed(paper).includes(`?? content/articles/2021/03/${name}`));
  assert.equal((await paper.run('check')).code, 0);
});

test('a folder of each other system is taken over, and what cannot be understood is refused at its line', async () => {
  const paper = desk();
  const words = ['hugo', 'jekyll', 'astro', 'eleventy'].map((name) => join(fixtures, name));
  const { code, stdout, stderr } = await paper.run('import', ...words, '--section', 'poems=culture');
  assert.deepEqual([code, stderr], [1, '']);
  const out = from(fixtures, stdout);
  for (const line of [
    'astro/src/content/blog/bad.mdx:9:1: The MDX cannot be read. <Callout> is never closed. Write </Callout> after its text.',
    'eleventy/posts/no-date.md:1:1: The story has no date; expected “date: …” or “pubDate: …” in its frontmatter, or a date before the file’s name.',
    'jekyll/_posts/2018-07-01-broken.md:2:1: The frontmatter is no sound YAML. The " that stands here is never closed; expected a matching ". Mend it there.',
    'Imported 7 stories, with 5 pictures, 5 redirects.',
    '3 files were refused; nothing of them was written.',
  ]) {
    assert.ok(out.includes(`${line}\n`), `${line} in:\n${out}`);
  }
  assert.deepEqual(
    changed(paper),
    [
      ...[
        '2018/05/first-post.mdx',
        '2018/05/tide-tables.mdx',
        '2018/06/unfinished.mdx',
        '2019/11/lighthouse-stairs.png',
      ],
      ...[
        '2019/11/lighthouse.mdx',
        '2019/11/lighthouse.png',
        '2020/02/the-ferry.mdx',
        '2020/02/the-ferry.png',
      ],
      ...[
        '2020/03/json.mdx',
        '2022/07/first-light-dome.png',
        '2022/07/first-light.mdx',
        '2022/07/first-light.png',
      ],
    ]
      .map((path) => `?? content/articles/${path}`)
      .concat('?? content/redirects.yaml'),
  );
  assert.equal(
    paper.read('redirects.yaml'),
    `# Legacy addresses and where they lead now.
/posts/the-ferry/: /2020/02/29/the-ferry/
/old/lighthouse/: /2019/11/03/lighthouse/
/2019/keeper.html: /2019/11/03/lighthouse/
/culture/poems/2018/tide-tables.html: /2018/05/04/tide-tables/
/tides/: /2018/05/04/tide-tables/
`,
  );
  const lighthouse = paper.read('articles/2019/11/lighthouse.mdx');
  for (const part of [
    'section: science\n',
    'image:\n  src: lighthouse.png\n  alt: A brass lamp behind thick glass\n  caption: The lamp of Northaven.\n  credit: Ivo Lindqvist / AFP\n',
    '<Figure src="lighthouse-stairs.png" alt="A spiral staircase seen from below" caption="The stairs" credit="Ivo Lindqvist" />\n',
    'Read [the other story](/2020/02/29/the-ferry/), [the lamp](#how-it-works) and a page that is gone.\n',
  ]) {
    assert.ok(lighthouse.includes(part), `${part} in:\n${lighthouse}`);
  }
  assert.match(paper.read('articles/2018/05/tide-tables.mdx'), /\nguid: http:\/\/old\.example\/\?p=42\n/);
  assert.match(paper.read('articles/2018/06/unfinished.mdx'), /\ndraft: true\n/);
  assert.equal((await paper.run('check')).code, 0);

  paper.commit();
  assert.equal((await paper.run('import', ...words, '--section', 'poems=culture')).code, 1);
  assert.deepEqual(changed(paper), []);
  const cache = join(paper.folder, 'cache');
  assert.deepEqual(
    readdirSync(cache).filter((name) => name.startsWith('import-')),
    [],
  );
});

test('what nothing tells is refused with what there is to say, and imported once it is said', async () => {
  const paper = desk();
  const folder = folderOf({
    'a.md': '---\ntitle: A\ndate: 2020-01-02\n---\n\nText. See [b](b.md).\n',
    'b.md': '---\ntitle: B\ndate: 2020-01-02\ncategory: Sport\n---\n\nText. See [a](./a.md).\n',
    'c.md':
      '---\ntitle: C\ndate: 2020-01-02\ncategory: culture\n---\n\nText. See [a](/blog/a/) and [b](b.md).\n',
  });
  const { code, stdout } = await paper.run('import', folder);
  assert.equal(code, 1);
  const out = from(folder, stdout);
  assert.match(
    out,
    /^a\.md:1:1: Nothing tells the section of the story; say it: --section world\. There is: world, science, culture, politics\.$/m,
  );
  assert.match(
    out,
    /^b\.md:1:1: The category “Sport” is no section of the paper; say which it is: --section "Sport=world"\./m,
  );
  assert.match(paper.read('articles/2020/01/c.mdx'), /See a and b\./);

  const more = await paper.run(
    'import',
    folder,
    '--section',
    'sport=politics,world',
    '--permalink',
    '/blog/:slug/',
    '--site',
    'https://old.example',
  );
  assert.equal(more.code, 0, more.stdout);
  assert.match(paper.read('articles/2020/01/a.mdx'), /section: world\n[^]*See \[b\]\(\/2020\/01\/02\/b\/\)/);
  assert.match(
    paper.read('articles/2020/01/b.mdx'),
    /section: politics\n[^]*See \[a\]\(\/2020\/01\/02\/a\/\)/,
  );
  assert.match(paper.read('redirects.yaml'), /^\/blog\/c\/: \/2020\/01\/02\/c\/$/m);
  assert.equal((await paper.run('check')).code, 0);
});

test('what is guessed for a key is marked above it', async () => {
  const paper = desk();
  const folder = folderOf({
    'wire.txt':
      'A headline\n\n5 March 2021 18:04\n\nOslo (AFP) - The text.\n\nSource: https://new.example/a\n',
    'old.md': '---\ndate: 2020-01-02\nauthor: jdoe\ncanonical: https://new.example/b\n---\n\n# B\n\nText.\n',
  });
  assert.equal((await paper.run('import', folder, '--section', 'world')).code, 0);
  const marks = (path: string) => paper.read(path).match(/(?<=^# Guessed by the import: .*\n)\w+/gm);
  assert.deepEqual(marks('articles/2021/03/a-headline.mdx'), ['description', 'pubDate', 'authors', 'source']);
  assert.deepEqual(marks('articles/2020/01/old.mdx'), ['title', 'description', 'authors', 'source']);
});

test('copy in Russian gets the name that a new story with its headline gets, and its language', async () => {
  const paper = desk();
  const headline = 'Порт Северной Гавани открыл второй фарватер после осеннего шторма и ждёт суда';
  const folder = folderOf({
    'порт.txt': `${headline}\n\nТАСС\n\n5 октября 2024\n\nПорт открыт.\n`,
  });
  assert.equal((await paper.run('import', folder, '--section', 'world')).code, 0);
  const [, path] = /^\?\? content\/(articles.*)$/.exec(
    changed(paper).find((line) => line.includes('articles'))!,
  )!;
  assert.match(
    paper.read(path!),
    /\nauthors: \[tass\]\n[^]*# Guessed by the import: the language.*\nlang: ru\n/,
  );
  assert.equal((await paper.run('check')).code, 0);
  rmSync(join(paper.contentDir, path!));
  assert.ok((await paper.run('new', headline)).stdout.startsWith(`Begun: content/${path}\n`));
});

test('the counts at the end are those of the lines above', async () => {
  const paper = desk();
  const folder = folderOf({
    'a.md':
      '---\ntitle: A\ndate: 2020-01-02\nauthor: AFP\naliases: [/a/, /b/]\nmood: low\nlayout: post\n---\n\n{{< x >}} {{< y >}} See [b](b.md) and [b](./b.md).\n',
    'b.md': '---\ntitle: B\ndate: 2020-01-03\nauthor: AFP\naliases: [/world/]\n---\n\nSee [a](a.md).\n',
    'c.txt': 'C\n\nAFP\n\n\n5 March 2021 18:04\n\nOslo (AFP) - Text.\n',
    'd.md': '---\ntitle: D\n---\n\nText.\n',
  });
  const { stdout } = await paper.run('import', folder, '--section', 'world');
  const counted = (kind: string) => {
    const [, rows = ''] = new RegExp(`^${kind}:\n((?: +\\d+ × .*\n)+)`, 'im').exec(stdout) ?? [];
    return rows.match(/\d+(?= ×)/g)?.reduce((sum, number) => sum + Number(number), 0) ?? 0;
  };
  for (const kind of ['mapped', 'mended', 'guessed', 'left']) {
    const listed = stdout.match(new RegExp(`^  ${kind} `, 'gm'))?.length ?? 0;
    assert.ok(listed > 0, kind);
    assert.equal(counted(kind), listed, `${kind} in:\n${stdout}`);
  }
  assert.match(
    stdout,
    /^Imported 3 stories, with 2 redirects, 1 file of an author or series\.\n1 file was refused/m,
  );
  assert.equal(stdout.match(/authors\/afp\.yaml/g)?.length, 1);
});

test('links to a story that is refused do not stay, and stories of one name get places of their own', async () => {
  const paper = desk();
  const folder = folderOf({
    'one/same.md': '---\ntitle: One\ndate: 2020-01-02\n---\n\nFirst. See [bad](../bad.mdx).\n',
    'two/same.md': '---\ntitle: Two\ndate: 2020-01-03\n---\n\nSecond.\n',
    'three/same.md': '---\ntitle: Two\ndate: 2020-01-03\n---\n\nSecond.\n',
    'bad.mdx': '---\ntitle: Bad\ndate: 2020-01-02\n---\n\n<Open>\n',
  });
  const { code, stdout } = await paper.run('import', folder, '--section', 'world');
  assert.equal(code, 1);
  assert.match(from(folder, stdout), /^two\/same\.md: the same story as three\/same\.md$/m);
  assert.match(paper.read('articles/2020/01/same.mdx'), /First\. See bad\./);
  assert.match(paper.read('articles/2020/01/same-2.mdx'), /Second\./);
  paper.commit();
  assert.equal((await paper.run('import', folder, '--section', 'world')).code, 1);
  assert.deepEqual(changed(paper), []);
});

test('a story that bears the name of another one is not taken for it, and one that was edited is', async () => {
  const paper = desk();
  const summary = (day: number, text: string, more = '') =>
    `---\ntitle: Evening summary\ndate: 2020-01-0${day}\n${more}---\n\n${text}\n`;
  const [monday, tuesday] = ['Harbour and lamp were closed all day.', 'Nothing happened anywhere near here.'];
  const one = folderOf({ '2020-01-06-evening-summary.md': summary(6, monday) });
  assert.equal((await paper.run('import', one, '--section', 'world')).code, 0);
  const two = folderOf({
    '2020-01-07-evening-summary.md': summary(7, tuesday),
    'c/evening-summary.md': summary(6, 'Quite another text of that very day.').replace('Evening', 'Night'),
    'd.md': summary(8, 'Yesterday: [all](2020-01-07-evening-summary.md).').replace('Evening', 'Morning'),
  });
  const { code, stdout } = await paper.run('import', two, '--section', 'world');
  assert.equal(code, 0, stdout);
  assert.match(stdout, /^Imported 3 stories\.$/m);
  assert.match(stdout, /mapped   a name of its own, as another story has the first: evening-summary-2/);
  assert.match(paper.read('articles/2020/01/evening-summary-2.mdx'), /Nothing happened/);
  assert.match(paper.read('articles/2020/01/evening-summary-3.mdx'), /Quite another text/);

  const first = 'articles/2020/01/evening-summary.mdx';
  paper.write(
    first,
    paper.read(first).replace('title: Evening', 'title: An evening').replace('were', 'stayed'),
  );
  paper.commit();
  for (const folder of [one, two]) {
    assert.match((await paper.run('import', folder, '--section', 'world')).stdout, /^Imported 0 stories\.$/m);
  }
  assert.deepEqual(changed(paper), []);
});

test('stories that come later are linked with those that are there, files by their paths', async () => {
  const paper = desk();
  const page = (title: string, text: string, more = '') =>
    `---\ntitle: ${title}\ndate: 2020-01-02\n${more}---\n\n${text}\n`;
  const folder = folderOf({
    'content/sea/harbour.md': page('Sea', 'The sea of words in this harbour.', 'category: world\n'),
    'content/land/harbour.fr.md': page('Terre', 'La terre et ses mots ici même.', 'category: world\n'),
    'content/land/harbour.md': page('Land', 'The land of words in that harbour.', 'category: world\n'),
    'content/sea/held.md': page('Held', 'Held back are these words.', 'category: world\ndraft: true\n'),
    'content/sea/late.md': page(
      'Late',
      '[a]({{< ref "/sea/harbour.md" >}}) [b]({{< relref "../land/harbour.md" >}}) [c](harbour.md) [d](held.md)',
      'categories: [Sport, Rowing]\n',
    ),
  });
  await paper.run('import', folder);
  const { code, stdout } = await paper.run('import', folder, '--section', 'sport=culture');
  assert.equal(code, 0, stdout);
  const place = (path: string) =>
    new RegExp(`${path}: in the paper already, content/articles/(\\d{4}/\\d\\d)/(.*)\\.mdx`).exec(
      stdout,
    )![2]!;
  assert.deepEqual(['sea/harbour.md', 'land/harbour.md', 'land/harbour.fr.md'].map(place), [
    'harbour-2',
    'harbour',
    'harbour-3',
  ]);
  assert.match(
    paper.read('articles/2020/01/late.mdx'),
    /\[a\]\(\/2020\/01\/02\/harbour-2\/\) \[b\]\(\/2020\/01\/02\/harbour\/\) \[c\]\(\/2020\/01\/02\/harbour-2\/\) d\n/,
  );
  assert.match(stdout, /left     line \d+: a link to a story that is held back: its words stay: “held\.md”/);
  assert.match(stdout, /left     a category that is no section: a tag, perhaps: Rowing\n/);
  assert.doesNotMatch(stdout, /perhaps: Sport/);
});

test('links keep the part of a story that they lead to, as far as it is there', async () => {
  const paper = desk({
    'articles/2020/02/ours.mdx': story({ pubDate: '2020-02-03' }, '## A part of ours\n\nText.\n'),
  });
  const page = (title: string, text: string) =>
    `---\ntitle: ${title}\ndate: 2020-01-02\ncategory: world\npermalink: /old/${title.toLowerCase()}/\n---\n\n${text}\n`;
  const folder = folderOf({
    'a.md': page('A', '# 1. One {#one}\n\nText.\n\n## What’s two?\n\n> ## Quoted\n\nSee [own](/old/a/#one).'),
    'b.md': page(
      'B',
      [
        '[1](/old/a/#one) [2](a.md#whats-two) [3]({{< ref "a.md#what-s-two" >}}) [4]({{< relref "#here" >}})',
        '[5](/old/a/#none) [6](/old/a/#quoted) [7](/2020/02/03/ours/#A-part_of-ours)',
        '## Here',
        'Text.',
      ].join('\n\n'),
    ),
  });
  const { code, stdout } = await paper.run('import', folder);
  assert.equal(code, 0, stdout);
  assert.match(paper.read('articles/2020/01/a.mdx'), /See \[own\]\(\/2020\/01\/02\/a\/#1-one\)/);
  const b = paper.read('articles/2020/01/b.mdx');
  const links = [...b.matchAll(/\[(\d)\]\(([^)]*)\)/g)].map(([, number, address]) => [number, address]);
  assert.deepEqual(links, [
    ['1', '/2020/01/02/a/#1-one'],
    ['2', '/2020/01/02/a/#whats-two'],
    ['3', '/2020/01/02/a/#whats-two'],
    ['4', '#here'],
    ['5', '/2020/01/02/a/'],
    ['6', '/2020/01/02/a/'],
    ['7', '/2020/02/03/ours/#a-part-of-ours'],
  ]);
  assert.match(
    stdout,
    /left {5}line \d+: a link to a heading that is not there: it leads to the story: “\/old\/a\/#none”\n/,
  );
  assert.equal((await paper.run('check')).code, 0);

  // A later import meets the story as it was edited since.
  for (const name of ['a', 'b']) {
    const path = `articles/2020/01/${name}.mdx`;
    paper.write(path, paper.read(path).replace('## 1. One', '## One').replace('#1-one', '#one'));
  }
  paper.commit();
  rmSync(join(folder, 'b.md'));
  writeFileSync(join(folder, 'c.md'), page('C', '[1](/old/a/#one) [2](a.md#what-s-two)'));
  assert.equal((await paper.run('import', folder)).code, 0);
  assert.match(
    paper.read('articles/2020/01/c.mdx'),
    /\[1\]\(\/2020\/01\/02\/a\/#one\) \[2\]\(\/2020\/01\/02\/a\/#whats-two\)/,
  );
});

test('stories have what their folders and the settings of their site give them', async () => {
  const paper = desk();
  const page = (title: string, more = '') => `---\ntitle: ${title}\n${more}---\n\nText of ${title}.\n`;
  const dated = 'date: 2020-01-02\n';
  const folder = folderOf({
    'hugo/hugo.toml':
      '[[cascade]]\nsection = "politics"\nauthor = "The Desk"\n[cascade.target]\npath = "/{sea,land}/**"\n',
    'hugo/content/_index.md': '---\ncascade:\n  kicker: Home\n---\n',
    'hugo/content/sea/_index.md':
      '+++\n[cascade]\nauthor = "Ada Brandt"\ntags = ["sea"]\n[cascade.params]\nmood = "low"\n+++\n',
    'hugo/content/sea/_index.de.md': '---\ncascade: { author: Ivo Lindqvist }\n---\n',
    'hugo/content/sea/north/one.md': page('One', `${dated}tags: [north]\n`),
    'hugo/content/sea/two.de.md': page('Two', dated),
    'hugo/content/land/three.md': page('Three', `${dated}section: world\nparams: { author: Own }\n`),
    'jekyll/_config.yml':
      'defaults:\n  - scope: { path: "", type: posts }\n    values: { author: The Desk, category: science, layout: post }\n  - scope: { path: _posts/old }\n    values: { published: false, permalink: "/:year/:title/" }\n',
    'jekyll/_posts/2020-01-02-four.md': page('Four'),
    'jekyll/_posts/old/2020-01-02-five.md': page('Five', 'author: Own\n'),
    'eleventy/eleventy.config.js': '',
    'eleventy/posts/posts.json':
      '\uFEFF{ "tags": ["posts", "sea"], "section": "culture", "permalink": "/p/{{ page.fileSlug }}/" }',
    'eleventy/posts/posts.11tydata.js': 'export default { author: "Nobody" };',
    'eleventy/posts/deep/six.md': page('Six', `${dated}tags: [north]\n`),
    'eleventy/posts/deep/six.11tydata.json': '{ "author": "Ada Brandt" }',
    'eleventy/posts/deep/deep.json': '{ "author": ',
    'eleventy/posts/deep/six.json/folder': '',
    'other/astro.config.mjs': '',
    'other/posts/seven.md': page('Seven', `${dated}section: world\n`),
    'other/posts/posts.json': '{ "author": "Nobody" }',
  });
  const { code, stdout } = await paper.run('import', folder);
  assert.equal(code, 0, stdout);
  const keysOf = (name: string) => {
    const text = paper.read(`articles/2020/01/${name}.mdx`);
    const value = (key: string) => new RegExp(`^${key}: (.*)`, 'm').exec(text)?.[1];
    return ['section', 'authors', 'kicker', 'tags', 'draft'].map((key) => value(key));
  };
  const none = undefined;
  assert.deepEqual(keysOf('one'), ['politics', '[Ada Brandt]', 'Home', '[north]', none]);
  assert.deepEqual(keysOf('two'), ['politics', '[Ivo Lindqvist]', none, none, none]);
  assert.deepEqual(keysOf('three'), ['world', '[Own]', 'Home', none, none]);
  assert.deepEqual(keysOf('four'), ['science', '[The Desk]', none, none, none]);
  assert.deepEqual(keysOf('five'), ['science', '[Own]', none, none, 'true']);
  assert.deepEqual(keysOf('six'), ['culture', '[Ada Brandt]', none, '[north, sea]', none]);
  assert.deepEqual(keysOf('seven'), ['world', none, none, none, none]);
  assert.match(paper.read('redirects.yaml'), /^\/p\/six\/: \/2020\/01\/02\/six\/$/m);
  const out = from(folder, stdout);
  for (const line of [
    'mapped   keys that hugo/content/sea/_index.md gives: author',
    'mapped   keys that hugo/content/_index.md gives: kicker',
    'mapped   keys that hugo/hugo.toml gives: section',
    'left     the key “params.mood” of hugo/content/sea/_index.md, which has no place here: “low”',
    'mapped   keys that jekyll/_config.yml gives: category, author',
    'mapped   keys that eleventy/posts/posts.json gives: section, tags, permalink',
    'left     what eleventy/posts/posts.11tydata.js gives: it is a program, which is not run',
  ]) {
    assert.ok(out.includes(`  ${line}\n`), `${line} in:\n${out}`);
  }
  assert.match(
    out,
    /left {5}what eleventy\/posts\/deep\/deep\.json gives, as it cannot be read: line 1: The file is no sound JSON\. /,
  );
});

test('the old site is known by its host alone, its stories by their names in feeds, and its pictures are looked for', async () => {
  const paper = desk();
  const folder = folderOf({
    'posts/a.md':
      '---\ntitle: A\ndate: 2020-01-02\ncategory: world\nguid: http://www.old.example/?p=1\npermalink: /2020/01/a/\n---\n\n![Lamp](https://old.example/up/a.png "Lamp. Photo: Jane Doe/AFP")\n',
    'posts/b.md':
      '---\ntitle: B\ndate: 2020-01-02\ncategory: world\nimage: "{{ site.baseurl }}/up/a.png"\nimageAlt: Lamp\nphotographer: Jane Doe\n---\n\nSee [one](https://old.example/?p=1), [two](http://www.old.example/2020/01/a/), [three](//old.example/2020/01/a/) and [four](http://old.example/x/).\n',
    'static/up/a.png': readFileSync(join(fixtures, 'hugo/static/images/ferry.png')),
  });
  const { code, stdout } = await paper.run('import', folder, '--site', 'https://www.old.example');
  assert.equal(code, 0, stdout);
  assert.match(
    paper.read('articles/2020/01/a.mdx'),
    /<Figure src="a\.png" alt="Lamp" caption="Lamp\." credit=/,
  );
  const b = paper.read('articles/2020/01/b.mdx');
  for (const words of ['one', 'two', 'three']) assert.ok(b.includes(`[${words}](/2020/01/02/a/)`), b);
  assert.match(b, /\nimage:\n {2}src: b\.png\n/);
  assert.match(stdout, /left     line \d+: a link that leads to the old site: http:\/\/old\.example\/x\/\n/);
});

test('all that is said of a picture is kept, and the lead picture has its own words', async () => {
  const paper = desk();
  const png = readFileSync(join(fixtures, 'hugo/static/images/ferry.png'));
  const name = 'Очень длинное имя картинки которое не поместится рядом с именем истории в одном имени файла';
  const folder = folderOf({
    'post/index.md': `---\ntitle: ${name}\ndate: 2020-01-02\ncategory: world\ncover: { image: a.png, alt: A ferry from above }\n---\n\nText.\n\n{{< figure src="a.png" title="The ferry" caption="By night" alt="A ferry" attr="Jane Doe" >}}\n\n{{< figure src="${name}.png" alt="Another" attr="Jane Doe" >}}\n`,
    'post/a.png': png,
    [`post/${name}.png`]: png,
  });
  const { code, stdout } = await paper.run('import', folder);
  assert.equal(code, 0, stdout);
  const path = changed(paper)
    .find((line) => line.endsWith('.mdx'))!
    .replace('?? content/', '');
  const text = paper.read(path);
  assert.match(text, /\n {2}alt: A ferry from above\n {2}credit: Jane Doe\n/);
  assert.match(text, / alt="A ferry" caption="The ferry\. By night" credit="Jane Doe" \/>/);
  assert.equal(text.match(/<Figure /g)?.length, 2);
});

test('redirects that no host could follow are left, and none is made to what is held back', async () => {
  const paper = desk({ 'redirects.yaml': '# Ours\r\n/old/: /world/' });
  const folder = folderOf({
    'a.md': '---\ntitle: A\ndate: 2020-01-02\naliases: [/old/, /world/, /new/, /archive/x/]\n---\n\nText.\n',
    'b.md': '---\ntitle: B\ndate: 2020-01-02\ndraft: true\naliases: [/b/]\n---\n\nText.\n',
    'c.md': '---\ntitle: C\ndate: 2020-01-02\naliases: [/new/]\n---\n\nText.\n',
    'd.md': '---\ntitle: D\ndate: 2020-01-02\n---\n\nSee [a](/new/).\n',
  });
  const { code, stdout } = await paper.run('import', folder, '--section', 'world');
  assert.equal(code, 0, stdout);
  assert.match(
    stdout,
    /an old address that cannot be redirected: \/world\/\. "\/world\/" is a page of the paper/,
  );
  assert.match(stdout, /an old address that leads elsewhere already: \/old\/ → \/world\//);
  assert.match(stdout, /an old address that leads elsewhere already: \/new\/ → \/2020\/01\/02\/a\//);
  assert.match(stdout, /redirected when the story is out: import it again then: \/b\//);
  assert.equal(
    paper.read('redirects.yaml'),
    '# Ours\r\n/old/: /world/\r\n/new/: /2020/01/02/a/\r\n/archive/x/: /2020/01/02/a/\r\n',
  );

  assert.match(paper.read('articles/2020/01/d.mdx'), /See \[a\]\(\/2020\/01\/02\/a\/\)/);

  // The draft goes out.
  const b = 'articles/2020/01/b.mdx';
  paper.write(b, paper.read(b).replace('draft: true\n', ''));
  assert.equal((await paper.run('import', folder, '--section', 'world')).code, 0);
  assert.match(paper.read('redirects.yaml'), /\n\/b\/: \/2020\/01\/02\/b\/\r\n$/);
});

test('random texts survive an import letter by letter', async () => {
  const paper = desk();
  const random = randomText(31);
  const texts = Array.from({ length: 60 }, () => ({
    headline: `Story ${random()}`,
    paragraphs: [
      'The first paragraph of this story.',
      ...Array.from({ length: 6 }, random),
      'Its last paragraph.',
    ],
  }));
  const folder = folderOf(
    Object.fromEntries(
      texts.map(({ headline, paragraphs }, index) => [
        `${String(index).padStart(2, '0')}.txt`,
        `${headline}\n\nBy AFP\n\nOctober ${(index % 28) + 1}, 20${String(10 + (index % 14))}\n\n${paragraphs.join('\n\n')}\n`,
      ]),
    ),
  );
  const { code, stdout } = await paper.run('import', folder, '--section', 'world');
  assert.equal(code, 0, stdout);
  const imported = new Map(
    readdirSync(join(paper.contentDir, 'articles'), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.mdx'))
      .map((path) => readStory(`articles/${path.replaceAll('\\', '/')}`, paper)),
  );
  for (const { headline, paragraphs } of texts) {
    assert.equal(imported.get(oneLine(headline)), oneLine(paragraphs.join(' ')), headline);
  }
});

/** The headline of a story, and all the words that a reader sees below it. */
function readStory(path: string, paper: DeskPaper): [string, string] {
  const text = paper.read(path);
  const { data } = interpret('articles', path, text, 'Europe/London');
  const { parts } = compileStory(
    { path, text, bodyOffset: cutFrontmatter(text)!.bodyOffset },
    { base: '', articleCode: 'deny' },
  );
  const textOf = (node: Nodes): string =>
    node.type === 'text' ? node.value : 'children' in node ? node.children.map(textOf).join('') : '';
  const words = parts!
    .map((part) => (typeof part === 'string' ? textOf(fromHtml(part, { fragment: true })) : ''))
    .join(' ');
  return [oneLine(data!.title), oneLine(words)];
}

/** White space aside, of which a page shows one space. */
const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

test('a paper with mistakes, and calls that cannot be understood, change nothing', async () => {
  const paper = desk();
  const folder = folderOf({ 'a.md': '---\ntitle: A\ndate: 2020-01-02\n---\n\nText.\n', 'a.docx': 'PK' });
  const calls: [string[], number, RegExp][] = [
    [[], 2, /^Nothing is named to be imported; expected npm run import -- file-or-folder\.\.\.$/m],
    [[join(folder, 'none.md')], 2, /There is no file or folder .*none\.md\./],
    [
      [join(folder, 'a.md'), '--section', 'sport'],
      2,
      /there is no section “sport”; there is: world, science, culture, politics\./,
    ],
    [[join(folder, 'a.md'), '--site', 'old'], 2, /--site is “old”; expected/],
    [[join(folder, 'a.md'), '--permalink', 'x'], 2, /--permalink is “x”/],
    [[join(folder, 'a.md'), '--time-zone', 'Mars'], 2, /--time-zone is “Mars”/],
    [[join(folder, 'a.docx')], 1, /a\.docx:1:1: Files that end in “\.docx” are not read/],
  ];
  for (const [words, expected, message] of calls) {
    const { code, stdout, stderr } = await paper.run('import', ...words);
    assert.equal(code, expected, stderr);
    assert.match(stdout + stderr, message);
  }
  paper.write('articles/2024/10/bad.mdx', story({ section: 'sport' }));
  const { code, stderr } = await paper.run('import', join(folder, 'a.md'), '--section', 'world');
  assert.equal(code, 1);
  assert.equal(
    stderr,
    'The paper has 1 mistake, so an import could not be checked. Nothing was imported; `npm run check` tells what to mend first.\n',
  );
  assert.deepEqual(changed(paper), ['?? content/articles/2024/10/bad.mdx']);
});

test('many files are told of in a report, and paths are those of the editor’s folder', async () => {
  const paper = desk();
  const files = Array.from({ length: 60 }, (_, index) => [
    `content/posts/post-${index}.md`,
    `---\ntitle: Post ${index}\ndate: 2020-01-02\ncategory: world\n---\n\nText ${index}.\n`,
  ]);
  cpSync(folderOf(Object.fromEntries(files)), join(paper.folder, 'old'), { recursive: true });
  const { code, stdout } = await paper.run('import', '../old/content/posts');
  assert.equal(code, 0, stdout);
  assert.match(
    stdout,
    /What became of each file: .*cache\/import-report\.txt\n\nImported 60 stories\.\nMapped:\n {6}60 × keys\n/,
  );
  const report = readFileSync(join(paper.folder, 'cache/import-report.txt'), 'utf8');
  assert.equal(report.match(/^\S+post-\d+\.md → /gm)?.length, 60);
});

test('what says the same of many is told once, with its number and some examples', async () => {
  const paper = desk();
  const files = Array.from({ length: 60 }, (_, index) => [
    `post-${String(index).padStart(2, '0')}.md`,
    `---\ntitle: Post ${index}\ndate: 2020-01-02\n${index < 20 ? '' : 'category: world\n'}---\n\nText ${index}.\n`,
  ]);
  const folder = folderOf(Object.fromEntries(files));
  const { code, stdout } = await paper.run('import', folder);
  assert.equal(code, 1);
  const out = from(folder, stdout);
  const reason =
    'Nothing tells the section of the story; say it: --section world. There is: world, science, culture, politics.';
  assert.ok(
    out.startsWith(
      `post-00.md:1:1: ${reason}\npost-01.md:1:1: ${reason}\npost-02.md:1:1: ${reason}\n17 files more: ${reason}\n\nWhat became of`,
    ),
    out,
  );
  assert.match(out, /^ {6}40 × no tags, as in post-20\.md, post-21\.md, post-22\.md$/m);
  const report = () => readFileSync(join(paper.folder, 'cache/import-report.txt'), 'utf8');
  assert.equal(report().split(reason).length - 1, 20);

  const many = folderOf({
    'one.md': `---\ntitle: One\ndate: 2020-01-02\ncategory: world\n---\n\nText.${' {{< x >}}'.repeat(5000)}\n`,
  });
  const one = await paper.run('import', join(many, 'one.md'));
  assert.equal(one.code, 0, one.stdout);
  const shortcode = 'the shortcode “x”: a note stands in its place';
  assert.equal(one.stdout.split(`line 7: ${shortcode}`).length - 1, 3);
  assert.ok(one.stdout.includes(`  left     4,997 more: ${shortcode}\n`), one.stdout);
  assert.match(one.stdout, /\n\nWhat became of each file: .*import-report\.txt\n/);
  assert.equal(report().split(shortcode).length - 1, 5000);
});

test('a check reads what an import of many files brought', async () => {
  const paper = desk();
  const files = Array.from({ length: 1600 }, (_, index) => [
    `post-${index}.md`,
    `---\ntitle: Post ${index}\ndate: 2020-01-02\ncategory: world\n---\n\nText ${index}.\n`,
  ]);
  const { code, stdout } = await paper.run('import', folderOf(Object.fromEntries(files)));
  assert.equal(code, 0, stdout);
  const check = await paper.run('check');
  assert.deepEqual([check.code, check.stderr], [0, '']);
  assert.match(check.stdout, /1,601 stories and pages read/);
});

test('what a picture, a series or a disk cannot take ends no import', async () => {
  const paper = desk();
  const head = (title: string, more = '') =>
    `---\ntitle: ${title}\ndate: 2020-01-02\ncategory: world\n${more}---\n\nText.\n`;
  const folder = folderOf({
    'a.md': `${head('A')}\n![Lamp](data:image/png;base64,${'A'.repeat(400)})\n\n![Lamp](a%00b.png)\n`,
    'b.md': head('B', 'series: "!"\n'),
    'c.md': head(
      'C',
      'image: c.png\nimageAlt: A lamp\nimageCredit: Jane Doe\nimageSource: "https://a.example/x: y #z"\n',
    ),
    'c.png': readFileSync(join(fixtures, 'hugo/static/images/ferry.png')),
  });
  const { code, stdout, stderr } = await paper.run('import', folder);
  assert.equal(code, 0, stdout + stderr);
  assert.doesNotMatch(paper.read('articles/2020/01/b.mdx'), /^series:/m);
  assert.match(paper.read('articles/2020/01/c.mdx'), /^ {2}source: "https:\/\/a\.example\/x: y #z"$/m);
});
