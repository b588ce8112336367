import type { Element, ElementContent } from 'xast';
import { x } from 'xastscript';
import { escapeXml, withoutNonXml } from '../lib/xml.ts';
import type { FeedItem, FeedPicture, ItemText } from './feed.ts';

/**
 * Trees as text. `xast-util-to-xml` takes several times as long, and leaves a `>` that follows `]]` in a text, which
 * is no XML.
 */
export function writeXml(...elements: (Element | undefined)[]): string {
  return withoutNonXml(elements.map((element) => (element ? write(element) : '')).join(''));
}

/** HTML as the text of an element. That of a whole story is made once for all formats. */
export function htmlAsXml({ item, html }: ItemText): Buffer {
  const known = html === item.html ? htmlsAsXml.get(item) : undefined;
  if (known) return known;
  const made = Buffer.from(escapeXml(withoutNonXml(html)));
  if (html === item.html) htmlsAsXml.set(item, made);
  return made;
}

const htmlsAsXml = new WeakMap<FeedItem, Buffer>();

/** The parts before and after what stands in a text once; there it can only stand as markup. */
export function cutAt(xml: string, markup: string): [string, string] {
  const place = xml.indexOf(markup);
  if (place < 0) throw new Error(`A feed is no longer written with ${markup}; adapt src/formats.`);
  return [xml.slice(0, place), xml.slice(place + markup.length)];
}

function write(node: ElementContent): string {
  if (node.type === 'text') return escapeXml(node.value);
  if (node.type !== 'element') throw new Error(`A feed holds no ${node.type}.`);
  const { name, attributes, children } = node;
  let xml = `<${name}`;
  for (const key in attributes) xml += ` ${key}="${escapeXml(attributes[key]!)}"`;
  if (children.length === 0) return `${xml}/>`;
  xml += '>';
  for (const child of children) xml += write(child);
  return `${xml}</${name}>`;
}

/** A picture in Media RSS. */
export function pictureElement({
  url,
  type,
  bytes,
  width,
  height,
  alt,
  caption,
  credit,
}: FeedPicture): Element {
  return x('media:content', { url, type, medium: 'image', fileSize: bytes, width, height }, [
    caption === undefined ? undefined : x('media:title', { type: 'plain' }, caption),
    x('media:description', { type: 'plain' }, alt),
    x('media:credit', credit),
  ]);
}
