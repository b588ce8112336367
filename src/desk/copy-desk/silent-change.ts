import { diffArrays } from 'diff';
import type { ArticleFrontmatter } from '../../model/article.ts';
import { nearest } from '../../lib/text.ts';
import type { Prose, Span } from './prose.ts';
import type { KeyPlace } from './remark.ts';
import { doubledWords } from './words.ts';

/** A story as it is, or as it was committed. */
export interface StoryVersion {
  data: Partial<ArticleFrontmatter>;
  /** Its prose, as long as its file (see `prose.ts`). */
  prose: string;
  /** Parts of the prose that are quoted without marks, in order (see {@link quotedParts}). */
  quoted?: Span[];
  /** Who is quoted there, in a text as long as the file (see {@link speakersIn}). */
  speakers?: string;
  /** BCP 47 tag of the text; without it no word is known as one that is only written twice. */
  language?: string;
}

/** A fact that is another one now, or gone. */
export interface FactChange {
  what: 'number' | 'quotation' | 'name';
  before: string;
  /** Absent when it is gone. */
  after?: string;
  where: { offset: number } | KeyPlace;
}

/**
 * Numbers, quotations and names of a published story that were changed or taken out, when no correction or update
 * was added that may tell of it. What was only moved, set in other signs or added is no change of a fact.
 */
export function silentChanges(before: StoryVersion, after: StoryVersion): FactChange[] {
  if (hasNewNotice(before.data, after.data)) return [];
  const parts: [string | undefined, string | undefined, (word: Place) => FactChange['where']][] = [
    [before.data.title, after.data.title, ({ text: phrase }) => ({ at: ['title'], phrase })],
    [
      before.data.description,
      after.data.description,
      ({ text: phrase }) => ({ at: ['description'], phrase }),
    ],
    [before.prose, after.prose, ({ offset }) => ({ offset })],
    [before.speakers, after.speakers, ({ offset }) => ({ offset })],
  ];
  // Of another picture other things are said.
  if (before.data.image?.src === after.data.image?.src) {
    const captionOf = ({ data }: StoryVersion) => data.image?.caption;
    parts.push([
      captionOf(before),
      captionOf(after),
      ({ text: phrase }) => ({ at: ['image', 'caption'], phrase }),
    ]);
  }
  if (parts.every(([old, now]) => old === now)) return [];
  const quotedIn = (text: string, { prose, quoted }: StoryVersion) => (text === prose ? quoted : undefined);
  const read = parts.map(([old = '', now = '', place]) => ({
    old: wordsOf(old, quotedIn(old, before), before.language),
    now: wordsOf(now, quotedIn(now, after), after.language),
    place,
  }));
  const known = new Vocabulary(
    read.flatMap(({ old }) => old),
    read.flatMap(({ now }) => now),
  );
  const changes = read.flatMap(({ old, now, place }) =>
    changesOfText(old, now, known).map(({ at, ...change }) => ({ ...change, where: place(at) })),
  );
  const seen = new Set<string>();
  return changes.filter(({ before, after }) => {
    const key = `${before}\n${after}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** The parts of a story's file that are quoted without marks: quotations set apart, and those that are pulled out. */
export function quotedParts(text: string, { tags }: Pick<Prose, 'tags'>): Span[] {
  const apart = Array.from(
    text.matchAll(/^[ \t]*>[^\n]*(?:\n[ \t]*>[^\n]*)*/gm),
    ({ 0: part, index: start }) => ({ start, end: start + part.length }),
  );
  const pulled = tags.filter(isPullQuote).map(({ end: start }) => {
    const end = text.indexOf('</PullQuote', start);
    return { start, end: end === -1 ? text.length : end };
  });
  return [...apart, ...pulled].sort((a, b) => a.start - b.start);
}

/** The names and roles of those whose words are pulled out, each at its place; the rest of the file is blanked. */
export function speakersIn(text: string, { tags }: Pick<Prose, 'tags'>): string {
  const values = /(?<=\b(?:by|role)=(["']))(?:(?!\1)[^])*/g;
  let speakers = '';
  for (const { start, source } of tags.filter(isPullQuote)) {
    for (const { 0: value, index } of source.matchAll(values)) {
      speakers += blank(text.slice(speakers.length, start + index)) + value;
    }
  }
  return speakers;
}

const isPullQuote = ({ name, source }: Prose['tags'][number]) =>
  name === 'PullQuote' && !source.endsWith('/>');

const blank = (text: string) => text.replace(/[^\n]/g, ' ');

/** "“200” became “180”, and the quotation “…” is gone". */
export function describeChanges(changes: FactChange[]): string {
  const told = changes.slice(0, 3).map(({ what, before, after }) => {
    const kind = what === 'quotation' ? 'the quotation ' : '';
    return after === undefined
      ? `${kind}“${cut(before)}” is gone`
      : `${kind}“${cut(before)}” became “${cut(after)}”`;
  });
  const more = changes.length - told.length;
  if (more > 0) told.push(`${more} more ${more === 1 ? 'fact' : 'facts'} changed`);
  const last = told.pop()!;
  return told.length > 0 ? `${told.join(', ')}${told.length > 1 ? ',' : ''} and ${last}` : last;
}

const cut = (text: string) => (text.length > 60 ? `${text.slice(0, 59)}…` : text);

/** Whether a correction or an update is there that was not, or says something else now. */
function hasNewNotice(before: StoryVersion['data'], after: StoryVersion['data']): boolean {
  const notices = ({ corrections = [], updates = [] }: StoryVersion['data']) =>
    [...corrections, ...updates].map(({ date, text }) => `${date}\n${text}`);
  const old = new Set(notices(before));
  return notices(after).some((notice) => !old.has(notice));
}

/** A word or quotation mark of a text. */
interface Word {
  /** As written. */
  text: string;
  /** As it is compared. */
  plain: string;
  offset: number;
  kind: 'number' | 'ordinal' | 'word' | 'capital' | 'mark';
  /** Whether a sentence begins with it, which gives any word a capital. */
  isFirst: boolean;
  /**
   * The quotation that it stands in: from 1 those between marks, from -1 downwards those without; 0 outside, and for the
   * marks themselves.
   */
  quotation: number;
}

/** Where a change is told. */
type Place = Pick<Word, 'text' | 'offset'>;

const ones =
  'two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen';
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety';
/** Forty-five. */
const compound = `(?:${tens.replaceAll(' ', '|')})-(?:one|${ones.split(' ').slice(0, 8).join('|')})(?![\\p{L}\\p{N}])`;
const wordOrMark = new RegExp(
  String.raw`${compound}|[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}]|[’'.,:/](?=[\p{L}\p{N}]))*%?|[“”„«»"]`,
  'giu',
);
/** A number with its unit, written as one word; `5th` is 5. */
const numberWithUnit = /^(\d[\d.,:]*)(st|nd|rd|th|m|mn|bn|tn|k|km|kg|cm|mm|g|ft|lb|mph|h|am|pm)$/i;

function wordsOf(text: string, quoted: Span[] = [], language?: string): Word[] {
  const words: Word[] = [];
  // One of the two has to go, and says nothing.
  const twice = new Set(
    (language === undefined ? [] : doubledWords(text, language))
      .filter(({ isCertain }) => isCertain)
      .map(({ word, extra }) => extra.end - word.length),
  );
  let quotations = 0;
  let isOpen = false;
  let end = 0;
  let part = 0;
  for (const { 0: written, index: offset } of text.matchAll(wordOrMark)) {
    if (twice.has(offset)) {
      end = offset + written.length;
      continue;
    }
    const between = text.slice(end, offset);
    // A quotation of several paragraphs opens each of them.
    if (/\n\s*\n/.test(between)) isOpen = false;
    const isFirst = /^$|[.!?:…|]\s*$|\n\s*\n/.test(end === 0 ? '' : between) || words.at(-1)?.kind === 'mark';
    end = offset + written.length;
    if (/^["“”„«»]$/.test(written)) {
      isOpen = written !== '”' && !isOpen;
      if (isOpen) quotations++;
      words.push({ text: written, plain: '"', offset, kind: 'mark', isFirst, quotation: 0 });
    } else {
      while (part < quoted.length && quoted[part]!.end <= offset) part++;
      const isQuoted = part < quoted.length && quoted[part]!.start <= offset;
      const quotation = isOpen ? quotations : isQuoted ? -1 - part : 0;
      const [, number, unit] = numberWithUnit.exec(written) ?? [];
      const isMoney = /[$£€¥]$/.test(between);
      const said = number === undefined ? meaningOf(written) : meaningOf(number);
      const last = words.at(-1);
      const times = between === ' ' && last?.kind === 'number' ? factors[said.plain] : undefined;
      if (times !== undefined && /^\d+(?:\.\d+)?$/.test(last!.plain)) {
        last!.text += ` ${written}`;
        last!.plain = String(Number(last!.plain) * times);
        continue;
      }
      words.push({ text: number ?? written, ...said, offset, isFirst, quotation });
      if (unit !== undefined && !/^(?:st|nd|rd|th)$/i.test(unit)) {
        const at = offset + number!.length;
        words.push({ text: unit, ...meaningOfUnit(unit, isMoney), offset: at, isFirst: false, quotation });
      }
    }
  }
  return words;
}

const numberWords = new Map<string, string>([
  ...ones.split(' ').map((word, index): [string, string] => [word, String(index + 2)]),
  ...tens.split(' ').map((word, index): [string, string] => [word, String((index + 2) * 10)]),
  ...tens
    .split(' ')
    .flatMap((ten, index) =>
      ['one', ...ones.split(' ').slice(0, 8)].map((one, rest): [string, string] => [
        `${ten}-${one}`,
        String((index + 2) * 10 + rest + 1),
      ]),
    ),
  ...'hundred thousand million billion trillion dozen'
    .split(' ')
    .map((word): [string, string] => [word, word]),
]);

/** Two hundred is 200. Millions are rarely written out. */
const factors: Record<string, number> = { hundred: 100, thousand: 1000 };

const ordinals = new Map(
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth'
    .split(' ')
    .map((word, index): [string, string] => [word, String(index + 1)]),
);

const scales: Record<string, string> = { m: 'million', mn: 'million', bn: 'billion', tn: 'trillion' };

/** 2.5m and 2.5 million say the same. An m without money may be metres. */
function meaningOfUnit(unit: string, isMoney: boolean): Pick<Word, 'plain' | 'kind'> {
  const plain = scales[unit.toLowerCase()];
  const isScale = plain !== undefined && (isMoney || unit.length > 1);
  return { plain: plain ?? unit.toLowerCase(), kind: isScale ? 'number' : 'word' };
}

function meaningOf(written: string): Pick<Word, 'plain' | 'kind'> {
  const lower = written.toLowerCase().replaceAll('’', "'");
  const number = numberWords.get(lower);
  if (number !== undefined) return { plain: number, kind: 'number' };
  const ordinal = ordinals.get(lower);
  if (ordinal !== undefined) return { plain: ordinal, kind: 'ordinal' };
  if (/^\d/.test(written)) {
    // 1,000 and 1000, 3% and 3 percent, 13:30 and 13.30 say the same.
    const plain = lower.replace(/(?<=\d),(?=\d{3}(?!\d))|%$/g, '').replaceAll(':', '.');
    return { plain, kind: 'number' };
  }
  return { plain: lower.replace(/'s$/, ''), kind: /^\p{Lu}/u.test(written) ? 'capital' : 'word' };
}

/** Words that have a capital and are no name. */
const noNames = new Set(['mr', 'mrs', 'ms', 'dr', 'sir', 'i', "i'm", "i've", "i'll", "i'd"]);

/** Words that stand before a name at the start of a sentence and are none. */
const noFirstNames = new Set(
  (
    'the this that these those then when where why who whom whose what which how here there they his her hers its our their ' +
    'your one two some more most many much such since so but and for from with into onto upon over under near like after ' +
    'before inside across against among around behind beyond between during despite without within as at by if in is it no ' +
    'not now of off on or out to up via was were are will would can could may might must shall should did does do has have ' +
    'had former late new old top senior young president premier minister senator general king queen prince princess judge ' +
    'justice professor chancellor governor mayor pope captain colonel major sergeant lieutenant lord lady'
  ).split(' '),
);

/** What two versions of a story say in all. */
class Vocabulary {
  readonly #before: ReadonlyMap<string, number>;
  readonly #after: ReadonlyMap<string, number>;
  readonly #names = new Set<string>();
  /** Words that are written with a small letter somewhere. */
  readonly #common = new Set<string>();
  /** All that was quoted, one after the other. */
  readonly #wereQuoted: string;
  /** All that is quoted now. */
  readonly #quoted: string;

  constructor(before: Word[], after: Word[]) {
    this.#before = countsOf(before);
    this.#after = countsOf(after);
    const words = [...before, ...after];
    for (const { kind, plain, isFirst } of words) {
      if (kind === 'capital' && !isFirst && !noNames.has(plain)) this.#names.add(plain);
    }
    for (const { kind, plain } of words) if (kind === 'word') this.#common.add(plain);
    for (const plain of this.#common) this.#names.delete(plain);
    const quotedOf = (words: Word[]) => ` ${plainText(words.filter(({ quotation }) => quotation !== 0))} `;
    this.#wereQuoted = quotedOf(before);
    this.#quoted = quotedOf(after);
  }

  /** Whether a word is a fact: a number, or the name of somebody or something. */
  factOf({ kind, plain }: Word): 'number' | 'name' | undefined {
    if (kind === 'number' || kind === 'ordinal') return 'number';
    return kind === 'capital' && this.#names.has(plain) ? 'name' : undefined;
  }

  /** Whether a word with which a sentence begins may be the first name of somebody. */
  mayBeFirstName({ kind, plain }: Word): boolean {
    return kind === 'capital' && !this.#common.has(plain) && !noNames.has(plain) && !noFirstNames.has(plain);
  }

  /** Whether a word stands in fewer places than before. */
  isRarer({ plain }: Word): boolean {
    return (this.#after.get(plain) ?? 0) < this.#before.get(plain)!;
  }

  isGone({ plain }: Word): boolean {
    return !this.#after.has(plain);
  }

  /** Whether words are quoted as before, in one quotation or several; of one or two, that they are still there. */
  isQuoted(words: Word[]): boolean {
    return (
      this.#quoted.includes(` ${plainText(words)} `) ||
      (words.length < 3 && !words.some((word) => this.isGone(word)))
    );
  }

  /** Whether words are quoted in fewer places than before. */
  isQuotedLess(words: Word[]): boolean {
    const text = ` ${plainText(words)} `;
    return timesIn(this.#quoted, text) < timesIn(this.#wereQuoted, text);
  }

  /** Whether nobody was quoted with these words before. */
  isNewlyQuoted(words: Word[]): boolean {
    return !this.#wereQuoted.includes(` ${plainText(words)} `);
  }
}

/** How often words, each with a space around it, stand in a text. */
function timesIn(text: string, words: string): number {
  let times = 0;
  for (let at = text.indexOf(words); at !== -1; at = text.indexOf(words, at + 1)) times++;
  return times;
}

function countsOf(words: Word[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { plain } of words) counts.set(plain, (counts.get(plain) ?? 0) + 1);
  return counts;
}

const plainText = (words: Word[]) => words.map(({ plain }) => plain).join(' ');
const written = (words: Word[]) => words.map(({ text }) => text).join(' ');

type Part = ReturnType<typeof diffArrays<Word>>[number];
type Change = Omit<FactChange, 'where'> & { at: Place };

function changesOfText(before: Word[], after: Word[], known: Vocabulary): Change[] {
  if (after.length === 0) return [];
  const parts = diffArrays(before, after, { comparator: (a, b) => a.plain === b.plain });
  const now = [...quotationsOf(after).values()];
  // What is quoted in two places, as where it is pulled out, may have become another quotation in one of them.
  const isOtherNow = (words: Word[]) =>
    known.isQuotedLess(words) &&
    now.some((candidate) => isAlike(words, candidate) && known.isNewlyQuoted(candidate));
  const changed = new Map(
    [...quotationsOf(before)].filter(([, words]) => !known.isQuoted(words) || isOtherNow(words)),
  );
  return [
    ...quotationChanges(changed, now, placesIn(before, after, parts), known),
    ...factChanges(parts, after, known, changed),
  ].sort((a, b) => a.at.offset - b.at.offset);
}

/** The words of each quotation, by its number. */
const quotationsOf = (words: Word[]): Map<number, Word[]> =>
  Map.groupBy(
    words.filter(({ quotation }) => quotation !== 0),
    ({ quotation }) => quotation,
  );

/** Where in the new text each word of the old one stands, or stood. */
function placesIn(before: Word[], after: Word[], parts: Part[]): Map<Word, Place> {
  const places = new Map<Word, Place>();
  let [old, now] = [0, 0];
  for (const { added, removed, count } of parts) {
    for (let index = 0; index < count && !added; index++) {
      places.set(before[old + index]!, placeOf(after, removed ? now : now + index));
    }
    if (!added) old += count;
    if (!removed) now += count;
  }
  return places;
}

const placeOf = (words: Word[], index: number): Place => words[Math.min(index, words.length - 1)]!;

function quotationChanges(
  changed: ReadonlyMap<number, Word[]>,
  now: Word[][],
  places: ReadonlyMap<Word, Place>,
  known: Vocabulary,
): Change[] {
  return Array.from(changed.values(), (words) => {
    const alike = now.filter((candidate) => isAlike(words, candidate));
    const other = alike.find((candidate) => known.isNewlyQuoted(candidate)) ?? alike[0];
    return {
      ...{ what: 'quotation', before: written(words), after: other && written(other) },
      at: other?.[0] ?? places.get(words[0]!)!,
    };
  });
}

/** Whether two quotations have at least half of their words in common. */
function isAlike(a: Word[], b: Word[]): boolean {
  const words = new Set(a.map(({ plain }) => plain));
  const shared = b.filter(({ plain }) => words.has(plain)).length;
  return shared * 2 >= Math.max(a.length, b.length);
}

/** Numbers and names outside these quotations that are others now, or gone. */
function factChanges(
  parts: Part[],
  after: Word[],
  known: Vocabulary,
  quotations: ReadonlyMap<number, Word[]>,
): Change[] {
  const changes: Change[] = [];
  let at = 0;
  for (const [index, { removed, value }] of parts.entries()) {
    if (!removed) {
      at += value.length;
      continue;
    }
    const following = parts[index + 1];
    const put = following?.added ? following.value : [];
    const next = parts[following?.added ? index + 2 : index + 1]?.value[0];
    const firstNames = new Map(value.length === put.length ? firstNameChanges(value, put, next, known) : []);
    for (const what of ['number', 'name'] as const) {
      const gone = value.filter(
        (word) => known.factOf(word) === what || (what === 'name' && firstNames.has(word)),
      );
      const come = put.filter((word) => known.factOf(word) === what);
      for (const [rank, word] of gone.entries()) {
        if (quotations.has(word.quotation) || !known.isRarer(word)) continue;
        const other = firstNames.get(word) ?? come[rank] ?? come.at(-1);
        // A name that was said once less is no change while it is said at all; nor is “the first time” that became “the time”.
        if (!other && (!known.isGone(word) || word.kind === 'ordinal')) continue;
        changes.push({ what, before: word.text, after: other?.text, at: other ?? placeOf(after, at) });
      }
    }
  }
  return changes;
}

/**
 * First names at the beginning of a sentence that became others, before the same last name: nothing else tells these
 * from any word with a capital.
 * @param next the word behind both parts
 */
function firstNameChanges(
  gone: Word[],
  put: Word[],
  next: Word | undefined,
  known: Vocabulary,
): [Word, Word][] {
  return gone.flatMap((word, index): [Word, Word][] => {
    const other = put[index]!;
    const [last, lastNow] = [gone[index + 1] ?? next, put[index + 1] ?? next];
    const isBeforeSame = last?.plain === lastNow?.plain && last?.kind === 'capital';
    if (!word.isFirst || !isBeforeSame || !known.mayBeFirstName(other)) return [];
    const isName = known.factOf(word) === 'name';
    // “Killing Katz” and “Calling Katz” are no two people.
    const isLike =
      known.mayBeFirstName(word) &&
      !/ing$/.test(word.plain) &&
      nearest(word.plain, [other.plain]) !== undefined;
    return (isName || isLike) && known.factOf(other) === undefined ? [[word, other]] : [];
  });
}
