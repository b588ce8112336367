import { digest } from '../lib/hash.ts';
import type { ArticleFrontmatter } from '../model/article.ts';
import type { References } from '../story/findings.ts';

/**
 * What the check of other files, and what it says of a text beside others, goes by: the address of the text and the
 * lists it stands in, its headline, its tags and authors, what it refers to, its headings.
 */
export const seenParts = ['address', 'headline', 'topics', 'references', 'headings'] as const;

/** One of {@link seenParts}. */
export type SeenPart = (typeof seenParts)[number];

/**
 * Digests of {@link seenParts}, joined by spaces.
 * @param data the frontmatter, when there is no mistake in it
 * @param headings ids
 */
export function seenByOthers(data: object | undefined, references: References, headings: string[]): string {
  const story: Partial<ArticleFrontmatter> = data ?? {};
  // Nobody looks at the first of them but who reads the text itself.
  const { description, kicker, dateline, kind, lang, source, updatedDate, updates, corrections, ...others } =
    story;
  const { title, tags, authors, contributors, image, related, ...address } = others;
  const { links, stories, pictures } = references;
  const named = [
    links.map(({ target }) => target),
    stories.map(({ id }) => id),
    pictures.map(({ path }) => path),
  ];
  const parts: Record<SeenPart, unknown> = {
    address,
    headline: title,
    topics: [tags, authors, contributors],
    references: [related, image?.src, named],
    headings,
  };
  return seenParts.map((part) => digest(JSON.stringify(parts[part] ?? null)).slice(0, 10)).join(' ');
}

/** Which parts of a text look otherwise to others than they did. */
export function partsThatChanged(before: string, now: string): Set<SeenPart> {
  const [then, since] = [before.split(' '), now.split(' ')];
  return new Set(seenParts.filter((_, index) => then[index] !== since[index]));
}
