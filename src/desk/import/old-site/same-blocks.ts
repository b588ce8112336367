import type { Heading, Link, Nodes, RootContent } from 'mdast';
import { toString } from 'mdast-util-to-string';
import { walk } from '../../../story/walk.ts';
import { webAddressProblem } from '../../../story/web-address.ts';

/** What of a text says whether a block of it can stay as it is. */
export interface SameText {
  /** What was cut out of it. */
  mark: RegExp;
  sourceOf(node: Nodes): string;
  /** Level of a heading in the paper. */
  depthOf(heading: Heading): number | undefined;
  /** Footnotes that something refers to, so far, and all by their marks. */
  footnotes: { used: ReadonlySet<string>; defined: ReadonlyMap<string, Nodes> };
}

/** Whether a block means the same in the paper as it did, letter by letter. */
export function isSame(block: RootContent, text: SameText): boolean {
  if (block.position?.start.column !== 1) return false;
  const source = text.sourceOf(block);
  if (/^(?:import|export)/.test(source) || source.includes('\t') || text.mark.test(source)) return false;
  let isSame = true;
  walk(block, (node) => {
    isSame &&= Boolean(isSameNode(node, text));
  });
  return isSame;
}

function isSameNode(node: Nodes, text: SameText): boolean | undefined {
  const { footnotes } = text;
  switch (node.type) {
    case 'text':
      return !/[{<[\]]|##|www\.|https?:|xmpp:/i.test(node.value);
    case 'code':
      return /^[ >]*(?:```|~~~)/.test(text.sourceOf(node));
    case 'heading':
      return text.depthOf(node) === node.depth;
    case 'link':
      // One without a place was made of an address that stands alone.
      return node.position && !text.sourceOf(node).startsWith('<') && isPlainLink(node);
    case 'footnoteReference':
      return footnotes.defined.has(node.identifier);
    case 'footnoteDefinition':
      return footnotes.used.has(node.identifier) && footnotes.defined.get(node.identifier) === node;
    default:
      return sameTypes.has(node.type);
  }
}

/** Nodes that mean the same everywhere, if all in them do. */
const sameTypes = new Set(
  'paragraph emphasis strong inlineCode delete blockquote list listItem table tableRow tableCell thematicBreak break'.split(
    ' ',
  ),
);

const isPlainLink = ({ url, children }: Link) =>
  (/^(?:mailto|tel):./i.test(url) || (/^https?:/i.test(url) && webAddressProblem(url) === undefined)) &&
  children.some((child) => toString(child).trim() !== '');
