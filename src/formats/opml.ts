import type { Element } from 'xast';
import { x } from 'xastscript';
import { toXml } from 'xast-util-to-xml';
import { withoutNonXml } from '../lib/xml.ts';
import { oneLine } from './feed.ts';

/** The media type of {@link opml}. */
export const opmlType = 'text/x-opml; charset=utf-8';

/** A list of feeds, for feed readers to import; addresses absolute. */
interface FeedList {
  /** Plain text, like all texts here. */
  title: string;
  /** Who offers it. */
  owner: { name: string; url: string };
  /** In readers a folder each; those without feeds are left out. */
  folders: { title: string; feeds: ListedFeed[] }[];
}

/** A feed to subscribe to. */
export interface ListedFeed {
  title: string;
  description?: string;
  /** Address of the feed, as RSS. */
  feedUrl: string;
  /** Address of the page with the same list. */
  pageUrl: string;
  /** BCP 47 tag. */
  language: string;
}

/** A list of feeds as OPML 2.0 (opml.org/spec2.opml). */
export function opml({ title, owner, folders }: FeedList): string {
  const tree = x(null, [
    { type: 'instruction', name: 'xml', value: 'version="1.0" encoding="UTF-8"' },
    x('opml', { version: '2.0' }, [
      x('head', [
        x('title', oneLine(title)),
        x('ownerName', oneLine(owner.name)),
        x('ownerId', owner.url),
        x('docs', 'http://opml.org/spec2.opml'),
      ]),
      x('body', [
        ...folders
          .filter(({ feeds }) => feeds.length > 0)
          .map(({ title, feeds }) => x('outline', names(title), feeds.map(feedOutline))),
      ]),
    ]),
  ]);
  // The serializer leaves `>` as it is, which must not follow `]]` in a text.
  return withoutNonXml(toXml(tree, { closeEmptyElements: true })).replaceAll(']]>', ']]&gt;');
}

function feedOutline({ title, description, feedUrl, pageUrl, language }: ListedFeed): Element {
  return x('outline', {
    type: 'rss',
    ...names(title),
    description: description && oneLine(description),
    xmlUrl: feedUrl,
    htmlUrl: pageUrl,
    language,
    version: 'RSS2',
  });
}

/** Some readers show the one, some the other. */
const names = (title: string) => ({ text: oneLine(title), title: oneLine(title) });
