import type { Archive, Article, Stream } from './archive.ts';

/** A month in which stories were published. */
export interface MonthOfStories {
  /** `YYYY-MM` */
  month: string;
  count: number;
  /** Newest first; held stories included where the archive has them. */
  days: Stream[];
}

/** A year in which stories were published, its months newest first. */
export interface YearOfStories {
  /** `YYYY` */
  year: string;
  count: number;
  months: MonthOfStories[];
}

/** The stories of a day that the pages of its month and year show; of a busy day only some, its own page has all. */
export const headlinesOf = ({ articles }: Stream): Article[] => articles.slice(0, 40);

const calendars = new WeakMap<Archive, YearOfStories[]>();

/** The archive's days by month and year, newest first; made once for an archive. */
export function storiesByYear(archive: Archive): YearOfStories[] {
  let years = calendars.get(archive);
  if (!years) calendars.set(archive, (years = groupDays(archive)));
  return years;
}

function groupDays(archive: Archive): YearOfStories[] {
  const years: YearOfStories[] = [];
  for (const [day, stream] of archive.days) {
    const count = stream.articles.length;
    const [year, month] = [day.slice(0, 4), day.slice(0, 7)];
    let ofYear = years.at(-1);
    if (ofYear?.year !== year) years.push((ofYear = { year, count: 0, months: [] }));
    let ofMonth = ofYear.months.at(-1);
    if (ofMonth?.month !== month) ofYear.months.push((ofMonth = { month, count: 0, days: [] }));
    ofYear.count += count;
    ofMonth.count += count;
    ofMonth.days.push(stream);
  }
  return years;
}
