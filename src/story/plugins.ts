import { relative, sep } from 'node:path';
import Slugger from 'github-slugger';
import type { Element, ElementContent, Nodes, Root } from 'hast';
import type { Root as MarkdownRoot } from 'mdast';
import remarkGfm from 'remark-gfm';
import type { Options as RemarkRehypeOptions } from 'remark-rehype';
import type { VFile } from 'vfile';
import { besideFile } from '../model/interpret-article.ts';
import { attributeText, expressionText, isExpression, isJsx } from './mdx-literals.ts';
import { pictureAttributes } from './story-components.ts';
import { walk } from './walk.ts';

/** What the plugins of both compilers are told. */
interface PluginOptions {
  /** Absolute path of the content folder; a story's own comes from its vfile. */
  contentDir: string;
  /** `BASE_PATH`: empty or `/paper`. */
  base: string;
}

/** A heading that a reader can be sent to. */
export interface Heading {
  /** 2 to 6. */
  depth: number;
  id: string;
  text: string;
}

declare module 'vfile' {
  interface DataMap {
    /** Every heading of the story with an id, in order; `top` when it stands in no box or quotation. */
    headings: (Heading & { top: boolean })[];
  }
}

/** The paper's Markdown: the one list for our own compiler and for `@astrojs/mdx`. */
export const storyRemarkPlugins = (
  options: PluginOptions,
): [typeof remarkGfm, [typeof remarkPicturePaths, PluginOptions]] => [
  remarkGfm,
  [remarkPicturePaths, options],
];

/** What is done with a story’s HTML, after the paper’s Markdown has become HTML. */
export const storyRehypePlugins = (options: PluginOptions): [[typeof rehypeStory, PluginOptions]] => [
  [rehypeStory, options],
];

/** How Markdown becomes HTML: the words and ids of footnotes. */
export const storyRemarkRehype: RemarkRehypeOptions = {
  // No heading's id begins so: a slug holds no colon.
  clobberPrefix: 'note:',
  footnoteLabel: 'Notes',
  footnoteLabelProperties: {},
  // The selector keeps the arrow from becoming an emoji.
  footnoteBackContent: (_, use) => (use > 1 ? `↩\uFE0E${use}` : '↩\uFE0E'),
};

/** The content path of a picture that a story names, or `undefined` when that is no name of a file beside it. */
export function pictureBeside(storyPath: string, name: string): string | undefined {
  return /[/\\:]/.test(name) ? undefined : besideFile(storyPath, name);
}

/** Gives components the content paths of the pictures that editors name by file name. */
function remarkPicturePaths({ contentDir }: PluginOptions) {
  return (tree: MarkdownRoot, file: VFile) => {
    const storyPath = relative(contentDir, file.path).split(sep).join('/');
    walk(tree, (node) => {
      if (!isJsx(node)) return;
      const names = pictureAttributes(node.name ?? '');
      for (const attribute of node.attributes) {
        if (attribute.type !== 'mdxJsxAttribute' || !names.includes(attribute.name)) continue;
        const name = attributeText(attribute);
        if (typeof name === 'string') attribute.value = pictureBeside(storyPath, name) ?? name;
      }
    });
  };
}

/** Gives headings ids, tables and code a place to scroll, links the paper's base path. */
function rehypeStory({ base }: PluginOptions) {
  return (tree: Root, file: VFile) => {
    const slugger = new Slugger();
    // The heading of the notes has this id already.
    slugger.slug('footnote-label');
    const headings: (Heading & { top: boolean })[] = [];
    const tableLabels = new Map<string, number>();

    eachElement(tree, (node, index, parent) => {
      const { tagName, properties } = node;
      if (/^h[2-6]$/.test(tagName) && properties.id === undefined) {
        const text = textOf(node).trim();
        properties.id = slugger.slug(text);
        headings.push({ depth: Number(tagName[1]), id: properties.id, text, top: parent === tree });
      } else if (tagName === 'table') {
        const heading = headings.at(-1);
        const label = heading ? `Table: ${heading.text}` : 'Table';
        const count = (tableLabels.get(label) ?? 0) + 1;
        tableLabels.set(label, count);
        parent.children[index] = scrollable(node, count > 1 ? `${label} (${count})` : label);
      } else if (tagName === 'th' || tagName === 'td') {
        finishCell(node);
      } else if (tagName === 'code') {
        // What @astrojs/mdx keeps of ```js title="a.js" for highlighters.
        delete properties.metastring;
      } else if (tagName === 'pre') {
        properties.tabIndex = 0;
      } else if (tagName === 'input') {
        properties.ariaLabel = properties.checked ? 'Done' : 'Not done';
      } else if (tagName === 'a' && /^\/(?!\/)/.test(String(properties.href))) {
        properties.href = base + String(properties.href);
      }
    });
    file.data.headings = headings;
  };
}

/** Calls back for every element, the outer before the inner. It may put another in an element's place. */
function eachElement(
  parent: Nodes,
  read: (element: Element, index: number, parent: { children: Nodes[] }) => void,
): void {
  if (!('children' in parent)) return;
  for (const [index, node] of parent.children.entries()) {
    if (node.type === 'element') read(node, index, parent);
    eachElement(node, read);
  }
}

/** A wide table scrolls by itself, also by keyboard. */
function scrollable(table: Element, label: string): Element {
  const properties = { className: ['table'], tabIndex: 0, ariaLabel: label };
  return { type: 'element', tagName: 'section', properties, children: [table] };
}

function finishCell(cell: Element) {
  const { align } = cell.properties;
  if (align) {
    cell.properties.dataAlign = align;
    delete cell.properties.align;
  }
  if (cell.tagName !== 'th') return;
  // An empty header cell heads nothing.
  if (textOf(cell).trim() === '') cell.tagName = 'td';
  else cell.properties.scope = 'col';
}

function textOf(node: Nodes | ElementContent): string {
  if (node.type === 'text') return node.value;
  if (isExpression(node)) return expressionText(node) ?? '';
  return 'children' in node ? node.children.map(textOf).join('') : '';
}
