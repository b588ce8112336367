import type { Element, ElementContent, Properties, Root, RootContent } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { plainAttributes } from './html-elements.ts';
import { attributeText, expressionText, isExpression, isJsx, type JsxElement } from './mdx-literals.ts';
import { storyComponents } from './story-components.ts';

/** A piece of a story: finished HTML, or a story component to be rendered. Plain data. */
export type StoryPart = string | StoryComponentPart;

/** A story component with what it was given. */
interface StoryComponentPart {
  component: string;
  props: Record<string, string>;
  children: StoryPart[];
}

/**
 * Takes a story's tree apart. A component inside plain HTML splits it: the HTML before it may open elements
 * which the HTML after it closes.
 */
export function storyParts(tree: Root): StoryPart[] {
  return partsOf(tree.children);
}

function partsOf(nodes: RootContent[]): StoryPart[] {
  const components: StoryComponentPart[] = [];
  const children = nodes.flatMap((node) => plain(node, components));
  // Markdown and our literals hold no NUL, so it marks the components' places.
  return toHtml({ type: 'root', children }, { allowDangerousHtml: true })
    .split('\0')
    .map((piece, index) => (index % 2 ? components[Number(piece)]! : piece))
    .filter((part) => typeof part !== 'string' || part.trim() !== '');
}

/** A node as plain HTML, with marks in place of the components. */
function plain(node: RootContent | ElementContent, components: StoryComponentPart[]): ElementContent[] {
  if (isExpression(node)) {
    const value = expressionText(node);
    return value ? [{ type: 'text', value }] : [];
  }
  if (isJsx(node)) {
    if (Object.hasOwn(storyComponents, node.name!)) {
      const props = Object.fromEntries(literalAttributes(node)) as Record<string, string>;
      const children = partsOf(node.children as unknown as RootContent[]);
      const mark = components.push({ component: node.name!, props, children }) - 1;
      return [{ type: 'raw', value: `\0${mark}\0` }];
    }
    return [plainElement(node, components)];
  }
  if (node.type === 'element') {
    return [{ ...node, children: node.children.flatMap((child) => plain(child, components)) }];
  }
  return node.type === 'text' ? [node] : [];
}

function plainElement(node: JsxElement, components: StoryComponentPart[]): Element {
  const attributes = literalAttributes(node).map(([name, value]) => [plainAttributes[name]!, value]);
  const children = node.children as unknown as ElementContent[];
  return {
    type: 'element',
    tagName: node.name!,
    properties: Object.fromEntries(attributes) as Properties,
    children: children.flatMap((child) => plain(child, components)),
  };
}

function literalAttributes(node: JsxElement): [string, string | true][] {
  return node.attributes.flatMap((attribute) => {
    const value = attribute.type === 'mdxJsxAttribute' ? attributeText(attribute) : undefined;
    return attribute.type === 'mdxJsxAttribute' && value !== undefined ? [[attribute.name, value]] : [];
  });
}
