import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
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

/** Zones whose clocks do what those of others never do. */
const zones = [
  'Europe/London', // local mean time with seconds before 1847
  'Africa/Cairo', // goes forward at midnight
  'America/Toronto', // went forward at 23:30 in 1919
  'America/St_Johns', // went back at 00:01
  'Pacific/Apia', // had no 30 December 2011
  'Australia/Lord_Howe', // changes by half an hour
  'Africa/Monrovia', // 44 minutes and 30 seconds behind until 1972
  'Asia/Kathmandu',
  'America/Sao_Paulo',
  'UTC',
];

/** Days around the changes of these zones, and days of years that are easily misread. */
const days = [
  ...['0000-02-29', '0050-06-01', '1800-01-01', '1847-12-01', '1919-03-30', '1919-03-31', '1969-07-20'],
  ...['1972-01-07', '1999-10-31', '2006-04-02', '2006-10-28', '2006-10-29', '2011-12-29', '2011-12-30'],
  ...['2011-12-31', '2018-11-04', '2024-03-31', '2024-04-07', '2024-04-26', '2024-10-27', '2024-10-31'],
  ...['1900-02-29', '2024-02-29', '2024-04-31', '2024-00-10', '2024-13-10', '9999-12-31'],
];

const times = [
  ...[
    '',
    ' 00:00',
    ' 00:00:30',
    'T00:29:59',
    ' 00:30',
    ' 01:00',
    'T01:30:00.5',
    ' 02:00',
    ' 02:15',
    ' 23:01',
  ],
  ...[
    ' 23:30',
    ' 23:59:59.999',
    ' 23:59:60',
    ' 24:00',
    ' 12:60',
    ' 12:00Z',
    'T12:00:00+14:00',
    ' 12:00 -0930',
  ],
  ...[' 12:00+23:59', ' 12:00+24:00', ' 12:00+10:60', ' 00:00:00-00:00'],
];

test('whatever clocks do, dates are read and written as Temporal does', () => {
  for (const zone of zones) {
    const dates = createDateWriter('en-GB', zone);
    for (const text of days.flatMap((day) => times.map((time) => day + time))) {
      const expected = momentOfTemporal(text, zone);
      const moment = parseMoment(text, zone);
      assert.equal(moment?.getTime(), expected?.epochMilliseconds, `${text} in ${zone}`);
      if (!moment || !expected) continue;
      for (const shift of [-86_400_000, -1_800_000, -1, 0, 1, 3_600_000]) {
        const shifted: Date = new Date(moment.getTime() + shift);
        const there = expected.add({ milliseconds: shift }).toZonedDateTimeISO(zone);
        const what = `${shifted.toISOString()} in ${zone}`;
        assert.equal(dayInZone(shifted, zone), there.toPlainDate().toString(), what);
        const written = there.toString({ timeZoneName: 'never', smallestUnit: 'second' });
        assert.equal(rfc3339(shifted, zone), written, what);
        const beginsDay = there.startOfDay().epochMilliseconds === shifted.getTime();
        assert.equal(dates.moment(shifted) === dates.day(shifted), beginsDay, what);
      }
    }
  }
});

function momentOfTemporal(text: string, zone: string): Temporal.Instant | undefined {
  const [, plain = '', , offset] = /^(.{10}([T ].{5}(?::\d\d(?:\.\d+)?)?)?)\s?(Z|[+-].*)?$/.exec(text)!;
  try {
    const local = Temporal.PlainDateTime.from(plain, { overflow: 'reject' });
    return offset
      ? Temporal.Instant.from(local.toString() + offset)
      : local.toZonedDateTime(zone).toInstant();
  } catch {
    return undefined;
  }
}

test('a zone that is none is told', () => {
  assert.throws(() => parseMoment('2024-10-02', 'Europe/Londom'), RangeError);
  assert.throws(() => dayInZone(new Date(0), 'Europe/Londom'), RangeError);
});
