import type { ArticleFrontmatter, LeadImage } from '../../model/article.ts';
import { insecureAddress } from './links.ts';
import { loneMarkMessage, loneMarks } from './quotations.ts';
import type { KeyPlace, RemarkWords } from './remark.ts';
import { stockPhrases } from './stock-phrases.ts';
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
  const own = data.lang ?? language;
  return [
    ...capitals(title, description, own),
    ...standfirst(description),
    ...slips(['title'], title, own),
    ...slips(['description'], description, own),
    ...(image ? leadPicture(image, own) : []),
    ...notices('corrections', data.corrections, own),
    ...notices('updates', data.updates, own),
    ...addresses(data),
    ...unwrittenRemarks(data),
  ];
}

/**
 * A headline of several words in which nearly all letters are capitals. Those of abbreviations make none: one of its
 * words has to be long, or small as in a sentence.
 */
function capitals(title: string, description: string, language: string): KeyRemark[] {
  if (!/\p{Lu}{4}/u.test(title)) return [];
  const { letters, isLoud } = loudness(title);
  if (letters < 10 || !isLoud || !/\p{L}\P{L}+\p{L}/u.test(title)) return [];
  const { small } = stockPhrases(language);
  const isWord = (word: string) =>
    small.has(word.toLowerCase()) || (word.length > 4 && !abbreviations.has(word));
  // What the standfirst writes in capitals, too, is written so.
  const others = new Set(loudness(description).isLoud ? [] : capitalWords(description));
  if (!capitalWords(title).some((word) => isWord(word) && !others.has(word))) return [];
  const message = 'The headline is in capitals. Write it as a sentence.';
  return [{ code: 'headline-capitals', where: { at: ['title'] }, message }];
}

/** How many letters a text has, and whether nearly all of them are capitals. */
function loudness(text: string): { letters: number; isLoud: boolean } {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const large = text.match(/\p{Lu}/gu)?.length ?? 0;
  return { letters, isLoud: large >= letters * 0.8 };
}

const capitalWords = (text: string): string[] => text.match(/(?<![\p{L}\p{N}])\p{Lu}{2,}(?!\p{L})/gu) ?? [];

/** Abbreviations as long as words. */
const abbreviations = new Set(
  (
    'ASEAN AUKUS BRICS CHOGM COVID DARPA ECOWAS EUROPOL FRONTEX GDPR INTERPOL LGBTQ LGBTQI MONUSCO NAFTA OECD UNESCO UNFCCC ' +
    'UNHCR UNICEF UNIFIL UNRWA UNSC USAID USMCA'
  ).split(' '),
);

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

function leadPicture({ alt, caption }: LeadImage, language: string): KeyRemark[] {
  return altRemarks(alt, caption, language).map((words) => ({ ...words, where: { at: ['image', 'alt'] } }));
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

/**
 * What is wrong with the alternative text of a picture.
 * @param language BCP 47 tag of its words
 */
export function altRemarks(alt: string, caption: string | undefined, language: string): RemarkWords[] {
  const remarks: RemarkWords[] = [];
  const [opening] = stockPhrases(language).picture.exec(alt) ?? [];
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

const wordsOf = (text: string) =>
  new Set(
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu),
  );

/**
 * Whether no word of a correction or update says what is meant, as in “Corrected an error.”
 * @param language BCP 47 tag of the words
 */
export function isEmptyNotice(text: string, language: string): boolean {
  const { sayNothing } = stockPhrases(language);
  return ![...wordsOf(text)].some((word) => !sayNothing.has(word));
}

/** Corrections and updates of which no word says what is meant. */
function notices(
  key: 'corrections' | 'updates',
  entries: { text: string }[] | undefined,
  language: string,
): KeyRemark[] {
  if (!entries) return [];
  return entries.flatMap(({ text }, index) => {
    if (!isEmptyNotice(text, language)) return [];
    const what = key === 'corrections' ? 'what was wrong and what is right' : 'what is new';
    const message = `“${text}” does not say ${what}. Say it in a sentence.`;
    return [{ code: 'empty-correction', where: { at: [key, index, 'text'] }, message } as const];
  });
}
