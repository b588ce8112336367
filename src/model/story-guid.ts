import { hash } from 'node:crypto';
import type { Article, Correction } from './archive.ts';

/** The name of a story in feeds and in `content/permalinks.txt`, for ever: an absolute URI. */
export function guidOf(article: Pick<Article, 'id' | 'guid'>): string {
  return article.guid ?? urn(article.id);
}

/**
 * The name in feeds of a correction, for ever: its words may be edited, its date may not.
 * @param ordinal its place among the corrections of its story that bear the same date, from 0
 */
export function correctionGuid({ article, date }: Correction, ordinal: number): string {
  return urn(
    [guidOf(article), 'correction', date.toISOString(), ...(ordinal > 0 ? [ordinal] : [])].join(' '),
  );
}

/** The name of a list's feed, for ever, whatever becomes of the host. */
export function feedGuid(listPath: string): string {
  return urn(`feed ${listPath}`);
}

/** A version 5 UUID (RFC 9562, section 5.5) as a URN: it follows from the name alone, whatever becomes of host and address. */
function urn(name: string): string {
  const hex = hash('sha1', Buffer.concat([namespace, Buffer.from(name)]), 'hex');
  const variant = ((Number.parseInt(hex[16]!, 16) & 0x3) | 0x8).toString(16);
  const groups = [hex.slice(0, 8), hex.slice(8, 12), `5${hex.slice(13, 16)}`, variant + hex.slice(17, 20)];
  return `urn:uuid:${groups.join('-')}-${hex.slice(20, 32)}`;
}

/** Chosen once at random; another one would make every story look new. */
const namespace = Buffer.from('4cc15ec45d9c4572a41427f8602aa944', 'hex');
