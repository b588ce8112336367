import { parseYaml } from '../../content/frontmatter.ts';
import { placeAt } from '../../content/mistake.ts';
import { cutFrontmatter } from '../../lib/frontmatter.ts';
import type { ArticleFrontmatter } from '../../model/article.ts';
import { ignoresOf } from './ignores.ts';
import { placeOfKey } from './key-places.ts';
import { insecureLinkRemarks } from './links.ts';
import { pictureTextRemarks } from './pictures.ts';
import { proseOf } from './prose.ts';
import { quotationRemarks } from './quotations.ts';
import type { TextRemark } from './remark.ts';
import type { CopyCode } from './rules.ts';
import { frontmatterRemarks } from './stories.ts';
import { isTidy } from './tidy.ts';
import { doubledWordRemarks } from './words.ts';

/** What the copy desk says of one file's text by itself. Plain data: it is kept in the cache. */
export interface TextReport {
  remarks?: { code: CopyCode; line: number; column: number; message: string }[];
  /** Warnings that are not to be told of this file. */
  ignored?: CopyCode[];
  /** Comments that are to silence a warning and do not. */
  mistakes?: { line: number; column: number; message: string }[];
  /** Whether spaces and line ends could be tidied without a change to the story. */
  isUntidy?: true;
}

/** What the reading of a text goes by, besides the text. */
interface TextOptions {
  /** Content path: its ending decides whether it is MDX. */
  path: string;
  /** Whether it is a story of which the frontmatter was found sound. */
  isSoundStory: boolean;
  /** BCP 47 tag of the paper, for texts without their own. */
  language: string;
}

/**
 * Reads the text of a story or page.
 * @param text the whole file
 */
export function readText(text: string, { path, isSoundStory, language }: TextOptions): TextReport {
  const { frontmatter = '', bodyOffset = 0 } = cutFrontmatter(text) ?? {};
  const { codes, mistakes } = ignoresOf(text, bodyOffset);
  const own = /^lang:[ \t]*["']?([\w-]+)/m.exec(frontmatter)?.[1];
  const prose = proseOf(text, bodyOffset, path.endsWith('.mdx'));
  const found: TextRemark[] = [
    ...doubledWordRemarks(prose, own ?? language),
    ...quotationRemarks(prose),
    ...insecureLinkRemarks(prose),
    ...pictureTextRemarks(prose),
  ];
  const remarks = [
    ...(isSoundStory ? keyRemarks(text, frontmatter, bodyOffset, language) : []),
    ...found.map(({ code, message, offset }) => ({ code, ...placeAt(text, offset), message })),
  ];
  return {
    ...(remarks.length > 0 && { remarks }),
    ...(codes.size > 0 && { ignored: [...codes] }),
    ...(mistakes.length > 0 && {
      mistakes: mistakes.map(({ offset, message }) => ({ ...placeAt(text, offset), message })),
    }),
    ...(!isTidy(text) && { isUntidy: true }),
  };
}

/** What the frontmatter of a story shows, at its places. */
function keyRemarks(
  text: string,
  frontmatter: string,
  bodyOffset: number,
  language: string,
): NonNullable<TextReport['remarks']> {
  const { data, placeOf } = parseYaml(frontmatter, 2);
  return frontmatterRemarks(data as ArticleFrontmatter, language).map(({ code, message, where }) => ({
    ...{ code, message },
    ...placeOfKey(text, bodyOffset, where, placeOf),
  }));
}
