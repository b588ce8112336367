import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { CheckedContent } from '../content/content-reader.ts';
import { besideFile } from '../model/interpret-article.ts';
import type { ArticleEntry } from '../model/newsroom.ts';
import { CommandError, count } from './command.ts';
import { editFrontmatter } from './edit-frontmatter.ts';
import type { ReferenceEdit } from './edit-text.ts';
import { replaceText } from './edit-yaml.ts';
import { shown, type FileChange } from './file-changes.ts';
import { contentFile, readContentFile } from './story-file.ts';
import type { TextEdits } from './text-edits.ts';

/** A story, or a page, which has no lead picture. */
export interface Pictured {
  path: string;
  data: { image?: { src: string } };
}

/** What becomes of the pictures of a story that moves. */
export interface PicturesPlan {
  /** What is put where the story goes. */
  added: FileChange[];
  /** What is taken away where it was. */
  gone: FileChange[];
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
  const [added, gone]: [FileChange[], FileChange[]] = [[], []];
  const renamed: [name: string, newName: string][] = [];
  const counts = { moved: 0, copied: 0 };
  const taken = new Set<string>();
  const isTaken = (name: string) => taken.has(name) || existsSync(contentFile(newFolder + name));
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
    const isNamedByCode = content.texts.get(entry.path)?.isCode === true;
    const wished = isNamedAfter && !isShared && !isNamedByCode ? newName + rest : name;
    if (newFolder + wished === picture) continue;
    const file = contentFile(picture);
    const isSame = (name: string) => isTaken(name) && holdTheSame(file, contentFile(newFolder + name));
    const free = firstFree(wished, newName, (name) => isTaken(name) && !isSame(name));
    if (free !== wished && isNamedByCode) {
      throw new CommandError(
        `${shown(contentFile(newFolder + name))} is another picture, and the story names its own one in code. Nothing was changed; give one of the two another name.`,
      );
    }
    taken.add(free);
    if (free !== name) renamed.push([name, free]);
    const newFile = contentFile(newFolder + free);
    // It may be there, as when it was copied before and the story comes back.
    const isThere = existsSync(newFile);
    if (!isThere) added.push({ file: newFile, copyOf: file });
    if (!isShared) gone.push({ file, isDeleted: true });
    if (!isThere || !isShared) counts[isShared ? 'copied' : 'moved']++;
  }
  return {
    ...{ added, gone },
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

/** A name that no other picture has: as wished, or with the story's name and a number in front. */
function firstFree(wished: string, story: string, isTaken: (name: string) => boolean): string {
  let name = wished;
  for (let number = 1; isTaken(name); number++) name = `${story}-${number > 1 ? `${number}-` : ''}${wished}`;
  return name;
}

const holdTheSame = (one: string, other: string) =>
  existsSync(other) && readFileSync(one).equals(readFileSync(other));

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

/** Writes another name of a picture into a story. */
export function renamePicture(
  texts: TextEdits,
  entry: Pictured,
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
