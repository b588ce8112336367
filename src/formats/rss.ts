import { getRssString } from '@astrojs/rss';
import { escapeXml, withoutNonXml } from '../lib/xml.ts';

/** A list of stories as a feed; all addresses absolute. */
interface FeedChannel {
  title: string;
  /** Plain text. */
  description: string;
  /** Address of the list's page. */
  url: string;
  /** Address of the feed itself. */
  feedUrl: string;
  /** BCP 47 tag. */
  language: string;
  copyright: string;
}

/** A story in a feed; all addresses absolute. */
export interface FeedItem {
  /** Never changes, whatever becomes of the address. */
  guid: string;
  url: string;
  title: string;
  /** Plain text. */
  description: string;
  published: Date;
  authors: string[];
  categories: string[];
  /** The whole story. */
  html: string;
  /** `bytes`: size of the file. */
  picture?: {
    url: string;
    type: string;
    width: number;
    height: number;
    bytes: number;
    alt: string;
    credit: string;
  };
}

/**
 * RSS 2.0 (rssboard.org) with Dublin Core authors, Media RSS pictures and whole stories in content:encoded.
 * Titles are plain text; the description is HTML, as the specification has it.
 */
export async function rssFeed(channel: FeedChannel, items: FeedItem[]): Promise<string> {
  const xml = await getRssString({
    title: channel.title,
    description: channel.description,
    site: channel.url,
    xmlns: {
      atom: 'http://www.w3.org/2005/Atom',
      dc: 'http://purl.org/dc/elements/1.1/',
      media: 'http://search.yahoo.com/mrss/',
    },
    customData:
      textElement('language', channel.language) +
      textElement('copyright', channel.copyright) +
      element('atom:link', { href: channel.feedUrl, rel: 'self', type: 'application/rss+xml' }),
    items: items.map((item) => ({
      title: item.title,
      link: item.url,
      description: escapeXml(item.description),
      pubDate: item.published,
      categories: item.categories,
      content: item.html,
      customData: itemElements(item),
      ...(item.picture && {
        enclosure: { url: item.picture.url, type: item.picture.type, length: item.picture.bytes },
      }),
    })),
  });
  return withoutNonXml(xml.replaceAll(asText, ''));
}

/** @astrojs/rss reads numbers and booleans into the text of these elements; nothing is one with this before it. */
const asText = '\uE000';

function itemElements({ guid, authors, picture }: FeedItem): string {
  const creators = authors.map((name) => textElement('dc:creator', name));
  return textElement('guid', guid, { isPermaLink: 'false' }) + creators.join('') + mediaElement(picture);
}

function mediaElement(picture: FeedItem['picture']): string {
  if (!picture) return '';
  const { url, type, width, height, alt, credit } = picture;
  return element(
    'media:content',
    { url, type, medium: 'image', width: String(width), height: String(height) },
    textElement('media:description', alt, { type: 'plain' }) + textElement('media:credit', credit),
  );
}

const textElement = (name: string, text: string, attributes: Record<string, string> = {}) =>
  element(name, attributes, asText + escapeXml(text));

function element(name: string, attributes: Record<string, string>, content = ''): string {
  const list = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(value)}"`);
  return `<${name}${list.join('')}>${content}</${name}>`;
}
