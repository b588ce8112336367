import { decodeNamedCharacterReference } from 'decode-named-character-reference';

/** What search knows of a page, as Pagefind's own indexer would read it from its HTML. */
export interface PageRecord {
  /** Permalink. */
  url: string;
  /** The page's text, as it stands between spaces. */
  words: string[];
  /** Of each word: 24 in a paragraph, more in a heading. */
  weights: number[];
  /** Elements with an id, in their order. */
  anchors: Anchor[];
  /** Each with its names in order. */
  meta: [name: string, value: string][];
  filters: [name: string, values: string[]][];
  sort: [name: string, value: string][];
}

/** A place that a result can lead to. */
export interface Anchor {
  element: string;
  id: string;
  text: string;
  /** Number of words before it. */
  location: number;
}

/** A tag with its attributes, whose values may hold `<` and `>`; a comment; an element whose content is no HTML. */
const markup =
  /<!--.*?-->|<(script|style|textarea|title|iframe)\b.*?<\/\1\s*>|<(\/?)([a-z][^\s/>]*)((?:"[^"]*"|'[^']*'|[^"'>])*)>/gis;
const attribute = /([^\s=>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;

// The lists are those of Pagefind's own parser (pagefind/src/fossick/parser.rs).
const ends = set('h1 h2 h3 h4 h5 h6 p td div ul li article section');
const inline = set(
  'a abbr acronym b bdo big br button cite code dfn em i img input kbd label map object output q samp script ' +
    'select small span strong sub sup textarea time tt var',
);
const ignored = set('style script noscript label form svg footer nav iframe template');
const empty = set('area base br col embed hr img input link meta source track wbr');
const headingWeights: Record<string, number> = { h1: 7, h2: 6, h3: 5, h4: 4, h5: 3, h6: 2 };
const known = set(
  ['body', 'ignore', 'meta', 'filter', 'sort'].map((name) => `data-pagefind-${name}`).join(' '),
);

/** A text that ends like this gets a full stop: it ends a sentence. */
const openEnd = /[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}'")$*]$/u;
/** White space as Unicode has it, which is not quite what `\s` has. */
const space = /[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

/** What goes with the words through the tree, as words of their own: Pagefind's own names for it. */
const [weightMark, endMark, anchorMark] = [
  '___PAGEFIND_AUTO_WEIGHT___',
  '___END_PAGEFIND_WEIGHT___',
  '___PAGEFIND_ANCHOR___',
];
const privateMark = /___PAGEFIND_\S+\s?/g;
const usualWeight = 24;

/** An element that is open. */
interface Element {
  name: string;
  text: string;
  /** `body`: only what it holds counts. `out`: neither it nor what it holds says anything. */
  status: 'in' | 'ignored' | 'out' | 'body';
  attributes: Map<string, string>;
  /** Of elements with an id whose text this is. */
  anchors: string[];
}

/**
 * Reads a page's searched part: the one element with `data-pagefind-body`, well-formed.
 * The words, and what is said of them, are those that Pagefind's own indexer finds.
 * @throws {Error} when its tags do not match, or it has an attribute for search that is not known here.
 */
export function readRecord(url: string, html: string): PageRecord {
  const meta = new Map<string, string>();
  const filters = new Map<string, string[]>();
  const sort = new Map<string, string>();
  const anchorTexts = new Map<string, string>();
  const root: Element = { name: '', text: '', status: 'in', attributes: new Map(), anchors: [] };
  const open: Element[] = [root];
  let body = '';
  let anchorCount = 0;

  const say = (text: string) => {
    const element = open.at(-1)!;
    element.text += text;
    if (element.status === 'ignored' || element.status === 'out') return;
    for (const id of element.anchors) anchorTexts.set(id, (anchorTexts.get(id) ?? '') + text);
  };

  const begin = (name: string, source: string) => {
    const parent = open.at(-1)!;
    const attributes = /data-pagefind|\bid\b/.test(source) ? attributesOf(source) : noAttributes;
    const status = statusOf(name, attributes, url);
    const id = attributes.get('id')?.replace(/\s/g, '');
    const anchors = parent.anchors.length > 0 && inline.has(name) ? [...parent.anchors] : [];
    if (id !== undefined && status !== 'out' && !attributes.has('data-pagefind-ignore')) {
      const anchor = `${anchorCount++}:${id}`;
      parent.text += ` ${anchorMark}${name}:${anchor} `;
      anchors.push(anchor);
    }
    if (name === 'br' && status !== 'out') parent.text += ' ';
    open.push({
      ...{ name, text: '', attributes, anchors },
      status: parent.status === 'out' ? 'out' : status,
    });
  };

  const end = (name: string) => {
    const element = open.pop()!;
    if (element.name !== name || open.length === 0) {
      throw new Error(`${url} cannot be indexed: </${name}> ends <${element.name}>.`);
    }
    if (element.status === 'out') return;
    for (const [key, value] of pairsOf(element, 'data-pagefind-filter')) {
      // Pagefind decodes it twice.
      filters.set(key, [...(filters.get(key) ?? []), normal(value)]);
    }
    for (const [key, value] of pairsOf(element, 'data-pagefind-sort')) sort.set(key, value);
    for (const [key, value] of pairsOf(element, 'data-pagefind-meta')) meta.set(key, value);
    if (element.status === 'ignored') return;
    let { text } = element;
    if (ends.has(name)) text = openEnd.test(text) ? ` ${text}. ` : ` ${text} `;
    const weight = headingWeights[name];
    if (weight) text = ` ${weightMark}${weight} ${text} ${endMark} `;
    if (element.status === 'body') body += text;
    else open.at(-1)!.text += text;
  };

  let place = 0;
  markup.lastIndex = 0;
  for (let tag; (tag = markup.exec(html));) {
    if (tag.index > place) say(html.slice(place, tag.index));
    place = markup.lastIndex;
    const [, , slash, tagName, source = ''] = tag;
    // A comment, or an element whose content is no text of the page.
    if (tagName === undefined) continue;
    const name = tagName.toLowerCase();
    if (slash) end(name);
    else {
      begin(name, source);
      if (empty.has(name) || (source.endsWith('/') && isForeign(open))) leave(open, url);
    }
  }
  if (open.length > 1) throw new Error(`${url} cannot be indexed: <${open.at(-1)!.name}> does not end.`);

  return {
    url,
    ...readWords(decode(body), anchorTexts),
    meta: inOrder(meta).map(([name, value]) => [name, value.replace(privateMark, '')]),
    filters: inOrder(filters).map(([name, values]) => [
      name,
      values.map((value) => value.replace(privateMark, '')),
    ]),
    sort: inOrder(sort),
  };
}

/** The words of a value of a page's meta. */
export const metaWords = (value: string): string[] => value.split(space).filter((word) => word !== '');

const noAttributes = new Map<string, string>();

function statusOf(name: string, attributes: Map<string, string>, url: string): Element['status'] {
  for (const attribute of attributes.keys()) {
    if (attribute.startsWith('data-pagefind-') && !known.has(attribute)) {
      throw new Error(
        `${url} cannot be indexed: ${attribute} is not known; adapt src/formats/pagefind-record.ts.`,
      );
    }
  }
  const ignore = attributes.get('data-pagefind-ignore');
  if (ignored.has(name)) return ignore === 'all' ? 'out' : 'ignored';
  if (attributes.has('data-pagefind-body')) return 'body';
  return ignore === undefined ? 'in' : ignore === 'all' ? 'out' : 'ignored';
}

/** An element without content ends where it begins. */
function leave(open: Element[], url: string): void {
  const element = open.pop()!;
  if (
    [...element.attributes.keys()].some(
      (name) => name.startsWith('data-pagefind-') && name !== 'data-pagefind-ignore',
    )
  ) {
    throw new Error(
      `${url} cannot be indexed: <${element.name}> has an attribute for search and no content.`,
    );
  }
}

/** Where a slash before the end of a tag ends the element: in drawings and formulas. */
const isForeign = (open: Element[]) => open.some(({ name }) => name === 'svg' || name === 'math');

function attributesOf(source: string): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name, double, single, bare] of source.matchAll(attribute)) {
    const key = name!.toLowerCase();
    if (!attributes.has(key)) attributes.set(key, double ?? single ?? bare ?? '');
  }
  return attributes;
}

/** What an attribute says: `name[attribute]`, `name`, whose value is the element's text, and at its end `name:value`. */
function pairsOf({ attributes, text }: Element, name: string): [name: string, value: string][] {
  const source = attributes.get(name);
  if (source === undefined) return [];
  const colon = source.indexOf(':');
  const chunks = (colon < 0 ? source : source.slice(0, colon)).split(',').map((chunk) => chunk.trim());
  return chunks.flatMap((chunk, index): [string, string][] => {
    if (colon >= 0 && index === chunks.length - 1) return [[chunk, normal(source.slice(colon + 1))]];
    const [, key, from] = /^([^:[\]]+)\[(.+)\]$/.exec(chunk) ?? [];
    if (key !== undefined) return [[key, normal(attributes.get(from!.toLowerCase()) ?? '')]];
    return text === '' ? [] : [[chunk, normal(text)]];
  });
}

/** Parts a text, and takes what goes with the words out of it. */
function readWords(text: string, anchorTexts: ReadonlyMap<string, string>) {
  const words: string[] = [];
  const weights: number[] = [];
  const anchors: Anchor[] = [];
  const stack = [usualWeight];
  for (const word of text.split(space)) {
    if (word.startsWith('___')) {
      if (word.startsWith(anchorMark)) {
        const [element, anchor] = cut(word.slice(anchorMark.length), ':');
        const id = cut(anchor, ':')[1];
        anchors.push({
          element,
          id,
          text: normal(normal(anchorTexts.get(anchor) ?? '')),
          location: words.length,
        });
        continue;
      }
      if (word.startsWith(weightMark)) {
        stack.push(stack.length === 1 ? Number(word.slice(weightMark.length)) * usualWeight : stack.at(-1)!);
        continue;
      }
      if (word.startsWith(endMark)) {
        stack.pop();
        continue;
      }
    }
    // Pagefind has them between the words of languages that are written without spaces.
    const bare = word.replaceAll('\u200b', '');
    if (bare === '') continue;
    words.push(bare);
    weights.push(stack.at(-1) ?? 1);
  }
  return { words, weights, anchors };
}

function normal(text: string): string {
  return decode(text)
    .replace(/^\s+|\s+$/g, '')
    .replace(/(?:\n|\r\n)+/g, ' ')
    .replace(/\s{2,}/g, ' ');
}

const references: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  nbsp: '\xa0',
};

function decode(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z][a-z0-9]*);/gi, (whole, name: string) => {
    const usual = references[name];
    if (usual !== undefined) return usual;
    if (name[0] !== '#') return decodeNamedCharacterReference(name) || whole;
    const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1));
    const isCharacter = code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    return isCharacter ? String.fromCodePoint(code) : whole;
  });
}

function cut(text: string, sign: string): [before: string, after: string] {
  const place = text.indexOf(sign);
  return [text.slice(0, place), text.slice(place + sign.length)];
}

function inOrder<Value>(map: ReadonlyMap<string, Value>): [string, Value][] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1));
}

function set(names: string): ReadonlySet<string> {
  return new Set(names.split(' '));
}
