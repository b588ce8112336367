import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseYaml } from '../../content/frontmatter.ts';
import { cutFrontmatter } from '../../lib/frontmatter.ts';
import type { KeyPath } from '../../content/mistake.ts';
import { keyPlace } from './key-places.ts';

const keys: KeyPath[] = [
  ...['title', 'description', 'pubDate', 'updatedDate', 'source'].map((key) => [key]),
  ...['tags', 'authors', 'related'].flatMap((key) => [0, 1, 2, 5].map((index) => [key, index])),
  ...['alt', 'src', 'source', 'caption'].map((key) => ['image', key]),
  ...['url', 'name'].map((key) => ['source', key]),
  ...[0, 1].map((index) => ['corrections', index]),
];

/** Compares with the parser. Returns how many places were found. */
function compare(text: string): number {
  const { frontmatter, bodyOffset } = cutFrontmatter(text)!;
  const { placeOf, isWritten } = parseYaml(frontmatter, 2);
  let found = 0;
  for (const at of keys) {
    const place = keyPlace(text, bodyOffset, at);
    if (!place) continue;
    found++;
    assert.ok(isWritten(at), `${at.join('.')} in\n${text}`);
    assert.deepEqual(place, placeOf(at), `${at.join('.')} in\n${text}`);
  }
  return found;
}

test('finds keys where the parser does, or leaves them to it', () => {
  const folder = join(import.meta.dirname, '../../../content/articles');
  const stories = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /\.mdx?$/.test(path),
  );
  let found = 0;
  for (const path of stories) found += compare(readFileSync(join(folder, path), 'utf8'));
  assert.ok(found > stories.length * 6, `${found} in ${stories.length}`);
});

test('is not misled by how YAML can be written', () => {
  const values = [
    'title: A: b',
    'title: "A"',
    "title: 'A'",
    'title: >\n  A\n  b',
    'title:\n  A',
    'title: &a A',
    'title: # A',
    'title:',
    'title:A',
    'tags: [a, b,c , "d, e", f]',
    'tags: [a, b, c]',
    'tags: [ a,b ]',
    'tags: []',
    'tags: [a, [b], c]',
    'tags: [a, b] # c',
    'tags:\n  - a\n  - b\n  - c',
    'tags:\n- a\n- b',
    'tags:\n  - "a"\n  - b',
    'tags:\n  - a\n\n  - b',
    'tags:\n  # a\n  - b\n  - c',
    'tags:\n  - a\n    b\n  - c',
    'tags:\n  - - a\n  - b',
    'tags:\n  - a: b\n  - c',
    'image:\n  src: a\n  alt: b',
    'image:\n    src: a\n    alt: "b"',
    'image: { src: a, alt: b }',
    'image:\n  # alt: a\n  alt: b',
    'image:\n  caption: >\n    alt: a\n  alt: b',
    'image:\n  caption: a\n    b\n  alt: c',
    'description: "a\n  title: b"',
    'description: |\n  a\ntitle: b',
    '"title": A',
    'source: { url: a }',
    'source:\n  url:\n    a',
    'corrections:\n  - date: a\n    text: b',
  ];
  for (const value of values) {
    for (const end of ['\n', '\r\n'])
      compare(`---\npubDate: 2024-10-02\n${value}\nsection: a\n---\n\ntitle: B\n`.replaceAll('\n', end));
  }
});
