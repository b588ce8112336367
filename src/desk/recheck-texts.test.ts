import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import sharp from 'sharp';

const folder = mkdtempSync(join(tmpdir(), 'recheck-'));
after(() => rmSync(folder, { recursive: true }));
const contentDir = join(folder, 'content');
Object.assign(process.env, {
  CONTENT_DIR: contentDir,
  CACHE_DIR: join(folder, 'cache'),
  SOURCE_DATE_EPOCH: String(Date.parse('2024-10-05T11:00Z') / 1000),
});
// They read the environment when they are loaded.
const { guidOf } = await import('../model/story-guid.ts');
const { checkPaper } = await import('./check-paper.ts');
const { findInContent } = await import('./run-check.ts');

const times = (count: number, text: string) => Array<string>(count).fill(text);
const nothing = (count: number) => times(count, '');

/** What stories may say in each of their parts. Much of it is warned of, and some of that beside other stories. */
const parts = {
  title: [
    ...['Kremlin urges restraint over missiles', 'Kremlin urges restraint over missile', 'GRAIN TALKS FAIL'],
    ...[
      'Ministers meet in Geneva on Friday',
      'Ministers meet in Geneva on Fridays',
      'Harvest is late this year',
    ],
  ],
  description: ['A sentence.', 'Of the the talks.', `Long. ${'And long. '.repeat(25)}`],
  pubDate: [...times(6, '2024-10-02 14:05'), '2024-10-02 15:05', '2024-10-03 09:00', '2024-10-05 20:00'],
  section: ['world'],
  tags: ['[missile]', '[missiles, grain]', '[grain]', '[]', '[wheat]', '[rice]'],
  authors: ['[Anna Petrova]', '[Anna Petrovva]', '[Anna Petrova, Ivan Orlov]'],
  named: [
    ...nothing(6),
    'draft: true',
    'slug: talks',
    'guid: urn:x',
    'series: talks',
    'related: [2024/10/n3]',
    'withdrawn: { date: 2024-10-04, reason: It was false. }',
  ],
  image: [
    '',
    'src: small.png, alt: A door, credit: AFP',
    'src: small.png, alt: Image of a door, credit: AFP',
  ],
  updates: ['', '', '', '- { date: 2024-10-03, text: More. }', '- { date: 2027-10-03, text: It is 180. }'],
  comment: [
    '',
    '# check: ignore small-picture - none larger',
    '# check: ignore tag-variant - both',
    '# a\n# b',
  ],
  head: ['', '## Talks', '## Talks', '## Grain'],
  text: [
    ...[
      'Some text.',
      'Some {1 + 1} texts.',
      'In the the city, he said “yes.',
      'See http://example.org/.',
      'Two\n\nmore lines.',
    ],
    '{/* check: ignore twin-headline, doubled-word - a song */}',
  ],
  link: [
    ...nothing(9),
    ...['[x](/2024/10/02/n1/#talks)', '[x](/2024/10/02/n2/#talks)', '[x](/old/)'],
    ...[
      '[x](/2024/10/02/n3/)',
      '[x](/2024/10/)',
      '[x](/tags/grain/)',
      '[x](/tags/missile/)',
      '[x](/authors/ivan-orlov/)',
    ],
    '[x](/series/talks/)',
  ],
  picture: ['', '', '', '', '<Figure src="small.png" alt="A door" credit="AFP" />'],
};
type Part = keyof typeof parts;
type Story = Record<Part, string>;

const mistakes: [Part, string][] = [
  ['title', '"Talks fail'],
  ['title', '[a, b]'],
  ['description', ''],
  ['pubDate', '2024-09-30 14:05'],
  ['pubDate', 'soon'],
  ['pubDate', '2024-10-03 9:00'],
  ['section', 'wrold'],
  ['tags', '[grain, "Grain!"]'],
  ['tags', 'grain'],
  ['named', 'slug: n2'],
  ['named', 'related: [2024/10/none]'],
  ['named', 'series: takls'],
  ['image', 'src: gone.png, alt: A door, credit: AFP'],
  ['text', '<Figure'],
  ['text', '<Related id="2024/10/none" />'],
  ['link', '[x](/nowhere/)'],
  ['link', '[x](/2024/10/02/n1)'],
  ['link', '[x](/2024/10/02/talk/)'],
  ['link', '[x](/tags/grian/)'],
  ['link', '[x](/tags/grain/rss.xml)'],
  ['picture', '<Figure src="smal.png" alt="A door" credit="AFP" />'],
];
/** What other files of the paper may say, mistaken or not. The first of each is right; without one there is no such file. */
const otherFiles: Record<string, readonly (string | undefined)[]> = {
  'front.yaml': [
    ...['{}\n', 'lead: 2024/10/n1\n', 'lead: 2024/10/none\n', 'secondary: 2024/10/n1\n', 'lead: "\n'],
  ],
  'tags.yaml': ['{}\n', 'missile: { title: Missile }\nmissiles: { title: Missiles }\n', 'grain: x\n'],
  'redirects.yaml': [
    '/old/: /world/\n/tags/rice/old/: /world/\n',
    ...['/old/: /2024/10/02/n3/\n', '/2024/10/02/n4/: /world/\n', '/old/: /tags/wheat/rss.xml\n'],
  ],
  'authors/ivan-orlov.yaml': [undefined, 'name: Ivan Orlov\n'],
  'pages/about.mdx': [
    undefined,
    ...['Text.', '## Talks\n\n[x](/2024/10/02/n2/#talks)', '<Figure'].map(
      (text) => `---\ntitle: About\ndescription: What.\n---\n\n${text}\n`,
    ),
  ],
};
const names = Object.keys(parts) as Part[];
/** What is right in every paper, beside all else. */
const soundParts = { pubDate: parts.pubDate[0]!, text: parts.text[0]!, link: '', named: '' };
/** Those that no other story goes by, nor what is said of this one beside others. */
const ownParts: Part[] = ['description', 'updates', 'comment', 'text'];

/** The same numbers at each run, from 0 to below this one. */
const random = (below: number) => (seed = (seed * 16_807) % 2_147_483_647) % below;
let seed = 7;
const oneIn = (count: number) => random(count) === 0;
const pick = <Entry>(list: readonly Entry[]): Entry => list[random(list.length)]!;

const anyStory = () => Object.fromEntries(names.map((name) => [name, pick(parts[name])])) as Story;

/** A story with an edit, and mostly without its mistakes. */
function edited(story: Story): Story {
  const next = { ...story };
  for (const [part, wrong] of mistakes) {
    if (next[part] === wrong && !oneIn(4)) next[part] = pick(parts[part]);
  }
  const part = !oneIn(3) ? pick(ownParts) : pick(names);
  const [wrongPart, wrong] = pick(mistakes);
  if (oneIn(5)) return { ...next, [wrongPart]: wrong };
  const other = oneIn(3) ? pick(names) : part;
  return { ...next, [other]: pick(parts[other]), [part]: pick(parts[part]) };
}

let time = Date.parse('2024-10-01T12:00Z') / 1000;

/** @param isYoung whether its next change may leave no trace in its time */
function write(path: string, content: string | Uint8Array, isYoung = false): void {
  const file = join(contentDir, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  time++;
  if (!isYoung) utimesSync(file, time, time);
}

function writeStory(name: string, story: Story, isYoung: boolean): void {
  const { title, description, pubDate, section, tags, authors, named, image, updates, comment } = story;
  const lines = [
    ...[
      `title: ${title}`,
      comment,
      `description: ${description}`,
      `pubDate: ${pubDate}`,
      `section: ${section}`,
    ],
    ...[
      `tags: ${tags}`,
      `authors: ${authors}`,
      named,
      image && `image: { ${image} }`,
      updates && `updates:\n  ${updates}`,
    ],
  ];
  const blocks = [story.head, story.text, story.link, story.picture];
  write(
    `articles/2024/10/${name}.mdx`,
    `---\n${lines.filter(Boolean).join('\n')}\n---\n\n${blocks.filter(Boolean).join('\n\n')}\n`,
    isYoung,
  );
}

function writeOther(path: string, content: string | undefined): void {
  if (content === undefined) rmSync(join(contentDir, path), { force: true });
  else write(path, content);
}

function writeAnyOther(): void {
  const path = pick(Object.keys(otherFiles));
  writeOther(path, pick(otherFiles[path]!));
}

const picture = () =>
  sharp({ create: { width: 20, height: 20, channels: 3, background: 'red' } })
    .png()
    .toBuffer();

/** What a check of everything finds, and what one finds that goes by the last. */
async function checkTwice() {
  const found = await findInContent();
  const { findings, count, code } = await checkPaper();
  // Of a check of everything, the content is known as well.
  return { whole: { findings, count, code }, again: 'content' in found ? undefined : found };
}

/**
 * The smallest paper, with these stories.
 * @param published the ids of those that are on the list of published addresses
 */
async function makePaper(
  stories: Iterable<[name: string, story: Story]>,
  published: string[] = [],
): Promise<void> {
  rmSync(contentDir, { recursive: true, force: true });
  write('articles/2024/10/small.png', await picture());
  write('sections.yaml', '- id: world\n  title: World\n');
  write('series/talks.yaml', 'title: Talks\n');
  for (const path of Object.keys(otherFiles)) writeOther(path, otherFiles[path]![0]);
  write('permalinks.txt', published.map((id) => `/2024/10/02/${id.slice(8)}/ ${guidOf({ id })}\n`).join(''));
  for (const [name, story] of stories) writeStory(name, story, false);
  await checkTwice();
}

test('a text is checked alone, with its mistakes, as long as others have none for it', async () => {
  const plain = Object.fromEntries(names.map((name) => [name, parts[name][0]!])) as Story;
  const first = { ...plain, head: '## Talks', image: parts.image[1]!, tags: '[missiles]' };
  const edits: [change: Partial<Story>, isAlone: boolean][] = [
    [{}, true],
    [{ text: 'In the the city.\n\n[x](http://example.org/)' }, true],
    [{ description: 'Another.', comment: '# a\n# b', image: parts.image[2]! }, true],
    [{ updates: parts.updates.at(-1)! }, true],
    [{ comment: '# check: ignore tag-variant - both' }, true],
    [{ title: 'Another' }, true],
    [{ tags: '[missiles, grain]' }, true],
    [{ link: '[x](/old/)' }, true],
    [{ picture: parts.picture.at(-1)! }, true],
    [{ text: '<Figur />' }, true],
    [{ link: '[x](/nowhere/)' }, true],
    [{ link: '[x](/2024/10/02/n)' }, true],
    [{ section: 'wrold' }, true],
    [{ named: 'related: [2024/10/none]' }, true],
    [{ pubDate: '2024-10-02 23:05' }, true],
    [{ authors: '[Anna Petrovva]', head: '## Talks\n\n## Grain' }, false],
    // The other links to its heading, and to the list of its tag.
    [{ head: '## Grain' }, false],
    [{ tags: '[grain]' }, false],
    // A redirect comes from below the new list.
    [{ tags: '[missiles, rice]' }, false],
    [{ named: 'draft: true' }, false],
    [{ pubDate: '2024-10-03' }, false],
    // The other is told that it has the same address.
    [{ named: 'slug: n1' }, false],
    // The headings of the other are not known.
    [{ link: '[x](/2024/10/02/n1/#talks)' }, false],
    // Of what cannot be read, nor are its own.
    [{ text: '<Figure' }, false],
  ];
  for (const [change, isAlone] of edits) {
    const other = { ...plain, tags: '[missile]', link: '[x](/2024/10/02/n0/#talks)\n\n[x](/tags/missiles/)' };
    await makePaper([
      ['n0', first],
      ['n1', other],
    ]);
    writeStory('n0', { ...first, ...change }, false);
    const { whole, again } = await checkTwice();
    assert.equal(again !== undefined, isAlone, JSON.stringify(change));
    if (again) assert.deepEqual(again, whole, JSON.stringify(change));
  }
});

test('a new story is checked alone', async () => {
  const plain = Object.fromEntries(names.map((name) => [name, parts[name][0]!])) as Story;
  await makePaper([['n0', plain]]);
  writeStory(
    'n1',
    { ...plain, link: '[x](/2024/10/02/n0/)', tags: '[missiles]', image: parts.image[2]! },
    false,
  );
  const { whole, again } = await checkTwice();
  assert.deepEqual(again, whole);
  assert.deepEqual(
    new Set(whole.findings.map(({ code }) => code)),
    new Set(['small-picture', 'tag-variant', 'twin-headline', 'alt-image-of']),
  );
  writeStory('n0', { ...plain, link: '[x](/2024/10/02/n1/)' }, false);
  const linked = await checkTwice();
  assert.deepEqual(linked.again, linked.whole);
  writeStory('n1', { ...plain, link: '[x](/nowhere/)' }, false);
  writeStory('n2', { ...plain, title: '"Kremlin urges' }, false);
  const astray = await checkTwice();
  assert.deepEqual(astray.again, astray.whole);
  rmSync(join(contentDir, 'articles/2024/10/n2.mdx'));
  // It is known from the check before the mistakes what else there is.
  writeStory('n1', { ...plain, title: 'Others fail' }, false);
  const mended = await checkTwice();
  assert.deepEqual(mended.again, mended.whole);
});

test('a picture that was missing is there once it came', async () => {
  const plain = Object.fromEntries(names.map((name) => [name, parts[name][0]!])) as Story;
  await makePaper([['n0', { ...plain, image: 'src: late.png, alt: A door, credit: AFP' }]]);
  assert.equal((await checkTwice()).whole.findings.length, 1);
  cpSync(join(contentDir, 'articles/2024/10/small.png'), join(contentDir, 'articles/2024/10/late.png'));
  const { findings } = await findInContent();
  assert.deepEqual(
    findings.map(({ code }) => code),
    ['small-picture'],
  );
});

test('after any edit, what is found by way of the last check is what a check of everything finds', async () => {
  const stories = new Map<string, Story>();
  for (let n = 0; n < 8; n++) stories.set(`n${n}`, { ...anyStory(), ...soundParts });
  await makePaper(stories, ['2024/10/n0', '2024/10/n1', '2024/10/n2']);
  const put = (name: string, story: Story | undefined) => {
    if (story) {
      stories.set(name, story);
      writeStory(name, story, oneIn(25));
    } else {
      stories.delete(name);
      rmSync(join(contentDir, `articles/2024/10/${name}.mdx`));
    }
  };

  const counts = { alone: 0, mistaken: 0, added: 0, whole: 0, warnings: 0 };
  let sound = new Map(stories);
  for (let edit = 0; edit < 300; edit++) {
    if (oneIn(10)) writeAnyOther();
    if (oneIn(25)) write('articles/2024/10/gone.png', await picture());
    if (oneIn(25)) rmSync(join(contentDir, 'articles/2024/10/gone.png'), { force: true });
    const name = `n${random(14)}`;
    const before = stories.get(name);
    const story = !before ? { ...anyStory(), ...soundParts } : oneIn(15) ? undefined : edited(before);
    put(name, story);
    const { whole, again } = await checkTwice();
    if (again) assert.deepEqual(again, whole, `edit ${edit} of ${name}: ${JSON.stringify(story)}`);
    counts[again ? 'alone' : 'whole']++;
    counts.warnings += again ? whole.findings.length : 0;
    if (again && !before) counts.added++;
    if (whole.findings.every(({ code }) => code)) sound = new Map(stories);
    else {
      if (again) counts.mistaken++;
      if (oneIn(3)) continue;
      // Most mistakes do not stay for long.
      for (const path of Object.keys(otherFiles)) writeOther(path, otherFiles[path]![0]);
      for (const name of new Set([...stories.keys(), ...sound.keys()])) {
        if (stories.get(name) !== sound.get(name)) put(name, sound.get(name));
      }
    }
  }
  const { alone, mistaken, added, whole, warnings } = counts;
  assert.ok(
    alone > 100 && mistaken > 25 && added > 10 && whole > 20 && warnings > 100,
    JSON.stringify(counts),
  );
});
