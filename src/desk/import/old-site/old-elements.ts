import { fromHtml } from 'hast-util-from-html';
import type { Element, Nodes as HtmlNodes, RootContent as HtmlContent } from 'hast';
import type { ListItem, Nodes, PhrasingContent, RootContent, TableCell, TableRow } from 'mdast';
import type { MdxJsxAttribute, MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx';
import { toString } from 'mdast-util-to-string';
import {
  plainAttributes,
  plainElements,
  refusedElements,
  structuralElements,
} from '../../../story/html-elements.ts';
import { attributeText, isJsx, type JsxElement } from '../../../story/mdx-literals.ts';
import { storyComponents } from '../../../story/story-components.ts';
import { MixedContent, type Mixed } from './mixed-content.ts';
import { quoted, type Note } from '../notes.ts';
import { splitCaption } from '../wire/photo-caption.ts';
import type { PictureCopy } from '../story-copy.ts';
import { comment, editorsNote } from '../story-text.ts';

/** What elements become, as far as it does not follow from them alone. */
interface Handlers {
  note(kind: Note['kind'], what: string, detail?: string): void;
  link(url: string, children: PhrasingContent[]): Mixed[];
  picture(picture: PictureCopy): RootContent;
  video(url: string, title: string | undefined): Mixed[];
}

/** How the text between tags of HTML is read. */
interface HtmlHandlers extends Handlers {
  /** Nodes for a text. */
  tagged(text: string): Mixed[];
  /** The value of an attribute. */
  value(text: string): string;
}

/** An element of HTML or JSX. */
interface OldElement {
  /** `img`, or as a component is written: `Image`. */
  name: string;
  attribute(...names: string[]): string | undefined;
  /** Attributes that are plain text. */
  attributes: Record<string, string>;
  /** All that is in it, converted. */
  children(): Mixed[];
  /** The elements right below it. */
  elements(): OldElement[];
  /** Its words as they are, with line ends. */
  text(): string;
  /** The beginning of its tag, for a note. */
  source: string;
}

/**
 * Reads HTML that holds parts which are read already.
 * @param parts HTML, and nodes that stand between its tags
 */
export function htmlToNodes(parts: (string | Mixed[])[], handlers: HtmlHandlers): Mixed[] {
  const html = parts.map((part, index) =>
    typeof part === 'string' ? part : `<${keptName} n="${index}"></${keptName}>`,
  );
  const tree = fromHtml(html.join(''), { fragment: true });
  return ofHtml(tree.children, parts, handlers);
}

const keptName = 'x-kept';

function ofHtml(nodes: HtmlContent[], parts: (string | Mixed[])[], handlers: HtmlHandlers): Mixed[] {
  return nodes.flatMap((node): Mixed[] => {
    if (node.type === 'text') return handlers.tagged(node.value.replace(/[ \t\r\n]+/g, ' '));
    if (node.type === 'comment') {
      const text = node.value.trim();
      // Marks of the editor of WordPress around each of its blocks.
      if (/^\/?wp:/.test(text)) return [];
      return text === '' ? [] : [{ type: 'mdxTextExpression', value: comment(text) }];
    }
    if (node.type !== 'element') return [];
    if (node.tagName === keptName) return parts[Number(node.properties.n)] as Mixed[];
    return convertElement(htmlElement(node, parts, handlers), handlers);
  });
}

function htmlElement(node: Element, parts: (string | Mixed[])[], handlers: HtmlHandlers): OldElement {
  const attributes = Object.fromEntries(
    Object.entries(node.properties).flatMap(([name, value]) =>
      value === null || value === undefined || value === false
        ? []
        : [[name.toLowerCase(), handlers.value([value].flat().join(' '))]],
    ),
  );
  return {
    name: node.tagName,
    attributes,
    attribute: (...names) => names.map((name) => attributes[name]).find((value) => value !== undefined),
    children: () => ofHtml(node.children, parts, handlers),
    elements: () =>
      node.children.flatMap((child) =>
        child.type === 'element' && child.tagName !== keptName ? [htmlElement(child, parts, handlers)] : [],
      ),
    text: () => textOf(node, parts),
    source: `<${node.tagName}${Object.entries(attributes)
      .map(([name, value]) => ` ${name}="${value}"`)
      .join('')}>`,
  };
}

function textOf(node: HtmlNodes, parts: (string | Mixed[])[]): string {
  if (node.type === 'text') return node.value;
  if (node.type === 'element' && node.tagName === keptName) {
    return (parts[Number(node.properties.n)] as Mixed[]).map((kept) => toString(kept)).join('');
  }
  return 'children' in node ? node.children.map((child) => textOf(child, parts)).join('') : '';
}

/**
 * An element of JSX.
 * @param fileOf the file that an imported name stands for
 * @param children all that is in it, converted
 */
export function jsxElement(
  node: JsxElement,
  fileOf: (name: string) => string | undefined,
  children: () => Mixed[],
): OldElement {
  const attributes: Record<string, string> = {};
  for (const attribute of node.attributes) {
    if (attribute.type !== 'mdxJsxAttribute') continue;
    const value = attributeText(attribute);
    const code = typeof attribute.value === 'object' ? attribute.value?.value.trim() : undefined;
    const imported = code === undefined ? undefined : fileOf(code.replace(/\.src$/, ''));
    if (typeof value === 'string') attributes[attribute.name.toLowerCase()] = value;
    else if (imported !== undefined) attributes[attribute.name.toLowerCase()] = imported;
  }
  const name = node.name ?? '';
  return {
    name,
    attributes,
    attribute: (...names) => names.map((name) => attributes[name]).find((value) => value !== undefined),
    children,
    elements: () => elementsIn(node.children as Nodes[], fileOf),
    text: () => toString(node),
    source: `<${name}${Object.entries(attributes)
      .map(([key, value]) => ` ${key}="${value}"`)
      .join('')}>`,
  };
}

function elementsIn(nodes: Nodes[], fileOf: (name: string) => string | undefined): OldElement[] {
  return nodes.flatMap((node): OldElement[] => {
    if (isJsx(node)) return [jsxElement(node, fileOf, () => [{ type: 'text', value: toString(node) }])];
    return node.type === 'paragraph' ? elementsIn(node.children, fileOf) : [];
  });
}

const blockNames = 'address article aside center div fieldset footer header hgroup main nav p section'.split(
  ' ',
);
const droppedNames = 'base head link meta noscript style template title'.split(' ');
const lostNames =
  'applet audio button canvas embed form input map object option select svg textarea video script'.split(' ');

const handledNames =
  'a amp-img b blockquote br code dd del details dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr html body i iframe ' +
  'image img li ol pre s span strike strong summary table tbody td tfoot th thead tr tt ul font picture source param';
const htmlNames = new Set([
  ...[...blockNames, ...droppedNames, ...lostNames, ...handledNames.split(' ')],
  ...[...plainElements, ...structuralElements, ...Object.keys(refusedElements)],
]);

/** Whether there is an element of this name, or may be one that a page defines itself. */
export const isHtml = (name: string): boolean => htmlNames.has(name) || name.includes('-');

/** What an element of HTML, or a component of another system, becomes. */
export function convertElement(element: OldElement, handlers: Handlers): Mixed[] {
  const { name } = element;
  const content = () => new MixedContent(element.children());
  const blocks = () => content().blocks();
  const marked = (type: 'emphasis' | 'strong' | 'delete') =>
    content().wrapped((children) => ({ type, children }));
  if (/^[A-Z]|\./.test(name)) return convertComponent(element, handlers);
  if (blockNames.includes(name)) return blocks();
  if (droppedNames.includes(name)) return [];
  if (lostNames.includes(name)) return lost(element, handlers);
  switch (name) {
    case '':
      return element.children();
    case 'br':
      return [{ type: 'break' }];
    case 'hr':
      return [{ type: 'thematicBreak' }];
    case 'em':
    case 'i':
      return marked('emphasis');
    case 'strong':
    case 'b':
      return marked('strong');
    case 'del':
    case 's':
    case 'strike':
      return marked('delete');
    case 'a':
      return linkOf(element, handlers);
    case 'code':
    case 'tt': {
      const value = element.text();
      return value.trim() === '' ? [] : [{ type: 'inlineCode', value: value.replace(/\s+/g, ' ') }];
    }
    case 'pre':
      return [codeOf(element)];
    case 'h1':
    case 'h2':
    case 'h3':
    case 'h4':
    case 'h5':
    case 'h6': {
      const { inline, blocks } = content().split();
      if (!/[\p{L}\p{N}]/u.test(inline.map((node) => toString(node)).join(''))) return blocks;
      const oldId = element.attribute('id');
      const depth = Math.max(2, Number(name[1])) as 2;
      return [{ type: 'heading', depth, children: inline, ...(oldId && { data: { oldId } }) }, ...blocks];
    }
    case 'ul':
    case 'ol':
      return listOf(element);
    case 'blockquote': {
      const children = blocks();
      return children.length > 0 ? [{ type: 'blockquote', children: children as ListItem['children'] }] : [];
    }
    case 'img':
    case 'amp-img':
    case 'image':
      return pictureOf(element, handlers);
    case 'figure':
      return figureOf(element, handlers);
    case 'iframe':
      return frameOf(element, handlers);
    case 'table':
      return tableOf(element, handlers);
    case 'details':
    case 'dl':
      return blocks();
    case 'summary':
    case 'dt': {
      const { inline, blocks } = content().split();
      return [{ type: 'paragraph', children: [{ type: 'strong', children: inline }] }, ...blocks];
    }
    case 'dd':
      return blocks();
    default:
      return plainElements.has(name) && name !== 'span' ? inlineElement(element) : element.children();
  }
}

/** HTML for which Markdown has no sign, and which the paper takes. */
function inlineElement(element: OldElement): Mixed[] {
  const kept = Object.entries(element.attributes).filter(
    ([name]) => Object.hasOwn(plainAttributes, name) && !['class', 'open'].includes(name),
  );
  const attributes = kept.map(([name, value]): MdxJsxAttribute => ({ type: 'mdxJsxAttribute', name, value }));
  return new MixedContent(element.children()).wrapped((children) => ({
    ...{ type: 'mdxJsxTextElement', name: element.name, attributes },
    children: children as MdxJsxTextElement['children'],
  }));
}

function linkOf(element: OldElement, handlers: Handlers): Mixed[] {
  const { inline, blocks } = new MixedContent(element.children()).split();
  const url = element.attribute('href', 'to');
  // Around a picture, it leads to the same in large nearly always.
  if (url === undefined || inline.length === 0) return [...inline, ...blocks];
  return [...handlers.link(url, inline), ...blocks];
}

function codeOf(element: OldElement): RootContent {
  const [inner] = element.elements();
  const classes = `${element.attribute('classname', 'class') ?? ''} ${inner?.attribute('classname', 'class') ?? ''}`;
  const language = /(?:language|lang|highlight-source)-([\w+#-]+)/.exec(classes)?.[1];
  return { type: 'code', value: element.text().replace(/^\n|\n$/g, ''), lang: language ?? null };
}

function listOf(element: OldElement): Mixed[] {
  const items = element
    .elements()
    .filter(({ name }) => name === 'li')
    .map((item): ListItem => {
      const children = new MixedContent(item.children()).blocks() as ListItem['children'];
      return { type: 'listItem', spread: children.length > 1 && !isNested(children), children };
    })
    .filter(({ children }) => children.length > 0);
  if (items.length === 0) return [];
  const start = Number(element.attribute('start') ?? 1);
  const isOrdered = element.name === 'ol';
  return [
    {
      type: 'list',
      ordered: isOrdered,
      ...(isOrdered && { start: Number.isInteger(start) ? start : 1 }),
      spread: false,
      children: items,
    },
  ];
}

const isNested = ([first, second, ...more]: ListItem['children']) =>
  first?.type === 'paragraph' && second?.type === 'list' && more.length === 0;

function pictureOf(element: OldElement, handlers: Handlers, more: PictureCopy = {}): Mixed[] {
  const src = element.attribute('src', 'datasrc', 'dataoriginal');
  if (src === undefined || /^data:/.test(src)) {
    handlers.note('left', 'a picture without an address', quoted(element.source));
    return [];
  }
  const alt = element.attribute('alt');
  const caption = element.attribute('caption', 'title');
  const credit = element.attribute('credit', 'attribution');
  return [handlers.picture({ src, alt, caption, credit, ...more })];
}

/** A picture with the words below it. */
function figureOf(element: OldElement, handlers: Handlers): Mixed[] {
  const inside = (from: OldElement): OldElement[] =>
    from.elements().flatMap((inner) => [inner, ...inside(inner)]);
  const all = inside(element);
  const pictures = all.filter(({ name }) => /^(?:img|image|amp-img)$/i.test(name));
  if (pictures.length === 0) return new MixedContent(element.children()).blocks();
  const words = all
    .find(({ name }) => name === 'figcaption')
    ?.text()
    .replace(/\s+/g, ' ')
    .trim();
  const split = words === undefined ? undefined : splitCaption(words);
  return pictures.flatMap((picture) =>
    pictureOf(picture, handlers, {
      caption: (split ? split.seen : words) || picture.attribute('title'),
      ...(split && { credit: split.credit }),
    }),
  );
}

function frameOf(element: OldElement, handlers: Handlers): Mixed[] {
  const src = element.attribute('src', 'datasrc', 'datalazysrc') ?? '';
  const video = videoPage(src);
  return video === undefined ? lost(element, handlers) : handlers.video(video, element.attribute('title'));
}

/** The page of a video, by the address of its player. */
function videoPage(player: string): string | undefined {
  const youtube = /(?:youtube(?:-nocookie)?\.com\/embed\/|youtu\.be\/)([\w-]{6,20})/.exec(player)?.[1];
  if (youtube !== undefined) return `https://www.youtube.com/watch?v=${youtube}`;
  const vimeo = /vimeo\.com\/(?:video\/)?(\d+)/.exec(player)?.[1];
  return vimeo === undefined ? undefined : `https://vimeo.com/${vimeo}`;
}

/** What no story of the paper can have. */
function lost(element: OldElement, handlers: Handlers): Mixed[] {
  const gist = /gist\.github\.com\/[\w./-]+?(?=\.js)/.exec(element.attribute('src') ?? '')?.[0];
  if (gist !== undefined) {
    return [
      { type: 'link', url: `https://${gist}`, children: [{ type: 'text', value: `Gist ${gist.slice(16)}` }] },
    ];
  }
  // Scripts that only bring life into a quoted post.
  if (element.name === 'script') {
    handlers.note('left', '<script>, which no story may have: taken out', quoted(element.source));
    return [];
  }
  handlers.note(
    'left',
    `<${element.name}>, which no story may have: a note stands in its place`,
    quoted(element.source),
  );
  return [editorsNote(`Left by the import: ${element.source}`)];
}

function tableOf(element: OldElement, handlers: Handlers): Mixed[] {
  const rowsIn = (from: OldElement): OldElement[] =>
    from
      .elements()
      .flatMap((inner) =>
        inner.name === 'tr' ? [inner] : /^t(?:head|body|foot)$/.test(inner.name) ? rowsIn(inner) : [],
      );
  const after: RootContent[] = [];
  const rows = rowsIn(element).map((row): TableRow => ({
    type: 'tableRow',
    children: row.elements().map((cell): TableCell => {
      if (cell.attribute('colspan', 'rowspan'))
        handlers.note('left', 'a table with joined cells: look at it');
      const { inline, blocks } = new MixedContent(cell.children()).split();
      after.push(...blocks);
      return { type: 'tableCell', children: inline };
    }),
  }));
  const caption = element.elements().find(({ name }) => name === 'caption');
  const before = caption ? new MixedContent(caption.children()).blocks() : [];
  return rows.length > 0 ? [...before, { type: 'table', children: rows }, ...after] : before;
}

/** Components that print their title above their text. */
const titledBoxes =
  /^(?:card|link-?card|aside|call-?out|admonition|note|tip|info|warning|caution|danger|alert|box|panel|step|tab-?item|tab|accordion(?:-?item)?|details|collapse|spoiler)$/i;

/** Components of MDX: those that many systems have, and the paper's own. */
function convertComponent(element: OldElement, handlers: Handlers): Mixed[] {
  const { name, attribute } = element;
  const bare = name.toLowerCase().replace(/^(?:lite|embed|astro)|(?:lite|embed|player|optimized)$/g, '');
  const isOwn =
    Object.hasOwn(storyComponents, name) && name !== 'Related' && name !== 'Figure' && name !== 'Gallery';
  if (isOwn && isComplete(element)) return ownComponent(element);
  switch (bare) {
    case 'image':
    case 'img':
    case 'picture':
    case 'figure':
      if (attribute('src') !== undefined) return pictureOf(element, handlers);
      break;
    case 'youtube': {
      const id = attribute('id', 'videoid', 'url', 'src');
      if (id !== undefined) {
        return handlers.video(
          videoPage(id) ?? (/^https?:/.test(id) ? id : `https://www.youtube.com/watch?v=${id}`),
          attribute('title', 'posterlabel'),
        );
      }
      break;
    }
    case 'vimeo': {
      const id = attribute('id', 'videoid', 'url');
      if (id !== undefined)
        return handlers.video(
          videoPage(id) ?? (/^https?:/.test(id) ? id : `https://vimeo.com/${id}`),
          attribute('title'),
        );
      break;
    }
    case 'tweet':
    case 'twitter': {
      const id = attribute('id', 'url') ?? '';
      const url = /^\d+$/.test(id) ? `https://x.com/i/status/${id}` : id;
      if (/^https:/.test(url))
        return [{ type: 'link', url, children: [{ type: 'text', value: 'Post on X' }] }];
      break;
    }
    case 'link':
    case 'a':
      if (attribute('href', 'to') !== undefined) return linkOf(element, handlers);
      break;
    case 'fragment':
    case 'gallery':
      return element.children();
  }
  const children = element.children();
  const isEmpty = new MixedContent(children).blocks().length === 0;
  if (isEmpty) {
    handlers.note('left', `the component <${name}>: a note stands in its place`, quoted(element.source));
    return [{ type: 'mdxTextExpression', value: comment(`Left by the import: ${element.source}`) }];
  }
  handlers.note('left', `the component <${name}>: its text stays`, quoted(element.source));
  const heading = titledBoxes.test(name) ? attribute('title', 'label', 'heading')?.trim() : undefined;
  if (!heading) return children;
  const words: PhrasingContent = { type: 'strong', children: [{ type: 'text', value: heading }] };
  const isOneLine = children.every((child) => child.type !== 'paragraph');
  return isOneLine
    ? [words, { type: 'break' }, ...children]
    : [{ type: 'paragraph', children: [words] }, ...children];
}

/** Whether a component of the paper has all that it needs. */
function isComplete({ name, attributes }: OldElement): boolean {
  return Object.entries(storyComponents[name]!.attributes).every(
    ([key, { required }]) => !required || attributes[key] !== undefined,
  );
}

function ownComponent(element: OldElement): Mixed[] {
  const known = storyComponents[element.name]!.attributes;
  const attributes = Object.entries(element.attributes)
    .filter(([name]) => Object.hasOwn(known, name))
    .map(([name, value]): MdxJsxAttribute => ({ type: 'mdxJsxAttribute', name, value }));
  const children = new MixedContent(element.children()).blocks() as MdxJsxFlowElement['children'];
  return [{ type: 'mdxJsxFlowElement', name: element.name, attributes, children }];
}
