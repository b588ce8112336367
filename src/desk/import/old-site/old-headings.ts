import type { Heading, Root, RootContent } from 'mdast';
import { toString } from 'mdast-util-to-string';
import { slugify } from '../../../lib/text.ts';
import { headingsIn } from './heading-ids.ts';

/** Attributes that kramdown or Hugo give to what stands before them: `{: .note}`, `{#an-id}`. */
export const attributeMark = /\s*\{(?::[^{}]*|[#.][A-Za-z_][^{}]*)\}\s*$/;

/** The levels of the headings of an old text. Those of the paper begin at the second level and leave none out. */
export class OldHeadings {
  /** Whether the text has headings of the first level, so that all move down by one. */
  readonly isShifted: boolean;
  readonly #depths = new Map<Heading, Heading['depth']>();
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
    let depth = 1;
    for (const heading of all) {
      if (!/[\p{L}\p{N}]/u.test(wordsOf(heading))) continue;
      depth = Math.max(2, Math.min(heading.depth + Number(this.isShifted), depth + 1, 6));
      this.#depths.set(heading, depth as Heading['depth']);
    }
  }

  /** Level of a heading in the paper; nothing for one without words. */
  depthOf(heading: Heading): Heading['depth'] | undefined {
    return this.#depths.get(heading);
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
