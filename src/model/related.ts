import type { Archive, Article } from './archive.ts';

/** How many of a tag's stories are weighed: enough for good company, bounded in a large archive. */
const candidatesPerTag = 40;

/**
 * Stories to offer after one: those its editor chose, then earlier ones by the number of shared tags.
 * Only earlier ones: a page of the archive must not change with every story that follows it.
 * @returns at most `count`, held stories never.
 */
export function relatedStories(archive: Archive, article: Article, count: number): Article[] {
  const chosen = article.related
    .map((id) => archive.articles.get(id))
    .filter((other) => other !== undefined && !other.held && other !== article);
  if (chosen.length >= count) return (chosen as Article[]).slice(0, count);

  const shared = new Map<Article, number>();
  for (const tag of article.tags) {
    const { articles } = archive.tags.get(tag.id)!;
    const start = indexAfter(articles, article);
    for (const other of articles.slice(start, start + candidatesPerTag)) {
      if (!other.held && !chosen.includes(other)) shared.set(other, (shared.get(other) ?? 0) + 1);
    }
  }
  const byTags = [...shared.entries()]
    .sort(([a, tagsOfA], [b, tagsOfB]) => tagsOfB - tagsOfA || b.published.getTime() - a.published.getTime())
    .map(([other]) => other);
  return [...(chosen as Article[]), ...byTags].slice(0, count);
}

/** The story before and after one in its series, in the order of publication. */
export function seriesNeighbours(archive: Archive, article: Article): { previous?: Article; next?: Article } {
  const articles = article.series && archive.series.get(article.series.id)?.articles;
  if (!articles) return {};
  const index = indexAfter(articles, article) - 1;
  return { previous: articles[index + 1], next: articles[index - 1] };
}

/**
 * Position behind `article` in a list, newest first: a binary search by its moment.
 * @throws {Error} when the list does not hold it.
 */
function indexAfter(articles: Article[], article: Article): number {
  let [low, high] = [0, articles.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (articles[middle]!.published > article.published) low = middle + 1;
    else high = middle;
  }
  // By id: while a story is edited, `npm run dev` may hold it from an archive that is a moment older.
  for (let index = low; index < articles.length; index++) {
    if (articles[index]!.id === article.id) return index + 1;
  }
  throw new Error(`${article.id} is not in a list of its own archive.`);
}
