import { hash } from 'node:crypto';
import { CborWriter } from '../lib/cbor.ts';
import { PostingLists, type Postings } from './pagefind-postings.ts';
import type { PageRecord } from './pagefind-record.ts';

/** What an index has of words, by their numbers. */
export interface Lexicon {
  /** As they stand between spaces. */
  words: string[];
  /** What each is found by in a text. */
  inText: FoundBy[][];
  /** What it is found by in meta, where Pagefind makes fewer pieces of it. */
  inMeta: FoundBy[][];
  terms: Term[];
}

/** One of the terms that a word is found by. */
export interface FoundBy {
  /** Its number. */
  term: number;
  /** Whether it is but a piece: `mail` of "e-mail". Its weight is shared among all of them. */
  isPiece: boolean;
}

/** A word without its endings. */
export interface Term {
  /** `attack` for "attacks". */
  stem: string;
  /** As it was written, where `stem` has lost accents; else empty. */
  original: string;
}

/** A page whose words are numbers. */
export interface NumberedPage extends Omit<PageRecord, 'words'> {
  words: ArrayLike<number>;
  /** Of each of the page's meta. */
  metaWords: ArrayLike<number>[];
}

/** An index of pages, in files as Pagefind's browser engine loads them once they are compressed. */
export interface PagefindIndex {
  /** Names the file to load first; empty when no page has a word. */
  head: string;
  /** Pages that have a word. */
  pages: number;
  files: { path: string; content: Buffer }[];
}

/** What decides an index besides its pages. */
export interface IndexSettings {
  /** Primary subtag of the language. */
  language: string;
  /** Version of Pagefind. */
  version: string;
  /** Size of a file of words, in Pagefind's unit. */
  chunkSize: number;
}

/** The first bytes of each file, before it is compressed. */
export const signature = Buffer.from('pagefind_dcd');

/** The postings of a stem, and of its spellings with accents. */
interface IndexedWord {
  stem: string;
  own?: Postings;
  variants: { original: string; postings: Postings }[];
}

/**
 * Makes an index of pages: byte for byte the one that Pagefind's own indexer makes of them, before compression.
 * @param pages in the order of their numbers
 */
export function makePagefindIndex(
  pages: NumberedPage[],
  lexicon: Lexicon,
  settings: IndexSettings,
): PagefindIndex {
  const { language, version } = settings;
  const metaFields = [...new Set(pages.flatMap(({ meta }) => meta.map(([name]) => name)))].sort(compare);
  const lists = new PostingLists(lexicon.terms.length);
  const indexed: NumberedPage[] = [];
  const fragments: { hash: string; words: number; content: Buffer }[] = [];
  for (const page of pages) {
    const before = lists.length;
    listText(page, indexed.length, lexicon, lists);
    // A page without a word is left out.
    if (lists.length === before) continue;
    listMeta(page, indexed.length, lexicon, metaFields, lists);
    const content = Buffer.from(fragmentOf(page, lexicon));
    fragments.push({ hash: fullHash(content), words: page.words.length, content });
    indexed.push(page);
  }
  if (indexed.length === 0) return { head: '', pages: 0, files: [] };
  const { postings, numbers } = lists.finish();

  const writer = new CborWriter();
  const file = (path: string, content: Buffer) => ({ path, content });
  const fragmentNames = shortNames(fragments, language, 1);
  const filters = filtersOf(indexed).map(([name, values]) => {
    const content = encodeFilter(writer, name, values);
    return { name, content, hash: fullHash(content) };
  });
  const filterNames = shortNames(filters, language, 2);
  const chunks = chunksOf(wordsOf(postings, lexicon.terms), settings.chunkSize).map((chunk) => {
    const content = encodeChunk(writer, chunk, numbers);
    return { first: chunk[0]!.stem, last: chunk.at(-1)!.stem, content, hash: fullHash(content) };
  });
  const chunkNames = shortNames(chunks, language, 2);

  const content = encodeHead(writer, {
    version,
    pages: fragments.map(({ words }, at) => ({ name: fragmentNames[at]!, words })),
    chunks: boundsOf(chunks).map((bounds, at) => ({ ...bounds, name: chunkNames[at]! })),
    filters: filters.map(({ name }, at) => [name, filterNames[at]!]),
    sorts: sortsOf(indexed),
    metaFields,
  });
  const head = `${language}_${fullHash(content).slice(0, language.length + 8)}`;
  return {
    head,
    pages: fragments.length,
    files: [
      file(`pagefind.${head}.pf_meta`, content),
      ...fragments.map(({ content }, at) => file(`fragment/${fragmentNames[at]}.pf_fragment`, content)),
      ...chunks.map(({ content }, at) => file(`index/${chunkNames[at]}.pf_index`, content)),
      ...filters.map(({ content }, at) => file(`filter/${filterNames[at]}.pf_filter`, content)),
    ],
  };
}

/** Notes where each word of a page's text stands. */
function listText(
  { words, weights }: NumberedPage,
  page: number,
  { inText }: Lexicon,
  lists: PostingLists,
): void {
  for (let place = 0; place < words.length; place++) {
    const weight = weights[place]!;
    const found = inText[words[place]!]!;
    for (const { term, isPiece } of found) {
      lists.add(term, page, place, isPiece ? pieceWeight(found, weight) : weight);
    }
  }
}

function pieceWeight(found: FoundBy[], weight: number): number {
  const pieces = found.reduce((sum, { isPiece }) => sum + (isPiece ? 1 : 0), 0);
  return weight === 0 ? 0 : Math.max(1, Math.floor(weight / pieces));
}

/** Notes where each word of a page's meta stands. */
function listMeta(
  { meta, metaWords }: NumberedPage,
  page: number,
  lexicon: Lexicon,
  fields: string[],
  lists: PostingLists,
): void {
  for (const [at, [name]] of meta.entries()) {
    const field = fields.indexOf(name);
    const words = metaWords[at]!;
    for (let place = 0; place < words.length; place++) {
      for (const { term } of lexicon.inMeta[words[place]!]!) lists.addMeta(term, page, field, place);
    }
  }
}

function fragmentOf({ url, words, anchors, meta, filters }: NumberedPage, lexicon: Lexicon): string {
  return JSON.stringify({
    url,
    content: Array.from(words, (word) => lexicon.words[word]).join(' '),
    word_count: words.length,
    filters: Object.fromEntries(filters),
    meta: Object.fromEntries(meta),
    anchors,
  });
}

function filtersOf(records: NumberedPage[]): [name: string, values: [value: string, pages: number[]][]][] {
  const filters = new Map<string, Map<string, number[]>>();
  for (const [page, record] of records.entries()) {
    for (const [name, values] of record.filters) {
      let pages = filters.get(name);
      if (!pages) filters.set(name, (pages = new Map()));
      for (const value of values) {
        const found = pages.get(value);
        if (found) found.push(page);
        else pages.set(value, [page]);
      }
    }
  }
  return inOrder(filters).map(([name, values]) => [name, inOrder(values)]);
}

/** Pages in the order of each key, as text. */
function sortsOf(records: NumberedPage[]): [name: string, pages: number[]][] {
  const sorts = new Map<string, { page: number; value: string }[]>();
  for (const [page, { sort }] of records.entries()) {
    for (const [name, value] of sort) {
      const values = sorts.get(name);
      if (values) values.push({ page, value });
      else sorts.set(name, [{ page, value }]);
    }
  }
  return inOrder(sorts).map(([name, values]) => [
    name,
    values.sort((a, b) => compare(a.value, b.value)).map(({ page }) => page),
  ]);
}

/** As many words in each chunk as reach its size. */
function chunksOf(words: IndexedWord[], chunkSize: number): IndexedWord[][] {
  const chunks: IndexedWord[][] = [];
  let chunk: IndexedWord[] = [];
  let size = 0;
  for (const word of words) {
    size += word.own?.size ?? 0;
    for (const { postings } of word.variants) size += postings.size + 1;
    chunk.push(word);
    if (size < chunkSize) continue;
    chunks.push(chunk);
    chunk = [];
    size = 0;
  }
  return chunk.length > 0 ? [...chunks, chunk] : chunks;
}

/** Words in their order. */
function wordsOf(all: Postings[], terms: readonly Term[]): IndexedWord[] {
  const words = new Map<string, IndexedWord>();
  for (const postings of all) {
    const { stem, original } = terms[postings.term]!;
    let word = words.get(stem);
    if (!word) words.set(stem, (word = { stem, variants: [] }));
    if (original === '') word.own = postings;
    else word.variants.push({ original, postings });
  }
  // Spellings come as pages bring them: in order, those of the text before those of the meta.
  for (const { variants } of words.values()) {
    if (variants.length < 2) continue;
    variants.sort(
      ({ original: a, postings: one }, { original: b, postings: other }) =>
        one.first - other.first || Number(one.firstInMeta) - Number(other.firstInMeta) || compare(a, b),
    );
  }
  return [...words.values()].sort((a, b) => compare(a.stem, b.stem));
}

/** As short as tells neighbours apart. */
function boundsOf(chunks: { first: string; last: string }[]): { from: string; to: string }[] {
  const bounds = chunks.map(({ first, last }) => ({ from: first, to: last }));
  for (let place = 1; place < bounds.length; place++) {
    const [before, after] = [bounds[place - 1]!, bounds[place]!];
    const [a, b] = [[...before.to], [...after.from]];
    let shared = 0;
    while (shared < a.length && shared < b.length && a[shared] === b[shared]) shared++;
    const to = a.slice(0, shared + 1).join('');
    if (compare(to, before.from) >= 0) before.to = to;
    after.from = b.slice(0, shared + 1).join('');
  }
  return bounds;
}

function encodeChunk(writer: CborWriter, chunk: IndexedWord[], numbers: Int32Array): Buffer {
  writer.list(1);
  writer.list(chunk.length);
  for (const { stem, own, variants } of chunk) {
    writer.list(3);
    writer.text(stem);
    if (own) writePostings(writer, own, numbers);
    else writer.list(0);
    writer.list(variants.length);
    for (const { original, postings } of variants) {
      writer.list(2);
      writer.text(original);
      writePostings(writer, postings, numbers);
    }
  }
  return writer.take();
}

function writePostings(writer: CborWriter, { pages, start, end }: Postings, numbers: Int32Array): void {
  writer.list(pages);
  for (let place = start; place < end;) {
    writer.list(3);
    writer.number(numbers[place++]!);
    for (let list = 0; list < 2; list++) {
      const count = numbers[place++]!;
      writer.list(count);
      for (const last = place + count; place < last; place++) writer.number(numbers[place]!);
    }
  }
}

function encodeFilter(writer: CborWriter, name: string, values: [value: string, pages: number[]][]): Buffer {
  writer.list(2);
  writer.text(name);
  writer.list(values.length);
  for (const [value, pages] of values) {
    writer.list(2);
    writer.text(value);
    writeNumbers(writer, pages);
  }
  return writer.take();
}

/** What the browser loads first: the names of all other files, and what each is good for. */
interface Head {
  version: string;
  /** In the order of their numbers, with how many words each has. */
  pages: { name: string; words: number }[];
  chunks: { from: string; to: string; name: string }[];
  filters: [filter: string, name: string][];
  sorts: [key: string, pages: number[]][];
  metaFields: string[];
}

function encodeHead(
  writer: CborWriter,
  { version, pages, chunks, filters, sorts, metaFields }: Head,
): Buffer {
  writer.list(6);
  writer.text(version);
  writer.list(pages.length);
  for (const { name, words } of pages) {
    writer.list(3);
    writer.text(name);
    writer.number(words);
    // Name of a file that it shares with others; it has one of its own.
    writer.text('');
  }
  writer.list(chunks.length);
  for (const { from, to, name } of chunks) writeTexts(writer, [from, to, name]);
  writer.list(filters.length);
  for (const filter of filters) writeTexts(writer, filter);
  writer.list(sorts.length);
  for (const [key, order] of sorts) {
    writer.list(2);
    writer.text(key);
    writeNumbers(writer, order);
  }
  writeTexts(writer, metaFields);
  return writer.take();
}

function writeNumbers(writer: CborWriter, numbers: number[]): void {
  writer.list(numbers.length);
  for (const number of numbers) writer.number(number);
}

function writeTexts(writer: CborWriter, texts: string[]): void {
  writer.list(texts.length);
  for (const text of texts) writer.text(text);
}

/** As many digits of each hash as make it a name of its own, `step` more at a time. */
function shortNames(files: { hash: string }[], language: string, step: number): string[] {
  const taken = new Set<string>();
  return files.map(({ hash }) => {
    const whole = `${language}_${hash}`;
    let length = language.length + 8;
    while (taken.has(whole.slice(0, length)) && length < whole.length) length += step;
    const name = whole.slice(0, length);
    taken.add(name);
    return name;
  });
}

/** SHA-1 as Pagefind writes it: without the zeros that bytes begin with. */
const fullHash = (content: Buffer) => hash('sha1', content, 'hex').replace(/0([0-9a-f])|(..)/g, '$1$2');

function inOrder<Value>(map: ReadonlyMap<string, Value>): [string, Value][] {
  return [...map].sort(([a], [b]) => compare(a, b));
}

const halves = /[\ud800-\udfff]/;

/** By code points, as bytes in UTF-8 are compared. */
function compare(a: string, b: string): number {
  if (a === b) return 0;
  // By code units, signs beyond the first 65,536 would come before some of these.
  if (!halves.test(a) && !halves.test(b)) return a < b ? -1 : 1;
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
