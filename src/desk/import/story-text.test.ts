import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromHtml } from 'hast-util-from-html';
import type { Nodes } from 'hast';
import { compileStory } from '../../story/compile-story.ts';
import { component, editorsNote, paragraph, writeBlocks, writeProse } from './story-text.ts';
import { randomText } from './test-texts.ts';

/** What a reader of the paper sees, paragraph by paragraph. */
function visible(body: string): string[] {
  const text = `---\n---\n\n${body}\n`;
  const story = { path: 'articles/2024/10/a.mdx', text, bodyOffset: 8 };
  const { parts, problems } = compileStory(story, { base: '', articleCode: 'deny' });
  assert.deepEqual(problems, [], body);
  const textOf = (node: Nodes): string =>
    node.type === 'text' ? node.value : 'children' in node ? node.children.map(textOf).join('') : '';
  return parts!.flatMap((part) =>
    typeof part === 'string'
      ? fromHtml(part, { fragment: true })
          .children.map(textOf)
          .filter((line) => line !== '\n')
      : [],
  );
}

test('plain text is written as it is', () => {
  const plain = [
    'The harbour of Northaven was closed on Wednesday.',
    "“It's 5 * 3,” she said - and left; the ship's crew didn't.",
    'See https://www.example.org/a_b/c?d=e&f for more.',
    'AT&T, R&D and a 2 < 3 snake_case',
  ];
  assert.deepEqual(plain.map((text) => writeProse(text, 1)).slice(0, 3), plain.slice(0, 3));
  assert.deepEqual(visible(plain.map((text) => writeProse(text, 1)).join('\n\n')), plain);
});

test('text that resembles Markdown, MDX or HTML is read exactly as it was', () => {
  const texts = [
    '{mood} and <b>bold</b>, <Figure src="x" />, {/* no note */}',
    'import duties rise',
    'export of grain falls',
    '# Not a heading',
    '- not a list',
    '1. not a list',
    '1986. Not a list, a year',
    '> not a quotation',
    '| not | a table |',
    '[not](a link) and ![no](picture) and [^1] no note',
    '[^1]: no note',
    '[x]: https://example.org/',
    '***',
    '---',
    '***stars*** and __lines__ and `ticks` and ~~waves~~',
    '&amp; &#123; &nbsp; \\{ \\\\',
    'https://a.b[x and www.😀[a](b) and xmpp:a@b.co and http://',
    '<!-- no comment --> <?php ?> <![CDATA[x]]>',
    '{{< youtube abc >}} {% include x %}',
    '    four spaces were here',
  ].map((text) => text.trim());
  assert.deepEqual(visible(texts.map((text) => writeProse(text, 1)).join('\n\n')), texts);
});

test('any text survives as prose and as blocks', () => {
  const random = randomText(11);
  const texts = Array.from({ length: 1500 }, random);
  for (const text of texts) {
    assert.deepEqual(visible(writeProse(text, 1)), [text], JSON.stringify(text));
  }
  // Side by side, nothing in one means anything to another.
  const together = texts.slice(0, 300);
  assert.deepEqual(visible(together.map((text) => writeProse(text, 1)).join('\n\n')), together);
  assert.deepEqual(visible(writeBlocks(together.map(paragraph))), together);
});

test('notes and components hold any text', () => {
  const random = randomText(12);
  for (let count = 0; count < 200; count++) {
    const [note, alt] = [random(), random()];
    const body = writeBlocks([
      paragraph('Text.'),
      editorsNote(`${note} */ }`),
      component('Figure', { src: 'a.jpg', alt, credit: 'A', caption: undefined }),
    ]);
    const text = `---\n---\n\n${body}\n`;
    const story = { path: 'articles/2024/10/a.mdx', text, bodyOffset: 8 };
    const { parts, problems } = compileStory(story, { base: '', articleCode: 'deny' });
    assert.deepEqual(problems, [], body);
    const figure = parts!.find((part) => typeof part !== 'string')!;
    assert.equal(figure.props.alt, alt.replace(/\s+/g, ' ').trim(), body);
    assert.equal(
      parts!
        .filter((part) => typeof part === 'string')
        .join('')
        .trim(),
      '<p>Text.</p>',
    );
  }
});
