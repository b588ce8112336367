/** Pieces of text that mean something to Markdown, MDX, HTML, YAML or a template, and some that mean nothing. */
const pieces = [
  ...[
    '{',
    '}',
    '<',
    '>',
    '&',
    '*',
    '**',
    '_',
    '~',
    '~~',
    '`',
    '```',
    '[',
    ']',
    '(',
    ')',
    '\\',
    '#',
    '##',
    '|',
  ],
  ...[
    '+',
    '-',
    '---',
    '.',
    '!',
    ':',
    '::',
    '@',
    '"',
    "'",
    '“',
    '”',
    '’',
    '=',
    '==',
    '^',
    '$',
    '%',
    '/',
    '//',
  ],
  ...[
    'www.',
    'http://',
    'https://a.b',
    'https://a.example/b_c',
    'a@b.co',
    'mailto:',
    'xmpp:',
    'import ',
    'export ',
  ],
  ...[
    '1.',
    '2)',
    '1986. ',
    '[^1]',
    '[x]',
    '[ ]',
    '[a](b)',
    '![a](b)',
    '[x]: y',
    '- ',
    '> ',
    '<b>',
    '</b>',
    '<br>',
  ],
  ...[
    '{x}',
    '{/*',
    '*/',
    '<!--',
    '-->',
    '&amp;',
    '&#123;',
    '&nbsp;',
    '{{',
    '}}',
    '{{< x >}}',
    '{% x %}',
    '<Figure />',
  ],
  ...[
    'word',
    'Israel',
    'harbour pilot',
    'é',
    '日本',
    '\u00a0',
    '\u200b',
    '😀',
    '  ',
    '\t',
    '\u2028',
    'null',
    'yes',
    '~',
    '?',
  ],
];

/** Random texts of one line, the same for the same seed; without white space at their ends. */
export function randomText(seed: number): () => string {
  let state = seed;
  const random = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  return () => {
    for (;;) {
      let text = '';
      const length = 1 + random(12);
      for (let count = 0; count < length; count++) {
        text += pieces[random(pieces.length)]! + (random(3) === 0 ? ' ' : '');
      }
      text = text.trim();
      if (/[\p{L}\p{N}\p{P}\p{S}]/u.test(text)) return text;
    }
  };
}
