import type { unified } from '@astrojs/markdown-remark';
import type { storyRemarkPlugins } from '../story/plugins.ts';

type UnifiedProcessor = ReturnType<typeof unified>;

/** What Astro and `@astrojs/mdx` look at before they have a text to compile. */
type StoryProcessor = Omit<UnifiedProcessor, 'options'> & { options: { gfm: false; smartypants: false } };

/**
 * The compiler of stories with code, which `@astrojs/mdx` is given. It is loaded for the first of them: few
 * papers have any, and loading it is a noticeable part of the start of `npm run dev`.
 */
export function storyProcessor(story: Parameters<typeof storyRemarkPlugins>[0]): StoryProcessor {
  const options = { gfm: false, smartypants: false } as const;
  let loaded: Promise<UnifiedProcessor> | undefined;
  const load = async () => {
    const { unified } = await import('@astrojs/markdown-remark');
    const { storyRehypePlugins, storyRemarkPlugins, storyRemarkRehype } = await import('../story/plugins.ts');
    return unified({
      ...options,
      remarkPlugins: storyRemarkPlugins(story),
      rehypePlugins: storyRehypePlugins(story),
      remarkRehype: storyRemarkRehype,
    });
  };
  return {
    name: 'unified',
    options,
    createRenderer: async (shared) => (await (loaded ??= load())).createRenderer(shared),
    createMdxRenderer: async (shared, mdx) => (await (loaded ??= load())).createMdxRenderer!(shared, mdx),
  };
}
