import { createHash } from 'node:crypto';

/** A short name for content: 16 hexadecimal digits of its SHA-256. */
export function digest(...parts: (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) {
    // The length keeps ("ab", "c") apart from ("a", "bc").
    hash.update(`${part.length}:`).update(part);
  }
  return hash.digest('hex').slice(0, 16);
}
