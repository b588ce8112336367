import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'yaml';
import { readSimpleYaml } from './simple-yaml.ts';

const full = (source: string) => parse(source, { schema: 'failsafe' });

test('frontmatter as editors write it is read as the full parser reads it', () => {
  const source = `title: Men walk on the Moon, 10:56 pm
description: "Neil Armstrong's walk, at 3.56 # this morning."
pubDate: 1969-07-21T07:00:00+01:00
kicker: 'He said "now"'
source:
  name: A – B
  url: https://example.org/a#b?c=d
authors:
  - archive-desk
  - Zoë Example
contributors:
  - { name: AFP, role: reporting }
  - name: graphics-desk
    role: the drawings
  - role: {}

tags: [space, human spaceflight, "Moon, the", 'a: b', 10:56]
updates:
  - { date: 1969-07-22T07:00:00Z, text: "Aldrin's words, too: {see below} [added]." }
related: []
`;
  const expected = full(source);
  assert.equal(expected.contributors[1].role, 'the drawings');
  assert.deepEqual(readSimpleYaml(source), expected);
});

test('what may mean anything else is left to the full parser', () => {
  const unusual = [
    ...[
      '',
      '# a\n',
      'a',
      'a:\n',
      'a:b\n',
      '"a": b\n',
      '/a/: b\n',
      'a: b\na: c\n',
      ' a: b\nc: d\n',
      '- a\nb: c\n',
    ],
    ...[
      'a: b\n  c\n',
      'a: b\n  c: d\n',
      'a:\n- b\n',
      'a:\n    - b\n  - c\n',
      'a:\n  b: c\n d: e\n',
      'a:\n  - - b\n',
    ],
    ...[
      'a: b: c\n',
      'a: b:\n',
      'a: b # c\n',
      'a: #b\n',
      'a: *b\n',
      'a: &b c\n',
      'a: !b c\n',
      'a: |\n  b\n',
      'a: >\n  b\n',
    ],
    ...['a: -\n', 'a: - b\n', 'a: ? b\n', 'a: @b\n', 'a: `b\n', 'a: %b\n', 'a: ,b\n', 'a: ]\n', 'a: }\n'],
    ...['a: ""\n', "a: ' '\n", 'a: "b\n', 'a: "b" c\n', 'a: "\\n"\n', "a: 'it''s'\n", 'a: "b\n  c"\n'],
    ...[
      'a: [b\n',
      'a: [b] c\n',
      'a: [b,]\n',
      'a: [,b]\n',
      'a: [b: c]\n',
      'a: ["b]\n',
      'a: ["b" c]\n',
      'a: [b "c"]\n',
      'a: ["b"] # "c"]\n',
      'a: [""]\n',
      "a: [it's]\n",
      'a: ["\\n"]\n',
      'a: ["b": c]\n',
      'a: [[b]]\n',
      'a: [b\n  ]\n',
    ],
    ...['a: {b}\n', 'a: {b:c}\n', 'a: {b: }\n', 'a: {b: c, b: d}\n', 'a: {b: [c]}\n', 'a: [b]]\n'],
    ...[
      'a:\tb\n',
      'a: b\r\n',
      'a: b\0\n',
      'a: b\u0085\n',
      '\uFEFFa: b\n',
      'a: \uD83D\n',
      '---\na: b\n',
      'a: b\n...\n',
    ],
    '__proto__: a\n',
  ];
  for (const source of unusual) assert.equal(readSimpleYaml(source), undefined, JSON.stringify(source));
});
