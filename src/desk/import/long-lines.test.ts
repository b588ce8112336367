import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Paragraph } from 'mdast';
import { leadingHeading } from './old-site/old-markdown.ts';
import { otherMarksIn } from './old-site/other-marks.ts';
import { cutTemplates } from './old-site/templates.ts';
import { paragraph } from './story-text.ts';
import { readWireCopy } from './wire/wire-copy.ts';

const long = (signs: string, length: number) => signs.repeat(length / signs.length);
const marks = (text: string) => {
  const children: Paragraph[] = [paragraph(text)];
  return otherMarksIn({ type: 'root', children });
};
const copy = (text: string) =>
  readWireCopy(`A headline\nBy Jane Doe\nOctober 02, 2024\n\n${text}`, {
    timeZone: 'Europe/London',
    monthFirst: false,
  });

/** For a reader that tries all ways to read a line, these have no end, or one after many minutes. */
const texts: [of: string, read: () => unknown][] = [
  ['spaces in a heading', () => leadingHeading(`# a${long(' ', 1_000_000)}b`)],
  ['spaces in a line of copy', () => copy(`Words${long(' ', 1_000_000)}and words.\n`)],
  ['spaces in any line of copy', () => copy(`Words.\n\nWords${long(' ', 1_000_000)}and words.\n`)],
  ['spaces in the headline of a related story', () => copy(`Words.\n\nRelated: a${long(' ', 1_000_000)}b\n`)],
  ['empty lines below copy', () => copy(`Words.\n${long('\n', 1_000_000)}`)],
  ['signs at the end of copy', () => copy(`Words.\n${long('#', 1_000_000)}x\n`)],
  ['letters in a source', () => copy(`Words.\nSource: ${long('x', 1_000_000)}\n`)],
  ['spaces in a tag', () => cutTemplates(`{% a${long(' ', 1_000_000)}`, 1)],
  ['tags that nothing closes', () => cutTemplates(long('{% a ', 1_000_000), 1)],
  ['spaces in a shortcode', () => cutTemplates(`{{< a${long(' ', 1_000_000)}`, 1)],
  ['signs behind a dollar', () => marks(`$a${long('_b', 1_000_000)}`)],
  ['brackets of formulas', () => marks(long('\\( ', 1_200_000))],
  ['brackets of notes', () => marks(long('^[', 1_200_000))],
];
for (const [of, read] of texts) {
  test(`a text is read to its end, however many ${of} it has`, () => assert.doesNotThrow(read));
}

test('what is looked for is found in long lines, too', () => {
  assert.equal(leadingHeading(`# The   words ##  \nText`), 'The   words');
  assert.equal(leadingHeading('# C# \\{ #x\n'), 'C# \\{ #x');
  assert.deepEqual(
    ['a $x_1 + y$ b', 'a \\(x\\) b', 'a^[note^2] b', '$5 and $6'].map((text) => marks(text)[0]?.found),
    ['$x_1 + y$', '\\(x\\)', '^[note^2]', undefined],
  );
  const tagsOf = (text: string) => cutTemplates(text, 1).tags.map(({ source, meaning }) => [source, meaning]);
  assert.deepEqual(tagsOf('{% open {%- link a.md -%} {{< ref "b" / >}}'), [
    ['{%- link a.md -%}', { is: 'address', address: 'ref:a.md' }],
    ['{{< ref "b" / >}}', { is: 'address', address: 'ref:b' }],
  ]);
});
