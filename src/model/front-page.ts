import type { Archive, Article, Stream } from './archive.ts';

/** What the front page shows, from top to bottom. No story stands on it twice. */
export interface FrontPage {
  /** Absent in an empty paper. */
  lead?: Article;
  /** Beside the lead. */
  secondary: Article[];
  strips: { section: Stream; articles: Article[] }[];
}

/** How many of the newest stories may lead for their picture's sake: an old picture is no news. */
const leadCandidates = 20;
const secondaryCount = 4;
const stripLength = 4;

/**
 * Makes up the front page: as `front.yaml` says, and where it is silent from the newest stories, with one
 * that has a picture in the lead. Held stories never lead.
 */
export function makeFrontPage(archive: Archive): FrontPage {
  const shown = new Set<Article>();
  const take = (articles: Iterable<Article | undefined>, count: number): Article[] => {
    const taken: Article[] = [];
    for (const article of articles) {
      if (taken.length === count) break;
      if (!article || article.held || shown.has(article)) continue;
      shown.add(article);
      taken.push(article);
    }
    return taken;
  };
  const newest = archive.paper.articles;
  const chosen = (ids: string[]) => ids.map((id) => archive.articles.get(id));
  const { front } = archive;

  const [lead] = take(
    [
      ...chosen(front.lead ? [front.lead] : []),
      newest.slice(0, leadCandidates).find(({ image, held }) => image && !held),
      ...newest.slice(0, 1),
    ],
    1,
  );
  const secondary = front.secondary
    ? take(chosen(front.secondary), front.secondary.length)
    : take(newest, secondaryCount);
  const sections = front.strips?.map((id) => archive.sections.get(id)) ?? [...archive.sections.values()];
  const strips = sections
    .filter((section) => section !== undefined)
    .map((section) => ({ section, articles: take(section.articles, stripLength) }))
    .filter(({ articles }) => articles.length > 0);
  return { lead, secondary, strips };
}
