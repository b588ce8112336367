import { z } from 'zod';
import { nearest } from '../lib/text.ts';
import { articleSchema, type ArticleFrontmatter } from '../model/article.ts';
import {
  authorSchema,
  frontSchema,
  pageSchema,
  redirectsSchema,
  sectionSchema,
  seriesSchema,
  tagSchema,
  type AuthorData,
  type FrontData,
  type PageData,
  type Redirects,
  type SectionData,
  type SeriesData,
  type TagData,
} from '../model/newsroom.ts';
import { articleMistakes, pageMistakes } from './check-article.ts';
import { parseYaml, splitFrontmatter } from './frontmatter.ts';
import type { KeyMistake, KeyPath, Mistake, Place } from './mistake.ts';
import { schemaMistakes } from './schema-words.ts';

/** What each kind of file in `content/` holds. */
export interface ContentData {
  articles: ArticleFrontmatter;
  pages: PageData;
  authors: AuthorData;
  series: SeriesData;
  sections: SectionData[];
  tags: Record<string, TagData>;
  front: FrontData;
  redirects: Redirects;
}

/** Kind of a file, by the folder or the name it has in `content/`. */
export type ContentKind = keyof ContentData;

/** One file, read by its schema and by the rules that need no other file. */
export interface Interpretation<Kind extends ContentKind> {
  /** Absent when there are mistakes. */
  data?: ContentData[Kind];
  /** The keys, or entries of a list, in which no mistake was found; absent when the file cannot be read at all. */
  sound?: Partial<ContentData[Kind]>;
  /** Whether a text below frontmatter was found, sound or not. */
  hasText: boolean;
  mistakes: Mistake[];
  /** Where a value or its key stands in the file. */
  placeOf(at: KeyPath, what?: 'value' | 'key'): Place;
}

interface KindSpec<Kind extends ContentKind> {
  /** Content paths of this kind. */
  files: RegExp;
  schema: z.ZodType<ContentData[Kind]>;
  /** Whether the file is a text with frontmatter; else it is YAML from its first line. */
  hasBody?: boolean;
  /** What a file without any key holds. */
  empty: unknown;
  rules?: (id: string, sound: Partial<ContentData[Kind]>, timeZone: string) => KeyMistake[];
}

const kinds: { [Kind in ContentKind]: KindSpec<Kind> } = {
  articles: {
    files: /^articles\/\d{4}\/\d{2}\/[^/]+\.mdx?$/,
    schema: articleSchema,
    hasBody: true,
    empty: {},
    rules: articleMistakes,
  },
  pages: { files: /^pages\/[^/]+\.mdx?$/, schema: pageSchema, hasBody: true, empty: {}, rules: pageMistakes },
  authors: { files: /^authors\/[^/]+\.yaml$/, schema: authorSchema, empty: {} },
  series: { files: /^series\/[^/]+\.yaml$/, schema: seriesSchema, empty: {} },
  sections: { files: /^sections\.yaml$/, schema: z.array(sectionSchema), empty: [] },
  tags: { files: /^tags\.yaml$/, schema: z.record(z.string(), tagSchema), empty: {} },
  front: { files: /^front\.yaml$/, schema: frontSchema, empty: {} },
  redirects: { files: /^redirects\.yaml$/, schema: redirectsSchema, empty: {} },
};

const kindNames = Object.keys(kinds) as ContentKind[];

/** The kind of content a file is, by its content path. */
export function kindOf(path: string): ContentKind | undefined {
  // Nearly all files are of this kind, or lie beside one.
  if (path.startsWith('articles/')) return kinds.articles.files.test(path) ? 'articles' : undefined;
  return kindNames.find((kind) => kinds[kind].files.test(path));
}

/** Whether a file is a text with frontmatter, by its content path. */
export function hasText(path: string): boolean {
  const kind = kindOf(path);
  return kind !== undefined && kinds[kind].hasBody === true;
}

/** Id of the entry in a content file: `2024/10/slug` for a story, the file's name for the others. */
export function entryId(path: string): string {
  return path.slice(path.indexOf('/') + 1, path.lastIndexOf('.')).normalize('NFC');
}

/**
 * Reads the text of one file.
 * @param timeZone IANA zone in which dates without one are read
 */
export function interpret<Kind extends ContentKind>(
  kind: Kind,
  path: string,
  text: string,
  timeZone: string,
): Interpretation<Kind> {
  const { schema, hasBody, empty, rules }: KindSpec<Kind> = kinds[kind];
  const split = hasBody ? splitFrontmatter(text) : undefined;
  if (split && 'message' in split) {
    return { hasText: false, mistakes: [split], placeOf: () => ({ line: 1, column: 1 }) };
  }
  const content = split ? parseYaml(split.frontmatter, 2) : parseYaml(text);
  const mistakes = [...content.mistakes];
  const placed = ({ at, onKey, message }: KeyMistake): Mistake => ({
    ...content.placeOf(at, onKey ? 'key' : 'value'),
    message,
  });
  const hasText = split !== undefined;
  if (mistakes.length > 0) return { hasText, mistakes, placeOf: content.placeOf };

  const data = content.data === undefined ? empty : content.data;
  const wrong = schemaMistakes(schema, data, content.isWritten);
  const ofSchema = withoutEntries<ContentData[Kind]>(data, wrong);
  const broken = (ofSchema && rules?.(entryId(path), ofSchema, timeZone)) ?? [];
  mistakes.push(...[...wrong, ...broken].map(placed));
  const ofKeys = broken.filter(({ at }) => at.length > 0);
  return {
    ...(mistakes.length === 0 && { data: data as ContentData[Kind] }),
    ...{ sound: withoutEntries(ofSchema, ofKeys), hasText, mistakes, placeOf: content.placeOf },
  };
}

/** A mapping or list without the entries that mistakes were found in; `undefined` when all of it is one. */
function withoutEntries<Data>(data: unknown, mistakes: KeyMistake[]): Partial<Data> | undefined {
  if (typeof data !== 'object' || data === null || mistakes.some(({ at }) => at.length === 0))
    return undefined;
  const wrong = new Set(mistakes.map(({ at }) => String(at[0])));
  if (wrong.size === 0) return data as Partial<Data>;
  const entries = Object.entries(data).filter(([key]) => !wrong.has(key));
  return (
    Array.isArray(data) ? entries.map(([, value]) => value) : Object.fromEntries(entries)
  ) as Partial<Data>;
}

/**
 * Files of `content/` that are no content: pictures beside what uses them, the handbook, and the list of published
 * addresses.
 */
const companions = [
  /^(?:articles|pages|authors|series)\/.+\.(?:jpe?g|png|webp|avif|gif|tiff?|svg)$/i,
  /^README\.md$/,
  /^permalinks\.txt$/,
];

/** What is wrong with a file that is no content, if anything. */
export function misplaced(path: string): string | undefined {
  if (kindOf(path) || companions.some((pattern) => pattern.test(path))) return undefined;
  const lists = ['sections.yaml', 'tags.yaml', 'front.yaml', 'redirects.yaml'];
  const folder = /^[^/]+(?=\/)/.exec(path)?.[0];
  const folders = ['articles', 'pages', 'authors', 'series'];
  if (folder === undefined) {
    const meant = nearest(path, lists);
    if (meant) return `This file is not read. Did you mean ${meant}? Rename it.`;
    return `This file is not read; expected here only ${lists.join(', ')} and the folders ${folders.join(', ')}. Move or delete it.`;
  }
  if (!folders.includes(folder)) {
    const meant = nearest(folder, folders);
    return `The folder "${folder}" is not read; expected ${folders.join(', ')}.${meant ? ` Did you mean "${meant}"?` : ' Move or delete the file.'}`;
  }
  const ending = folder === 'articles' || folder === 'pages' ? '.mdx or .md' : '.yaml';
  if (folder === 'articles' && /\.mdx?$/.test(path)) {
    return 'A story lies in a folder for its year and month: articles/2024/10/slug.mdx. Move the file to those of its "pubDate".';
  }
  if (new RegExp(`\\.(?:${ending.replaceAll('.', '').replace(' or ', '|')})$`).test(path)) {
    return `This file is not read: files in ${folder}/ stand side by side, without further folders. Move it to ${folder}/.`;
  }
  return `This file is not read; files in ${folder}/ end in ${ending}, their pictures in .jpg, .png, .webp or .avif. Rename it, move it to public/ if readers should fetch it, or delete it.`;
}
