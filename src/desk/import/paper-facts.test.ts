import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ArticleFrontmatter } from '../../model/article.ts';
import type { Newsroom } from '../../model/newsroom.ts';
import { paperFacts, tagSpelling } from './paper-facts.ts';

const entry = (id: string, data: Partial<ArticleFrontmatter>) => ({
  ...{ id, path: `articles/${id}.mdx`, digest: '' },
  data: { title: 'A title', description: 'A.', pubDate: '2024-10-02', section: 'world', ...data },
});

const newsroom: Newsroom = {
  articles: [
    entry('2024/10/raids', {
      title: 'Capital condemns raids on harbours and urges Northaven to withdraw',
      tags: ['northaven', 'storms'],
    }),
    entry('2024/10/tide', { title: 'Tide tables', section: 'science', tags: ['storms', 'the-moon'] }),
    entry('2024/10/lamp', {
      title: 'The lamp',
      section: 'science',
      tags: ['storms', 'NASA'],
      guid: 'tag:a,2009:1',
      source: { name: 'The Coastal Times', url: 'https://www.coast.example/a' },
    }),
  ],
  pages: [],
  sections: [
    { id: 'world', title: 'World' },
    { id: 'science', title: 'Science and nature' },
  ],
  tags: new Map([['the-moon', { title: 'The Moon' }]]),
  authors: new Map([
    ['afp', { name: 'AFP', type: 'organization' }],
    ['ada', { name: 'Ada Brandt' }],
  ]),
  series: new Map([['firsts', { title: 'Space firsts' }]]),
  front: {},
  redirects: {},
};
const facts = paperFacts(newsroom);

test('a headline is found with the same words, and with nearly the same', () => {
  assert.deepEqual(facts.byHeadline('TIDE TABLES'), { id: '2024/10/tide', isExact: true });
  assert.deepEqual(facts.byHeadline("Capital Condemns Northaven's Raids on Harbours, Urges Withdrawal"), {
    ...{ id: '2024/10/raids', isExact: false },
  });
  assert.equal(facts.byHeadline('Capital condemns a raid'), undefined);
  assert.equal(facts.byHeadline('The tide'), undefined);
});

test('sections are known by id and title, and guessed from tags', () => {
  assert.equal(facts.section('Science and Nature'), 'science');
  assert.equal(facts.section('sport'), undefined);
  assert.deepEqual(facts.likelySection(['storms']), { id: 'science', count: 2, of: 3 });
  assert.equal(facts.likelySection(['nothing']), undefined);
});

test('tags that a text speaks of are those in use', () => {
  assert.deepEqual(facts.tagsIn('Northaven’s storms', 'The moon rose. NASA said so; it was the moon.'), [
    ...['northaven', 'storms', 'the-moon'],
  ]);
  assert.deepEqual(facts.tagsIn('Nothing', 'One storms only.'), []);
});

test('tags are written as the paper has them, or plainly', () => {
  const spelling = (...names: string[]) => tagSpelling(names, facts.tag);
  assert.equal(spelling('Storms'), 'storms');
  assert.equal(spelling('nasa'), 'NASA');
  assert.equal(spelling('Cold War'), 'cold-war');
  assert.equal(spelling('UNESCO', 'UNESCO', 'Unesco'), 'UNESCO');
  assert.equal(spelling('U.S.'), 'U.S.');
});

test('names of authors, agencies, publishers and series are known', () => {
  assert.equal(facts.author('Ada Brandt'), 'ada');
  assert.equal(facts.author('Agence France-Presse'), 'afp');
  assert.equal(facts.author('Reuters'), undefined);
  assert.equal(facts.publisher('https://coast.example/other'), 'The Coastal Times');
  assert.equal(facts.series('Space Firsts'), 'firsts');
  assert.equal(facts.byGuid.get('tag:a,2009:1')!.id, '2024/10/lamp');
});
