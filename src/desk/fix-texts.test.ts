import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isTidy } from './copy-desk/tidy.ts';
import { fixText } from './fix-texts.ts';

const redirects = { '/old/': '/new/', '/older/': '/a_(b)/', '/quoted/': '/"b"/' };
const head = '---\ntitle: A title\ndescription: A sentence.\npubDate: 2024-10-02\nsection: world\n---\n\n';
const mended = (body: string, ending = 'mdx', top = head) => {
  const fix = (text: string) =>
    fixText(
      `articles/2024/10/story.${ending}`,
      text,
      new Set(['doubled-word', 'redirected-link']),
      redirects,
      !isTidy(text),
    );
  const once = fix(top + body);
  assert.equal(fix(once), once, 'a second time changes nothing');
  return once;
};
const leaves = (body: string, ending?: string, top = head) =>
  assert.equal(mended(body, ending, top), top + body, body);
const inBoth = ['md', 'mdx'];

describe('what is code stays as it is, in .md and .mdx', () => {
  for (const ending of inBoth) {
    for (const body of [
      'Text.\n\n```\nthe the [a](/old/) \n```\n',
      'Text.\n\n~~~js title="the the"\nthe the \n\nthe the\n~~~\n',
      '````\n```\nthe the \n```\nthe the\n````\n',
      '- Entry\n\n  ```\n  the the \n\n  [a](/old/)\n  ```\n',
      '- ```\n  the the\n\n  and and [a](/old/)\n  ```\n',
      '1. ```\n   the the\n\n   and and [a](/old/)\n   ```\n',
      '> ```\n> the the [a](/old/)\n> ```\n',
      '> ```\n> the\n> the\n>\n> and and\n> ```\n',
      '> - ~~~\n>   the the\n>\n>   and and\n>   ~~~\n',
      'Text `the the` and ``the the ` and and`` and `a\nthe the b`.\n',
      'Text `[a](/old/)` and `/old/`.\n',
      '```\nthe the\n',
    ]) {
      test(`${ending}: ${JSON.stringify(body)}`, () => leaves(body, ending));
    }
  }
  for (const body of [
    '    the the [a](/old/)\n',
    'Text.\n\n    the the\n\n    and and\n',
    'Text.\n\n\tthe the\n',
    '- Entry\n\n      the the\n',
    '<!-- the the [a](/old/) -->\n\nText.\n',
  ]) {
    test(`md: ${JSON.stringify(body)}`, () => leaves(body, 'md'));
  }
  for (const body of [
    '{/* the the [a](/old/) */}\n\nText.\n',
    'Text {/* the the */} and.\n',
    'export const text = `the the \n [a](/old/)`;\n\nText {text}.\n',
    'Text {"the the"} and {`the the`} and {text.replace(/"/g, "and and")}.\n',
    '{\n  `the the \n\n  and and`\n}\n',
    '<FactBox title="the the">\n\nText.\n\n</FactBox>\n',
    '<Figure src="a.jpg" alt="the the" caption={"and and"} />\n',
    'export const a = 1;\n\nexport const b = "the the";\n',
    'Text {a > 1 ? "the the" : /* } */ "and and"} more.\n',
  ]) {
    test(`mdx: ${JSON.stringify(body)}`, () => leaves(body));
  }
});

describe('what stands beside code is mended', () => {
  const cases: [before: string, after: string][] = [
    ['In the the `the the` and and.\n', 'In the `the the` and.\n'],
    ['In the\nthe city.\n', 'In the city.\n'],
    ['In the the city. [a](/old/#b), ![x]: `/old/`\n', 'In the city. [a](/new/#b), ![x]: `/old/`\n'],
    ['[a][b] the the\n\n[b]: /old/ "the the"\n', '[a][b] the\n\n[b]: /new/ "the the"\n'],
    ['| the the | b |\n|---|---|\n| and and | the |\n', '| the | b |\n|---|---|\n| and | the |\n'],
    ['[a](/older/)\n', '[a](/a_(b)/)\n'],
    ['Snake_the the the_case and and\n', 'Snake_the the the_case and\n'],
  ];
  for (const ending of inBoth) {
    for (const [before, after] of cases) {
      test(`${ending}: ${JSON.stringify(before)}`, () => assert.equal(mended(before, ending), head + after));
    }
  }
  test('mdx: an attribute that holds an address', () => {
    const quote = (url: string) => `<PullQuote by="A" source="${url}">the</PullQuote>\n`;
    assert.equal(mended(quote('/old/')), head + quote('/new/'));
    leaves(quote('/quoted/'));
  });
});

test('words stay where a line break, or a list, lies between them', () => {
  for (const body of [
    'In the  \nthe city\n',
    'In the\\\nthe city\n',
    '- In the\n- the city\n',
    '# The\nthe city\n',
  ]) {
    for (const ending of inBoth) leaves(body, ending);
  }
});

describe('frontmatter', () => {
  const top = (lines: string) => head.replace('title: A title\ndescription: A sentence.\n', lines);
  const cases: [before: string, after: string][] = [
    ['title: In the the city\ndescription: A and and b.\n', 'title: In the city\ndescription: A and b.\n'],
    ['title: "In the the city"\ndescription: A.\n', 'title: "In the city"\ndescription: A.\n'],
    // Folded, they are left to the editor; what says the same elsewhere is not touched.
    [
      'title: >-\n  In the\n  the city\ndescription: A.\n# In the the city\n',
      'title: >-\n  In the\n  the city\ndescription: A.\n# In the the city\n',
    ],
    [
      'title: "In the\\u0020the city"\ndescription: A.\nkicker: the the\n',
      'title: "In the\\u0020the city"\ndescription: A.\nkicker: the the\n',
    ],
    // A space at the end of a line of a block belongs to it.
    ['title: A\ndescription: |\n  One \n  two\n', 'title: A\ndescription: |\n  One \n  two\n'],
    ['title: A\ndescription: |+\n  One\n\n', 'title: A\ndescription: |+\n  One\n\n'],
    ['title: "A \\\n  b"\ndescription: A. \n', 'title: "A \\\n  b"\ndescription: A.\n'],
  ];
  for (const [before, after] of cases) {
    test(JSON.stringify(before), () =>
      assert.equal(mended('Text.\n', 'mdx', top(before)), `${top(after)}Text.\n`),
    );
  }
});
