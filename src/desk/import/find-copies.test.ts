import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { bytesOf, fileFacts, findCopies, findPicture, pictureBesideText } from './find-copies.ts';
import { Refusal } from './notes.ts';

test('the path of a file tells name, date, folder and whether it is a draft', () => {
  assert.deepEqual(fileFacts('/site/_posts/2024-10-02-the-name.md'), {
    ...{ name: 'the-name', date: '2024-10-02', isDraft: false, folders: ['_posts'] },
  });
  assert.deepEqual(fileFacts('/site/content/posts/sea/the-name/index.fr.md').name, 'the-name');
  assert.deepEqual(fileFacts('/site/content/posts/sea/a.md').folders, ['sea', 'posts']);
  const translated = fileFacts('/site/content/blog/a.zh-cn.md');
  assert.deepEqual([translated.name, translated.lang], ['a', 'zh-cn']);
  assert.equal(fileFacts('/site/content/blog/node.js.md').name, 'node.js');
  assert.equal(fileFacts('/site/_drafts/a.md').isDraft, true);
  assert.equal(fileFacts('/drafts/site/_posts/a.md').isDraft, false);
});

test('stories and their pictures are found, and what is none is passed over', () => {
  const folder = mkdtempSync(join(tmpdir(), 'copies-'));
  const paths = [
    ...[
      'content/posts/a/index.md',
      'content/posts/a/b.png',
      'content/posts/_index.md',
      'content/posts/c.MDX',
    ],
    ...['content/posts/.hidden.md', 'content/posts/page.html', 'node_modules/x/a.md', 'static/img/é d.jpg'],
    ...['src/assets/hero.png', 'wire.txt', 'wire.JPG', 'README.md', 'static/robots.txt'],
    ...['archetypes/default.md', 'themes/x/content/demo.md', 'public/page.md', 'content/resources/d.md'],
  ];
  for (const path of paths) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), '');
  }
  const { files, passedOver } = findCopies([folder]);
  const at = (path: string) => join(folder, path);
  assert.deepEqual(
    files,
    ['content/posts/a/index.md', 'content/posts/c.MDX', 'content/resources/d.md', 'wire.txt'].map(at),
  );
  assert.deepEqual([...passedOver].sort(), [
    ['.html', 1],
    ['.md', 2],
    ['.txt', 1],
  ]);
  const story = at('content/posts/a/index.md');
  assert.equal(findPicture('b.png', story), at('content/posts/a/b.png'));
  assert.equal(findPicture('/img/%C3%A9%20d.jpg?w=2', story), at('static/img/é d.jpg'));
  assert.equal(findPicture('@/assets/hero.png', story), at('src/assets/hero.png'));
  assert.equal(findPicture('../nothing.png', story), undefined);
  assert.equal(pictureBesideText(at('wire.txt')), at('wire.JPG'));
  rmSync(folder, { recursive: true });
});

test('a picture is looked for in the site, and nowhere else on the disk', (t) => {
  const home = mkdtempSync(join(tmpdir(), 'home-'));
  const { HOME } = process.env;
  process.env.HOME = home;
  t.after(() => {
    process.env.HOME = HOME;
    rmSync(home, { recursive: true });
  });
  const at = (path: string) => join(home, path);
  for (const path of ['own.png', 'site/posts/a.png', 'site/b.png', 'site/static/c.png']) {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), '');
  }
  const found = (src: string) => findPicture(src, at('site/posts/a.md'));
  assert.deepEqual(
    ['a.png', '../b.png', '/c.png'].map(found),
    ['site/posts/a.png', 'site/b.png', 'site/static/c.png'].map(at),
  );
  for (const src of ['../../own.png', '/own.png', at('own.png'), '%2e%2e/%2e%2e/own.png']) {
    assert.equal(found(src), undefined, src);
  }
});

test('what the disk does not give is refused in words', () => {
  assert.throws(
    () => bytesOf(tmpdir()),
    (error) => error instanceof Refusal && error.message.startsWith('The file cannot be read: EISDIR'),
  );
});
