import type { RootContent } from 'mdast';
import { isHtml } from './old-site/old-elements.ts';

/** Blocks that are written together: apart, two lists would become one, and HTML may open what it closes later. */
export function unitsOf(blocks: RootContent[]): RootContent[][] {
  const units: RootContent[][] = [];
  let open = 0;
  for (const block of blocks) {
    const last = units.at(-1);
    const isNext = open > 0 || (block.type === 'list' && last?.at(-1)?.type === 'list');
    if (last && isNext) last.push(block);
    else units.push([block]);
    if (block.type === 'html') open = Math.max(0, open + openTags(block.value));
  }
  return units;
}

const voidTags = 'area base br col embed hr img input link meta param source track wbr'.split(' ');

/** Paragraphs are often left open, and hold no blocks; of words in angle brackets nothing is ever closed. */
const mayHold = (name: string) => name !== 'p' && isHtml(name);

/** How many tags HTML opens more than it closes. */
function openTags(html: string): number {
  let open = 0;
  const bare = html.replace(/<!--[\s\S]*?-->|<(script|style)\b[\s\S]*?<\/\1>/gi, '');
  for (const [, slash, name, self] of bare.matchAll(/<(\/?)([a-z][\w-]*)\b[^<>]*?(\/?)>/gi)) {
    if (self || voidTags.includes(name!.toLowerCase()) || !mayHold(name!.toLowerCase())) continue;
    open += slash ? -1 : 1;
  }
  return open;
}
