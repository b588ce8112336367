import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemsOf, story } from './test-newsroom.ts';

const path = 'articles/2024/10/second.mdx';

/** Asserts the problems of a newsroom with a second story, named without the story's path. */
async function assertStory(content: string | Uint8Array, expected: string[], others = {}) {
  const problems = await problemsOf({ [path]: content, ...others });
  assert.deepEqual(
    problems.map((problem) => problem.replace(`${path}:`, '')),
    expected,
  );
}

test('keys: missing, empty, unknown, of the wrong form', async () => {
  await assertStory(story({ title: undefined }), [
    '1:1: "title" is missing. Expected: Headline. Plain text.',
  ]);
  await assertStory(story({ title: '#metoo' }), [
    '2:1: "title" is empty. Expected: Headline. Plain text. (A text that begins with # must be in quotes.)',
  ]);
  await assertStory(story({ kicker: '', dateline: '' }), []);
  await assertStory(story({ pubdate: '2024-10-02' }), [
    '6:1: Unknown key "pubdate". Did you mean "pubDate"?',
  ]);
  await assertStory(story({ tags: 'iran, israel', kind: 'newss', draft: 'yes' }), [
    '6:7: "tags" is "iran, israel"; expected a list: [iran, israel].',
    '7:7: "kind" is "newss"; expected one of: news, brief, reportage, analysis, opinion, explainer, live. Did you mean "news"?',
    '8:8: "draft" is "yes"; expected true or false.',
  ]);
  await assertStory(story({ image: '{ src: harbour.jpg }' }), [
    '6:1: "image.alt" is missing. Expected: What is seen, for those who cannot see it. Not the caption again.',
    '6:1: "image.credit" is missing. Expected: Photographer or artist, and agency.',
  ]);
  await assertStory(story({ contributors: '[{ name: AFP, rol: reporting }]' }), [
    '6:16: "contributors.role" (entry 1) is missing. Expected: How they contributed: "reporting" prints "AFP contributed reporting."',
    '6:29: Unknown key "rol". Did you mean "role"?',
  ]);
});

test('scalars stay the text that was typed', async () => {
  await assertStory(story({ title: '007', description: '2024.10', kicker: 'true', dateline: '0x1F' }), []);
  await assertStory(story({ title: '<b>Bold</b> & <i>{braces}</i>' }), []);
});

test('versions that git could not merge', async () => {
  const unmerged = 'One.\n\n<<<<<<< HEAD\nTwo.\n=======\nThree.\n>>>>>>> branch\n';
  const message =
    'A mark of git stands here: this file was changed in two places at once, and the versions were not merged. Between <<<<<<< and ======= stands one version, from there to >>>>>>> the other: keep the right one, and delete the lines with these marks.';
  await assertStory(story({}, unmerged), [`10:1: ${message}`]);
  await assertStory(story({ title: 'A\n<<<<<<< HEAD\nkicker: B\n=======\nkicker: C\n>>>>>>> x' }), [
    `3:1: ${message}`,
  ]);
  assert.deepEqual(
    await problemsOf({
      'articles/2024/10/plain.md': story({ slug: 'plain' }, unmerged),
      'redirects.yaml': unmerged,
    }),
    [`articles/2024/10/plain.md:11:1: ${message}`, `redirects.yaml:3:1: ${message}`],
  );
});

test('malformed YAML', async () => {
  await assertStory(story({ title: 'Iran: what we know' }), [
    '2:8: A colon followed by a space cannot stand inside a value. If it is part of the text, put the whole value in quotes; if it begins another key, give that key its own line, not indented further.',
  ]);
  await assertStory(story({ title: '"Iran' }), [
    '2:8: The " that stands here is never closed; expected a matching ".',
  ]);
  await assertStory(story({ title: '"Iran', tags: '[a, b]' }), [
    '2:8: The " that stands here is never closed; expected a matching ".',
  ]);
  await assertStory(story({ tags: '[a, b' }), [
    '6:7: The [ that stands here is never closed; expected a matching ].',
  ]);
  await assertStory(story({ title: '"Iran" says' }), [
    '2:15: Text stands after the end of the value. Put the whole value in quotes.',
  ]);
  for (const mark of ['*', '&', '!', '@', '`']) {
    await assertStory(story({ title: `${mark}Breaking news` }), [
      `2:8: A value that begins with "${mark}" must be in quotes.`,
    ]);
  }
  await assertStory(story({ image: '\n\tsrc: a.jpg' }), [
    '7:1: The line is indented with a tab; expected spaces.',
  ]);
  await assertStory(story().replace('title:', 'title: x\ntitle:'), [
    '3:1: The key "title" is written twice; expected it once. Delete one of the two.',
  ]);
  await assertStory(story().replace('title:', 'title'), [
    '2:1: This line is not a key with its value; expected a form such as "title: …". A text over several lines must be indented.',
  ]);
  await assertStory(story({ tags: '\n  - a\n  -' }), [
    '8:4: An empty entry in a list. Write its text after the hyphen, or delete it.',
  ]);
});

test('a nest of aliases is refused and never expanded', async () => {
  const nest = Array.from({ length: 40 }, (_, i) => `  - &a${i + 1} [*a${i}, *a${i}, *a${i}]`).join('\n');
  const problems = await problemsOf({ [path]: story({ tags: `\n  - &a0 x\n${nest}` }) });
  assert.equal(problems[0], `${path}:7:5: A value that begins with "&" must be in quotes.`);
});

test('frontmatter that is not there, or not closed', async () => {
  await assertStory('Hello.\n', [
    '1:1: The file has no frontmatter; expected "---" on line 1, then keys such as "title: …", then "---" again.',
  ]);
  await assertStory('---\ntitle: x\n\nHello.\n', [
    '1:1: The frontmatter that "---" opens is never closed; expected a second line "---" between the keys and the text.',
  ]);
  await assertStory(`\n${story()}`, [
    '1:1: Something stands before the opening "---"; expected it on line 1. Delete the blank lines and spaces before it.',
  ]);
});

test('encodings: UTF-8 with or without a byte-order mark, and any line ends; nothing else', async () => {
  await assertStory(`\uFEFF${story({}, '## Head\n\n[a](#head)')}`.replaceAll('\n', '\r\n'), []);
  await assertStory(story({ foo: 'x' }).replaceAll('\n', '\r\n').replace('foo', 'titel'), [
    '6:1: Unknown key "titel". Did you mean "title"?',
  ]);
  for (const mark of ['\uFEFF', '']) {
    await assertStory(Buffer.from(mark + story(), 'utf16le'), [
      '1:1: The file is encoded in UTF-16; expected UTF-8. Save it again with the encoding set to UTF-8.',
    ]);
  }
  await assertStory(Buffer.from(story({ title: 'Café' }), 'latin1'), [
    '2:11: Byte 15 of the file (0xE9) is not valid UTF-8; the file was probably saved as Windows-1252 or Latin-1. Save it again with the encoding set to UTF-8.',
  ]);
});

test('dates', async () => {
  await assertStory(story({ pubDate: '2024-02-30' }), [
    '4:10: "pubDate" is "2024-02-30", which does not exist: that month has 29 days. Correct it.',
  ]);
  await assertStory(story({ pubDate: '2 October 2024' }), [
    '4:10: "pubDate" is "2 October 2024"; expected a date such as 2024-10-02, 2024-10-02 14:05 or 2024-10-02T14:05:00+03:00.',
  ]);
  await assertStory(story({ pubDate: '2024-09-30' }), [
    '4:10: "pubDate" is "2024-09-30", but the file lies in articles/2024/10. Move the file and its pictures to articles/2024/09, or correct the date.',
  ]);
  // An hour ahead of UTC, the paper is already in October.
  await assertStory(story({ pubDate: '2024-09-30T23:30:00Z' }), []);
  await assertStory(story({ updatedDate: '2024-10-02', corrections: '[{ date: 2024-10-01, text: x }]' }), [
    '7:23: "corrections.date" (entry 1) is "2024-10-01", earlier than "pubDate" (2024-10-02 14:05); expected the same or a later moment.',
  ]);
});

test('languages and names that no page could have', async () => {
  await assertStory(story({ lang: 'en-12' }), [
    '6:7: "lang" is "en-12", which is no language tag; expected one such as "fr" or "pt-BR".',
  ]);
  const problems = await problemsOf({
    [path]: story({ slug: 'a'.repeat(201), tags: `[${'ж'.repeat(101)}]`, authors: `[${'A'.repeat(201)}]` }),
  });
  assert.deepEqual(
    problems.map((problem) => /:(\d+:\d+): .* is (\d+) bytes long/.exec(problem)?.slice(1)),
    [
      ['6:7', '201'],
      ['7:8', '202'],
      ['8:11', '201'],
    ],
  );
});

test('signs that no page may hold', async () => {
  await assertStory(story({ title: '"Be\\0ll \\ud800"', kicker: 'a\u0007b' }), []);
  await assertStory(story({ title: '\u0007' }), [
    '2:1: "title" is empty. Expected: Headline. Plain text. (A text that begins with # must be in quotes.)',
  ]);
  await assertStory(story({}, 'One.\r\rTwo\u000b.'), [
    '10:4: An invisible control character (U+000B) stands here. Delete it and what it stands for, and type it anew.',
  ]);
  await assertStory(story().replaceAll('\n', '\r'), [
    '1:1: The lines of this file end as on a Mac of the 1990s (CR alone); expected LF or CRLF. Save it again with other line ends.',
  ]);
});

test('a text too deep to be read', async () => {
  await assertStory(story({}, '<span>'.repeat(3000) + 'x' + '</span>'.repeat(3000)), [
    '1:1: Lists, quotations or tags in this text lie hundreds of levels deep in one another; expected a few. Take them apart.',
  ]);
});

test('what a story refers to', async () => {
  await assertStory(
    story(
      { related: '[2024/10/first, 2024/10/second, 2024/10/first]' },
      '<Related story="2024/10/second" />',
    ),
    [
      '6:26: "2024/10/second" is this story itself. Delete it from "related".',
      '6:42: "2024/10/first" is named twice in "related". Delete one of the two.',
      '9:10: "2024/10/second" is this story itself. Name another one, or take the line out.',
    ],
  );

  await assertStory(story({ section: 'wrold', series: 'wars', related: '[2024/10/frist]' }), [
    '5:10: Unknown section "wrold"; expected one that is in sections.yaml. Did you mean "world"?',
    '6:9: Unknown series "wars"; expected one that is a file in series/. There is: none yet.',
    '7:11: There is no story "2024/10/frist"; expected an id such as 2024/10/slug, the path of a file in articles/ without its ending. Did you mean "2024/10/first"?',
  ]);
  await assertStory(story({ slug: 'First' }), [
    '6:7: Two stories have the address /2024/10/02/first/: this one and articles/2024/10/first.mdx. Give one of them another "slug".',
  ]);
  const authors = { 'authors/afp.yaml': 'name: AFP\n' };
  await assertStory(
    story({ authors: '[apf, Jane Doe]' }),
    [
      '6:11: There is no authors/apf.yaml. Did you mean "afp"? Or write the author\'s name in full, with its capitals.',
    ],
    authors,
  );
  await assertStory(
    story({ authors: '[AFP, afp]' }),
    ['6:16: "afp" is named twice in "authors". Delete one of the two.'],
    authors,
  );
});

test('pictures', async () => {
  const image = '{ src: harbour.jpg, alt: A, credit: B }';
  await assertStory(story({ image }), [
    '6:15: There is no picture "harbour.jpg" in articles/2024/10. Put it there, or correct the name.',
  ]);
  await assertStory(
    story({}, '<Figure src="habour.jpg" alt="A" credit="B" />'),
    ['8:9: There is no picture "habour.jpg" in articles/2024/10. Did you mean "harbour.jpg"?'],
    { 'articles/2024/10/harbour.jpg': '' },
  );
  const [problem, ...others] = await problemsOf({
    [path]: story({ image }),
    'articles/2024/10/harbour.jpg': 'x',
  });
  assert.match(
    problem!,
    /second\.mdx:6:15: .*harbour\.jpg: this picture cannot be read .*Expected JPEG, PNG/,
  );
  assert.deepEqual(others, []);
});

test('links', async () => {
  const links = '/2024/10/02/first/ /world/ /2024/10/ /search/?q=x /report.pdf /old/ /rss.xml'.split(' ');
  const redirects = { 'redirects.yaml': '/old/: /world/\n' };
  await assertStory(story({}, links.map((link) => `[x](${link})`).join('\n')), [], redirects);
  await assertStory(story({}, '[x](/%2e%2e%2fcontent%2fsections.yaml)'), [
    '8:1: There is no page at "/%2e%2e%2fcontent%2fsections.yaml". Correct the address, or take the link out.',
  ]);
  await assertStory(
    story(
      {},
      '[x](/2024/10/02/frist/)\n[y](/2024/10/02/first)\n[z](/nothing-of-the-kind/)\n[p](/world/2/)\n[q](/2024/11/02/first/)',
    ),
    [
      '8:1: There is no page at "/2024/10/02/frist/". Did you mean "/2024/10/02/first/"?',
      '9:1: "/2024/10/02/first" lacks the slash at its end; write "/2024/10/02/first/".',
      '10:1: There is no page at "/nothing-of-the-kind/". Correct the address, or take the link out.',
      '11:1: There is no page at "/world/2/". Did you mean "/world/"?',
      '12:1: There is no page at "/2024/11/02/first/". Did you mean "/2024/10/02/first/"?',
    ],
  );
  await assertStory(
    story({}, '[x](/2024/10/02/third/#the-war)\n[y](/2024/10/02/third/#the-wra)'),
    ['9:1: articles/2024/10/third.mdx has no heading "#the-wra". Did you mean "#the-war"?'],
    { 'articles/2024/10/third.mdx': story({}, '## The war\n\nText.') },
  );
});

test('a published story may name a held one, but not link to it', async () => {
  const held = { 'articles/2024/10/draft.mdx': story({ draft: 'true' }, '[x](/2024/10/09/soon/)') };
  const embargoed = { 'articles/2024/10/soon.mdx': story({ pubDate: '2024-10-09', tags: '[coming]' }) };
  const body = '<Related story="2024/10/draft" />\n\n[x](/2024/10/09/soon/) [y](/tags/coming/)';
  const why =
    'leads only to what is held back (a draft, or not yet published); a reader could not open it. Take the link out, or publish it first.';
  await assertStory(
    story({ related: '[2024/10/soon]' }, body),
    [`11:1: "/2024/10/09/soon/" ${why}`, `11:24: "/tags/coming/" ${why}`],
    { ...held, ...embargoed },
  );
});

test('text', async () => {
  await assertStory(story({}, ''), ['9:1: The story is empty. Write its text below the frontmatter.']);
  await assertStory(story({}, '<Figur src="x.jpg" alt="A" credit="B" />'), [
    '8:1: There is no <Figur>. Did you mean <Figure>?',
  ]);
  await assertStory(story({}, 'Text.\n\n<FactBox title="x">\n\nText.'), [
    '10:1: <FactBox> is never closed. Write </FactBox> after its text.',
  ]);
  const problems = await problemsOf({ [path]: story({}, '<Figure src="x.jpg" />') });
  assert.match(problems.join('\n'), /8:1: .*alt[^]*8:1: .*credit/);
});

test('every mistake is told at once, and none that follows from another', async () => {
  const broken = story(
    { title: undefined, section: 'wrold', pubDate: '2024-02-30', tags: '[moon]' },
    '[x](/nope/)\n\n<Figur />',
  );
  const other = story(
    { related: '[2024/10/second]' },
    '[x](/2024/10/02/second/) [y](/tags/moon/) [f](/tags/moon/rss.xml) [d](/2024/10/03/) [z](/about/)',
  );
  const files = { 'articles/2024/10/third.mdx': other, 'pages/about.mdx': '---\ntitle: x\n---\nText.\n' };
  await assertStory(
    broken,
    [
      '1:1: "title" is missing. Expected: Headline. Plain text.',
      '3:10: "pubDate" is "2024-02-30", which does not exist: that month has 29 days. Correct it.',
      '4:10: Unknown section "wrold"; expected one that is in sections.yaml. Did you mean "world"?',
      '8:1: There is no page at "/nope/". Correct the address, or take the link out.',
      '10:1: There is no <Figur>. Did you mean <Figure>?',
      'pages/about.mdx:1:1: "description" is missing. Expected: What the page says, for search engines.',
    ],
    files,
  );
});
