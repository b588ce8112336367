import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { indexByPagefind, closePagefind, pagefindVersion } from '../../src/build/pagefind-service.ts';
import { SearchWords } from '../../src/build/search-words.ts';
import { searchedPart } from '../../src/build/searched-part.ts';
import { makePagefindIndex } from '../../src/formats/pagefind-index.ts';
import { readRecord } from '../../src/formats/pagefind-record.ts';
import { readCbor, type Cbor } from '../../src/lib/cbor.ts';
import { Dice } from '../bench/words.ts';
import { openSite } from './site.ts';

// Pagefind's own indexer tells what an index of ours must be, byte for byte.

after(closePagefind);

/** Small, so that a test has several files of words. */
const chunkSize = 1500;

/** Our index of pages, of which only the part that is searched is given, is the one that Pagefind makes of them. */
async function assertSame(parts: string[], words: SearchWords): Promise<void> {
  const pages = parts.map((part, number) => ({ url: `/${number}/`, part }));
  const { language } = words;
  const { files } = await indexByPagefind(pages, { language, chunkSize });
  const numbered = pages.map(({ url, part }) => words.number(readRecord(url, part)));
  await words.learn();
  const made = makePagefindIndex(numbered, words.lexicon, { language, version: pagefindVersion, chunkSize });
  // First by words, which tells what is wrong.
  assert.deepEqual(wordsOf(made.files), wordsOf(files));
  assert.deepEqual(asText(made.files), asText(files));
}

const wordsOf = (files: { path: string; content: Buffer }[]) =>
  files
    .filter(({ path }) => path.endsWith('.pf_index'))
    .flatMap(({ content }) => (readCbor(content) as [Cbor[]])[0].map((word) => JSON.stringify(word)))
    .sort();

const asText = (files: { path: string; content: Buffer }[]) =>
  files.map(({ path, content }) => `${path} ${content.toString('latin1')}`).sort();

/** A page as the template of stories makes them. */
const pageOf = (title: string, html: string, { tags = ['War'], day = '2024-10-02' } = {}) =>
  `<article data-pagefind-body><header><h1 data-pagefind-meta="title" data-pagefind-ignore>${title}</h1></header>` +
  `<span hidden data-pagefind-filter="section[data-f0]${tags.map((_, at) => `, tag[data-f${at + 1}]`).join('')}" ` +
  `data-pagefind-meta="day[data-day], byline[data-byline], image:" data-pagefind-sort="date[data-date]" ` +
  `data-day="${day}" data-byline="AFP, René Ö’Neil" data-date="${day}T10:00:00.000Z" data-f0="World"` +
  `${tags.map((tag, at) => ` data-f${at + 1}="${tag}"`).join('')}></span>${html}</article>`;

/** Words that Pagefind treats in ways of their own. */
const oddWords = [
  ...[
    "Iran's",
    'Iran’s',
    '“quoted”',
    '"plain"',
    'e-mail',
    'E-Mails,',
    'well-known',
    'U.S.',
    'U.N.’s',
    '1,000',
  ],
  ...[
    'COVID-19',
    'word2',
    'word2,',
    'HelloWorld',
    'iPhone',
    'McDonald',
    'WKWebView',
    'NATO',
    'NATO’s',
    'A',
    '(a)',
  ],
  ...[
    'café',
    'Café’s',
    'CAFÉ',
    'naïve-ish',
    'Ångström',
    'Straße',
    'İstanbul',
    'ſ',
    'ﬁre',
    'x²',
    'Ⅳ',
    '½',
    'm²',
  ],
  ...[
    '☕️',
    'co☕ffee',
    '👨‍👩‍👧‍👦',
    '—',
    '–',
    '…',
    '·',
    '_',
    '__init__',
    'snake_case',
    '$5.3bn',
    '5%',
    '3:15',
    '10/2',
  ],
  ...[
    'http://example.org/a-b?c=d',
    'name@example.org',
    '@handle',
    '#Hash_Tag',
    'a/b',
    'and/or',
    "rock'n'roll",
  ],
  ...[
    'الحرب',
    'שלום',
    'Кремль',
    'Ελλάδα',
    '日本語',
    'ไทย',
    '𝐁old',
    '𐍈',
    'a\u200bb',
    '\u200b',
    'soft\u00adhyphen',
  ],
  ...[
    '&amp;',
    'AT&amp;T',
    '&lt;b&gt;',
    '&#x27;tis',
    '&#39;',
    '&nbsp;',
    'x&nbsp;y',
    '&quot;so&quot;',
    '&eacute;',
    '&no;',
  ],
  ...[
    'attack',
    'attacks',
    'attacked',
    'generously',
    'skies',
    'dying',
    'news',
    'succeed',
    'ha-ha',
    'ha-ha-ha',
  ],
  ...['___', '____x', '---', "'", "''", '{', '\\', '~tilde~', '`code`', 'İ', 'ŉ', 'Ǆ', 'ǅungla', 'ß', 'ÅÄÖ'],
];

const words = new SearchWords('en');

test('words of every kind are indexed as Pagefind indexes them', async () => {
  await assertSame(
    [
      pageOf('All words', `<p>${oddWords.join(' ')}</p>`),
      ...oddWords.map((word) => pageOf(word.replaceAll('\u200b', ''), `<p>${word}</p>`)),
    ],
    words,
  );
});

test('what stands in elements is indexed as Pagefind indexes it', async () => {
  await assertSame(
    [
      '<main data-pagefind-body><p>No title</p><span data-pagefind-meta="title:, image:"></span></main>',
      pageOf(
        'Headings',
        '<h2 id="a">One &amp; <em>two</em></h2><p>text</p><h3 id="b c">Three<a id="in" href="#">four</a></h3>',
      ),
      pageOf(
        'Ends',
        '<p>no stop</p><p>stop.</p><p>quote &quot;end&quot;</p><p>(end)</p><div>a<br>b<br/>c</div><li>x</li>',
      ),
      pageOf(
        'Inline',
        '<p>n<i>o</i>t <b>bo<i>ld</i></b> <code>c</code><sup><a href="#f" id="ref">1</a></sup></p>',
      ),
      pageOf(
        'Left out',
        '<nav id="n">nav <p>in</p></nav><footer>foot</footer><svg><path d="M0"/><text>t</text></svg><style>a>b{}</style><script>if(a<b)"</p>"</script><template><p>t</p></template><!-- <p>no</p> --><p data-pagefind-ignore id="z">ignored <b data-pagefind-meta="more">still meta</b></p><div data-pagefind-ignore="all"><b data-pagefind-meta="never">out</b></div>kept',
      ),
      pageOf(
        'Attributes',
        '<figure><img src="a.jpg" alt="an &gt; b" title=\'x > y\'><figcaption id="cap">Caption <small>Credit</small></figcaption></figure><details open><summary>Sum</summary>more</details>',
      ),
      pageOf(
        'Tables',
        '<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table><ul><li>one</li><li><p>two</p></li></ul><blockquote>said</blockquote><section id="s"><h4>h</h4><h5>i</h5><h6>j</h6></section>',
      ),
      pageOf('Filters twice', '<p>f</p>', {
        tags: ['R&amp;D', 'R&amp;amp;D', 'caf&eacute;', ' two  spaces '],
      }),
      pageOf('', '<p>word</p>'),
      '<main data-pagefind-body><p>…</p><span data-pagefind-meta="title:wordless, image:"></span></main>',
    ],
    words,
  );
});

test('random pages are indexed as Pagefind indexes them', async () => {
  const dice = new Dice(1, 1);
  const pick = <T>(list: T[]): T => list[Math.floor(dice.next() * list.length)]!;
  const wordsOf = (count: number) =>
    Array.from({ length: count }, () =>
      dice.next() < 0.3 ? pick(oddWords) : `w${Math.floor(dice.next() ** 3 * 400)}`,
    ).join(pick([' ', '\n', '  ', '\u00a0', '\u2003']));
  const element = (depth: number): string => {
    const name = pick([
      'p',
      'div',
      'h2',
      'h3',
      'li',
      'em',
      'b',
      'a',
      'span',
      'section',
      'td',
      'nav',
      'blockquote',
      'small',
    ]);
    const id = dice.next() < 0.2 ? ` id="i${Math.floor(dice.next() * 99)}"` : '';
    const inside = Array.from({ length: 1 + Math.floor(dice.next() * 3) }, () =>
      depth < 3 && dice.next() < 0.4 ? element(depth + 1) : wordsOf(Math.floor(dice.next() * 9)),
    );
    return `<${name}${id}>${inside.join(pick(['', ' ']))}</${name}>`;
  };
  const pages = Array.from({ length: 150 }, (_, at) =>
    pageOf(wordsOf(4), Array.from({ length: 6 }, () => element(0)).join(''), {
      tags: [`t${at % 7}`, `t${at % 11}`],
      day: `2024-01-${String(1 + (at % 28)).padStart(2, '0')}`,
    }),
  );
  await assertSame(pages, words);
});

for (const language of ['fr', 'de', 'es', 'sv', 'tr', 'ru', 'el', 'ar', 'he', 'hi', 'ko', 'xx']) {
  test(`pages in ${language} are indexed as Pagefind indexes them`, async () => {
    const texts = [
      'Le Kremlin a exprimé mercredi son inquiétude, l’attaque d’hier aujourd’hui',
      'Кремль выразил обеспокоенность эскалацией на Ближнем Востоке',
      'أعرب الكرملين عن قلقه إزاء التصعيد',
      '東京で水曜日、クレムリンは懸念を表明した。Hello, world!',
      '克里姆林宫周三对中东局势升级表示担忧',
      'เครมลินแสดงความกังวลเมื่อวันพุธ 크렘린은 수요일 우려를 표명했다',
      'Der Kreml äußerte größte Sorgen; İstanbul’da dün açıklandı. Peskovs Ängste, año, señores',
    ];
    const pages = texts.map((text, at) =>
      pageOf(text, `<h2 id="h">${text}</h2><p>${text} ${texts[(at + 1) % 7]}</p>`),
    );
    await assertSame(pages, new SearchWords(language));
  });
}

test('an attribute that Pagefind would know, and we do not, stops the build', () => {
  assert.throws(
    () => readRecord('/a/', '<main data-pagefind-body><p data-pagefind-weight="2">x</p></main>'),
    /\/a\/ cannot be indexed: data-pagefind-weight is not known; adapt src\/formats\/pagefind-record\.ts\./,
  );
});

test('tags that do not match stop the build', () => {
  assert.throws(
    () => readRecord('/a/', '<main data-pagefind-body><p>x</div></main>'),
    /\/a\/ cannot be indexed: <\/div> ends <p>\./,
  );
  assert.throws(() => readRecord('/a/', '<main data-pagefind-body><p>x'), /<p> does not end/);
});

for (const name of ['site', 'features', 'awkward'] as const) {
  test(`the stories of the paper "${name}" are indexed as Pagefind indexes them`, async () => {
    const parts = openSite(name).pages.flatMap(({ html }) => searchedPart(html) ?? []);
    assert.ok(parts.length > 0);
    await assertSame(parts, words);
  });
}
