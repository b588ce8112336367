import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileFacts } from '../find-copies.ts';
import { Refusal, type Note } from '../notes.ts';
import { readOldFile } from './old-frontmatter.ts';
import { mapOldKeys, type OldRules } from './old-keys.ts';

const rules: OldRules = {
  timeZone: 'Europe/London',
  monthFirst: false,
  language: 'en-GB',
  now: new Date('2024-10-05T11:00Z'),
};

/** Maps frontmatter between lines `---` as if it stood in a file. */
function map(
  yaml: string,
  { file = '/site/content/posts/a-story.md', ...more }: Partial<OldRules> & { file?: string } = {},
) {
  const notes: Note[] = [];
  const { keys } = readOldFile(`---\n${yaml}\n---\n`);
  const facts = mapOldKeys(keys, fileFacts(file), undefined, { ...rules, ...more }, notes);
  const left = notes
    .filter(({ kind }) => kind === 'left')
    .map(({ what, detail }) => [what, detail].join(': '));
  return { ...facts, left, notes };
}

const base = 'title: A story\ndate: 2024-10-02\n';

test('the keys of Astro, Hugo, Jekyll and Eleventy are mapped', () => {
  const astro = map(
    "title: 'A story'\ndescription: What it says.\npubDate: 'Jul 08 2022'\nupdatedDate: 'Jul 10 2022'\nheroImage: ./a.png",
  );
  assert.equal(astro.published.written, '2022-07-08');
  assert.equal(astro.updated!.written, '2022-07-10');
  assert.equal(astro.description, 'What it says.');
  assert.equal(astro.picture!.src, './a.png');
  assert.deepEqual(astro.left, []);

  const hugo = map(
    `${base}publishDate: 2024-10-03T10:00:00Z\nlastmod: 2024-10-04\ncategories: [World, Sport]\ntags: [a, B c]\nauthors: [Ada Brandt, Ivo]\nweight: 3\ncover: { image: a.png, alt: A, caption: C, relative: true }\nparams: { author: Nobody, math: true }\naliases: [/old/, 2020/x.html]\nurl: /posts/x/`,
  );
  assert.equal(hugo.published.written, '2024-10-03T11:00:00+01:00');
  assert.deepEqual(hugo.categories, ['World', 'Sport']);
  assert.deepEqual(hugo.tags, ['a', 'B c']);
  assert.deepEqual(hugo.authors, ['Ada Brandt', 'Ivo']);
  assert.deepEqual([hugo.picture!.src, hugo.picture!.alt, hugo.picture!.caption], ['a.png', 'A', 'C']);
  assert.deepEqual(hugo.oldAddresses, ['/posts/x/', '/old/', '/2020/x.html']);
  assert.equal(hugo.slug, 'x');
  assert.deepEqual(hugo.left, ['the key “params.author”, which has no place here: “Nobody”']);

  const jekyll = map(
    'title: A story\nlayout: post\ntags: a b\ncategory: News\npublished: false\npermalink: /:categories/:year/:title.html\nimage: /a.png',
    {
      file: '/site/_posts/2024-10-02-the-name.md',
    },
  );
  assert.equal(jekyll.published.written, '2024-10-02');
  assert.equal(jekyll.slug, 'the-name');
  assert.equal(jekyll.isDraft, true);
  assert.deepEqual(jekyll.tags, ['a', 'b']);
  assert.deepEqual(jekyll.oldAddresses, ['/news/2024/the-name.html']);

  const eleventy = map(
    `${base}tags:\n  - posts\n  - climate\neleventyNavigation: { key: x }\nlayout: layouts/post.njk`,
  );
  assert.deepEqual(eleventy.tags, ['climate']);
  assert.deepEqual(eleventy.left, []);
});

test('drafts are known by any of their marks', () => {
  const drafts = ['draft: true', 'published: false', 'status: draft', 'status: private', 'draft: yes'];
  for (const line of drafts) assert.equal(map(base + line).isDraft, true, line);
  for (const line of ['draft: false', 'published: true', 'status: publish']) {
    assert.equal(map(base + line).isDraft, false, line);
  }
  assert.equal(map(base, { file: '/site/_drafts/a.md' }).isDraft, true);
  assert.equal(map('title: A\npublished: 2024-10-02').published.written, '2024-10-02');
});

test('names, pictures, languages and originals in other forms', () => {
  const of = (yaml: string, more = {}) => map(base + yaml, more);
  assert.deepEqual(of('author: By Ada Brandt and Ivo Lindqvist').authors, ['Ada Brandt', 'Ivo Lindqvist']);
  assert.deepEqual(of('author: { name: Ada, url: x }').authors, ['Ada']);
  assert.deepEqual(of('authors:\n  - name: Ada\n  - Ivo <ivo@example.org>').authors, ['Ada', 'Ivo']);
  const picture = of('image: a.png\nimage_alt: A\nimage_caption: C\nimage_credit: Jane').picture!;
  assert.deepEqual([picture.alt, picture.caption, picture.credit], ['A', 'C', 'Jane']);
  assert.equal(of('images: [one.png, two.png]').picture!.src, 'one.png');
  assert.equal(of('lang: fr_FR').lang, 'fr-FR');
  assert.equal(of('lang: en').lang, undefined);
  assert.match(of('lang: "??"').left[0]!, /language/);
  assert.deepEqual(of('canonical: https://a.example/b').source, {
    url: 'https://a.example/b',
    canonical: true,
  });
  const own = of('canonicalURL: https://old.example/b/', { site: 'https://old.example' });
  assert.deepEqual([own.source, own.oldAddresses], [undefined, ['/b/']]);
  assert.equal(of('kind: opinion').kind, 'opinion');
  assert.equal(of('title2: x').left[0], 'the key “title2”, which has no place here: “x”');
  assert.equal(map('title: Tide &amp; <em>time</em>\ndate: 2024-10-02').title, 'Tide & time');
});

test('the old system’s name of a story stays its name in feeds', () => {
  const guid = (yaml: string, more = {}) => map(base + yaml, more).guid;
  assert.equal(guid('guid: "https://old.example/?p=7"'), 'https://old.example/?p=7');
  assert.equal(guid('id: "tag:old.example,2009:7"'), 'tag:old.example,2009:7');
  assert.equal(
    guid('guid: C2B767EE-37BD-5DA7-B199-895F68CEE285'),
    'urn:uuid:c2b767ee-37bd-5da7-b199-895f68cee285',
  );
  assert.equal(guid('id: 7'), undefined);
  assert.equal(guid('wordpress_id: 7', { site: 'https://old.example' }), 'https://old.example/?p=7');
  assert.match(map(`${base}wordpress_id: 7`).left[0]!, /give --site/);
});

test('old addresses are those that were written, or follow from the form of all', () => {
  const paths = (yaml: string, more = {}) => map(base + yaml, more).oldAddresses;
  assert.deepEqual(paths('', { permalink: '/:year/:month/:day/:title.html' }), ['/2024/10/02/a-story.html']);
  assert.deepEqual(paths('categories: [A b]', { permalink: 'pretty' }), ['/a-b/2024/10/02/a-story/']);
  assert.deepEqual(paths('', { permalink: '/:section/:slug/' }), ['/posts/a-story/']);
  assert.deepEqual(paths('url: /x', { permalink: '/:slug/' }), ['/x/']);
  assert.deepEqual(paths('redirect_from: /caf%C3%A9/index.html'), ['/café/']);
  assert.deepEqual(paths('permalink: false'), []);
  for (const bad of ['/?p=7', '/a b/', '/:nothing/', 'https://elsewhere.example/?p=1']) {
    const { oldAddresses, left } = map(`${base}aliases: ["${bad}"]`);
    assert.deepEqual([oldAddresses, left.length], [[], 1], bad);
  }
});

test('what lacks a title or a date is refused, and so is a date that is none', () => {
  const refused: [string, RegExp][] = [
    ['date: 2024-10-02', /no title/],
    ['title: A', /no date/],
    ['title: A\ndate: [2024-10-02, 2024-10-03]', /“date” holds several values/],
    ['title: A\ndate: {{ date }}', /“date” holds several values/],
    ['title: A\ndraft: true', /draft has no date/],
    ['title: A\ndate: soon', /“date” is “soon”/],
  ];
  for (const [yaml, message] of refused) {
    assert.throws(
      () => map(yaml),
      (error) => error instanceof Refusal && message.test(error.message),
      yaml,
    );
  }
});

test('the language is that of the keys, or of the file’s name', () => {
  const file = '/site/content/posts/a-story.zh-cn.md';
  const { lang, notes } = map(base, { file });
  assert.equal(lang, 'zh-CN');
  assert.ok(notes.some(({ kind, key }) => kind === 'guessed' && key === 'lang'));
  assert.equal(map(`${base}lang: fr`, { file }).lang, 'fr');
  assert.equal(map(base, { file: '/site/content/posts/a-story.en.md' }).lang, undefined);
});

test('what the old system does not show is held back', () => {
  const held = ['expiryDate: 2024-10-01', 'headless: true', 'build: { render: never }', 'permalink: false'];
  for (const keys of held) {
    const { isDraft, notes } = map(base + keys);
    assert.ok(isDraft && notes.some(({ what }) => what.startsWith('held back as a draft')), keys);
  }
  const later = map(`${base}expiryDate: 2030-01-01`);
  assert.equal(later.isDraft, false);
  assert.deepEqual(later.left, ['a date at which the story was to be taken out: 2030-01-01']);
});

test('keys that only steered the old system are told of', () => {
  const { notes } = map(`${base}layout: post\ntoc: true\nmood: low`);
  const told = notes.map(({ kind, what, detail }) => [kind, what, detail].join(': '));
  assert.ok(
    told.includes('mapped: keys that only steered the old system, left out: layout, toc'),
    told.join('\n'),
  );
  assert.ok(told.includes('left: the key “mood”, which has no place here: “low”'));
});

test('tags of HTML in a text of frontmatter leave no space behind', () => {
  assert.equal(
    map(`${base}description: "About <b>more</b>.<br>And <em>less</em>"`).description,
    'About more. And less',
  );
});
