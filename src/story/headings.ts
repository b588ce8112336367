import Slugger from 'github-slugger';
import type { Nodes, Root } from 'mdast';
import type { VFile } from 'vfile';

/** The headings of a story, as the plugin that gives them their ids notes them. */
type Headings = NonNullable<VFile['data']['headings']>;

/** What reads the same in Markdown's tree as on the page. */
const plainInline = new Set(['text', 'emphasis', 'strong', 'delete', 'link', 'inlineCode']);
/** What a page shows elsewhere or not at all, so that the order of headings is another. */
const moved = new Set(['footnoteDefinition', 'html']);
/** Deeper trees are rare, and may be too deep for what makes a page of them. */
const deepest = 40;

/**
 * The headings of a story without making a page of it.
 * @returns `undefined` when only the page tells them.
 */
export function headingsOf(tree: Root): Headings | undefined {
  const slugger = new Slugger();
  slugger.slug('footnote-label');
  const headings: Headings = [];
  const read = (node: Nodes, depth: number): boolean => {
    if (moved.has(node.type) || depth > deepest) return false;
    if (node.type === 'heading') {
      const text = plainText(node);
      if (text === undefined) return false;
      if (node.depth === 1) return true;
      const words = text.trim();
      headings.push({ depth: node.depth, id: slugger.slug(words), text: words, top: depth === 1 });
      return true;
    }
    return !('children' in node) || node.children.every((child) => read(child, depth + 1));
  };
  return read(tree, 0) ? headings : undefined;
}

function plainText(node: Nodes): string | undefined {
  if (node.type !== 'heading' && !plainInline.has(node.type)) return undefined;
  if ('value' in node) return node.value.includes('\n') ? undefined : node.value;
  if (!('children' in node)) return undefined;
  let text = '';
  for (const child of node.children) {
    const part = plainText(child);
    if (part === undefined) return undefined;
    text += part;
  }
  return text;
}
