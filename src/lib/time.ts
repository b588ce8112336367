import { remembered } from './remembered.ts';
import { dayMs, startOfDay, toLocal, toMoment } from './zone.ts';

/**
 * Reads a date as an editor writes it: `2024-10-02`, `2024-10-02 14:05`, `2024-10-02T14:05:30`, or any of
 * the latter two with a zone (`Z`, `+03:00`). Without a zone it is read in `timeZone`; a date alone means
 * the first moment of that day there. A time that clocks skip is read as if they had not, one that they show
 * twice as the first.
 * @returns the moment, or `undefined` when it is not such a date or does not exist (31 June).
 * @throws {RangeError} when `timeZone` is needed and is none.
 */
export function parseMoment(text: string, timeZone: string): Date | undefined {
  const match = dateForm.exec(text);
  if (!match) return undefined;
  const [hour, minute, second] = [Number(match[4] ?? 0), Number(match[5] ?? 0), Number(match[6] ?? 0)];
  if (hour > 23 || minute > 59 || second > 60) return undefined;
  const [month, day] = [Number(match[2]) - 1, Number(match[3])];
  const local = new Date(0);
  local.setUTCFullYear(Number(match[1]), month, day);
  if (local.getUTCMonth() !== month || local.getUTCDate() !== day) return undefined;
  // Of a leap second, which no computer's clock counts, the second before is made.
  local.setUTCHours(hour, minute, Math.min(second, 59), Number((match[7] ?? '').padEnd(3, '0')));

  const [zone, sign] = [match[8], match[9]];
  if (zone === undefined) return new Date(toMoment(local.getTime(), timeZone));
  if (sign === undefined) return local;
  const [hours, minutes] = [Number(match[10]), Number(match[11])];
  if (hours > 23 || minutes > 59) return undefined;
  const offset = (hours * 60 + minutes) * 60_000;
  return new Date(local.getTime() - (sign === '-' ? -offset : offset));
}

/** Year, month, day; hour, minute, second, fraction; the zone, and of an offset its sign, hours and minutes. */
const dateForm =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?\s?(Z|([+-])(\d{2}):?(\d{2}))?)?$/;

const dayNames = new Map<number, string>();

/** The calendar day of a moment in a time zone, as `YYYY-MM-DD`. */
export function dayInZone(moment: Date, timeZone: string): string {
  const day = Math.floor(toLocal(moment.getTime(), timeZone) / dayMs);
  let name = dayNames.get(day);
  // The same text for all stories of a day, which keeps a large archive small.
  if (name === undefined) dayNames.set(day, (name = isoTime(day * dayMs).split('T')[0]!));
  return name;
}

/** A moment as RFC 3339 with the zone's own offset, to the second: `2024-10-02T14:05:00+01:00`. */
export function rfc3339(moment: Date, timeZone: string): string {
  const local = toLocal(moment.getTime(), timeZone);
  const offset = local - moment.getTime();
  // Before zones there was local mean time, with seconds, for which RFC 3339 has no room.
  const minutes = Math.round(Math.abs(offset) / 60_000);
  const twoDigits = (number: number) => String(number).padStart(2, '0');
  const sign = offset < 0 ? '-' : '+';
  return `${isoTime(local)}${sign}${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
}

/** A moment of UTC without its fraction and zone: `2024-10-02T14:05:00`. */
const isoTime = (time: number) => new Date(time).toISOString().slice(0, -'.000Z'.length);

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
  const days = new Map<string, string>();
  const writeDay = (moment: Date) => {
    const name = dayInZone(moment, timeZone);
    let text = days.get(name);
    if (text === undefined) days.set(name, (text = day.format(moment)));
    return text;
  };
  return {
    day: writeDay,
    moment: (moment) =>
      beginsDay(moment, timeZone) ? writeDay(moment) : `${writeDay(moment)}, ${time.format(moment)}`,
    weekday: remembered((text) => weekday.format(new Date(`${text}T00:00Z`))),
    month: remembered((text) => month.format(new Date(`${text}-01T00:00Z`))),
    monthName: remembered((text) => monthName.format(new Date(`${text}-01T00:00Z`))),
  };
}

/** Whether a moment is the first of its day, which is not 00:00 where clocks go forward at midnight. */
function beginsDay(moment: Date, timeZone: string): boolean {
  return startOfDay(toLocal(moment.getTime(), timeZone), timeZone) === moment.getTime();
}
