import type { PageData, Newsroom, SourceFile } from '../model/newsroom.ts';
import type { Problem } from '../model/problem.ts';
import type { PartialArticle } from './check-article.ts';
import { displayPath, inFile, listContent, readContentFile, type Finding } from './content-files.ts';
import { entryId, kindOf, type ContentData, type ContentKind } from './content-kinds.ts';

/** How files are read. */
interface ReadOptions {
  /** IANA zone in which dates without one are read. */
  timeZone: string;
}

/** What reading the content folder gives. */
export interface NewsroomReading {
  /** What was read without a mistake: whole files, and single entries of the lists. */
  newsroom: Newsroom;
  /** Every mistake of every file that it shows by itself. */
  problems: Problem[];
  /** Content paths of all files that are there. */
  files: ReadonlySet<string>;
  /** The files with mistakes, by content path. */
  broken: ReadonlyMap<string, BrokenFile>;
}

/** What is known of a file with mistakes. */
interface BrokenFile extends SourceFile {
  /** The sound keys of a story. */
  article?: PartialArticle;
  /** Whether it has a text below frontmatter that can be read. */
  hasText: boolean;
}

/**
 * Reads all of a content folder, and checks each file by itself: its encoding, its YAML, its schema, its dates.
 * @param contentDir absolute path
 * @throws {Error} when there is no such folder.
 */
export function readNewsroom(contentDir: string, { timeZone }: ReadOptions): NewsroomReading {
  const { paths, problems } = listContent(contentDir);
  const broken = new Map<string, BrokenFile>();
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
  const read = <Kind extends ContentKind>(kind: Kind, path: string) => {
    const reading = readContentFile(contentDir, kind, path, timeZone);
    problems.push(...reading.problems);
    if (reading.data === undefined) {
      const { digest, hasText, sound } = reading;
      const data = (sound ?? {}) as PartialArticle['data'];
      const article = kind === 'articles' ? { id: entryId(path), path, data } : undefined;
      broken.set(path, { path, digest, hasText, ...(article && { article }) });
    }
    return reading;
  };
  for (const path of paths) {
    const kind = kindOf(path);
    if (!kind) continue;
    const { data, digest, sound } = read(kind, path);
    if (data !== undefined) addToNewsroom(newsroom, kind, path, digest, data);
    else if (sound && isList(kind))
      addToNewsroom(newsroom, kind, path, digest, sound as ContentData[ContentKind]);
  }
  const file = (name: string) => displayPath(contentDir, name);
  const missing = (name: string, message: string) =>
    problems.push({ file: file(name), line: 1, column: 1, message });
  const files = new Set(paths);
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
  return { newsroom, problems, files, broken };
}

/** Gives findings their lines and columns, by reading their files once more. */
export function placeFindings(contentDir: string, findings: Finding[], { timeZone }: ReadOptions): Problem[] {
  const byPath = Map.groupBy(findings, ({ path }) => path);
  return [...byPath].flatMap(([path, ofFile]) => {
    const { placeOf } = readContentFile(contentDir, kindOf(path)!, path, timeZone);
    return inFile(
      contentDir,
      path,
      ofFile.map(({ at, onKey, message }) => ({ ...placeOf(at, onKey ? 'key' : 'value'), message })),
    );
  });
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
