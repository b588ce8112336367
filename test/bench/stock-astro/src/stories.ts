import type { PaginateFunction } from 'astro';
import { getCollection, type CollectionEntry } from 'astro:content';

type Story = CollectionEntry<'articles'>;

const stories = (await getCollection('articles')).sort(
  (a, b) => b.data.pubDate.valueOf() - a.data.pubDate.valueOf(),
);

/** All stories, newest first. */
export const allStories = () => stories;

/** The address of a story, in parts. */
export function storyParams({ id, data }: Story) {
  const [year, month, day] = data.pubDate.toISOString().slice(0, 10).split('-');
  return { year, month, day, slug: id.split('/').at(-1) };
}

export const storyPath = (story: Story) => `/${Object.values(storyParams(story)).join('/')}/`;

/** Lists of 30 for each value that a story's key may have. */
export function listsBy(paginate: PaginateFunction, name: string, valuesOf: (story: Story) => string[]) {
  const lists = new Map<string, Story[]>();
  for (const story of stories) {
    for (const value of valuesOf(story)) {
      if (!lists.has(value)) lists.set(value, []);
      lists.get(value)!.push(story);
    }
  }
  return [...lists].flatMap(([value, list]) => paginate(list, { params: { [name]: value }, pageSize: 30 }));
}
