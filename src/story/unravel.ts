import type { Root, RootContent } from 'mdast';
import { visit } from 'unist-util-visit';
import { isExpression, isJsx } from './mdx-literals.ts';

/**
 * Turns a paragraph of nothing but tags and braces into blocks, as `@mdx-js/mdx` does right after parsing
 * (its `remark-mark-and-unravel`, which it does not export).
 */
export function unravel(tree: Root): void {
  visit(tree, 'paragraph', (node, index, parent) => {
    const isCode = (child: { type: string }) => isJsx(child) || isExpression(child);
    const isSpace = (child: RootContent) => child.type === 'text' && /^[\t\r\n ]*$/.test(child.value);
    if (!node.children.some(isCode) || !node.children.every((child) => isCode(child) || isSpace(child)))
      return;

    const blocks = node.children.filter((child) => !isSpace(child));
    for (const block of blocks as { type: string }[]) {
      block.type = isJsx(block) ? 'mdxJsxFlowElement' : 'mdxFlowExpression';
    }
    parent!.children.splice(index!, 1, ...(blocks as RootContent[]));
    return index;
  });
}
