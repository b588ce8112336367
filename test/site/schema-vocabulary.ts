import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from './builds.ts';

/**
 * The vocabulary of schema.org as schema-dts declares it: the package is generated from schema.org's own
 * release and is the only copy of it at hand. Read from its declarations and not checked by the compiler,
 * which lets properties pass that were spread into an object or built by code it cannot see through.
 */
const declarations = ts.createSourceFile(
  'schema.d.ts',
  readFileSync(join(root, 'node_modules/schema-dts/dist/schema.d.ts'), 'utf8'),
  ts.ScriptTarget.Latest,
);

/** `interface ArticleBase extends CreativeWorkBase { … }`, `interface ArticleLeaf extends ArticleBase { … }` */
const interfaces = new Map<string, { parents: string[]; properties: Map<string, string[]> }>();
/** `type Article = ArticleLeaf | NewsArticle | …`: what each name may stand for. */
const aliases = new Map<string, string[]>();

for (const statement of declarations.statements) {
  if (ts.isInterfaceDeclaration(statement)) {
    interfaces.set(statement.name.text, {
      parents: (statement.heritageClauses ?? []).flatMap(({ types }) =>
        types.flatMap((type) => textOf(type)),
      ),
      properties: new Map(
        statement.members.filter(ts.isPropertySignature).map((member) => {
          return [(member.name as ts.StringLiteral).text, namesIn(valueOf(member.type!))];
        }),
      ),
    });
  } else if (ts.isTypeAliasDeclaration(statement)) {
    aliases.set(statement.name.text, namesIn(statement.type));
  }
}

/** Names of all types, such as `NewsArticle`. */
export const types: ReadonlySet<string> = new Set(
  [...interfaces.keys()].filter((name) => name.endsWith('Leaf')).map((name) => name.slice(0, -'Leaf'.length)),
);

/** The properties of a type with its supertypes', each with the names of the types that its values may have. */
export function propertiesOf(type: string): ReadonlyMap<string, string[]> {
  const found = new Map<string, string[]>();
  const gather = (name: string) => {
    const { parents, properties } = interfaces.get(name) ?? { parents: [], properties: new Map() };
    for (const [property, values] of properties) if (!property.startsWith('@')) found.set(property, values);
    parents.forEach(gather);
  };
  gather(`${type}Leaf`);
  return found;
}

/** The vocabulary in the form of schema.org's own release, as far as other validators read it. */
export function asRelease(): { '@graph': object[] } {
  const domains = new Map<string, object[]>();
  for (const type of types) {
    for (const property of propertiesOf(type).keys()) {
      domains.set(property, [...(domains.get(property) ?? []), { '@id': `schema:${type}` }]);
    }
  }
  return {
    '@graph': [
      ...Array.from(types, (type) => ({ '@id': `schema:${type}`, '@type': 'rdfs:Class' })),
      ...Array.from(domains, ([property, domain]) => ({
        ...{ '@id': `schema:${property}`, '@type': 'rdf:Property' },
        'schema:domainIncludes': domain,
      })),
    ],
  };
}

/** Whether a type is another one or a subtype of it. */
export function isA(type: string, supertype: string): boolean {
  const seen = new Set<string>();
  const reaches = (name: string): boolean => {
    if (name === `${type}Leaf`) return true;
    if (seen.has(name)) return false;
    seen.add(name);
    return (aliases.get(name) ?? []).some(reaches);
  };
  return reaches(supertype);
}

/** Simple values by the name of their type. Where only an address is expected, another text is a mistake. */
const simple: Record<string, (value: unknown) => boolean> = {
  Text: (value) => typeof value === 'string' && value !== '',
  URL: (value) => typeof value === 'string' && /^https?:\/\/[^/\s]+\/\S*$/.test(value) && URL.canParse(value),
  Date: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value),
  DateTime: (value) =>
    typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/.test(value),
  Number: (value) => typeof value === 'number',
  Integer: (value) => Number.isInteger(value),
  Boolean: (value) => typeof value === 'boolean',
  Distance: (value) => typeof value === 'string' && /^\d+(\.\d+)?( ?[a-z]+)?$/.test(value),
};

/**
 * What is wrong with a JSON-LD document by the vocabulary: types and properties that there are not, properties
 * that are not of their type, values that are not of their property.
 * @returns a line for each mistake, with its place
 */
export function misuses(document: Record<string, unknown>): string[] {
  const { '@context': context, ...thing } = document;
  return [
    ...(context === 'https://schema.org' ? [] : [`@context is ${JSON.stringify(context)}`]),
    ...misusesOfThing(thing, ''),
  ];
}

function misusesOfThing({ '@type': type, ...rest }: Record<string, unknown>, place: string): string[] {
  if (typeof type !== 'string' || !types.has(type)) return [`${place}@type: no type ${JSON.stringify(type)}`];
  const known = propertiesOf(type);
  return Object.entries(rest).flatMap(([property, value]) => {
    const at = `${place}${property}`;
    // Constraints of an action on its input: schema.org/docs/actions.html, part 4.
    const limited = isA(type, 'Action') && /^(.*)-(?:input|output)$/.exec(property)?.[1];
    const expected =
      limited && known.has(limited) ? ['Text', 'PropertyValueSpecification'] : known.get(property);
    if (!expected) return [`${at}: no property of ${type}`];
    const values = Array.isArray(value) ? value : [value];
    return values.flatMap((one, index) =>
      misusesOfValue(one, expected, Array.isArray(value) ? `${at}[${index}]` : at),
    );
  });
}

function misusesOfValue(value: unknown, expected: string[], at: string): string[] {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const thing = value as Record<string, unknown>;
    const type = thing['@type'];
    if (typeof type === 'string' && types.has(type) && !expected.some((name) => isA(type, name))) {
      return [`${at}: a ${type}, expected ${expected.join(' or ')}`];
    }
    return misusesOfThing(thing, `${at}.`);
  }
  // Whatever it is, a thing may be named by its address.
  const names = expected.includes('Thing') ? [...expected, 'URL'] : expected;
  if (names.some((name) => simple[name]?.(value))) return [];
  return [`${at}: ${JSON.stringify(value)}, expected ${expected.join(' or ')}`];
}

/** The values of a property: the first argument of `SchemaValue<Text | URL, "name">`. */
function valueOf(type: ts.TypeNode): ts.TypeNode {
  return ts.isTypeReferenceNode(type) && textOf(type)[0] === 'SchemaValue' ? type.typeArguments![0]! : type;
}

/** The names in a union of types. */
function namesIn(type: ts.TypeNode): string[] {
  return ts.isUnionTypeNode(type) ? type.types.flatMap(namesIn) : textOf(type);
}

function textOf(type: ts.TypeNode | ts.ExpressionWithTypeArguments): string[] {
  if (ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName)) return [type.typeName.text];
  if (ts.isExpressionWithTypeArguments(type) && ts.isIdentifier(type.expression))
    return [type.expression.text];
  return [];
}
