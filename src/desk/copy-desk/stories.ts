import type { ArticleFrontmatter, LeadImage } from '../../model/article.ts';
import { insecureAddress } from './links.ts';
import { loneMarkMessage, loneMarks } from './quotations.ts';
import type { KeyPlace, RemarkWords } from './remark.ts';
import { unwrittenRemarks } from './unwritten.ts';
import { doubledWordMessage, doubledWords } from './words.ts';

/** A remark on a key of a story. */
export type KeyRemark = RemarkWords & { where: KeyPlace };

/** Above this number of characters even patient search engines cut a standfirst off. */
export const longestStandfirst = 200;

/**
 * What the frontmatter of a story shows by itself.
 * @param language of the paper; the story's own goes before it
 */
export function frontmatterRemarks(data: ArticleFrontmatter, language: string): KeyRemark[] {
  const { title, description, image } = data;
  return [
    ...capitals(title),
    ...standfirst(description),
    ...slips(['title'], title, data.lang ?? language),
    ...slips(['description'], description, data.lang ?? language),
    ...(image ? leadPicture(image) : []),
    ...notices('corrections', data.corrections),
    ...notices('updates', data.updates),
    ...addresses(data),
    ...unwrittenRemarks(data),
  ];
}

/** A headline of several words in which nearly all letters are capitals. */
function capitals(title: string): KeyRemark[] {
  if (!/\p{Lu}{4}/u.test(title)) return [];
  const letters = title.match(/\p{L}/gu)!.length;
  const large = title.match(/\p{Lu}/gu)!.length;
  if (letters < 10 || large < letters * 0.8 || !/\p{L}\P{L}+\p{L}/u.test(title)) return [];
  const message = 'The headline is in capitals. Write it as a sentence.';
  return [{ code: 'headline-capitals', where: { at: ['title'] }, message }];
}

function standfirst(description: string): KeyRemark[] {
  if (description.length <= longestStandfirst) return [];
  const { length } = Array.from(description);
  if (length <= longestStandfirst) return [];
  const message = `The standfirst has ${length} characters; search results show about 160. Bring it below ${longestStandfirst}.`;
  return [{ code: 'long-standfirst', where: { at: ['description'] }, message }];
}

/** Doubled words and lone quotation marks in a value. */
function slips(at: KeyPlace['at'], text: string, language: string): KeyRemark[] {
  const words = doubledWords(text, language).map((found): KeyRemark => {
    const phrase = text.slice(found.offset, found.extra.end);
    return { code: 'doubled-word', where: { at, phrase }, message: doubledWordMessage(found) };
  });
  const marks = /["“”„«»]/.test(text) ? loneMarks(text) : [];
  return [
    ...words,
    ...marks.map((mark): KeyRemark => ({
      code: 'open-quotation',
      where: { at, phrase: mark.mark },
      message: loneMarkMessage(mark),
    })),
  ];
}

function leadPicture({ alt, caption }: LeadImage): KeyRemark[] {
  return altRemarks(alt, caption).map((words) => ({ ...words, where: { at: ['image', 'alt'] } }));
}

function addresses({ source, image }: ArticleFrontmatter): KeyRemark[] {
  const written = [
    [['source', 'url'], source?.url],
    [['image', 'source'], image?.source],
  ] as const;
  return written.flatMap(([at, url]) => {
    const words = url === undefined ? undefined : insecureAddress(url);
    return words ? [{ ...words, where: { at } }] : [];
  });
}

/** What is wrong with the alternative text of a picture. */
export function altRemarks(alt: string, caption: string | undefined): RemarkWords[] {
  const remarks: RemarkWords[] = [];
  const [opening] =
    /^(?:an? |the )?(?:image|picture|photo|photograph|pic|graphic)(?: (?:of|showing|with)\b| that shows\b|:)/i.exec(
      alt,
    ) ?? [];
  if (opening !== undefined) {
    remarks.push({
      code: 'alt-image-of',
      message: `The alternative text begins with “${opening}”, which screen readers say themselves. Begin with what is seen.`,
    });
  }
  if (caption !== undefined && saysTheSame(alt, caption)) {
    remarks.push({
      code: 'alt-repeats-caption',
      message: 'The alternative text repeats the caption. Say what is seen, for those who cannot see it.',
    });
  }
  return remarks;
}

/** Whether two texts have nearly all their words in common. */
function saysTheSame(a: string, b: string): boolean {
  const [first, second] = [wordsOf(a), wordsOf(b)];
  if (first.size === 0 || second.size === 0) return false;
  const shared = first.intersection(second).size;
  return shared >= 0.8 * Math.max(first.size, second.size) || (first.size > 3 && shared === first.size);
}

const wordsOf = (text: string) => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu));

/** Words that say that something changed, and not what. */
const sayNothing = new Set(
  (
    'a an the this that story article report text piece was were is are has have been be and or of in on to we it its some ' +
    'correction corrections corrected correct error errors mistake mistakes fixed fix typo typos amended amend edited edit ' +
    'update updated updates changed change changes clarified clarification minor small various several tbd todo tba xxx'
  ).split(' '),
);

/** Whether no word of a correction or update says what is meant, as in “Corrected an error.” */
export const isEmptyNotice = (text: string): boolean =>
  ![...wordsOf(text)].some((word) => !sayNothing.has(word));

/** Corrections and updates of which no word says what is meant. */
function notices(key: 'corrections' | 'updates', entries: { text: string }[] | undefined): KeyRemark[] {
  if (!entries) return [];
  return entries.flatMap(({ text }, index) => {
    if (!isEmptyNotice(text)) return [];
    const what = key === 'corrections' ? 'what was wrong and what is right' : 'what is new';
    const message = `“${text}” does not say ${what}. Say it in a sentence.`;
    return [{ code: 'empty-correction', where: { at: [key, index, 'text'] }, message } as const];
  });
}
