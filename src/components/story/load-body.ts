import type { AstroComponentFactory } from 'astro/runtime/server/index.js';
import fullStories from 'virtual:standfirst/full-stories';
import type { SourceFile } from '../../model/newsroom.ts';
import { formatProblem } from '../../model/problem.ts';
import { loadStory } from '../../story/load-story.ts';
import type { StoryPart } from '../../story/story-parts.ts';

/** What a text is rendered from: our own compilation, or `@astrojs/mdx`'s when it holds code. */
export type Body =
  { parts: StoryPart[]; Content?: undefined } | { Content: AstroComponentFactory; parts?: undefined };

/**
 * Chooses the way in which a text is rendered, on its page and in feeds.
 * @param story the text compiled, where the caller has it already
 * @returns at once, but for a text with code
 * @throws {Error} when the text has a mistake, or holds code and was not compiled for this build
 */
export function loadBody(text: SourceFile, { parts, problems } = loadStory(text)): Body | Promise<Body> {
  if (problems.length > 0) {
    // Only `npm run dev` comes so far with a mistake.
    throw new Error(problems.map((problem) => formatProblem({ file: text.path, ...problem })).join('\n'));
  }
  const full = fullStories[text.path];
  if (full) return full().then(({ Content }) => ({ Content }));
  if (parts) return { parts };
  throw new Error(`${text.path} holds code but was not compiled for this build.`);
}
