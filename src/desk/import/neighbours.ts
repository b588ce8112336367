import { dirname, join } from 'node:path';
import { slugify } from '../../lib/text.ts';
import type { ArticleEntry } from '../../model/newsroom.ts';
import { meantId, type HeadingIds } from './old-site/heading-ids.ts';
import { Refusal } from './notes.ts';
import { isOfSite, oldPath } from './old-site/old-addresses.ts';
import { headingIdsOf } from './old-site/old-markdown.ts';
import { addressedStories, addressOf, type PaperFacts } from './paper-facts.ts';
import type { PlacedStory } from './placed-stories.ts';
import type { StoryCopy } from './story-copy.ts';

/** What links and related stories of a run may lead to. */
export interface Neighbours {
  /** Where a link of an old site leads now. */
  follow(address: string, from: StoryCopy): Lead | undefined;
  /** The story of the run with this headline. */
  byHeadline(headline: string): PlacedStory | undefined;
}

/** Where a link leads. */
export interface Lead {
  /** With the id of the heading, when there is one that the link means. */
  address: string;
  /** The story, when the run brings it. */
  story?: PlacedStory;
  /** Whether readers may not know of it yet. */
  isHeld?: boolean;
  isGuess?: boolean;
  /** Whether the link leads to a heading that is not there. */
  lacksHeading?: boolean;
}

/** An address without what may differ between two that mean the same. */
const bareAddress = (address: string) => address.replace(/^https?:\/\/(?:www\.)?/i, '//').replace(/#.*$/, '');

const isOfRun = (story: Neighbour): story is PlacedStory => 'id' in story;

/** A story of the run that the paper has, or will have. */
export type Neighbour = Pick<PlacedStory, 'copy' | 'address' | 'isHeld'>;

/**
 * @param placed the stories that will be there
 * @param known those that were there before
 * @param headingsOf ids of the headings of a story of the paper
 */
export function neighboursOf(
  placed: PlacedStory[],
  known: Neighbour[],
  facts: PaperFacts,
  {
    site,
    timeZone,
    headingsOf,
  }: { site?: string; timeZone: string; headingsOf(entry: ArticleEntry): readonly string[] },
): Neighbours {
  const oldHeadings = new Map<StoryCopy, HeadingIds | undefined>();
  let addressed: Map<string, ArticleEntry> | undefined;
  /** The id that a fragment of the old site has at the end of a lead. */
  const headingAt = (address: string, story: Neighbour | undefined, fragment: string) => {
    const copy = story?.copy;
    if (copy && !oldHeadings.has(copy)) oldHeadings.set(copy, headingsOfCopy(copy));
    const id = copy && oldHeadings.get(copy)?.findFromElsewhere(fragment);
    if (story && isOfRun(story)) return id;
    // The story may have been edited since.
    addressed ??= addressedStories(facts, timeZone);
    const entry = addressed.get(address);
    const ids = entry ? headingsOf(entry) : [];
    return id !== undefined && ids.includes(id) ? id : meantId(fragment, ids);
  };
  const stems = new Map<Neighbour, string>();
  const byFile = new Map<string, Neighbour>();
  const byOldPath = new Map<string, Neighbour>();
  const byGuid = new Map<string, Neighbour>();
  const byName = new Map<string, Neighbour[]>();
  const headlines = new Map(placed.map((story) => [slugify(story.copy.title), story]));
  const name = (key: string, story: Neighbour) => {
    const list = byName.get(key);
    if (!list) byName.set(key, [story]);
    // All names of a story are given at once.
    else if (list.at(-1) !== story) list.push(story);
  };
  for (const story of [...placed, ...known]) {
    const { copy } = story;
    const stem = copy.file.replace(/\.[^./\\]+$/, '');
    const folder = /[\\/]index$/.test(stem) ? dirname(stem) : undefined;
    stems.set(story, (folder ?? stem).replaceAll('\\', '/'));
    byFile.set(stem, story);
    if (folder !== undefined) byFile.set(folder, story);
    // As redirects have it: of several that name it, the first.
    for (const path of copy.oldAddresses) if (!byOldPath.has(path)) byOldPath.set(path, story);
    if (copy.guid !== undefined) byGuid.set(bareAddress(copy.guid), story);
    name(copy.slug, story);
    name(slugify((folder ?? stem).split(/[\\/]/).at(-1)!), story);
  }
  /** The file that a reference of Hugo or Jekyll names: from the story's folder, or by the end of its path. */
  const referred = (written: string, from: StoryCopy) => {
    const path = written
      .replace(/[?#].*$/, '')
      .replace(/\.(?:mdx?|markdown|html?)$/i, '')
      .replace(/\/(?:index)?$/, '');
    const beside = path.startsWith('/') ? undefined : byFile.get(join(dirname(from.file), path));
    if (beside) return beside;
    const end = `/${path.replace(/^[/.]+/, '')}`;
    const named = byName.get(slugify(lastOf(path) ?? '')) ?? [];
    const fitting = named.filter((story) => stems.get(story)!.endsWith(end));
    return fitting.length === 1 ? fitting[0] : named.length === 1 ? named[0] : undefined;
  };
  const alone = (key: string | undefined) => {
    const stories = key === undefined ? undefined : byName.get(slugify(key));
    return stories?.length === 1 ? stories[0] : undefined;
  };
  const lastOf = (path: string) =>
    path
      .replace(/\.\w+$/, '')
      .split('/')
      .findLast((part) => part !== '' && part !== 'index');

  const storyAt = (address: string, from: StoryCopy): (Lead & { of?: Neighbour }) | undefined => {
    const found = (story: Neighbour, isGuess = false) => ({
      ...{ address: story.address, isHeld: story.isHeld, of: story },
      ...(isOfRun(story) && { story }),
      ...(isGuess && { isGuess }),
    });
    if (address.startsWith('ref:')) {
      const story = referred(address.slice('ref:'.length), from);
      return story && found(story);
    }
    // WordPress leads to a story by the name that it has in feeds, too.
    const named = byGuid.get(bareAddress(address));
    if (named) return found(named);
    const bare = address.replace(/[?#].*$/, '');
    if (/^(?:[a-z][a-z+.-]*:|\/\/)/i.test(bare) && !isOfSite(bare, site)) return undefined;
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
    const path = isRelative ? undefined : oldPath(bare.replace(/^\/\//, 'https://'), site);
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
  };

  return {
    byHeadline: (headline) => headlines.get(slugify(headline)),
    follow(address, from) {
      const found = storyAt(address, from);
      const fragment = /#(.+)$/.exec(address)?.[1];
      if (!found || fragment === undefined) return found;
      const { of, ...lead } = found;
      const id = headingAt(lead.address, of, fragment);
      return id === undefined
        ? { ...lead, lacksHeading: true }
        : { ...lead, address: `${lead.address}#${id}` };
    },
  };
}

/** Nothing for a copy that has none, or cannot be read. */
function headingsOfCopy({ body, title }: StoryCopy): HeadingIds | undefined {
  if (body.kind === 'wire') return undefined;
  try {
    return headingIdsOf(body, title);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}
