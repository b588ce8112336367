import type { Node as CodeNode, Program } from 'estree-jsx';
import type { Root } from 'mdast';
import { posix } from 'node:path';
import { placeOf, type StoryProblem } from './findings.ts';
import { walk as walkTree } from './walk.ts';

/** What a story imports or defines, and what is wrong with it as it stands. */
export interface Declarations {
  names: Set<string>;
  problems: StoryProblem[];
}

/** Names that what a story is compiled to has already. */
const takenNames = [
  ...['frontmatter', 'getHeadings', 'Content', 'MDXContent', '__usesAstroImage'],
  ...['_createMdxContent', '_jsx', '_jsxs', '_Fragment', '_components'],
];

/**
 * Reads what a story imports or defines itself.
 * @param path content path
 */
export function readDeclarations(tree: Root, path: string): Declarations {
  const names = new Set<string>();
  const problems: StoryProblem[] = [];
  let place = { line: 1, column: 1 };
  const report = (message: string) => problems.push({ ...place, message });
  const declare = (name: string) => {
    if (takenNames.includes(name)) {
      report(`“${name}” is the name of something that every story has. Take another name.`);
    } else if (names.has(name)) {
      report(`“${name}” is imported or defined twice in this story. Give one of the two another name.`);
    }
    names.add(name);
  };
  const collect = (pattern: CodeNode) => {
    if (pattern.type === 'Identifier') declare(pattern.name);
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
    const statements = node.data?.estree?.body ?? [];
    const start = placeOf(node);
    for (const statement of statements) {
      // Such a block begins with its first statement. Of the text that was parsed it may be another line.
      const below = lineOf(statement) - lineOf(statements[0]!);
      place = below === 0 ? start : { line: start.line + below, column: 1 };
      if ('source' in statement && statement.source) {
        const target = posix.join(posix.dirname(path), String(statement.source.value));
        if (target === path) report('A story cannot import itself. Take this out.');
      }
      if (statement.type === 'ImportDeclaration') {
        for (const { local } of statement.specifiers) declare(local.name);
      } else if (statement.type === 'ExportNamedDeclaration') {
        const { declaration, source, specifiers } = statement;
        if (declaration?.type === 'VariableDeclaration')
          for (const { id } of declaration.declarations) collect(id);
        else if (declaration?.id) declare(declaration.id.name);
        // What is only passed on has no name in the story itself.
        const passed = source ? specifiers : [];
        for (const { exported } of passed) {
          if (exported.type === 'Identifier' && takenNames.includes(exported.name)) declare(exported.name);
        }
      }
    }
  });
  return { names, problems };
}

const lineOf = ({ loc }: CodeNode) => loc?.start.line ?? 0;

/** A name in an expression that nothing defines; expressions with functions of their own are not judged. */
export function unknownName(program: Program | null | undefined, declared: Set<string>): string | undefined {
  const names: string[] = [];
  let hasFunction = false;
  const walk = (node: unknown, parent?: Record<string, unknown>, key?: string) => {
    if (Array.isArray(node)) return node.forEach((item) => walk(item, parent, key));
    if (typeof node !== 'object' || node === null || !('type' in node)) return;
    const { type } = node;
    if (type === 'MetaProperty') return;
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
