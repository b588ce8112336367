import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Article, Author } from '../model/archive.ts';
import { articleKinds } from '../model/article.ts';
import { collectionPageJsonLd, profilePageJsonLd } from './json-ld-lists.ts';
import { storyJsonLd } from './json-ld-story.ts';
import { publisherJsonLd, serializeJsonLd } from './json-ld.ts';

const publisher = publisherJsonLd(
  { name: 'Paper', url: 'https://paper.example/' },
  { url: 'https://paper.example/icon.png', width: 512, height: 512 },
  { ethicsPolicy: 'https://paper.example/ethics/' },
);
const context = {
  publisher,
  absolute: (path: string) => `https://paper.example${path}`,
  timeZone: 'Europe/London',
  pictures: [{ url: 'https://paper.example/pictures/a.jpg', width: 800, height: 450 }],
  words: 300,
};
const ann: Author = { id: 'ann', title: 'Ann', path: '/authors/ann/', type: 'person' };
const plain: Article = {
  ...{ id: '2024/10/a', path: 'articles/2024/10/a.mdx', digest: '', place: 0, permalink: '/2024/10/02/a/' },
  ...{ title: 'Title', description: 'Standfirst', dateline: 'Moscow', lang: 'en-GB', kind: 'news' },
  ...{ published: new Date('2024-10-02T12:00:00Z'), day: '2024-10-02' },
  section: { id: 'world', title: 'World', path: '/world/' },
  ...{ authors: [ann], contributors: [], tags: [], related: [], updates: [], corrections: [] },
};
const story = (data: Partial<Article>): Record<string, any> =>
  JSON.parse(serializeJsonLd(storyJsonLd({ ...plain, ...data }, context)));

test('every kind of journalism has its type', () => {
  assert.deepEqual(Object.fromEntries(articleKinds.map((kind) => [kind, story({ kind })['@type']])), {
    news: 'NewsArticle',
    brief: 'NewsArticle',
    reportage: 'ReportageNewsArticle',
    analysis: 'AnalysisNewsArticle',
    opinion: 'OpinionNewsArticle',
    explainer: 'BackgroundNewsArticle',
    live: 'LiveBlogPosting',
  });
});

test('a live story has its entries, the newest first, and lasts until the last of them', () => {
  const updates = [
    { date: new Date('2024-10-02T13:00:00Z'), text: 'First' },
    { date: new Date('2024-10-02T14:30:00Z'), text: 'Second' },
  ];
  const live = story({ kind: 'live', updates, updated: new Date('2024-10-05T00:00:00Z') });
  assert.equal(live.coverageStartTime, '2024-10-02T13:00:00+01:00');
  assert.equal(live.coverageEndTime, '2024-10-02T15:30:00+01:00');
  assert.equal(live.dateModified, '2024-10-05T01:00:00+01:00');
  assert.deepEqual(live.liveBlogUpdate[0], {
    '@type': 'BlogPosting',
    headline: 'Second',
    articleBody: 'Second',
    datePublished: '2024-10-02T15:30:00+01:00',
  });
  assert.equal(live.liveBlogUpdate[1].headline, 'First');
  assert.equal(live.dateline, undefined, 'only a NewsArticle has one');
  const begun = story({ kind: 'live' });
  assert.deepEqual([begun.coverageEndTime, begun.liveBlogUpdate], [begun.coverageStartTime, undefined]);
});

test('a picture has its credit, and the licence or else the place it comes from', () => {
  const image = { src: 'a.jpg', alt: 'A', credit: 'Ann, Agency', caption: 'Caption' };
  const rightsOf = (source?: string) => {
    const [picture] = story({ image: { ...image, source } }).image;
    assert.deepEqual([picture.caption, picture.creditText], ['Caption', 'Ann, Agency']);
    assert.deepEqual([picture.url, picture.contentUrl], Array(2).fill(context.pictures[0]!.url));
    return [picture.license, picture.acquireLicensePage];
  };
  const licence = 'https://creativecommons.org/licenses/by/4.0/';
  assert.deepEqual(rightsOf(licence), [licence, undefined]);
  assert.deepEqual(rightsOf('https://agency.example/7'), [undefined, 'https://agency.example/7']);
  assert.deepEqual(rightsOf(), [undefined, undefined]);
  assert.equal(story({}).image, undefined);
});

test('copy that is republished has its original as its page, copy that is retold does not', () => {
  const source = { name: 'Agency', url: 'https://agency.example/a' };
  const retold = story({ source: { ...source, canonical: false } });
  assert.deepEqual([retold.mainEntityOfPage, retold.isBasedOn], [retold.url, source.url]);
  const republished = story({ source: { ...source, canonical: true } });
  assert.deepEqual([republished.mainEntityOfPage, republished.isBasedOn], [source.url, source.url]);
  assert.equal(republished.url, 'https://paper.example/2024/10/02/a/');
});

test('the paper is the author of what nobody signed', () => {
  assert.deepEqual(story({}).author, [
    { '@type': 'Person', name: 'Ann', url: 'https://paper.example/authors/ann/' },
  ]);
  assert.deepEqual(story({ authors: [] }).author, [
    { '@type': 'NewsMediaOrganization', name: 'Paper', url: 'https://paper.example/' },
  ]);
});

test('a person with a role works for the paper, a guest and an agency do not', () => {
  const profile = (author: Partial<Author>): Record<string, any> =>
    profilePageJsonLd(
      { ...ann, url: 'https://ann.example/', ...author },
      {
        ...{ title: 'Author: Ann', description: '', url: 'https://paper.example/authors/ann/' },
        ...{ language: 'en-GB', paper: { name: 'Paper', url: 'https://paper.example/' } },
      },
    );
  const { mainEntity } = profile({ role: 'Correspondent' });
  assert.deepEqual(
    [mainEntity['@type'], mainEntity.name, mainEntity.sameAs, mainEntity.jobTitle, mainEntity.worksFor.name],
    ['Person', 'Ann', 'https://ann.example/', 'Correspondent', 'Paper'],
  );
  assert.equal(profile({}).mainEntity.worksFor, undefined);
  const agency = profile({ type: 'organization', role: 'News agency' }).mainEntity;
  assert.deepEqual(
    [agency['@type'], agency.worksFor, agency.jobTitle],
    ['Organization', undefined, undefined],
  );
});

test('what stands in a script cannot end it, and says what was written', () => {
  const texts = [
    '</script><script>alert(1)</script> <!-- ]]>',
    'line\u2028and paragraph\u2029',
    String.raw`\ud800 and \\ud800, typed`,
    '👩🏽‍🚀 \u0007 &amp; "quoted"',
  ];
  for (const text of texts) {
    const json = serializeJsonLd(list(text));
    assert.doesNotMatch(json, /[<\u2028\u2029]/);
    assert.equal(JSON.parse(json).name, text);
  }
  const halves = serializeJsonLd(list('a\ud800b\udc00'));
  assert.equal(JSON.parse(halves).name, 'a\ufffdb\ufffd');
});

const list = (title: string) =>
  collectionPageJsonLd({ title, description: '', url: 'https://paper.example/', language: 'en' }, []);
