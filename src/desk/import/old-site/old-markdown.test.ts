import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileStory } from '../../../story/compile-story.ts';
import { webAddressProblem } from '../../../story/web-address.ts';
import { Refusal, type Note } from '../notes.ts';
import { convertMarkdown, leadingHeading } from './old-markdown.ts';
import { component, editorsNote } from '../story-text.ts';
import { randomText } from '../test-texts.ts';

/** Converts a text, and holds that the paper finds nothing to mend in it. */
function convert(text: string, { isMdx = false, title = 'The headline' } = {}) {
  const notes: Note[] = [];
  const converted = convertMarkdown(
    { text, line: 1, isMdx },
    {
      title,
      link(address) {
        if (/^https?:/.test(address)) return webAddressProblem(address) === undefined ? address : undefined;
        if (address.startsWith('mailto:')) return address;
        return address.includes('known') ? '/2024/10/02/known/' : undefined;
      },
      picture: ({ src = '', alt, caption, credit }) =>
        alt && credit
          ? component('Figure', { src: src.replace(/.*\//, ''), alt, caption, credit })
          : editorsNote(`A picture: ${src}`),
    },
    notes,
  );
  const start = '---\n---\n';
  const story = { path: 'articles/2024/10/a.mdx', text: start + converted.text, bodyOffset: start.length };
  const { problems } = compileStory(story, { base: '', articleCode: 'deny' });
  const wrong = problems.filter(({ message }) => !message.startsWith('The story is empty.'));
  assert.deepEqual(wrong, [], converted.text);
  return { ...converted, notes: notes.map(({ kind, what, line }) => `${kind} ${line}: ${what}`) };
}

test('what means the same in the paper stays as it was typed', () => {
  const text = [
    'Words *in* __many__ [ways](https://example.org/x "Title")\nover two lines.',
    '* a list\n  + in a list\n\n1) and\n2) another',
    'A heading\n---------',
    '> A quotation\nthat goes on',
    '| a | b |\n|--|--|\n| 1 | `2` |',
    '~~~js\nif (a < b) { c }\n~~~',
    'A note[^x] and mail@example.org.',
    '***',
    '[^x]: Its text.',
  ].join('\n\n');
  const { text: converted, notes } = convert(text);
  assert.equal(converted, text);
  assert.deepEqual(notes, []);
});

test('what means something else in the paper is written so that it reads the same', () => {
  const pairs: [string, string][] = [
    ['A {brace} & a < sign', 'A \\{brace} & a \\< sign'],
    ['{ all in braces }', '\\{ all in braces }'],
    ['import nothing', '&#x69;mport nothing'],
    ['Words in <angles> stay', 'Words in \\<angles> stay'],
    ['<https://example.org/>', '[https://example.org/](https://example.org/)'],
    ['    indented {code}', '```\nindented {code}\n```'],
    ['[a][b]\n\n[b]: https://b.example', '[a](https://b.example)'],
    ['A[^1] b[^2]\n\n[^2]: Two.\n\n[^3]: Three.', 'A\\[^1] b[^2]\n\n[^2]: Two.'],
    ['##No heading', '\\##No heading'],
    ['[words](a b)', '\\[words]\\(a b)'],
  ];
  for (const [from, to] of pairs) assert.equal(convert(from).text, to);
});

test('headings begin at the second level, leave none out, and can be linked to', () => {
  const text =
    '# The headline\n\n# One {#first}\n\n#### Two\n\nSee [one](#first), [two](#two) and [none](#three).\n';
  const { text: converted, notes } = convert(text);
  assert.equal(converted, '## One\n\n### Two\n\nSee [one](#one), [two](#two) and none.');
  assert.deepEqual(notes, [
    'mapped undefined: headings one level lower',
    'left 7: a link to a heading that is not there: its words stay',
  ]);
  assert.equal(leadingHeading('\n# A *title* {#x}\n\nText'), 'A title');
  assert.equal(leadingHeading('A title\n=======\n'), 'A title');
  assert.equal(leadingHeading('Text\n\n# Later'), undefined);
});

test('HTML becomes Markdown or what the paper takes', () => {
  const pairs: [string, string][] = [
    ['A <em>b</em> <strong>c</strong><br>d', 'A *b* **c**\\\nd'],
    ['H<sub>2</sub>O, <span class="x">word</span>', 'H<sub>2</sub>O, word'],
    ['<p>One <a href="/known/">link</a></p>\n<p>Two</p>', 'One [link](/2024/10/02/known/)\n\nTwo'],
    ['<ul><li>a</li><li>b</li></ul>', '- a\n- b'],
    ['<div class="note">\n\n*Inside*\n\n</div>', '*Inside*'],
    ['<!-- A note -->', '{/* A note */}'],
    [
      '<figure><img src="x/a.jpg" alt="A"><figcaption>Seen. Jane Doe / AFP</figcaption></figure>',
      '<Figure src="a.jpg" alt="A" caption="Seen." credit="Jane Doe / AFP" />',
    ],
    [
      '<iframe src="https://www.youtube.com/embed/abcdefghijk" title="T"></iframe>',
      '<Embed url="https://www.youtube.com/watch?v=abcdefghijk" title="T" />',
    ],
    [
      '<iframe src="https://maps.example/"></iframe>',
      '{/* Left by the import: <iframe src="https://maps.example/"> */}',
    ],
    ['<pre><code class="language-js">a < b\n</code></pre>', '```js\na < b\n```'],
    ['<table><tr><th>a</th></tr><tr><td>b</td></tr></table>', '| a |\n| - |\n| b |'],
    ['<script>alert(1)</script>\n\nText', 'Text'],
    ['<h1>Head</h1>\n<h4>Sub</h4>\nText', '## Head\n\n### Sub\n\nText'],
    ['AT&amp;T &lt;b&gt;', 'AT\\&T \\<b>'],
  ];
  for (const [from, to] of pairs) assert.equal(convert(from).text, to, from);
});

test('shortcodes and tags of templates are mapped where the paper has the like, and noted where not', () => {
  const pairs: [string, string][] = [
    [
      '{{< youtube abcdefghijk >}}',
      '<Embed url="https://www.youtube.com/watch?v=abcdefghijk" title="The headline" />',
    ],
    ['{{< vimeo id="12345" title="T" >}}', '<Embed url="https://vimeo.com/12345" title="T" />'],
    [
      '{% youtube "abcdefghijk" %}',
      '<Embed url="https://www.youtube.com/watch?v=abcdefghijk" title="The headline" />',
    ],
    [
      '{% include video id="abcdefghijk" provider="youtube" %}',
      '<Embed url="https://www.youtube.com/watch?v=abcdefghijk" title="The headline" />',
    ],
    [
      '{{< figure src="/i/a.jpg" alt="A" caption="C" attr="Jane Doe" >}}',
      '<Figure src="a.jpg" alt="A" caption="C" credit="Jane Doe" />',
    ],
    ['{{< tweet user="a" id="12" >}}', '[Post on X](https://x.com/a/status/12)'],
    ['{% gist a/b1 %}', '[Gist a/b1](https://gist.github.com/a/b1)'],
    ['{% highlight ruby linenos %}\nx = {{ y }}\n\nz\n{% endhighlight %}', '```ruby\nx = {{ y }}\n\nz\n```'],
    ['{{< highlight go "linenos=table" >}}\nx := 1\n{{< /highlight >}}', '```go\nx := 1\n```'],
    ['{% raw %}\n```\n{{ x }}\n```\n{% endraw %}', '```\n{{ x }}\n```'],
    ['A {{< ref "known.md" >}}', 'A ref:known.md'],
    [
      '[a]({{< ref "known.md" >}}) [b]({% post_url 2020-01-01-known %}) [c]({{ site.baseurl }}/known/)',
      '[a](/2024/10/02/known/) [b](/2024/10/02/known/) [c](/2024/10/02/known/)',
    ],
    ['A {{< odd x="1" >}} b', 'A {/* Left by the import: {{< odd x="1" >}} */} b'],
    ['{% include gallery.html %}', '{/* Left by the import: {% include gallery.html %} */}'],
    ['A {{ page.title }} b', 'A \\{\\{ page.title }} b'],
    ['A [b]({{ site.repo }}/issues/1), [c][c]\n\n[c]: {{ site.repo }}/2', 'A b, c'],
    ['`[b]({{ site.repo }}/1)`', '`[b]({{ site.repo }}/1)`'],
    ['`{{< youtube x >}}` and {{</* youtube x */>}}', '`{{< youtube x >}}` and \\{\\{\\< youtube x >}}'],
    ['* TOC\n{:toc}\n\nText\n{: .lead}', 'Text'],
    [
      '{{< notice tip >}}\n\nMind *this*.\n\n{{< /notice >}}',
      '{/* Left by the import: {{< notice tip >}} */}\n\nMind *this*.\n\n{/* Left by the import: {{< /notice >}} */}',
    ],
  ];
  for (const [from, to] of pairs) assert.equal(convert(from).text, to, from);
  assert.deepEqual(convert('One.\n\nA {{ page.title }} b').notes, [
    'left 3: words in double braces, which the old system may have filled in, stay',
  ]);
  const { notes } = convert('One.\n\n{% highlight c %}\na\n{% endhighlight %}\n\n{{< odd >}}\n');
  assert.deepEqual(notes, [
    'mapped 3: shortcodes',
    'left 7: the shortcode “odd”: a note stands in its place',
  ]);
});

test('components of MDX are mapped where the paper has the like', () => {
  const text = [
    "import cover from '../x/cover.jpg';",
    '<Image src={cover} alt="A cover" credit="Jane Doe" />',
    '<Callout type="note">Mind **this**.</Callout>',
    '<YouTube id="abcdefghijk" />',
    '<PullQuote by="Ada">Words</PullQuote>',
    '<Tabs />',
    'Sum {1 + 1}, {"text"}{/* note */}.',
    'export const a = 1;',
  ].join('\n\n');
  const { text: converted, notes } = convert(text, { isMdx: true });
  assert.equal(
    converted,
    [
      '<Figure src="cover.jpg" alt="A cover" credit="Jane Doe" />',
      'Mind **this**.',
      '<Embed url="https://www.youtube.com/watch?v=abcdefghijk" title="The headline" />',
      '<PullQuote by="Ada">\n  Words\n</PullQuote>',
      '{/* Left by the import: <Tabs> */}',
      'Sum {/* Left by the import: 1 + 1 */}, text{/* note */}.',
      '{/* Left by the import: export const a = 1; */}',
    ].join('\n\n'),
  );
  assert.equal(notes.filter((note) => note.startsWith('left')).length, 4);
  assert.throws(
    () => convert('Text.\n\n<Callout>\n\nMore.', { isMdx: true }),
    (error) => error instanceof Refusal && error.line === 3 && /never closed/.test(error.message),
  );
});

test('a picture within a line stands behind its paragraph, one on a line of its own where it is', () => {
  const figure = '<Figure src="a.jpg" alt="A" credit="Jane Doe" />';
  const picture = '<img src="a.jpg" alt="A" credit="Jane Doe">';
  assert.equal(convert(`One ${picture} two.`).text, `One two.\n\n${figure}`);
  assert.equal(convert(`One\n${picture}\ntwo.`).text, `One\n\n${figure}\n\ntwo.`);
  assert.equal(convert(`- One ${picture}\n- two`).text, `- One\n\n  ${figure}\n\n- two`);
});

test('what stands before the mark for more is the excerpt', () => {
  const { text, excerpt } = convert('The *first* words.\n\n<!--more-->\n\nThe others.');
  assert.deepEqual([text, excerpt], ['The *first* words.\n\nThe others.', 'The first words.']);
  assert.equal(convert('All <!-- more --> in one.').text, 'All in one.');
});

test('any text becomes one that the paper takes', () => {
  const random = randomText(23);
  for (let count = 0; count < 400; count++) {
    const lines = Array.from({ length: 4 }, random);
    convert(lines.join(count % 2 === 0 ? '\n\n' : '\n'));
  }
});

test('the opening of a text is what it tells, without notes to editors, marks, captions and what stands before it', () => {
  const texts = [
    '{{< unknown >}}\n\n{{< unknown >}} The lamp[^1] **is** lit {{< unknown >}}.\n\n[^1]: By night.',
    '![Lamp](lamp.jpg)\n\n*Photo: Jane Doe/AFP*\n\nMOSCOW (AFP) — The lamp is lit.',
    '## A heading\n\n*Editor’s note: This was updated.*\n\n- A list\n\n**BERLIN (dpa)** - The lamp is lit.',
  ];
  for (const text of texts) assert.equal(convert(text).opening?.replace(' .', '.'), 'The lamp is lit.', text);
  assert.equal(convert('{{< unknown >}}\n\n- A list').opening, undefined);
  const { excerpt } = convert('# A heading\n\n{{< unknown >}}The lamp.\n\n<!--more-->\n\nMore.');
  assert.equal(excerpt, 'The lamp.');
});

test('comments of templates are no text, and marks of other Markdowns are told of', () => {
  const comments = 'One{# for\nus #} and {::comment}hidden{:/comment}two {::nomarkdown}three{:/}.\n\n{#  #}';
  assert.equal(convert(comments).text, 'One and two three.');
  assert.match(convert('Not {# closed, {#id}').text, /\\\{# closed/);
  const marks: [text: string, what: RegExp][] = [
    ['It is $$E = mc^2$$.', /a formula/],
    ['It is $a_b$.', /a formula/],
    ['It is :smile: so.', /emoji/],
    [':::tip[Title]\nText\n:::', /a box/],
    ['> [!NOTE]\n> Text', /a box/],
    ['Term\n: What it is', /list of terms/],
    ['It is ==so== here.', /highlighted/],
    ['HTML.\n\n*[HTML]: A language', /abbreviation/],
    ['It is^[or was] so.', /a note within a line/],
  ];
  for (const [text, what] of marks) {
    const { notes } = convert(text);
    assert.ok(
      notes.some((note) => note.startsWith('left ') && what.test(note)),
      `${text}: ${notes.join('; ')}`,
    );
  }
  for (const text of [
    'From $5 to $7, or US$3.',
    'At 10:30:15 it was a:b:c.',
    'It was: so.',
    'a == b and c == d.',
  ])
    assert.deepEqual(convert(text).notes, [], text);
});

test('links keep their titles', () => {
  assert.equal(
    convert('[a][1] {{ x }}\n\n[1]: https://a.example/b "Title"').text.slice(0, 33),
    '[a](https://a.example/b "Title") ',
  );
});

test('captions, videos and code of WordPress are read, its other shortcodes are told of', () => {
  const figure = '<Figure src="a.jpg" alt="A lamp" caption="The lamp." credit="Jane Doe/AFP" />';
  const captions = [
    '[caption id="x" width="300"]<a href="/a.jpg"><img src="/up/a.jpg" alt="A lamp" /></a> The lamp. Photo: Jane Doe/AFP[/caption]',
    '[caption width="300"][![A lamp](/up/a.jpg)](/a.jpg) The lamp. Photo: Jane Doe/AFP[/caption]',
    '[caption caption="The lamp. Photo: Jane Doe/AFP"]\n![A lamp](/up/a.jpg "T")\n[/caption]',
  ];
  for (const caption of captions) assert.equal(convert(caption).text, figure, caption);
  const embed = /^<Embed url="https:\/\/www\.youtube\.com\/watch\?v=abcdefghijk" title="The headline" \/>$/;
  assert.match(convert('[youtube https://www.youtube.com/watch?v=abcdefghijk]').text, embed);
  assert.match(convert('[embed]https://www.youtube.com/watch?v=abcdefghijk[/embed]').text, embed);
  assert.equal(
    convert('[embed]https://a.example/b[/embed]').text,
    '[https://a.example/b](https://a.example/b)',
  );
  assert.equal(
    convert('[sourcecode language="php"]\n<?php [x="1"] {y} ?>\n[/sourcecode]').text,
    '```php\n<?php [x="1"] {y} ?>\n```',
  );
  const others = convert('One\n\n[gallery ids="1,2"]\n\nTwo [audio src="a.mp3"][/audio] [table id=1 /]');
  assert.deepEqual(
    others.notes.map((note) => note.replace(/ a note stands.*/, '')),
    [
      'left 3: the shortcode “gallery”:',
      'left 5: the shortcode “audio”:',
      'left 5: the shortcode “/audio”:',
      'left 5: the shortcode “table”:',
    ],
  );
  const words =
    'A [video] of [gallery](https://a.example), [n k=1] and [/usr].\n\n[video]: https://a.example/v';
  assert.equal(
    convert(words).text,
    'A [video](https://a.example/v) of [gallery](https://a.example), \\[n k=1] and \\[/usr].',
  );
  assert.equal(convert('<!-- wp:paragraph -->\n<p>One</p>\n<!-- /wp:paragraph -->').text, 'One');
});

test('Markdown in a box of HTML is Markdown where the box says so', () => {
  const box = (mark: string) =>
    `One\n\n<div class="notice"${mark}>\n**Two** and [three](https://a.example).\n</div>\n\nFour`;
  assert.equal(convert(box(' markdown="1"')).text, 'One\n\n**Two** and [three](https://a.example).\n\nFour');
  assert.match(convert(box('')).text, /\\\*\\\*Two/);
});

test('a shortcode stays whole in titles, words of pictures and behind fences, and none swallows what follows', () => {
  const { text, notes } = convert(
    [
      '[a](https://a.example "b {{< x >}}")',
      '```go {{< x >}}\n1\n```',
      '{{<open\n\nWords.\n\n{{< x >}}',
      '![c {{< x >}}](d.png)',
    ].join('\n\n'),
  );
  assert.equal(
    text,
    [
      '[a](https://a.example "b \\{\\{\\< x >}}")',
      '```go {{< x >}}\n1\n```',
      '\\{\\{\\<open',
      'Words.',
      '{/* Left by the import: {{< x >}} */}',
      '{/* A picture: d.png */}',
    ].join('\n\n'),
  );
  assert.equal(notes.filter((note) => note.includes('shortcode')).length, 1);
});

test('a bar within what is left of a cell does not end it', () => {
  const { text } = convert('| a {{% y "|" %}} | b |\n|--|--|\n| c | {{< z >}} |');
  assert.match(text, /^\| a \{\/\* Left by the import: \{\{% y "\\\|" %\}\} \*\/\} /);
  const html = convert('<table><tr><td>a <abbr title="c|d">e</abbr></td><td>f</td></tr></table>').text;
  assert.match(html, /<abbr title="c&#124;d">e<\/abbr> +\| f/);
});

test('no word of a table of HTML is lost, or stuck to another', () => {
  const html =
    '<table><caption>The <b>tides</b></caption><tr><td>High<p>and</p><p>low</p>water</td><td>2 <em>m</em></td></tr></table>';
  assert.equal(
    convert(html).text,
    'The **tides**\n\n| High and low water | 2 *m* |\n| ------------------ | ----- |',
  );
});

test('imports over several lines are no text', () => {
  const code =
    "import {\n  One,\n  Two,\n} from '../a';\nimport Three, { Four } from '../b'\nimport '../c.css'";
  assert.deepEqual(convert(`${code}\n\nWords.`, { isMdx: true }).text, 'Words.');
});

test('links to headings with anything in them are those of the page', () => {
  const { text } = convert(
    '[a](#one) [b](#two) [c](#three)\n\n## A {{< x >}} b {#one}\n\n<h3 id="two">*C* <b>d</b> &amp; `e`</h3>\n\n## F[^1] {#three}\n\n[^1]: G.',
  );
  assert.equal(text.split('\n')[0], '[a](#a--b) [b](#c-d--e) c');
});

test('of headings with the same words, a link leads to the first', () => {
  const { text } = convert('[one](#a-part) [two](#a-part-1)\n\n## A part\n\n## A part');
  assert.equal(text.split('\n')[0], '[one](#a-part) [two](#a-part-1)');
});

test('what is told of HTML has its line, whatever stands open above it', () => {
  const { notes } = convert('<p>One\n\n<pre><x></pre>\n\nTwo\n\n<form></form>');
  assert.ok(
    notes.some((note) => note.startsWith('left 7: <form>')),
    notes.join('\n'),
  );
});

test('the title of a box stays above its text', () => {
  assert.equal(
    convert('<Aside type="tip" title="Ask {first}">Text</Aside>', { isMdx: true }).text,
    '**Ask \\{first}**\\\nText',
  );
  assert.equal(convert('<Card title="Title">\n\nText\n\n</Card>', { isMdx: true }).text, '**Title**\n\nText');
  assert.equal(convert('<Tooltip title="Words">a word</Tooltip>', { isMdx: true }).text, 'a word');
});
