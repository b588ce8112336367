import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { proseOf } from './prose.ts';
import { readText } from './read-text.ts';
import { tidied } from './tidy.ts';

const path = 'articles/2024/10/a.mdx';
const told = (text: string, at = path) => {
  const { remarks = [], ofKeys = [] } = readText(at, text, 'en-GB');
  return [...ofKeys, ...remarks].map(({ code, line, column }) => `${line}:${column} ${code}`);
};

test('a text of which there is nothing to say has an empty report', () => {
  assert.deepEqual(readText(path, '---\ntitle: A\ndescription: B\n---\n\nText.\n', 'en-GB'), {});
});

test('remarks are placed in frontmatter and text, whatever the line ends', () => {
  const text = `---
title: "In the the city"
description: >-
  He said “yes
  and went.
image: { src: a.jpg, alt: Image of a lamp, credit: A, source: "http://a.org/" }
---

In the the city.

“Yes.
`;
  const expected = [
    ...['2:12 doubled-word', '4:11 open-quotation', '6:27 alt-image-of', '6:63 insecure-link'],
    ...['9:4 doubled-word', '11:1 open-quotation'],
  ];
  assert.deepEqual(told(text), expected);
  assert.deepEqual(told(text.replaceAll('\n', '\r\n')), expected);
});

test('the first paragraph of a new story is told of where it stands first and alone, once the story is no draft', () => {
  const head = '---\ntitle: A\ndescription: B\n---\n';
  for (const body of ['\nThe first paragraph.\n', '\r\nThe first paragraph.\r\n\r\nMore.\r\n']) {
    assert.deepEqual(told(head + body), ['6:1 unwritten']);
    assert.deepEqual(told(head.replace('title', 'draft: true\ntitle') + body), []);
  }
  for (const body of ['\nThe first paragraph. More.\n', '\nMore.\n\nThe first paragraph.\n']) {
    assert.deepEqual(told(head + body), []);
  }
});

test('the language of a text is its own, or that of the paper', () => {
  assert.deepEqual(
    told('---\nlang: fr\ntitle: Dans la la ville\ndescription: A\n---\n\nDans la la ville, the the.\n'),
    ['3:13 doubled-word', '7:6 doubled-word'],
  );
});

test('the frontmatter of a page, and one of another form than a story’s, is left to whoever checks it', () => {
  assert.deepEqual(told('---\ntitle: In the the city\ndescription: A\n---\n\nText.\n', 'pages/a.mdx'), []);
  const heads = [
    ...['', 'title: In the the city', 'title: [the the]\ndescription: A', '- the the', 'title: "the the'],
    ...['title: A\ndescription: the the\nimage: a', 'title: A\ndescription: the the\nimage: { alt: [b] }'],
    ...['title: A\ndescription: the the\ncorrections: a', 'title: A\ndescription: the the\nupdates: [a]'],
    ...[
      'title: A\ndescription: the the\ncorrections: [{ text: [a] }]',
      'title: A\ndescription: the the\nsource: { url: [a] }',
    ],
  ];
  for (const head of heads) assert.deepEqual(told(`---\n${head}\n---\n\nText.\n`), [], head);
});

test('a file without frontmatter is read as well', () => {
  assert.deepEqual(told('In the the city.\n'), ['1:4 doubled-word']);
  assert.deepEqual(told(''), []);
});

test('whatever happens to a file, it is read, and every remark has a place in it', () => {
  const folder = join(import.meta.dirname, '../../../content/articles');
  const stories = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.mdx'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
  const signs = [
    '{',
    '}',
    '<',
    '>',
    '`',
    '```\n',
    '“',
    '”',
    '"',
    '[',
    '](',
    '*',
    '\\',
    '\n\n',
    '\r',
    '---\n',
    'the the ',
    '/*',
    '<!--',
  ];
  let seed = 1;
  const next = (below: number) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  for (let count = 0; count < 300; count++) {
    let text = stories[next(stories.length)]!;
    for (let changes = 1 + next(4); changes > 0; changes--) {
      const [at, length] = [next(text.length), next(3) === 0 ? next(400) : 0];
      text = text.slice(0, at) + signs[next(signs.length)] + text.slice(at + length);
    }
    for (const name of [path, path.replace('mdx', 'md')]) {
      const lines = text.split('\n');
      const { remarks = [], ofKeys = [], mistakes = [] } = readText(name, text, 'en');
      for (const { line, column } of [...remarks, ...ofKeys, ...mistakes]) {
        assert.ok(
          line >= 1 && line <= lines.length && column >= 1 && column <= lines[line - 1]!.length + 1,
          text,
        );
      }
      assert.equal(proseOf(text, 0, name === path).text.length, text.length);
    }
    assert.equal(tidied(tidied(text)), tidied(text));
  }
});
