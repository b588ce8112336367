import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstSentences, tellingText } from './story-copy.ts';

const more = ` ${'Nobody knew what would come next in the long winter that had only begun. '.repeat(4)}`;

test('a standfirst ends with a sentence, and with no short form or initial', () => {
  const openings = [
    'Ships were told by Mr. Brandt and Dr. Poe of St. Ives that the harbour would stay closed.',
    'The U.S. Coast Guard and the U.N. Secretary said on Oct. 2 that the harbour would stay closed.',
    'J. R. Brandt of Northaven Ltd. Harbour Works told No. 10 that the harbour would stay closed.',
    'Der Hafen von St. Peter war seit dem 2. Oktober bzw. Montag zu, sagte Dr. Küster am Abend.',
    'В порту на ул. Северной с 2024 г. Россия держит И. И. Петрова и т. д. Начальник порта молчит.',
    '“Will it be over by then?” Brandt asked the council, which had met in haste, and nobody answered.',
    '«Мы ждали этого! Никто не спит спокойно», — сказала лоцман Ада Брандт в среду вечером на пирсе.',
    'It is over, said the last of the pilots who had been out in the storm for nine days and nights now. ',
    '台風は二日、港に近づいた。'.repeat(2),
  ].map((text) => text.trim());
  for (const opening of openings) {
    const made = firstSentences(`${opening}${more}`);
    assert.ok(made.startsWith(opening) && made.length <= 200, made);
    assert.match(made, /[.。]$/, made);
  }
  assert.equal(firstSentences('Short. Whole.'), 'Short. Whole.');
  const endless = firstSentences(
    `${'The harbour stayed closed on Friday, and '.repeat(6)}U.S. Marines came.`,
  );
  assert.match(endless, /Friday…$/);
  assert.ok(endless.length <= 200);
  assert.match(firstSentences('word '.repeat(60)), /word…$/);
});

test('captions, notes to readers and addresses tell nothing; a place and an agency before a text are taken off', () => {
  const asides = [
    'Photo: Jane Doe/AFP',
    'The lamp. (Photo by Jane Doe / AFP)',
    'Editor’s note: This story was updated.',
    'UPDATE (3 May): The lamp is lit again.',
    '[This post was moved here.]',
    'Фото: Иво Линдквист / ТАСС',
    'Читайте также: Гавань считает убытки',
    'https://a.example/b',
    '* * *',
    '',
  ];
  for (const aside of asides) assert.equal(tellingText(aside), undefined, aside);
  const texts = [
    'MOSCOW (AFP) — ',
    'MOSCOW, Oct 2 (Reuters) - ',
    'Berlin (dpa) – ',
    'WASHINGTON, D.C. — ',
    'NEW YORK (Standfirst) -- ',
    'МОСКВА, 2 октября (АФП) — ',
    '',
  ];
  for (const before of texts)
    assert.equal(tellingText(`${before}The lamp is lit.`), 'The lamp is lit.', before);
  for (const text of ['Note that it is over.', 'Videos of it are rare.', 'Updates come: now.'])
    assert.equal(tellingText(text), text);
});
