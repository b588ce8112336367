import assert from 'node:assert/strict';
import { test } from 'node:test';
import { carryRights, readRights } from './rights.ts';

/** Photoshop's image resource with IPTC datasets of record 2, after one that says UTF-8. */
function iptcBlock(...datasets: [number, string][]): Buffer {
  const dataset = (record: number, number: number, value: Buffer) =>
    Buffer.concat([Buffer.from([0x1c, record, number, value.length >> 8, value.length & 255]), value]);
  return Buffer.concat([
    Buffer.from('8BIM\x04\x04\0\0\0\0\0\0', 'latin1'),
    dataset(1, 90, Buffer.from('\x1b%G', 'latin1')),
    ...datasets.map(([number, text]) => dataset(2, number, Buffer.from(text))),
  ]);
}

/** EXIF with one text tag in its IFD0, big-endian. */
function exifBlock(tag: number, text: string): Buffer {
  const block = Buffer.alloc(26);
  block.write('MM\0*\0\0\0\x08\0\x01', 'latin1');
  block.writeUInt16BE(tag, 10);
  block.writeUInt16BE(2, 12);
  block.writeUInt32BE(Buffer.byteLength(text) + 1, 14);
  block.writeUInt32BE(26, 18);
  return Buffer.concat([block, Buffer.from(`${text}\0`)]);
}

test('what is carried is read again, in any script', () => {
  const packet = `<rdf:Description photoshop:Credit="Jän &quot;J&quot; Öberg / Agency"
    xmpRights:WebStatement="https://example.org/l?a=1&amp;b=2">
    <dc:creator><rdf:Seq><rdf:li>Jän Öberg</rdf:li></rdf:Seq></dc:creator>
    <dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© &lt;Ö &#38; 日本&#x3e;&#0;</rdf:li></rdf:Alt></dc:rights>
    <dc:description>Two cranes</dc:description></rdf:Description>`;
  const { exif, xmp } = carryRights({ xmp: Buffer.from(packet) });
  assert.deepEqual(exif, { IFD0: { Artist: 'Jän Öberg' } });
  assert.deepEqual(readRights({ xmp: Buffer.from(xmp!) }), {
    creator: 'Jän Öberg',
    copyright: '© <Ö & 日本>',
    credit: 'Jän "J" Öberg / Agency',
    licence: 'https://example.org/l?a=1&b=2',
    description: 'Two cranes',
  });
  assert.doesNotMatch(xmp!, /\0/);
});

test('what came as ASCII in EXIF stays there alone', () => {
  assert.deepEqual(carryRights({ exif: exifBlock(0x8298, '(C) Agency') }), {
    exif: { IFD0: { Copyright: '(C) Agency' } },
    xmp: undefined,
  });
  assert.match(carryRights({ exif: exifBlock(0x8298, '© Agency') }).xmp!, /© Agency/);
  assert.deepEqual(carryRights({}), { exif: undefined, xmp: undefined });
});

test('XMP is read as attributes and as elements, several creators as one line', () => {
  const packet = `<rdf:Description photoshop:Credit='AFP &amp; Co'><dc:creator>
    <rdf:Seq><rdf:li>Ann</rdf:li><rdf:li>Ben</rdf:li></rdf:Seq></dc:creator></rdf:Description>`;
  assert.deepEqual(readRights({ xmp: Buffer.from(packet) }), { creator: 'Ann; Ben', credit: 'AFP & Co' });
});

test('IPTC speaks where XMP is silent', () => {
  const iptc = iptcBlock([80, 'Zoë'], [110, 'Agency'], [116, '© Zoë']);
  const xmp = Buffer.from('<rdf:Description photoshop:Credit="Zoë / Agency"/>');
  assert.deepEqual(readRights({ iptc, xmp }), {
    creator: 'Zoë',
    copyright: '© Zoë',
    credit: 'Zoë / Agency',
  });
});

test('broken metadata says nothing', () => {
  assert.deepEqual(readRights({ exif: Buffer.from('Exif\0\0MM\0*\xff\xff\xff\xff', 'latin1') }), {});
  assert.deepEqual(readRights({ exif: Buffer.from('Exif'), iptc: Buffer.from([0x1c, 2]) }), {});
});
