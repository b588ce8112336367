import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ignoresOf } from './ignores.ts';

const head =
  '---\n# check: ignore twin-headline - filed twice, on purpose\ntitle: A # check: ignore far-date – planned\n---\n';
const read = (body: string) => {
  const text = head + body;
  const { codes, mistakes } = ignoresOf(text, head.length);
  return {
    codes: [...codes].slice(2),
    mistakes: mistakes.map(({ offset, message }) => [text.slice(offset, offset + 3), message]),
  };
};

test('comments in frontmatter and in the text silence warnings', () => {
  assert.deepEqual([...ignoresOf(head, head.length).codes], ['twin-headline', 'far-date']);
  assert.deepEqual(read('{/* check: ignore doubled-word, open-quotation: a song */}\n'), {
    codes: ['doubled-word', 'open-quotation'],
    mistakes: [],
  });
  assert.deepEqual(read('<!-- check: ignore doubled-word a song -->\n').codes, ['doubled-word']);
  assert.deepEqual(read('{/* check:\n  ignore doubled-word\n  - a song */}\n').codes, ['doubled-word']);
});

describe('a comment that silences nothing', () => {
  const cases: [comment: string, says: RegExp][] = [
    ['{/* check: ignore doubled-word */}', /gives no reason; expected “check: ignore doubled-word - /],
    ['{/* check: ignore doubled-word - */}', /gives no reason/],
    ['{/* check: ignore doubled-word - ?! */}', /gives no reason/],
    [
      '{/* check: ignore double-word - a song */}',
      /no warning “double-word” to ignore\. Did you mean “doubled-word”\?/,
    ],
    ['{/* check: ignor doubled-word - a song */}', /not understood/],
    ['{/* check: ignore */}', /not understood/],
  ];
  for (const [comment, says] of cases) {
    test(comment, () => {
      const { codes, mistakes } = read(`Text ${comment}\n`);
      assert.deepEqual(codes, []);
      assert.equal(mistakes.length, 1);
      assert.equal(mistakes[0]![0], '{/*');
      assert.match(mistakes[0]![1]!, says);
    });
  }
});

test('headings and sentences of the text are no comments', () => {
  assert.deepEqual(read('# check: ignore all\n\nThe check: ignore it.\n').mistakes, []);
});
