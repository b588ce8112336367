import { Temporal } from 'temporal-polyfill';

/**
 * Reads a date as an editor writes it: `2024-10-02`, `2024-10-02 14:05`, `2024-10-02T14:05:30`, or any of
 * the latter two with a zone (`Z`, `+03:00`). Without a zone it is read in `timeZone`; a date alone means
 * the first moment of that day there.
 * @returns the moment, or `undefined` when it is not such a date or does not exist (31 June).
 */
export function parseMoment(text: string, timeZone: string): Date | undefined {
  const match =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)\s?(Z|[+-]\d{2}:?\d{2})?)?$/.exec(text);
  if (!match) return undefined;
  const [, day, time, zone] = match;
  try {
    const plain = Temporal.PlainDateTime.from(`${day}T${time ?? '00:00'}`, { overflow: 'reject' });
    if (zone) return new Date(Temporal.Instant.from(`${plain.toString()}${zone}`).epochMilliseconds);
    return new Date(plain.toZonedDateTime(timeZone).epochMilliseconds);
  } catch {
    return undefined;
  }
}

/** The calendar day of a moment in a time zone, as `YYYY-MM-DD`. */
export function dayInZone(moment: Date, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(moment.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toString();
}

/** A moment as RFC 3339 with the zone's own offset, to the second: `2024-10-02T14:05:00+01:00`. */
export function rfc3339(moment: Date, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(moment.getTime())
    .toZonedDateTimeISO(timeZone)
    .toString({ timeZoneName: 'never', smallestUnit: 'second' });
}

/** A moment as RFC 822 with a four-digit year (RSS 2.0, `pubDate`): `Wed, 02 Oct 2024 13:05:00 GMT`. */
export function rfc822(moment: Date): string {
  return moment.toUTCString();
}

/** Writes dates in the paper's language and zone. Formatters are costly to make: make one and keep it. */
export interface DateWriter {
  /** "2 October 2024" */
  day(moment: Date): string;
  /** "2 October 2024, 14:05 BST"; the first moment of a day is the day alone, as it was written. */
  moment(moment: Date): string;
  /** "Wednesday, 2 October 2024" for a calendar day `YYYY-MM-DD` */
  weekday(day: string): string;
  /** "October 2024" for `YYYY-MM` */
  month(month: string): string;
  /** "October" for `YYYY-MM` */
  monthName(month: string): string;
}

export function createDateWriter(language: string, timeZone: string): DateWriter {
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language, options);
  const day = format({ dateStyle: 'long', timeZone });
  const time = format({
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
    timeZoneName: 'short',
  });
  const weekday = format({ dateStyle: 'full', timeZone: 'UTC' });
  const month = format({ month: 'long', year: 'numeric', timeZone: 'UTC' });
  const monthName = format({ month: 'long', timeZone: 'UTC' });
  return {
    day: (moment) => day.format(moment),
    moment: (moment) => {
      const clock = time.format(moment);
      return clock.startsWith('00:00') ? day.format(moment) : `${day.format(moment)}, ${clock}`;
    },
    weekday: (text) => weekday.format(new Date(`${text}T00:00Z`)),
    month: (text) => month.format(new Date(`${text}-01T00:00Z`)),
    monthName: (text) => monthName.format(new Date(`${text}-01T00:00Z`)),
  };
}
