import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Root } from 'mdast';
import { toString } from 'mdast-util-to-string';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { withoutProse } from './plain-prose.ts';

const parse = (text: string) => unified().use(remarkParse).parse(text) as Root;

test('plain paragraphs are taken out, and put back in the same lines', () => {
  const text = 'One, “two” (three) – #4! ½\u00a0€.\n\n- four\n\nFive: 6/7.\n\n_Eight_\n';
  const short = withoutProse(text)!;
  assert.equal(short.text, 'x\n\n- four\n\nx\n\n_Eight_\n');
  const tree = parse(short.text);
  assert.equal(short.restore(tree), true);
  const shown = (root: Root) =>
    root.children.map((node) => [
      node.type,
      node.position?.start.line,
      JSON.stringify(node).match(/"value":"[^"]*"/)?.[0],
    ]);
  assert.deepEqual(shown(tree), shown(parse(text)));
});

test('neighbours are taken for one', () => {
  const text = 'One.\n\nTwo.\n\n\n## Three\n\nFour.\n\n> five\n\n# Six\n\n- seven\n';
  const short = withoutProse(text)!;
  assert.equal(short.text, 'x\n\n\n\n\n\n\n\n\n> five\n\nx\n\n- seven\n');
  const tree = parse(short.text);
  assert.equal(short.restore(tree), true);
  const shown = (root: Root) =>
    root.children.map((node) => {
      const { line, column } = node.position!.start;
      return [node.type, 'depth' in node && node.depth, line, column, toString(node)];
    });
  assert.deepEqual(shown(tree), shown(parse(text)));
});

test('a line that may be more than prose stays', () => {
  const lines = [
    ...['a_b', '`a`', '[a]', '<a', '{a}', 'a\\b', 'a &amp; b', 'a ~b~', 'a | b', 'a@b.org', 'www.a.org'],
    ...[
      'See http://a.org',
      '- a',
      '+ a',
      '1. a',
      '#a',
      '# a #',
      '#  a',
      '####### a',
      '> a',
      '=a',
      ' a',
      'a ',
      'import a',
      'exports rise',
      'a\tb',
    ],
    ...['a\0b', 'a\u007f', 'a \uD83D', '1) a', '12. a', ''],
  ];
  for (const line of lines) assert.equal(withoutProse(`${line}\n`), undefined, JSON.stringify(line));
  assert.equal(withoutProse('One\ntwo\n'), undefined, 'two lines');
  assert.equal(withoutProse('One\n---\n'), undefined, 'a heading');
  assert.equal(withoutProse('One\r\n\r\nTwo\r\n'), undefined, 'other line ends');
});

test('what looks like a paragraph in a listing of code is told', () => {
  const short = withoutProse('One\n\n```\n\nTwo\n\n```\n')!;
  assert.equal(short.restore(parse(short.text)), false);
});

test('a story of plain prose alone needs no parser', () => {
  const text = 'One *two* three.\n\n## Four\n\n\n[Five](/six/) **seven**!\n';
  const { tree } = withoutProse(text)!;
  const shown = ({ children }: Root) =>
    children.map((node) => {
      const { start, end } = node.position!;
      return [node.type, 'depth' in node && node.depth, start.line, start.column, end.column, toString(node)];
    });
  assert.deepEqual(shown(tree!), shown(parse(text)));
  assert.equal(withoutProse('One.\n\n- two\n')!.tree, undefined);
});
