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
  return inZone(moment, timeZone).toPlainDate().toString();
}

/** A moment as RFC 3339 with the zone's own offset, to the second: `2024-10-02T14:05:00+01:00`. */
export function rfc3339(moment: Date, timeZone: string): string {
  return inZone(moment, timeZone).toString({ timeZoneName: 'never', smallestUnit: 'second' });
}

/** Writes dates in the paper's language and zone. */
interface DateWriter {
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

/**
 * Makes a writer of dates. Its formatters are costly to make: make one and keep it.
 * @param language BCP 47 tag
 * @param timeZone IANA zone
 */
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
    moment: (moment) =>
      beginsDay(moment, timeZone) ? day.format(moment) : `${day.format(moment)}, ${time.format(moment)}`,
    weekday: (text) => weekday.format(new Date(`${text}T00:00Z`)),
    month: (text) => month.format(new Date(`${text}-01T00:00Z`)),
    monthName: (text) => monthName.format(new Date(`${text}-01T00:00Z`)),
  };
}

/** Whether a moment is the first of its day, which is not 00:00 where clocks go forward at midnight. */
function beginsDay(moment: Date, timeZone: string): boolean {
  return inZone(moment, timeZone).startOfDay().epochMilliseconds === moment.getTime();
}

function inZone(moment: Date, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(timeZone);
}
