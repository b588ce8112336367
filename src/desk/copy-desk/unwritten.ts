import type { ArticleFrontmatter } from '../../model/article.ts';
import { isDraft } from '../../model/interpret-article.ts';
import type { KeyRemark } from './stories.ts';

/** What a new story holds in place of words that are still to be written. */
export const unwritten = {
  description: 'To be written: what the story says, in one or two sentences.',
  alt: 'What is seen in the picture, for those who do not see it',
  caption: 'Who, where and when.',
  credit: 'Photographer, Agency',
  source: 'https://example.org/',
} as const;

/** Values of a story that is to go out, and that are still as `npm run new` wrote them. */
export function unwrittenRemarks(data: ArticleFrontmatter): KeyRemark[] {
  if (isDraft({ data })) return [];
  const { description, image } = data;
  const values = [
    [['description'], description, unwritten.description],
    [['image', 'alt'], image?.alt, unwritten.alt],
    [['image', 'caption'], image?.caption, unwritten.caption],
    [['image', 'credit'], image?.credit, unwritten.credit],
    [['image', 'source'], image?.source, unwritten.source],
  ] as const;
  return values.flatMap(([at, value, given]) => {
    if (value !== given) return [];
    const message = 'These words only say what is to stand here. Write it, or keep the story a draft.';
    return [{ code: 'unwritten', where: { at }, message } as const];
  });
}
