import type { AstroComponentFactory } from 'astro/runtime/server/index.js';
import Embed from './Embed.astro';
import FactBox from './FactBox.astro';
import Figure from './Figure.astro';
import Gallery from './Gallery.astro';
import PullQuote from './PullQuote.astro';
import Related from './Related.astro';
import Timeline from './Timeline.astro';

/** What renders each component of `story/story-components.ts`. */
export type Registry = Record<string, AstroComponentFactory>;

/** The components on a page. */
export const pageComponents: Registry = { Embed, FactBox, Figure, Gallery, PullQuote, Related, Timeline };
