import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parse } from 'yaml';
import { editFrontmatter } from './edit-frontmatter.ts';
import { addToList, removeKey, replaceText, setKey, yamlText } from './edit-yaml.ts';

const source = `# A note at the top.
title: "A story: its headline"   # a note at the side
tags: [iran, 'cold-war']

# A note between.
related:
    - 2024/10/one   # the first
    - "2024/10/two"

# A note at the end.
`;

describe('a key', () => {
  test('is put last, or below another', () => {
    assert.equal(setKey(source, 'guid', 'urn:uuid:1'), `${source}guid: urn:uuid:1\n`);
    assert.equal(
      setKey(source, 'draft', 'true', 'related'),
      source.replace('"2024/10/two"\n', '"2024/10/two"\ndraft: true\n'),
    );
    assert.equal(setKey(source, 'draft', 'true', 'title'), source.replace('tags:', 'draft: true\ntags:'));
    assert.equal(setKey(source, 'draft', 'true', 'nothing'), `${source}draft: true\n`);
  });

  test('gets another value on its own lines', () => {
    assert.equal(
      setKey(source, 'related', ['2024/10/a, b']),
      source.replace(/related:\n.*\n.*two"\n/, 'related: ["2024/10/a, b"]\n'),
    );
    assert.equal(setKey('a:\nb: 1\n', 'a', 'x'), 'a: x\nb: 1\n');
    assert.equal(
      setKey('a: 1\n', 'withdrawn', { date: '2024-10-05', reason: 'It was: wrong.' }),
      'a: 1\nwithdrawn:\n  date: 2024-10-05\n  reason: "It was: wrong."\n',
    );
  });

  test('gets another text, and the comment behind it stays', () => {
    assert.equal(setKey(source, 'title', 'Other'), source.replace('A story: its headline', 'Other'));
    assert.equal(setKey('a: 1 # why\r\nb: 2\r\n', 'a', '3: 4'), 'a: "3: 4" # why\r\nb: 2\r\n');
    assert.equal(setKey('a: >-\n  one\n\n  two\nb: 1\n', 'a', 'x'), 'a: x\nb: 1\n');
    assert.equal(setKey('a: # why\n  one\nb: 1\n', 'a', 'x'), 'a: # why\n  x\nb: 1\n');
  });

  test('is taken out with its value', () => {
    assert.equal(removeKey(source, 'related'), source.replace(/related:\n.*\n.*two"\n/, ''));
    assert.equal(removeKey(source, 'nothing'), source);
    assert.equal(removeKey('a: >-\n  one\n  two\n\nb: 1\n', 'a'), '\nb: 1\n');
  });

  test('is set in a file that is empty, or ends without an end of line', () => {
    assert.equal(setKey('', '/a/', '/b/'), '/a/: /b/\n');
    assert.equal(setKey('# Nothing yet.\n', '/a/', '/b/'), '# Nothing yet.\n/a/: /b/\n');
    assert.equal(setKey('/x/: /y/', '/a/', '/b/'), '/x/: /y/\n/a/: /b/\n');
    assert.equal(setKey('/x/: /y/\r\n', '/a/', '/b/'), '/x/: /y/\r\n/a/: /b/\r\n');
  });

  test('is not guessed at in what is no mapping of lines', () => {
    for (const other of ['{ a: 1 }\n', '- a\n', 'a: [1\n', 'words\n']) {
      assert.throws(() => setKey(other, 'b', '2'), /cannot be edited by a program/);
    }
  });
});

test('a text is replaced where it stands, in quotes where it was', () => {
  assert.equal(
    replaceText(source, ['related', 0], '2024/10/new'),
    source.replace('2024/10/one', '2024/10/new'),
  );
  assert.equal(
    replaceText(source, ['related', 1], '2024/10/new'),
    source.replace('2024/10/two', '2024/10/new'),
  );
  assert.equal(replaceText(source, ['tags', 0], 'a, b'), source.replace('[iran', '["a, b"'));
  assert.equal(replaceText('a: >-\n  one\n  two\nb: 1\n', ['a'], 'x'), 'a: x\nb: 1\n');
  assert.equal(
    replaceText('image: { src: a.jpg, alt: A }\n', ['image', 'src'], 'b.jpg'),
    'image: { src: b.jpg, alt: A }\n',
  );
  assert.throws(() => replaceText(source, ['related', 2], 'x'), /no text at related\.2/);
});

test('an entry is added to a list as the list is written', () => {
  const entry = { date: '2024-10-05', text: 'It said “a: b”.' };
  const listed =
    'corrections:\n    - date: 2024-10-02 # then\n      text: >-\n        It was\n        wrong.\n\n# After.\nend: 1\n';
  assert.equal(
    addToList(listed, 'corrections', entry),
    listed.replace('wrong.\n', 'wrong.\n    - date: 2024-10-05\n      text: "It said “a: b”."\n'),
  );
  assert.equal(
    addToList('corrections:\n- { date: 2024-10-02, text: A. }\nend: 1\n', 'corrections', entry),
    'corrections:\n- { date: 2024-10-02, text: A. }\n- date: 2024-10-05\n  text: "It said “a: b”."\nend: 1\n',
  );
  for (const [before, after] of [
    ['corrections: []', 'corrections: [{ date: "2024-10-05", text: "It said “a: b”." }]'],
    [
      'corrections: [{ date: 2024-10-02, text: A. }]',
      'corrections: [{ date: 2024-10-02, text: A. }, { date: "2024-10-05", text: "It said “a: b”." }]',
    ],
    ['', 'corrections:\n  - date: 2024-10-05\n    text: "It said “a: b”."\n'],
    ['corrections:\nend: 1\n', 'corrections:\n  - date: 2024-10-05\n    text: "It said “a: b”."\nend: 1\n'],
  ]) {
    assert.equal(addToList(before!, 'corrections', entry), after);
  }
});

test('any text is read back as it was written', () => {
  const texts = [
    'Plain',
    'a: b',
    'a #b',
    '#b',
    '- a',
    '“Quoted” words',
    '"',
    "it's",
    'end:',
    '{a}',
    '[a]',
    '*a',
    '& b',
  ];
  for (const text of [
    ...texts,
    'two\nlines',
    'tab\there',
    'true',
    '007',
    '~',
    '!',
    '%',
    '@x',
    '/a/',
    'né',
    '🙂',
    ' a ',
  ]) {
    assert.equal(parse(`key: ${yamlText(text)}`, { schema: 'failsafe' }).key, text);
    assert.deepEqual(parse(`[${yamlText(text, true)}, x]`, { schema: 'failsafe' }), [text, 'x']);
  }
});

test('a file keeps its byte-order mark, its line ends and its text', () => {
  const text = '\uFEFF---\r\ntitle: A\r\n---\r\n\r\n---\r\ntitle: B\r\n';
  const edited = editFrontmatter(text, (yaml) => setKey(yaml, 'guid', 'urn:x:1', 'title'));
  assert.equal(edited, text.replace('title: A\r\n', 'title: A\r\nguid: urn:x:1\r\n'));
  assert.throws(() => editFrontmatter('title: A\n', (yaml) => yaml), /no frontmatter/);
});
