import Slugger from 'github-slugger';
import type { Heading, Nodes, RootContent } from 'mdast';
import { toString } from 'mdast-util-to-string';
import { plainPath } from '../../../model/permalink.ts';
import { isExpression } from '../../../story/mdx-literals.ts';
import { walk } from '../../../story/walk.ts';

declare module 'mdast' {
  interface HeadingData {
    /** The id that the old text gave the heading itself. */
    oldId?: string;
  }
}

/** The headings of blocks, in order, whatever they stand in. */
export function headingsIn(blocks: RootContent[]): Heading[] {
  const headings: Heading[] = [];
  for (const block of blocks) {
    walk(block, (node) => {
      if (node.type === 'heading') headings.push(node);
    });
  }
  return headings;
}

/** What a page shows of a heading, notes to editors left out; nothing where that is known to the page alone. */
function wordsOf(node: Nodes): string | undefined {
  if (node.type === 'footnoteReference') return undefined;
  if (isExpression(node)) return '';
  if (!('children' in node)) return toString(node);
  const parts = node.children.map(wordsOf);
  return parts.includes(undefined) ? undefined : parts.join('');
}

/** The letters and digits of an id, of which all systems make the ids of headings. */
const lettersOf = (text: string) =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** Of ids that are there, the one that a fragment means, however another system writes it. */
export function meantId(fragment: string, ids: readonly string[]): string | undefined {
  const id = plainPath(fragment);
  const letters = lettersOf(id);
  return ids.find((known) => known === id) ?? ids.find((known) => letters && lettersOf(known) === letters);
}

/** The headings that a text has in the paper, by the ids that Hugo, Jekyll and others gave them. */
export class HeadingIds {
  readonly #byId = new Map<string, string>();
  readonly #byLetters = new Map<string, string>();
  readonly #own: ReadonlySet<string>;

  /** @param blocks the text as it is in the paper */
  constructor(blocks: RootContent[]) {
    const slugger = new Slugger();
    // The heading of the notes has this id already.
    slugger.slug('footnote-label');
    const own = new Set<string>();
    const repeated = new Map<string, number>();
    // Of headings with the same words, the first has the id of the words alone.
    const add = (ids: Map<string, string>, old: string | undefined, id: string) => {
      if (old && !ids.has(old)) ids.set(old, id);
    };
    for (const heading of headingsIn(blocks)) {
      const words = wordsOf(heading);
      // Its id holds the number of the note.
      if (words === undefined) continue;
      const id = slugger.slug(words.trim());
      if (blocks.includes(heading)) own.add(id);
      add(this.#byId, heading.data?.oldId, id);
      add(this.#byId, id, id);
      // Kramdown, and so Jekyll, begins an id with the first letter.
      for (const form of new Set([words, words.replace(/^[^\p{L}]+/u, '')].map(lettersOf))) {
        const before = repeated.get(form) ?? 0;
        repeated.set(form, before + 1);
        if (form !== '') add(this.#byLetters, `${form}${before || ''}`, id);
      }
    }
    this.#own = own;
  }

  /**
   * The id in the paper of the heading to which a link of the old system leads.
   * @param fragment what stands behind `#`
   */
  find(fragment: string): string | undefined {
    const id = plainPath(fragment);
    return this.#byId.get(id) ?? this.#byLetters.get(lettersOf(id));
  }

  /** As {@link find}, for a link from elsewhere, which cannot lead into a quotation or a box. */
  findFromElsewhere(fragment: string): string | undefined {
    const id = this.find(fragment);
    return id !== undefined && this.#own.has(id) ? id : undefined;
  }
}
