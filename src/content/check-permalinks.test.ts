import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guidOf } from '../model/story-guid.ts';
import { problemsOf, story } from './test-newsroom.ts';

const first = guidOf({ id: '2024/10/first' });
const at = (path: string, guid = first) => `${path} ${guid}\n`;
const home = at('/2024/10/02/first/');

test('an address is answered by its story, a redirect or a notice', async () => {
  assert.deepEqual(await problemsOf({ 'permalinks.txt': home }), []);
  assert.deepEqual(
    await problemsOf({
      'permalinks.txt':
        home + at('/2024/10/02/old-name/') + at('/2024/10/02/café/', guidOf({ id: '2024/10/café' })),
      'redirects.yaml': '/2024/10/02/old-name/: /2024/10/02/first/\n',
      'articles/2024/10/café.mdx': story({ withdrawn: '{ date: 2024-10-03, reason: It was wrong. }' }),
    }),
    [],
  );
});

test('a story that is not on the list yet is no mistake', async () => {
  assert.deepEqual(await problemsOf({ 'permalinks.txt': '', 'articles/2024/10/new.mdx': story() }), []);
});

test('a story that has moved is told at the key that moved it', async () => {
  const moved = async (keys: Record<string, string>, path = 'articles/2024/10/first.mdx') =>
    problemsOf({ 'permalinks.txt': home, [path]: story(keys) });
  const begins = 'This story was published at "/2024/10/02/first/" and is now at ';
  const fix = '; the old address leads nowhere. "npm run check -- --fix" writes the redirect; or put ';
  assert.deepEqual(await moved({ slug: 'other' }), [
    `articles/2024/10/first.mdx:6:7: ${begins}"/2024/10/02/other/"${fix}the name back as it was.`,
  ]);
  assert.deepEqual(await moved({ pubDate: '2024-10-03' }), [
    `articles/2024/10/first.mdx:4:10: ${begins}"/2024/10/03/first/"${fix}"pubDate" back as it was.`,
  ]);
  assert.deepEqual(
    await problemsOf({
      'permalinks.txt': at('/2024/10/02/old/', 'https://old.example/?p=7'),
      'articles/2024/10/first.mdx': story({ guid: 'https://old.example/?p=7' }),
    }),
    [
      `articles/2024/10/first.mdx:1:1: ${begins.replace('first', 'old')}"/2024/10/02/first/"${fix}the name back as it was.`,
    ],
  );
});

test('a redirect that leads nowhere is no answer', async () => {
  assert.deepEqual(
    await problemsOf({
      'permalinks.txt': at('/2024/10/02/old-name/'),
      'redirects.yaml': '/2024/10/02/old-name/: /2024/10/02/firts/\n',
    }),
    [
      'articles/2024/10/first.mdx:1:1: This story was published at "/2024/10/02/old-name/" and is now at "/2024/10/02/first/"; the old address leads nowhere. "npm run check -- --fix" writes the redirect; or put the name back as it was.',
      'redirects.yaml:1:24: There is no page at "/2024/10/02/firts/". Did you mean "/2024/10/02/first/"?',
    ],
  );
});

test('an address that changed in capitals only has two pages on one place', async () => {
  assert.deepEqual(
    await problemsOf({
      'permalinks.txt': home,
      'articles/2024/10/first.mdx': story({ slug: 'First' }),
      'redirects.yaml': '/2024/10/02/first/: /2024/10/02/First/\n',
    }),
    [
      'redirects.yaml:1:21: "/2024/10/02/first/" and "/2024/10/02/First/" differ in capitals only, which many hosts and disks take for the same. Give the page its old name, and delete this line.',
    ],
  );
});

test('a story that was published is not held back again', async () => {
  const held = (keys: Record<string, string>) =>
    problemsOf({
      'permalinks.txt': at('/2024/10/02/second/', guidOf({ id: '2024/10/second' })),
      'articles/2024/10/second.mdx': story(keys),
    });
  assert.deepEqual(await held({ draft: 'true' }), [
    'articles/2024/10/second.mdx:6:1: This story was published at "/2024/10/02/second/", where a draft does not answer. Take "draft" out; or take the story back for all to see: npm run withdraw -- 2024/10/second',
  ]);
  const late = await held({ pubDate: '2024-10-20' });
  assert.deepEqual(late, [
    'articles/2024/10/second.mdx:4:10: This story was published at "/2024/10/02/second/", and "pubDate" in the future holds it back now. Write the date of its first publication, or set this computer\'s clock right.',
  ]);
});

test('a story whose file is gone is told on the list', async () => {
  assert.deepEqual(await problemsOf({ 'permalinks.txt': home + at('/2024/09/01/gone/', 'urn:uuid:1') }), [
    'permalinks.txt:2:1: A story was published at "/2024/09/01/gone/", and nothing answers there any more: its file is gone. If it was renamed, "npm run check -- --fix" writes the redirect (and if most of its words are others now, write "guid: urn:uuid:1" into it before). If it was deleted, npm run withdraw -- /2024/09/01/gone/ --reason "…" brings its file back from git and takes the story back for all to see; or name another page for its readers in redirects.yaml: "/2024/09/01/gone/: /another/page/". Here is no git repository with a commit; a file that is gone is found only where there is one.',
  ]);
});

test('an address stays with its story, even when the file is renamed', async () => {
  const renamed = story({ slug: 'first' });
  const list = at('/2024/10/02/first/', guidOf({ id: '2024/10/earlier' }));
  const files = { 'permalinks.txt': list, 'articles/2024/10/first.mdx': renamed };
  assert.deepEqual(await problemsOf(files), [
    `articles/2024/10/first.mdx:1:1: The story that was published at "/2024/10/02/first/" had another name in feeds, so subscribers would get this one as new. If only its file was renamed, "npm run check -- --fix" keeps the name, by a line "guid: ${guidOf({ id: '2024/10/earlier' })}". If it is another story, give it another "slug".`,
  ]);
  // Two branches may have put it on the list by different names; the one that the story has is enough.
  assert.deepEqual(await problemsOf({ ...files, 'permalinks.txt': list + home }), []);
});

test('a file with a mistake is not called lost as well', async () => {
  const problems = await problemsOf({
    'permalinks.txt': home,
    'articles/2024/10/first.mdx': story({ section: 'wrold', slug: 'other' }),
  });
  assert.deepEqual(
    problems.map((line) => line.slice(0, 55)),
    ['articles/2024/10/first.mdx:5:10: Unknown section "wrold'],
  );
  const unread = await problemsOf({
    'permalinks.txt': home,
    'articles/2024/10/first.mdx': '---\ntitle: "x\n',
  });
  assert.equal(unread.length, 1);
});

test('a list that cannot be read is a mistake', async () => {
  const problems = await problemsOf({ 'permalinks.txt': `<<<<<<< HEAD\n${home}` });
  assert.match(problems.join(), /^permalinks\.txt:1:1: A mark of git stands here/);
  const latin = await problemsOf({ 'permalinks.txt': Buffer.from(`/caf\xe9/ ${first}\n`, 'latin1') });
  assert.match(latin.join(), /^permalinks\.txt:1:5: .*UTF-8/);
});
