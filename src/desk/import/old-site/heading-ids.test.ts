import assert from 'node:assert/strict';
import { test } from 'node:test';
import { meantId } from './heading-ids.ts';
import { headingIdsOf } from './old-markdown.ts';

const idsOf = (text: string) => headingIdsOf({ text, line: 1, isMdx: false }, 'The headline');

test('a link leads to the heading that it meant in any system', () => {
  const ids = idsOf(
    [
      '# The headline',
      '## 2. What’s “new” in main.go?',
      '## Größe & Maß',
      '## Also here {#own-id}',
      '<h2 id="of-html">Of HTML</h2>',
      '## Second *part* [of it](https://example.org/)',
      '## Again',
      '## Again',
      '> ## Quoted',
      '<div><h3>Last</h3></div>',
      '## What {{< x >}} was left',
      '## With a note[^1]',
      '[^1]: The note.',
    ].join('\n\n'),
  );
  const pairs: [fragment: string, id: string | undefined][] = [
    ['2-whats-new-in-maingo', '2-whats-new-in-maingo'],
    ['whats-new-in-maingo', '2-whats-new-in-maingo'],
    ['2-what-s-new-in-main-go', '2-whats-new-in-maingo'],
    ['2.-what%E2%80%99s-%E2%80%9Cnew%E2%80%9D-in-main.go%3F', '2-whats-new-in-maingo'],
    ['größe--maß', 'größe--maß'],
    ['Gr%C3%B6%C3%9Fe-Ma%C3%9F', 'größe--maß'],
    ['own-id', 'also-here'],
    ['of-html', 'of-html'],
    ['second-part-of-it', 'second-part-of-it'],
    ['again', 'again'],
    ['again-1', 'again-1'],
    ['last', 'last'],
    ['quoted', 'quoted'],
    ['what-was-left', 'what--was-left'],
    ['with-a-note', undefined],
    ['the-headline', undefined],
    ['none', undefined],
    ['%', undefined],
  ];
  for (const [fragment, id] of pairs) assert.equal(ids.find(fragment), id, fragment);
  assert.equal(ids.findFromElsewhere('own-id'), 'also-here');
  assert.equal(ids.findFromElsewhere('quoted'), undefined);
});

test('of headings that were edited, the one with the same letters is meant', () => {
  assert.equal(meantId('a-part', ['apart', 'a-part']), 'a-part');
  assert.equal(meantId('A_Part', ['other', 'a-part']), 'a-part');
  assert.equal(meantId('--', ['other']), undefined);
});
