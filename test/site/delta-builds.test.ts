import assert from 'node:assert/strict';
import { existsSync, lstatSync, readFileSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { copyPaper, randomNumbers, type PaperCopy } from './paper-copy.ts';

let paper: PaperCopy;
const random = randomNumbers(20241002);
const pick = <Item>(items: Item[]): Item => {
  assert.ok(items.length > 0, 'the paper has nothing left to edit so');
  return items[Math.floor(random() * items.length)]!;
};
const stories = () => paper.list('content/articles').filter((path) => path.endsWith('.mdx'));
/** Public stories that no other file names, so that they can go: not even the list of published addresses. */
const unnamed = () => {
  const texts = paper
    .list('content')
    .filter((path) => /\.(mdx|yaml|txt)$/.test(path))
    .map((path) => [path, paper.read(path)] as const);
  return stories().filter((path) => {
    const slug = path.split('/').at(-1)!.replace('.mdx', '');
    return texts.every(([other, text]) => (other === path ? !/^draft: /m.test(text) : !text.includes(slug)));
  });
};
let count = 0;

/** Edits as editors make them, each to one file or two. */
const edits: Record<string, () => void> = {
  'add a story'() {
    const slug = `added-${++count}-story`;
    const [section, tag] = [pick(['world', 'science', 'culture']), pick(['iran', 'space', 'a-new-topic'])];
    const day = 10 + (count % 20);
    paper.write(
      `content/articles/2024/10/${slug}.mdx`,
      `---\ntitle: Story ${count}\ndescription: What it says.\npubDate: 2024-10-${day}T09:00\n` +
        `section: ${section}\nauthors: [world-desk, A New Name]\ntags: [${tag}, journalism]\n---\n\nA paragraph.\n`,
    );
  },
  'correct a text': () => paper.edit(pick(stories()), /$/, `\nSentence ${++count} was added.\n`),
  'retag a story': () =>
    paper.edit(pick(stories().filter(hasTags)), /^tags: \[/m, `tags: [topic-${++count}, `),
  'retitle a story': () => paper.edit(pick(stories()), /^title: .*$/m, `title: A new headline ${++count}`),
  'delete a story': () => paper.remove(pick(unnamed())),
  'rename a story'() {
    const path = pick(unnamed());
    paper.rename(path, path.replace('.mdx', `-${++count}.mdx`));
  },
  'move a story'() {
    const path = pick(unnamed());
    const [, slug] = /([^/]+)\.mdx$/.exec(path)!;
    const [, day] = /^pubDate: (\d{4}-\d{2}-\d{2})/m.exec(paper.read(path))!;
    const address = (name: string) => `/${day!.replaceAll('-', '/')}/${name}/`;
    const moved = `moved-${++count}`;
    paper.rename(path, path.replace(slug!, moved));
    paper.edit('content/redirects.yaml', /$/, `${address(slug!)}: ${address(moved)}\n`);
  },
  'withdraw a story': () =>
    paper.edit(
      pick(stories().filter((path) => !/^(withdrawn|draft):/m.test(paper.read(path)))),
      /^section: /m,
      `withdrawn: { date: 2025-01-02, reason: Number ${++count} was wrong. }\nsection: `,
    ),
  'hold a story back': () => paper.edit(pick(unnamed()), /^title: /m, 'draft: true\ntitle: '),
  'note a correction': () =>
    paper.edit(
      pick(stories().filter((path) => !/^corrections:/m.test(paper.read(path)))),
      /^section: /m,
      `corrections:\n  - { date: 2024-11-0${1 + (++count % 9)}, text: Number ${count} was wrong. }\nsection: `,
    ),
  'change an author’s name': () =>
    paper.edit('content/authors/world-desk.yaml', /^name: .*$/m, `name: World Desk ${++count}`),
  'change a section’s title': () =>
    paper.edit('content/sections.yaml', /title: Science.*$/m, `title: Science ${++count}`),
  'change a topic’s title': () =>
    paper.edit('content/tags.yaml', /^ {2}title: .*$/m, `  title: Topic ${++count}`),
  'change the front page': () =>
    paper.write('content/front.yaml', `lead: ${idOf(pick(pictured()))}\nstrips: [science, world]\n`),
  'change a page': () => paper.edit('content/pages/about.mdx', /$/, `\nSentence ${++count}.\n`),
  'add a redirect': () => paper.edit('content/redirects.yaml', /$/, `/old-${++count}/: /about/\n`),
  'swap a picture'() {
    const one = pick(pictures());
    paper.copy(one, pick(pictures().filter((path) => path !== one)));
  },
};
const hasTags = (path: string) => /^tags: \[/m.test(paper.read(path));
const idOf = (path: string) => path.replace(/^content\/articles\/|\.mdx$/g, '');
const pictured = () =>
  stories().filter((path) => /^image:/m.test(paper.read(path)) && !path.includes('/2099/'));
const pictures = () => paper.list('content/articles').filter((path) => path.endsWith('-lead.jpg'));

before(async () => {
  paper = copyPaper('delta-builds');
  for (let added = 0; added < 6; added++) edits['add a story']!();
  await paper.build('delta');
});

test('after any edits, what a build keeps and makes is what a clean build makes', async () => {
  const names = Object.keys(edits);
  for (let round = 0; round < 9; round++) {
    const chosen = [...names.slice(round * 2, round * 2 + 2), pick(names), 'add a story'].slice(0, 3);
    for (const name of chosen) edits[name]!();
    await paper.build('delta');
    await paper.build('clean', '--clean');
    assert.deepEqual(paper.tree('delta'), paper.tree('clean'), `after: ${chosen.join(', ')}`);
  }
});

test('an edited template changes the pages that it is part of', async () => {
  await paper.build('delta');
  paper.edit('src/pages/tags/index.astro', 'Every topic, by name.', 'Topics from A to Z.');
  assert.match(await paper.build('delta'), / 1 rendered/);
  paper.edit(
    'src/components/listing/StoryRows.astro',
    'margin-block-start: var(--space-3)',
    'margin-block-start: 1rem',
  );
  const rendered = Number(/(\d+) rendered/.exec(await paper.build('delta'))![1]);
  assert.ok(rendered > 20);
  await paper.build('clean', '--clean');
  assert.deepEqual(paper.tree('delta'), paper.tree('clean'));
});

test('when nothing changed, no file is touched', async () => {
  await paper.build('delta');
  const folder = paper.folder('delta');
  const state = () => [
    lstatSync(folder).ino,
    ...[...paper.tree('delta').keys()].map((file) => {
      const { ino, mtimeMs, ctimeMs } = statSync(join(folder, file));
      return `${file} ${ino} ${mtimeMs} ${ctimeMs}`;
    }),
  ];
  const before = state();
  assert.match(await paper.build('delta'), / 0 rendered,[^]* 0 added, 0 changed, 0 deleted/);
  assert.deepEqual(state(), before);
});

test('in a fresh checkout, where all times are new, the list of an edition stays as it is', async () => {
  await paper.build('delta');
  const lists = () =>
    ['a', 'b'].map((tree) => {
      const file = paper.folder(`.delta-editions/${tree}.files`);
      return existsSync(file) && readFileSync(file, 'utf8');
    });
  const before = lists();
  const setTimes = (folder: string, time: Date) =>
    paper.list(folder).forEach((file) => utimesSync(paper.folder(file), time, time));
  for (const folder of ['public', 'content']) setTimes(folder, new Date('2024-10-01'));
  assert.match(await paper.build('delta'), / 0 added, 0 changed, 0 deleted/);
  assert.deepEqual(lists(), before);

  const icon = paper.read('public/favicon.svg');
  paper.write('public/favicon.svg', icon.replace('svg', 'SVG'));
  setTimes('public', new Date('2024-10-01'));
  assert.match(await paper.build('delta'), / 0 added, 1 changed, 0 deleted/);
  paper.write('public/favicon.svg', icon);
  await paper.build('delta');
});

test('a correction changes few files, and the build tells a deploy which', async () => {
  const before = paper.tree('delta');
  paper.edit(
    'content/articles/1969/07/apollo-11-men-walk-on-the-moon.mdx',
    /^description: /m,
    'description: Corrected. ',
  );
  await paper.build('delta');
  const after = paper.tree('delta');
  const delta = JSON.parse(readFileSync(join(paper.folder('.delta-editions'), 'changes.json'), 'utf8'));
  const paths = (list: { path: string }[]) => list.map(({ path }) => path);
  assert.deepEqual(
    paths(delta.added),
    [...after.keys()].filter((path) => !before.has(path)),
  );
  assert.deepEqual(
    delta.deleted,
    [...before.keys()].filter((path) => !after.has(path)),
  );
  assert.deepEqual(
    paths(delta.changed),
    [...after.keys()].filter((path) => before.has(path) && before.get(path) !== after.get(path)),
  );
  assert.ok(delta.changed.length < 100);
});
