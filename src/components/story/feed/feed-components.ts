import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';
import type { Article } from '../../../model/archive.ts';
import { embedPlayer } from '../embed-player.ts';

/** What the components need from the rest of the paper; all addresses absolute. */
export interface FeedContext {
  /** A picture every reader can show. */
  picture: (src: string) => Promise<{ url: string; width: number; height: number }>;
  /** A public story with its address. */
  story: (id: string) => (Pick<Article, 'title'> & { url: string }) | undefined;
}

/** A story component in a feed: plain HTML that any reader shows, without styles and scripts. */
type FeedComponent = (
  props: Record<string, string>,
  children: ElementContent[],
  context: FeedContext,
) => Promise<Element | undefined> | Element | undefined;

/** The components of `story/story-components.ts` as they stand in a feed. */
export const feedComponents: Record<string, FeedComponent> = {
  async Figure({ src = '', alt, caption, credit, source }, _, { picture }) {
    return h('figure', [
      image(await picture(src), alt),
      h('figcaption', [
        caption && `${caption} `,
        h('small', source ? h('a', { href: source }, credit) : credit),
      ]),
    ]);
  },
  Gallery: ({ label }, children) => h('div', [...children, label && h('p', h('strong', label))]),
  PullQuote: ({ by, role }, children) =>
    h('blockquote', [...children, h('p', ['— ', role ? `${by}, ${role}` : by])]),
  Related({ story: id = '' }, _, { story }) {
    const related = story(id);
    return related && h('p', ['Read also: ', h('a', { href: related.url }, related.title)]);
  },
  FactBox: ({ title }, children) => h('aside', [h('h2', title), ...children]),
  Timeline: ({ title }, children) => h('section', [title && h('h2', title), ...children]),
  async Embed({ url = '', title, still, alt, credit }, _, { picture }) {
    const link = h('a', { href: url }, [`Watch on ${embedPlayer(url).place}: ${title}`]);
    if (!still) return h('p', link);
    return h('figure', [
      h('a', { href: url }, [image(await picture(still), alt ?? title)]),
      h('figcaption', [link, credit && [' ', h('small', credit)]].flat()),
    ]);
  },
};

/** Some readers of text show the title of a picture and not its alternative (newsboat before 2.23). */
function image({ url, width, height }: Awaited<ReturnType<FeedContext['picture']>>, alt = ''): Element {
  return h('img', { src: url, alt, title: alt, width, height });
}
