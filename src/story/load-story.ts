import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openContentCache, type ContentCache } from '../cache/content-cache.ts';
import { fileDigest, textsOf } from '../cache/digests.ts';
import { environment } from '../environment.ts';
import { cutFrontmatter } from '../lib/frontmatter.ts';
import type { SourceFile } from '../model/newsroom.ts';
import { site } from '../site.config.ts';
import { compileStory, type CompiledStory } from './compile-story.ts';

/**
 * The body of a story or page, compiled; from the cache when it was compiled before.
 * @throws {Error} when its file cannot be read.
 */
export function loadStory({ path, digest }: SourceFile): CompiledStory {
  cache ??= openContentCache(
    join(environment.cacheDir, 'content.sqlite'),
    textsOf({ ...environment, ...site }),
  );
  const body = cache.body(path, digest);
  if (body !== undefined) return JSON.parse(body) as CompiledStory;

  const bytes = readFileSync(join(environment.contentDir, path));
  const text = new TextDecoder().decode(bytes);
  const { base } = environment;
  const { articleCode } = site;
  const bodyOffset = cutFrontmatter(text)?.bodyOffset ?? 0;
  const story = compileStory({ path, text, bodyOffset }, { base, articleCode });
  // In `npm run dev` the file may be newer than its entry.
  cache.write([], [{ path, digest: fileDigest(bytes), body: JSON.stringify(story) }]);
  return story;
}

/** Opened once by each thread. */
let cache: ContentCache | undefined;
