import type { Author, Stream } from '../../model/archive.ts';
import type { ListPage } from '../../model/list-pages.ts';
import * as permalink from '../../model/permalink.ts';
import { site } from '../../site.config.ts';
import { dates } from '../../site.ts';

/** How a list of stories introduces itself, on the page and to machines. */
export interface StreamHeading {
  title: string;
  label?: string;
  description?: string;
  trail?: { title: string; path: string }[];
  /** For `<title>` and the meta description: unlike those of any other page. */
  pageTitle: string;
  pageDescription: string;
}

/** The heading of one page of a stream; numbered pages name the days they span. */
export function streamHeading(stream: Stream, page: ListPage): StreamHeading {
  const { topic } = stream;
  const own = ownHeading(stream);
  const span = page.number === undefined ? undefined : daysSpanned(page);
  const subject = `${own.label ? `${own.label}: ` : ''}${own.title}`;
  return {
    ...own,
    description: span ?? topic.description,
    // A section, a topic and a story may share a name; no two pages share a title.
    pageTitle: span ? `${subject}, ${span}` : subject,
    pageDescription: span
      ? `${subject}. Stories in ${site.title} from ${span}.`
      : (topic.description ?? `${subject}. All stories in ${site.title}.`),
  };
}

function ownHeading({ kind, topic }: Stream): Pick<StreamHeading, 'title' | 'label' | 'trail'> {
  const { title } = topic;
  switch (kind) {
    case 'tag':
      return { title, label: 'Topic', trail: [{ title: 'Topics', path: permalink.tagsPath }] };
    case 'author': {
      const { role, type } = topic as Author;
      const label = role ?? (type === 'organization' ? 'Desk or agency' : 'Author');
      return { title, label, trail: [{ title: 'Authors', path: permalink.authorsPath }] };
    }
    case 'series':
      return { title, label: 'Series' };
    case 'day':
      return { title: dates.weekday(topic.id), trail: dayTrail(topic.id) };
    case 'section':
    case 'paper':
      return { title };
  }
}

function dayTrail(day: string): { title: string; path: string }[] {
  return [
    { title: 'Archive', path: permalink.archivePath },
    { title: day.slice(0, 4), path: permalink.yearPath(day.slice(0, 4)) },
    { title: dates.monthName(day.slice(0, 7)), path: permalink.monthPath(day.slice(0, 7)) },
  ];
}

function daysSpanned({ articles }: ListPage): string {
  const first = dates.day(articles.at(-1)!.published);
  const last = dates.day(articles[0]!.published);
  return first === last ? first : `${first} to ${last}`;
}
