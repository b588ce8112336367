import { newestFirst, type Archive, type Article } from './archive.ts';

/** How many of a tag's stories are weighed: enough for good company, bounded in a large archive. */
const candidatesPerTag = 40;

/** How many related stories a story's page shows. */
export const relatedCount = 4;

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
  return [...(chosen as Article[]), ...mostShared(archive, article, count - chosen.length, chosen)];
}

/** Earlier stories by the number of shared tags, then the newest, then in the order of the story's tags. */
function mostShared(
  archive: Archive,
  article: Article,
  count: number,
  without: (Article | undefined)[],
): Article[] {
  const { ranksByTag, moments, shared, met } = rankingOf(archive);
  const { articles } = archive.paper;
  // While a story is edited, `npm run dev` may hold it from an archive that is a moment older.
  const own = articles[article.place] === article ? article.place : indexOf(articles, article);
  let candidates = 0;
  for (const { id } of article.tags) {
    const ranks = ranksByTag.get(id)!;
    const start = firstNotBelow(ranks, own) + 1;
    if (ranks[start - 1] !== own) throw notInList(article);
    const end = Math.min(start + candidatesPerTag, ranks.length);
    for (let at = start; at < end; at++) {
      const rank = ranks[at]!;
      if (shared[rank]!++ === 0) met[candidates++] = rank;
    }
  }

  const best: { rank: number; score: number }[] = [];
  let lowest = -Infinity;
  for (let at = 0; at < candidates; at++) {
    const rank = met[at]!;
    const score = shared[rank]! * 2 ** 32 - moments[rank]!;
    shared[rank] = 0;
    if (score <= lowest) continue;
    const other = articles[rank]!;
    if (other.held || without.includes(other)) continue;
    let place = best.length;
    while (place > 0 && score > best[place - 1]!.score) place--;
    best.splice(place, 0, { rank, score });
    if (best.length > count) best.pop();
    if (best.length === count) lowest = best.at(-1)!.score;
  }
  return best.map(({ rank }) => articles[rank]!);
}

/** An archive's stories by number, for whoever counts many of them for each of many others. */
interface Ranking {
  /** Places in the paper's own list of each tag's stories, in order. */
  ranksByTag: Map<string, number[]>;
  /** By place: the place of the first story that was published at the same moment. */
  moments: Uint32Array;
  /** By place: a counter, 0 between two uses. */
  shared: Uint16Array;
  /** Room for the places of one story's candidates. */
  met: number[];
}

const rankings = new WeakMap<Archive, Ranking>();

/** The ranking of an archive, made once. */
function rankingOf(archive: Archive): Ranking {
  let ranking = rankings.get(archive);
  if (!ranking) rankings.set(archive, (ranking = rank(archive)));
  return ranking;
}

function rank({ paper: { articles }, tags }: Archive): Ranking {
  const moments = new Uint32Array(articles.length);
  const ranksByTag = new Map([...tags.keys()].map((id): [string, number[]] => [id, []]));
  for (const [place, article] of articles.entries()) {
    const isSame = place > 0 && articles[place - 1]!.published.getTime() === article.published.getTime();
    moments[place] = isSame ? moments[place - 1]! : place;
    for (const { id } of article.tags) ranksByTag.get(id)!.push(place);
  }
  return { ranksByTag, moments, shared: new Uint16Array(articles.length), met: [] };
}

/** Index of the first of ascending numbers that is not below another. */
function firstNotBelow(numbers: number[], number: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle]! < number) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The story before and after one in its series, in the order of publication. */
export function seriesNeighbours(archive: Archive, article: Article): { previous?: Article; next?: Article } {
  const articles = article.series && archive.series.get(article.series.id)?.articles;
  if (!articles) return {};
  const index = indexOf(articles, article);
  return { previous: articles[index + 1], next: articles[index - 1] };
}

/**
 * Index of `article` in a list in the archive's order.
 * @throws {Error} when the list does not hold it.
 */
function indexOf(articles: Article[], article: Article): number {
  let [low, high] = [0, articles.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (newestFirst(articles[middle]!, article) < 0) low = middle + 1;
    else high = middle;
  }
  // By id: while a story is edited, `npm run dev` may hold it from an archive that is a moment older.
  for (let index = low; index < articles.length; index++) {
    if (articles[index]!.id === article.id) return index;
  }
  throw notInList(article);
}

const notInList = ({ id }: Article) => new Error(`${id} is not in a list of its own archive.`);
