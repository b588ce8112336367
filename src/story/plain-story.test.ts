import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Root as HtmlRoot } from 'hast';
import type { Nodes, Root } from 'mdast';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { VFile } from 'vfile';
import { cutFrontmatter } from '../lib/frontmatter.ts';
import { headingsOf } from './headings.ts';
import { isJsx } from './mdx-literals.ts';
import { plainParts } from './plain-html.ts';
import { readPlainStory } from './plain-story.ts';
import { storyRehypePlugins, storyRemarkPlugins, storyRemarkRehype } from './plugins.ts';
import { storyParts, type StoryPart } from './story-parts.ts';
import { unravel } from './unravel.ts';

const path = 'articles/2024/10/story.mdx';
const plugins = { contentDir: '/', base: '/paper&co' };
const passThrough = ['mdxFlowExpression', 'mdxJsxFlowElement', 'mdxJsxTextElement', 'mdxTextExpression'];
const makeParser = (mdx: boolean) => {
  const parser = unified().use(remarkParse);
  if (mdx) parser.use(remarkMdx);
  return parser
    .use(storyRemarkPlugins(plugins))
    .use(remarkRehype, { ...storyRemarkRehype, passThrough: [...passThrough, 'mdxjsEsm'] } as object)
    .use(storyRehypePlugins(plugins))
    .freeze();
};
const parsers = { mdx: makeParser(true), md: makeParser(false) };

/** What the parser reads; `undefined` when it refuses the text. */
function parsed(text: string, form: 'mdx' | 'md'): Root | undefined {
  let tree: Root;
  try {
    tree = parsers[form].parse(text) as Root;
  } catch {
    return undefined;
  }
  unravel(tree);
  return tree;
}

/** What the plugins make of a tree that was parsed. */
function slowParts(tree: Root): StoryPart[] {
  const file = new VFile({ path: `/${path}` });
  return storyParts(parsers.mdx.runSync(tree, file) as HtmlRoot);
}

/** A tree with the places of those nodes that have a meaning. */
function shown(node: Nodes): unknown {
  const { type, position } = node;
  const hasPlace = !['root', 'text', 'tableRow', 'tableCell'].includes(type);
  const { start, end } = position ?? {};
  return {
    ...{ type, place: hasPlace && [start?.line, start?.column, end?.line, end?.column] },
    ...('value' in node && { value: node.value }),
    ...('url' in node && { url: node.url, title: node.title ?? null }),
    ...(type === 'heading' && { depth: node.depth }),
    ...(type === 'table' && { align: node.align }),
    ...(type === 'list' && { ordered: node.ordered, start: node.start, spread: node.spread }),
    ...(type === 'listItem' && { checked: node.checked, spread: node.spread }),
    ...(isJsx(node) && {
      name: node.name,
      attributes: node.attributes.map((attribute) => [
        attribute.type === 'mdxJsxAttribute' && attribute.name,
        attribute.value,
        attribute.position!.start.line,
        attribute.position!.start.column,
      ]),
    }),
    ...('children' in node && { children: node.children.map(shown) }),
  };
}

/** Compares both ways of reading. Returns whether there was anything to compare. */
function assertAlike(text: string, form: 'mdx' | 'md'): boolean {
  const read = readPlainStory(text, 0, form === 'mdx');
  const expected = parsed(text, form);
  if (read) {
    assert.ok(expected, JSON.stringify(text));
    assert.deepEqual(shown(read), shown(expected), JSON.stringify(text));
  }
  for (const tree of [read, expected]) {
    const headings = tree && headingsOf(tree);
    const parts = headings && plainParts(tree, { path, base: plugins.base, headings });
    if (parts) assert.deepEqual(parts, slowParts(parsed(text, form)!), JSON.stringify(text));
    else assert.ok(tree !== read || !tree || text.includes('%') || /^# /m.test(text), JSON.stringify(text));
  }
  return read !== undefined;
}

const components = [
  '<Related story="2024/10/other" />',
  '<Related story="a"/>',
  '<Figure src="a.jpg" alt="A <b> {c} \'d\' > \\e" credit="F" />',
  '<Figure src="../a.jpg" alt="" credit="F" />',
  '<Embed url="https://example.org/?v=1" title="Laiwum" still="still.jpg" />',
  '<PullQuote by="Somebody" role="the speaker">The *words* worth [pulling](/out/) out</PullQuote>',
  '<PullQuote by="A">*Words*</PullQuote>',
  '<PullQuote by="A">\n\nWords.\n\nMore words.\n\n</PullQuote>',
  '<FactBox title="Box">\n\n- one\n- two **three**\n\n</FactBox>',
  '<FactBox title="Box">\n\n### Three\n\n> Four\n\n<Related story="a" />\n\n</FactBox>',
  '<FactBox title="Box">\n\n<FactBox title="Inner">\n\nOne\n\n</FactBox>\n\nTwo\n\n</FactBox>',
  '<Timeline>\n\n- **2 May 2001** One\n- **July 2003** two\n\n</Timeline>',
  '<Gallery label="L">\n\n<Figure src="a.jpg" alt="A" credit="C" />\n\n<Figure src="b.jpg" alt="B" credit="C" />\n\n</Gallery>',
];
const blocks = [
  ...[
    'One, “two” *three*.',
    'One\ntwo\n[three](/four/)\n*five*\nsix',
    '## Two',
    '## Two *three*',
    '# One',
    '#### Four',
  ],
  ...['- one', '- one\n- *two* three\n- [four](/five/)', '- **one**', '- 3 ones'],
  ...['> one', '> one\n> two\n>\n> *three*', '> “one”'],
  ...[
    '| a | b |\n| :-- | --: |\n| 1 | *two* |\n|  | [three](/four/) |',
    '| a |\n|---|\n| b |',
    '|  | b |\n| :-: | - |',
  ],
  ...[
    '[a](https://example.org/b?c=d#e) and more',
    '[a](/b%20c/)',
    '(a) – b: c…',
    '1. one\n2. *two*\n3. [three](/a/)',
  ],
  ...[
    '*One sentence. Another.*',
    '**Monday 7 October.** A *day,* (**two.**',
    '- **Ring:** 27\n- “*a*” b.',
    '`a {b} <c> *d* & e` f',
  ],
  ...[
    'A `b` *c* (`d`) `*e*`',
    '## `a` **b:**',
    'The WWW and https',
    '| a | b |\n|---|---|\n| – | - |\n| #5 | `a` |',
    '1945 and 1. a',
  ],
];
const others = [
  ...[
    '-',
    '- a\n\n  b',
    '- - a',
    '* a',
    '  a',
    '- [x] a',
    '> > a',
    '>a',
    '> a\nb',
    '>',
    '| a |',
    '| a | b |\n| - |',
  ],
  ...[
    '| a |\n| - |\n| b | c |',
    '| a |\n| - |\nb',
    '```\n\na\n\n```',
    '---',
    '***',
    'a\n===',
    'a\n---',
    '## a\nb',
    '### a #',
  ],
  ...[
    '<FactBox title="a">',
    '</FactBox>',
    '<FactBox title="a">\nb\n</FactBox>',
    '<b>a</b>',
    '<Foo />',
    '<Related story="a &amp; b" />',
  ],
  ...[
    '<Related story={"a"} />',
    '<Related story />',
    '<Related\n story="a" />',
    '<PullQuote by="a">b</PullQuote> c',
    '<Gallery />\na',
  ],
  ...[
    '{a}',
    '{/* a',
    '*/}',
    '<!-- a',
    '-->',
    '[a]: /b/',
    '[^1]: a',
    'a[^1]',
    'a\\\nb',
    'a  \nb',
    '~~a~~',
    '*a\nb*',
    '![a](b)',
  ],
  ...[
    'import a from "b"',
    'a\nimport b',
    'a\n- b',
    'a\n> b',
    'a\n| - |',
    'a\n1. b',
    'a\n1) b',
    'a\n*\nb',
    ' ',
    '\t',
    'a&b',
    'a\tb',
  ],
  ...[
    '3. a',
    '- a\n- b\n\n- c',
    'a <br /> b',
    '- a\n  - b',
    '- a\n\n      b',
    '> ```\n> a',
    '> - a',
    '<br />',
  ],
];

test('every plain block is read without a parser as the parser reads it', () => {
  for (const block of blocks) {
    for (const form of ['mdx', 'md'] as const) assert.ok(assertAlike(`${block}\n`, form), block);
  }
  for (const component of components) {
    assert.ok(assertAlike(component, 'mdx'), component);
    assert.equal(assertAlike(component, 'md'), false, component);
  }
});

test('whatever may be more than plain is left to the parser', () => {
  for (const other of others) {
    for (const form of ['mdx', 'md'] as const) assert.equal(assertAlike(other, form), false, other);
  }
  assert.equal(readPlainStory('', 0, true), undefined);
  assert.equal(readPlainStory('One\r\n\r\nTwo\r\n', 0, true), undefined);
});

test('stories of blocks in any order are read as the parser reads them', () => {
  let seed = 7;
  const next = (below: number) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  const any = (list: string[]) => list[next(list.length)]!;
  let read = 0;
  for (let count = 0; count < 600; count++) {
    const oddity = next(3);
    const story = Array.from({ length: 1 + next(7) }, () => {
      const block =
        next(3) === 0 ? any(components) : oddity === 0 && next(4) === 0 ? any(others) : any(blocks);
      return (
        block + any(['\n\n', '\n\n', '\n\n', '\n\n', '\n\n\n', oddity === 1 && next(4) === 0 ? '\n' : '\n\n'])
      );
    });
    if (assertAlike(any(['', '\n', '\n\n']) + story.join(''), next(4) === 0 ? 'md' : 'mdx')) read++;
  }
  assert.ok(read > 200, `${read} stories`);
});

test('lines of any signs, wherever they stand, are read as the parser reads them', () => {
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
      '#',
      '/',
      '"',
    ],
    ...[
      '*',
      '**',
      '*b*',
      '**c d.**',
      ' *e,* ',
      '[f](/g/)',
      '[h i](https://j.org/k_l)',
      '[',
      ']',
      '](/',
      '`',
      '`l m`',
      ' `n` ',
    ],
    ...['é', '😀', '\u00a0', 'www', 'www.', 'http', '1. ', '|', '&', '<', '{', '\\', '_', '~'],
  ];
  const places: ((line: string) => string)[] = [
    (line) => line,
    (line) => `Before\n${line}\nafter`,
    (line) => `- ${line}\n- ${line}`,
    (line) => `1. ${line}`,
    (line) => `> ${line}\n> ${line}`,
    (line) => `## ${line}`,
    (line) => `| ${line} | a |\n| - | - |\n| b | ${line} |`,
    (line) => `<PullQuote by="a">${line}</PullQuote>`,
  ];
  let seed = 5;
  const next = (below: number) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  let read = 0;
  for (let count = 0; count < 6000; count++) {
    const line = Array.from({ length: 1 + next(10) }, () => pieces[next(pieces.length)]).join('');
    if (assertAlike(`${places[next(places.length)]!(line)}\n`, 'mdx')) read++;
  }
  assert.ok(read > 400, `${read} lines`);
});

test('the sample paper is read as the parser reads it', () => {
  const files = globSync(['content/articles/*/*/*.{md,mdx}', 'content/pages/*.{md,mdx}']);
  let read = 0;
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    const body = text.slice(cutFrontmatter(text)!.bodyOffset);
    if (assertAlike(body, file.endsWith('.mdx') ? 'mdx' : 'md')) read++;
  }
  assert.ok(read > 0, `${read} of ${files.length}`);
});

test('lines count from the beginning of the file', () => {
  const tree = readPlainStory('---\na: b\n---\n\nOne.\n', 13, true)!;
  assert.equal(tree.children[0]!.position!.start.line, 5);
});
