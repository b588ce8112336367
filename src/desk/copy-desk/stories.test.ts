import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ArticleFrontmatter } from '../../model/article.ts';
import { altRemarks, frontmatterRemarks } from './stories.ts';
import { unwritten } from './unwritten.ts';

const data: ArticleFrontmatter = {
  title: 'Kremlin urges restraint',
  description: 'It spoke on Wednesday.',
  pubDate: '2024-10-02',
  section: 'world',
};
const codes = (keys: Partial<ArticleFrontmatter>) =>
  frontmatterRemarks({ ...data, ...keys }, 'en-GB').map(
    ({ code, where: { at } }) => `${code} ${at.join('.')}`,
  );

describe('a headline', () => {
  for (const title of ['KREMLIN URGES RESTRAINT', 'UN, NATO AND EU MEET IN KYIV', 'ÉTATS-UNIS: GRÈVE']) {
    test(`in capitals: ${title}`, () => assert.deepEqual(codes({ title }), ['headline-capitals title']));
  }
  for (const title of [
    'US and UK meet',
    'NATO',
    'OPEC+ cuts output',
    'UNESCO',
    'AFP: UN OK',
    'موسكو تدعو',
    '莫斯科呼吁克制',
  ]) {
    test(`that only looks so: ${title}`, () => assert.deepEqual(codes({ title }), []));
  }
});

test('a standfirst that search results cut off', () => {
  assert.deepEqual(codes({ description: 'a'.repeat(200) }), []);
  assert.deepEqual(codes({ description: '😀'.repeat(200) }), []);
  assert.deepEqual(codes({ description: 'a'.repeat(201) }), ['long-standfirst description']);
});

test('slips in headline and standfirst are told at their words', () => {
  const remarks = frontmatterRemarks(
    { ...data, title: 'Moscow urges the the restraint', description: 'He said “yes.' },
    'en',
  );
  assert.deepEqual(
    remarks.map(({ code, where }) => [code, where]),
    [
      ['doubled-word', { at: ['title'], phrase: 'the the' }],
      ['open-quotation', { at: ['description'], phrase: '“' }],
    ],
  );
  assert.deepEqual(codes({ title: 'Dans la la ville', lang: 'fr' }), ['doubled-word title']);
});

test('alternative text that says “image of”', () => {
  const says = (alt: string) => altRemarks(alt, undefined).map(({ code }) => code);
  for (const alt of [
    'Image of a lamp',
    'A picture of a lamp',
    'photo: a lamp',
    'The photograph shows a lamp that shows',
  ]) {
    assert.equal(says(alt).length, /^The photograph shows/.test(alt) ? 0 : 1, alt);
  }
  for (const alt of [
    'A lamp',
    'Picture frames on a wall',
    'Imaging of the brain',
    'A painting of a lamp',
    'Photographers at work',
  ]) {
    assert.deepEqual(says(alt), [], alt);
  }
});

test('alternative text that repeats the caption', () => {
  const says = (alt: string, caption?: string) => altRemarks(alt, caption).length;
  assert.equal(says('The reading room on Saturday.', 'The reading room on Saturday'), 1);
  assert.equal(says('The reading room', 'The reading room, on Saturday morning.'), 0);
  assert.equal(says('The reading room of the library', 'The reading room of the library, on Saturday.'), 1);
  assert.equal(says('Readers under green lamps', 'The reading room on Saturday.'), 0);
  assert.equal(says('Readers', undefined), 0);
  assert.equal(says('…', '…'), 0);
});

test('corrections and updates that say nothing', () => {
  const notices = (text: string) => codes({ corrections: [{ date: '2024-10-02', text }] });
  for (const text of [
    'Corrected.',
    'Fixed a typo',
    'Error corrected',
    '…',
    'TBD',
    'This story has been updated.',
  ]) {
    assert.deepEqual(notices(text), ['empty-correction corrections.0.text'], text);
  }
  for (const text of [
    'He is Dmitry, not Dimitri.',
    'The name of the spokesman was corrected.',
    'Es war 1989.',
  ]) {
    assert.deepEqual(notices(text), [], text);
  }
  assert.deepEqual(codes({ updates: [{ date: '2024-10-02', text: 'Updated' }] }), [
    'empty-correction updates.0.text',
  ]);
});

test('insecure addresses of the original and of the picture', () => {
  const image = { src: 'a.jpg', alt: 'A lamp', credit: 'AFP', source: 'http://example.org/' };
  assert.deepEqual(codes({ image, source: { name: 'A', url: 'http://example.org/' } }), [
    'insecure-link source.url',
    'insecure-link image.source',
  ]);
});

test('what a new story says in place of words is told once the story is no draft', () => {
  const image = { src: 'a.jpg', alt: unwritten.alt, caption: 'Moscow on Friday.', credit: unwritten.credit };
  const keys = { description: unwritten.description, image };
  assert.deepEqual(codes(keys), ['unwritten description', 'unwritten image.alt', 'unwritten image.credit']);
  assert.deepEqual(codes({ ...keys, draft: true }), []);
});
