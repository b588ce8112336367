import { createHash } from 'node:crypto';

/**
 * A story's name in feeds, for ever: it follows from its id alone, whatever becomes of host, address and text.
 * A version 5 UUID (RFC 9562, section 5.5) as a URN.
 */
export function storyUrn(id: string): string {
  const hash = createHash('sha1').update(namespace).update(id).digest();
  hash[6] = (hash[6]! & 0x0f) | 0x50;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  const hex = hash.toString('hex').slice(0, 32);
  return `urn:uuid:${hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')}`;
}

/** Chosen once at random; another one would make every story look new. */
const namespace = Buffer.from('4cc15ec45d9c4572a41427f8602aa944', 'hex');
