import type { Paragraph, PhrasingContent, RootContent } from 'mdast';
import { editorsNote } from '../story-text.ts';

/** A node of a text that stands in a paragraph, or is a block of its own. */
export type Mixed = PhrasingContent | RootContent;

const phrasing = new Set(
  (
    'text emphasis strong delete inlineCode break link linkReference image imageReference footnoteReference html ' +
    'mdxJsxTextElement mdxTextExpression'
  ).split(' '),
);

const isPhrasing = (node: Mixed): node is PhrasingContent => phrasing.has(node.type);

/** Words and blocks in any order, as HTML and templates mix them. */
export class MixedContent {
  readonly nodes: Mixed[] = [];

  constructor(nodes: Mixed[] = []) {
    this.add(...nodes);
  }

  /** Adds nodes. Where something was taken out from between two texts, one space is enough. */
  add(...nodes: Mixed[]): void {
    for (const node of nodes) {
      const last = this.nodes.at(-1);
      if (node.type === 'text' && last?.type === 'text') {
        const value = / $/.test(last.value) ? node.value.replace(/^ +/, '') : node.value;
        this.nodes[this.nodes.length - 1] = { type: 'text', value: last.value + value };
      } else this.nodes.push(node);
    }
  }

  /** All as blocks: words that stand together are a paragraph. */
  blocks(): RootContent[] {
    return this.#runs().flatMap((run): RootContent[] => (isRun(run) ? asParagraph(run) : [run]));
  }

  /** A paragraph of Markdown: blocks on lines of their own stand between its parts, those within a line behind it. */
  paragraphs(): RootContent[] {
    const ordered: Mixed[] = [];
    let waiting: RootContent[] = [];
    for (const [index, node] of this.nodes.entries()) {
      if (isPhrasing(node)) {
        ordered.push(node);
        continue;
      }
      const [before, after] = [this.nodes[index - 1], this.nodes[index + 1]];
      const beginsLine = !before || !isPhrasing(before) || endsLine(before);
      const isLast = !after || !isPhrasing(after) || startsLine(after);
      if (beginsLine && isLast) {
        ordered.push(...waiting, node);
        waiting = [];
      } else waiting.push(node);
    }
    return new MixedContent([...ordered, ...waiting]).blocks();
  }

  /** The words, and the blocks that have to stand elsewhere. */
  split(): { inline: PhrasingContent[]; blocks: RootContent[] } {
    const inline: PhrasingContent[] = [];
    const blocks: RootContent[] = [];
    let before: Mixed | undefined;
    for (const node of this.nodes) {
      const isBesideParagraph = node.type === 'paragraph' || before?.type === 'paragraph';
      if (before && isBesideParagraph) inline.push({ type: 'text', value: ' ' });
      if (isPhrasing(node)) inline.push(node);
      // A paragraph of HTML in a line of words.
      else if (node.type === 'paragraph') inline.push(...node.children);
      else blocks.push(node);
      before = node;
    }
    return { inline: trimmed(inline, false), blocks };
  }

  /** The words within an element such as emphasis, and the blocks in it behind that. */
  wrapped(wrap: (children: PhrasingContent[]) => PhrasingContent): Mixed[] {
    const { inline, blocks } = this.split();
    return [...(inline.some(saysSomething) ? [wrap(inline)] : []), ...blocks];
  }

  #runs(): (PhrasingContent[] | RootContent)[] {
    const runs: (PhrasingContent[] | RootContent)[] = [];
    for (const node of this.nodes) {
      const last = runs.at(-1);
      if (!isPhrasing(node)) runs.push(node);
      else if (last && isRun(last)) last.push(node);
      else runs.push([node]);
    }
    return runs;
  }
}

const endsLine = (node: PhrasingContent) =>
  node.type === 'break' || (node.type === 'text' && /(?:\n|^)[ \t]*$/.test(node.value));
const startsLine = (node: PhrasingContent) =>
  node.type === 'break' || (node.type === 'text' && /^[ \t]*(?:\n|$)/.test(node.value));

const isRun = (run: PhrasingContent[] | RootContent): run is PhrasingContent[] => Array.isArray(run);

const saysSomething = (node: PhrasingContent): boolean =>
  node.type === 'text' ? /\S/.test(node.value) : node.type !== 'break';

function asParagraph(run: PhrasingContent[]): RootContent[] {
  const children = trimmed(run, true);
  if (!children.some(saysSomething)) return [];
  // Alone in a paragraph, notes are blocks.
  const visible = children.filter((child) => child.type !== 'mdxTextExpression' && saysSomething(child));
  if (visible.length === 0) {
    return children.flatMap((child) =>
      child.type === 'mdxTextExpression' ? [editorsNote(child.value.replace(/^\/\* | \*\/$/g, ''))] : [],
    );
  }
  const paragraph: Paragraph = { type: 'paragraph', children };
  return [paragraph];
}

/** Words without the white space and line breaks at their ends. */
function trimmed(nodes: PhrasingContent[], breaks: boolean): PhrasingContent[] {
  const all = nodes.map((node) => (node.type === 'text' ? { ...node } : node));
  const isEmpty = (node: PhrasingContent | undefined) =>
    node !== undefined &&
    ((node.type === 'text' && !/[^ \t\r\n]/.test(node.value)) || (breaks && node.type === 'break'));
  while (isEmpty(all[0])) all.shift();
  while (isEmpty(all.at(-1))) all.pop();
  const [first] = all;
  const last = all.at(-1);
  if (first?.type === 'text') first.value = first.value.replace(/^[ \t\r\n]+/, '');
  if (last?.type === 'text') last.value = last.value.replace(/[ \t\r\n]+$/, '');
  return all;
}
