import { fromHtml } from 'hast-util-from-html';
import type { Nodes } from 'hast';
import type { ArticleKind } from '../../model/article.ts';
import type { ReadDate } from './date-forms.ts';
import type { Note } from './notes.ts';
import { isLabelledCaption } from './wire/photo-caption.ts';
import type { WireBlock } from './wire/wire-copy.ts';

/** A story as a file of another system holds it, before it has a place in the paper. */
export interface StoryCopy {
  /** Absolute path of the file that was read. */
  file: string;
  title: string;
  /** The standfirst, when the file has one. */
  description?: string;
  published: ReadDate;
  updated?: ReadDate;
  /** Bylines in order, as names. */
  authors: string[];
  contributors: { name: string; role: string }[];
  kicker?: string;
  dateline?: string;
  tags: string[];
  /** What may say to which section it belongs: categories of the old system. */
  categories: string[];
  series?: string;
  picture?: PictureCopy;
  /** The original; without a name it is named by its host. */
  source?: { url: string; name?: string; canonical?: boolean };
  kind?: ArticleKind;
  guid?: string;
  isDraft: boolean;
  /** BCP 47 tag. */
  lang?: string;
  /** What the last part of its address should be. */
  slug: string;
  /** Paths at which it was read before. */
  oldAddresses: string[];
  body: CopyBody;
  notes: Note[];
}

/** The text of a story, not yet that of the paper. */
export type CopyBody =
  | { kind: 'wire'; blocks: WireBlock[] }
  /** `line`: where the text begins in its file, from 1. */
  | { kind: 'markdown'; text: string; line: number; isMdx: boolean };

/** A picture as the copy names it; what it does not say is absent. */
export interface PictureCopy {
  /** Path or address, as it is written. */
  src?: string;
  alt?: string;
  caption?: string;
  credit?: string;
  /** Web address where it comes from. */
  source?: string;
  /** Line of the file that was read, from 1. */
  line?: number;
}

/** Text for frontmatter: HTML tags taken out, character references as the characters they stand for, one line. */
export function plainText(text: string): string {
  const withoutTags = text
    .replace(/<\/?(?:blockquote|br|div|h[1-6]|hr|img|li|ol|p|ul)\b[^<>]*>/gi, ' ')
    .replace(/<\/?(?:a|abbr|b|cite|code|em|i|mark|q|small|span|strong|sub|sup|u)\b[^<>]*>/gi, '');
  const decoded = withoutTags.includes('&')
    ? textOf(fromHtml(withoutTags.replaceAll('<', '&lt;'), { fragment: true }))
    : withoutTags;
  return decoded.replace(/\s+/g, ' ').trim();
}

const textOf = (node: Nodes): string =>
  node.type === 'text' ? node.value : 'children' in node ? node.children.map(textOf).join('') : '';

/** Letters of a standfirst, at most; search engines show hardly more. */
const standfirstLength = 200;

/** Short forms behind which a sentence goes on; those of one letter are told by that. */
const shortForms = new Set(
  (
    'mr mrs ms mx messrs dr prof rev hon gen maj lt col capt cpl sgt adm cmdr gov sen rep pres st ste mt ft jr sr vs etc ' +
    'no nos fig vol inc ltd co corp bros dept univ approx est jan feb mar apr jun jul aug sep sept oct nov dec mon tue ' +
    'tues wed thu thurs fri sat sun ave blvd rd cf al ' +
    'bzw ca evtl ggf nr str bd hl hr fr geb inkl usw vgl abs art mio mrd ' +
    'mm mme mlle mgr sra srta ud uds av sig dott ' +
    'гг ул им тыс млн млрд руб коп см стр др пр проф акад ген обл гор пос просп вул бул грн'
  ).split(' '),
);

/** Whether what ends before a full stop is a whole sentence: neither an initial, a short form nor a day such as `2.`. */
function isSentence(text: string): boolean {
  const word = /[\p{L}\p{M}\p{N}.]*$/u.exec(text)![0];
  return !/(?:^|\.)\p{L}\p{M}*$|^\d{1,2}$/u.test(word) && !shortForms.has(word.toLowerCase());
}

/** A standfirst for a story that has none: the first sentences of its text, as many as fit, or a part of the first. */
export function firstSentences(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= standfirstLength) return line;
  // A question or cry in quotation marks may be followed by who it comes from.
  const ends = [
    ...line
      .slice(0, standfirstLength + 1)
      .matchAll(/(?:(?:\.|…)["”’»)]*|[!?])(?= [\p{Lu}\p{Lo}\p{N}“‘„"'«(])|[。！？]["”』」]*/gu),
  ];
  const end = ends.findLast(
    ({ index, 0: sign }) => !sign.startsWith('.') || isSentence(line.slice(0, index)),
  );
  if (end && end.index > 40) return line.slice(0, end.index + end[0].length);
  const cut = line.slice(0, standfirstLength - 1);
  const clause = /^.{80,}(?=[,;:](?: |$)| [–—-]+ )/u.exec(cut)?.[0];
  return `${clause ?? (/\s/.test(cut) ? cut.replace(/[\s,;:–—-]+\S*$/, '') : cut)}…`;
}

/** Words before a paragraph that is no part of what a story tells. */
const remark =
  /^(?:editor[’']?s? note|note|nb|p\.?s|updated?|corrections?|clarification|disclaimer|disclosure|advertisement|sponsored|photos?|pictures?|image|video|watch|listen|read more|related|tl;?dr|anmerkung|hinweis|foto|bild|фото|видео|читайте также)(?: \([^()]*\)|,? \d[^.:]{0,20}| (?:by|credit)\b)?\s*:/iu;

/** The place and the agency before a text: `MOSCOW (AFP) —`, `Berlin (dpa) -`, `NEW YORK, Oct. 2 —`. */
const dateline =
  /^(?:\p{Lu}[\p{L}\p{M}.,'’/ -]{1,60}?(?:,? \d{1,2}(?: \p{L}+)?\.?(?:,? \d{4})?)? ?\([^()]{2,40}\)|[\p{Lu}\p{M}][\p{Lu}\p{M}.'’/ -]{2,40}(?:, \p{Lu}[\p{L}\p{M}. ]{1,30})?(?:,? \p{L}{3,10}\.? \d{1,2}|,? \d{1,2}\.? \p{L}{3,10}\.?)?(?:, \d{4})?)\s*(?:--?|[–—])\s+(?=\S)/u;

/**
 * What a paragraph says of its story, for a standfirst: without the place and the agency before it.
 * @returns nothing for a caption, a note to readers or what holds no sentence
 */
export function tellingText(paragraph: string): string | undefined {
  const line = paragraph.replace(/\s+/g, ' ').trim();
  const isAside = remark.test(line) || /^[([*].*[)\]*]$/.test(line) || isLabelledCaption(line);
  if (isAside || (line.match(/\p{L}/gu)?.length ?? 0) < 4 || /^https?:\/\/\S+$/.test(line)) return undefined;
  return line.replace(dateline, '');
}
