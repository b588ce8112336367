import assert from 'node:assert/strict';
import { it } from 'node:test';
import { feedHtml } from './feed-html.ts';

const place = { origin: 'https://example.org', url: 'https://example.org/paper/2024/10/02/a/' };
const cases: [what: string, html: string, expected: string][] = [
  [
    'makes addresses absolute',
    '<a href="/paper/b/">b</a><a href="#note:fn-1">1</a><a href="mailto:a@b.c">c</a><img src="/x.jpg" alt="">',
    '<a href="https://example.org/paper/b/">b</a><a href="https://example.org/paper/2024/10/02/a/#note:fn-1">1</a><a href="mailto:a@b.c">c</a><img src="https://example.org/x.jpg" alt="">',
  ],
  ['drops addresses that are code', '<a href="javascript:alert(1)">a</a>', '<a>a</a>'],
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
];
for (const [what, html, expected] of cases) it(what, () => assert.equal(feedHtml(html, place), expected));
