import type { Nodes, Paragraph, Root, RootContent } from 'mdast';
import { isExpression, isJsx } from './mdx-literals.ts';

/**
 * Turns a paragraph of nothing but tags and braces into blocks, as `@mdx-js/mdx` does right after parsing
 * (its `remark-mark-and-unravel`, which it does not export).
 */
export function unravel(tree: Root): void {
  unravelIn(tree);
}

function unravelIn(parent: Nodes): void {
  if (!('children' in parent)) return;
  const children = parent.children as RootContent[];
  for (let index = 0; index < children.length; index++) {
    const child = children[index]!;
    if (child.type !== 'paragraph') {
      unravelIn(child);
    } else if (isCodeOnly(child)) {
      const blocks = child.children.filter((inner) => !isSpace(inner));
      for (const block of blocks as { type: string }[]) {
        block.type = isJsx(block) ? 'mdxJsxFlowElement' : 'mdxFlowExpression';
      }
      children.splice(index, 1, ...blocks);
      index += blocks.length - 1;
    }
  }
}

function isCodeOnly({ children }: Paragraph): boolean {
  return children.some(isCode) && children.every((child) => isCode(child) || isSpace(child));
}

const isCode = (node: { type: string }) => isJsx(node) || isExpression(node);
const isSpace = (node: RootContent) => node.type === 'text' && /^[\t\r\n ]*$/.test(node.value);
