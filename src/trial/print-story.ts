import { experimental_AstroContainer as AstroContainer } from 'astro/container';
import type { AstroComponentFactory } from 'astro/runtime/server/index.js';
import { renderers } from 'virtual:astro:renderers';
import { storyComponents } from '../story/story-components.ts';
import AnyComponent from './AnyComponent.astro';
import TriedStory from './TriedStory.astro';

const components = Object.fromEntries(Object.keys(storyComponents).map((name) => [name, standIn(name)]));
const container = await AstroContainer.create({ renderers });

/**
 * Runs the code of a story, as a build does that prints it. Bundled together with the stories.
 * @throws {unknown} what the code throws; an error when it gives a story component something else than a text
 */
export async function printStory(Content: AstroComponentFactory): Promise<void> {
  await container.renderToString(TriedStory, { props: { Content, components } });
}

/** Stands for a story component: looks at what the story's code gives it. */
function standIn(name: string): AstroComponentFactory {
  const { attributes } = storyComponents[name]!;
  const print: AstroComponentFactory = AnyComponent;
  const component: AstroComponentFactory = (result, props, slots) => {
    for (const [key, { required }] of Object.entries(attributes)) {
      const value: unknown = props[key];
      if (value === undefined && !required) continue;
      if (typeof value === 'number' || (typeof value === 'string' && value.trim() !== '')) continue;
      const found = typeof value === 'string' ? 'empty' : `${value}`;
      throw new TypeError(`${key} of <${name}> is ${found}; expected a text`);
    }
    return print(result, props, slots);
  };
  return Object.assign(component, print);
}
