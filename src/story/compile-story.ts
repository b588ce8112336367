import type { Root as HtmlRoot } from 'hast';
import type { Root } from 'mdast';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import remarkRehype, { type Options as RemarkRehypeOptions } from 'remark-rehype';
import { unified, type Processor as UnifiedProcessor } from 'unified';
import { VFile } from 'vfile';
import { nearest } from '../lib/text.ts';
import { checkStory } from './check-story.ts';
import { countWords } from './count-words.ts';
import type { References, StoryProblem } from './findings.ts';
import { headingsOf } from './headings.ts';
import { plainParts } from './plain-html.ts';
import { withoutProse } from './plain-prose.ts';
import { readPlainStory } from './plain-story.ts';
import { unravel } from './unravel.ts';
import { storyRehypePlugins, storyRemarkPlugins, storyRemarkRehype, type Heading } from './plugins.ts';
import { storyParts, type StoryPart } from './story-parts.ts';
import { syntaxProblem, type SyntaxError } from './syntax-problem.ts';
import { walk } from './walk.ts';

/** The file of a story or page. */
interface StorySource {
  /** Content path, `articles/2024/10/slug.mdx`; its ending decides whether it is MDX or Markdown. */
  path: string;
  /** The whole file. */
  text: string;
  /** Where the body begins in `text`: after the frontmatter. */
  bodyOffset: number;
}

/** What the paper sets for every story. */
export interface CompileOptions {
  /** `BASE_PATH`: empty or `/paper`. */
  base: string;
  /** Whether a story may hold code. */
  articleCode: 'allow' | 'deny';
}

/** A story's body, ready to be rendered. Plain data: it is kept in a cache. */
export interface CompiledStory {
  /** The body; `undefined` when it holds code, which only `@astrojs/mdx` runs. */
  parts?: StoryPart[];
  /** The story's own headings, in order, for a list of contents; not those in boxes and quotations. */
  headings: Heading[];
  /** Words of running text. */
  words: number;
  references: References;
  /** What an editor has to mend; with any, there is nothing to render. */
  problems: StoryProblem[];
}

/** What a story says, without its body: all that a check of it needs. */
export interface StoryFacts extends Omit<CompiledStory, 'parts'> {
  /** Whether it holds code, which only `@astrojs/mdx` runs. */
  hasCode: boolean;
}

/** Checks and compiles the body of a story. Touches no file. */
export function compileStory(source: StorySource, options: CompileOptions): CompiledStory {
  const { parts, hasCode, ...facts } = readStory(source, options, true);
  const isWhole = facts.problems.length === 0 && !hasCode;
  return { parts: isWhole ? parts!() : undefined, ...facts };
}

/** Checks the body of a story, and does not compile it where that can be left out. */
export function checkStoryBody(source: StorySource, options: CompileOptions): StoryFacts {
  const { parts: _, ...facts } = readStory(source, options, false);
  return facts;
}

/**
 * @param makesParts whether the body is to be made
 * @returns the facts, and what makes the body.
 */
function readStory(
  source: StorySource,
  options: CompileOptions,
  makesParts: boolean,
): StoryFacts & { parts?: () => StoryPart[] } {
  const { path, bodyOffset } = source;
  const isMdx = path.endsWith('.mdx');
  const plainTree = readPlainStory(source.text, bodyOffset, isMdx);
  // The frontmatter keeps its lines, so that every place is the file's own.
  const text = plainTree ? '' : lineEnds(source.text.slice(0, bodyOffset)) + source.text.slice(bodyOffset);
  const processor = () => createProcessor(isMdx, options.base, plainTree ? source.text : text);
  let parsed: ParsedStory;
  try {
    parsed = plainTree ? { tree: plainTree } : parse(text, processor);
  } catch (error) {
    if (!isSyntaxError(error)) throw error;
    const problems = [syntaxProblem(error, text)];
    const references = { links: [], stories: [], pictures: [] };
    return { headings: [], words: 0, references, problems, hasCode: false };
  }
  const { tree } = parsed;
  unravel(tree);
  const { problems, references, fragments, hasCode } = checkStory(tree, {
    path,
    text: parsed.text,
    ...options,
  });
  const words = wordsOf(tree);
  const known = headingsOf(tree);
  const plain = known && makesParts ? plainParts(tree, { ...options, path, headings: known }) : undefined;
  // The plugins make HTML where nothing less tells the headings or makes the body.
  const file = known && (plain || !makesParts) ? undefined : new VFile({ path: `/${path}` });
  const html = file && (processor().runSync(tree, file) as HtmlRoot);
  const headings = known ?? file?.data.headings ?? [];

  const ids = headings.map(({ id }) => id);
  for (const { id, ...place } of fragments) {
    if (ids.includes(id)) continue;
    const meant = nearest(id, ids) ?? ids[0];
    const advice = meant ? `Did you mean #${meant}?` : 'It has no headings.';
    problems.push({ ...place, message: `The story has no heading #${id}. ${advice}` });
  }
  problems.sort((a, b) => a.line - b.line || a.column - b.column);

  return {
    headings: headings.filter(({ top }) => top).map(({ depth, id, text }) => ({ depth, id, text })),
    ...{ words, references, problems, hasCode },
    ...(makesParts && { parts: () => plain ?? storyParts(html!) }),
  };
}

/** The line ends of a text, and nothing else of it. */
function lineEnds(text: string): string {
  return text.includes('\r') ? text.replace(/[^\r\n]/g, '') : '\n'.repeat(text.split('\n').length - 1);
}

interface ParsedStory {
  tree: Root;
  /** What was parsed: the text, or the same without its plain prose. Absent when no parser was needed. */
  text?: string;
}

function parse(text: string, processor: () => Processor): ParsedStory {
  const short = withoutProse(text);
  if (short?.tree) return { tree: short.tree, text: short.text };
  if (short) {
    try {
      const tree = processor().parse(short.text) as Root;
      if (short.restore(tree)) return { tree, text: short.text };
    } catch (error) {
      // Thrown again below, with the places of the whole text.
      if (!isSyntaxError(error)) throw error;
    }
  }
  return { tree: processor().parse(text) as Root, text };
}

const isSyntaxError = (error: unknown): error is SyntaxError => error instanceof Error && 'ruleId' in error;

type Processor = ReturnType<typeof makeProcessor>;
const processors = new Map<string, Processor>();

/** The processor for a text. Processors are costly to make and keep nothing of a story. */
function createProcessor(mdx: boolean, base: string, text: string): Processor {
  const emails = !text.includes('@');
  const absent: AbsentSyntax = {
    emails,
    // Written `&#64;` or `&commat;`, a sign makes an address, too.
    addresses: emails && !/&|www|http/i.test(text),
    // A row of hyphens under the head has a bar or, in a table of one column, may have a colon instead.
    tables: !/\||:-|-:/.test(text),
  };
  const key = `${mdx} ${absent.emails} ${absent.addresses} ${absent.tables} ${base}`;
  let processor = processors.get(key);
  if (!processor) processors.set(key, (processor = makeProcessor(mdx, base, absent)));
  return processor;
}

/** Syntax that a text cannot have. The parser would look for it at every word and every line. */
interface AbsentSyntax {
  emails: boolean;
  /** Of any kind: e-mail and the web. */
  addresses: boolean;
  tables: boolean;
}

/** Takes absent syntax out of the extensions that other plugins gave to the parser. */
function remarkWithout(this: UnifiedProcessor, { emails, addresses, tables }: AbsentSyntax) {
  const data = this.data();
  if (tables) data.micromarkExtensions!.push({ disable: { null: ['table'] } });
  const absent = [
    ...(emails ? ['emailAutolink'] : []),
    ...(addresses ? ['wwwAutolink', 'protocolAutolink'] : []),
  ];
  if (absent.length === 0) return;
  const others = (construct: { name?: string }) => !absent.includes(construct.name ?? '');
  data.micromarkExtensions = data.micromarkExtensions!.map((extension) => ({
    ...extension,
    text: Object.fromEntries(
      Object.entries(extension.text ?? {}).flatMap(([sign, constructs]) => {
        const left = [constructs ?? []].flat().filter(others);
        return left.length > 0 ? [[sign, left]] : [];
      }),
    ),
  }));
  if (!addresses) return;
  data.fromMarkdownExtensions = data.fromMarkdownExtensions!.flat().map((extension) => ({
    ...extension,
    transforms: extension.transforms?.filter(({ name }) => name !== 'transformGfmAutolinkLiterals'),
  }));
}

function makeProcessor(mdx: boolean, base: string, absent: AbsentSyntax) {
  const plugins = { contentDir: '/', base };
  const parser = unified().use(remarkParse);
  if (mdx) parser.use(remarkMdx);
  return parser
    .use(storyRemarkPlugins(plugins))
    .use(remarkWithout, absent)
    .use(remarkRehype, { ...storyRemarkRehype, passThrough: mdxNodes })
    .use(storyRehypePlugins(plugins))
    .freeze();
}

const mdxNodes: RemarkRehypeOptions['passThrough'] = [
  'mdxFlowExpression',
  'mdxJsxFlowElement',
  'mdxJsxTextElement',
  'mdxTextExpression',
  'mdxjsEsm',
];

function wordsOf(tree: Root): number {
  let words = 0;
  walk(tree, (node) => {
    if (node.type === 'text' || node.type === 'inlineCode') words += countWords(node.value);
  });
  return words;
}
