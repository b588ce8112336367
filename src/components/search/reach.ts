import type { ListedShard, SearchList } from '../../model/search-list.ts';

/** How far back a search goes: the newest stories, and further with each step that the reader asks for. */
export interface Reach {
  /** Newest first. */
  shards: ListedShard[];
  /** Where the rest begins: "2019", "June 2024". Empty when nothing is left. */
  older: string;
  /** How far back the shards go: "2020", "July 2024". Empty when nothing is left. */
  since: string;
}

/** How many times more stories each step back searches. */
const growth = 3;

/**
 * The shards to search: at least the newest.
 * @param years only these; none for all. Who chooses years has narrowed the search already: it begins with a step.
 * @param language BCP 47 tag, for the names of months
 */
export function reachBack(list: SearchList, years: string[], steps: number, language: string): Reach {
  const listed = list.shards.filter(
    (shard) => shard.stories > 0 && (years.length === 0 || shard.years.some((year) => years.includes(year))),
  );
  const most = list.firstStories * growth ** (steps + (years.length > 0 ? 1 : 0));
  let stories = 0;
  const end = listed.findIndex((shard, place) => (stories += shard.stories) > most && place > 0);
  if (end === -1) return { shards: listed, since: '', older: '' };
  return { shards: listed.slice(0, end), ...border(listed[end - 1]!.first, listed[end]!.last, language) };
}

/** Names the border between two days by years where it lies between years, else by months or days. */
function border(first: string, before: string, language: string): { since: string; older: string } {
  const format: Intl.DateTimeFormatOptions =
    first.slice(0, 4) !== before.slice(0, 4)
      ? { year: 'numeric' }
      : first.slice(0, 7) !== before.slice(0, 7)
        ? { year: 'numeric', month: 'long' }
        : { dateStyle: 'long' };
  const name = new Intl.DateTimeFormat(language, { ...format, timeZone: 'UTC' });
  return { since: name.format(new Date(first)), older: name.format(new Date(before)) };
}
