import { parseYaml } from '../../content/frontmatter.ts';
import { placeAt, type Place } from '../../content/mistake.ts';
import { cutFrontmatter, type CutFile } from '../../lib/frontmatter.ts';
import type { ArticleFrontmatter } from '../../model/article.ts';
import { ignoresOf } from './ignores.ts';
import { placeOfKey } from './key-places.ts';
import { insecureLinkRemarks } from './links.ts';
import { pictureTextRemarks } from './pictures.ts';
import { proseOf } from './prose.ts';
import { quotationRemarks } from './quotations.ts';
import { leadPictureKey, type KeyPlace, type RemarkWords, type TextRemark } from './remark.ts';
import type { CopyCode } from './rules.ts';
import { frontmatterRemarks } from './stories.ts';
import { isTidy } from './tidy.ts';
import { unwrittenTextRemarks } from './unwritten.ts';
import { doubledWordRemarks } from './words.ts';

/** What the copy desk says of one file by itself. Plain data: it is kept in the cache. */
export interface TextReport {
  /** On the text. */
  remarks?: PlacedWords[];
  /** On the frontmatter of a story, and on what follows from it; of use when that has no mistakes. */
  ofKeys?: PlacedWords[];
  /** Warnings that are not to be told of this file. */
  ignored?: CopyCode[];
  /** Comments that are to silence a warning and do not. */
  mistakes?: { line: number; column: number; message: string }[];
  /** Where a story names its lead picture, of use as `ofKeys` is: the size of many a picture is warned of. */
  leadPicture?: Place;
  /** Whether spaces and line ends could be tidied without a change to the story. */
  isUntidy?: true;
}

/** A remark at its place in the file. */
type PlacedWords = RemarkWords & { line: number; column: number };

/**
 * Reads the text of a story or page.
 * @param path content path: its ending decides whether it is MDX
 * @param text the whole file
 * @param language BCP 47 tag of the paper, for texts without their own
 * @param data the frontmatter, where somebody has read it and found no mistake
 */
export function readText(path: string, text: string, language: string, data?: unknown): TextReport {
  const cut = cutFrontmatter(text) ?? { frontmatter: '', bodyOffset: 0 };
  const { codes, mistakes } = ignoresOf(text, cut.bodyOffset);
  const own = /^lang:[ \t]*["']?([\w-]+)/m.exec(cut.frontmatter)?.[1];
  const prose = proseOf(text, cut.bodyOffset, path.endsWith('.mdx'));
  const found: TextRemark[] = [
    ...doubledWordRemarks(prose, own ?? language),
    ...quotationRemarks(prose),
    ...insecureLinkRemarks(prose),
    ...pictureTextRemarks(prose, own ?? language),
  ];
  const { ofKeys = [], leadPicture } = path.startsWith('articles/')
    ? readKeys(text, cut, language, data)
    : {};
  const placed = found.map(({ code, message, offset }) => ({ code, message, ...placeAt(text, offset) }));
  return {
    ...(placed.length > 0 && { remarks: placed }),
    ...(ofKeys.length > 0 && { ofKeys }),
    ...(leadPicture && { leadPicture }),
    ...(codes.size > 0 && { ignored: [...codes] }),
    ...(mistakes.length > 0 && {
      mistakes: mistakes.map(({ offset, message }) => ({ ...placeAt(text, offset), message })),
    }),
    ...(!isTidy(text) && { isUntidy: true }),
  };
}

/** What the frontmatter of a story shows, at its places. */
function readKeys(
  text: string,
  { frontmatter, bodyOffset }: CutFile,
  language: string,
  known: unknown,
): Pick<TextReport, 'ofKeys' | 'leadPicture'> {
  let content: ReturnType<typeof parseYaml> | undefined;
  const parsed = () => (content ??= parseYaml(frontmatter, 2));
  const data = known ?? (parsed().mistakes.length > 0 ? undefined : parsed().data);
  if (!isStory(data)) return {};
  const place = (where: KeyPlace) => placeOfKey(text, bodyOffset, where, (at) => parsed().placeOf(at));
  return {
    ofKeys: [
      ...frontmatterRemarks(data, language).map(({ where, ...words }) => ({ ...words, ...place(where) })),
      ...unwrittenTextRemarks(text, bodyOffset, data).map(({ code, message, offset }) => ({
        ...{ code, message },
        ...placeAt(text, offset),
      })),
    ],
    ...(data.image && { leadPicture: place({ at: leadPictureKey }) }),
  };
}

/** Whether data have the form of a story's frontmatter, as far as the rules look at it. */
function isStory(data: unknown): data is ArticleFrontmatter {
  const { title, description, lang, image, source, corrections, updates } = asGroup(data);
  const texts = [
    lang,
    ...['alt', 'caption', 'source'].map((key) => asGroup(image)[key]),
    asGroup(source).url,
  ];
  const notices = [corrections ?? [], updates ?? []];
  return (
    typeof title === 'string' &&
    typeof description === 'string' &&
    (image === undefined || typeof asGroup(image).alt === 'string') &&
    texts.every((text) => text === undefined || typeof text === 'string') &&
    notices.every(
      (list) => Array.isArray(list) && list.every((entry) => typeof asGroup(entry).text === 'string'),
    )
  );
}

const asGroup = (value: unknown) =>
  (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
