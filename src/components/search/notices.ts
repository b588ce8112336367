import { archivePath } from '../../model/permalink.ts';
import { href } from './address.ts';
import { button, element } from './element.ts';
import { isFiltered, type SearchQuery } from './query.ts';

const archiveLink = () => element('a', { href: href(archivePath) }, 'browse the archive by date');

/**
 * "24 results for “iran” since 2020"; an exact phrase keeps the marks it was typed in.
 * @param since how far back the search went, empty when it was all the way
 */
export function resultCount(count: number, { text }: SearchQuery, since: string): string {
  const number = count === 0 ? 'No' : count.toLocaleString(document.documentElement.lang);
  const quoted = /^["“„«]/.test(text) ? text : `“${text}”`;
  const found = text
    ? `${number} ${count === 1 ? 'result' : 'results'} for ${quoted}`
    : `${number} ${count === 1 ? 'story' : 'stories'}`;
  return since ? `${found} since ${since}` : found;
}

/** Before anything is asked. */
export const hint = (): Node =>
  element(
    'p',
    {},
    'Searches headlines and the full text of every story. Put an exact phrase in quotation marks, or ',
    archiveLink(),
    '.',
  );

/** Nothing was found: what to try next. */
export function emptyNotice(query: SearchQuery, removeFilters: () => void): Node {
  const advice = [
    element('li', {}, 'Check the spelling, or try fewer or more general words.'),
    element('li', {}, 'If you know when it happened, ', archiveLink(), '.'),
  ];
  if (query.text.includes('"')) {
    advice.unshift(element('li', {}, 'Leave out the quotation marks to find the words in any order.'));
  }
  if (isFiltered(query)) {
    advice.unshift(element('li', {}, button('Remove the filters', removeFilters), ' to search everything.'));
  }
  return element('ul', {}, ...advice);
}

/** Search could not be loaded. */
export const failure = (retry: () => void): Node =>
  element(
    'p',
    { role: 'alert' },
    'Search could not be loaded. Check your connection, then ',
    button('try again', retry),
    ', or ',
    archiveLink(),
    '.',
  );
