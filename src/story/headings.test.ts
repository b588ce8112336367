import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkStoryBody, compileStory } from './compile-story.ts';

const bodies: Record<string, string> = {
  'plain ones': '## One\n\nText.\n\n### Two\n\n## One\n',
  'with stressed words, links and code': '## *One* [two](/a/) `three` ~~four~~\n\nText.\n',
  'in boxes and quotations': '<FactBox title="A">\n\n## One\n\n</FactBox>\n\n> ## Two\n\n## Three\n',
  'below their words': 'One\ntwo\n---\n\nText.\n',
  'with footnotes': '## One[^1]\n\n## Two\n\n[^1]: A note\n\n    ## Three\n',
  'with a note of the paper’s name': '## Footnote label\n\nText.\n',
  'with HTML': '## One <sub>2</sub>\n\nText.\n',
  'with code': '## One {1 + 1}\n\n## Two {"three"}\n',
  'with a break': '## One<br />two\n\nText.\n',
  'of the first level': '# One\n\nText.\n',
  'with references': '## [One][1] two\n\nText.\n\n[1]: /a/\n',
  'that a link leads to': '## One\n\n[To](#one) [nowhere](#two).\n',
  'in lists': '- ## One\n- two\n',
  'without words': '## !\n\nText.\n',
};

describe('a story that is checked has the headings, words and problems of one that is compiled', () => {
  for (const [what, body] of Object.entries(bodies)) {
    for (const path of ['articles/2024/10/a.mdx', 'articles/2024/10/a.md']) {
      test(`${what}, ${path.split('.')[1]}`, () => {
        const source = { path, text: body, bodyOffset: 0 };
        const options = { base: '', articleCode: 'allow' } as const;
        const { parts, ...compiled } = compileStory(source, options);
        const { hasCode, ...checked } = checkStoryBody(source, options);
        assert.deepEqual(checked, compiled);
        if (compiled.problems.length === 0) assert.equal(hasCode, parts === undefined);
      });
    }
  }
});
