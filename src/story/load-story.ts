import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment } from '../environment.ts';
import { cutFrontmatter } from '../lib/frontmatter.ts';
import { digest } from '../lib/hash.ts';
import type { SourceFile } from '../model/newsroom.ts';
import { site } from '../site.config.ts';
import { compileStory, type CompiledStory } from './compile-story.ts';
import { openStoryCache, type StoryCache } from './story-cache.ts';

/**
 * The body of a story or page, compiled; from the cache when it was compiled before.
 * @throws {Error} when its file cannot be read.
 */
export function loadStory({ path, digest: sourceDigest }: SourceFile): CompiledStory {
  cache ??= openStoryCache(join(environment.cacheDir, 'stories.sqlite'));
  const cached = cache.get(keyOf(path, sourceDigest));
  if (cached) return cached;

  const bytes = readFileSync(join(environment.contentDir, path));
  const text = new TextDecoder().decode(bytes);
  const { base } = environment;
  const { articleCode } = site;
  const story = compileStory(
    { path, text, bodyOffset: cutFrontmatter(text)?.bodyOffset ?? 0 },
    { base, articleCode },
  );
  // In `npm run dev` the file may be newer than its entry.
  cache.set(keyOf(path, digest(bytes)), story);
  return story;
}

let cache: StoryCache | undefined;

/** Names all that a compiled story is made from. */
function keyOf(path: string, sourceDigest: string): string {
  return digest(pipelineVersion(), environment.base, site.articleCode, path, sourceDigest);
}

let version: string | undefined;

/** Changes with this folder's code and with the packages it uses. */
function pipelineVersion(): string {
  if (version) return version;
  const { root } = environment;
  const files = globSync(['src/story/*.ts', 'src/lib/{frontmatter,text}.ts', 'package-lock.json'], {
    cwd: root,
  });
  version = digest(...files.sort().map((file) => readFileSync(join(root, file))));
  return version;
}
