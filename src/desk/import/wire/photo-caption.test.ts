import assert from 'node:assert/strict';
import { test } from 'node:test';
import { splitCaption } from './photo-caption.ts';

const seen = 'Harbour pilot Ada Brandt.';
const of = (credit: string, photographer: string | undefined, ...agencies: string[]) => ({
  seen,
  ...(photographer !== undefined && { photographer }),
  agencies,
  credit,
});

test('a caption is split into who is seen, photographer and agencies', () => {
  const captions: [string, ReturnType<typeof of>][] = [
    [
      'Ivo Lindqvist, TASS / harbour.example',
      of('Ivo Lindqvist, TASS / harbour.example', 'Ivo Lindqvist', 'TASS', 'harbour.example'),
    ],
    ['Ivo Lindqvist / AFP', of('Ivo Lindqvist / AFP', 'Ivo Lindqvist', 'AFP')],
    ['REUTERS/Ivo Lindqvist', of('REUTERS/Ivo Lindqvist', 'Ivo Lindqvist', 'REUTERS')],
    ['(AP Photo/Ivo Lindqvist)', of('AP Photo/Ivo Lindqvist', 'Ivo Lindqvist', 'AP')],
    ['(Photo by Ivo van der Berg / AFP)', of('Ivo van der Berg / AFP', 'Ivo van der Berg', 'AFP')],
    ['[Ivo Lindqvist/Reuters]', of('Ivo Lindqvist/Reuters', 'Ivo Lindqvist', 'Reuters')],
    ['Foto: Ivo Lindqvist/dpa', of('Ivo Lindqvist/dpa', 'Ivo Lindqvist', 'dpa')],
    ['© Ivo Lindqvist, AFP', of('Ivo Lindqvist, AFP', 'Ivo Lindqvist', 'AFP')],
    [
      'Credit: Ivo Lindqvist/AFP via Getty Images',
      of('Ivo Lindqvist/AFP via Getty Images', 'Ivo Lindqvist', 'AFP', 'Getty Images'),
    ],
    ['Ivo Lindqvist', of('Ivo Lindqvist', 'Ivo Lindqvist')],
    ['kremlin.ru', of('kremlin.ru', undefined, 'kremlin.ru')],
    ['TASS', of('TASS', undefined, 'TASS')],
  ];
  for (const [credit, expected] of captions) {
    assert.deepEqual(splitCaption(`${seen} ${credit}`), expected, credit);
  }
});

test('a credit alone and a caption of several sentences are understood', () => {
  assert.equal(splitCaption('Photo: Ivo Lindqvist/Reuters')!.seen, '');
  const two = splitCaption('The pilot J. R. Brandt. She steered the ship in. Ivo Lindqvist, TASS')!;
  assert.equal(two.seen, 'The pilot J. R. Brandt. She steered the ship in.');
  assert.equal(two.photographer, 'Ivo Lindqvist');
});

test('a paragraph of the story is no caption', () => {
  const paragraphs = [
    'The harbour of Northaven was closed on Wednesday.',
    '“We saw nothing,” she said. The ship left at noon.',
    'The harbour was closed. It opens again on Friday, the mayor said',
    'She asked for help (and got none).',
    'The ship (the Aurora) left.',
    'Photographers waited. Photo sessions were cancelled for all of them today.',
    '',
  ];
  for (const paragraph of paragraphs) assert.equal(splitCaption(paragraph), undefined, paragraph);
});

test('credits are known by their words in other languages', () => {
  const lines: [line: string, photographer: string | undefined, agencies: string[]][] = [
    ['Лоцман Ада Брандт. Фото: Иво Линдквист / ТАСС', 'Иво Линдквист', ['ТАСС']],
    ['Лоцман Ада Брандт (фото Иво Линдквиста/АФП)', 'Иво Линдквиста', ['АФП']],
    ['Лоцман Ада Брандт. Світлина: Іво Ліндквіст/УНІАН', 'Іво Ліндквіст', ['УНІАН']],
    ['Lotsin Ada Brandt. Foto: Jörg Müller/dpa', 'Jörg Müller', ['dpa']],
    ['La pilote Ada Brandt. Crédit photo : Jean Dupont / AFP', 'Jean Dupont', ['AFP']],
    ['«Лоцман». Фото: РИА Новости', undefined, ['РИА Новости']],
    ['The pilot. Photo by Jane Doe/Reuters', 'Jane Doe', ['Reuters']],
  ];
  for (const [line, photographer, agencies] of lines) {
    const split = splitCaption(line);
    assert.deepEqual([split?.photographer, split?.agencies], [photographer, agencies], line);
  }
  assert.equal(splitCaption('Фотография висит на стене. Она старая'), undefined);
});

test('an initial ends no sentence, and sites and stocks of pictures are credits', () => {
  const lines: [line: string, seen: string, agencies: string[]][] = [
    ['Ada Brandt and her deputy, J. Roe. TASS', 'Ada Brandt and her deputy, J. Roe.', ['TASS']],
    ['The square. t.me/northaven', 'The square.', ['t.me/northaven']],
    ['The square. Jane Doe/AP', 'The square.', ['AP']],
    ['The square. Jane Doe / kremlin.ru', 'The square.', ['kremlin.ru']],
    ['The ship. Wikimedia Commons (CC BY-SA 4.0)', 'The ship.', ['Wikimedia Commons (CC BY-SA 4.0)']],
    ['The ship. Social media', 'The ship.', ['Social media']],
  ];
  for (const [line, seen, agencies] of lines) {
    const split = splitCaption(line);
    assert.deepEqual([split?.seen, split?.agencies], [seen, agencies], line);
  }
});
