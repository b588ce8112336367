import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { authorRemarks } from './authors.ts';
import { tagRemarks } from './tags.ts';

const tagged = (...lists: string[][]) =>
  lists.map((tags, index) => ({ path: `${index}.mdx`, data: { tags } }));
const told = (lists: string[][], titled: string[] = []) =>
  tagRemarks(tagged(...lists), new Set(titled)).map(
    ({ path, where }) => `${path} ${'at' in where && where.at.join('.')}`,
  );

describe('tags that are one word', () => {
  const pairs: [string, string][] = [
    ['missile', 'missiles'],
    ['election-results', 'elections-results'],
    ['city', 'cities'],
    ['tax', 'taxes'],
    ['box', 'boxes'],
    ['strike', 'strikes'],
    ['movie', 'movies'],
    ['house', 'houses'],
    ['bus', 'buses'],
    ['virus', 'viruses'],
    ['hero', 'heroes'],
    ['shoe', 'shoes'],
    ['topic', 'topics'],
    ['crisis', 'crises'],
    ['woman-voters', 'women-voters'],
    ['bias', 'biases'],
    ['élection', 'élections'],
    ['guerra', 'guerras'],
    ['josé', 'jose\u0301s'],
    ['cold-war', 'coldwar'],
    ['défense', 'defense'],
    ['defence', 'defense'],
    ['labour-party', 'labor-party'],
    ['organisation', 'organization'],
    ['theatre', 'theater'],
  ];
  for (const [usual, rare] of pairs) {
    test(`${usual}, ${rare}`, () =>
      assert.deepEqual(told([[usual], ['x', rare], [usual]]), ['1.mdx tags.1']));
  }
  test('but for a slip in a rare one', () => {
    assert.deepEqual(told([['parliament'], ['parliament'], ['parliament'], ['parlaiment']]), [
      '3.mdx tags.0',
    ]);
    assert.deepEqual(told([['parliament'], ['parlaiment']]), []);
  });
  test('are told at every use of the rarer, with the usual one', () => {
    const [remark, ...others] = tagRemarks(
      tagged(['a'], ['missiles'], ['missile'], ['missiles'], ['missiles'], ['missile']),
      new Set(),
    );
    assert.equal(others.length, 1);
    assert.match(
      remark!.message,
      /“missile” and “missiles” differ only in number; 3 stories have “missiles”/,
    );
  });
  test('the one with a title stays', () => {
    assert.deepEqual(told([['missiles'], ['missiles'], ['missile']], ['missile']), [
      '0.mdx tags.0',
      '1.mdx tags.0',
    ]);
    assert.deepEqual(told([['missiles'], ['missile']], ['missile', 'missiles']), []);
  });
});

describe('tags that are two', () => {
  const pairs = [
    ['iran', 'iraq'],
    ['wahl', 'wahlen'],
    ['partito', 'partita'],
    ['kohl', 'kohle'],
    ['russia', 'russian'],
    ['new', 'news'],
    ['physic', 'physics'],
    ['economic', 'economics'],
    ['mean', 'means'],
    ['christma', 'christmas'],
    ['plan', 'planes'],
    ['car', 'cares'],
    ['cafe\u0301', 'café'],
    ['ukraine', 'ukrainian'],
    ['slovenia', 'slovakia'],
    ['world-war-1', 'world-war-2'],
    ['g7-summit', 'g8-summit'],
    ['america', 'american'],
    ['bus', 'bu'],
    ['process', 'proces'],
    ['Cold War', 'cold-war'],
  ];
  for (const pair of pairs) {
    test(pair.join(', '), () => assert.deepEqual(told([[pair[0]!], [pair[0]!], [pair[0]!], [pair[1]!]]), []));
  }
});

describe('an author of a single story', () => {
  const written = (...names: string[]) =>
    names.map((name, index) => ({ path: `${index}.mdx`, data: { authors: [name] } }));
  const meant = (names: string[], files: [string, string][] = []) =>
    authorRemarks(written(...names), new Map(files)).map(
      ({ path, message }) => `${path} ${/nearly “(.*?)”/.exec(message)![1]}`,
    );

  test('whose name is nearly that of a known one', () => {
    for (const slip of ['Ada Lovelance', 'Ada Loveace', 'Ada Lvoelace', 'Áda Lovelace', 'Adah Lovelace']) {
      assert.deepEqual(meant(['Ada Lovelace', 'Ada Lovelace', slip]), ['2.mdx Ada Lovelace'], slip);
    }
    assert.deepEqual(meant(['Lovelace Ada', 'Ada Lovelace', 'Ada Lovelace']), ['0.mdx Ada Lovelace']);
    assert.deepEqual(meant(['Ada Lovelance'], [['ada-lovelace', 'Ada Lovelace']]), ['0.mdx Ada Lovelace']);
  });

  test('whose name is written in other letters', () => {
    for (const [usual, other] of [
      ['José Peña', 'Jose Pena'],
      ['Jürgen Müller', 'Juergen Mueller'],
      ['Jürgen Müller', 'Jurgen Muller'],
      ['Bjørn Ødegård', 'Bjorn Odegaard'],
      ['Lech Wałęsa', 'Lech Walesa'],
      ['Franz Strauß', 'Franz Strauss'],
    ] as [string, string][]) {
      assert.deepEqual(meant([usual, usual, other]), [`2.mdx ${usual}`], other);
    }
    assert.deepEqual(meant(['José Peña', 'José Peña', 'José Peña'.normalize('NFD')]), []);
    assert.deepEqual(meant(['Ma Li', 'Ma Li', 'Mae Li', 'Sam Lee', 'Sam Lee', 'Samuel Lee']), []);
  });

  test('who is another', () => {
    for (const other of [
      'Ana Lovelace',
      'Ada Byron',
      'Ida Lovelace',
      'Ada',
      'A. Lovelace',
      'Ada King Lovelace',
    ]) {
      assert.deepEqual(meant(['Ada Lovelace', 'Ada Lovelace', other]), [], other);
    }
    assert.deepEqual(meant(['Joan Smith', 'John Smith', 'John Smith']), []);
    assert.deepEqual(meant(['Ada Lovelace', 'Ada Lovelance', 'Ada Lovelance', 'Ada Lovelace']), []);
    assert.deepEqual(meant(['Ada Lovelace', 'Ada Lovelance']), []);
  });

  test('who contributed', () => {
    const stories = [{ path: 'a.mdx', data: { contributors: [{ name: 'AFPP News', role: 'reporting' }] } }];
    const [remark] = authorRemarks(stories, new Map([['afp-news', 'AFP News']]));
    assert.deepEqual(remark!.where, { at: ['contributors', 0, 'name'] });
  });
});
