import { createHash } from 'node:crypto';
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

/** A version 5 UUID (RFC 9562, section 5.5) as a URN: it follows from the name alone, whatever becomes of host and address. */
function urn(name: string): string {
  const hash = createHash('sha1').update(namespace).update(name).digest();
  hash[6] = (hash[6]! & 0x0f) | 0x50;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  const hex = hash.toString('hex').slice(0, 32);
  return `urn:uuid:${hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')}`;
}

/** Chosen once at random; another one would make every story look new. */
const namespace = Buffer.from('4cc15ec45d9c4572a41427f8602aa944', 'hex');
