import assert from 'node:assert/strict';
import { test } from 'node:test';
import { whenKnown } from './when-known.ts';

test('what is known is gone on with at once, what is not when it comes', async () => {
  const next = (text: string) => text.length;
  assert.equal(whenKnown('four', next), 4);
  const later = whenKnown(Promise.resolve('four'), next);
  assert.ok(later instanceof Promise);
  assert.equal(await later, 4);
});

test('a mistake reaches the caller either way', async () => {
  const next = () => {
    throw new Error('no picture');
  };
  assert.throws(() => whenKnown('src', next), /no picture/);
  await assert.rejects(async () => whenKnown(Promise.resolve('src'), next), /no picture/);
  await assert.rejects(async () => whenKnown(Promise.reject(new Error('no file')), String), /no file/);
});
