import type { Nodes, Root } from 'mdast';
import { toString } from 'mdast-util-to-string';
import { visit } from 'unist-util-visit';
import { checkElement, type StoryInHand } from './check-elements.ts';
import { Findings, placeOf, type Placed } from './findings.ts';
import { expressionText, isExpression, isJsx, saysNothing, type Expression } from './mdx-literals.ts';
import { declaredNames, unknownName } from './story-code.ts';
import { storyComponents } from './story-components.ts';
import { webAddressProblem } from './web-address.ts';

interface CheckOptions {
  /** Content path. */
  path: string;
  /** What was parsed. */
  text: string;
  articleCode: 'allow' | 'deny';
}

/** Checks a parsed story against the paper's rules and notes what it refers to. */
export function checkStory(tree: Root, { path, text, articleCode }: CheckOptions): Findings {
  const findings = new Findings(articleCode);
  const story: StoryInHand = { path, findings, declared: declaredNames(tree) };
  const footnotes = { defined: new Map<string, Placed>(), used: new Set<string>() };

  visit(tree, (node) => {
    if (isJsx(node)) return checkElement(node, story);
    if (isExpression(node)) return checkExpression(node, story);
    switch (node.type) {
      case 'mdxjsEsm':
        return findings.code(node, `“${firstWords(node.value)}”`);
      case 'html':
        return checkHtml(node, findings);
      case 'heading':
        if (node.depth === 1) {
          const title = toString(node);
          findings.report(
            node,
            `“# ${title}” is a heading of the first level, which is the headline. Write ## ${title}.`,
          );
        } else if (toString(node).trim() === '') {
          findings.report(node, 'A heading without words. Write some, or take it out.');
        }
        return;
      case 'image':
      case 'imageReference': {
        const src = node.type === 'image' && !/^[a-z]+:/i.test(node.url) ? node.url : 'picture.jpg';
        return findings.report(
          node,
          'A picture in a story needs a credit, so ![…](…) is not used here. Put the picture beside the ' +
            `story and write <Figure src="${src}" alt="${node.alt || '…'}" credit="…" />.`,
        );
      }
      case 'link':
        if (toString(node).trim() === '')
          findings.report(node, `A link without words, to “${node.url}”. Write [words](address).`);
        return checkLink(node, findings);
      case 'definition':
        return checkLink(node, findings);
      case 'footnoteDefinition':
        footnotes.defined.set(node.identifier, node);
        return;
      case 'footnoteReference':
        footnotes.used.add(node.identifier);
        return;
      case 'text':
        return checkText(node, text, findings);
      default:
        return;
    }
  });

  for (const [name, definition] of footnotes.defined) {
    if (footnotes.used.has(name)) continue;
    findings.report(
      definition,
      `The footnote [^${name}] is never referred to, so no reader would see it. Write [^${name}] in the text, or take it out.`,
    );
  }
  if (tree.children.every(saysNothing)) {
    const line = text.split('\n').length;
    findings.problems.push({
      line,
      column: 1,
      message: 'The story is empty. Write its text below the frontmatter.',
    });
  }
  return findings;
}

function checkExpression(node: Expression, { findings, declared }: StoryInHand) {
  if (expressionText(node) !== undefined) return;
  const unknown = findings.articleCode === 'allow' && unknownName(node.data?.estree, declared);
  if (unknown) {
    findings.report(
      node,
      `“{${node.value}}” is read as code, and “${unknown}” means nothing in it. To print a brace, write \\{.`,
    );
  }
  findings.code(node, `“{${firstWords(node.value)}}”`);
}

function checkHtml(node: Nodes & { type: 'html' }, findings: Findings) {
  if (node.value.replace(/<!--[\s\S]*?-->/g, '').trim() === '') return;
  const tag = /<\/?([a-z][\w.-]*)/i.exec(node.value)?.[1] ?? '';
  if (tag && node.value.startsWith('</')) return;
  findings.report(
    node,
    Object.hasOwn(storyComponents, tag)
      ? `<${tag}> is a story component, which needs MDX. Rename the file: .mdx in place of .md.`
      : `HTML (${firstWords(node.value)}) is not used in .md stories. Write it in Markdown, or to print the sign <, write \\<.`,
  );
}

function checkLink(node: Nodes & { type: 'link' | 'definition' }, findings: Findings) {
  const { url } = node;
  if (url.startsWith('/') && !url.startsWith('//')) {
    findings.references.links.push({ target: url, ...placeOf(node) });
  } else if (url.startsWith('#') && url.length > 1) {
    findings.fragments.push({ id: url.slice(1), ...placeOf(node) });
  } else if (!/^(mailto|tel):./i.test(url)) {
    const problem = webAddressProblem(url);
    if (problem) findings.report(node, `The link leads to “${url}”. ${problem}`);
  }
}

function checkText(node: Nodes & { type: 'text' }, text: string, findings: Findings) {
  if (!node.value.includes('[^') || !node.position) return;
  const { start, end } = node.position;
  const source = text.slice(start.offset, end.offset);
  for (const match of source.matchAll(/(?<!\\)\[\^([^\]\s]+)\]/g)) {
    const before = source.slice(0, match.index).split('\n');
    const column = before.length === 1 ? start.column + match.index : before.at(-1)!.length + 1;
    findings.problems.push({
      line: start.line + before.length - 1,
      column,
      message: `The footnote [^${match[1]}] has no text. Add a line [^${match[1]}]: and its text; to print the brackets, write \\[.`,
    });
  }
}

const firstWords = (text: string) => {
  const [line = ''] = text.trim().split('\n');
  return line.length > 40 ? `${line.slice(0, 40)}…` : line;
};
