import type { Nodes } from 'mdast';
import type { MdxJsxAttribute } from 'mdast-util-mdx';
import { toString } from 'mdast-util-to-string';
import { nearest } from '../lib/text.ts';
import { placeOf, type Findings } from './findings.ts';
import { plainAttributes, plainElements, refusedElements, structuralElements } from './html-elements.ts';
import { attributeText, isExpression, isJsx, saysNothing, type JsxElement } from './mdx-literals.ts';
import { pictureBeside } from './plugins.ts';
import { storyComponents, type AttributeSpec, type StoryComponentSpec } from './story-components.ts';
import { webAddressProblem } from './web-address.ts';

/** The story being checked. */
export interface StoryInHand {
  /** Content path. */
  path: string;
  findings: Findings;
  /** Names that it imports or defines itself. */
  declared: Set<string>;
}

/** Checks `<Name …>`: a story component, HTML, or one of the names that the story declares itself. */
export function checkElement(node: JsxElement, story: StoryInHand): void {
  const { findings, declared } = story;
  const { name } = node;
  if (name === null) return findings.code(node, '“<>”');
  if (declared.has(name.split('.')[0]!)) return findings.code(node, `<${name}>`);
  if (Object.hasOwn(storyComponents, name)) return checkComponent(node, name, story);

  const component = Object.keys(storyComponents).find((known) => known.toLowerCase() === name.toLowerCase());
  if (component || /^[A-Z]|\./.test(name)) {
    const meant = component ?? nearest(name, Object.keys(storyComponents));
    return findings.report(
      node,
      `There is no <${name}>. ` +
        (meant ? `Did you mean <${meant}>?` : `There are ${tagList(Object.keys(storyComponents))}.`),
    );
  }
  if (Object.hasOwn(refusedElements, name)) {
    findings.report(node, `<${name}> may not stand in a story. ${refusedElements[name]}`);
    return;
  }
  checkHtmlAttributes(node, findings);
  if (plainElements.has(name)) return;
  if (structuralElements.has(name)) return findings.code(node, `<${name}>`);
  const meant = nearest(name, [...plainElements, ...structuralElements]);
  findings.report(
    node,
    `There is no <${name}>. ` +
      (meant ? `Did you mean <${meant}>? ` : '') +
      'To print the sign <, write \\<.',
  );
}

function checkHtmlAttributes(node: JsxElement, findings: Findings) {
  for (const attribute of node.attributes) {
    if (attribute.type !== 'mdxJsxAttribute') {
      findings.code(node, `“{${attribute.value}}”`);
      continue;
    }
    const value = attributeText(attribute);
    if (/^on/i.test(attribute.name) || /^style$/i.test(attribute.name)) {
      findings.report(
        attribute,
        `“${attribute.name}” may not stand in a story: it has no scripts and styles. Take it out.`,
      );
    } else if (/^classname$/i.test(attribute.name)) {
      findings.report(attribute, `“${attribute.name}” is not HTML. Write class.`);
    } else if (typeof value === 'string' && /^\W*(javascript|data|vbscript):/i.test(value)) {
      findings.report(attribute, `“${value}” is code in an address. Write a web address, https://….`);
    } else if (value === undefined || !Object.hasOwn(plainAttributes, attribute.name)) {
      findings.code(attribute, `${attribute.name} of <${node.name}>`);
    }
  }
}

function checkComponent(node: JsxElement, name: string, story: StoryInHand) {
  const { findings } = story;
  const { attributes, content } = storyComponents[name]!;
  const given = new Set<string>();
  let spread = false;
  for (const attribute of node.attributes) {
    if (attribute.type !== 'mdxJsxAttribute') {
      spread = true;
      findings.code(attribute, `“{${attribute.value}}”`);
      continue;
    }
    if (given.has(attribute.name)) {
      findings.report(attribute, `<${name}> has ${attribute.name} twice. Delete one of the two.`);
    }
    given.add(attribute.name);
    const spec = Object.hasOwn(attributes, attribute.name) ? attributes[attribute.name] : undefined;
    if (spec) {
      checkAttribute(attribute, name, spec, story);
    } else {
      const meant = nearest(attribute.name, Object.keys(attributes));
      findings.report(
        attribute,
        `<${name}> has no “${attribute.name}”. ` +
          (meant ? `Did you mean ${meant}?` : `It takes ${Object.keys(attributes).join(', ')}.`),
      );
    }
  }
  for (const [attribute, { required, meaning }] of Object.entries(attributes)) {
    if (!required || given.has(attribute) || spread) continue;
    findings.report(node, `<${name}> needs ${attribute}="…". ${meaning}`);
  }
  if (node.type === 'mdxJsxTextElement') {
    findings.report(
      node,
      `<${name}> stands in the middle of a paragraph. Put it on a line of its own, with an empty line before and after.`,
    );
  }
  checkContent(node, name, content, findings);
  const words = name === 'PullQuote' ? toString(node).trim() : '';
  if (/^[“"„«].*[”"“»]$/s.test(words)) {
    findings.report(node, '<PullQuote> adds the quotation marks itself. Take those around its text out.');
  }
}

function checkAttribute(
  attribute: MdxJsxAttribute,
  component: string,
  spec: AttributeSpec,
  { findings, path }: StoryInHand,
) {
  const { value: kind, meaning } = spec;
  const { name } = attribute;
  const value = attributeText(attribute);
  if (value === undefined) {
    findings.code(attribute, `${name} of <${component}>`);
    if (kind !== 'text') {
      findings.report(
        attribute,
        `${name} of <${component}> is code, which cannot be checked. Write it in quotation marks: ${name}="…".`,
      );
    }
  } else if (value === true || value.trim() === '') {
    findings.report(attribute, `${name} of <${component}> is empty. ${meaning}`);
  } else if (kind === 'url') {
    const problem = webAddressProblem(value);
    if (problem) findings.report(attribute, `${name} of <${component}> is “${value}”. ${problem}`);
  } else if (kind === 'story') {
    findings.references.stories.push({ id: value, ...placeOf(attribute) });
  } else if (kind === 'picture') {
    const picture = pictureBeside(path, value);
    if (picture) findings.references.pictures.push({ path: picture, ...placeOf(attribute) });
    else {
      findings.report(
        attribute,
        `${name} of <${component}> is “${value}”; expected the name of a file beside the story. ` +
          'Put the picture there and write its name, for example harbour.jpg.',
      );
    }
  }
}

function checkContent(
  node: JsxElement,
  name: string,
  content: StoryComponentSpec['content'],
  findings: Findings,
) {
  const children = node.children.filter((child) => !saysNothing(child)) as Nodes[];
  const computed = children.some((child) => isExpression(child));
  if (content === 'none') {
    if (children.length)
      findings.report(node, `<${name}> holds nothing between its tags. Write <${name} … />.`);
  } else if (children.length === 0) {
    findings.report(node, `<${name}> is empty. Write its text between <${name}> and </${name}>.`);
  } else if (content === 'figures') {
    const other = children.find(
      (child) => !isExpression(child) && !(isJsx(child) && child.name === 'Figure'),
    );
    if (other)
      findings.report(
        other,
        `<${name}> holds only <Figure … />, each on a line of its own. Move the rest out of it.`,
      );
    else if (children.length < 2 && !computed) {
      findings.report(
        node,
        `<${name}> needs two or more <Figure … />. For one picture, take <${name}> away.`,
      );
    }
  } else if (content === 'dated list' && !computed) {
    const [list] = children;
    if (children.length > 1 || list?.type !== 'list') {
      findings.report(
        node,
        `<${name}> holds one Markdown list and nothing else, with an empty line before and after it: ` +
          '- **1 April 2024** What happened.',
      );
      return;
    }
    for (const item of list.children) {
      const [first] = item.children;
      const [start] = first?.type === 'paragraph' ? first.children : [];
      if (start?.type === 'strong') continue;
      findings.report(
        item,
        `An item of <${name}> begins with its date in bold: - **1 April 2024** What happened.`,
      );
    }
  }
}

const tagList = (names: string[]) => names.map((name) => `<${name}>`).join(', ');
