import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import sharp from 'sharp';
import { site as config } from '../../src/site.config.ts';
import { copyPaper, type PaperCopy } from './paper-copy.ts';
import { contentYaml, publicStories, type SampleStory } from './sample-stories.ts';
import { openSite, readSite, type HtmlPage, type Site } from './site.ts';

const site = openSite('site');
const sections = contentYaml('sections.yaml') as { id: string; title: string }[];
const unpictured = publicStories.filter(({ data }) => !data.image);

const meta = ({ $ }: HtmlPage, property: string) => $(`meta[property="${property}"]`).attr('content')!;
/** The file that a page is shared with. */
const sharedFile = (page: HtmlPage) => new URL(meta(page, 'og:image')).pathname.slice(1);
const sharedFileAt = (site: Site, path: string) => sharedFile(site.page(path));

/** Cards of the sample paper by what they are for. */
const ofPaper = sharedFileAt(site, '/');
const ofSection = new Map(sections.map(({ id }) => [id, sharedFileAt(site, `/${id}/`)]));

test('every page can be shared with a picture that is there, of the size it says', async () => {
  for (const page of site.pages) {
    assert.equal(page.$('meta[name="twitter:card"]').attr('content'), 'summary_large_image', page.path);
    const { width, height } = await sharp(site.read(sharedFile(page))).metadata();
    const said = ['og:image:width', 'og:image:height'].map((key) => Number(meta(page, key)));
    assert.deepEqual([width, height], said, page.path);
    assert.ok(width >= 600 && height >= 315, page.path);
  }
});

test('a section’s lists show its card, all else that is no story the paper’s', () => {
  assert.equal(new Set([ofPaper, ...ofSection.values()]).size, sections.length + 1);
  const stories = new Set(publicStories.map(({ path }) => path));
  for (const page of site.pages.filter(({ path }) => !stories.has(path))) {
    const section = sections.find(({ id }) => page.path.startsWith(`/${id}/`));
    assert.equal(sharedFile(page), section ? ofSection.get(section.id) : ofPaper, page.path);
    assert.equal(
      meta(page, 'og:image:alt'),
      `${config.title}: ${section ? section.title : config.tagline}`,
      page.path,
    );
  }
});

test('stories without a picture have cards that say their headline; nobody else has one', async () => {
  assert.ok(unpictured.length > 2);
  const own = unpictured.map(({ path, data }) => {
    assert.equal(meta(site.page(path), 'og:image:alt'), data.title);
    return sharedFileAt(site, path);
  });
  assert.equal(new Set([...own, ofPaper, ...ofSection.values()]).size, own.length + sections.length + 1);
  const published = site.files.filter((file) => /^pictures\/.*-1200\.png$/.test(file));
  assert.deepEqual(published, [...own, ofPaper, ...ofSection.values()].sort());
  for (const { path, data } of publicStories.filter(({ data }) => data.image)) {
    assert.match(sharedFileAt(site, path), /\.jpg$/, data.title);
  }
  for (const file of own) {
    const { entropy } = await sharp(site.read(file)).greyscale().stats();
    assert.ok(entropy > 0.2, `${file} is empty`);
  }
});

test('a headline in another direction, with markup or control characters has its card', async () => {
  const awkward = openSite('awkward');
  const blank = sharedFileAt(awkward, '/awkward/');
  for (const path of ['/2025/11/02/arabic/', `/2025/11/03/${encodeURI('über-die-brücke')}/`]) {
    const file = sharedFileAt(awkward, path);
    assert.notEqual(file, blank);
    assert.notDeepEqual(awkward.read(file), awkward.read(blank), path);
  }
});

let paper: PaperCopy;
/** The oldest story that has a card, when only the newest ones may. */
let last: SampleStory;
const open = () => readSite(paper.folder('delta'));
const lead = 'content/articles/2025/12/small.jpg';

before(async () => {
  paper = copyPaper('social-cards');
  last = unpictured[0]!;
  const newest = publicStories.indexOf(last) + 1;
  paper.edit('src/site.config.ts', /socialCards: \d+/, `socialCards: ${newest}`);
  await paper.build('delta');
});

const story = (title: string, rest = '') =>
  `---\ntitle: ${title}\ndescription: What it says.\npubDate: 2025-12-01\nsection: science\n${rest}---\n\nText.\n`;

test('only the newest stories have cards of their own', () => {
  const built = open();
  assert.equal(sharedFileAt(built, last.path), sharedFileAt(site, last.path));
  for (const { path, data } of unpictured.slice(1)) {
    assert.equal(sharedFileAt(built, path), ofSection.get(data.section));
    assert.equal(built.files.includes(sharedFileAt(site, path)), false, path);
  }
});

test('a new story takes the card from the oldest, and nothing else of it changes', async () => {
  const before = paper.tree('delta');
  const gone = sharedFileAt(open(), last.path);
  paper.write('content/articles/2025/12/newest.mdx', story('The newest story'));
  await paper.build('delta');
  const built = open();
  assert.equal(sharedFileAt(built, last.path), ofSection.get(last.data.section));
  assert.equal(existsSync(join(built.dir, gone)), false);
  assert.equal(meta(built.page('/2025/12/01/newest/'), 'og:image:alt'), 'The newest story');
  const cards = (files: Iterable<string>) => [...files].filter((file) => file.endsWith('-1200.png'));
  assert.equal(cards(built.files).length, cards(before.keys()).length);

  paper.write('content/articles/2025/12/newest.mdx', story('The newest story, with another headline'));
  await paper.build('delta');
  assert.notEqual(sharedFileAt(open(), '/2025/12/01/newest/'), sharedFileAt(built, '/2025/12/01/newest/'));
  await paper.build('clean', '--clean');
  assert.deepEqual(paper.tree('delta'), paper.tree('clean'));
});

test('a picture that is too small to be shared gives way to a card', async () => {
  const picture = (width: number) =>
    sharp({ create: { width, height: 500, channels: 3, background: '#8f1d1d' } })
      .jpeg()
      .toFile(paper.folder(lead));
  const image = 'image: { src: small.jpg, alt: A red field, credit: Nobody }\n';
  await picture(599);
  paper.write('content/articles/2025/12/small.mdx', story('A small picture', image));
  await paper.build('delta');
  assert.match(sharedFileAt(open(), '/2025/12/01/small/'), /-1200\.png$/);
  await picture(600);
  await paper.build('delta');
  const page = open().page('/2025/12/01/small/');
  assert.match(sharedFile(page), /-600\.jpg$/);
  assert.equal(meta(page, 'og:image:alt'), 'A red field');
});

test('a story that is held back leaves no card', async () => {
  const file = sharedFileAt(open(), '/2025/12/01/newest/');
  paper.remove('content/articles/2025/12/small.mdx');
  paper.edit('content/articles/2025/12/newest.mdx', 'title:', 'draft: true\ntitle:');
  await paper.build('delta');
  assert.equal(open().files.includes(file), false);
  assert.equal(sharedFileAt(open(), last.path), sharedFileAt(site, last.path));
});
