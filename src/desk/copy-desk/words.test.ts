import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { doubledWordRemarks, doubledWords } from './words.ts';
import { proseOf } from './prose.ts';

const found = (text: string, language = 'en-GB') => doubledWords(text, language).map(({ word }) => word);

describe('a word that is written twice', () => {
  const cases: [text: string, words: string[]][] = [
    ['In the the city', ['the']],
    ['The the city', ['the']],
    ['of\nof the', ['of']],
    ['a government government source', ['government']],
    ['for the the, and and', ['the', 'and']],
    ['on behalf of of', ['of']],
    ['“The the city, (the the', ['the', 'the']],
  ];
  for (const [text, words] of cases) test(JSON.stringify(text), () => assert.deepEqual(found(text), words));

  test('is found in French, German and other languages, each by its own words', () => {
    assert.deepEqual(found('dans la la ville', 'fr'), ['la']);
    assert.deepEqual(found('in der und und', 'de-AT'), ['und']);
    assert.deepEqual(found('the the', 'fr'), []);
    assert.deepEqual(found('and and', 'ar'), []);
  });

  test('is told with where to cut', () => {
    const text = 'In the\n the city.';
    const [word] = doubledWords(text, 'en');
    assert.equal(text.slice(0, word!.extra.start) + text.slice(word!.extra.end), 'In the city.');
    assert.equal(word!.isCertain, true);
  });

  test('is not mended where it may be meant', () => {
    assert.equal(doubledWords('a rose rose', 'en')[0]!.isCertain, false);
    const meant: [text: string, language: string][] = [
      ['what it stands for for many', 'en'],
      ['the one she talks to to this day', 'en'],
      ['man kann nicht nicht kommunizieren', 'de'],
      ['eine eine Million Euro teure Anlage', 'de'],
      ['der zur zur Verfügung stehenden Zeit', 'de'],
      ['il y en a un un peu plus loin', 'fr'],
      ['voor de een een zegen', 'nl'],
    ];
    for (const [text, language] of meant) {
      assert.deepEqual(
        doubledWords(text, language).map(({ isCertain }) => isCertain),
        [false],
        text,
      );
    }
  });
});

describe('words that are twice there by right', () => {
  const texts = [
    'all that he had had',
    'he said that that was so',
    'what it is is a mistake',
    'Duran Duran and Boutros Boutros-Ghali',
    'the The Hague court',
    'New York New York',
    'a very very long, long day',
    'the, the',
    'hand-in in-hand',
    'to-the the-to',
    'other the-others',
    'the theatre',
    'bathe the dog',
    'he was in in 2024',
    'log on on Monday',
    'ni ni',
    '1 1 20 20',
    'it’s s',
    'the ￼ the',
    'it was “done done.”',
    'promoted to Serie A a year ago',
    'he sang la la la and the, the the',
    'there there',
  ];
  for (const text of texts) test(text, () => assert.deepEqual(found(text), []));

  test('in other languages', () => {
    assert.deepEqual(found('Kosten, Mieten und und und', 'de'), []);
    assert.deepEqual(found('le discours de de Gaulle', 'fr'), []);
    assert.deepEqual(found('Oh la la !', 'fr'), []);
    assert.deepEqual(found('of het het waard is', 'nl'), []);
  });
});

test('words of two paragraphs, entries or cells are not taken together', () => {
  const body = 'This is the\n\nthe end\n\n- of the\n- the of\n\n| the | the |\n\nthe [the](/a/)\n';
  assert.deepEqual(doubledWordRemarks(proseOf(body, 0, true), 'en'), []);
});
