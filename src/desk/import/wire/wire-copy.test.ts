import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { decodeCopy } from '../decode-copy.ts';
import { Refusal } from '../notes.ts';
import { readWireCopy, type WireCopy } from './wire-copy.ts';

const rules = { timeZone: 'Europe/London', monthFirst: false };
const fixtures = join(import.meta.dirname, '../../../../test/fixtures/import/wire');

function read(text: string): WireCopy {
  return readWireCopy(text, rules);
}

function fixture(name: string): WireCopy {
  return read(decodeCopy(readFileSync(join(fixtures, name))).text);
}

const texts = (copy: WireCopy) =>
  copy.body.map((block) =>
    'text' in block ? block.text : 'related' in block ? `→ ${block.related}` : `□ ${block.caption}`,
  );
const notesOf = ({ notes }: WireCopy, kind: string) =>
  notes.filter((note) => note.kind === kind).map(({ what }) => what);

test('copy is taken apart into all its parts, and its flaws are mended', () => {
  const copy = fixture('northaven.txt');
  assert.equal(copy.headline, "Harbour of Northaven Opens 'Night Lane' After Storm Damage");
  assert.deepEqual(copy.bylines, ['AFP']);
  assert.equal(copy.published.written, '2021-03-05');
  assert.deepEqual(copy.photo, {
    seen: 'Harbour pilot Ada Brandt.',
    photographer: 'Ivo Lindqvist',
    agencies: ['TASS', 'northaven.example'],
    credit: 'Ivo Lindqvist, TASS / northaven.example',
    line: 11,
  });
  assert.equal(texts(copy).length, 5);
  assert.match(texts(copy)[1]!, /^"We have waited .* for asking\."$/);
  assert.equal(texts(copy)[3], '→ Northaven Counts Its Losses, Urges Help From the Capital');
  assert.deepEqual(copy.contributors, [{ name: 'Reuters', role: 'reporting' }]);
  assert.equal(
    copy.address,
    'https://www.coastaltimes.example/2021/03/05/harbour-of-northaven-opens-night-lane-after-storm-damage-a1234',
  );
  const mended = copy.notes.filter(({ kind }) => kind === 'mended');
  assert.deepEqual(
    mended.map(({ what, line }) => [what, line]),
    [
      ['stray empty lines', undefined],
      ['the address of the original', 27],
    ],
  );
  assert.match(mended[1]!.detail!, /^“\S+-da mage-a1234” → https:\/\/www\.coastaltimes/);
});

test('copy of other agencies, in other encodings and line ends', () => {
  const reuters = fixture('saltmarsh-crlf.txt');
  assert.deepEqual(reuters.bylines, ['Jane Doe', 'John Roe', 'Reuters']);
  assert.equal(reuters.published.written, '2024-10-02T14:05:00+01:00');
  assert.equal(reuters.updated!.written, '2024-10-03T12:00:00+01:00');
  assert.equal(reuters.dateline, 'Saltmarsh');
  assert.deepEqual(texts(reuters), [
    'Dockers voted on Wednesday to end a strike of nine days, union and port said in a joint statement that named no winner.',
    '“It’s done,” said one of them. <Nobody> argued {much}.',
  ]);
  assert.deepEqual(reuters.contributors, [
    { name: 'Jane Doe', role: 'reporting' },
    { name: 'Ann Poe', role: 'editing' },
  ]);

  const dpa = fixture('hochwasser-1252.txt');
  assert.equal(dpa.headline, 'Fähre nach Südholm fährt wieder');
  assert.deepEqual(dpa.bylines, ['Änne Küster', 'dpa']);
  assert.equal(dpa.published.written, '2024-10-02T14:05:00+01:00');
  assert.equal(dpa.photo!.photographer, 'Jörg Müller');
  assert.equal(dpa.dateline, 'Südholm');
  assert.equal(dpa.address, 'https://www.beispiel.example/südholm');

  assert.deepEqual(texts(fixture('island-utf16.txt')), ['The island voted on Wednesday.']);
});

const body = 'The ferry stayed in port on Wednesday, its owners said.';

test('headline, byline, date and caption stand in any usual order and form', () => {
  const heads: [string, Partial<WireCopy>][] = [
    ['Ferry stays\nBy Jane Doe\nOct. 2, 2024', { bylines: ['Jane Doe'] }],
    ['Ferry stays\n\nOctober 2, 2024\n\nBy Jane Doe and AFP', { bylines: ['Jane Doe', 'AFP'] }],
    ['Ferry stays\n\nBy JANE DOE, October 2, 2024', { bylines: ['Jane Doe'] }],
    ['Ferry stays\n\nBy Jane Doe in Moscow | AFP | 2 October 2024', { bylines: ['Jane Doe', 'AFP'] }],
    ['Ferry stays\n\n2024-10-02\n\n(AP)', { bylines: ['AP'] }],
    ['Ferry stays\n\nPar Agence France-Presse\n\n2 octobre 2024', { bylines: ['Agence France-Presse'] }],
    ['Headline: Ferry stays\n\nAuthor: Jane Doe\n\nPublished: 2 October 2024', { bylines: ['Jane Doe'] }],
    [
      'Ferry stays\n\nStorm keeps it in port\n\nBy AFP\n\n2 October 2024',
      { standfirst: 'Storm keeps it in port', bylines: ['AFP'] },
    ],
    ['Ferry\nstays\n\nBy AFP\n\n2 October 2024', { bylines: ['AFP'] }],
    ['Ferry stays\n\n2 October 2024', { bylines: [] }],
    ['Ferry stays\n\nBy Jane Doe, Political Editor\n\n2 October 2024', { bylines: ['Jane Doe'] }],
    ['Ferry stays\n\nBy Jane Doe (jane@example.org)\n\n2 October 2024', { bylines: ['Jane Doe'] }],
    ['Ferry stays\n\nBy ANN O’ROE VAN DOE — AP\n\n2 October 2024', { bylines: ['Ann O’Roe van Doe', 'AP'] }],
    [
      'Ferry stays\n\nBy Jane Doe, AFP, with John Roe in Oslo\n\n2 October 2024',
      { bylines: ['Jane Doe', 'AFP', 'John Roe'] },
    ],
    [
      'Ferry stays\n\nBy Jane Doe, in Paris; John Roe, Jr., in Oslo\n\n2 October 2024',
      { bylines: ['Jane Doe', 'John Roe Jr.'] },
    ],
    ['Ferry stays\n\nReuters Staff\n\n2 October 2024', { bylines: ['Reuters'] }],
    [
      'Ferry stays\n\nStory by Jane Doe and the staff of Reuters\n\n2 October 2024',
      { bylines: ['Jane Doe', 'Reuters'] },
    ],
    ['Ferry stays\n\nVon Jane Doe, dpa-Korrespondentin\n\n2. Oktober 2024', { bylines: ['Jane Doe'] }],
    ['Ferry stays\n\nBy 山田太郎\n\n2024年10月2日', { bylines: ['山田太郎'] }],
    ['Ferry stays\n\n- Jane Doe, John Roe\n\n2 October 2024', { bylines: ['Jane Doe', 'John Roe'] }],
    ['Ferry stays\n\nThe Storm Goes On\n\n2 October 2024', { bylines: [], standfirst: 'The Storm Goes On' }],
    [
      'Ferry stays\nSECTION: World\nTags: sea, ships\nAuthor: Jane Doe\nDate: 2 October 2024',
      { bylines: ['Jane Doe'], categories: ['World'], tags: ['sea', 'ships'] },
    ],
  ];
  for (const [head, expected] of heads) {
    const copy = read(`${head}\n\n${body}\n`);
    assert.equal(copy.headline, 'Ferry stays', head);
    assert.equal(copy.published.written, '2024-10-02', head);
    for (const [key, value] of Object.entries(expected))
      assert.deepEqual(copy[key as 'bylines'], value, head);
    assert.deepEqual(texts(copy), [body], head);
  }
});

const head = 'Ferry stays\n\nBy AFP\n\nOctober 2, 2024\n\n';

test('what stands at the end of copy is told apart from its text', () => {
  const tails: [string, Partial<WireCopy>][] = [
    [
      'AFP and Reuters contributed to this report.',
      {
        contributors: [
          { name: 'AFP', role: 'reporting' },
          { name: 'Reuters', role: 'reporting' },
        ],
      },
    ],
    ['With reporting by Jane Doe.', { contributors: [{ name: 'Jane Doe', role: 'reporting' }] }],
    [
      'Additional reporting by Jane Doe; writing by John Roe',
      {
        contributors: [
          { name: 'Jane Doe', role: 'reporting' },
          { name: 'John Roe', role: 'writing' },
        ],
      },
    ],
    ['Original URL: https://a.example/b c', { address: 'https://a.example/bc' }],
    ['Source: https://a.example/b', { address: 'https://a.example/b' }],
    ['Source: <https://a.example/b>', { address: 'https://a.example/b' }],
    ['Source: https://a.example/b c (in English)', { address: 'https://a.example/bc' }],
    ['Source: https://a.example/Aurora_(ferry)', { address: 'https://a.example/Aurora_(ferry)' }],
    [
      'Original url:\n\nhttps://a.example/long-\nname-of-a-story',
      { address: 'https://a.example/long-name-of-a-story' },
    ],
    ['Original article:\n\nwww.a.example/b', { address: 'https://www.a.example/b' }],
    ['https://a.example/b', { address: 'https://a.example/b' }],
    [
      '___\n\nAssociated Press writers Jane Doe in Paris and John Roe in Oslo contributed to this report.',
      {
        contributors: [
          { name: 'Jane Doe', role: 'reporting' },
          { name: 'John Roe', role: 'reporting' },
        ],
      },
    ],
    ['-30-', {}],
    ['###\n\nSource: https://a.example/b', { address: 'https://a.example/b' }],
  ];
  for (const [tail, expected] of tails) {
    const copy = read(`${head}${body}\n\n${tail}\n`);
    assert.deepEqual(texts(copy), [body], tail);
    for (const [key, value] of Object.entries(expected))
      assert.deepEqual(copy[key as 'address'], value, tail);
  }
  const prose = [
    'She contributed to this report of the council, and left.',
    'Source material was lost.',
    'By Friday it was over.',
  ];
  assert.deepEqual(texts(read(`${head}${body}\n\n${prose.join('\n\n')}\n`)), [body, ...prose]);
});

test('copy in Russian, Ukrainian, German and French is taken apart like that in English', () => {
  const copies: [string, Partial<WireCopy>, string[]][] = [
    [
      'Порт открыл фарватер\n\nАвтор: Иван Петров, ТАСС\n\n2 октября 2024\n\nЛоцман. Фото: Иво Линдквист / ТАСС\n\nСЕВЕРНАЯ ГАВАНЬ, 2 октября. /ТАСС/. Порт открыт.\n\nЧитайте также: Убытки\n\nВ подготовке материала участвовал Пётр Сидоров.\n\nПо материалам Reuters и АФП.\n\nИсточник: https://a.example/b c',
      {
        bylines: ['Иван Петров', 'ТАСС'],
        dateline: 'Северная Гавань',
        contributors: ['Пётр Сидоров', 'Reuters', 'АФП'].map((name) => ({ name, role: 'reporting' })),
        address: 'https://a.example/bc',
      },
      ['Порт открыт.', '→ Убытки'],
    ],
    [
      'Порт відкрив фарватер\n\nАФП\n\n2 жовтня 2024 р.\n\nЛоцман. Фото: Іво Ліндквіст/АФП\n\nКИЇВ (АФП) — Порт відкрито.\n\nЧитайте також: Збитки\n\nДжерело: https://a.example/b',
      { bylines: ['АФП'], dateline: 'Київ', address: 'https://a.example/b' },
      ['Порт відкрито.', '→ Збитки'],
    ],
    [
      'Hafen öffnet\n\nVon Änne Küster, dpa\n\n2. Oktober 2024\n\nLotsin. Foto: Ivo Lindqvist/dpa\n\nSÜDHOLM (dpa/AFP) - Der Hafen ist offen.\n\nMehr zum Thema: Verluste\n\nMit Material von Reuters\n\nQuelle: dpa',
      {
        bylines: ['Änne Küster', 'dpa'],
        dateline: 'Südholm',
        contributors: [{ name: 'Reuters', role: 'reporting' }],
      },
      ['Der Hafen ist offen.', '→ Verluste'],
    ],
    [
      'Le port rouvre\n\nPar Jean Dupont à Paris avec AFP\n\nPublié le mar. 1 oct. 2024, mis à jour le 2 octobre 2024\n\nLa pilote. Crédit photo : Ivo Lindqvist / AFP\n\nFORT-DE-FRANCE, 1er octobre 2024 (AFP) - Le port a rouvert.\n\nLire aussi : Les pertes\n\nArticle original : https://a.example/b',
      { bylines: ['Jean Dupont', 'AFP'], dateline: 'Fort-de-France', address: 'https://a.example/b' },
      ['Le port a rouvert.', '→ Les pertes'],
    ],
    ['Порт\n\n2 октября 2024\n\nПорт открыт.\n\nИсточник: ТАСС', { bylines: ['ТАСС'] }, ['Порт открыт.']],
    [
      'Ferry stays\n\nJane Doe, Reuters\n\n2 October 2024\n\nIt is so.',
      { bylines: ['Jane Doe', 'Reuters'] },
      ['It is so.'],
    ],
  ];
  for (const [text, expected, paragraphs] of copies) {
    const copy = read(text);
    assert.match(copy.published.written, /^2024-10-0[12]$/);
    for (const [key, value] of Object.entries(expected))
      assert.deepEqual(copy[key as 'bylines'], value, text);
    if (/фото|foto|photo/iu.test(text)) assert.match(copy.photo!.credit, /^[IІИ]/u, text);
    assert.deepEqual(texts(copy), paragraphs, text);
  }
  const prose = [
    'По материалам суда дело закрыто.',
    'При участии Ивана Петрова мост построен.',
    'Avec lui, rien ne va.',
    'Источник: собственные подсчёты.',
    'Source: Eurostat, own reckoning',
  ];
  assert.deepEqual(texts(read(`${head}${body}\n\n${prose.join('\n\n')}`)), [body, ...prose]);
  const headed = read('Text Adventure\n\nText Files Everywhere\n\nBy AFP\n\n2 October 2024\n\nIt is so.');
  assert.deepEqual([headed.bylines, headed.standfirst], [['AFP'], 'Text Files Everywhere']);
});

test('Cyrillic copy is read in the encodings of old systems', () => {
  const text = 'Порт открыл второй фарватер\n\nТАСС\n\n2 октября 2024\n\nПорт открыт. «Ждали со вторника».\n';
  const encoded = (table: string) => {
    const decoder = new TextDecoder(table);
    const codes = new Map(
      Array.from({ length: 256 }, (_, code) => [decoder.decode(Uint8Array.of(code)), code]),
    );
    return Uint8Array.from([...text], (letter) => codes.get(letter) ?? 0x22);
  };
  assert.equal(decodeCopy(encoded('windows-1251')).text, text);
  assert.equal(decodeCopy(encoded('koi8-u')).text, text.replace(/[«»]/g, '"'));
  assert.match(fixture('hochwasser-1252.txt').headline, /Fähre/);
});

test('a date below that of publication is that of a change', () => {
  const copy = read('Ferry stays\n\nBy AFP\n\nOct. 2, 2024\n\nUpdated: Oct. 3, 2024\n\nIt stays.');
  assert.deepEqual([copy.published.written, copy.updated?.written], ['2024-10-02', '2024-10-03']);
});

test('a letter gives its subject and date', () => {
  const copy = read(
    'From: desk@a.example\nSubject: Ferry stays\nDate: Wed, 02 Oct 2024 13:05:00 +0000\nX-Mailer: x\n\nBy AFP\n\nIt stays.\n',
  );
  assert.deepEqual([copy.headline, copy.bylines, texts(copy)], ['Ferry stays', ['AFP'], ['It stays.']]);
  assert.equal(copy.published.written, '2024-10-02T14:05:00+01:00');
  assert.deepEqual(notesOf(copy, 'left'), ['the head of a letter: not taken over']);
  assert.equal(read('Subject: matter\n\nBy AFP\n\n2 October 2024\n\nIt stays.').headline, 'Subject: matter');
});

test('captions are no part of the text, wherever they stand', () => {
  const [pilot, ferry] = ['The pilot. Jane Doe, TASS', 'The ferry. Photo: John Roe/dpa'];
  const both = read(`${head}${pilot}\n\nThe crane. John Roe, AFP\n\n${body}\n\n${ferry}\n\n${body}\n`);
  assert.equal(both.photo?.seen, 'The pilot.');
  assert.deepEqual(texts(both), ['□ The crane. John Roe, AFP', body, `□ ${ferry}`, body]);
  const below = read(`${head}${body}\n\n${ferry}\n\n${body}\n`);
  assert.deepEqual([below.photo?.credit, texts(below)], ['John Roe/dpa', [body, body]]);
  for (const prose of ['It is gone. Picture Perfect Ltd', 'She has a photo by Jane.', '© AFP'])
    assert.deepEqual(texts(read(`${head}${body}\n\n${prose}\n`)), [body, prose]);
});

test('an address at the end of the text is no original while another one is named', () => {
  const copy = read(
    'Headline\n\nMarch 5, 2021\n\nText.\n\nhttps://a.example/tide-tables\n\nOriginal url: https://b.example/story',
  );
  assert.deepEqual(texts(copy), ['Text.', 'https://a.example/tide-tables']);
  assert.equal(copy.address, 'https://b.example/story');
});

test('related stories are found by any usual words', () => {
  for (const words of ['Related article:', 'Related:', 'Read also:', 'READ MORE:', 'See also:']) {
    const copy = read(`${head}${body}\n\n${words} Harbour closed\n\n${body}\n`);
    assert.deepEqual(texts(copy), [body, '→ Harbour closed', body], words);
  }
  assert.deepEqual(
    texts(read(`${head}${body}\n\nRelated:\n\nHarbour closed https://a.example/b\n\n${body}\n`)),
    [body, '→ Harbour closed', body],
  );
  assert.deepEqual(
    texts(read(`${head}${body}\n\nRelated articles:\n\n- Harbour closed\n\nStorm ahead\n\n${body}\n`)),
    [body, '→ Harbour closed', '→ Storm ahead', body],
  );
});

test('lines that are broken at a width are joined, others are paragraphs', () => {
  const broken = `${head}The ferry stayed in port on Wednesday and it was the\nsecond time this winter, its owners and the harbour\nmaster said.\n\nIt sails again today.\n`;
  assert.equal(texts(read(broken)).length, 2);
  const single = `${head}${body}\nIt sails again.\nNobody knows when, as its owners have not yet said a word about it in all these days, and nobody asked them, either, they say.\n`;
  assert.equal(texts(read(single)).length, 3);

  const indented = `${head}    The ferry stayed in port on Wednesday and it was the\nsecond time this winter, its owners and the harbour\nmaster said.\n    "It sails again today," the harbour master said, and\nmost of those who had waited on the quay cheered him.\n    - The first of the ferries is as old as the harbour\n    - The second is new\n`;
  assert.deepEqual(
    texts(read(indented)).map((text) => text.split(' ', 2).join(' ')),
    ['The ferry', '"It sails', '- The', '- The'],
  );
  const withShortLine = `${head}The ferry stayed in port on Wednesday and it was the\nsecond time this winter, its owners and the harbour\nmaster said\nin their letter of this week, which everybody on the\nquay has read.\nNobody knows when it sails again, and it may be long\nuntil somebody does.\n`;
  assert.deepEqual(
    texts(read(withShortLine)).map((text) => text.length),
    [184, 73],
  );
  const sentences = `${head}The ferry stayed in port on Wednesday, its owners said.\nIt was the second time this winter that it did so.\nNobody knows when it will sail again, they said.\n`;
  assert.equal(texts(read(sentences)).length, 3);
});

test('an empty line within a sentence is mended', () => {
  const copy = read(
    `${head}The ferry stayed in port on Wednesday, its owners and the\n\nharbour master said.\n\nIt sails again.\n`,
  );
  assert.deepEqual(texts(copy), [
    'The ferry stayed in port on Wednesday, its owners and the harbour master said.',
    'It sails again.',
  ]);
  assert.ok(notesOf(copy, 'mended').includes('an empty line within a sentence'));
});

test('copy that cannot be understood is refused at its line', () => {
  const refused: [string, number, RegExp][] = [
    [
      'A headline\n\nBy AFP\n\nMarch 5, 20216:04 PM\n',
      5,
      /no date below its headline.*found “March 5, 20216/,
    ],
    ['A headline', 1, /no date/],
    ['By AFP\n\nOctober 2, 2024\n\nText.', 1, /begins with “By AFP”; expected its headline/],
    ['October 2, 2024\n\nA headline\n\nText.', 1, /begins with “October 2, 2024”/],
    ['A headline\n\nBy AFP\n\nOctober 2, 2024\n', 5, /no paragraph/],
    ['A headline\n\nOctober 2, 2024\n\nSource: https://a.example/b\n', 5, /no paragraph/],
  ];
  for (const [text, line, message] of refused) {
    assert.throws(
      () => read(text),
      (error) => error instanceof Refusal && error.line === line && message.test(error.message),
      text,
    );
  }
  const others: [string, RegExp][] = [
    ['PK\x03\x04\0\0\0\x01\x02word/document.xml\0\0\0', /a document of a word processor/],
    ['{\\rtf1\\ansi October 2, 2024}', /a document of a word processor/],
    ['%PDF-1.4\n%âãÏÓ', /a PDF/],
    ['\x89PNG\r\n\x1a\n', /a picture/],
    ['\u00ef\u00bb\u00bf<!DOCTYPE html><title>x</title>', /a web page/],
    ['\0\x01\x02\x03\x04', /no text/],
  ];
  for (const [bytes, message] of others)
    assert.throws(() => decodeCopy(Buffer.from(bytes, 'latin1')), message);
  assert.throws(() => decodeCopy(Buffer.from(' \n\n')), /empty/);
});
