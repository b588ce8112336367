import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isTidy, tidied } from './tidy.ts';

test('spaces and line ends that mean nothing are taken away', () => {
  const cases: [before: string, after: string][] = [
    ['a \nb\t\n', 'a\nb\n'],
    ['a\n  \nb\n', 'a\n\nb\n'],
    ['a', 'a\n'],
    ['a\n\n\n', 'a\n'],
    ['a \r\nb', 'a\r\nb\r\n'],
    ['a\n ', 'a\n'],
  ];
  for (const [before, after] of cases) {
    assert.equal(tidied(before), after);
    assert.equal(isTidy(before), false, JSON.stringify(before));
    assert.equal(tidied(after), after);
    assert.equal(isTidy(after), true, JSON.stringify(after));
  }
});

test('two spaces below a line of text break it, and stay', () => {
  for (const text of ['a  \nb\n', 'a\n\n  b\n', 'a b\n', 'a\r\nb\r\n']) {
    assert.equal(tidied(text), text);
    assert.equal(isTidy(text), true);
  }
});
