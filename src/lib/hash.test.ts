import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { digest } from './hash.ts';

test('a digest is that of its parts, each with its length, whether text or bytes', () => {
  const expected = createHash('sha256').update('3:abc2:é!').digest('hex').slice(0, 16);
  assert.equal(digest('abc', 'é!'), expected);
  assert.equal(digest(Buffer.from('abc'), 'é!'), expected);
  assert.notEqual(digest('ab', 'c'), digest('a', 'bc'));
  assert.equal(digest(), createHash('sha256').digest('hex').slice(0, 16));
});
