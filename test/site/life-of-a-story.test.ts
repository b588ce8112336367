import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { site as config } from '../../src/site.config.ts';
import { testDir } from './builds.ts';
import { feedFiles, formats, readFeed, type Format, type ReadItem } from './feed-files.ts';
import { copyPaper, type PaperCopy } from './paper-copy.ts';
import { readSite, type Site } from './site.ts';

/** Somebody who follows every feed of a format from its first day, and the archive behind the paper's own. */
class Subscriber {
  /** Every item that ever arrived, by its name, as it arrived last. */
  readonly items = new Map<string, ReadItem>();
  readonly #format: Format;

  constructor(format: Format) {
    this.#format = format;
  }

  /** Looks at all feeds that there are. */
  look(site: Site): void {
    const file = feedFiles[this.#format];
    const known = site.files.filter((path) => path.endsWith(file) && !path.startsWith('feeds/archive/'));
    for (const path of known) this.#take(site, path);
    let older = this.#take(site, file);
    for (let steps = 0; older !== undefined; steps++) {
      assert.ok(steps < 100, 'the archive leads nowhere');
      older = this.#take(site, new URL(older).pathname.slice(1));
    }
  }

  /** @returns address of the document with older items */
  #take(site: Site, path: string): string | undefined {
    const { items, older } = readFeed(site.text(path), this.#format);
    assert.equal(new Set(items.map(({ guid }) => guid)).size, items.length, path);
    for (const item of items) {
      const before = this.items.get(item.guid);
      assert.equal(item.published, before?.published ?? item.published, `${item.title} was published again`);
      this.items.set(item.guid, item);
    }
    return older;
  }

  /** The items that a reader would take for a story, and for corrections of it: all hold its word. */
  about(word: string): { stories: ReadItem[]; corrections: ReadItem[] } {
    const all = [...this.items.values()].filter(({ html }) => html.includes(word));
    const { story = [], correction = [] } = Object.groupBy(all, ({ title }) =>
      title.startsWith('Correction: ') ? 'correction' : 'story',
    );
    return { stories: story, corrections: correction };
  }
}

const contentDir = join(testDir, 'life-of-a-story/paper');
let paper: PaperCopy;
let site: Site;
const subscribers = formats.map((format) => new Subscriber(format));

function write(id: string, word: string, keys: Record<string, string>) {
  const lines = Object.entries({
    ...{ title: `The ${word}`, description: `What is known of it.`, section: 'world' },
    ...keys,
  }).map(([key, value]) => `${key}: ${value}`);
  paper.write(`paper/articles/${id}.mdx`, `---\n${lines.join('\n')}\n---\n\nThis is about ${word}.\n`);
}
const file = 'paper/articles/2024/10/harbour.mdx';
const renamed = 'paper/articles/2024/10/port.mdx';
/** The word of the story whose life is told. */
const word = 'zanzibar';
/** Words of the other stories, and of the corrections. */
const others: string[] = [];

/** Builds the paper, lets everybody look, and tells what they have of all stories. */
async function publish(corrections: string[]): Promise<ReadItem> {
  await paper.build('site');
  site = readSite(paper.folder('site'));
  for (const subscriber of subscribers) {
    subscriber.look(site);
    for (const other of others) {
      assert.equal(subscriber.about(other).stories.length, 1, `the story of ${other}`);
      assert.equal(subscriber.about(other).corrections.length, 0, `the story of ${other}`);
    }
    const { stories } = subscriber.about(word);
    assert.equal(stories.length, 1);
    const texts = [...subscriber.items.values()]
      .filter(({ title }) => title.startsWith('Correction: '))
      .map(({ html }) => /<p>(.*?)<\/p>/.exec(html)![1]);
    assert.deepEqual(texts.sort(), corrections.toSorted());
  }
  return subscribers[0]!.about(word).stories[0]!;
}

/** Folders of the lists whose feed has the story. */
function listsWith(guid: string): string[] {
  return site.files
    .filter((path) => path.endsWith('rss.xml') && !path.startsWith('feeds/archive/'))
    .filter((path) => readFeed(site.text(path), 'rss').items.some((item) => item.guid === guid))
    .map((path) => path.slice(0, -'rss.xml'.length))
    .sort();
}

/** Adds stories of a month, one a day. */
function addOthers(month: string, count: number) {
  for (let day = 1; day <= count; day++) {
    const other = `word${others.length}x`;
    others.push(other);
    const date = `${month}-${String(day).padStart(2, '0')}`;
    write(`${month.replace('-', '/')}/${other}`, other, { pubDate: date, tags: '[sea]' });
  }
}

before(() => {
  paper = copyPaper('life-of-a-story', { CONTENT_DIR: contentDir });
  paper.write('paper/sections.yaml', '- { id: world, title: World }\n- { id: science, title: Science }\n');
  addOthers('2024-09', 28);
});

let guid: string;

test('a story is published', async () => {
  write('2024/10/harbour', word, { pubDate: '2024-10-02', tags: '[sea, ships]', authors: '[Ann]' });
  const story = await publish([]);
  guid = story.guid;
  assert.deepEqual(listsWith(guid), ['', 'authors/ann/', 'tags/sea/', 'tags/ships/', 'world/']);
});

test('it is edited', async () => {
  paper.edit(file, 'title: The zanzibar', 'title: Another headline');
  paper.edit(file, /$/, '\nA second paragraph.\n');
  const story = await publish([]);
  assert.equal(story.title, 'Another headline');
  assert.match(story.html, /A second paragraph/);
});

test('it is corrected', async () => {
  paper.edit(
    file,
    /^section: /m,
    'corrections:\n  - { date: 2024-10-03 09:00, text: It was blue. }\nsection: ',
  );
  const story = await publish(['It was blue.']);
  const correction = subscribers[0]!.about('Another headline').corrections[0]!;
  assert.deepEqual([correction.url, correction.title], [story.url, 'Correction: Another headline']);
  assert.deepEqual(listsWith(correction.guid), [...listsWith(guid), 'corrections/'].sort());
  assert.match(story.html, /It was blue\./);
});

test('it is corrected again, and the words of the first correction are', async () => {
  paper.edit(
    file,
    'text: It was blue. }',
    'text: It was light blue. }\n  - { date: 2024-10-03 09:00, text: And wide. }',
  );
  await publish(['It was light blue.', 'And wide.']);
});

test('it is retagged', async () => {
  paper.edit(file, 'tags: [sea, ships]', 'tags: [sea, trade]');
  await publish(['It was light blue.', 'And wide.']);
  assert.deepEqual(listsWith(guid), ['', 'authors/ann/', 'tags/sea/', 'tags/trade/', 'world/']);
});

test('it is moved to another section', async () => {
  paper.edit(file, 'section: world', 'section: science');
  await publish(['It was light blue.', 'And wide.']);
  assert.deepEqual(listsWith(guid), ['', 'authors/ann/', 'science/', 'tags/sea/', 'tags/trade/']);
});

test('it gets another address', async () => {
  paper.edit(file, 'section: ', 'slug: the-harbour\nsection: ');
  const story = await publish(['It was light blue.', 'And wide.']);
  assert.equal(story.url, `${config.url}/2024/10/02/the-harbour/`);
});

test('its file is renamed, and says what it was called in feeds', async () => {
  paper.rename(file, renamed);
  paper.edit(renamed, 'slug: the-harbour\n', `guid: ${guid}\n`);
  const story = await publish(['It was light blue.', 'And wide.']);
  assert.deepEqual([story.guid, story.url], [guid, `${config.url}/2024/10/02/port/`]);
});

test('others follow, until only the archive has it', async () => {
  for (const [month, days] of [
    ['2024-10', 31],
    ['2024-11', 30],
    ['2024-12', 7],
  ] as const) {
    addOthers(month, days);
    await publish(['It was light blue.', 'And wide.']);
  }
  assert.ok(!listsWith(guid).includes(''));
  // Whoever subscribes now gets everything there ever was, once.
  for (const [index, format] of formats.entries()) {
    const late = new Subscriber(format);
    late.look(site);
    assert.deepEqual([...late.items.keys()].sort(), [...subscribers[index]!.items.keys()].sort());
  }
});

test('what is in the archive stays as it is when others follow', async () => {
  const archived = () =>
    new Map([...paper.tree('site')].filter(([path]) => path.startsWith('feeds/archive/')));
  const documents = archived();
  addOthers('2025-01', 2);
  await publish(['It was light blue.', 'And wide.']);
  const now = archived();
  const changed = [...documents].filter(([path, digest]) => now.get(path) !== digest).map(([path]) => path);
  // The newest of them learns which comes after it.
  assert.deepEqual(
    changed,
    ['atom.xml', 'rss.xml'].map((name) => `feeds/archive/2024-11/1/${name}`),
  );
});

test('it is corrected long after', async () => {
  paper.edit(
    renamed,
    'corrections:\n',
    'corrections:\n  - { date: 2025-01-09 10:00, text: It was never there. }\n',
  );
  await publish(['It was light blue.', 'And wide.', 'It was never there.']);
  const correction = subscribers[0]!.about('It was never there.').corrections[0]!;
  const carried = ['', 'authors/ann/', 'corrections/', 'science/', 'tags/sea/', 'tags/trade/'];
  assert.deepEqual(listsWith(correction.guid), carried);
});

test('it is withdrawn', async () => {
  paper.remove(renamed);
  await publish(['It was light blue.', 'And wide.', 'It was never there.']);
  for (const path of site.files.filter((path) => /(rss|atom)\.xml$|feed\.json$/.test(path))) {
    assert.ok(!site.text(path).includes(guid) && !site.text(path).includes(word), path);
  }
});

test('stories as long as a book are sent as their standfirst, and push out no other', async () => {
  const paragraph = 'All of this is true. '.repeat(500);
  for (const number of [1, 2, 3]) {
    const other = `book${number}x`;
    others.push(other);
    write(`2025/01/${other}`, other, { pubDate: `2025-01-1${number}` });
    const length = number === 3 ? 220 : 80;
    paper.edit(
      `paper/articles/2025/01/${other}.mdx`,
      /$/,
      `\n${`${paragraph}\n\n`.repeat(length)}The end.\n`,
    );
  }
  await publish(['It was light blue.', 'And wide.', 'It was never there.']);
  for (const format of formats) {
    const text = site.text(feedFiles[format]);
    assert.ok(Buffer.byteLength(text) < 2_000_000);
    const { items } = readFeed(text, format);
    assert.equal(items.length, config.feedLength);
    const books = items
      .slice(0, 3)
      .map(({ html }) => [html.length > 800_000, html.includes('too long for a feed')]);
    assert.deepEqual(books, [
      [false, true],
      [true, false],
      [true, false],
    ]);
  }
});
