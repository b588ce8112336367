import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countWords } from './count-words.ts';

test('words are letters and digits, with single signs that join them', () => {
  const counts: [string, number][] = [
    ['', 0],
    ['– … !', 0],
    ['One, two; three.', 3],
    ['don’t 24/7 12:30 1,000.5 well-known a.m.', 6],
    ["'quoted' -dash- a--b a-’b", 6],
    ['Zoë Ångström 漢字 \u{1D7D8}\u{20000}x', 4],
    ['e\u0301t', 2],
    ['\uD83D a \u{1F600}b', 2],
  ];
  const written = /[\p{L}\p{N}]+(?:['’.,:/-][\p{L}\p{N}]+)*/gu;
  for (const [text, count] of counts) {
    assert.equal(countWords(text), count, text);
    assert.equal(text.match(written)?.length ?? 0, count, text);
  }
});
