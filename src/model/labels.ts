import type { Article } from './archive.ts';
import type { ArticleKind } from './article.ts';

const kindLabels: Record<ArticleKind, string | undefined> = {
  news: undefined,
  brief: 'In brief',
  reportage: 'Reportage',
  analysis: 'Analysis',
  opinion: 'Opinion',
  explainer: 'Explainer',
  live: 'Live',
};

/** What a reader is told about the nature of a story before its headline; none for plain news. */
export function kindLabel(article: Article): string | undefined {
  return kindLabels[article.kind];
}

/** "AFP contributed reporting." for each contribution, people who did the same together. */
export function contributionLines(article: Article, join: (names: string[]) => string): string[] {
  const byRole = Map.groupBy(article.contributors, ({ role }) => role);
  return [...byRole].map(
    ([role, contributors]) => `${join(contributors.map(({ author }) => author.title))} contributed ${role}.`,
  );
}

/** Why a story is not public yet, for the desk's own eyes. */
export function heldLabel(article: Article): string | undefined {
  return (
    article.held && { draft: 'Draft: not published', embargo: 'Embargoed: not published yet' }[article.held]
  );
}
