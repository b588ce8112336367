/** What {@link CborWriter} writes and {@link readCbor} reads: whole numbers of 32 bits, texts, and lists of them. */
export type Cbor = number | string | readonly Cbor[];

/** Bytes that are written one after the other. */
export class CborWriter {
  #bytes = Buffer.allocUnsafe(1 << 16);
  #length = 0;

  /** Starts a list of so many items, which follow. */
  list(length: number): void {
    this.#head(4, length);
  }

  number(value: number): void {
    if (value < 0) this.#head(1, -1 - value);
    else this.#head(0, value);
  }

  text(value: string): void {
    const length = Buffer.byteLength(value);
    this.#head(3, length);
    this.#reserve(length);
    this.#bytes.write(value, this.#length);
    this.#length += length;
  }

  /** What was written; the next begins anew. */
  take(): Buffer {
    const bytes = Buffer.from(this.#bytes.subarray(0, this.#length));
    this.#length = 0;
    return bytes;
  }

  /** RFC 8949, section 3: three bits of kind, and a number in as few bytes as it needs. */
  #head(kind: number, value: number): void {
    this.#reserve(5);
    const bytes = this.#bytes;
    const first = kind << 5;
    if (value < 24) {
      bytes[this.#length++] = first | value;
    } else if (value < 0x100) {
      bytes[this.#length++] = first | 24;
      bytes[this.#length++] = value;
    } else if (value < 0x10000) {
      bytes[this.#length++] = first | 25;
      this.#length = bytes.writeUInt16BE(value, this.#length);
    } else {
      bytes[this.#length++] = first | 26;
      this.#length = bytes.writeUInt32BE(value, this.#length);
    }
  }

  #reserve(length: number): void {
    if (this.#length + length <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + length));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}

/**
 * Reads what is written in CBOR (RFC 8949).
 * @throws {Error} when there is something else in it than {@link Cbor}
 */
export function readCbor(bytes: Buffer): Cbor {
  let place = 0;
  const argument = (short: number): number => {
    if (short < 24) return short;
    const length = { 24: 1, 25: 2, 26: 4 }[short];
    if (!length) throw new Error(`CBOR has a number of an unknown form, ${short}, at byte ${place}.`);
    place += length;
    return bytes.readUIntBE(place - length, length);
  };
  const read = (): Cbor => {
    const first = bytes[place++]!;
    const value = argument(first & 31);
    switch (first >> 5) {
      case 0:
        return value;
      case 1:
        return -1 - value;
      case 3:
        place += value;
        return bytes.toString('utf8', place - value, place);
      case 4:
        return Array.from({ length: value }, read);
      default:
        throw new Error(`CBOR has an item of an unknown kind, ${first >> 5}, at byte ${place - 1}.`);
    }
  };
  return read();
}
