import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatManifest, parseManifest, type PublishedFile } from './manifest.ts';

const manifest = new Map<string, PublishedFile>([
  ['rss.xml', { size: 10, digest: 'aa' }],
  ['2024/é/index.html', { size: 0, digest: 'bb', inputs: 'i', policy: "default-src 'none'", search: 's' }],
  [
    'tags/index.html',
    { size: 5, digest: 'cc', inputs: 'j', policy: "default-src 'none'", pictures: ['x y', 'z'] },
  ],
  ['index.html', { size: 7, digest: 'dd', inputs: 'k', policy: "img-src 'self'", pictures: ['z'] }],
]);

test('a manifest is read as it was written', () => {
  assert.deepEqual(parseManifest(formatManifest(manifest)), manifest);
  assert.deepEqual(parseManifest(formatManifest(new Map())), new Map());
});

test('what is no whole manifest is none', () => {
  const text = formatManifest(manifest);
  for (const other of ['', 'index.html\t1\tff\n', text.slice(0, -1), text.slice(0, -20)]) {
    assert.equal(parseManifest(other), undefined);
  }
});
