import type { Definition, Heading, Link, List, Nodes, PhrasingContent, Root, RootContent } from 'mdast';
import { toString } from 'mdast-util-to-string';
import { expressionText, isExpression, isJsx, type Expression } from '../../../story/mdx-literals.ts';
import { walk } from '../../../story/walk.ts';
import { MixedContent, type Mixed } from './mixed-content.ts';
import { quoted, type Note, type TellNote } from '../notes.ts';
import { attributeMark, OldHeadings } from './old-headings.ts';
import { convertElement, htmlToNodes, isHtml, jsxElement } from './old-elements.ts';
import type { ConvertedText, Surroundings } from './old-markdown.ts';
import { otherMarksIn } from './other-marks.ts';
import { isSame, type SameText } from './same-blocks.ts';
import { tellingText, type PictureCopy } from '../story-copy.ts';
import { comment, editorsNote, writeBlocks } from '../story-text.ts';
import { TagConverter } from './tag-converter.ts';
import type { CutText } from './templates.ts';
import { unitsOf } from '../text-units.ts';

/** What a conversion of a text needs to know. */
export interface Conversion extends Surroundings {
  /** The id of a heading of this text, by what stands behind `#` in a link to it. */
  heading(fragment: string): string | undefined;
}

/** Converts a text, block by block. */
export class TextConverter {
  /** The text as it is in the paper. */
  readonly blocks: RootContent[] = [];
  readonly #tree: Root;
  readonly #cut: CutText;
  readonly #around: Conversion;
  readonly #notes: Note[];
  readonly #headings: OldHeadings;
  readonly #tags: TagConverter;
  readonly #same: SameText;
  readonly #definitions = new Map<string, Definition>();
  readonly #footnotes = { used: new Set<string>(), defined: new Map<string, Nodes>() };
  /** Files that names of an MDX story stand for. */
  readonly #imported = new Map<string, string>();
  /** Text before `<!--more-->`. */
  #excerpt: string | undefined;
  /** The words of the paragraphs that are written already. */
  #seen = '';

  constructor(tree: Root, cut: CutText, around: Conversion, notes: Note[]) {
    this.#tree = tree;
    this.#cut = cut;
    this.#around = around;
    this.#notes = notes;
    this.#tags = new TagConverter(cut, around, this.#note);
    this.#headings = new OldHeadings(tree, around.title, (text) => this.#tags.restored(text));
    this.#same = {
      mark: cut.mark,
      sourceOf: (node) => this.#sourceOf(node),
      depthOf: (heading) => this.#headings.depthOf(heading),
      footnotes: this.#footnotes,
    };
  }

  convert(): ConvertedText {
    this.#look();
    for (const { what, found, node } of otherMarksIn(this.#tree)) {
      this.#note('left', `${what}: printed as it stands`, quoted(found, 40), this.#lineOf(node));
    }
    if (this.#headings.isShifted) this.#note('mapped', 'headings one level lower');
    const pieces: string[] = [];
    let opening: string | undefined;
    // Notes come last: whether something still refers to them is known then.
    const [notes, others] = partition(this.#tree.children, ({ type }) => type === 'footnoteDefinition');
    for (const unit of [...unitsOf(others), ...notes.map((note) => [note])]) {
      const kept = unit.every((node) => isSame(node, this.#same)) && this.#headings.follow(unit);
      const blocks = kept ? unit : this.#headings.raise(this.#flow(unit));
      this.blocks.push(...blocks);
      for (const block of blocks) {
        walk(block, (node) => node.type === 'footnoteReference' && this.#footnotes.used.add(node.identifier));
      }
      for (const block of blocks) {
        const words = block.type === 'paragraph' ? tellingText(wordsOf(block)) : undefined;
        opening ??= words;
        if (words !== undefined) this.#seen += `${words} `;
      }
      if (kept) pieces.push(...unit.map((node) => this.#sourceOf(node)));
      else if (blocks.length > 0) pieces.push(writeBlocks(blocks));
    }
    return {
      text: pieces.filter((piece) => piece.trim() !== '').join('\n\n'),
      ...(this.#excerpt !== undefined && { excerpt: this.#excerpt }),
      ...(opening !== undefined && { opening }),
    };
  }

  /** Notes what nodes refer to each other by. */
  #look(): void {
    walk(this.#tree, (node) => {
      if (node.type === 'definition') this.#definitions.set(node.identifier, node);
      else if (node.type === 'footnoteDefinition' && toString(node).trim() !== '') {
        // Of two with one mark, the first counts.
        if (!this.#footnotes.defined.has(node.identifier)) this.#footnotes.defined.set(node.identifier, node);
      } else if (node.type === 'mdxjsEsm') {
        for (const [, name, file] of node.value.matchAll(
          /import\s+(?:\*\s+as\s+)?([\w$]+)\s+from\s+["']([^"']+)["']/g,
        )) {
          this.#imported.set(name!, file!);
        }
      }
    });
  }

  #sourceOf({ position }: Nodes): string {
    return this.#cut.text.slice(position!.start.offset, position!.end.offset);
  }

  #lineOf({ position }: Nodes): number | undefined {
    return position && this.#cut.lineOf(position.start.line);
  }

  readonly #note: TellNote = (kind, what, detail, line) => {
    this.#notes.push({
      ...{ kind, what },
      ...(detail !== undefined && { detail }),
      ...(line !== undefined && { line }),
    });
  };

  /** Blocks, anew. */
  #flow(nodes: RootContent[]): RootContent[] {
    return this.#mixed(nodes).blocks();
  }

  /** What stands in a block, anew; HTML is read together with what stands between its tags. */
  #mixed(written: Nodes[]): MixedContent {
    const content = new MixedContent();
    const nodes = written.map((node) => this.#withoutLookalikes(node));
    if (!nodes.some(({ type }) => type === 'html')) {
      for (const node of nodes) content.add(...this.#convert(node));
      return content;
    }
    const line = this.#lineOf(nodes.find(({ type }) => type === 'html')!);
    const parts = nodes.map((node) =>
      node.type === 'html' ? this.#withoutMore(node.value) : this.#convert(node),
    );
    const tagged = (text: string) => this.#tags.nodes(text, line);
    const value = (text: string) => this.#tags.address(text);
    content.add(...htmlToNodes(parts, { ...this.#elements(line), tagged, value }));
    return content;
  }

  /** Words in angle brackets that only look like a tag are words. */
  #withoutLookalikes(node: Nodes): Nodes {
    if (node.type !== 'html') return node;
    const tags = [...node.value.matchAll(/<\/?([a-z][a-z0-9]*)(?![\w-])/gi)].map(([, name]) =>
      name!.toLowerCase(),
    );
    if (tags.length === 0 || tags.some(isHtml) || /^<[!?]/.test(node.value)) return node;
    this.#note(
      'left',
      'words in angle brackets that are no HTML: printed as they stand',
      quoted(node.value),
      this.#lineOf(node),
    );
    return { type: 'text', value: node.value, position: node.position };
  }

  /** What elements of HTML and JSX need to know. */
  #elements(line: number | undefined) {
    return {
      note: (kind: Note['kind'], what: string, detail?: string) => this.#note(kind, what, detail, line),
      link: (url: string, children: PhrasingContent[]) => this.#link(url, children, line),
      picture: (picture: PictureCopy) => this.#around.picture({ ...picture, line }),
      video: (url: string, title: string | undefined) => this.#tags.video(url, title, line),
    };
  }

  #convert(node: Nodes): Mixed[] {
    if (isJsx(node)) {
      const children = () => this.#mixed(node.children as Nodes[]).nodes;
      const fileOf = (name: string) => this.#imported.get(name);
      return convertElement(jsxElement(node, fileOf, children), this.#elements(this.#lineOf(node)));
    }
    if (isExpression(node)) return this.#expression(node);
    switch (node.type) {
      case 'text':
        return this.#tags.nodes(node.value, this.#lineOf(node));
      case 'inlineCode':
        return [{ ...node, value: this.#tags.restored(node.value) }];
      case 'code':
        return [
          {
            ...node,
            value: this.#tags.restored(node.value),
            lang: node.lang && this.#tags.restored(node.lang),
            meta: node.meta && this.#tags.restored(node.meta),
          },
        ];
      case 'mdxjsEsm':
        return this.#module(node.value, this.#lineOf(node));
      case 'heading':
        return this.#heading(node);
      case 'image':
        return [this.#image(node.url, node.alt, node.title, this.#lineOf(node))];
      case 'imageReference': {
        const definition = this.#definitions.get(node.identifier);
        return definition
          ? [this.#image(definition.url, node.alt, definition.title, this.#lineOf(node))]
          : [];
      }
      case 'link':
        return this.#link(node.url, this.#phrasing(node.children), this.#lineOf(node), node.title);
      case 'linkReference': {
        const definition = this.#definitions.get(node.identifier);
        const children = this.#phrasing(node.children);
        return definition
          ? this.#link(definition.url, children, this.#lineOf(node), definition.title)
          : children;
      }
      case 'definition':
        return [];
      case 'footnoteReference':
        return this.#footnotes.defined.has(node.identifier) ? [node] : [];
      case 'footnoteDefinition': {
        const { defined, used } = this.#footnotes;
        if (defined.get(node.identifier) !== node) return [];
        if (!used.has(node.identifier)) {
          this.#note('left', 'a footnote that nothing refers to', quoted(toString(node)), this.#lineOf(node));
          return [];
        }
        return [{ ...node, children: this.#flow(node.children) as typeof node.children }];
      }
      case 'paragraph':
        return this.#paragraph(node.children);
      case 'emphasis':
      case 'strong':
      case 'delete':
        return new MixedContent(this.#mixed(node.children).nodes).wrapped((children) => ({
          ...node,
          children,
        }));
      case 'blockquote':
        return [{ ...node, children: this.#flow(node.children) as typeof node.children }];
      case 'list':
        return isContents(node) ? this.#droppedMark('{:toc}', node) : [this.#list(node)];
      case 'table': {
        const pictures: RootContent[] = [];
        const rows = node.children.map((row) => ({
          ...row,
          children: row.children.map((cell) => {
            const { inline, blocks } = this.#mixed(cell.children).split();
            pictures.push(...blocks);
            return { ...cell, children: inline };
          }),
        }));
        return [{ ...node, children: rows }, ...pictures];
      }
      case 'yaml':
        return [];
      default:
        return [node as Mixed];
    }
  }

  #phrasing(children: Nodes[]): PhrasingContent[] {
    return this.#mixed(children).split().inline;
  }

  #paragraph(children: Nodes[]): Mixed[] {
    const [only] = children;
    const mark = children.length === 1 && only?.type === 'text' ? only.value.trim() : '';
    return contentsMark.test(mark) || attributesAlone.test(mark)
      ? this.#droppedMark(mark, only!)
      : this.#mixed(children).paragraphs();
  }

  #droppedMark(mark: string, node: Nodes): Mixed[] {
    this.#note('mapped', 'a mark for contents or attributes', mark, this.#lineOf(node));
    return [];
  }

  #list(node: List): List {
    const items = node.children.map((item) => {
      const children = this.#flow(item.children) as typeof item.children;
      return { ...item, spread: item.spread || children.some(isJsx), children };
    });
    return { ...node, spread: node.spread || items.some(({ spread }) => spread), children: items };
  }

  #heading(node: Heading): Mixed[] {
    const depth = this.#headings.depthOf(node);
    const { inline, blocks } = this.#mixed(node.children).split();
    const oldId = /\{:?[^{}]*#([^\s}]+)[^{}]*\}\s*$/.exec(toString(node))?.[1];
    const last = inline.at(-1);
    if (last?.type === 'text') last.value = last.value.replace(attributeMark, '');
    const hasWords = /[\p{L}\p{N}]/u.test(inline.map((child) => toString(child)).join(''));
    if (depth === undefined || !hasWords) return [{ type: 'paragraph', children: inline }, ...blocks];
    return [{ ...node, depth, children: inline, ...(oldId && { data: { oldId } }) }, ...blocks];
  }

  #image(
    src: string,
    alt: string | null | undefined,
    title: string | null | undefined,
    line: number | undefined,
  ) {
    const url = this.#tags.address(src);
    return this.#around.picture({
      src: url,
      alt: this.#tags.restored(alt ?? '') || undefined,
      caption: this.#tags.restored(title ?? '') || undefined,
      ...(line !== undefined && { line }),
    });
  }

  #link(
    written: string,
    children: PhrasingContent[],
    line: number | undefined,
    title?: string | null,
  ): Mixed[] {
    const url = this.#tags.address(written).replace(/^ref:(?=#)/, '');
    const words = children.some((child) => toString(child).trim() !== '' || child.type !== 'text')
      ? children
      : [{ type: 'text' as const, value: url }];
    const target = url.startsWith('#') ? this.#fragment(url, line) : this.#around.link(url, line ?? 1);
    return target === undefined
      ? words
      : [
          {
            type: 'link',
            url: target,
            title: title && this.#tags.restored(title),
            children: words,
          } satisfies Link,
        ];
  }

  #fragment(url: string, line: number | undefined): string | undefined {
    const id = this.#around.heading(url.slice(1));
    if (id !== undefined) return `#${id}`;
    this.#note('left', 'a link to a heading that is not there: its words stay', quoted(url), line);
    return undefined;
  }

  /** Code in braces: a text or a note stays what it is. */
  #expression(node: Expression): Mixed[] {
    const isInline = node.type === 'mdxTextExpression';
    const text = expressionText(node);
    if (text) return [{ type: 'text', value: text }];
    const note = /^\s*\/\*([\s\S]*)\*\/\s*$/.exec(node.value)?.[1];
    if (text === '' && note === undefined) return [];
    if (note === undefined) {
      this.#note(
        'left',
        'code in braces: a note stands in its place',
        quoted(node.value),
        this.#lineOf(node),
      );
    }
    const left = note ?? `Left by the import: ${node.value}`;
    return [isInline ? { type: 'mdxTextExpression', value: comment(left) } : editorsNote(left)];
  }

  /** Imports of pictures and components are of no use here; other code is left. */
  #module(code: string, line: number | undefined): Mixed[] {
    const rest = code.replace(/^\s*import\s[^;\n{]*(?:\{[^}]*\}[^;\n]*)?;?[ \t]*$/gm, '').trim();
    if (rest === '') return [];
    this.#note('left', 'code: a note stands in its place', quoted(rest), line);
    return [editorsNote(`Left by the import: ${rest}`)];
  }

  /** Takes the mark `<!--more-->` out, before which the excerpt stands. */
  #withoutMore(html: string): string {
    const without = html.replace(/<!--\s*(?:more|excerpt|truncate|end_excerpt)\s*-->/gi, '');
    if (without !== html) this.#excerpt ??= this.#seen.trim() || undefined;
    return without;
  }
}

/** The words of a block that readers see; those of notes to editors and marks of footnotes are none. */
function wordsOf(node: Nodes): string {
  if (isExpression(node)) return '';
  if (node.type === 'break') return ' ';
  return 'children' in node ? node.children.map(wordsOf).join('') : toString(node);
}

/** Where other systems put a list of contents. */
const contentsMark = /^(?:\[\[?_?TOC_?\]?\]|\{:toc[^{}]*\})$/i;
const attributesAlone = new RegExp(`^${attributeMark.source}`);

function partition<Item>(items: Item[], isFirst: (item: Item) => boolean): [Item[], Item[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}

/** The list of one entry that kramdown replaces by the contents. */
const isContents = (node: List) => node.children.length === 1 && /\{:toc[^{}]*\}\s*$/.test(toString(node));
