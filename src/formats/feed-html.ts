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

/**
 * HTML of a page as HTML for a feed: absolute addresses, and nothing that only works on the page. No ids, as a
 * feed's reader shows many stories in one document: links within a story lead to its page.
 * @param html what `hast-util-to-html` wrote goes through unparsed, unless it holds something rare
 */
export function feedHtml(html: string, place: FeedPlace): string {
  return cleanTags(html, place) ?? cleanTree(html, place);
}

/** The same, by way of a tree. */
export function cleanTree(html: string, place: FeedPlace): string {
  const { children } = fromHtml(html, { fragment: true });
  return toHtml({ type: 'root', children: children.flatMap((node) => clean(node, place)) } as Root).trim();
}

/** Text between tags. */
const phrasing = words(
  'a abbr b bdi bdo br cite code del dfn em i img ins kbd mark q s samp small span strong sub sup time u var',
);
/** What a paragraph or heading cannot hold: its tag would end them. */
const blocks = words(
  'aside blockquote div figcaption figure h2 h3 h4 h5 h6 hr li ol p pre section table tbody td th thead tr ul',
);
const linesOfText = words('h2 h3 h4 h5 h6 p');

/** A tag, its slash, name and attributes; or the beginning of anything else. */
const tagPattern = /<(\/?)([a-z][a-z0-9]*)((?: [a-z-]+(?:="[^"]*")?)*)>|</g;
const attributePattern = / ([a-z-]+)(?:="([^"]*)")?/g;
/** What a parser would read and `hast-util-to-html` write in another form. */
const rareText = /[\0\r]|&(?!#x(?:22|26|27|3C|60);)|<pre[^>]*>\n/;

/**
 * Cleans one tag after the other, which takes a small part of the time that a tree takes. `undefined` for HTML with
 * anything that a parser might put in another place, or that goes with what it holds.
 */
function cleanTags(html: string, place: FeedPlace): string | undefined {
  if (rareText.test(html)) return undefined;
  let isRare = false;
  let line: string | undefined;
  let inLink = false;
  const cleaned = html.replace(tagPattern, (tag: string, slash?: string, name?: string, attributes = '') => {
    const isBlock = blocks.has(name ?? '');
    if (name === undefined || (!isBlock && !phrasing.has(name))) {
      isRare = true;
    } else if (slash === '/') {
      if (name === line) line = undefined;
      else if (name === 'a') inLink = false;
    } else {
      isRare ||= (isBlock && line !== undefined) || (name === 'a' && inLink);
      if (linesOfText.has(name)) line = name;
      else if (name === 'a') inLink = true;
    }
    if (isRare || (attributes === '' && name !== 'img')) return tag;
    const left = cleanAttributes(attributes, place);
    isRare ||= left === undefined || (name === 'img' && !left.includes(' src='));
    return `<${name}${left}>`;
  });
  return isRare ? undefined : cleaned.trim();
}

/** Attributes as they are written in a tag; `undefined` for those of an element that is not to stay. */
function cleanAttributes(attributes: string, place: FeedPlace): string | undefined {
  // `hast-util-to-html` writes references in their place.
  if (/['`]/.test(attributes)) return undefined;
  let cleaned = '';
  for (const [attribute, name, value = ''] of attributes.matchAll(attributePattern)) {
    if (name === 'data-footnote-backref') return undefined;
    if (name === 'data-align') {
      cleaned += ` align="${value}"`;
    } else if (addresses.has(name!)) {
      const absolute = absoluteAddress(value.replace(/&#x(\w\w);/g, characterOf), place);
      if (absolute !== undefined) cleaned += ` ${name}="${absolute.replace(/["&'`]/g, referenceTo)}"`;
    } else if (keptNames.has(name!)) {
      cleaned += attribute;
    }
  }
  return cleaned;
}

const characterOf = (_: string, code: string) => String.fromCharCode(Number.parseInt(code, 16));
const referenceTo = (sign: string) => `&#x${sign.charCodeAt(0).toString(16)};`;

/** Elements that go with all they hold. */
const dropped = words(
  'audio base button canvas dialog embed form frame frameset head iframe link math meta noscript object ' +
    'script select source style svg template textarea title video',
);
/** Elements that go and leave what they hold. */
const unwrapped = words('picture body html main');

/** Attributes that stay; their values are checked where they are addresses. */
const kept = words(
  'abbr align alt cite colSpan dateTime dir height href hrefLang lang open reversed rowSpan scope src start ' +
    'title value width',
);
const addresses = words('cite href src');
/** The same as they are written. */
const keptNames = new Set(Array.from(kept, (name) => name.toLowerCase()));

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
  const left = keep(properties, place);
  if (tagName === 'img' && left.src === undefined) return [];
  return [{ type: 'element', tagName, properties: left, children }];
}

function keep(properties: Properties, place: FeedPlace): Properties {
  const entries = Object.entries(properties).flatMap(([name, value]): [string, Properties[string]][] => {
    // What a table's columns are aligned by on the page.
    if (name === 'dataAlign') return [['align', value]];
    if (!kept.has(name)) return [];
    if (!addresses.has(name)) return [[name, value]];
    const absolute = absoluteAddress(String(value), place);
    return absolute === undefined ? [] : [[name, absolute]];
  });
  return Object.fromEntries(entries);
}

/** An address for those who know nothing of the site; `undefined` for one that is code. */
function absoluteAddress(address: string, { origin, url }: FeedPlace): string | undefined {
  // Of a story's own address only the fragment differs; all others are rooted in the site.
  const base = address.startsWith('#') ? url : `${origin}/`;
  const absolute = URL.parse(address, base);
  return absolute && /^(https?|mailto|tel):$/.test(absolute.protocol) ? absolute.href : undefined;
}

function words(list: string): Set<string> {
  return new Set(list.split(' '));
}
