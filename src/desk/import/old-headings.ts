import Slugger from 'github-slugger';
import type { Heading, Root, RootContent } from 'mdast';
import { toString } from 'mdast-util-to-string';
import { slugify } from '../../lib/text.ts';
import { plainPath } from '../../model/permalink.ts';
import { walk } from '../../story/walk.ts';

/** Attributes that kramdown or Hugo give to what stands before them: `{: .note}`, `{#an-id}`. */
export const attributeMark = /\s*\{(?::[^{}]*|[#.][A-Za-z_][^{}]*)\}\s*$/;

/**
 * The headings of an old text. Those of the paper begin at the second level and leave none out; links lead to
 * them by ids that follow from their words.
 */
export class OldHeadings {
  /** Whether the text has headings of the first level, so that all move down by one. */
  readonly isShifted: boolean;
  readonly #depths = new Map<Heading, Heading['depth']>();
  /** New ids, by those that headings had in the old system and have here. */
  readonly #ids = new Map<string, string>();
  /** Level of the last heading that was written. */
  #depth = 1;

  /**
   * Plans the headings of a text; one at its beginning that only repeats the headline is taken out of the tree.
   * @param restore puts back what was cut out of a text
   */
  constructor(tree: Root, headline: string, restore: (text: string) => string) {
    const wordsOf = (heading: Heading) =>
      restore(toString(heading, { includeHtml: false }))
        .replace(attributeMark, '')
        .trim();
    const [first] = tree.children;
    if (first?.type === 'heading' && slugify(wordsOf(first)) === slugify(headline)) tree.children.shift();
    const all = headingsIn(tree.children);
    this.isShifted = all.some(({ depth }) => depth === 1);
    const slugger = new Slugger();
    // The heading of the notes has this id already.
    slugger.slug('footnote-label');
    let depth = 1;
    for (const heading of all) {
      const words = wordsOf(heading);
      if (!/[\p{L}\p{N}]/u.test(words)) continue;
      depth = Math.max(2, Math.min(heading.depth + Number(this.isShifted), depth + 1, 6));
      this.#depths.set(heading, depth as Heading['depth']);
      const id = slugger.slug(words);
      const ownId = /\{:?[^{}]*#([^\s}]+)[^{}]*\}\s*$/.exec(toString(heading))?.[1];
      for (const old of [ownId, kramdownId(words), slugify(words), id]) {
        // Of headings with the same words, the first has the id of the words alone.
        if (old !== undefined && !this.#ids.has(old)) this.#ids.set(old, id);
      }
    }
  }

  /** Level of a heading in the paper; nothing for one without words. */
  depthOf(heading: Heading): Heading['depth'] | undefined {
    return this.#depths.get(heading);
  }

  /** A link to a heading, `#id`, as it is in the paper; nothing when there is no such heading. */
  fragment(link: string): string | undefined {
    const old = plainPath(link.slice(1));
    const id = this.#ids.get(old) ?? this.#ids.get(old.toLowerCase());
    return id === undefined ? undefined : `#${id}`;
  }

  /** Whether blocks can be written next as they are: no heading leaves out a level. */
  follow(blocks: RootContent[]): boolean {
    let depth = this.#depth;
    for (const heading of headingsIn(blocks)) {
      if (heading.depth > depth + 1) return false;
      depth = heading.depth;
    }
    this.#depth = depth;
    return true;
  }

  /** Raises the headings of the next blocks that leave out a level, as those of HTML may. */
  raise(blocks: RootContent[]): RootContent[] {
    for (const heading of headingsIn(blocks)) {
      heading.depth = Math.min(heading.depth, this.#depth + 1) as Heading['depth'];
      this.#depth = heading.depth;
    }
    return blocks;
  }
}

function headingsIn(blocks: RootContent[]): Heading[] {
  const headings: Heading[] = [];
  for (const block of blocks) {
    walk(block, (node) => {
      if (node.type === 'heading') headings.push(node);
    });
  }
  return headings;
}

/** The id that kramdown, and so Jekyll, gives a heading. */
const kramdownId = (text: string) =>
  text
    .toLowerCase()
    .replace(/^[^\p{L}]+/u, '')
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-');
