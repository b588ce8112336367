import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { listContent } from './content-files.ts';
import { problemsOf, story } from './test-newsroom.ts';

const page = '---\ntitle: A page\ndescription: A sentence.\n---\n\nText.\n';

test('a sound newsroom with everything in it', async () => {
  assert.deepEqual(
    await problemsOf({
      'README.md': 'Handbook.',
      '.DS_Store': '',
      'pages/about.md': page,
      'authors/jane-doe.yaml': '\uFEFFname: Jane Doe\r\nrole:\r\n',
      'series/wars.yaml': 'title: Wars\n',
      'tags.yaml': 'middle-east:\n  title: Middle East\niran:\n',
      'front.yaml': '# nothing yet\n',
      'redirects.yaml': '/old.html: /about/\n/elsewhere: https://example.org/\n',
      'articles/2024/10/second.md': story({ authors: '[Jane Doe]', series: 'wars', tags: '[Iran, iran]' }),
    }),
    [],
  );
});

test('an old address that leads nowhere', async () => {
  assert.deepEqual(await problemsOf({ 'redirects.yaml': '/a/:\n/b.html: https://example.org/\n' }), [
    'redirects.yaml:1:1: "/a/" leads nowhere. Write its new address after the colon, or delete the line.',
  ]);
});

test('sections, and the first segment of addresses', async () => {
  const sections = ['world', 'world', 'tags', '2024', 'Über', 'about'].map(
    (id) => `- id: ${id}\n  title: T\n`,
  );
  assert.deepEqual(
    await problemsOf({
      'sections.yaml': sections.join(''),
      'pages/about.mdx': page,
      'pages/Search.mdx': page,
    }),
    [
      'pages/Search.mdx:1:1: "Search" is an address of the paper itself (/Search/); expected another file name.',
      'pages/about.mdx:1:1: "about" is also in sections.yaml, and both would have the address /about/. Rename one of the two.',
      'sections.yaml:3:7: "world" is the id of two entries in this file; expected one of each. Rename or delete one.',
      'sections.yaml:5:7: "tags" is an address of the paper itself (/tags/); expected another id.',
      'sections.yaml:7:7: "2024" is a number, which is the address of a year. Give it another id, with a word in it.',
      'sections.yaml:9:7: "id" (entry 5) is "Über"; expected: Name in addresses and in frontmatter: small letters, digits, hyphens.',
    ],
  );
  assert.deepEqual(await problemsOf({ 'sections.yaml': '' }), [
    'sections.yaml:1:1: There are no sections; expected a list of at least one: "- id: world" and below it "  title: World".',
  ]);
  assert.deepEqual(await problemsOf({ 'sections.yaml': 'world:\n  title: World\n' }), [
    'sections.yaml:1:1: The file is a group of keys; expected a list.',
  ]);
});

test('tags, authors and the front page', async () => {
  assert.deepEqual(
    await problemsOf({
      'tags.yaml': 'Middle East:\n  title: x\niran:\n  titel: x\n',
      'authors/afp.yaml': 'name: AFP\nimage: { src: afp.png, alt: A, credit: B }\n',
      'authors/agence.yaml': 'name: afp\n',
      'authors/Jane Doe.yaml': 'name: Jane Doe\n',
      'front.yaml': 'lead: 2024/10/frist\nstrips: [wrold]\n',
    }),
    [
      'authors/Jane Doe.yaml:1:1: The file\'s name "Jane Doe" cannot stand in an address; expected small letters, digits and hyphens: "jane-doe". Rename it.',
      'authors/afp.yaml:2:15: There is no picture "afp.png" in authors. Put it there, or correct the name.',
      'authors/agence.yaml:1:7: "afp" is also the name in authors/afp.yaml; expected one file for each author. Delete one, or make the names differ.',
      'front.yaml:1:7: There is no story "2024/10/frist"; expected an id such as 2024/10/slug, the path of a file in articles/ without its ending. Did you mean "2024/10/first"?',
      'front.yaml:2:10: Unknown section "wrold"; expected one that is in sections.yaml. Did you mean "world"?',
      'tags.yaml:1:1: "Middle East" cannot be the id of a tag; expected small letters, digits and hyphens: "middle-east". The name shown goes into "title".',
      'tags.yaml:4:3: Unknown key "titel". Did you mean "title"?',
    ],
  );
});

test('tags that would be one and are not spelt alike', async () => {
  const tagged = (tags: string) => story({ slug: `s${tags.length}`, tags });
  const stories = {
    'articles/2024/10/a.md': tagged('[C++, R&D]'),
    'articles/2024/10/b.md': tagged('[C, Middle East, Women’s rights]'),
    'articles/2024/10/c.md': tagged("[c, middle-east, RD, Women's rights]"),
  };
  assert.deepEqual(await problemsOf({ ...stories, 'tags.yaml': 'rd:\n  title: R&D\nc:\n' }), [
    'articles/2024/10/a.md:7:8: "C++" and "C" (in articles/2024/10/b.md) would be one tag, /tags/c/. If they mean the same, write them alike or give "c" a "title" in tags.yaml; if not, call one of them otherwise.',
  ]);
});

test('a redirect leads to no story that is held back', async () => {
  const draft =
    '---\ntitle: T\ndescription: D\npubDate: 2024-10-09\nsection: world\ndraft: true\n---\n\nText.\n';
  const files = {
    'articles/2024/10/soon.mdx': draft,
    'redirects.yaml': '/old.html: /2024/10/09/soon/\n',
  };
  assert.deepEqual(await problemsOf(files), [
    'redirects.yaml:1:12: "/2024/10/09/soon/" leads only to what is held back (a draft, or not yet published); a ' +
      'reader could not open it. Name the page that readers of "/old.html" get until then, or publish it first.',
  ]);
});

test('redirects are free, reach something, and stay inside the site', async () => {
  const redirects: [line: string, problem: string | undefined][] = [
    ['/a/: /b/', undefined],
    ['/b/: /world/', undefined],
    [
      '/c/: /d/',
      '6: "/c/" leads round in a circle: /c/ → /d/ → /c/. Name the page that readers should reach.',
    ],
    [
      '/d/: /c/#end',
      '6: "/d/" leads round in a circle: /d/ → /c/ → /d/. Name the page that readers should reach.',
    ],
    ['/e: /nope/', '5: There is no page at "/nope/". Name the page that readers of "/e" get.'],
    ['/e/: /', '1: "/e/" and "/e" are one address. Delete one of the two.'],
    ['/world: /', '1: "/world" is a page of the paper, so it cannot lead elsewhere. Delete this line.'],
    [
      '/report.pdf: /',
      '1: "/report.pdf" is a page of the paper, so it cannot lead elsewhere. Delete this line.',
    ],
    ['/../x: /', '1: "/../x" is not a complete path; expected a form such as "/old-section/old-page/".'],
    [
      '/f*: /',
      '1: "/f*" cannot be redirected: a host without a program sees only the path; expected no ?, #, *, colon or space in it.',
    ],
    ['/_headers: /', '1: "/_headers" belongs to the paper itself. Delete this line.'],
    [
      '/g: /',
      '1: "/g" is also the beginning of another address in this file; write it with a slash at its end: "/g/".',
    ],
    ['/g/h: /', undefined],
    [
      '/i: www.example.org',
      '5: "www.example.org" is neither a path of this site, which begins with one slash, nor a web address with https://.',
    ],
    ['/404.html: /', '1: "/404.html" belongs to the paper itself. Delete this line.'],
    [
      '/rss.xml/old/: /',
      '1: "/rss.xml/old/" lies below "/rss.xml", which is a file of the paper. Delete this line.',
    ],
    [
      '/World/: /',
      '1: "/World/" differs from a page of the paper in capitals only, which many hosts and disks take for the same. Delete this line.',
    ],
    [
      '/caf%C3%A9/: /',
      '1: "/caf%C3%A9/" is not written as a host sees it; write the letters themselves: "/café/".',
    ],
    ['j: /', '1: The key "j" must begin with a slash, as in "/old-page/".'],
  ];
  assert.deepEqual(
    await problemsOf({ 'redirects.yaml': redirects.map(([line]) => `${line}\n`).join('') }),
    redirects.flatMap(([, problem], index) => (problem ? [`redirects.yaml:${index + 1}:${problem}`] : [])),
  );
});

test('links are neither followed nor passed over', () => {
  const folder = mkdtempSync(join(tmpdir(), 'links-'));
  try {
    mkdirSync(join(folder, 'articles'));
    symlinkSync('..', join(folder, 'articles', '2024'));
    symlinkSync('nowhere', join(folder, 'front.yaml'));
    const { paths, problems } = listContent(folder);
    assert.deepEqual(paths, []);
    assert.deepEqual(
      problems.map(({ file, message }) => [file.split('/').at(-1), /^This is a link/.test(message)]).sort(),
      [
        ['2024', true],
        ['front.yaml', true],
      ],
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('files whose names differ in how their letters are composed', async () => {
  const [composed, apart] = ['NFC', 'NFD'].map((form) => 'josé'.normalize(form));
  const problems = await problemsOf({
    [`articles/2024/10/${composed}.md`]: story(),
    [`articles/2024/10/${apart}.mdx`]: story(),
    [`authors/${composed}.yaml`]: 'name: José\n',
    [`authors/${apart}.yaml`]: 'name: José\n',
    [`pages/${apart}.mdx`]: page,
  });
  const says = (path: string) =>
    `There is ${path} too; expected one file of this name, even if its accents are composed otherwise. Delete or rename one of the two.`;
  assert.deepEqual(problems, [
    `articles/2024/10/${composed}.md:1:1: ${says(`articles/2024/10/${apart}.mdx`)}`,
    `authors/${composed}.yaml:1:1: ${says(`authors/${apart}.yaml`)}`,
  ]);
});

test('files that would never be read', async () => {
  const problems = await problemsOf({
    'section.yaml': '',
    'article/x.mdx': '',
    'articles/loose.mdx': story(),
    'articles/2024/10/notes.txt': '',
    'articles/2024/10/My story.mdx': story(),
    'authors/desks/world.yaml': '',
    'pages/about.md': page,
    'pages/about.mdx': page,
  });
  assert.deepEqual(problems, [
    'article/x.mdx:1:1: The folder "article" is not read; expected articles, pages, authors, series. Did you mean "articles"?',
    'articles/2024/10/My story.mdx:1:1: The file\'s name "My story" cannot stand in an address; expected letters and digits joined by hyphens. Rename it, for example to "my-story".',
    'articles/2024/10/notes.txt:1:1: This file is not read; files in articles/ end in .mdx or .md, their pictures in .jpg, .png, .webp or .avif. Rename it, move it to public/ if readers should fetch it, or delete it.',
    'articles/loose.mdx:1:1: A story lies in a folder for its year and month: articles/2024/10/slug.mdx. Move the file to those of its "pubDate".',
    'authors/desks/world.yaml:1:1: This file is not read: files in authors/ stand side by side, without further folders. Move it to authors/.',
    'pages/about.mdx:1:1: There is pages/about.md too; expected one file of this name. Delete or rename one of the two.',
    'section.yaml:1:1: This file is not read. Did you mean sections.yaml? Rename it.',
  ]);
});
