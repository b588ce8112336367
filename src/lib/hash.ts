import { createHash, hash } from 'node:crypto';

/** A short name for content: 16 hexadecimal digits of its SHA-256. */
export function digest(...parts: (string | Uint8Array)[]): string {
  return (parts.every(isText) ? digestOfTexts(parts) : digestOfBytes(parts)).slice(0, 16);
}

// In both, the length keeps ("ab", "c") apart from ("a", "bc").

/** In one call, which takes half the time of two calls for each part, or less. */
function digestOfTexts(parts: string[]): string {
  let joined = '';
  for (const part of parts) joined += `${part.length}:${part}`;
  return hash('sha256', joined, 'hex');
}

function digestOfBytes(parts: (string | Uint8Array)[]): string {
  const sum = createHash('sha256');
  for (const part of parts) sum.update(`${part.length}:`).update(part);
  return sum.digest('hex');
}

const isText = (part: string | Uint8Array) => typeof part === 'string';
