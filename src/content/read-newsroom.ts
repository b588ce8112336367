import type { Newsroom, PageData, SourceFile } from '../model/newsroom.ts';
import type { Problem } from '../model/problem.ts';
import type { References } from '../story/findings.ts';
import type { PartialArticle } from './check-article.ts';
import { displayPath, inFile } from './content-files.ts';
import { entryId, kindOf, type ContentData, type ContentKind } from './content-kinds.ts';
import type { FileReading, TextReading } from './file-reading.ts';

/** What reading the content folder gives. */
export interface NewsroomReading {
  /** What was read without a mistake: whole files, and single entries of the lists. */
  newsroom: Newsroom;
  /** Every mistake that a file shows by itself, and those of the folder. */
  problems: Problem[];
  /** Content paths of all files that are there. */
  files: ReadonlySet<string>;
  /** The files with mistakes, by content path. */
  broken: ReadonlyMap<string, BrokenFile>;
  /** The texts of all stories and pages that have one, sound or not. */
  texts: Map<string, TextFacts>;
}

/** What is known of a file with mistakes. */
interface BrokenFile extends SourceFile {
  /** The sound keys of a story. */
  article?: PartialArticle;
}

/** What a page that shows a text depends on besides its frontmatter. */
export interface TextFacts extends Required<
  Pick<TextReading, 'words' | 'references' | 'dataDigest' | 'seen'>
> {
  /** Digest of the file. */
  digest: string;
  /** Whether it holds code, which only `@astrojs/mdx` runs. */
  isCode: boolean;
  /** Ids of its headings. */
  headings?: string[];
}

/** The present version of a file, as it was read. */
export interface ReadFile {
  digest: string;
  reading: FileReading;
}

/** Most texts share it. */
const noReferences: References = { links: [], stories: [], pictures: [] };

/**
 * Makes a newsroom of its files.
 * @param contentDir absolute path
 * @param paths all that is in the folder, in order
 * @param readings the files that are content, by content path
 */
export function assembleNewsroom(
  contentDir: string,
  paths: string[],
  readings: ReadonlyMap<string, ReadFile>,
): NewsroomReading {
  const { newsroom, problems, broken, texts } = assembleFiles(contentDir, paths, readings);
  const missing = (name: string, message: string) =>
    problems.push({ file: displayPath(contentDir, name), line: 1, column: 1, message });
  if (!broken.has('sections.yaml') && newsroom.sections.length === 0) {
    const form = '"- id: world" and below it "  title: World"';
    missing('sections.yaml', `There are no sections; expected a list of at least one: ${form}.`);
  }
  if (!paths.some((path) => kindOf(path) === 'articles')) {
    missing(
      'articles',
      'There are no stories; expected at least one file such as articles/2024/10/slug.mdx.',
    );
  }
  return { newsroom, problems, files: new Set(paths), broken, texts };
}

/** Does what {@link assembleNewsroom} does with some of the files, and misses none. */
export function assembleFiles(
  contentDir: string,
  paths: string[],
  readings: ReadonlyMap<string, ReadFile>,
): Omit<NewsroomReading, 'files'> {
  const problems: Problem[] = [];
  const broken = new Map<string, BrokenFile>();
  const texts = new Map<string, TextFacts>();
  const newsroom: Newsroom = {
    articles: [],
    pages: [],
    sections: [],
    tags: new Map(),
    authors: new Map(),
    series: new Map(),
    front: {},
    redirects: {},
  };
  for (const path of paths) {
    const file = readings.get(path);
    if (!file) continue;
    const kind = kindOf(path)!;
    const { digest } = file;
    const { data, sound, mistakes, text } = file.reading;
    if (mistakes) {
      problems.push(...inFile(contentDir, path, mistakes));
      const article = { id: entryId(path), path, data: (sound ?? {}) as PartialArticle['data'] };
      broken.set(path, { path, digest, ...(kind === 'articles' && { article }) });
    }
    if (data !== undefined) addToNewsroom(newsroom, kind, path, digest, data);
    else if (sound && isList(kind)) {
      addToNewsroom(newsroom, kind, path, digest, sound as ContentData[ContentKind]);
    }
    if (text) {
      texts.set(path, textFacts(file));
      if (text.problems) problems.push(...inFile(contentDir, path, text.problems));
    }
  }
  return { newsroom, problems, broken, texts };
}

/** What is known of a file's text; the file has one. */
export function textFacts({ digest, reading }: ReadFile): TextFacts {
  const { words, references = noReferences, dataDigest, seen, isCode = false, headings } = reading.text!;
  return { digest, words, references, dataDigest, seen, isCode, headings };
}

/** Files whose entries can be sound one by one. */
const isList = (kind: ContentKind) => ['sections', 'tags', 'redirects', 'front'].includes(kind);

function addToNewsroom(
  newsroom: Newsroom,
  kind: ContentKind,
  path: string,
  digest: string,
  data: ContentData[ContentKind],
): void {
  const id = entryId(path);
  const as = <Kind extends ContentKind>() => data as ContentData[Kind];
  switch (kind) {
    case 'articles':
      newsroom.articles.push({ id, path, digest, data: as<'articles'>() });
      break;
    case 'pages':
      newsroom.pages.push({ id, path, digest, data: data as PageData });
      break;
    case 'authors':
      newsroom.authors.set(id, as<'authors'>());
      break;
    case 'series':
      newsroom.series.set(id, as<'series'>());
      break;
    case 'sections':
      newsroom.sections = as<'sections'>();
      break;
    case 'tags':
      newsroom.tags = new Map(Object.entries(as<'tags'>()));
      break;
    case 'front':
      newsroom.front = as<'front'>();
      break;
    case 'redirects':
      newsroom.redirects = as<'redirects'>();
      break;
  }
}
