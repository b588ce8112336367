import { experimental_AstroContainer as AstroContainer } from 'astro/container';
import type { AstroComponentFactory } from 'astro/runtime/server/index.js';
import { renderers } from 'virtual:astro:renderers';
import { storyComponents } from '../story/story-components.ts';
import AnyComponent from './AnyComponent.astro';
import TriedStory from './TriedStory.astro';

const components = Object.fromEntries(Object.keys(storyComponents).map((name) => [name, AnyComponent]));
const container = await AstroContainer.create({ renderers });

/**
 * Runs the code of a story, as a build does that prints it. Bundled together with the stories.
 * @throws {unknown} what the code throws
 */
export async function printStory(Content: AstroComponentFactory): Promise<void> {
  await container.renderToString(TriedStory, { props: { Content, components } });
}
