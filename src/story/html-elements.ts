const words = (list: string) => new Set(list.split(' '));

/** HTML for what Markdown has no sign for. It may be written in any story and stays on the fast path. */
export const plainElements = words(
  'abbr b bdi bdo br cite del details dfn em i ins kbd mark q rp rt ruby s samp small span strong sub ' +
    'summary sup time u var',
);

/** The attributes these may have, with their names in a syntax tree. */
export const plainAttributes: Record<string, string> = {
  class: 'className',
  cite: 'cite',
  datetime: 'dateTime',
  dir: 'dir',
  lang: 'lang',
  open: 'open',
  title: 'title',
};

/** HTML that is no danger but rarely needed in a story: it goes the way of code, through full MDX. */
export const structuralElements = words(
  'address article aside blockquote caption code col colgroup data dd div dl dt figcaption footer h2 h3 ' +
    'h4 h5 h6 header hr li ol p pre section table tbody td tfoot th thead tr ul wbr',
);

/** HTML that no story may have, and what to write instead. */
export const refusedElements: Record<string, string> = {
  a: 'Write a link as [words](address).',
  ...advise('audio embed iframe object video', 'For a video write <Embed url="…" title="…" />.'),
  ...advise('img picture source svg', 'For a picture write <Figure src="…" alt="…" credit="…" />.'),
  ...advise('script link style', 'A story has no scripts and styles of its own; take it out.'),
  ...advise('button form input label option select textarea', 'A story has no forms; take it out.'),
  h1: 'The headline is the page’s only <h1>; begin a heading with ##.',
};

function advise(elements: string, advice: string): Record<string, string> {
  return Object.fromEntries(elements.split(' ').map((name) => [name, advice]));
}
