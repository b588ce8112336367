import { escapeXml, withoutNonXml } from '../lib/xml.ts';

/**
 * A picture's own credit and copyright, carried from the original's metadata to what is served.
 * Nothing else is: no place, no camera or serial number, no editing history.
 */
interface Rights {
  creator?: string;
  copyright?: string;
  /** Credit line: "Jane Doe / Agency". */
  credit?: string;
  /** Terms of use in words. */
  usageTerms?: string;
  /** Web address of the licence. */
  licence?: string;
  description?: string;
}

/** Metadata blocks as they lie in a picture file, without its format's wrapping: those of sharp's `metadata()`. */
interface MetadataBlocks {
  exif?: Buffer;
  iptc?: Buffer;
  xmp?: Buffer;
}

/** Metadata for a derivative, in the form of sharp's `withExif` and `withXmp`. */
export interface CarriedRights {
  exif?: { IFD0: Record<string, string> };
  xmp?: string;
}

interface Place {
  /** XMP property. */
  xmp: string;
  /** Container of its values; none for a plain text. */
  list?: 'Seq' | 'Alt';
  /** Number of the IPTC-IIM dataset in record 2. */
  iptc?: number;
  /** Name and number of the text tag in EXIF's IFD0. */
  exif?: [string, number];
}

const places: Record<keyof Rights, Place> = {
  creator: { xmp: 'dc:creator', list: 'Seq', iptc: 80, exif: ['Artist', 0x013b] },
  copyright: { xmp: 'dc:rights', list: 'Alt', iptc: 116, exif: ['Copyright', 0x8298] },
  credit: { xmp: 'photoshop:Credit', iptc: 110 },
  usageTerms: { xmp: 'xmpRights:UsageTerms', list: 'Alt' },
  licence: { xmp: 'xmpRights:WebStatement' },
  description: { xmp: 'dc:description', list: 'Alt', iptc: 120, exif: ['ImageDescription', 0x010e] },
};
const fields = Object.keys(places) as (keyof Rights)[];

const namespaces = {
  dc: 'http://purl.org/dc/elements/1.1/',
  photoshop: 'http://ns.adobe.com/photoshop/1.0/',
  xmpRights: 'http://ns.adobe.com/xap/1.0/rights/',
};

/**
 * What a derivative keeps of its original's metadata: all its rights as EXIF when they came as EXIF and are
 * ASCII, for every byte counts in a small picture; otherwise as XMP, with the names in EXIF too.
 */
export function carryRights(original: MetadataBlocks): CarriedRights {
  const rights = readRights(original);
  const inExif = readRights({ exif: original.exif });
  const exifIsEnough = fields.every(
    (field) => rights[field] === inExif[field] && /^\p{ASCII}*$/u.test(rights[field] ?? ''),
  );
  const tags = fields.flatMap((field) => {
    const [tag] = places[field].exif ?? [];
    const text = rights[field];
    const isWanted = exifIsEnough || (field !== 'description' && fitsExif(text ?? ''));
    return tag && text && isWanted ? [[tag, text]] : [];
  });
  return {
    exif: tags.length > 0 ? { IFD0: Object.fromEntries(tags) } : undefined,
    xmp: exifIsEnough ? undefined : writeXmp(rights),
  };
}

/** Reads credit and copyright from XMP, IPTC-IIM and EXIF: the first that says something. Broken ones do not. */
export function readRights({ exif, iptc, xmp }: MetadataBlocks): Rights {
  const packet = xmp?.toString('utf8') ?? '';
  const datasets = iptc ? readIptc(iptc) : new Map<number, string>();
  const tags = exif ? readExif(exif) : new Map<number, string>();
  const rights: Rights = {};
  for (const field of fields) {
    const place = places[field];
    const value =
      readXmp(packet, place.xmp, place.list) ||
      (place.iptc && datasets.get(place.iptc)) ||
      (place.exif && tags.get(place.exif[1]));
    if (value) rights[field] = value;
  }
  return rights;
}

/** libvips writes © as (C) and é as e, but other scripts as question marks. */
function fitsExif(text: string): boolean {
  return /^[\p{ASCII}\p{Script=Latin}\p{Mark}©–—‘’“”]*$/u.test(text);
}

/** A bare XMP packet. */
function writeXmp(rights: Rights): string {
  const properties = fields.flatMap((field) => {
    const { xmp, list } = places[field];
    const text = rights[field] && escapeXml(withoutNonXml(rights[field]));
    if (!text) return [];
    const language = list === 'Alt' ? ' xml:lang="x-default"' : '';
    const value = list ? `<rdf:${list}><rdf:li${language}>${text}</rdf:li></rdf:${list}>` : text;
    return [`<${xmp}>${value}</${xmp}>`];
  });
  const body = properties.join('');
  const declarations = Object.entries(namespaces)
    .filter(([prefix]) => body.includes(`<${prefix}:`))
    .map(([prefix, address]) => ` xmlns:${prefix}="${address}"`);
  return (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">' +
    `<rdf:Description rdf:about=""${declarations.join('')}>${body}</rdf:Description></rdf:RDF></x:xmpmeta>`
  );
}

function readXmp(packet: string, name: string, list?: 'Seq' | 'Alt'): string | undefined {
  const attribute = new RegExp(`\\s${name}=(?:"([^"]*)"|'([^']*)')`).exec(packet);
  if (attribute) return unescapeXml(attribute[1] ?? attribute[2]!).trim();
  const element = new RegExp(`<${name}(?:\\s[^>]*)?>([^]*?)</${name}>`).exec(packet)?.[1];
  if (element === undefined) return undefined;
  const items = Array.from(element.matchAll(/<rdf:li[^>]*>([^]*?)<\/rdf:li>/g), (match) => match[1]!);
  const texts = (items.length > 0 ? items : [element]).map((text) => unescapeXml(text).trim());
  return list === 'Seq' ? texts.join('; ') : texts[0];
}

/** IPTC-IIM 4.1: datasets of record 2 by number; Latin-1 unless record 1 says UTF-8. */
function readIptc(block: Buffer): Map<number, string> {
  const datasets = new Map<number, string>();
  // In a JPEG the record lies inside Photoshop's image resource 0x0404.
  const resource = block.indexOf(Buffer.from('8BIM\x04\x04', 'latin1'));
  const start = block.indexOf(0x1c, Math.max(resource, 0));
  const utf8 = block.includes(Buffer.from('\x1b%G', 'latin1'));
  for (let at = start; at >= 0 && at + 5 <= block.length && block[at] === 0x1c;) {
    const [record, dataset, length] = [block[at + 1]!, block[at + 2]!, block.readUInt16BE(at + 3)];
    const text = block.toString(utf8 ? 'utf8' : 'latin1', at + 5, at + 5 + length).trim();
    if (record === 2 && text) {
      const earlier = datasets.get(dataset);
      datasets.set(dataset, earlier ? `${earlier}; ${text}` : text);
    }
    at += 5 + length;
  }
  return datasets;
}

/** EXIF 2.32, TIFF 6: the text tags of IFD0 by number. Their text is ASCII by the book and UTF-8 in practice. */
function readExif(block: Buffer): Map<number, string> {
  const tags = new Map<number, string>();
  const tiff = block.toString('latin1', 0, 6) === 'Exif\0\0' ? block.subarray(6) : block;
  const little = tiff.toString('latin1', 0, 2) === 'II';
  const short = (at: number) => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const long = (at: number) => (little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  if (tiff.length < 8) return tags;
  const directory = long(4);
  const entries = directory + 2 <= tiff.length ? short(directory) : 0;
  for (let entry = directory + 2; entry <= directory + 2 + (entries - 1) * 12; entry += 12) {
    if (entry + 12 > tiff.length) break;
    const [type, length] = [short(entry + 2), long(entry + 4)];
    if (type !== 2) continue;
    const start = length > 4 ? long(entry + 8) : entry + 8;
    const text = tiff
      .toString('utf8', start, start + length)
      .split('\0', 1)[0]!
      .trim();
    if (text) tags.set(short(entry), text);
  }
  return tags;
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi,
    (whole, hex, decimal, name) => {
      if (name) return entities[name.toLowerCase()]!;
      const code = hex ? parseInt(hex, 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
