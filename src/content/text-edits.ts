import { isDeepStrictEqual } from 'node:util';
import type { Archive } from '../model/archive.ts';
import type { ArticleFrontmatter } from '../model/article.ts';
import type { Newsroom } from '../model/newsroom.ts';
import type { Problem } from '../model/problem.ts';
import { displayPath, inFile } from './content-files.ts';
import { entryId, kindOf } from './content-kinds.ts';
import type { CheckedContent } from './content-reader.ts';
import { textFacts, type ReadFile } from './read-newsroom.ts';

/** Whether only the text of a story or page changed, and none of what the archive is made of. */
export function isTextEdit(before: ReadFile | undefined, after: ReadFile | undefined): boolean {
  const [old, now] = [before?.reading, after?.reading];
  if (!old?.text || !now?.text || old.mistakes || now.mistakes) return false;
  return old.text.dataDigest === now.text.dataDigest;
}

/** Keys of a story that refer to nothing: a change in them can be shown before everything is checked. */
const freeKeys = new Set<string>([
  ...(['title', 'description', 'kicker', 'dateline', 'tags', 'kind', 'source', 'lang'] as const),
  ...(['updatedDate', 'updates', 'corrections'] as const),
] satisfies (keyof ArticleFrontmatter)[]);

/** Whether a story changed in nothing but its text and such keys. */
export function isFreeEdit(path: string, before: ReadFile | undefined, after: ReadFile | undefined): boolean {
  const [old, now] = [before?.reading, after?.reading];
  if (kindOf(path) !== 'articles' || !old?.text || !now?.text || !old.data || !now.data) return false;
  const bound = (data: object) => Object.entries(data).filter(([key]) => !freeKeys.has(key));
  return isDeepStrictEqual(bound(old.data), bound(now.data));
}

/**
 * Content with new frontmatter of stories that {@link isFreeEdit} says yes to.
 * @param build makes the archive of a newsroom
 */
export function withFrontmatter(
  contentDir: string,
  content: CheckedContent,
  edited: ReadonlyMap<string, ReadFile>,
  build: (newsroom: Newsroom) => Archive,
): CheckedContent {
  const articles = content.newsroom.articles.map((entry) => {
    const file = edited.get(entry.path);
    return file ? { ...entry, digest: file.digest, data: file.reading.data as ArticleFrontmatter } : entry;
  });
  const newsroom = { ...content.newsroom, articles };
  return withTexts(contentDir, { ...content, newsroom, archive: build(newsroom) }, edited);
}

/**
 * Content with new texts, made without reading or checking the rest of it once more. The archive stays the same
 * object; its stories point to the new texts.
 * @param edited the files of which only the text changed, by content path
 */
export function withTexts(
  contentDir: string,
  content: CheckedContent,
  edited: ReadonlyMap<string, ReadFile>,
): CheckedContent {
  const { archive } = content;
  const texts = new Map(content.texts);
  const names = new Set(Array.from(edited.keys(), (path) => displayPath(contentDir, path)));
  const problems: Problem[] = content.problems.filter(({ file }) => !names.has(file));
  for (const [path, file] of edited) {
    texts.set(path, textFacts(file));
    const shown = kindOf(path) === 'articles' ? archive?.articles : archive?.pages;
    const text = shown?.get(entryId(path));
    if (text) text.digest = file.digest;
    problems.push(...inFile(contentDir, path, file.reading.text?.problems ?? []));
  }
  return { ...content, texts, problems };
}
