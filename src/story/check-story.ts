import type { Nodes, Root } from 'mdast';
import { toString } from 'mdast-util-to-string';
import { checkElement, type StoryInHand } from './check-elements.ts';
import { Findings, placeOf, type Placed } from './findings.ts';
import { expressionText, isExpression, isJsx, saysNothing, type Expression } from './mdx-literals.ts';
import { readDeclarations, unknownName } from './story-code.ts';
import { storyComponents } from './story-components.ts';
import { walk } from './walk.ts';
import { webAddressProblem } from './web-address.ts';

interface CheckOptions {
  /** Content path. */
  path: string;
  /** What was parsed; empty for a plain story, of which every sign was looked at. */
  text?: string;
  articleCode: 'allow' | 'deny';
}

/** Checks a parsed story against the paper's rules and notes what it refers to. */
export function checkStory(tree: Root, { path, text = '', articleCode }: CheckOptions): Findings {
  const findings = new Findings(articleCode);
  const { names: declared, problems } = readDeclarations(tree, path);
  findings.problems.push(...problems);
  const story: StoryInHand = { path, findings, declared };
  const footnotes = { defined: new Map<string, Placed>(), used: new Set<string>() };

  let depth = 1;
  walk(tree, (node) => {
    if (isJsx(node)) {
      // Their titles are headings of the second level.
      if (node.name === 'FactBox' || node.name === 'Timeline') depth = 2;
      return checkElement(node, story);
    }
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
        } else if (!/[\p{L}\p{N}]/u.test(toString(node)) && !node.children.some(isExpression)) {
          findings.report(node, 'A heading without words. Write some, or take it out.');
        } else if (node.depth > depth + 1) {
          const [found, expected] = ['#'.repeat(node.depth), '#'.repeat(depth + 1)];
          findings.report(node, `${found} leaves out a level of headings. Write ${expected} here.`);
        }
        depth = node.depth;
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
        checkFootnote(node, footnotes.defined, findings);
        footnotes.defined.set(node.identifier, node);
        return;
      case 'paragraph':
        return checkHeadingMark(node, text, findings);
      case 'footnoteReference':
        footnotes.used.add(node.identifier);
        return;
      case 'text':
        return checkText(node, text, findings);
      default:
        return;
    }
  });

  checkCharacters(text, findings);
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
  // Told at its opening tag. A block that only begins with one may hold text.
  if (/^<\/[a-z][\w.-]*\s*>$/i.test(node.value.trim())) return;
  const tag = /<\/?([a-z][\w.-]*)/i.exec(node.value)?.[1] ?? '';
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
  } else if (/^[^:]*\.mdx?(#|$)/i.test(url)) {
    findings.report(
      node,
      `The link leads to the file “${url}”. Write the story’s address: /2024/10/02/slug/.`,
    );
  } else if (!/^(mailto|tel):./i.test(url)) {
    const problem = webAddressProblem(url);
    if (problem) findings.report(node, `The link leads to “${url}”. ${problem}`);
  }
}

function checkFootnote(
  node: Nodes & { type: 'footnoteDefinition' },
  defined: ReadonlyMap<string, Placed>,
  findings: Findings,
) {
  const name = `[^${node.label ?? node.identifier}]`;
  if (defined.has(node.identifier)) {
    findings.report(node, `The footnote ${name} is written twice. Give one of the two another mark.`);
  } else if (toString(node).trim() === '') {
    findings.report(node, `The footnote ${name} has no text. Write it after the colon.`);
  }
}

/** What was meant for a heading, and would be printed with its signs. */
function checkHeadingMark(node: Nodes & { type: 'paragraph' }, text: string, findings: Findings) {
  const { start, end } = node.position ?? {};
  // What was read without the parser has none, and no such marks.
  if (start?.offset === undefined) return;
  const source = text.slice(start.offset, end?.offset);
  const [, marks = '', words] = /^(#{2,})(.*)/.exec(source) ?? [];
  if (words === undefined) return;
  findings.report(
    node,
    marks.length > 6
      ? `“${marks}” begins no heading; expected two to six #. Begin with ##.`
      : `“${firstWords(marks + words)}” is no heading without a space after ${marks}. Write ${marks} ${firstWords(words)}; to print the signs, write \\#.`,
  );
}

/** Signs that no reader sees and no page may hold. */
function checkCharacters(text: string, { problems }: Findings) {
  const control = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g;
  if (text.search(control) === -1) return;
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    for (const match of line.matchAll(control)) {
      const code = match[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
      const message = `An invisible control character (U+${code}) stands here. Delete it and what it stands for, and type it anew.`;
      problems.push({ line: index + 1, column: match.index + 1, message });
    }
  }
}

function checkText(node: Nodes & { type: 'text' }, text: string, findings: Findings) {
  if (!node.value.includes('[') || !node.position) return;
  const { start, end } = node.position;
  const source = text.slice(start.offset, end.offset);
  const report = (pattern: RegExp, explain: (match: RegExpExecArray) => string) => {
    for (const match of source.matchAll(pattern)) {
      const before = source.slice(0, match.index).split('\n');
      const column = before.length === 1 ? start.column + match.index : before.at(-1)!.length + 1;
      findings.problems.push({ line: start.line + before.length - 1, column, message: explain(match) });
    }
  };
  report(
    /(?<!\\)\[\^([^\]\s]+)\]/g,
    ([, name]) =>
      `The footnote [^${name}] has no text. Add a line [^${name}]: and its text; to print the brackets, write \\[.`,
  );
  report(
    /(?<!\\)\[[^[\]]+\]\((?:[^()\s]+\s[^()]*\)|$)/g,
    ([link]) => `“${firstWords(link)}” is no link: its address holds a space. Write %20 for it.`,
  );
}

const firstWords = (text: string) => {
  const [line = ''] = text.trim().split('\n');
  return line.length > 40 ? `${line.slice(0, 40)}…` : line;
};
