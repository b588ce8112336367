import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { cutFrontmatter } from '../../lib/frontmatter.ts';
import { proseOf, unknown } from './prose.ts';

const head = '---\ntitle: A\n---\n';
const read = (body: string, isMdx = true) => proseOf(head + body, cutFrontmatter(head)!.bodyOffset, isMdx);
/** The blocks that are read, with single spaces. */
const blocks = (body: string, isMdx = true) => {
  const { text, blocks } = read(body, isMdx);
  return blocks.map(({ start, end }) => text.slice(start, end).replace(/\s+/g, ' ').trim());
};

describe('the prose of a story', () => {
  const cases: [what: string, body: string, expected: string[]][] = [
    ['paragraphs', 'One\ntwo.\n\nThree.\n', ['One two.', 'Three.']],
    ['headings', '## A heading\n\nText.\n\n### Another\n', ['A heading', 'Text.', 'Another']],
    ['entries of lists', '- one\n- **two**\n\n1. three\n2. four\n', ['one', 'two', 'three', 'four']],
    ['tasks', '- [ ] one\n- [x] two\n', ['one', 'two']],
    ['quotations set apart', '> One\n> two.\n>\n> Three.\n', ['One two.', 'Three.']],
    ['emphasis', 'a *very* __good__ ~~bad~~ snake_case 5 * 3\n', ['a very good bad snake_case 5 3']],
    ['escaped signs', 'a \\*b\\* \\{c\\} \\<d\\> \\`e\\`\n', ['a \\*b\\* \\{c\\} \\<d\\> \\`e\\`']],
    [
      'code',
      'the `code` and ``a`b``\n\n```js\nlet the the;\n```\n',
      [`the ${unknown.repeat(6)} and ${unknown.repeat(7)}`],
    ],
    ['code in an entry', '- ```\n  a\n\n  b\n  ```\n- c\n\nd\n', ['c', 'd']],
    ['code in a quotation', '> ```\n> a\n>\n> b\n\nc\n', ['c']],
    ['code in an entry that ends before it is closed', '1. ~~~js\n   a\n\nb\n', ['b']],
    [
      'code of three ticks in a line',
      '```a``` b\n\n- ``` c ``` d\n',
      [`${unknown.repeat(7)} b`, `${unknown.repeat(9)} d`],
    ],
    ['code with Windows line ends', '```\r\na\r\n```\r\n\r\nb\r\n', ['b']],
    ['a fence that is never closed', 'a\n\n~~~\nb\n', ['a']],
    [
      'links',
      'see [the report](https://x.org/a_(b) "title") and [it][1] or [^n].\n',
      ['see [the report and [it or .'],
    ],
    ['definitions', '[1]: https://x.org/\n\n[^n]: A note.\n', ['[1', 'A note.']],
    [
      'web addresses',
      'at https://x.org/a, and <https://x.org/b>.\n',
      [`at ${unknown.repeat(15)}, and ${unknown.repeat(17)}.`],
    ],
    [
      'components',
      '<FactBox title="A > b">\n\nText.\n\n</FactBox>\n\n<PullQuote by={"a"}>Words</PullQuote>\n',
      ['Text.', 'Words'],
    ],
    ['tags within a line', 'H<sub>2</sub>O\n', ['H 2 O']],
    ['comments', 'a {/* } the the */} b\n', ['a b']],
    ['code in braces', 'a {b({c: "}"})} d\n', [`a ${unknown.repeat(13)} d`]],
    ['modules', 'import a from "a";\nexport const b = 1;\n\nText\nimport duties\n', ['Text import duties']],
    ['tables', '| a | b |\n| :- | -: |\n| c | d |\n', ['| a | b |', '| :- | -: |', '| c | d |']],
  ];
  for (const [what, body, expected] of cases) test(what, () => assert.deepEqual(blocks(body), expected));

  test('of plain Markdown, where braces and < are signs like others', () => {
    assert.deepEqual(blocks('a {b} 1 <2 <!-- c --> import\n', false), ['a {b} 1 <2 import']);
  });

  test('of plain Markdown, where code may be set in', () => {
    const cases: [body: string, expected: string[]][] = [
      ['a\n\n    b\n\n\tc\n\nd\n', ['a', 'd']],
      ['    a\n\nb\n', ['b']],
      ['a\n    b\n', ['a b']],
      ['- a\n\n    b\n\nc\n\n    d\n', ['a', 'b', 'c']],
      ['a\r\n\r\n    b\r\n\r\nc\r\n', ['a', 'c']],
    ];
    for (const [body, expected] of cases) {
      assert.deepEqual(blocks(`\n${body}`, false), expected, body);
      const { text } = read(body, false);
      assert.equal(text.length, head.length + body.length);
    }
    assert.deepEqual(blocks('a\n\n    b\n'), ['a', 'b']);
  });

  test('keeps every sign at its place', () => {
    const body = '## A\r\n\r\nThe *x* [y](/z/)\r\nand `c`.\r\n';
    const { text } = read(body);
    assert.equal(text.length, head.length + body.length);
    for (const word of ['A', 'The', 'x', 'y', 'and']) {
      assert.equal(text.indexOf(word, head.length), (head + body).indexOf(word, head.length));
    }
  });

  test('ends whatever is left open', () => {
    for (const body of ['{', '<a', '<!--', '`', '```', '[a](', '{/*', '<A b="', '\\', '[^', '{`']) {
      assert.equal(read(body).text.length, head.length + body.length, body);
      assert.equal(read(body, false).text.length, head.length + body.length, body);
    }
  });
});

test('knows where links and credits lead', () => {
  const body =
    '[a](/b/) [c](<http://d.org/e>) http://f.org/g. <http://h.org>\n\n[i]: http://j.org/\n\n' +
    '<Figure src="k.jpg" source="http://l.org/" />\n\n`http://m.org`\n';
  const { links } = read(body);
  const urls = ['/b/', 'http://d.org/e', 'http://f.org/g', 'http://h.org', 'http://j.org/', 'http://l.org/'];
  assert.deepEqual(
    links.map(({ url }) => url),
    urls,
  );
  for (const { url, start, end } of links) assert.equal((head + body).slice(start, end), url);
});

test('signs are found the same way with line ends of all kinds', () => {
  const pieces = [
    ...[
      '\n',
      '\n',
      '\n\n',
      '# ',
      '- ',
      '- [x] ',
      '1. ',
      '> ',
      '>',
      '```',
      '~~~',
      '~~',
      '|',
      ' ',
      '\t',
      'import a',
      'export b',
    ],
    ...[
      '`',
      '``',
      '*',
      '**',
      '_',
      '[',
      ']',
      '[^1]',
      '[^1]: ',
      '](/a)',
      '](b "c")',
      '[a]: /b',
      '\\',
      '\\*',
      '{',
      '}',
      '{/* a */}',
    ],
    ...[
      '<',
      '<b>',
      '</b>',
      '<Related story="a" />',
      '<!--',
      '-->',
      'http://a.b/c',
      '<https://a.b>',
      'word',
      'ab c',
      'é',
      '“',
      '3',
    ],
  ];
  let seed = 3;
  const next = (below: number) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  for (let count = 0; count < 4000; count++) {
    const [plain, unusual] = ['---\na: b\n---\n', '---\na:\u2028b\n---\n'];
    const body = Array.from({ length: 1 + next(14) }, () => pieces[next(pieces.length)]).join('');
    // With a sign that ends a line as well, the text is read with one expression for all signs.
    for (const isMdx of [true, false]) {
      const found = proseOf(`${plain}${body}\n`, plain.length, isMdx);
      const same = proseOf(`${unusual}${body}\n`, plain.length, isMdx);
      assert.deepEqual(found, same, JSON.stringify(body));
    }
  }
});
