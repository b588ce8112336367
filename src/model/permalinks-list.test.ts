import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPermalinks, withPermalinks } from './permalinks-list.ts';

const [one, two] = ['urn:uuid:11111111-1111-5111-8111-111111111111', 'https://old.example/?p=2'];

test('a list is sorted, holds each line once, and is read as it was written', () => {
  const text = withPermalinks('', [
    { path: '/2024/10/02/b/', guid: two },
    { path: '/2024/10/02/a/', guid: one },
  ]);
  assert.match(text, /^# Every address/);
  assert.match(
    text,
    /\n\/2024\/10\/02\/a\/ urn:uuid:1{8}.*\n\/2024\/10\/02\/b\/ https:\/\/old\.example\/\?p=2\n$/,
  );
  const { lines, mistakes } = readPermalinks(text);
  assert.deepEqual(mistakes, []);
  assert.deepEqual(lines, [
    { path: '/2024/10/02/a/', guid: one, line: 3 },
    { path: '/2024/10/02/b/', guid: two, line: 4 },
  ]);
  assert.equal(withPermalinks(text, [{ path: '/2024/10/02/a/', guid: one }]), text);
});

test('what a merge of two versions leaves is read, and put in order', () => {
  const merged = `# A note of the desk.\r\n/c/ ${one}\r\n/b/ ${two}\n\n/b/ ${two}\n/caf%C3%A9/ ${two}\n`;
  const { lines, mistakes } = readPermalinks(merged);
  assert.deepEqual(mistakes, []);
  assert.deepEqual(
    lines.map(({ path, line }) => [path, line]),
    [
      ['/c/', 2],
      ['/b/', 3],
      ['/b/', 5],
      ['/café/', 6],
    ],
  );
  assert.equal(
    withPermalinks(merged, [{ path: '/a/', guid: one }]),
    `# A note of the desk.\n/a/ ${one}\n/b/ ${two}\n/c/ ${one}\n/café/ ${two}\n`,
  );
  const inOrder = `# A note of the desk.\n/b/ ${two}\n/c/ ${one}\n/café/ ${two}\n`;
  assert.equal(withPermalinks(merged, []), inOrder);
  assert.equal(withPermalinks(`# A note of the desk.\n${merged}`, []), inOrder);
  assert.equal(withPermalinks(inOrder, []), inOrder);
});

test('a list that another editor saved loses no line', () => {
  const text = `/a/ ${one}\n/b/ ${two}\n`;
  const saved = `\uFEFF${text.trimEnd().replaceAll('\n', '\r\n')}`;
  assert.equal(readPermalinks(saved).lines.length, 2);
  assert.equal(withPermalinks(saved, []), text);
});

test('signs of every size are sorted as sort(1) does', () => {
  const text = `/2024/10/02/ﬁlm/ ${one}\n/2024/10/02/𠮷田/ ${two}\n`;
  assert.equal(withPermalinks(text.split('\n').reverse().join('\n'), []), text);
});

test('an address keeps the name that it was published under', () => {
  const text = `/a/ ${one}\n`;
  assert.equal(withPermalinks(text, [{ path: '/a/', guid: two }]), text);
});

test('lines that say nothing are mistakes at their place', () => {
  const text = `/a/ ${one}\n<<<<<<< HEAD\n/b/\nhttps://x/ ${one}\n=======\n/c/ ${one} x\n>>>>>>> branch\n`;
  const { lines, mistakes } = readPermalinks(text);
  assert.equal(lines.length, 1);
  assert.deepEqual(
    mistakes.map(({ line, message }) => [line, message.slice(0, 27)]),
    [
      [2, 'A mark of git stands here: '],
      [3, 'This line is no address wit'],
      [4, 'This line is no address wit'],
      [5, 'A mark of git stands here: '],
      [6, 'This line is no address wit'],
      [7, 'A mark of git stands here: '],
    ],
  );
});
