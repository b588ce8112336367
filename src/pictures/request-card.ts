import { digest } from '../lib/hash.ts';
import { remembered } from '../lib/remembered.ts';
import { picturePath } from '../model/permalink.ts';
import type { SocialCard } from '../model/social-cards.ts';
import { cardDesign, cardSize } from '../social-cards/card-design.ts';
import { cardName, saveRecipe } from './derivative-store.ts';
import { mediaTypes } from './derivatives.ts';
import type { Folders } from './originals.ts';
import type { Derivative } from './request-picture.ts';

/**
 * A social card for a page, named by what it says and how cards look. Like other derivatives it is drawn later, and
 * once: what a page names is what gets published.
 */
export function requestCard(card: SocialCard, folders?: Folders): Derivative {
  return folders || import.meta.env.DEV ? prepare(card, folders) : requested(JSON.stringify(card));
}

/** Most pages show the paper's card or that of a section, and no more than a thousand stories have their own. */
const requested = remembered((card) => prepare(JSON.parse(card) as SocialCard));

function prepare(card: SocialCard, folders?: Folders): Derivative {
  const design = cardDesign();
  const stem = digest('card', design, JSON.stringify(card));
  saveRecipe(stem, { card, design }, folders);
  return { path: picturePath(cardName(stem)), type: mediaTypes.png, ...cardSize };
}
