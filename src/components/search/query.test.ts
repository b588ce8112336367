import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyQuery, isEmpty, readQuery, writeQuery } from './query.ts';

test('a query survives the address', () => {
  const query = {
    text: '"cold war" & <b>',
    filters: { section: ['World'], tag: ['Iran', 'A & B'], author: [], year: ['1969'] },
    sort: 'newest' as const,
  };
  assert.deepEqual(readQuery(writeQuery(query)), query);
});

test('an address without a query, or with nonsense, asks for nothing', () => {
  assert.equal(writeQuery(emptyQuery()), '');
  assert.deepEqual(readQuery(''), emptyQuery());
  assert.ok(isEmpty(readQuery('?q=%20&tag=&sort=oldest&colour=red')));
});
