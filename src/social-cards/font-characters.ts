/**
 * The characters that a font has, as its own table says (OpenType: `cmap`, formats 4 and 12).
 * @param font bytes of a TrueType or OpenType file
 * @returns code points
 */
export function charactersOf(font: Buffer): Set<number> {
  const characters = new Set<number>();
  const tables = font.readUInt16BE(4);
  const entries = Array.from({ length: tables }, (_, index) => 12 + index * 16);
  const entry = entries.find((at) => font.toString('latin1', at, at + 4) === 'cmap');
  if (entry === undefined) return characters;
  const cmap = font.subarray(font.readUInt32BE(entry + 8));
  for (let index = 0; index < cmap.readUInt16BE(2); index++) {
    const table = cmap.subarray(cmap.readUInt32BE(4 + index * 8 + 4));
    const format = table.readUInt16BE(0);
    if (format === 4) readSegments(table, characters);
    else if (format === 12) readGroups(table, characters);
  }
  return characters;
}

/** Format 4: segments of the first 65,536 characters. A glyph of 0 is none. */
function readSegments(table: Buffer, characters: Set<number>): void {
  const size = table.readUInt16BE(6);
  const [ends, starts] = [14, 16 + size];
  const [deltas, offsets] = [starts + size, starts + 2 * size];
  for (let at = 0; at < size; at += 2) {
    const [first, last] = [table.readUInt16BE(starts + at), table.readUInt16BE(ends + at)];
    const delta = table.readUInt16BE(deltas + at);
    const offset = table.readUInt16BE(offsets + at);
    for (let code = first; code <= last && code < 0xffff; code++) {
      const stored = offset && table.readUInt16BE(offsets + at + offset + (code - first) * 2);
      const glyph = offset === 0 ? code + delta : stored === 0 ? 0 : stored + delta;
      if (glyph % 0x1_00_00 !== 0) characters.add(code);
    }
  }
}

/** Format 12: groups of any characters. */
function readGroups(table: Buffer, characters: Set<number>): void {
  const count = table.readUInt32BE(12);
  for (let index = 0; index < count; index++) {
    const at = 16 + index * 12;
    const [first, last] = [table.readUInt32BE(at), table.readUInt32BE(at + 4)];
    for (let code = first; code <= last; code++) characters.add(code);
  }
}
