import { slugify } from '../../lib/text.ts';
import { listOf, UsageError } from '../command.ts';
import type { Prompts } from '../prompts.ts';
import type { PaperFacts } from './paper-facts.ts';
import type { PlacedStory } from './placed-stories.ts';
import type { ChosenSection } from './write-story.ts';

/** Finds the section of each story; a text says why none can be found. */
export type SectionChooser = (
  stories: PlacedStory[],
  facts: PaperFacts,
) => Promise<Map<PlacedStory, ChosenSection | string>>;

/** What `--section` says. */
interface SectionWish {
  /** Sections by the category of the old system, as an id. */
  byCategory: Map<string, string>;
  /** For all others. */
  forAll?: string;
}

/**
 * Reads `--section world` and `--section Sport=culture`.
 * @throws {UsageError} when there is no such section
 */
export function readSectionWish(given: string[] | undefined, sections: { id: string }[]): SectionWish {
  const wish: SectionWish = { byCategory: new Map() };
  const ids = sections.map(({ id }) => id);
  for (const part of listOf(given)) {
    const [, category, id = ''] = /^(?:(.+)=)?([^=]*)$/.exec(part) ?? [];
    if (!ids.includes(id)) {
      throw new UsageError(`--section ${part}: there is no section “${id}”; there is: ${ids.join(', ')}.`);
    }
    if (category === undefined) wish.forAll = id;
    else wish.byCategory.set(slugify(category), id);
  }
  return wish;
}

/**
 * Finds sections by what was said, by the categories of the old system, by the sections in which stories with the
 * same tags stand, and by asking, once for each category.
 */
export function sectionChooser(wish: SectionWish, prompts: Prompts): SectionChooser {
  return async (stories, facts) => {
    const chosen = new Map<PlacedStory, ChosenSection | string>();
    for (const story of stories) {
      const section = toldSection(story, wish, facts) ?? likelySection(story, facts);
      if (section) chosen.set(story, section);
    }
    const unknown = stories.filter((story) => !chosen.has(story));
    for (const [category, of] of Map.groupBy(unknown, ({ copy }) => copy.categories[0] ?? '')) {
      const id = prompts.isInteractive ? await ask(category, of.length, facts, prompts) : undefined;
      for (const story of of) chosen.set(story, id === undefined ? unknownSection(category, facts) : { id });
    }
    return chosen;
  };
}

function toldSection({ copy }: PlacedStory, wish: SectionWish, facts: PaperFacts): ChosenSection | undefined {
  const categories = copy.categories.map(slugify);
  const mapped = categories.map((category) => wish.byCategory.get(category)).find((id) => id !== undefined);
  const named = copy.categories.map(facts.section).find((id) => id !== undefined);
  const id = mapped ?? wish.forAll ?? named;
  if (id === undefined) return undefined;
  // Those that name the section say no more than it.
  const others = copy.categories.filter(
    (category) => wish.byCategory.get(slugify(category)) !== id && facts.section(category) !== id,
  );
  return { id, others };
}

function likelySection({ copy }: PlacedStory, facts: PaperFacts): ChosenSection | undefined {
  const text =
    copy.body.kind === 'wire'
      ? copy.body.blocks.map((block) => ('text' in block ? block.text : '')).join('\n')
      : '';
  const tags = copy.tags.length > 0 ? copy.tags : facts.tagsIn(copy.title, text);
  const likely = facts.likelySection(tags);
  // Of two sections alike, neither is likely.
  if (!likely || likely.count * 2 <= likely.of) return undefined;
  const share = `${likely.count} of ${likely.of} uses of its tags are in stories of this section`;
  return { id: likely.id, guess: share, others: copy.categories };
}

const ask = (category: string, count: number, { sections }: PaperFacts, prompts: Prompts) =>
  prompts.choose(undefined, {
    ask: `Section for ${count === 1 ? 'the story' : `the ${count} stories`} ${category === '' ? 'without a category' : `in “${category}”`}`,
    option: '--section world',
    choices: sections.map(({ id, title }) => ({ value: id, label: title, hint: id })),
  });

function unknownSection(category: string, { sections }: PaperFacts): string {
  const ids = sections.map(({ id }) => id).join(', ');
  return category === ''
    ? `Nothing tells the section of the story; say it: --section ${sections[0]!.id}. There is: ${ids}.`
    : `The category “${category}” is no section of the paper; say which it is: --section "${category}=${sections[0]!.id}". There is: ${ids}.`;
}
