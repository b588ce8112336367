import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { proseOf } from './prose.ts';
import { loneMarks, quotationRemarks } from './quotations.ts';

describe('quotation marks with a partner', () => {
  const texts = [
    'He said “yes” and “no”.',
    'He said "yes".',
    'A „ja“ und ‚nein‘.',
    'A „ja” tak.',
    'Il a dit « oui ».',
    'Han sagde »ja«.',
    'Hon sa ”ja” och ”nej”.',
    '“He said “yes”, he did.”',
    'A 12” pipe, 5’ 10”, and a 27" screen.',
    'The 12" pipe, the 14" one and 5\' 10".',
    'The 12" pipe is “the best of 1989”, "of 2024".',
    'Han sade »ja» och »nej».',
    'צה"ל הודיע. ח"כ כהן אמר "כן". ארה"ב',
    'It was “the best of 1989” and "of 2024".',
    'He said “yes" and "no”.',
    'It’s the dogs’ ‘home.',
    '',
  ];
  for (const text of texts) test(text, () => assert.deepEqual(loneMarks(text), []));
});

describe('quotation marks without one', () => {
  const cases: [text: string, offset: number, is: string][] = [
    ['He said “yes and went.', 8, 'never closed'],
    ['He said yes” and went.', 11, 'one of an odd number'],
    ['“One” and two”.', 13, 'never opened'],
    ['He said "yes and went.', 8, 'one of an odd number'],
    ['“One” and “two.', 10, 'never closed'],
    ['Er sagte „ja und ging.', 9, 'never closed'],
    ['Il a dit « oui.', 9, 'never closed'],
    ['Han sade »ja.', 9, 'one of an odd number'],
    ['הוא אמר "כן לצה"ל', 8, 'one of an odd number'],
    ['Hon sa ja”.', 9, 'one of an odd number'],
  ];
  for (const [text, offset, is] of cases) {
    test(text, () => {
      const [mark, ...more] = loneMarks(text);
      assert.deepEqual([mark?.offset, mark?.is, more.length], [offset, is, 0]);
    });
  }
});

describe('quotations of a story', () => {
  const count = (body: string) => quotationRemarks(proseOf(body, 0, true)).length;

  test('of several paragraphs open each of them', () => {
    assert.equal(count('“One.\n\n“Two.\n\n“Three,” he said.\n'), 0);
    assert.equal(count('"One.\n\n"Two," he said.\n'), 0);
    assert.equal(count('“One.\n\nTwo,” he said.\n'), 0);
    assert.equal(count('« Un.\n\n» Deux », dit-il. « Trois. »\n'), 0);
    assert.equal(count('“One.\n\n<Related story="a" />\n\n“Two,” he said.\n'), 0);
  });

  test('that are not closed at the end of the last', () => {
    assert.equal(count('“One.\n\n“Two, he said.\n\nThree.\n'), 1);
    assert.equal(count('“One.\n\nTwo, he said.\n'), 1);
    assert.equal(count(`“One.\n\n${'Two.\n\n'.repeat(20)}Three.” he said.\n`), 2);
  });

  test('are looked for in what readers see', () => {
    assert.equal(count('A `"` and <Figure alt="x" /> and {"a"} [b](/c "d").\n'), 0);
    assert.equal(count('> “One\n> two.”\n\n## “Three\n'), 1);
  });
});
