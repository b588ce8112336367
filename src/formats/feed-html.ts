import type { ElementContent, Properties, Root, RootContent } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { toHtml } from 'hast-util-to-html';

/** What a feed's HTML is made absolute with. */
interface FeedPlace {
  /** `https://host`, without a path. */
  origin: string;
  /** Absolute address of the story: a reader who follows a note goes there. */
  url: string;
}

/** HTML of a page as HTML for a feed: absolute addresses, and nothing that only works on the page. */
export function feedHtml(html: string, place: FeedPlace): string {
  const { children } = fromHtml(html, { fragment: true });
  return toHtml({ type: 'root', children: children.flatMap((node) => clean(node, place)) } as Root).trim();
}

/** Elements that go with all they hold. */
const dropped = words(
  'audio base button canvas dialog embed form frame frameset head iframe link math meta noscript object ' +
    'script select source style svg template textarea title video',
);
/** Elements that go and leave what they hold. */
const unwrapped = words('picture body html main');

/** Attributes that stay; their values are checked where they are addresses. */
const kept = words(
  'abbr alt cite colSpan dateTime dir height href hrefLang lang open reversed rowSpan src start title value width',
);
const addresses = words('cite href src');

function clean(node: RootContent, place: FeedPlace): ElementContent[] {
  if (node.type === 'text') return [node];
  if (node.type !== 'element' || dropped.has(node.tagName)) return [];
  const { tagName, properties } = node;
  // The way back from a note leads out of the feed.
  if (properties.dataFootnoteBackref !== undefined) return [];
  if (tagName === 'input') {
    return properties.type === 'checkbox' ? [{ type: 'text', value: properties.checked ? '☑' : '☐' }] : [];
  }
  const children = node.children.flatMap((child) => clean(child, place));
  if (unwrapped.has(tagName) || tagName.includes('-')) return children;
  return [{ type: 'element', tagName, properties: keep(properties, place), children }];
}

function keep(properties: Properties, { origin, url }: FeedPlace): Properties {
  const entries = Object.entries(properties).flatMap(([name, value]): [string, Properties[string]][] => {
    if (!kept.has(name)) return [];
    if (!addresses.has(name)) return [[name, value]];
    const address = String(value);
    // Of a story's own address only the fragment differs; all others are rooted in the site.
    const base = address.startsWith('#') ? url : `${origin}/`;
    const absolute = URL.canParse(address, base) ? new URL(address, base) : undefined;
    return absolute && /^(https?|mailto|tel):$/.test(absolute.protocol) ? [[name, absolute.href]] : [];
  });
  return Object.fromEntries(entries);
}

function words(list: string): Set<string> {
  return new Set(list.split(' '));
}
