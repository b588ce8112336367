import { dayInZone, parseMoment } from '../lib/time.ts';
import type { ArticleFrontmatter } from '../model/article.ts';
import type { KeyMistake, KeyPath } from './mistake.ts';
import { keyName, quote } from './schema-words.ts';

const dateForms = 'expected a date such as 2024-10-02, 2024-10-02 14:05 or 2024-10-02T14:05:00+03:00.';

/**
 * Mistakes in a story's dates: impossible ones, and changes that come before the publication.
 * @param published the moment of "pubDate", if it can be read
 */
export function dateMistakes(
  data: Partial<ArticleFrontmatter>,
  published: Date | undefined,
  timeZone: string,
): KeyMistake[] {
  const { pubDate } = data;
  const mistakes =
    pubDate === undefined || (published && isOfFourDigits(published, timeZone))
      ? []
      : momentMistakes(['pubDate'], pubDate, timeZone);
  if (!data.updates && !data.corrections && !data.withdrawn && !data.updatedDate) return mistakes;
  const later: [KeyPath, string][] = [
    ...(data.updates ?? []).map(({ date }, index): [KeyPath, string] => [['updates', index, 'date'], date]),
    ...(data.corrections ?? []).map(({ date }, index): [KeyPath, string] => [
      ['corrections', index, 'date'],
      date,
    ]),
  ];
  if (data.withdrawn) later.push([['withdrawn', 'date'], data.withdrawn.date]);
  if (data.updatedDate !== undefined) later.push([['updatedDate'], data.updatedDate]);
  for (const [at, text] of later) {
    const wrong = momentMistakes(at, text, timeZone);
    mistakes.push(...wrong);
    if (wrong.length === 0 && published && isEarlier(text, published, timeZone)) {
      mistakes.push({
        at,
        message: `${keyName(at)} is ${quote(text)}, earlier than "pubDate" (${pubDate}); expected the same or a later moment.`,
      });
    }
  }
  return mistakes;
}

/** What is wrong with a date at a key, if anything. */
export function momentMistakes(at: KeyPath, text: string, timeZone: string): KeyMistake[] {
  const moment = parseMoment(text, timeZone);
  if (moment && isOfFourDigits(moment, timeZone)) return [];
  if (moment)
    return [{ at, message: `${keyName(at)} is ${quote(text)}, in a year without four digits. Correct it.` }];
  const day = /^(\d{4})-(\d{2})-(\d{2})(?!\d)/.exec(text);
  const wellFormed =
    day && /^.{10}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?\s?(?:Z|[+-]\d{2}:?\d{2})?)?$/.test(text);
  if (!wellFormed) return [{ at, message: `${keyName(at)} is ${quote(text)}; ${dateForms}` }];
  const [, year, month, date] = day.map(Number) as [number, number, number, number];
  const days = month >= 1 && month <= 12 ? new Date(Date.UTC(year, month, 0)).getUTCDate() : 0;
  const why =
    days === 0
      ? `there is no month ${day[2]}`
      : date < 1 || date > days
        ? `that month has ${days} days`
        : 'there is no such time of day or zone';
  return [{ at, message: `${keyName(at)} is ${quote(text)}, which does not exist: ${why}. Correct it.` }];
}

const isOfFourDigits = (moment: Date, timeZone: string) => /^\d{4}-/.test(dayInZone(moment, timeZone));

/** Whether a later note's date lies before the publication; a plain date means some time on that day. */
function isEarlier(text: string, published: Date, timeZone: string): boolean {
  if (text.length === 10) return text < dayInZone(published, timeZone);
  return parseMoment(text, timeZone)! < published;
}
