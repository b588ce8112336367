import { readdirSync } from 'node:fs';
import { isSamePlace } from '../content/check-permalinks.ts';
import type { CheckedContent } from '../content/content-reader.ts';
import { renamedPictureFinder } from '../content/renamed-pictures.ts';
import { environment } from '../environment.ts';
import { remembered } from '../lib/remembered.ts';
import { besideFile } from '../model/interpret-article.ts';
import type { ArticleEntry } from '../model/newsroom.ts';
import type { Fixer } from './fixers.ts';
import { LeftPictures } from './left-pictures.ts';
import { contentFile } from './story-file.ts';
import { renamePicture, type Pictured } from './story-pictures.ts';
import { TextEdits } from './text-edits.ts';

/**
 * Writes the present names of pictures into stories and pages, where somebody gave their files other ones, and fetches
 * those that a story left in another folder.
 */
export const fixPictures: Fixer = async ({ content, isWanted }) => {
  const texts = new TextEdits();
  const renamed = renamedPictureFinder(environment.contentDir);
  let left: LeftPictures | undefined;
  const filesIn = remembered((folder) => readdirSync(contentFile(folder)).map((name) => folder + name));
  const { articles, pages } = content.newsroom;
  const stories = articles.filter(({ data }) => data.withdrawn === undefined);
  for (const entry of [...stories, ...pages.map(({ path }) => ({ path, data: {} }))]) {
    if (!isWanted(entry.path)) continue;
    const folder = besideFile(entry.path, '');
    for (const picture of namedPictures(entry, content)) {
      if (content.pictures.has(picture) || filesIn(folder).includes(picture)) continue;
      const files = filesIn(folder).filter((file) => !/\.(?:mdx?|yaml|tmp)$/.test(file));
      const found = renamed(picture, files);
      if (found === undefined && isStory(entry)) {
        left ??= new LeftPictures(articles);
        await left.fetch(entry, picture);
      }
      // Where git takes names in other capitals for the same, the story would name a picture that is nowhere else.
      if (found === undefined || isSamePlace(found, picture)) continue;
      renamePicture(texts, entry, picture.slice(folder.length), found.slice(folder.length), content);
    }
  }
  return [...texts.changes(), ...(left?.changes() ?? [])];
};

const isStory = (entry: ArticleEntry | Pictured): entry is ArticleEntry => 'id' in entry;

/** Content paths of the pictures that a text names, whether they are there or not. */
function namedPictures({ path, data }: Pictured, { texts }: CheckedContent): Set<string> {
  const named = new Set(texts.get(path)?.references.pictures.map(({ path }) => path));
  if (data.image) named.add(besideFile(path, data.image.src));
  return named;
}
