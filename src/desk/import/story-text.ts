import { fromHtml } from 'hast-util-from-html';
import type { Nodes as HtmlNodes } from 'hast';
import type { Nodes, Paragraph, PhrasingContent, Root, RootContent, Text } from 'mdast';
import type { MdxFlowExpression, MdxJsxAttribute, MdxJsxFlowElement } from 'mdast-util-mdx';
import remarkGfm from 'remark-gfm';
import remarkMdx from 'remark-mdx';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';
import { compileStory } from '../../story/compile-story.ts';
import { isJsx } from '../../story/mdx-literals.ts';
import { walk } from '../../story/walk.ts';
import { quoted, Refusal } from './notes.ts';

const writer = unified()
  .use(remarkGfm)
  .use(remarkMdx)
  .use(remarkStringify, {
    ...{ bullet: '-', emphasis: '*', rule: '-', listItemIndent: 'one', tightDefinitions: true },
    unsafe: [
      // At the start of a paragraph these are the code of a module.
      { atBreak: true, character: 'i', after: 'mport' },
      { atBreak: true, character: 'e', after: 'xport' },
    ],
  } as const)
  .freeze();

/** Writes blocks as a story's text: what is text in them means nothing to Markdown or MDX. Ends without a line end. */
export function writeBlocks(blocks: RootContent[]): string {
  const root: Root = { type: 'root', children: blocks };
  keepAddressesApart(root);
  walk(root, (node) => {
    if (node.type === 'tableCell') walk(node, escapeBars);
  });
  return writer.stringify(root).replace(/\n+$/, '');
}

/** A paragraph in which no character means anything to Markdown, MDX or the paper: neither at its start nor within. */
const plain = /^(?!import|export|\d+[.)])[\p{L}\p{N}“‘„«"'(…][^\p{Cc}\p{Cs}\\`*_[\]<>{}&~|@]*(?<! )$/u;

/**
 * Writes a paragraph of plain text so that a reader sees exactly that text, whatever Markdown or MDX it resembles.
 * Whole web addresses in it become links, as everywhere in the paper.
 * @param line where it stands in the file that was read
 * @throws {Refusal} when there is no way to write it.
 */
export function writeProse(text: string, line: number): string {
  if (plain.test(text) && !/www|http/i.test(text)) return text;
  if (isReadAs(text, text)) return text;
  const written = writeBlocks([paragraph(text)]);
  if (isReadAs(written, text)) return written;
  throw new Refusal(
    line,
    `The paragraph ${quoted(text)} cannot be written so that it reads as it does here. Take the unusual signs out.`,
  );
}

/** Whether the paper's own compiler makes of a source one paragraph with this text, and finds nothing to mend. */
function isReadAs(source: string, text: string): boolean {
  const start = '---\n---\n';
  const story = { path: 'articles/2000/01/copy.mdx', text: start + source, bodyOffset: start.length };
  const { parts, problems } = compileStory(story, { base: '', articleCode: 'deny' });
  if (problems.length > 0 || parts?.length !== 1 || typeof parts[0] !== 'string') return false;
  const [first, ...more] = fromHtml(parts[0], { fragment: true }).children;
  return more.length === 0 && first?.type === 'element' && first.tagName === 'p' && textOf(first) === text;
}

const textOf = (node: HtmlNodes): string =>
  node.type === 'text' ? node.value : 'children' in node ? node.children.map(textOf).join('') : '';

/** A text without line ends and double spaces. */
export const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

/** A paragraph of plain text. */
export const paragraph = (value: string): Paragraph => ({
  type: 'paragraph',
  children: [{ type: 'text', value }],
});

/** A note for the editor at its place in the text, which no reader sees. */
export function editorsNote(text: string): MdxFlowExpression {
  return { type: 'mdxFlowExpression', value: comment(text) };
}

/** The same as code between braces. */
export const comment = (text: string) => `/* ${oneLine(text.replaceAll('*/', '* /'))} */`;

/** A story component on a line of its own; attributes without a value are left out. */
export function component(name: string, attributes: Record<string, string | undefined>): MdxJsxFlowElement {
  const given = Object.entries(attributes).filter((entry): entry is [string, string] =>
    Boolean(entry[1]?.trim()),
  );
  return {
    type: 'mdxJsxFlowElement',
    name,
    attributes: given.map(([name, value]): MdxJsxAttribute => ({
      ...{ type: 'mdxJsxAttribute', name },
      // The writer leaves these signs alone, and every reader takes them for character references.
      value: value
        .replace(/\s+/g, ' ')
        .trim()
        .replace(/&(?=[#\w])/g, '&amp;'),
    })),
    children: [],
  };
}

/** A bar ends the cell of a table wherever it stands, and the writer knows of those in texts only. */
function escapeBars(node: Nodes): void {
  if (node.type === 'mdxTextExpression') node.value = node.value.replace(/(?<!\\)\|/g, '\\|');
  if (!isJsx(node)) return;
  for (const attribute of node.attributes) {
    if (typeof attribute.value === 'string') attribute.value = attribute.value.replaceAll('|', '&#124;');
  }
}

/** What the paper makes a link of by itself. */
const addressLike = /(?:https?:\/\/|www\.|xmpp:)[^ \t\r\n]*/gi;

/**
 * Takes what only resembles an address apart: however it is escaped, the paper would make a link of it, and find
 * that the link leads nowhere.
 */
function keepAddressesApart(tree: Root): void {
  walk(tree, (node) => {
    if (!('children' in node) || node.type === 'link' || node.type === 'linkReference') return;
    const children = node.children as PhrasingContent[];
    if (!children.some((child) => child.type === 'text' && isMisleading(child.value))) return;
    (node as Paragraph).children = children.flatMap((child) =>
      child.type === 'text' && isMisleading(child.value) ? takenApart(child) : [child],
    );
  });
}

const isMisleading = (text: string) => (text.match(addressLike) ?? []).some((found) => !isAddress(found));

function isAddress(text: string): boolean {
  if (!/^(?:https?:\/\/|www\.)[A-Za-z0-9][\w./?=&%#~:+,;@!$'()*-]*$/i.test(text)) return false;
  const whole = text.replace(/^www\./i, 'http://www.');
  return [whole, whole.replace(/[!"&'),.:;?]+$/, '')].every(canParse);
}

const canParse = (address: string) => URL.canParse(address);

function takenApart({ value }: Text): PhrasingContent[] {
  const pieces = value.split(/((?<=https?|xmpp):|(?<=www)\.)/i);
  return pieces
    .map((piece, index): PhrasingContent =>
      index % 2 === 0
        ? { type: 'text', value: piece }
        : { type: 'mdxTextExpression', value: JSON.stringify(piece) },
    )
    .filter((piece) => !('value' in piece) || piece.value !== '');
}
