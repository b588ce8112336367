import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { build, outDir, testDir } from './builds.ts';
import { randomNumbers } from './paper-copy.ts';

const contentDir = join(testDir, 'extreme-content');
const articles = join(contentDir, 'articles/2020/05');
const site = outDir('extreme');
const page = (path: string) => readFileSync(join(site, path, 'index.html'), 'utf8');
const count = (text: string, part: string | RegExp) => text.split(part).length - 1;

const ofOneDay = 600;
const tagsOfAll = 1000;
const tagsOfOne = 500;
const longWords = 200_000;
const lineBytes = 500_000;
const authors = 300;

const random = randomNumbers(1);
const vocabulary = Array.from({ length: 5000 }, (_, number) => `word${number.toString(26)}`);
const words = (number: number) =>
  Array.from({ length: number }, () => vocabulary[Math.floor(random() ** 3 * vocabulary.length)]).join(' ');
const range = (length: number) => Array.from({ length }, (_, number) => number);

function story(name: string, body: string, { tags = [] as string[], authors = [] as string[] } = {}): void {
  const lists = [
    tags.length > 0 && `tags: [${tags.join(', ')}]`,
    authors.length > 0 && `authors: [${authors}]`,
  ];
  const keys = [
    `title: The story ${name}`,
    'description: What it says.',
    'pubDate: 2020-05-04',
    'section: world',
    ...lists.filter(Boolean),
  ];
  writeFileSync(join(articles, `${name}.mdx`), `---\n${keys.join('\n')}\n---\n\n${body}\n`);
}

before(async () => {
  rmSync(contentDir, { recursive: true, force: true });
  mkdirSync(articles, { recursive: true });
  writeFileSync(join(contentDir, 'sections.yaml'), '- id: world\n  title: World\n');
  for (const number of range(ofOneDay)) {
    const own = [number, number + ofOneDay].filter((tag) => tag < tagsOfAll).map((tag) => `rare ${tag}`);
    story(`of-the-day-${number}`, `${words(40)}.`, {
      tags: [...own, 'of all'],
      authors: [`Ann Author${number % authors}`],
    });
  }
  story('many-tags', 'A paragraph.', { tags: range(tagsOfOne).map((tag) => `rare ${tag}`) });
  const paragraphs = range(longWords / 50).map(() => `${words(50)}.`);
  story('long', `${paragraphs.join('\n\n')}\n\nThe last of its words is zanzibar.`);
  const line = words(lineBytes / 8);
  story('one-line', `${line.padEnd(lineBytes, ' more words')} zebra.`);
  story('one-word', 'x'.repeat(lineBytes));
  story('open-marks', `${'*a '.repeat(5000)}\n\n${'`b '.repeat(2000)}\n\n${'>'.repeat(200)} deep.`);
  await build({ CONTENT_DIR: contentDir, OUT_DIR: site }, { flags: ['--clean'] });
});

test('a day lists all of its hundreds of stories', () => {
  const day = page('2020/05/04');
  for (const number of range(ofOneDay))
    assert.ok(day.includes(`/2020/05/04/of-the-day-${number}/"`), `${number}`);
});

test('every one of a thousand tags has its page, and is among the topics', () => {
  const topics = page('tags');
  for (const tag of range(tagsOfAll)) {
    assert.ok(topics.includes(`/tags/rare-${tag}/"`), `${tag}`);
    assert.match(page(`tags/rare-${tag}`), /\/2020\/05\/04\/of-the-day-\d+\//);
  }
});

test('a story shows each of its five hundred tags', () => {
  const shown = page('2020/05/04/many-tags');
  for (const tag of range(tagsOfOne)) assert.ok(shown.includes(`/tags/rare-${tag}/"`), `${tag}`);
});

test('every author has a page', () => {
  const list = page('authors');
  for (const author of range(authors)) assert.ok(list.includes(`Ann Author${author}<`), `${author}`);
});

test('a book of a story is printed to its last word', () => {
  const book = page('2020/05/04/long');
  assert.equal(count(book.slice(book.indexOf('<main')), /<p\b/) >= longWords / 50, true);
  assert.match(book, /The last of its words is zanzibar\./);
});

test('a line of half a million letters is printed whole', () => {
  assert.match(page('2020/05/04/one-line'), /zebra\./);
  assert.ok(page('2020/05/04/one-word').includes('x'.repeat(lineBytes)));
});

test('marks that are never closed are printed as they are', () => {
  const marks = page('2020/05/04/open-marks');
  assert.ok(count(marks, '*a ') >= 4999);
  assert.match(marks, /deep\./);
});
