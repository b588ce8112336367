import { pagesOf } from '../content/addresses.ts';
import { entryId } from '../content/content-kinds.ts';
import type { CheckedContent } from '../content/content-reader.ts';
import type { SoundPaper } from '../content/edited-paper.ts';
import { buildArchive, type ArchiveOptions } from '../model/archive.ts';
import type { ArticleFrontmatter } from '../model/article.ts';
import type { ArticleEntry } from '../model/newsroom.ts';
import { plainPath } from '../model/permalink.ts';
import type { Remark } from './copy-desk/remark.ts';

/** A paper without mistakes as text, in parts of which most checks need few. */
export type PackedPaper = Record<'addresses' | 'heldAddresses' | 'lists' | 'stories', string>;

/** What is kept of stories, to look at them beside others. */
export interface KnownStories {
  /** In the order of their paths, with the keys that others look at. */
  stories: ArticleEntry[];
  /** What the copy desk would say of them, were it not silenced in their files. */
  silenced: Remark[];
}

/** Path, headline, date, tags, authors, contributors and what few stories have. */
type StoryRow = [string, string, string, string[]?, string[]?, string[]?, Partial<ArticleFrontmatter>?];

/** {@link SoundPaper} without its addresses, its maps as lists of entries. */
type PackedLists = Omit<SoundPaper, 'addresses' | 'heldAddresses' | 'lists'> & {
  [List in keyof SoundPaper['lists']]: SoundPaper['lists'][List] extends Map<string, infer Value>
    ? [string, Value][]
    : SoundPaper['lists'][List];
};

/**
 * Packs a paper for later checks; `undefined` when it has mistakes.
 * @param options how it is interpreted
 */
export function packPaper(
  { newsroom, archive, texts, problems }: CheckedContent,
  silenced: Remark[],
  options: Omit<ArchiveOptions, 'showHeld'>,
): PackedPaper | undefined {
  if (problems.length > 0 || !archive) return undefined;
  const { articles, pages, tags, authors, series, ...others } = newsroom;
  const open = pagesOf(archive);
  const isOut = ({ id }: ArticleEntry) => archive.articles.has(id) || archive.withdrawn.has(id);
  const held = { ...newsroom, articles: articles.filter((story) => !isOut(story)) };
  const heldPaths = [...pagesOf(buildArchive(held, { ...options, showHeld: true })).keys()];
  const links = [...texts.values()].flatMap(({ references }) => references.links.map(({ target }) => target));
  const lists: PackedLists = {
    ...others,
    ...{ tags: [...tags], authors: [...authors], series: [...series] },
    headingsLinked: headingsLinked(links),
    namesNumberedPages: nameNumberedPages([...links, ...Object.entries(others.redirects).flat()], open),
  };
  return {
    addresses: listed([...open.keys()]),
    heldAddresses: listed(heldPaths.filter((path) => !open.has(path))),
    lists: JSON.stringify(lists),
    stories: JSON.stringify([articles.map(rowOf), silenced] satisfies [StoryRow[], Remark[]]),
  };
}

/** Unpacks all but the stories. */
export function unpackPaper({ lists, ...addresses }: Omit<PackedPaper, 'stories'>): SoundPaper {
  const { headingsLinked, namesNumberedPages, tags, authors, series, ...others } = JSON.parse(
    lists,
  ) as PackedLists;
  const maps = { tags: new Map(tags), authors: new Map(authors), series: new Map(series) };
  return { ...addresses, lists: { ...others, ...maps }, headingsLinked, namesNumberedPages };
}

/** Unpacks the stories. */
export function unpackStories(packed: string): KnownStories {
  const [rows, silenced] = JSON.parse(packed) as [StoryRow[], Remark[]];
  return { stories: rows.map(storyOfRow), silenced };
}

/** Each between two line ends. */
const listed = (paths: string[]) => `\n${paths.map((path) => `${path}\n`).join('')}`;

function headingsLinked(links: string[]): string[] {
  const linked = links.flatMap((link) => {
    const [path, fragment] = link.split('#') as [string, string?];
    return fragment === undefined ? [] : [plainPath(path.replace(/\?.*/, ''))];
  });
  return [...new Set(linked)];
}

/** @param pages all paths of the paper, among them those of its lists */
function nameNumberedPages(addresses: string[], pages: Pick<ReadonlySet<string>, 'has'>): boolean {
  return addresses.some((address) => {
    const path = plainPath(address.replace(/[?#].*/, '')).toLowerCase();
    const list = /^(\/.+\/)\d+\/?$/.exec(path)?.[1];
    return list !== undefined && pages.has(list) && !/^\/\d{4}\/(?:\d{2}\/){0,2}$/.test(path);
  });
}

function rowOf({ path, data }: ArticleEntry): StoryRow {
  const { title, pubDate, tags, authors, contributors, slug, guid, draft, withdrawn, series } = data;
  const rare = { slug, guid, draft, withdrawn, series };
  const isRare = Object.values(rare).some((value) => value !== undefined);
  const names = contributors?.map(({ name }) => name);
  return [path, title, pubDate, tags, authors, names, isRare ? rare : undefined];
}

function storyOfRow([path, title, pubDate, tags, authors, names, rare]: StoryRow): ArticleEntry {
  const data = {
    ...{ title, pubDate },
    // In JSON, what is absent from a list is `null`.
    ...(tags && { tags }),
    ...(authors && { authors }),
    ...(names && { contributors: names.map((name) => ({ name })) }),
    ...rare,
  };
  // The other keys, nobody looks at.
  return { id: entryId(path), path, digest: '', data: data as ArticleFrontmatter };
}
