import type { ArticleFrontmatter } from '../../model/article.ts';
import type { KeyPlace, Remark } from './remark.ts';

/** A story with its frontmatter. */
interface DatedStory {
  /** Content path. */
  path: string;
  data: Pick<ArticleFrontmatter, 'pubDate' | 'updatedDate' | 'updates' | 'corrections'>;
}

/** A story may be planned this far ahead. */
const daysAhead = 366;
/** A paper's archive has no gap as long as this, unless a year is mistyped. */
const gapYears = 25;
/** The first newspaper is of 1605. */
const firstYear = '1605';

/**
 * Dates that are probably mistyped: far in the future, or far before the other stories.
 * @param today `2024-10-02`, in the paper's zone
 */
export function dateRemarks(stories: DatedStory[], today: string): Remark[] {
  const latest = dayAfter(today, daysAhead);
  const noteRemarks = noteDateRule(today);
  const remarks = stories.flatMap((story) => {
    const day = story.data.pubDate.slice(0, 10);
    const notes = noteRemarks(story);
    return day > latest ? [tooLate(story.path, ['pubDate'], day), ...notes] : notes;
  });
  return [...remarks, ...tooEarly(stories)];
}

/**
 * Finds dates of notes on a story, the keys {@link isNoteKey} knows, that are still to come.
 * @param today `2024-10-02`, in the paper's zone
 */
export function noteDateRule(today: string): (story: DatedStory) => Remark[] {
  const tomorrow = dayAfter(today, 1);
  return ({ path, data }) => {
    const { updatedDate, updates, corrections } = data;
    if (!updatedDate && !updates && !corrections) return [];
    // What is held back until a day may have notes of that day.
    if (data.pubDate.slice(0, 10) > today) return [];
    const dates: [KeyPlace['at'], string | undefined][] = [
      [['updatedDate'], updatedDate],
      ...(updates ?? []).map(({ date }, index): (typeof dates)[0] => [['updates', index, 'date'], date]),
      ...(corrections ?? []).map(({ date }, index): (typeof dates)[0] => [
        ['corrections', index, 'date'],
        date,
      ]),
    ];
    return dates.flatMap(([at, date]) => {
      const noted = date?.slice(0, 10);
      return noted !== undefined && noted > tomorrow ? [tooLate(path, at, noted)] : [];
    });
  };
}

/** Whether a key tells of changes to a story. */
export const isNoteKey = (key: unknown): boolean =>
  key === 'updatedDate' || key === 'updates' || key === 'corrections';

function tooLate(path: string, at: KeyPlace['at'], day: string): Remark {
  const key = at.filter((step) => typeof step === 'string').join('.');
  const message =
    key === 'pubDate'
      ? `"pubDate" is ${day}, more than a year from now; until then the story is held back. Is the year right?`
      : `The date in "${key}" is ${day}, which is still to come. Is it right?`;
  return { code: 'far-date', path, where: { at }, message };
}

function tooEarly(stories: DatedStory[]): Remark[] {
  const byDay = stories
    .map(({ path, data }) => ({ path, day: data.pubDate.slice(0, 10) }))
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  const year = ({ day }: { day: string }) => Number(day.slice(0, 4));
  // Few stories of one mistyped year; many are an archive.
  const few = Math.min(3, Math.floor(byDay.length / 4));
  let early = 0;
  for (let index = 0; index < few; index++) {
    if (year(byDay[index + 1]!) - year(byDay[index]!) >= gapYears) early = index + 1;
  }
  return byDay.flatMap(({ path, day }, index) => {
    if (index >= early && day >= firstYear) return [];
    const gap = index < early ? year(byDay[early]!) - year({ day }) : 0;
    const why = gap > 0 ? `${gap} years before the other stories` : 'before the first newspaper was printed';
    const message = `"pubDate" is ${day}, ${why}. Is the year right?`;
    return [{ code: 'far-date', path, where: { at: ['pubDate'] }, message } as const];
  });
}

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
