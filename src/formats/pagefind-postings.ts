/** What an index has of a term, as numbers: see {@link PostingLists.finish}. */
export interface Postings {
  /** Number of the term. */
  term: number;
  /** How many pages have it. */
  pages: number;
  /** The first that has it, and whether only in its meta. */
  first: number;
  firstInMeta: boolean;
  /** Numbers of places, and one for each page: Pagefind's measure of size. */
  size: number;
  /** Where its numbers begin and end. */
  start: number;
  end: number;
}

/** Stands for the weight of a word in a page's meta, which has none. */
const inMeta = 255;
/** What Pagefind takes a list of places to begin with. */
const firstWeight = 25;

/**
 * Turns words of pages into pages of words. Occurrences are noted one after the other and sorted once: an object
 * for each term and page would take many times as long.
 */
export class PostingLists {
  #terms = new Int32Array(1 << 16);
  #pages = new Int32Array(1 << 16);
  #places = new Int32Array(1 << 16);
  #weights = new Uint8Array(1 << 16);
  #length = 0;
  /** Terms that occur, in the order they came in, and the place in it of each, from 1. */
  readonly #found: number[] = [];
  readonly #order: Int32Array;
  #numbers = new Int32Array(1 << 16);
  #numbersLength = 0;

  /** @param terms how many terms there are */
  constructor(terms: number) {
    this.#order = new Int32Array(terms);
  }

  /** Number of occurrences. */
  get length(): number {
    return this.#length;
  }

  /** Notes a term at a place of a page's text. Pages come in order, each with its text before its meta. */
  add(term: number, page: number, place: number, weight: number): void {
    const at = this.#length++;
    if (at === this.#terms.length) this.#grow();
    if (this.#order[term] === 0) this.#order[term] = this.#found.push(term);
    this.#terms[at] = this.#order[term]! - 1;
    this.#pages[at] = page;
    this.#places[at] = place;
    this.#weights[at] = weight;
  }

  /** Notes a term at a place of a field of a page's meta. Fields have numbers below 32,768. */
  addMeta(term: number, page: number, field: number, place: number): void {
    this.add(term, page, field * 2 ** 16 + place, inMeta);
  }

  /**
   * Of each term its pages, and for each page these numbers: the difference to the page before; how many numbers
   * say where it stands in the text, and those; how many say where it stands in the meta, and those.
   */
  finish(): { postings: Postings[]; numbers: Int32Array } {
    const starts = new Int32Array(this.#found.length + 1);
    for (let at = 0; at < this.#length; at++) starts[this.#terms[at]! + 1]!++;
    for (let term = 0; term < this.#found.length; term++) starts[term + 1]! += starts[term]!;
    const next = starts.slice();
    const sorted = new Int32Array(this.#length);
    for (let at = 0; at < this.#length; at++) sorted[next[this.#terms[at]!]!++] = at;
    const postings = this.#found.map((term, order) =>
      this.#list(term, sorted, starts[order]!, starts[order + 1]!),
    );
    return { postings, numbers: this.#numbers };
  }

  /** Writes the numbers of a term, whose occurrences are `sorted[from]` to `sorted[to]`. */
  #list(term: number, sorted: Int32Array, from: number, to: number): Postings {
    const start = this.#numbersLength;
    const first = this.#pages[sorted[from]!]!;
    const firstInMeta = this.#weights[sorted[from]!] === inMeta;
    let [pages, last] = [0, 0];
    for (let at = from; at < to; pages++) {
      const page = this.#pages[sorted[at]!]!;
      let meta = at;
      while (meta < to && this.#pages[sorted[meta]!] === page && this.#weights[sorted[meta]!] !== inMeta)
        meta++;
      let end = meta;
      while (end < to && this.#pages[sorted[end]!] === page) end++;
      this.#reserve(3 + 2 * (end - at));
      this.#numbers[this.#numbersLength++] = page - last;
      this.#listText(sorted.subarray(at, meta));
      this.#listMeta(sorted.subarray(meta, end));
      last = page;
      at = end;
    }
    const end = this.#numbersLength;
    // Each page has two numbers that say how many follow, of which none counts, and one that does.
    return { term, pages, first, firstInMeta, start, end, size: end - start - 2 * pages };
  }

  /** By weight, then by place: a negative number for another weight and the place, else the way from the last place. */
  #listText(sorted: Int32Array): void {
    const counted = this.#numbersLength++;
    const isLess = (a: number, b: number) =>
      this.#weights[a]! - this.#weights[b]! || this.#places[a]! - this.#places[b]!;
    if (sorted.length > 1) sorted.sort(isLess);
    let [weight, last] = [firstWeight, 0];
    for (const at of sorted) {
      const place = this.#places[at]!;
      if (this.#weights[at] === weight) {
        this.#numbers[this.#numbersLength++] = place - last;
      } else {
        weight = this.#weights[at]!;
        this.#numbers[this.#numbersLength++] = -weight - 1;
        this.#numbers[this.#numbersLength++] = place;
      }
      last = place;
    }
    this.#numbers[counted] = this.#numbersLength - counted - 1;
  }

  /** By field, then by place: a negative number for another field, then the ways from place to place. */
  #listMeta(sorted: Int32Array): void {
    const counted = this.#numbersLength++;
    let [field, last] = [-1, 0];
    for (const at of sorted) {
      const ofPlace = this.#places[at]! >> 16;
      const place = this.#places[at]! & 0xffff;
      if (ofPlace !== field) {
        field = ofPlace;
        last = 0;
        this.#numbers[this.#numbersLength++] = -field - 1;
      }
      this.#numbers[this.#numbersLength++] = place - last;
      last = place;
    }
    this.#numbers[counted] = this.#numbersLength - counted - 1;
  }

  #grow(): void {
    const length = this.#terms.length * 2;
    this.#terms = grown(this.#terms, length);
    this.#pages = grown(this.#pages, length);
    this.#places = grown(this.#places, length);
    const weights = this.#weights;
    this.#weights = new Uint8Array(length);
    this.#weights.set(weights);
  }

  #reserve(length: number): void {
    if (this.#numbersLength + length <= this.#numbers.length) return;
    this.#numbers = grown(this.#numbers, Math.max(this.#numbers.length * 2, this.#numbersLength + length));
  }
}

function grown(numbers: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(length);
  larger.set(numbers);
  return larger;
}
