import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cascadedKeys, defaultKeys } from './given-keys.ts';
import { KeyReader } from './key-reader.ts';
import type { Note } from '../notes.ts';
import type { OldKeys } from './old-frontmatter.ts';

test('a cascade of Hugo gives its keys to the pages that it names', () => {
  const page = { path: '/posts/My Trip', lang: 'en' };
  const all = (target: OldKeys) => cascadedKeys({ author: 'Ada', target }, page);
  assert.deepEqual(cascadedKeys({ author: 'Ada' }, page), [{ author: 'Ada' }]);
  assert.deepEqual(cascadedKeys([{ a: '1' }, { b: '2', _target: { kind: 'section' } }, { c: '3' }], page), [
    { a: '1' },
    { c: '3' },
  ]);
  const targets: OldKeys[] = [
    { path: '/posts/**' },
    { path: '{/films,/posts/**}' },
    { path: '/posts/my-*' },
    { path: '**trip**' },
    { path: '/*/my?trip' },
    { path: '/[op]osts/*' },
    { kind: '{page,section}', lang: 'e?', environment: 'production' },
  ];
  for (const target of targets) {
    assert.equal(all(target).length, 1, JSON.stringify(target));
  }
  const others: OldKeys[] = [
    { path: '/*' },
    { path: '/posts' },
    { path: '/p(o)sts/**' },
    { path: '{/posts' },
    { lang: 'fr' },
    { environment: 'staging' },
  ];
  for (const target of others) {
    assert.deepEqual(all(target), [], JSON.stringify(target));
  }
  assert.deepEqual(cascadedKeys(undefined, page), []);
  assert.deepEqual(cascadedKeys('all', page), []);
});

test('of the defaults of Jekyll, those of the longest path count most', () => {
  const set = (path: string | undefined, values: Record<string, string>, type?: string) => ({
    scope: { ...(path !== undefined && { path }), ...(type !== undefined && { type }) },
    values,
  });
  const of = (path: string, ...sets: ReturnType<typeof set>[]) => defaultKeys(sets, path);
  assert.deepEqual(
    of(
      '_posts/sea/2020-01-02-a.md',
      set('_posts/sea', { n: '1' }),
      set('', { n: '2' }),
      set('', { n: '3' }),
      set(undefined, { n: '4' }, 'posts'),
      set('_posts/se', { n: 'none' }),
      set('', { n: 'none' }, 'pages'),
      set('/_posts/', { n: '5' }, 'post'),
      set('_posts/*/2020*', { n: '6' }),
    ).map(({ n }) => n),
    ['6', '1', '5', '4', '3', '2'],
  );
  assert.equal(of('_drafts/a.md', set('', {}, 'drafts'), set('', {}, 'posts')).length, 2);
  assert.equal(of('about.md', set('', {}, 'pages'), set('', {}, 'posts')).length, 1);
  assert.deepEqual(defaultKeys([{ values: { n: '1' } }, 'x', { scope: 'x', values: {} }], 'a.md'), [
    { n: '1' },
  ]);
});

test('what a story says itself comes before what others give it, by whatever name', () => {
  const notes: Note[] = [];
  const old = new KeyReader(
    { date: '2020', cover: 'own.png', tags: ['a'], params: { author: 'Ada' } },
    notes,
    [
      {
        from: 'posts.json',
        keys: { pubDate: '2021', tags: ['b'], mood: 'low', layout: 'post' },
        joins: true,
      },
      {
        from: '_index.md',
        keys: { image: 'given.png', author: 'Ivo', tags: ['c'], kicker: 'Sea' },
        joins: false,
      },
    ],
  );
  assert.equal(old.take('pubDate', 'date')!.value, '2020');
  assert.equal(old.take('pubDate'), undefined);
  assert.equal(old.text('author', 'authors'), 'Ada');
  assert.deepEqual(old.list('tags'), ['a', 'b']);
  assert.deepEqual(old.present(['image', 'cover']), ['cover', 'image']);
  assert.equal(old.take('cover', 'image')!.value, 'own.png');
  assert.equal(old.text('kicker'), 'Sea');
  old.finish();
  assert.deepEqual(
    notes.map(({ kind, what, detail }) => `${kind} ${what}: ${detail}`),
    [
      'mapped keys: date, params.author, tags, cover',
      'mapped keys that posts.json gives: tags',
      'mapped keys that _index.md gives: kicker',
      'left the key “mood” of posts.json, which has no place here: “low”',
    ],
  );
});
