import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDate } from './date-forms.ts';

const rules = { timeZone: 'Europe/London', monthFirst: false };
const written = (text: string, more = {}) => readDate(text, { ...rules, ...more })?.written;

test('days are read in the forms of agencies and of other systems', () => {
  const forms = [
    ...['October 02, 2024', 'Oct. 2, 2024', 'Oct 2 2024', '2 October 2024', 'Wednesday, October 2nd, 2024'],
    ...['2. Oktober 2024', 'Mittwoch, 2. Oktober 2024', '2 octobre 2024', '2 de octubre de 2024'],
    ...['2 ottobre 2024', '2 октября 2024 г.', 'mercredi 2 octobre 2024', 'Wed Oct 02 2024'],
    ...[
      '20241002',
      '2024年10月2日',
      '2024년 10월 2일',
      '2024-10-02',
      '2024/10/2',
      '02.10.2024',
      'Published: October 2, 2024',
      'Published on 2024-10-02',
    ],
    ...['2024-10-02T00:00:00Z', '2024-10-02T00:00:00.000Z', '2024-10-02 00:00:00 +0000'],
  ];
  const others = [
    ...[
      '2 октября 2024',
      '2 окт. 2024',
      '2 октября 2024г.',
      'Среда, 2 октября 2024 года',
      '2-го октября 2024',
    ],
    ...[
      '2 жовтня 2024 р.',
      '2 жовт. 2024',
      'середа, 2 жовтня 2024 року',
      '2 października 2024 r.',
      '2. Okt. 2024',
    ],
    ...['Опубликовано: 2 октября 2024', 'Обновлено 2 октября 2024', 'Veröffentlicht am 2. Oktober 2024'],
    ...[
      'Stand: 02.10.2024',
      'Publié le mer. 2 oct. 2024',
      'le 2 octobre 2024',
      'mis à jour le 2 octobre 2024',
    ],
  ];
  for (const form of [...forms, ...others]) {
    // Whatever the paper's own language.
    for (const monthFirst of [false, true]) assert.equal(written(form, { monthFirst }), '2024-10-02', form);
  }
  assert.equal(written('mar. 1er oct. 2024'), '2024-10-01');
  assert.equal(written('mar. 5 mars 2024'), '2024-03-05');
  assert.equal(written('Mar. 5, 2024'), '2024-03-05');
  assert.equal(written('Sept. 9, 2024'), '2024-09-09');
  assert.equal(written('9 févr. 2024'), '2024-02-09');
  assert.equal(written('9 März 2024'), '2024-03-09');
});

test('moments are written with the offset of the paper’s zone', () => {
  const forms = [
    ...['2024-10-02T13:05:00Z', '2024-10-02T15:05:00+02:00', '2024-10-02 15:05:00 +0200'],
    ...['2024-10-02T13:05:00.123456Z', 'Wed, 02 Oct 2024 13:05:00 +0000', 'Wed, 02 Oct 2024 13:05:00 GMT'],
    ...['October 2, 2024 9:05 a.m. ET', 'Oct. 2, 2024 at 9:05 am EDT', '2 October 2024, 14:05 BST'],
    ...['2. Oktober 2024, 15.05 Uhr MESZ', '2024-10-02 16:05 MSK', '2024-10-02 16:05 (GMT+3)', '1727874300'],
    ...['Wed Oct 02 2024 16:05:00 GMT+0300 (Moscow Standard Time)', '02.10.2024 16:05 Europe/Moscow'],
    ...[
      '2 октября 2024, 16:05 мск',
      '2 октября 2024 в 14:05',
      '2 octobre 2024 à 14h05',
      '2 жовтня 2024 о 14:05',
    ],
    ...['2024-10-02 14:05', '2024-10-02T14:05:00', '1727874300000', '20241002T130500Z', '20241002T1405'],
    ...['2024-10-02T16:05:00+03:00[Europe/Moscow]', '2024-10-02T13:05Z[UTC]'],
  ];
  for (const form of forms) assert.equal(written(form), '2024-10-02T14:05:00+01:00', form);
  assert.equal(written('12:30 p.m. Oct 2, 2024'), '2024-10-02T12:30:00+01:00');
  assert.equal(written('Oct 2, 2024 12:30 a.m.'), '2024-10-02T00:30:00+01:00');
});

test('a time without a zone is the old system’s, and the day the paper’s', () => {
  const read = readDate('2024-10-02 01:30', { ...rules, oldZone: 'Asia/Tokyo' });
  assert.deepEqual(read, { written: '2024-10-01T17:30:00+01:00', day: '2024-10-01' });
  const doubtful = readDate('2024-10-02 01:30', rules);
  assert.match(doubtful?.doubt ?? '', /Europe\/London/);
});

test('an order of day and month that may be another is told', () => {
  assert.equal(written('03/04/2024'), '2024-04-03');
  assert.equal(written('03/04/2024', { monthFirst: true }), '2024-03-04');
  assert.match(readDate('03/04/2024', rules)!.doubt!, /day before month/);
  assert.equal(written('10/25/2024'), '2024-10-25');
  assert.equal(written('25/10/2024', { monthFirst: true }), '2024-10-25');
  assert.equal(readDate('25/10/2024', rules)!.doubt, undefined);
});

test('what is no date, and no day that exists, is none', () => {
  const none = [
    ...[
      '',
      'October',
      'October 2024',
      '2024',
      'By AFP',
      'On October 2, 2024 the parliament met',
      '31 June 2024',
    ],
    ...[
      '2024-13-01',
      '30.02.2024',
      '2024-10-02 25:00',
      '2 October 2024 in Moscow',
      '2 October 2024 14:05 XYZ',
    ],
    ...[
      '2024-10-02 14',
      '1 2 2024',
      'May 5',
      '123456789',
      '2024-10-02T14:05 Mars/Olympus',
      '20241332',
      '2024100',
    ],
  ];
  for (const form of none) assert.equal(readDate(form, rules), undefined, form);
});
