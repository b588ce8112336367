import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ArticleFrontmatter } from '../../model/article.ts';
import { altRemarks, frontmatterRemarks } from './stories.ts';
import { unwritten } from './unwritten.ts';

const data: ArticleFrontmatter = {
  title: 'Kremlin urges restraint',
  description: 'It spoke on Wednesday.',
  pubDate: '2024-10-02',
  section: 'world',
};
const codes = (keys: Partial<ArticleFrontmatter>) =>
  frontmatterRemarks({ ...data, ...keys }, 'en-GB').map(
    ({ code, where: { at } }) => `${code} ${at.join('.')}`,
  );

describe('a headline', () => {
  for (const title of [
    'KREMLIN URGES RESTRAINT',
    'UN, NATO AND EU MEET IN KYIV',
    'ÉTATS-UNIS: GRÈVE',
    'THE WAR IS OVER NOW',
    'КРЕМЛЬ ПРИЗЫВАЕТ',
  ]) {
    test(`in capitals: ${title}`, () => assert.deepEqual(codes({ title }), ['headline-capitals title']));
  }
  for (const title of [
    'US and UK meet',
    'NATO',
    'OPEC+ cuts output',
    'UNESCO',
    'NATO, EU, UN: FAQ',
    'UNESCO, UNICEF, UNHCR: FAQ',
    'AFP: UN OK',
    'موسكو تدعو',
    '莫斯科呼吁克制',
  ]) {
    test(`that only looks so: ${title}`, () => assert.deepEqual(codes({ title }), []));
  }
});

test('a headline of abbreviations that the standfirst has, too', () => {
  const title = 'EUNAVFOR, NATO, UN: FAQ';
  assert.deepEqual(codes({ title, description: 'What EUNAVFOR does.' }), []);
  assert.deepEqual(codes({ title }), ['headline-capitals title']);
  assert.deepEqual(codes({ title, description: 'WHAT EUNAVFOR DOES.' }), ['headline-capitals title']);
});

test('a standfirst that search results cut off', () => {
  assert.deepEqual(codes({ description: 'a'.repeat(200) }), []);
  assert.deepEqual(codes({ description: '😀'.repeat(200) }), []);
  assert.deepEqual(codes({ description: 'a'.repeat(201) }), ['long-standfirst description']);
});

test('slips in headline and standfirst are told at their words', () => {
  const remarks = frontmatterRemarks(
    { ...data, title: 'Moscow urges the the restraint', description: 'He said “yes.' },
    'en',
  );
  assert.deepEqual(
    remarks.map(({ code, where }) => [code, where]),
    [
      ['doubled-word', { at: ['title'], phrase: 'the the' }],
      ['open-quotation', { at: ['description'], phrase: '“' }],
    ],
  );
  assert.deepEqual(codes({ title: 'Dans la la ville', lang: 'fr' }), ['doubled-word title']);
});

test('alternative text that says “image of”', () => {
  const says = (alt: string, language = 'en-GB') =>
    altRemarks(alt, undefined, language).map(({ code }) => code);
  for (const alt of [
    'Image of a lamp',
    'A picture of a lamp',
    'photo: a lamp',
    'A file photo of a lamp',
    'This is an image depicting a lamp',
    'The photograph shows a lamp that shows',
  ]) {
    assert.equal(says(alt).length, /^The photograph shows/.test(alt) ? 0 : 1, alt);
  }
  for (const alt of [
    'A lamp',
    'Picture frames on a wall',
    'Imaging of the brain',
    'A painting of a lamp',
    'Photographers at work',
    'Foto von einer Lampe',
  ]) {
    assert.deepEqual(says(alt), [], alt);
  }
  const inOthers: Record<string, [found: string[], not: string[]]> = {
    de: [
      [
        'Ein Foto von einer Lampe',
        'Das Bild zeigt eine Lampe',
        'Symbolbild: eine Lampe',
        'Auf dem Foto ist eine Lampe',
      ],
      [
        'Bild-Redakteure bei der Arbeit',
        'Bildschirm mit Zahlen',
        'Image of a lamp',
        'Eine Aufnahme von Flüchtlingen',
      ],
    ],
    'fr-CA': [
      ['Une photo d’une lampe', 'L’image montre une lampe', 'Photo : une lampe', 'Photographie de la lampe'],
      ['Photographes au travail', 'Des lampes'],
    ],
    es: [
      ['Una fotografía de una lámpara', 'Imagen del puerto', 'En la foto, una lámpara'],
      ['Fotógrafos', 'La lámpara'],
    ],
    'pt-BR': [
      ['Foto do porto', 'Imagem que mostra o porto', 'Na imagem, o porto'],
      ['Fotógrafos', 'O porto'],
    ],
    it: [
      ['Una foto di una lampada', 'L’immagine mostra una lampada', 'Foto dell’edificio'],
      ['Fotografi al lavoro'],
    ],
    nl: [
      ['Een foto van een lamp', 'Afbeelding: een lamp', 'Op de foto een lamp'],
      ['Fotografen', 'Een lamp'],
    ],
    pl: [
      ['Zdjęcie lampy', 'Na zdjęciu lampa', 'Fotografia przedstawia lampę'],
      ['Zdjęcia rodzinne na stole', 'Lampa'],
    ],
    uk: [
      ['Фото лампи', 'На світлині лампа', 'Зображення: лампа'],
      ['Фотографи на роботі', 'Лампа'],
    ],
    ru: [
      ['Фото лампы', 'На фотографии лампа', 'Изображение лампы'],
      ['Фотографы за работой', 'Лампа'],
    ],
  };
  for (const [language, [found, not]] of Object.entries(inOthers)) {
    for (const alt of found) assert.deepEqual(says(alt, language), ['alt-image-of'], alt);
    for (const alt of not) assert.deepEqual(says(alt, language), [], alt);
  }
});

test('alternative text that repeats the caption', () => {
  const says = (alt: string, caption?: string) => altRemarks(alt, caption, 'en').length;
  assert.equal(says('The reading room on Saturday.', 'The reading room on Saturday'), 1);
  assert.equal(says('The reading room', 'The reading room, on Saturday morning.'), 0);
  assert.equal(says('The reading room of the library', 'The reading room of the library, on Saturday.'), 1);
  assert.equal(says('Readers under green lamps', 'The reading room on Saturday.'), 0);
  assert.equal(says('Readers', undefined), 0);
  assert.equal(says('…', '…'), 0);
});

test('corrections and updates that say nothing', () => {
  const notices = (text: string, lang?: string) =>
    codes({ lang, corrections: [{ date: '2024-10-02', text }] });
  for (const text of [
    'Corrected.',
    'Fixed a typo',
    'Error corrected',
    '…',
    'TBD',
    'This story has been updated.',
    'This story has been corrected.',
    'An earlier version of this article contained an error.',
    'Updated.',
    'We regret the error.',
    'Editor’s note: this article has been revised since publication.',
    'Updated with additional information.',
    'It was wrong.',
  ]) {
    assert.deepEqual(notices(text), ['empty-correction corrections.0.text'], text);
  }
  for (const text of [
    'He is Dmitry, not Dimitri.',
    'The name of the spokesman was corrected.',
    'Es war 1989.',
    'Updated with the names of the pilots.',
    'An earlier version of this article misspelled Kyiv.',
    'The headline was corrected.',
    'It was 12, not 15.',
  ]) {
    assert.deepEqual(notices(text), [], text);
  }
  const inOthers: [language: string, empty: string, full: string][] = [
    ['de', 'In einer früheren Fassung dieses Artikels war ein Fehler enthalten.', 'Es war der Hafen.'],
    ['fr', 'Une version précédente de cet article contenait une erreur.', 'Il s’agit de M. Dupont.'],
    ['es', 'Una versión anterior de este artículo contenía un error.', 'Era el puerto.'],
    ['pt', 'Uma versão anterior da matéria continha erros.', 'Era o porto.'],
    ['it', 'Una versione precedente di questo articolo conteneva un errore.', 'Era il porto.'],
    ['nl', 'In een eerdere versie van dit artikel stond een fout.', 'Het was de haven.'],
    ['pl', 'Poprawiono błędy w tekście.', 'Chodzi o port.'],
    ['uk', 'Попередня версія статті містила помилку.', 'Це був порт.'],
    ['ru', 'В статье исправлена ошибка.', 'Это был порт.'],
    ['de', 'Update', 'Aktualisiert: der Hafen ist offen.'],
    ['fr', 'Corrige\u0301.', 'Corrected.'],
  ];
  for (const [language, empty, full] of inOthers) {
    assert.deepEqual(notices(empty, language), ['empty-correction corrections.0.text'], empty);
    assert.deepEqual(notices(full, language), [], full);
  }
  assert.deepEqual(codes({ updates: [{ date: '2024-10-02', text: 'Updated' }] }), [
    'empty-correction updates.0.text',
  ]);
});

test('insecure addresses of the original and of the picture', () => {
  const image = { src: 'a.jpg', alt: 'A lamp', credit: 'AFP', source: 'http://example.org/' };
  assert.deepEqual(codes({ image, source: { name: 'A', url: 'http://example.org/' } }), [
    'insecure-link source.url',
    'insecure-link image.source',
  ]);
});

test('what a new story says in place of words is told once the story is no draft', () => {
  const image = { src: 'a.jpg', alt: unwritten.alt, caption: 'Moscow on Friday.', credit: unwritten.credit };
  const keys = { description: unwritten.description, image };
  assert.deepEqual(codes(keys), ['unwritten description', 'unwritten image.alt', 'unwritten image.credit']);
  assert.deepEqual(codes({ ...keys, draft: true }), []);
});
