import type { FoundBy, Lexicon, NumberedPage } from '../formats/pagefind-index.ts';
import { metaWords, type PageRecord } from '../formats/pagefind-record.ts';
import { readCbor, type Cbor } from '../lib/cbor.ts';
import { createSearchIndex, entryOf, succeed, uncompressed } from './pagefind-service.ts';

/** Words asked for in one page: with more, Pagefind takes longer for each. */
const wordsAPage = 1000;
/** Words that are remembered, of some 150 bytes each. */
const mostWords = 500_000;

/** Words that are kept from one build to the next, of some 50 bytes each; with more, those of the last one alone. */
const mostKept = 100_000;

/** What Pagefind makes of words, as plain data: it is kept in the cache as JSON. */
export interface KnownWords {
  includeCharacters: string[];
  terms: [stem: string, original: string][];
  /** Each with what it is found by in a text and in meta: the place of a term, doubled, and 1 more for a piece. */
  words: [word: string, inText: number[], inMeta: number[]][];
}

/** Languages that are written without spaces: what Pagefind makes of a word there depends on its neighbours. */
const undivided = ['ja', 'th', 'zh'];

/** Whether each word of a language can be known by itself. */
export const hasWords = (language: string): boolean => !undivided.includes(language);

/** Stands first in every page that Pagefind is asked about: one without a word it would leave out. */
const anyWord = 'a';
/** Weight of a word in a paragraph; of a piece of one, its share. */
const wholeWeight = 24;

/** A word that Pagefind leaves out, or would take for a sign of its own. */
const isNothing = /^(?:\u200b+$|___(?:END_)?PAGEFIND_)/;

/**
 * Words as Pagefind's indexer has them: without endings and accents, in pieces. It is asked for each once, in a
 * page of nothing but such words; what it makes of a page with other words in between is the same.
 */
export class SearchWords {
  /** Primary subtag of the language. */
  readonly language: string;
  /** Characters besides letters and digits that are kept in words. */
  includeCharacters: string[] = [];
  /** What is known of each word. */
  readonly lexicon: Lexicon = { words: [], inText: [], inMeta: [], terms: [] };
  readonly #numbers = new Map<string, number>();
  /** Words with a number of which nothing is known yet. */
  #unknown: string[] = [];
  /** Numbers of terms. */
  readonly #terms = new Map<string, number>();
  /** Words that an earlier build learnt; their numbers are the first. */
  #recalled = 0;

  /**
   * @param language primary subtag of one that {@link hasWords}
   * @param known what an earlier build learnt, of the same version of Pagefind
   */
  constructor(language: string, known?: KnownWords) {
    this.language = language;
    if (known) this.#recall(known);
  }

  #recall({ includeCharacters, terms, words }: KnownWords): void {
    this.includeCharacters = includeCharacters;
    const numbers = terms.map(([stem, original]) => this.#termOf(stem, original));
    const foundBy = (places: number[]) =>
      places.map((place): FoundBy => ({ term: numbers[place >> 1]!, isPiece: place % 2 === 1 }));
    for (const [word, inText, inMeta] of words) this.#note(word, foundBy(inText), foundBy(inMeta));
    this.#unknown = [];
    this.#recalled = this.#numbers.size;
  }

  /** What is known of all words that were learnt, for a later build. */
  known(): KnownWords {
    const { words, inText, inMeta, terms } = this.lexicon;
    const places = new Map<number, number>();
    const placesOf = (found: FoundBy[]) =>
      found.map(({ term, isPiece }) => {
        if (!places.has(term)) places.set(term, places.size);
        return places.get(term)! * 2 + (isPiece ? 1 : 0);
      });
    const from = words.length > mostKept ? this.#recalled : 0;
    const kept: KnownWords['words'] = [];
    for (let number = from; number < words.length && kept.length < mostKept; number++) {
      kept.push([words[number]!, placesOf(inText[number]!), placesOf(inMeta[number]!)]);
    }
    return {
      ...{ includeCharacters: this.includeCharacters, words: kept },
      terms: Array.from(places.keys(), (term) => [terms[term]!.stem, terms[term]!.original]),
    };
  }

  /** Gives the words of a page numbers. What is not known of them is to be learnt. */
  number({ words, ...page }: PageRecord): NumberedPage {
    return {
      ...page,
      words: this.#numbered(words),
      metaWords: page.meta.map(([, value]) => this.#numbered(metaWords(value))),
    };
  }

  #numbered(words: string[]): Uint32Array {
    const numbers = new Uint32Array(words.length);
    for (let at = 0; at < words.length; at++) numbers[at] = this.#numberOf(words[at]!);
    return numbers;
  }

  #numberOf(word: string): number {
    let number = this.#numbers.get(word);
    if (number !== undefined) return number;
    number = this.#numbers.size;
    this.#numbers.set(word, number);
    this.lexicon.words.push(word);
    this.#unknown.push(word);
    return number;
  }

  /**
   * Learns what is not known of the words that have a number.
   * @throws {Error} with Pagefind's own messages.
   */
  async learn(): Promise<void> {
    const asked = new Set<string>();
    const others: [word: string, plain: string][] = [];
    // It grows by plain forms that no text has.
    for (const word of this.#unknown) {
      const plain = plainForm(word);
      if (plain === word) asked.add(word);
      else {
        others.push([word, plain]);
        this.#numberOf(plain);
      }
    }
    this.#unknown = [];
    for (const word of asked) {
      if (!isNothing.test(word)) continue;
      asked.delete(word);
      this.#note(word, [], []);
    }
    if (asked.size > 0 || this.includeCharacters.length === 0) await this.#ask([...asked]);
    for (const [word, plain] of others) {
      const known = this.#numberOf(plain);
      this.#note(word, this.lexicon.inText[known]!, this.lexicon.inMeta[known]!);
    }
  }

  /** Forgets all words where they are very many, and with them the numbers of pages before. */
  tidy(): void {
    if (this.#numbers.size < mostWords) return;
    for (const list of Object.values(this.lexicon)) list.length = 0;
    this.#numbers.clear();
    this.#terms.clear();
    this.#recalled = 0;
  }

  #note(word: string, inText: FoundBy[], inMeta: FoundBy[]): void {
    const number = this.#numberOf(word);
    this.lexicon.inText[number] = inText;
    this.lexicon.inMeta[number] = inMeta;
  }

  #termOf(stem: string, original: string): number {
    const key = `${stem} ${original}`;
    let number = this.#terms.get(key);
    if (number === undefined) {
      number = this.lexicon.terms.push({ stem, original }) - 1;
      this.#terms.set(key, number);
    }
    return number;
  }

  async #ask(words: string[]): Promise<void> {
    const pages = Array.from({ length: Math.max(1, Math.ceil(words.length / wordsAPage)) }, (_, page) =>
      words.slice(page * wordsAPage, (page + 1) * wordsAPage),
    );
    const index = await createSearchIndex(this.language);
    for (const [page, words] of pages.entries()) {
      const content = [anyWord, ...words].join(' ');
      const record = { url: `/${page}`, content, language: this.language, meta: { words: content } };
      succeed(await index.addCustomRecord(record));
    }
    const { files } = succeed(await index.getFiles());
    await index.deleteIndex();
    this.includeCharacters = entryOf(files).include_characters;

    const places = pages.map((words): Places => {
      const each = () => Array.from({ length: words.length + 1 }, (): FoundBy[] => []);
      return { inText: each(), inMeta: each() };
    });
    for (const { path, content } of files) {
      if (path.endsWith('.pf_index')) this.#addTerms(readCbor(uncompressed(content)), places);
      if (!path.endsWith('.pf_fragment')) continue;
      const fragment = JSON.parse(uncompressed(content).toString()) as { url: string; word_count: number };
      const expected = places[Number(fragment.url.slice(1))]!.inText.length;
      if (fragment.word_count === expected) continue;
      throw new Error(
        `Pagefind divides a text of ${expected} words into ${fragment.word_count}. ` +
          'Adapt src/build/search-words.ts to its version.',
      );
    }
    for (const [page, words] of pages.entries()) {
      for (const [at, word] of words.entries()) {
        const { inText, inMeta } = places[page]!;
        this.#note(word, inText[at + 1]!, inMeta[at + 1]!);
      }
    }
  }

  /** Takes what a file of words says of each to the places that it names. */
  #addTerms(chunk: Cbor, places: Places[]): void {
    const [words] = chunk as [[stem: string, pages: Cbor, variants: [form: string, pages: Cbor][]][]];
    for (const [stem, pages, variants] of words) {
      addPlaces(pages, places, this.#termOf(stem, ''));
      for (const [original, pages] of variants) addPlaces(pages, places, this.#termOf(stem, original));
    }
  }
}

/** What Pagefind finds at each place of a page's text and of its only field of meta. */
interface Places {
  inText: FoundBy[][];
  inMeta: FoundBy[][];
}

function addPlaces(pages: Cbor, places: Places[], term: number): void {
  let page = 0;
  for (const [step, numbers, ofMeta] of pages as [step: number, numbers: number[], ofMeta: number[]][]) {
    page += step;
    const { inText, inMeta } = places[page]!;
    let place = 0;
    let weight = 0;
    for (let at = 0; at < numbers.length; at++) {
      const number = numbers[at]!;
      // A new weight, and the place itself instead of the way to it.
      if (number < 0) [weight, place] = [-number - 1, numbers[++at]!];
      else place += number;
      inText[place]!.push({ term, isPiece: weight < wholeWeight });
    }
    place = 0;
    // The first number names the field.
    for (const number of ofMeta.slice(1)) {
      place += number;
      inMeta[place]!.push({ term, isPiece: false });
    }
  }
}

/** Letters alone, with no capital but the first, and at most an ending like that of "Iran's"; or capitals; or digits. */
const isPlain = /^(?:\p{Lu}?\p{Ll}+(?:['’][a-z]+)?|[A-Z]+|\d+)$/u;
/** Of which capitals and small letters are told apart by nothing. */
const isEnglish = /^[\w'’]+$/;

/**
 * The least form of a word that has the same terms, so that fewer are asked for: "Iran," and "iran" are one.
 * Pagefind makes nothing of signs around a word, nor of capitals at its beginning.
 */
function plainForm(word: string): string {
  const bare = word.replace(/^[!-/:-@[-^`{-~]+|[!-/:-@[-^`{-~]+$/g, '');
  if (!isPlain.test(bare)) return word;
  return isEnglish.test(bare) ? bare.toLowerCase() : bare;
}
