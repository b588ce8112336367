import type { ArticleFrontmatter } from '../../model/article.ts';
import { isDraft } from '../../model/interpret-article.ts';
import type { TextRemark } from './remark.ts';
import type { KeyRemark } from './stories.ts';

/** What a new story holds in place of words that are still to be written. */
export const unwritten = {
  description: 'To be written: what the story says, in one or two sentences.',
  alt: 'What is seen in the picture, for those who do not see it',
  caption: 'Who, where and when.',
  credit: 'Photographer, Agency',
  source: 'https://example.org/',
  paragraph: 'The first paragraph.',
} as const;

const message = 'These words only say what is to stand here. Write it, or keep the story a draft.';

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
    return [{ code: 'unwritten', where: { at }, message } as const];
  });
}

/**
 * The first paragraph of a story that is to go out, where it is still that of `npm run new`.
 * @param text the whole file
 */
export function unwrittenTextRemarks(
  text: string,
  bodyOffset: number,
  data: ArticleFrontmatter,
): TextRemark[] {
  const offset = text.indexOf(unwritten.paragraph, bodyOffset);
  if (offset === -1 || isDraft({ data })) return [];
  const rest = text.slice(offset + unwritten.paragraph.length);
  const isFirst = text.slice(bodyOffset, offset).trim() === '' && /^\s*?(?:\n|$)/.test(rest);
  return isFirst ? [{ code: 'unwritten', message, offset }] : [];
}
