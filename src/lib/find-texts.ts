/** Finds texts in bytes. */
export type TextFinder = (bytes: Uint8Array) => Set<string>;

/** Bytes that are looked at together. */
const block = 3;
/** A shorter text would be found everywhere. */
const shortest = 8;

/**
 * Prepares a search for many texts at once in much more than they are: the algorithm of Wu and Manber (1994),
 * which skips nearly as many bytes as the shortest text has.
 * @throws {RangeError} when a text has fewer than 8 bytes of UTF-8
 */
export function createTextFinder(texts: Iterable<string>): TextFinder {
  const wanted = Array.from(new Set(texts), (text) => ({ text, bytes: Buffer.from(text) }));
  if (wanted.length === 0) return () => new Set();
  const window = Math.min(...wanted.map(({ bytes }) => bytes.length));
  if (window < shortest) {
    throw new RangeError(`A text to be found has ${window} bytes; expected at least ${shortest}.`);
  }

  /** By the hash of a block: how far the window may move when it ends with it. */
  const shifts = new Uint16Array(0x10000).fill(Math.min(window - block + 1, 0xffff));
  /** By the hash of a block: the texts whose window ends with it. */
  const candidates = new Map<number, typeof wanted>();
  for (const entry of wanted) {
    for (let end = block - 1; end < window; end++) {
      const hash = hashAt(entry.bytes, end);
      shifts[hash] = Math.min(shifts[hash]!, window - 1 - end);
      if (end === window - 1) candidates.set(hash, [...(candidates.get(hash) ?? []), entry]);
    }
  }

  return (bytes) => {
    const found = new Set<string>();
    const searched = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    for (let end = window - 1; end < bytes.length;) {
      const hash = hashAt(bytes, end);
      const shift = shifts[hash]!;
      if (shift === 0) {
        const start = end - window + 1;
        for (const { text, bytes: own } of candidates.get(hash)!) {
          const isHere =
            start + own.length <= searched.length &&
            searched.compare(own, 0, own.length, start, start + own.length) === 0;
          if (isHere) found.add(text);
        }
      }
      end += shift || 1;
    }
    return found;
  };
}

/** Of the block that ends at a place, 0 to 65,535. */
function hashAt(bytes: Uint8Array, end: number): number {
  return (bytes[end]! ^ (bytes[end - 1]! << 5) ^ (bytes[end - 2]! << 9)) & 0xffff;
}
