import type { List, Nodes, Root, Table, TableRow } from 'mdast';
import { toString } from 'mdast-util-to-string';
import type { headingsOf } from './headings.ts';
import { isJsx, type JsxElement } from './mdx-literals.ts';
import { pictureBeside } from './plugins.ts';
import { pictureAttributes, storyComponents } from './story-components.ts';
import type { StoryPart } from './story-parts.ts';

/** What the HTML of a story depends on besides its tree. */
export interface HtmlOptions {
  /** Content path of the story. */
  path: string;
  /** `BASE_PATH`: empty or `/paper`. */
  base: string;
  /** Its headings, with ids. */
  headings: NonNullable<ReturnType<typeof headingsOf>>;
}

/**
 * Writes the body of a story straight from Markdown's tree: what `remark-rehype`, the paper's plugins and
 * `storyParts` make of it in three trees more.
 * @returns `undefined` when there is anything in it that is not written here.
 */
export function plainParts(tree: Root, options: HtmlOptions): StoryPart[] | undefined {
  return new HtmlWriter(options).write(tree);
}

/** An address that is written as it is. */
const plainAddress = /^(?:\/|https?:\/\/|#)[\w/.:#?=~+-]*$/;

class HtmlWriter {
  readonly #options: HtmlOptions;
  readonly #tableLabels = new Map<string, number>();
  #headingsDone = 0;
  #isPlain = true;
  /** What was written, and is in no part yet. */
  #html = '';
  #parts: StoryPart[] = [];

  constructor(options: HtmlOptions) {
    this.#options = options;
  }

  write({ children }: Root): StoryPart[] | undefined {
    const parts = this.#partsOf(() => this.#blocks(children));
    return this.#isPlain ? parts : undefined;
  }

  #partsOf(write: () => void): StoryPart[] {
    const [html, parts] = [this.#html, this.#parts];
    [this.#html, this.#parts] = ['', []];
    write();
    this.#cut();
    const own = this.#parts;
    [this.#html, this.#parts] = [html, parts];
    return own;
  }

  #cut(): void {
    if (this.#html.trim() !== '') this.#parts.push(this.#html);
    this.#html = '';
  }

  /** Blocks with line ends between them. */
  #blocks(blocks: Nodes[]): void {
    for (const [index, block] of blocks.entries()) {
      if (index > 0) this.#html += '\n';
      this.#node(block);
    }
  }

  #all(nodes: Nodes[]): void {
    for (const node of nodes) this.#node(node);
  }

  #node(node: Nodes): void {
    if (isJsx(node)) return this.#component(node);
    switch (node.type) {
      case 'text':
        return this.#text(node.value);
      case 'paragraph':
        return this.#element('p', node.children);
      case 'emphasis':
        return this.#element('em', node.children);
      case 'strong':
        return this.#element('strong', node.children);
      case 'inlineCode':
        this.#html += '<code>';
        this.#text(node.value.replace(/\r?\n|\r/g, ' '));
        this.#html += '</code>';
        return;
      case 'heading': {
        const { id } = this.#options.headings[this.#headingsDone++] ?? {};
        if (node.depth === 1 || id === undefined) return this.#giveUp();
        this.#html += `<h${node.depth} id="${attributeText(id)}">`;
        this.#all(node.children);
        this.#html += `</h${node.depth}>`;
        return;
      }
      case 'link': {
        if (typeof node.title === 'string' || !plainAddress.test(node.url)) return this.#giveUp();
        const isOwn = node.url.startsWith('/') && !node.url.startsWith('//');
        this.#html += `<a href="${isOwn ? attributeText(this.#options.base) : ''}${node.url}">`;
        this.#all(node.children);
        this.#html += '</a>';
        return;
      }
      case 'blockquote':
        if (node.children.length === 0) return this.#giveUp();
        this.#html += '<blockquote>\n';
        this.#blocks(node.children);
        this.#html += '\n</blockquote>';
        return;
      case 'list':
        return this.#list(node);
      case 'table':
        return this.#table(node);
      case 'thematicBreak':
        this.#html += '<hr>';
        return;
      default:
        return this.#giveUp();
    }
  }

  #text(value: string): void {
    // Spaces around line ends are taken away on the way to HTML.
    if (value.includes('\n') && /[ \t]\n|\n[ \t]|\r/.test(value)) return this.#giveUp();
    this.#html += /[&<\0]/.test(value) ? value.replaceAll('&', '&#x26;').replaceAll('<', '&#x3C;') : value;
    // It marks the places of components.
    if (value.includes('\0')) this.#giveUp();
  }

  #element(name: string, children: Nodes[]): void {
    this.#html += `<${name}>`;
    this.#all(children);
    this.#html += `</${name}>`;
  }

  /** Of entries with a paragraph each, and nothing else. */
  #list({ ordered, start, spread, children }: List): void {
    if (spread || (ordered && start !== 1)) return this.#giveUp();
    const name = ordered ? 'ol' : 'ul';
    this.#html += `<${name}>\n`;
    for (const item of children) {
      const [paragraph, ...more] = item.children;
      const isTask = typeof item.checked === 'boolean';
      if (item.spread || isTask || paragraph?.type !== 'paragraph' || more.length > 0) return this.#giveUp();
      this.#element('li', paragraph.children);
      this.#html += '\n';
    }
    this.#html += `</${name}>`;
  }

  #table(table: Table): void {
    const heading = this.#options.headings[this.#headingsDone - 1];
    const label = heading ? `Table: ${heading.text}` : 'Table';
    const count = (this.#tableLabels.get(label) ?? 0) + 1;
    this.#tableLabels.set(label, count);
    const name = attributeText(count > 1 ? `${label} (${count})` : label);
    const [head, ...body] = table.children;
    this.#html += `<section class="table" tabindex="0" aria-label="${name}"><table>\n<thead>\n`;
    this.#row(head!, table, true);
    this.#html += '</thead>\n';
    if (body.length > 0) {
      this.#html += '<tbody>\n';
      for (const row of body) this.#row(row, table, false);
      this.#html += '</tbody>\n';
    }
    this.#html += '</table></section>';
  }

  #row({ children }: TableRow, { align }: Table, isHead: boolean): void {
    if (children.length !== align?.length) return this.#giveUp();
    this.#html += '<tr>\n';
    for (const [index, cell] of children.entries()) {
      // An empty header cell heads nothing.
      const heads = isHead && toString(cell).trim() !== '';
      const side = align[index];
      this.#html += `<${heads ? 'th' : 'td'}${side ? ` data-align="${side}"` : ''}${heads ? ' scope="col"' : ''}>`;
      this.#all(cell.children);
      this.#html += `</${heads ? 'th' : 'td'}>\n`;
    }
    this.#html += '</tr>\n';
  }

  #component({ name, attributes, children }: JsxElement): void {
    if (name === null || !Object.hasOwn(storyComponents, name)) return this.#giveUp();
    const pictures = pictureAttributes(name);
    const props: Record<string, string> = {};
    for (const attribute of attributes) {
      const { value } = attribute;
      if (attribute.type !== 'mdxJsxAttribute' || typeof value !== 'string') return this.#giveUp();
      const isPicture = pictures.includes(attribute.name);
      props[attribute.name] = isPicture ? (pictureBeside(this.#options.path, value) ?? value) : value;
    }
    this.#cut();
    const parts = this.#partsOf(() => this.#all(children as Nodes[]));
    this.#parts.push({ component: name, props, children: parts });
  }

  #giveUp(): void {
    this.#isPlain = false;
  }
}

const attributeText = (text: string) =>
  /[&"]/.test(text) ? text.replaceAll('&', '&#x26;').replaceAll('"', '&#x22;') : text;
