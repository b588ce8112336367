import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Nodes, Paragraph, PhrasingContent, Root } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { inlineProse } from './inline-prose.ts';

const markdown = unified().use(remarkParse).use(remarkGfm).freeze();
const mdx = unified().use(remarkParse).use(remarkMdx).use(remarkGfm).freeze();

/** What the parser makes of a line; `undefined` when it is no paragraph. */
function parsed(processor: typeof markdown, line: string): PhrasingContent[] | undefined {
  const { children } = processor.runSync(processor.parse(line)) as Root;
  return children.length === 1 && children[0]!.type === 'paragraph'
    ? (children[0] as Paragraph).children
    : undefined;
}

/** Nodes with the places of those that have a meaning. */
function shown(nodes: Nodes[] | undefined): unknown {
  return nodes?.map((node) => {
    const { type, position } = node;
    const place = type !== 'text' &&
      position && [position.start.line, position.start.column, position.end.column];
    return {
      ...{ type, place },
      ...('value' in node && { value: node.value }),
      ...('url' in node && { url: node.url, title: node.title ?? null }),
      ...('children' in node && { children: shown(node.children) }),
    };
  });
}

function assertAlike(line: string): boolean {
  const read = inlineProse(line, { line: 1, column: 1 });
  if (!read) return false;
  for (const processor of [markdown, mdx]) {
    assert.deepEqual(shown(read), shown(parsed(processor, line)), JSON.stringify(line));
  }
  return true;
}

describe('lines that are read without a parser', () => {
  const lines = [
    'Plain words, “quoted” – and 3 more!',
    'See [the report](/2024/10/02/report/) and [this](https://example.org/a_b?c=d#e).',
    '[First](/a/) of all',
    '*Stressed* words, **strong** ones, (*both*) “*so*”.',
    '**Bold**. Then *two words*, *three more words*…',
    'A [“quoted” link!](/a/)[and](/b/)',
    'No! *Yes*',
  ];
  for (const line of lines) test(line, () => assert.ok(assertAlike(line)));
});

test('places count from where the line begins', () => {
  const nodes = inlineProse('a *b*', { line: 7, column: 4 })!;
  assert.deepEqual(nodes[1]!.position, { start: { line: 7, column: 6 }, end: { line: 7, column: 9 } });
});

describe('lines that are left to the parser', () => {
  const lines = [
    ...[
      '![a](/b/)',
      'Look![a](/b/)',
      '[^a](/b/)',
      '[a]',
      '[a](b)',
      '[a](</b/>)',
      '[a](/b/ "c")',
      '[a [b]](/c/)',
      '[ a](/b/)',
      '[a ](/b/)',
      '[](/b/)',
    ],
    ...['[*a*](/b/)', '[www.a.org](/b/)', '[a](/b(c)/)', '[a](/b/&amp;c)', '[x] a', '[a]: /b/', '[a][b]'],
    ...[
      'a*b*',
      '*a*b',
      '* a*',
      '*a *',
      '*a',
      '***a***',
      '**a*',
      '*a**',
      '*a **b** c*',
      '*“a”*',
      '*a.*',
      '**',
      '* a',
      '\u00a0*a*',
      '*a*\u00a0b',
      '*a*–',
    ],
    ...[
      'a `b`',
      '_a_',
      'a ~~b~~',
      'a\\*b',
      'a {b}',
      'a <b',
      'www.a.org',
      'http://a.org',
      'a@b.org',
      '- a',
      '1. a',
      '# a',
      '> a',
      'import a',
      ' a',
      'a ',
    ],
  ];
  for (const line of lines)
    test(JSON.stringify(line), () => assert.equal(inlineProse(line, { line: 1, column: 1 }), undefined));
});

test('whatever is read without a parser is what the parser reads', () => {
  const pieces = [
    ...[
      'a',
      'Word',
      '12',
      ' ',
      ' ',
      ' ',
      '.',
      ',',
      '!',
      '?',
      '“',
      '”',
      '’',
      '(',
      ')',
      '–',
      '…',
      ':',
      '-',
      '+',
      '=',
      '#',
      '/',
      '"',
      "'",
      '$',
    ],
    ...[
      '*',
      '**',
      '*b*',
      '**c d**',
      ' *e* ',
      '[f](/g/)',
      '[h i](https://j.org/k_l)',
      '[',
      ']',
      '](/',
      '](',
      '^',
      '\u00a0',
      'é',
      '漢',
      '😀',
      '🇫🇷',
      '\u200b',
    ],
  ];
  let seed = 1;
  const next = (below: number) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  let read = 0;
  for (let count = 0; count < 4000; count++) {
    const line = Array.from({ length: 1 + next(12) }, () => pieces[next(pieces.length)]).join('');
    if (assertAlike(line)) read++;
  }
  assert.ok(read > 300, `${read} lines`);
});
