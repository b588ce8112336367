import type { Newsroom } from '../model/newsroom.ts';
import type { ReadFile } from './read-newsroom.ts';

/** Remembers the last version of each file that had no mistake in its frontmatter or YAML, for `npm run dev`. */
export class SoundVersions {
  readonly #versions = new Map<string, ReadFile>();

  /**
   * The files that are there, those with a mistake as they last were without one. One that never was is shown
   * as far as it can be read.
   * @param files by content path
   * @param doubtful content paths of the files with mistakes
   */
  shown(files: ReadonlyMap<string, ReadFile>, doubtful: ReadonlySet<string>): Map<string, ReadFile> {
    for (const path of this.#versions.keys()) if (!files.has(path)) this.#versions.delete(path);
    const shown = new Map(files);
    for (const [path, file] of files) {
      if (!doubtful.has(path)) this.#versions.set(path, file);
      else shown.set(path, this.#versions.get(path) ?? file);
    }
    return shown;
  }
}

/** A newsroom without the stories whose section is gone. */
export function withKnownSections(newsroom: Newsroom): Newsroom {
  const sections = new Set(newsroom.sections.map(({ id }) => id));
  return { ...newsroom, articles: newsroom.articles.filter(({ data }) => sections.has(data.section)) };
}
