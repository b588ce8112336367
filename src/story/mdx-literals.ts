import type { Program } from 'estree-jsx';
import type { Nodes } from 'mdast';
import type {
  MdxFlowExpression,
  MdxJsxAttribute,
  MdxJsxFlowElement,
  MdxJsxTextElement,
  MdxTextExpression,
} from 'mdast-util-mdx';

/** `<Name …>` in a story, as a block or in a line; the same in mdast and hast. */
export type JsxElement = MdxJsxFlowElement | MdxJsxTextElement;
/** `{…}` in a story. */
export type Expression = MdxFlowExpression | MdxTextExpression;

/** Whether a node is a tag of MDX. */
export const isJsx = (node: { type: string }): node is JsxElement =>
  node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement';

/** Whether a node is an expression of MDX. */
export const isExpression = (node: { type: string }): node is Expression =>
  node.type === 'mdxFlowExpression' || node.type === 'mdxTextExpression';

/** What an expression says without being run: `''` for a comment, the text of a string, else `undefined`. */
export function expressionText(node: Expression): string | undefined {
  return programText(node.data?.estree);
}

/**
 * What an attribute says without being run: the text, `true` for one without a value, or `undefined` when
 * it is code.
 */
export function attributeText({ value }: MdxJsxAttribute): string | true | undefined {
  if (value === null || value === undefined) return true;
  return typeof value === 'string' ? value : programText(value.data?.estree, false);
}

/** Whether a node leaves nothing on the page: white space, a comment. */
export function saysNothing(node: Nodes): boolean {
  if (node.type === 'text') return node.value.trim() === '';
  if (isExpression(node)) return expressionText(node)?.trim() === '';
  if (node.type === 'html') return node.value.replace(/<!--[\s\S]*?-->/g, '').trim() === '';
  if (node.type === 'paragraph') return node.children.every(saysNothing);
  return node.type === 'mdxjsEsm' || node.type === 'definition' || node.type === 'footnoteDefinition';
}

function programText(program: Program | null | undefined, emptyIsText = true): string | undefined {
  const [statement] = program?.body ?? [];
  if (!statement) return emptyIsText ? '' : undefined;
  if (program!.body.length > 1 || statement.type !== 'ExpressionStatement') return undefined;
  const { expression } = statement;
  if (expression.type === 'Literal' && typeof expression.value === 'string') {
    return expression.value.replaceAll('\0', '\uFFFD');
  }
  if (expression.type === 'TemplateLiteral' && expression.expressions.length === 0) {
    return expression.quasis[0]!.value.cooked?.replaceAll('\0', '\uFFFD');
  }
  return undefined;
}
