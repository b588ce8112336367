import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { CheckedContent } from '../content/content-reader.ts';
import { besideFile } from '../model/interpret-article.ts';
import type { ArticleEntry } from '../model/newsroom.ts';
import { count } from './command.ts';
import { editFrontmatter } from './edit-frontmatter.ts';
import type { ReferenceEdit } from './edit-text.ts';
import { replaceText } from './edit-yaml.ts';
import type { FileChange } from './file-changes.ts';
import { contentFile, readContentFile } from './story-file.ts';
import type { TextEdits } from './text-edits.ts';

/** What becomes of the pictures of a story that moves. */
interface PicturesPlan {
  changes: FileChange[];
  /** A line for each kind of change. */
  report: string[];
  /** Writes the new names of pictures into the story. */
  editNames(texts: TextEdits): void;
}

/**
 * Plans what becomes of the pictures beside a story: those that only it shows go with it, and keep the story's name
 * in front of theirs; others are copied.
 */
export function planPictures(
  entry: ArticleEntry,
  to: { id: string; path: string },
  content: CheckedContent,
): PicturesPlan {
  const [folder, newFolder] = [besideFile(entry.path, ''), besideFile(to.path, '')];
  const [oldName, newName] = [basename(entry.id), basename(to.id)];
  const changes: FileChange[] = [];
  const renamed: [name: string, newName: string][] = [];
  const counts = { moved: 0, copied: 0 };
  for (const picture of picturesOf(entry, content)) {
    const name = picture.slice(folder.length);
    const isShared = content.newsroom.articles.some(
      ({ path, ...other }) =>
        path !== entry.path &&
        path.startsWith(folder) &&
        picturesOf({ path, ...other }, content).has(picture),
    );
    const rest = name.slice(oldName.length);
    const isNamedAfter = name.startsWith(oldName) && /^[-_.]/.test(rest);
    // Code names pictures in ways of its own, which are not edited here.
    const isRenamed = isNamedAfter && !isShared && !content.texts.get(entry.path)?.isCode;
    const target = newFolder + (isRenamed ? newName + rest : name);
    if (target === picture) continue;
    if (isRenamed && newName !== oldName) renamed.push([name, newName + rest]);
    const [file, newFile] = [contentFile(picture), contentFile(target)];
    changes.push(isShared ? { file: newFile, copyOf: file } : { file, movedTo: newFile });
    counts[isShared ? 'copied' : 'moved']++;
  }
  return {
    changes,
    report: [
      ...(counts.moved > 0 ? [`Moved ${count(counts.moved, 'picture')} with it.`] : []),
      ...(counts.copied > 0
        ? [`Copied ${count(counts.copied, 'picture')} that other stories show, too.`]
        : []),
    ],
    editNames(texts) {
      for (const [name, newName] of renamed) renamePicture(texts, entry, name, newName, content);
    },
  };
}

/** Content paths of the pictures that a story shows. */
function picturesOf({ path, data }: ArticleEntry, { texts, pictures }: CheckedContent): Set<string> {
  const text = texts.get(path);
  const named = new Set(text?.references.pictures.map(({ path }) => path));
  if (data.image) named.add(besideFile(path, data.image.src));
  if (text?.isCode) {
    const source = readContentFile(path);
    const folder = besideFile(path, '');
    for (const picture of pictures.keys()) {
      if (picture.startsWith(folder) && source.includes(picture.slice(folder.length))) named.add(picture);
    }
  }
  return new Set([...named].filter((picture) => existsSync(contentFile(picture))));
}

function renamePicture(
  texts: TextEdits,
  entry: ArticleEntry,
  name: string,
  newName: string,
  content: CheckedContent,
): void {
  if (entry.data.image?.src === name) {
    texts.edit(entry.path, (text) =>
      editFrontmatter(text, (yaml) => replaceText(yaml, ['image', 'src'], newName)),
    );
  }
  const edits = (content.texts.get(entry.path)?.references.pictures ?? [])
    .filter(({ path }) => path === besideFile(entry.path, name))
    .map(({ line, column }): ReferenceEdit => ({ kind: 'value', line, column, from: name, to: newName }));
  texts.editBody(entry.path, edits);
}
