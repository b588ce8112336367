import { globSync } from 'node:fs';
import { join } from 'node:path';
import { openContentCache, type KnownFile } from '../cache/content-cache.ts';
import { textsOf } from '../cache/digests.ts';
import { entryId } from '../content/content-kinds.ts';
import type { FileReading } from '../content/file-reading.ts';
import { environment } from '../environment.ts';
import { slugify } from '../lib/text.ts';
import type { ArticleFrontmatter } from '../model/article.ts';
import { site } from '../site.config.ts';

/** Names that stories have in common, the most used first, each in the spelling that most stories have. */
export interface KnownNames {
  tags: string[];
  /** Ids of files in `authors/` and names of authors without one. */
  authors: string[];
}

/** A paper of this size is read at once when nothing is known of it yet. */
const smallPaper = 2000;

/**
 * The tags and authors of the paper's stories, as the last build or check found them: to read a large archive for
 * a suggestion would take too long.
 */
export async function knownNames(): Promise<KnownNames> {
  let stories = recallStories();
  const files = globSync('articles/*/*/*.{md,mdx}', { cwd: environment.contentDir });
  if (stories.length === 0 && files.length > 0 && files.length < smallPaper) {
    const { readPaper } = await import('./read-paper.ts');
    await readPaper();
    stories = recallStories();
  }
  const withFile = globSync('authors/*.yaml', { cwd: environment.contentDir })
    .map((path) => entryId(path.replaceAll('\\', '/')))
    .sort();
  return {
    tags: mostUsed(stories.flatMap(({ tags = [] }) => tags)),
    authors: [...new Set([...withFile, ...mostUsed(stories.flatMap(({ authors = [] }) => authors))])],
  };
}

type NamingKeys = Pick<ArticleFrontmatter, 'tags' | 'authors'>;

function recallStories(): NamingKeys[] {
  const { cacheDir } = environment;
  const cache = openContentCache(join(cacheDir, 'content.sqlite'), textsOf({ ...environment, ...site }));
  try {
    return cache.collect((files) => [...namesIn(files)]);
  } finally {
    cache.close();
  }
}

function* namesIn(files: Iterable<KnownFile>): Generator<NamingKeys> {
  for (const { path, facts } of files) {
    if (!path.startsWith('articles/')) continue;
    const { data } = JSON.parse(facts) as FileReading;
    if (data) yield data as NamingKeys;
  }
}

function mostUsed(names: string[]): string[] {
  const spellings = Map.groupBy(names, slugify);
  return [...spellings.values()]
    .sort((a, b) => b.length - a.length || (a[0]! < b[0]! ? -1 : 1))
    .map((spelt) => {
      const counts = Map.groupBy(spelt, (name) => name);
      return [...counts.values()].sort((a, b) => b.length - a.length)[0]![0]!;
    });
}
