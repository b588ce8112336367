import type { PagefindFragment } from 'virtual:pagefind';
import { element } from './element.ts';
import { isMatch } from './match.ts';

const marks = /<mark>(.*?)<\/mark>/g;
const days = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'long', timeZone: 'UTC' });

/** One result: section and date, headline, and the passage that matches. */
export function resultItem({ url, meta, filters, excerpt }: PagefindFragment): HTMLLIElement {
  const day = meta.day ?? '';
  return element(
    'li',
    {},
    element(
      'p',
      { className: 'result-kicker' },
      element('b', {}, filters.section?.[0] ?? ''),
      ' ',
      element('time', { dateTime: day }, day && days.format(new Date(day))),
    ),
    element('h3', {}, element('a', { href: url }, meta.title ?? '')),
    element('p', { className: 'result-excerpt' }, ...markedText(excerpt)),
  );
}

/** Whether a result is one for the text that was asked, and not for the beginning of a word of it. */
export function answers({ meta, excerpt }: PagefindFragment, text: string): boolean {
  const marked = [...excerpt.matchAll(marks)].map(([, word]) => word!);
  return isMatch(text, [...marked, ...Object.values(meta)], document.documentElement.lang);
}

/** Pagefind's excerpt as nodes: text in which `<` and `>` are escaped, and its own `<mark>`. */
function markedText(excerpt: string): (Node | string)[] {
  const plain = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>');
  // Splitting by a group puts what is marked at the odd places.
  return excerpt
    .split(marks)
    .map((part, index) => (index % 2 ? element('mark', {}, plain(part)) : plain(part)));
}
