import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Refusal } from '../notes.ts';
import { readOldFile } from './old-frontmatter.ts';

test('YAML, TOML and JSON frontmatter are read as texts, lists and groups of keys', () => {
  const expected = {
    title: 'A title',
    year: '2024',
    draft: 'true',
    tags: ['a', 'b'],
    image: { src: 'a.jpg' },
  };
  const forms = [
    '---\ntitle: A title\nyear: 2024\ndraft: true\ntags: [a, b]\nimage:\n  src: a.jpg\nempty:\n---\nText.\n',
    '+++\ntitle = "A title"\nyear = 2024\ndraft = true\ntags = ["a", "b"]\n[image]\nsrc = "a.jpg"\n+++\nText.\n',
    '{\n"title": "A title", "year": 2024,\n"draft": true, "tags": ["a", "b"],\n"image": {"src": "a.jpg"}, "none": null\n}\nText.\n',
    '---json\n{"title": "A title", "year": 2024, "draft": true, "tags": ["a", "b"], "image": {"src": "a.jpg"}}\n---\nText.\n',
  ];
  for (const form of forms) {
    const { keys, body, bodyLine } = readOldFile(form);
    assert.deepEqual(keys, expected, form);
    assert.equal(body, 'Text.\n', form);
    assert.equal(form.split('\n')[bodyLine - 1], 'Text.', form);
  }
});

test('dates keep their form, and what other systems allow is allowed', () => {
  assert.equal(
    readOldFile('+++\ndate = 2024-10-02T14:05:00+03:00\n+++\n').keys.date,
    '2024-10-02T14:05:00.000+03:00',
  );
  assert.equal(readOldFile('+++\ndate = 2024-10-02\n+++\n').keys.date, '2024-10-02');
  assert.equal(
    readOldFile('---\ndate: 2024-10-02 14:05:00 +0300\n---\n').keys.date,
    '2024-10-02 14:05:00 +0300',
  );
  assert.equal(readOldFile('---\ntitle: One\ntitle: Two\n---\n').keys.title, 'Two');
  assert.deepEqual(readOldFile('---\na: &x [1]\nb: *x\n---\n').keys, { a: ['1'], b: ['1'] });
  assert.deepEqual(readOldFile('---\n---\nText.'), { keys: {}, body: 'Text.', bodyLine: 3 });
  assert.deepEqual(readOldFile('\n \n---\na: b\n...\nText.'), {
    keys: { a: 'b' },
    body: 'Text.',
    bodyLine: 6,
  });
  assert.deepEqual(readOldFile('# A heading\n'), { keys: {}, body: '# A heading\n', bodyLine: 1 });
});

test('what cannot be read is refused at its line', () => {
  const refused: [string, number, RegExp][] = [
    ['---\ntitle: A\n', 1, /never closed/],
    ['\n\n---\ntitle: A\n', 3, /never closed/],
    ['\n---\ntitle: "A\nb: c\n---\nText.', 3, /YAML/],
    ['+++\ntitle = "A"\nText.', 1, /\+\+\+.*never closed/],
    ['{\n"title": "A"\n', 1, /never closed/],
    ['---\ntitle: A\ntags: [a\n---\nText.', 3, /YAML/],
    ['---\ntitle: "A\nb: c\n---\nText.', 2, /YAML/],
    ['+++\ntitle = "A"\ndate = tomorrow\n+++\n', 3, /TOML/],
    ['{\n"title": "A",\n"b": c\n}\nText', 3, /JSON/],
    ['---js\nmodule.exports = {}\n---\n', 1, /program/],
    ['---\njust words\n---\nText.', 2, /no keys/],
    ['---\na: *nothing\n---\nText.', 2, /YAML/],
  ];
  for (const [text, line, message] of refused) {
    assert.throws(
      () => readOldFile(text),
      (error) => error instanceof Refusal && error.line === line && message.test(error.message),
      text,
    );
  }
});
