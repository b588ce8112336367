import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDateWriter, dayInZone, parseMoment, rfc3339 } from './time.ts';

const london = 'Europe/London';

test('dates are read as editors write them', () => {
  const cases: Record<string, string> = {
    '2024-10-02': '2024-10-01T23:00:00.000Z',
    '2024-12-02': '2024-12-02T00:00:00.000Z',
    '2024-10-02 14:05': '2024-10-02T13:05:00.000Z',
    '2024-10-02T14:05:30': '2024-10-02T13:05:30.000Z',
    '2024-10-02T14:05:00+03:00': '2024-10-02T11:05:00.000Z',
    '2024-10-02 14:05 Z': '2024-10-02T14:05:00.000Z',
    '1969-07-20 21:17': '1969-07-20T20:17:00.000Z',
  };
  for (const [text, moment] of Object.entries(cases)) {
    assert.equal(parseMoment(text, london)?.toISOString(), moment, text);
  }
});

test('what is not a date, or no day of the calendar, is refused', () => {
  for (const text of [
    '2024-02-30',
    '2024-13-01',
    '2024-10-02 25:00',
    '2.10.2024',
    'yesterday',
    '2024-10',
    '',
  ]) {
    assert.equal(parseMoment(text, london), undefined, text);
  }
});

test('moments are written in the paper’s zone', () => {
  const moment = new Date('2024-10-01T23:30:00Z');
  assert.equal(dayInZone(moment, london), '2024-10-02');
  assert.equal(dayInZone(moment, 'America/New_York'), '2024-10-01');
  assert.equal(rfc3339(moment, london), '2024-10-02T00:30:00+01:00');
  const dates = createDateWriter('en-GB', london);
  assert.equal(dates.day(moment), '2 October 2024');
  assert.equal(dates.moment(moment), '2 October 2024, 00:30 BST');
  assert.equal(dates.moment(new Date('2024-10-01T23:00:00Z')), '2 October 2024');
  assert.equal(dates.weekday('2024-10-02'), 'Wednesday, 2 October 2024');
  assert.equal(dates.month('2024-10'), 'October 2024');
});

test('a date alone stays one, whatever the digits and whenever the day begins', () => {
  for (const [day, language, zone] of [
    ['2024-10-02', 'ar-EG', 'Africa/Cairo'],
    // Clocks went from 23:59 to 01:00 that night.
    ['2024-03-31', 'en-GB', 'Asia/Beirut'],
  ] as const) {
    const dates = createDateWriter(language, zone);
    const first = parseMoment(day, zone)!;
    assert.equal(dates.moment(first), dates.day(first), day);
    assert.notEqual(dates.moment(new Date(first.getTime() + 60_000)), dates.day(first), day);
  }
});
