import { dirname, join } from 'node:path';
import { slugify } from '../../lib/text.ts';
import { parseMoment } from '../../lib/time.ts';
import type { ArticleEntry } from '../../model/newsroom.ts';
import { storyPath } from '../../model/permalink.ts';
import { guidOf } from '../../model/story-guid.ts';
import { oldPath } from './old-addresses.ts';
import { addressOf, type PaperFacts } from './paper-facts.ts';
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
 */
export function placeStories(
  copies: StoryCopy[],
  facts: PaperFacts,
  { timeZone, now }: { timeZone: string; now: Date },
): Placing {
  const placing: Placing = { placed: [], known: [], repeated: [] };
  const claimed = new Map<ArticleEntry, StoryCopy>();
  const inRun = new Map<string, StoryCopy>();
  const addressed = addressedStories(facts, timeZone);

  for (const copy of copies) {
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

  function isSame({ data }: ArticleEntry, copy: StoryCopy): boolean {
    const moment = (text: string) => parseMoment(text, timeZone)?.getTime();
    return moment(data.pubDate) === moment(copy.published.written) || haveSameWords(data.title, copy.title);
  }
}

/** A new place, the story of the paper that a copy is, or the copy of the run. */
type Place = { id: string } | { entry: ArticleEntry } | { as: StoryCopy };

function addressedStories(facts: PaperFacts, timeZone: string): Map<string, ArticleEntry> {
  if (Object.keys(facts.redirects).length === 0) return new Map();
  return new Map([...facts.byId.values()].map((entry) => [addressOf(entry, timeZone), entry]));
}

const haveSameWords = (one: string, other: string) =>
  one === other || (slugify(one) !== '' && slugify(one) === slugify(other));

const isRepeated = (one: StoryCopy, other: StoryCopy) =>
  one.title === other.title &&
  one.published.written === other.published.written &&
  JSON.stringify(one.body) === JSON.stringify(other.body);

/** What links and related stories of a run may lead to. */
export interface Neighbours {
  /** The address that a link of an old site leads to now; `story` when that is one of the run. */
  follow(
    address: string,
    from: StoryCopy,
  ): { address: string; story?: PlacedStory; isGuess?: boolean } | undefined;
  /** The story of the run with this headline. */
  byHeadline(headline: string): PlacedStory | undefined;
}

/** @param placed the stories that will be there */
export function neighboursOf(
  placed: PlacedStory[],
  facts: PaperFacts,
  { site, timeZone }: { site?: string; timeZone: string },
): Neighbours {
  const byFile = new Map<string, PlacedStory>();
  const byOldPath = new Map<string, PlacedStory>();
  const byName = new Map<string, PlacedStory[]>();
  const headlines = new Map<string, PlacedStory>();
  const name = (key: string, story: PlacedStory) => {
    const list = byName.get(key);
    if (!list) byName.set(key, [story]);
    else if (!list.includes(story)) list.push(story);
  };
  for (const story of placed) {
    const { copy } = story;
    const stem = copy.file.replace(/\.[^./\\]+$/, '');
    byFile.set(stem, story);
    if (/[\\/]index$/.test(stem)) byFile.set(dirname(stem), story);
    for (const path of copy.oldAddresses) byOldPath.set(path, story);
    name(copy.slug, story);
    name(slugify(stem.split(/[\\/]/).at(-1)!), story);
    headlines.set(slugify(copy.title), story);
  }
  const alone = (key: string | undefined) => {
    const stories = key === undefined ? undefined : byName.get(slugify(key));
    return stories?.length === 1 ? stories[0] : undefined;
  };
  const lastOf = (path: string) =>
    path
      .replace(/\.\w+$/, '')
      .split('/')
      .findLast((part) => part !== '' && part !== 'index');

  return {
    byHeadline: (headline) => headlines.get(slugify(headline)),
    follow(address, from) {
      const found = (story: PlacedStory, isGuess = false) => ({
        address: story.address,
        story,
        ...(isGuess && { isGuess }),
      });
      if (address.startsWith('ref:')) {
        const story = alone(lastOf(address.slice('ref:'.length).replace(/[?#].*$/, '')));
        return story && found(story);
      }
      const bare = address.replace(/[?#].*$/, '');
      if (/^[a-z][a-z+.-]*:/i.test(bare) && !(site !== undefined && bare.startsWith(`${site}/`)))
        return undefined;
      const isRelative = !bare.startsWith('/') && !/^https?:/i.test(bare);
      if (isRelative) {
        const file = join(
          dirname(from.file),
          bare.replace(/\/$/, '').replace(/\.(?:mdx?|markdown|html?)$/i, ''),
        );
        const story =
          byFile.get(file) ??
          (bare === ''
            ? undefined
            : byFile.get(join(dirname(dirname(from.file)), bare.replace(/^\.\.\//, '').replace(/\/$/, ''))));
        if (story) return found(story);
      }
      const path = isRelative ? undefined : oldPath(bare, site);
      if (path !== undefined) {
        const variants = [path, path.replace(/\/$/, '.html'), path.replace(/\.html?$/, '/')];
        const story = variants.map((variant) => byOldPath.get(variant)).find((known) => known);
        if (story) return found(story);
        const redirect = variants
          .map((variant) => facts.redirects[variant])
          .find((known) => known !== undefined);
        if (redirect !== undefined) return { address: redirect };
        const [, id, day, slug] = /^\/(\d{4}\/\d{2})\/(\d{2})\/([^/]+)\/$/.exec(path) ?? [];
        const entry = facts.byId.get(`${id}/${slug}`);
        if (entry && day !== undefined && addressOf(entry, timeZone) === path) return { address: path };
      }
      const guess = alone(lastOf(bare));
      return guess && found(guess, true);
    },
  };
}
