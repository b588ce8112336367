import type { Node as CodeNode, Program } from 'estree-jsx';
import type { Root } from 'mdast';
import { walk as walkTree } from './walk.ts';

/** Names that a story imports or defines itself. */
export function declaredNames(tree: Root): Set<string> {
  const names = new Set<string>();
  const collect = (pattern: CodeNode) => {
    if (pattern.type === 'Identifier') names.add(pattern.name);
    else if (pattern.type === 'ObjectPattern') {
      for (const property of pattern.properties)
        collect('value' in property ? property.value : property.argument);
    } else if (pattern.type === 'ArrayPattern') {
      for (const element of pattern.elements) if (element) collect(element);
    } else if (pattern.type === 'AssignmentPattern') collect(pattern.left);
    else if (pattern.type === 'RestElement') collect(pattern.argument);
  };
  walkTree(tree, (node) => {
    if (node.type !== 'mdxjsEsm') return;
    for (const statement of node.data?.estree?.body ?? []) {
      if (statement.type === 'ImportDeclaration') {
        for (const { local } of statement.specifiers) names.add(local.name);
      } else if (statement.type === 'ExportNamedDeclaration') {
        const { declaration } = statement;
        if (declaration?.type === 'VariableDeclaration')
          for (const { id } of declaration.declarations) collect(id);
        else if (declaration?.id) names.add(declaration.id.name);
      }
    }
  });
  return names;
}

/** A name in an expression that nothing defines; expressions with functions of their own are not judged. */
export function unknownName(program: Program | null | undefined, declared: Set<string>): string | undefined {
  const names: string[] = [];
  let hasFunction = false;
  const walk = (node: unknown, parent?: Record<string, unknown>, key?: string) => {
    if (Array.isArray(node)) return node.forEach((item) => walk(item, parent, key));
    if (typeof node !== 'object' || node === null || !('type' in node)) return;
    const { type } = node;
    if (String(type).includes('Function')) hasFunction = true;
    const isKey = (key === 'property' || key === 'key') && parent?.computed === false;
    if (type === 'Identifier' && !isKey) names.push((node as unknown as { name: string }).name);
    for (const [childKey, child] of Object.entries(node))
      walk(child, node as Record<string, unknown>, childKey);
  };
  walk(program?.body);
  if (hasFunction) return undefined;
  return names.find(
    (name) =>
      !declared.has(name) && !(name in globalThis) && !['props', 'frontmatter', 'undefined'].includes(name),
  );
}
