import { slugify } from '../../lib/text.ts';
import { parseMoment } from '../../lib/time.ts';
import type { ArticleEntry } from '../../model/newsroom.ts';
import { storyPath } from '../../model/permalink.ts';
import { guidOf } from '../../model/story-guid.ts';
import { addressedStories, type PaperFacts } from './paper-facts.ts';
import type { StoryCopy } from './story-copy.ts';

/** A story of the run with its place in the paper. */
export interface PlacedStory {
  copy: StoryCopy;
  /** Path below `articles/` without ending. */
  id: string;
  /** Its address in the paper, a path. */
  address: string;
  /** Whether readers may not know of it yet. */
  isHeld: boolean;
}

/** Where the stories of a run belong. */
export interface Placing {
  placed: PlacedStory[];
  /** Files whose story is in the paper already. */
  known: { copy: StoryCopy; entry: ArticleEntry }[];
  /** Files that hold the same story as another one of the run. */
  repeated: { copy: StoryCopy; as: StoryCopy }[];
}

/**
 * Gives every story its place. One that the paper has is recognised: by the name it has in feeds, by an old
 * address that leads to it, by its original, or by its place and date. Another story in its place makes it
 * `slug-2`.
 * @param now moment after which stories are embargoed
 * @param textOf the file of a story of the paper
 */
export function placeStories(
  copies: StoryCopy[],
  facts: PaperFacts,
  { timeZone, now, textOf }: { timeZone: string; now: Date; textOf(entry: ArticleEntry): string },
): Placing {
  const placing: Placing = { placed: [], known: [], repeated: [] };
  const claimed = new Map<ArticleEntry, StoryCopy>();
  const inRun = new Map<string, StoryCopy>();
  const addressed =
    Object.keys(facts.redirects).length === 0 ? new Map<string, never>() : addressedStories(facts, timeZone);

  // A story in the paper's language comes before its translations, which often have its name.
  const inOrder = [...copies].sort((a, b) => Number(a.lang !== undefined) - Number(b.lang !== undefined));
  for (const copy of inOrder) {
    const guid = copy.guid;
    const twin = guid === undefined ? undefined : inRun.get(guid);
    if (twin) {
      placing.repeated.push({ copy, as: twin });
      continue;
    }
    const place = knownPlace(copy) ?? freePlace(copy);
    if ('entry' in place) {
      claimed.set(place.entry, copy);
      placing.known.push({ copy, entry: place.entry });
    } else if ('as' in place) {
      placing.repeated.push({ copy, as: place.as });
    } else {
      const { id } = place;
      const name = id.slice(id.lastIndexOf('/') + 1);
      if (name !== copy.slug) {
        copy.notes.push({
          kind: 'mapped',
          what: 'a name of its own, as another story has the first',
          detail: name,
        });
      }
      inRun.set(id, copy);
      if (guid !== undefined) inRun.set(guid, copy);
      const address = storyPath(copy.published.day, id.slice(id.lastIndexOf('/') + 1));
      const isHeld = copy.isDraft || parseMoment(copy.published.written, timeZone)! > now;
      placing.placed.push({ copy, id, address, isHeld });
    }
  }
  return placing;

  /** The paper's story that a copy must be, wherever it lies. */
  function knownPlace(copy: StoryCopy): Place | undefined {
    const named = copy.guid === undefined ? undefined : facts.byGuid.get(copy.guid);
    const ofSource = copy.source && facts.bySource.get(copy.source.url);
    const retold = ofSource?.find(({ data }) => haveSameWords(data.title, copy.title));
    const led = copy.oldAddresses
      .map((path) => addressed.get(facts.redirects[path] ?? ''))
      .find((entry) => entry && isSame(entry, copy));
    const entry = named ?? retold ?? led;
    const claim = entry && claimed.get(entry);
    if (claim) return isRepeated(claim, copy) ? { as: claim } : undefined;
    return entry && { entry };
  }

  /** The first place that no other story has, or the story that is there and is the same. */
  function freePlace(copy: StoryCopy): Place {
    const folder = copy.published.day.slice(0, 7).replace('-', '/');
    for (let number = 1; ; number++) {
      const id = `${folder}/${copy.slug}${number === 1 ? '' : `-${number}`}`;
      // A story that was moved keeps its name in feeds, which follows from where it was first.
      const entry = facts.byId.get(id) ?? facts.byGuid.get(guidOf({ id }));
      if (entry) {
        const claim = claimed.get(entry);
        if (!claim && isSame(entry, copy)) return { entry };
        if (claim && isRepeated(claim, copy)) return { as: claim };
        continue;
      }
      const other = inRun.get(id);
      if (!other) return { id };
      if (isRepeated(other, copy)) return { as: other };
    }
  }

  /** One of its name may have appeared on another day: the daily summary, the weekly column. */
  function isSame(entry: ArticleEntry, copy: StoryCopy): boolean {
    const { data } = entry;
    const moment = (text: string) => parseMoment(text, timeZone)?.getTime();
    const signs = [
      moment(data.pubDate) === moment(copy.published.written),
      haveSameWords(data.title, copy.title),
      data.source !== undefined && data.source.url === copy.source?.url,
    ].filter(Boolean).length;
    return signs > 1 || (signs === 1 && areAlike(textOf(entry), copy));
  }
}

/** From this share of words of a copy on that a story has, it is that story, edited since. */
const sharedWords = 0.6;

/** Whether most words of a copy, short ones aside, are in a story. */
function areAlike(story: string, { body }: StoryCopy): boolean {
  const text =
    body.kind === 'markdown'
      ? body.text
      : body.blocks.map((block) => ('text' in block ? block.text : '')).join('\n');
  const wordsOf = (written: string) => new Set(written.toLowerCase().match(/[\p{L}\p{M}\p{N}]{3,}/gu));
  const [own, there] = [wordsOf(text), wordsOf(story)];
  return [...own].filter((word) => there.has(word)).length >= sharedWords * own.size;
}

/** A new place, the story of the paper that a copy is, or the copy of the run. */
type Place = { id: string } | { entry: ArticleEntry } | { as: StoryCopy };

const haveSameWords = (one: string, other: string) =>
  one === other || (slugify(one) !== '' && slugify(one) === slugify(other));

const isRepeated = (one: StoryCopy, other: StoryCopy) =>
  one.title === other.title &&
  one.published.written === other.published.written &&
  JSON.stringify(one.body) === JSON.stringify(other.body);
