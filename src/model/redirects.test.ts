import assert from 'node:assert/strict';
import { test } from 'node:test';
import { collapseRedirects, ringOf } from './redirects.ts';

test('a chain of redirects leads to its end in one step', () => {
  const redirects = {
    '/a/': '/b/',
    '/b/': '/café/',
    '/café/': '/world/',
    '/coded/': '/caf%C3%A9/',
    '/out/': '/gone/',
    '/gone/': 'https://example.org/x',
    '/place/': '/b/#two',
    '/other-place/': '/place/#one',
    '/query/': '/place/?page=2',
    '/own/': '/world/#x',
  };
  assert.deepEqual(collapseRedirects(redirects), {
    '/a/': '/world/',
    '/b/': '/world/',
    '/café/': '/world/',
    '/coded/': '/world/',
    '/out/': 'https://example.org/x',
    '/gone/': 'https://example.org/x',
    '/place/': '/world/#two',
    '/other-place/': '/world/#two',
    '/query/': '/world/#two',
    '/own/': '/world/#x',
  });
});

test('a ring is told from whichever address leads into it', () => {
  const redirects = { '/in/': '/a/', '/a/': '/b/?x', '/b/': '/a/', '/self/': '/self/#x', '/out/': '/world/' };
  assert.deepEqual(ringOf(redirects, '/in/'), ['/in/', '/a/', '/b/', '/a/']);
  assert.deepEqual(ringOf(redirects, '/b/'), ['/b/', '/a/', '/b/']);
  assert.deepEqual(ringOf(redirects, '/self/'), ['/self/', '/self/']);
  assert.equal(ringOf(redirects, '/out/'), undefined);
});
