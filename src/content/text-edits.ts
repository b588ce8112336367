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
