import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compileStory, type CompileOptions } from './compile-story.ts';
import { storyComponents } from './story-components.ts';

const frontmatter = '---\ntitle: T\n---\n';

function compile(body: string, options: Partial<CompileOptions> = {}, path = 'articles/2024/10/story.mdx') {
  const source = { path, text: frontmatter + body, bodyOffset: frontmatter.length };
  return compileStory(source, { base: '', articleCode: 'allow', ...options });
}

/** Problems as `line:column message`; the body begins at line 4. */
const problems = (body: string, options?: Partial<CompileOptions>, path?: string) =>
  compile(body, options, path).problems.map(({ line, column, message }) => `${line}:${column} ${message}`);

/** The body when it is HTML alone. */
function html(body: string, options?: Partial<CompileOptions>, path?: string): string {
  const story = compile(body, options, path);
  assert.deepEqual(story.problems, []);
  assert.ok(story.parts?.every((part) => typeof part === 'string'));
  return story.parts.join('');
}

describe('the fast path', () => {
  it('takes HTML apart from components, wherever these stand', () => {
    const story = compile(
      'One.\n\n> Two.\n>\n> <Figure src="a.jpg" alt="A" credit={"C"} />\n\n' +
        '<FactBox title={`Box`}>\n\n- item\n\n<Related story="2024/10/b" />\n\n</FactBox>\n',
    );
    assert.deepEqual(story.problems, []);
    assert.deepEqual(story.parts, [
      '<p>One.</p>\n<blockquote>\n<p>Two.</p>\n',
      { component: 'Figure', props: { src: 'articles/2024/10/a.jpg', alt: 'A', credit: 'C' }, children: [] },
      '\n</blockquote>\n',
      {
        component: 'FactBox',
        props: { title: 'Box' },
        children: [
          '<ul>\n<li>item</li>\n</ul>',
          { component: 'Related', props: { story: '2024/10/b' }, children: [] },
        ],
      },
    ]);
    assert.deepEqual(story.references, {
      links: [],
      stories: [{ id: '2024/10/b', line: 14, column: 10 }],
      pictures: [{ path: 'articles/2024/10/a.jpg', line: 8, column: 11 }],
    });
  });

  it('takes comments, literals and plain HTML', () => {
    assert.equal(
      html('A{/* no */}{" "}<abbr title="World Health Organization">WHO</abbr> &amp; H<sub>2</sub>O {"{x}"}'),
      '<p>A <abbr title="World Health Organization">WHO</abbr> &#x26; H<sub>2</sub>O {x}</p>',
    );
    assert.equal(
      html('<details open>\n<summary>More</summary>\n\nText\n\n</details>'),
      '<details open><summary>More</summary><p>Text</p></details>',
    );
  });

  it('gives headings ids and lists those of the story itself', () => {
    const story = compile(
      '## A & B\n\n### A & B\n\n> ## Quoted\n\n## Footnote label\n\nx[^1]\n\n[^1]: Note.',
    );
    assert.deepEqual(story.headings, [
      { depth: 2, id: 'a--b', text: 'A & B' },
      { depth: 3, id: 'a--b-1', text: 'A & B' },
      { depth: 2, id: 'footnote-label-1', text: 'Footnote label' },
    ]);
    assert.equal(story.words, 9);
  });

  it('makes tables, code, tasks and footnotes usable by all', () => {
    assert.equal(
      html('## Counts\n\n| | b |\n|---|--:|\n| 1 | 2 |'),
      '<h2 id="counts">Counts</h2>\n' +
        '<section class="table" tabindex="0" aria-label="Table: Counts"><table>\n<thead>\n<tr>\n<td></td>\n' +
        '<th data-align="right" scope="col">b</th>\n</tr>\n</thead>\n' +
        '<tbody>\n<tr>\n<td>1</td>\n<td data-align="right">2</td>\n</tr>\n</tbody>\n</table></section>',
    );
    assert.match(html('```js\na\n```'), /^<pre tabindex="0"><code class="language-js">a\n<\/code><\/pre>$/);
    assert.match(html('- [x] a'), /<input type="checkbox" checked disabled aria-label="Done"> a/);
    const note = html('a[^n]\n\n[^n]: Text.');
    assert.match(note, /<a href="#note:fn-n" id="note:fnref-n"[^>]*aria-describedby="footnote-label">1<\/a>/);
    assert.match(note, /<h2 id="footnote-label">Notes<\/h2>[^]*aria-label="Back to reference 1"/);
  });

  it('gives links the base path', () => {
    const story = compile('[a](/b/) and [c](https://example.org/)', { base: '/paper' });
    assert.deepEqual(story.parts, [
      '<p><a href="/paper/b/">a</a> and <a href="https://example.org/">c</a></p>',
    ]);
    assert.deepEqual(story.references.links, [{ target: '/b/', line: 4, column: 1 }]);
  });

  it('reads plain Markdown, Windows line ends and a byte-order mark', () => {
    assert.equal(html('<!-- no -->\nA {b} <https://x.org>', {}, 'articles/a.md').includes('{b}'), true);
    const text = '\uFEFF---\r\ntitle: T\r\n---\r\nA\r\n\r\n<Figur />\r\n';
    const source = { path: 'a.mdx', text, bodyOffset: text.indexOf('A\r') };
    const [problem] = compileStory(source, { base: '', articleCode: 'allow' }).problems;
    assert.equal(problem?.line, 6);
  });

  it('accepts the example of every component', () => {
    for (const [name, { example }] of Object.entries(storyComponents)) {
      const story = compile(example);
      assert.deepEqual(story.problems, [], name);
      assert.equal(story.parts?.length, 1, name);
    }
  });
});

describe('code', () => {
  const sources = [
    'export const a = 1\n\n{a}',
    'import X from "./x.astro"\n\n<X />',
    '{1 + 1}',
    '{[1].map((n) => n)}',
    '<div>a</div>',
    '<PullQuote by={"a" + "b"}>c</PullQuote>',
    '<PullQuote by="x" {...{}}>c</PullQuote>',
  ];
  for (const source of sources) {
    it(`goes through full MDX, or is refused: ${source.replaceAll('\n', ' ')}`, () => {
      const story = compile(source);
      assert.deepEqual(story.problems, []);
      assert.equal(story.parts, undefined);
      assert.match(problems(source, { articleCode: 'deny' })[0]!, /is code, and this paper takes no code/);
    });
  }
});

describe('problems', () => {
  const cases: [body: string, ...expected: string[]][] = [
    ['', '4:1 The story is empty. Write its text below the frontmatter.'],
    ['{/* nothing */}', '4:1 The story is empty. Write its text below the frontmatter.'],
    [
      'A\n\n<Figur src="a.jpg" />\n\n<Figure src="" alts="b" alt="c" credit="d" />\n\n<Map />',
      '6:1 There is no <Figur>. Did you mean <Figure>?',
      '8:9 src of <Figure> is empty. File name of the picture, beside the story.',
      '8:16 <Figure> has no “alts”. Did you mean alt?',
      '10:1 There is no <Map>. There are <Figure>, <Gallery>, <PullQuote>, <Related>, <FactBox>, <Timeline>, <Embed>.',
    ],
    [
      '<Figure src="https://x.org/a.jpg" alt="a" source="x.org" />',
      '4:1 <Figure> needs credit="…". Photographer or artist, and agency.',
      '4:9 src of <Figure> is “https://x.org/a.jpg”; expected the name of a file beside the story. Put the picture there and write its name, for example harbour.jpg.',
      '4:43 source of <Figure> is “x.org”. For a web address write https://x.org.',
    ],
    ['<figure>a</figure>', '4:1 There is no <figure>. Did you mean <Figure>?'],
    [
      '<iframe src="x" />',
      '4:1 <iframe> may not stand in a story. For a video write <Embed url="…" title="…" />.',
    ],
    [
      '<span onclick="x()">a</span> <span style="color: red">b</span>',
      '4:7 “onclick” may not stand in a story: it has no scripts and styles. Take it out.',
      '4:36 “style” may not stand in a story: it has no scripts and styles. Take it out.',
    ],
    [
      'See [a](javascript:alert(1)), [b](kremlin), [c](www.x.org), [d](//x.org) and [](/e/).',
      '4:5 The link leads to “javascript:alert(1)”. Expected a web address that begins with https://.',
      '4:31 The link leads to “kremlin”. Expected a web address (https://…), or for a page of this site its path from the root: /2024/10/02/slug/.',
      '4:45 The link leads to “www.x.org”. For a web address write https://www.x.org.',
      '4:61 The link leads to “//x.org”. Write it with its scheme: https://x.org.',
      '4:78 A link without words, to “/e/”. Write [words](address).',
    ],
    ['## Beirut\n\n[a](#beruit)', '6:1 The story has no heading #beruit. Did you mean #beirut?'],
    [
      '![A quay](quay.jpg)',
      '4:1 A picture in a story needs a credit, so ![…](…) is not used here. Put the picture beside the story and write <Figure src="quay.jpg" alt="A quay" credit="…" />.',
    ],
    ['# News', '4:1 “# News” is a heading of the first level, which is the headline. Write ## News.'],
    [
      'a\nb[^1] \\[^2] `[^3]`\n\n[^4]: Note.',
      '5:2 The footnote [^1] has no text. Add a line [^1]: and its text; to print the brackets, write \\[.',
      '7:1 The footnote [^4] is never referred to, so no reader would see it. Write [^4] in the text, or take it out.',
    ],
    [
      'a[^1]\n\n[^1]: x\n\n[^1]:',
      '8:1 The footnote [^1] is written twice. Give one of the two another mark.',
    ],
    [
      '## ?!\n\n#### A\n\n##### B\n\n<FactBox title="c">\n\n#### D\n\n</FactBox>',
      '4:1 A heading without words. Write some, or take it out.',
      '6:1 #### leaves out a level of headings. Write ### here.',
      '12:1 #### leaves out a level of headings. Write ### here.',
    ],
    ['a[^1]\n\n[^1]:', '6:1 The footnote [^1] has no text. Write it after the colon.'],
    [
      '##Beirut\n\n\\##\n\n####### War',
      '4:1 “##Beirut” is no heading without a space after ##. Write ## Beirut; to print the signs, write \\#.',
      '8:1 “#######” begins no heading; expected two to six #. Begin with ##.',
    ],
    [
      '[a](/a b/), [b](https://x y.org) and \\[c](d e)',
      '4:1 “[a](/a b/)” is no link: its address holds a space. Write %20 for it.',
      '4:13 “[b](” is no link: its address holds a space. Write %20 for it.',
    ],
    [
      '[a](../10/first.mdx)',
      '4:1 The link leads to the file “../10/first.mdx”. Write the story’s address: /2024/10/02/slug/.',
    ],
    [
      '<PullQuote by="a" by="b">“Yes”</PullQuote>',
      '4:1 <PullQuote> adds the quotation marks itself. Take those around its text out.',
      '4:19 <PullQuote> has by twice. Delete one of the two.',
    ],
    [
      '<!DOCTYPE html>',
      '4:1 “<!DOCTYPE html>” begins like a tag and is none. To print the sign <, write \\<.',
    ],
    [
      '<FactBox title="a>b</FactBox>',
      '4:1 In “<FactBox title="a>b</FactBox>”, a quotation mark is never closed. Write name="value".',
    ],
    [
      'Text <Related story="a" /> text.',
      '4:6 <Related> stands in the middle of a paragraph. Put it on a line of its own, with an empty line before and after.',
    ],
    [
      '<Gallery>\n<Figure src="a.jpg" alt="a" credit="c" />\n</Gallery>',
      '4:1 <Gallery> needs two or more <Figure … />. For one picture, take <Gallery> away.',
    ],
    [
      '<Timeline>\nText\n</Timeline>',
      '4:1 <Timeline> holds one Markdown list and nothing else, with an empty line before and after it: - **1 April 2024** What happened.',
    ],
    [
      '<Timeline>\n- **May** a\n- June b\n</Timeline>',
      '6:1 An item of <Timeline> begins with its date in bold: - **1 April 2024** What happened.',
    ],
    [
      'We say {name} here',
      '4:8 “{name}” is read as code, and “name” means nothing in it. To print a brace, write \\{.',
    ],
    [
      'We {see page 4} here',
      '4:4 “{see page 4} here” is read as code from the brace on, and is none. To print a brace, write \\{.',
    ],
    [
      'We {see',
      '4:4 “{see” is read as code from the brace on, and no } ends it. To print a brace, write \\{.',
    ],
    ['I <3 news', '4:3 “<3 news” begins like a tag and is none. To print the sign <, write \\<.'],
    ['<!-- a -->', '4:1 A comment is written {/* … */} in MDX, in place of <!-- … -->.'],
    [
      '<https://x.org>',
      '4:1 <https://x.org> is no tag. Write a link as https://x.org or [words](https://x.org).',
    ],
    [
      '<Figure src=x.jpg />',
      '4:1 In “<Figure src=x.jpg />”, a value has no quotation marks. Write name="value".',
    ],
    [
      '<Figure src="x" alt="a "b" c" />',
      '4:1 In “<Figure src="x" alt="a "b" c" />”, a straight quotation mark ends the value too early. Inside a value, use “ and ”.',
    ],
    ['<FactBox title="a">\n\nb', '4:1 <FactBox> is never closed. Write </FactBox> after its text.'],
    ['<Figure src="a">\n\nb', '4:1 <Figure> is not closed. End the tag with />: <Figure … />.'],
    ['a <br> b', '4:3 <br> is not closed. End the tag with />: <br … />.'],
    [
      '<PullQuote by="x">a\n\nb</PullQuote>',
      '4:1 <PullQuote> is not closed in its own paragraph or list item. Write </PullQuote> there; when it holds more than one paragraph, put both tags on lines of their own, with empty lines around them.',
    ],
    [
      '<FactBox title="a">\nb\n</Factbox>',
      '6:1 </Factbox> closes nothing: <FactBox> of line 4 is still open. Write </FactBox>.',
    ],
    [
      'a\n\n</FactBox>',
      '6:1 </FactBox> closes nothing: no such tag is open. Take it out, or open it before its text.',
    ],
    [
      'a\n\nexport sales rose',
      '6:1 A paragraph that begins with “import” or “export” is read as code, and this is none. Begin it with another word; after code, leave an empty line.',
    ],
  ];
  for (const [body, ...expected] of cases) {
    it(JSON.stringify(body), () => assert.deepEqual(problems(body), expected));
  }

  it('finds HTML and components in plain Markdown', () => {
    assert.deepEqual(problems('<Figure src="a" />\n\na <b>c</b>', {}, 'a.md'), [
      '4:1 <Figure> is a story component, which needs MDX. Rename the file: .mdx in place of .md.',
      '6:3 HTML (<b>) is not used in .md stories. Write it in Markdown, or to print the sign <, write \\<.',
    ]);
    assert.deepEqual(problems('Intro.\n\n</div> Important.\n\nEnd.', {}, 'a.md'), [
      '6:1 HTML (</div> Important.) is not used in .md stories. Write it in Markdown, or to print the sign <, write \\<.',
    ]);
  });
});

describe('what is left out to be quick changes nothing', () => {
  it('finds every address and every table', () => {
    assert.equal(
      html('Write to a@example.org, or see www.example.org\n'),
      '<p>Write to <a href="mailto:a@example.org">a@example.org</a>, or see <a href="http://www.example.org">www.example.org</a></p>',
    );
    assert.equal(html('a&#64;example.org\n'), '<p><a href="mailto:a@example.org">a@example.org</a></p>');
    for (const row of [':-', '-:', ':-:', '|-|', '-|']) {
      assert.match(html(`head\n${row}\ncell\n`), /<th.*>head<.*<td.*>cell</s, row);
    }
  });

  it('keeps plain paragraphs wherever they stand', () => {
    assert.equal(
      html('One.\n\n```\nx\n\nTwo.\n\n```\n\nx\n'),
      '<p>One.</p>\n<pre tabindex="0"><code>x\n\nTwo.\n\n</code></pre>\n<p>x</p>',
    );
    assert.equal(html('{`\n\nTwo.\n\n`}\n'), '\n\nTwo.\n\n');
    assert.equal(
      html('- a\n\nOne, two.\n\n> b\n\nThree.\n'),
      '<ul>\n<li>a</li>\n</ul>\n<p>One, two.</p>\n<blockquote>\n<p>b</p>\n</blockquote>\n<p>Three.</p>',
    );
    assert.equal(compile('One two.\n\nThree *four*.\n').words, 4);
  });

  it('keeps the places of what is wrong', () => {
    assert.deepEqual(problems('Plain words.\n\nMore of them.\n\nA [link](a b).\n\nThe end.\n'), [
      '8:3 “[link](a b)” is no link: its address holds a space. Write %20 for it.',
    ]);
    assert.match(problems('Plain words.\n\nMore of them.\n\nA {brace\n\nThe end.\n')[0]!, /^8:3 /);
  });
});
