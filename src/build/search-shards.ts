import { digest } from '../lib/hash.ts';

/** What a search index is made of. */
export interface SearchStory {
  /** Permalink. */
  path: string;
  /** Day in the paper's time zone, YYYY-MM-DD. */
  day: string;
  /** Digest of the part of its page that is searched. */
  digest: string;
}

/** The stories of a span of time, which share an index. */
export interface SearchShard {
  /** The span: `all`, `2010s`, `2010-2014`, `2014`, `2014-h1`, `2014-q1`, `2014-01`, `2014-01-t3`, `2014-01-31`. */
  name: string;
  /** Days of its first and its last story. */
  first: string;
  last: string;
  /** In order of time; those of a day by their path. */
  stories: SearchStory[];
  /** Digest of its stories. */
  digest: string;
}

/**
 * Most stories of a shard, unless they are all of one day. When one of them changes, they are indexed in less
 * than a second, and at most some twenty files of words change.
 */
const storiesPerShard = 450;

/** Spans of time, each parted by the next: the name of the one that a day lies in. */
const spans: ((day: string) => string)[] = [
  () => 'all',
  (day) => `${day.slice(0, 3)}0s`,
  (day) => {
    const first = Math.floor(Number(day.slice(0, 4)) / 5) * 5;
    return `${first}-${first + 4}`;
  },
  (day) => day.slice(0, 4),
  (day) => `${day.slice(0, 4)}-h${Math.ceil(month(day) / 6)}`,
  (day) => `${day.slice(0, 4)}-q${Math.ceil(month(day) / 3)}`,
  (day) => day.slice(0, 7),
  (day) => `${day.slice(0, 7)}-t${Math.min(3, Math.ceil(Number(day.slice(8)) / 10))}`,
  (day) => day,
];
const month = (day: string) => Number(day.slice(5, 7));

/**
 * Parts a paper's stories by time. A span is divided only when it holds too many, and by the calendar: what
 * is published in one span never moves the bounds of another. The stories decide alone, not the clock.
 * @returns newest first; none without a story
 */
export function planShards(stories: SearchStory[], most = storiesPerShard): SearchShard[] {
  const inOrder = stories.toSorted((a, b) => compare(a.day, b.day) || compare(a.path, b.path));
  return inOrder.length === 0 ? [] : divide(inOrder, 0, most).reverse();
}

function divide(stories: SearchStory[], depth: number, most: number): SearchShard[] {
  if (stories.length > most && depth < spans.length - 1) {
    const parts = Map.groupBy(stories, ({ day }) => spans[depth + 1]!(day));
    return [...parts.values()].flatMap((part) => divide(part, depth + 1, most));
  }
  const first = stories[0]!.day;
  return [
    {
      name: spans[depth]!(first),
      first,
      last: stories.at(-1)!.day,
      stories,
      digest: digest(...stories.flatMap((story) => [story.path, story.day, story.digest])),
    },
  ];
}

/** By code units: the same on every machine. */
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
