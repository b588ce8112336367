import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tracesOf } from './held-traces.ts';
import type { ArticleEntry } from './newsroom.ts';

test('every picture that a held story shows gives it away, and no other', () => {
  const path = 'articles/2024/10/ferry.mdx';
  const entry = {
    ...{ id: '2024/10/ferry', path, digest: '' },
    data: { title: 'Ferry', description: 'A ferry.', pubDate: '2024-10-04', section: 'world' },
  } as ArticleEntry;
  const pictures = new Map([
    ['articles/2024/10/ferry.jpg', '1'.repeat(40)],
    ['articles/2024/10/quay.jpg', '2'.repeat(40)],
    ['articles/2024/10/other.jpg', '3'.repeat(40)],
    ['articles/2024/09/quay.jpg', '4'.repeat(40)],
  ]);
  const source =
    '---\nimage: { src: ferry.jpg }\n---\n\n<Figure src="quay.jpg" alt="A quay" credit="Somebody" />\n';
  const traces = tracesOf(entry, source, pictures, 'Europe/London');
  assert.deepEqual(
    traces.filter(({ what }) => what === 'its picture').map(({ text }) => text[0]),
    ['1', '2'],
  );
});
