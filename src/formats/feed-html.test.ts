import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Element, ElementContent } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { cleanTree, feedHtml } from './feed-html.ts';

const place = { origin: 'https://example.org', url: 'https://example.org/paper/2024/10/02/a/' };
const cases: [what: string, html: string, expected: string][] = [
  [
    'makes addresses absolute',
    '<a href="/paper/b/">b</a><a href="#note:fn-1">1</a><a href="mailto:a@b.c">c</a><img src="/x.jpg" alt="">',
    '<a href="https://example.org/paper/b/">b</a><a href="https://example.org/paper/2024/10/02/a/#note:fn-1">1</a><a href="mailto:a@b.c">c</a><img src="https://example.org/x.jpg" alt="">',
  ],
  ['drops addresses that are code', '<a href="javascript:alert(1)">a</a>', '<a>a</a>'],
  ['drops pictures without an address', '<p>a<img src="data:image/png;base64,AA==" alt="b"></p>', '<p>a</p>'],
  [
    'drops what only works on a page',
    '<script src="/x.js"></script><style>a{}</style><p class="a" style="b" data-c onclick="d()" id="e" tabindex="0" role="f" aria-label="g">h</p><story-embed><button>i</button></story-embed><iframe src="https://j"></iframe><!-- k -->',
    '<p>h</p>',
  ],
  [
    'leaves one picture of many',
    '<picture><source srcset="/a.avif 1w"><img src="https://x.org/a.jpg" srcset="/b 1w" sizes="1px" loading="lazy" width="1" height="2" alt="c"></picture>',
    '<img src="https://x.org/a.jpg" width="1" height="2" alt="c">',
  ],
  [
    'writes tasks as signs',
    '<li><input type="checkbox" checked disabled> a</li><li><input type="checkbox"> b</li>',
    '<li>☑ a</li><li>☐ b</li>',
  ],
  [
    'takes the way back from a note',
    '<p>Note. <a href="#a" data-footnote-backref>↩</a></p>',
    '<p>Note. </p>',
  ],
  [
    'keeps tables, their headers and how their columns stand',
    '<section class="table" tabindex="0" aria-label="Table"><table><thead><tr><th data-align="right" scope="col">a</th></tr></thead><tbody><tr><td data-align="right">1</td></tr></tbody></table></section>',
    '<section><table><thead><tr><th align="right" scope="col">a</th></tr></thead><tbody><tr><td align="right">1</td></tr></tbody></table></section>',
  ],
  [
    'keeps languages and directions',
    '<p lang="ar" dir="rtl" class="x">مرحبا <span lang="fr">mots</span></p>',
    '<p lang="ar" dir="rtl">مرحبا <span lang="fr">mots</span></p>',
  ],
];
for (const [what, html, expected] of cases) it(what, () => assert.equal(feedHtml(html, place), expected));

describe('what is cleaned tag by tag comes out as from a tree', () => {
  const alike: Record<string, string> = {
    'plain text': 'a &#x26; b &#x3C; c > d "e" \'f\'',
    'references that are written otherwise': '<p>a &amp; b &lt; &copy; &#38; &#x27;</p>',
    'a link with signs': '<a href="https://e.org/?a=1&#x26;b=&#x22;2&#x27;#`" title="&#x22;">a</a>',
    'a link without a path': '<p><a href="HTTPS://E.org">a</a> <a href="//e.org/b/../c">b</a></p>',
    'an address that cannot be read': '<a href="https://[">a</a>',
    'a mail to somebody with quotation marks': '<a href="mailto:%22a%22@b.c?subject=&#x22;x&#x22;">a</a>',
    'a sign in an attribute': '<img src="/a.jpg" alt="a > b < c &#x26; `d` &#x27;e&#x27;">',
    'an empty attribute, and none': '<td data-align>a</td><ol reversed start="3"><li value="3">b</li></ol>',
    'a paragraph in a paragraph': '<p>a<p>b</p>c</p>',
    'a box in a paragraph': '<p>a<aside><h2>b</h2></aside>c</p>',
    'a list in a heading': '<h2>a<ul><li>b</li></ul></h2>',
    'a heading in a heading': '<h2>a<h3>b</h3></h2>',
    'a link in a link': '<a href="/a/">a<a href="/b/">b</a></a>',
    'lists, quotations, rules and breaks':
      '<ul>\n<li>a\n<ol start="2">\n<li><p>b<br>c</p></li>\n</ol>\n</li>\n</ul>\n<blockquote>\n<p>d</p>\n</blockquote><hr>',
    code: '<pre tabindex="0"><code class="language-js">const a = "&#x3C;b>";\n\n// c\n</code></pre>',
    'code that begins with an empty line': '<pre>\n\na</pre>',
    'a details element': '<details open><summary>a</summary><p>b</p></details>',
    'carriage returns and NUL': '<p>a\r\nb\rc\0d</p>',
    'a comment': '<p>a<!-- b -->c</p>',
    'a lonely angle bracket': '<p>a < b</p>',
    ruby: '<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>',
    'white space around': '\n<p>a</p>\n',
  };
  for (const [what, html] of Object.entries(alike)) {
    it(what, () => assert.equal(feedHtml(html, place), cleanTree(html, place)));
  }

  it('whatever a story may hold, also where it should not', () => {
    let state = 11;
    const random = (below: number) => (state = (state * 48_271) % 2_147_483_647) % below;
    const pick = <T>(list: readonly T[]): T => list[random(list.length)]!;
    const containers = 'blockquote section aside figure div details p h2 h3'.split(' ');
    const inline = 'a em strong del code sup sub small span abbr mark b i q summary ruby'.split(' ');
    const voids = ['br', 'img', 'hr', 'input'];
    const texts = [
      'a',
      ' ',
      '\n',
      'b & c',
      '<d>',
      '&amp;',
      '"e"',
      "'f'",
      '`g`',
      '\u00a0',
      '👩🏽‍🚀',
      ']]>',
      '\r\n',
      '{h}',
    ];
    const text = () => Array.from({ length: 1 + random(3) }, () => pick(texts)).join('');
    const address = () =>
      pick([
        '/b/',
        '#c',
        'https://E.org',
        '//e.org/a?b=1&c="2"',
        'mailto:a@b.c',
        'javascript:d()',
        'e f',
        'https://[',
        '',
      ]);
    const values: Record<string, () => string | number | boolean | string[]> = {
      ...{ href: address, src: address, cite: address, alt: text, title: text, id: text, ariaLabel: text },
      ...{
        className: () => ['a', 'b'],
        tabIndex: () => 0,
        width: () => random(2000),
        start: () => random(9),
      },
      ...{ lang: () => 'ar', dir: () => 'rtl', scope: () => 'col', dataAlign: () => pick(['left', 'right']) },
      ...{ dataFootnoteBackref: () => '', dataFootnotes: () => true, style: () => 'a:b', open: () => true },
    };
    const element = (tagName: string, children: ElementContent[]): Element => {
      const keys = Array.from({ length: random(3) }, () => pick(Object.keys(values)));
      const properties = Object.fromEntries(keys.map((key) => [key, values[key]!()]));
      return { type: 'element', tagName, properties, children };
    };
    const several = (depth: number) => Array.from({ length: random(4) }, () => node(depth));
    const node = (depth: number): ElementContent => {
      if (depth === 0 || random(4) === 0) return { type: 'text', value: text() };
      const all = (tagName: string, inner: string) =>
        element(tagName, [element(inner, several(depth - 1)), element(inner, several(depth - 1))]);
      const kinds = [
        () => element(pick(voids), []),
        () => element(pick(inline), several(depth - 1)),
        () => element(pick(containers), several(depth - 1)),
        () => all(pick(['ul', 'ol']), 'li'),
        () => element('table', [element('thead', [all('tr', 'th')]), element('tbody', [all('tr', 'td')])]),
        () => element('pre', [element('code', [{ type: 'text', value: text() }])]),
      ];
      return pick(kinds)();
    };
    for (let round = 0; round < 5000; round++) {
      const children = Array.from({ length: 1 + random(3) }, () => node(4));
      const html = toHtml({ type: 'root', children });
      assert.equal(feedHtml(html, place), cleanTree(html, place), html);
    }
  });
});
