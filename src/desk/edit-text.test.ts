import assert from 'node:assert/strict';
import { test } from 'node:test';
import { editReferences } from './edit-text.ts';

const link = (line: number, column: number, from = '/a/', to = '/longer/') => ({
  ...{ kind: 'link' as const, line, column, from, to },
});

test('links are changed where they stand, and nothing else of the line', () => {
  const text = 'See /a/ and `](/a/)`, [/a/](/a/), [b](</a/> "T") and [c](/a/).\n[d]: /a/ "/a/"\n';
  const edits = [link(1, 23), link(1, 35), link(1, 54), link(2, 1)];
  assert.deepEqual(editReferences(text, edits), {
    text: 'See /a/ and `](/a/)`, [/a/](/longer/), [b](</longer/> "T") and [c](/longer/).\n[d]: /longer/ "/a/"\n',
    missed: [],
  });
});

test('what is written in another form is told, and left as it is', () => {
  const text = '[a](&#47;a/) [b](/a/)\n';
  const [first, second] = [link(1, 1), link(1, 14)];
  // The first finds the second's place; one of the two is left.
  const { text: edited, missed } = editReferences(text, [first!, second!]);
  assert.equal(edited, '[a](&#47;a/) [b](/longer/)\n');
  assert.deepEqual(missed, [second]);
  assert.deepEqual(editReferences('Nothing.\n', [link(1, 1)]).missed.length, 1);
});

test('values of components are changed in their quotation marks', () => {
  const text =
    '<Related story="2024/10/a" />\n<Related story=\'2024/10/a\' />\n<Figure src="2024/10/a.jpg" />\n';
  const edits = [1, 2].map((line) => ({
    ...{ kind: 'value' as const, line, column: 10, from: '2024/10/a', to: '2024/10/b' },
  }));
  assert.equal(
    editReferences(text, edits).text,
    '<Related story="2024/10/b" />\n<Related story=\'2024/10/b\' />\n<Figure src="2024/10/a.jpg" />\n',
  );
});
