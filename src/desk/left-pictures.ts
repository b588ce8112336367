import { listContent } from '../content/content-files.ts';
import { environment } from '../environment.ts';
import { remembered } from '../lib/remembered.ts';
import { besideFile } from '../model/interpret-article.ts';
import type { ArticleEntry } from '../model/newsroom.ts';
import { guidOf } from '../model/story-guid.ts';
import type { FileChange } from './file-changes.ts';
import { likeness, lostStories, renamedFrom, type LostStory } from './lost-stories.ts';
import { contentFile, readContentFile } from './story-file.ts';

const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);

/** Fetches pictures that were left where a story lay before its file was moved to another folder by hand. */
export class LeftPictures {
  readonly #articles: ArticleEntry[];
  readonly #files = listContent(environment.contentDir).paths;
  readonly #byName = Map.groupBy(this.#files, nameOf);
  readonly #lostIn = remembered((month) => lostStories(environment.contentDir, month));
  /** The picture that is put at each place, both by content path. */
  readonly #fetched = new Map<string, string>();

  /** @param articles all that are sound */
  constructor(articles: ArticleEntry[]) {
    this.#articles = articles;
  }

  /**
   * Fetches a picture for a story. Its name alone does not tell that it is the story's: it must lie in a folder in
   * which git knows a file of this story that is gone, and in which the picture was named.
   * @param picture content path at which it is missed
   */
  async fetch(story: ArticleEntry, picture: string): Promise<void> {
    const name = nameOf(picture);
    const found: string[] = [];
    for (const file of this.#byName.get(name) ?? []) {
      if (file === picture) continue;
      const month = /^articles\/(\d{4}\/\d{2})\/[^/]+$/.exec(file)?.[1];
      const lost = month === undefined ? [] : await this.#lostIn(month);
      if (lost.some((before) => before.text.includes(name) && this.#was(before, story))) found.push(file);
    }
    if (found.length === 1) this.#fetched.set(picture, found[0]!);
  }

  /** Whether a file that is gone was that of a story. */
  #was({ guid, text }: LostStory, story: ArticleEntry): boolean {
    const owner = this.#articles.find(({ id, data }) => guidOf({ id, guid: data.guid }) === guid);
    return owner ? owner === story : likeness(text, readContentFile(story.path)) >= renamedFrom;
  }

  /** The pictures are copied; those that no text beside them names any more are deleted where they were. */
  changes(): FileChange[] {
    const left = [...new Set(this.#fetched.values())].filter((picture) => !this.#isNamed(picture));
    return [
      ...Array.from(this.#fetched, ([picture, from]): FileChange => ({
        ...{ file: contentFile(picture), copyOf: contentFile(from) },
      })),
      ...left.map((picture): FileChange => ({ file: contentFile(picture), isDeleted: true })),
    ];
  }

  #isNamed(picture: string): boolean {
    const beside = this.#files.filter(
      (file) => besideFile(file, '') === besideFile(picture, '') && /\.mdx?$/.test(file),
    );
    return beside.some((file) => readContentFile(file).includes(nameOf(picture)));
  }
}
