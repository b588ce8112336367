import { fromHtml } from 'hast-util-from-html';
import type { Nodes } from 'hast';
import type { ArticleKind } from '../../model/article.ts';
import type { ReadDate } from './date-forms.ts';
import type { Note } from './notes.ts';
import type { WireBlock } from './wire-copy.ts';

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
  const withoutTags = text.replace(
    /<\/?(?:a|abbr|b|blockquote|br|cite|code|div|em|h[1-6]|i|img|li|mark|ol|p|q|small|span|strong|sub|sup|u|ul)\b[^<>]*>/gi,
    ' ',
  );
  const decoded = withoutTags.includes('&')
    ? textOf(fromHtml(withoutTags.replaceAll('<', '&lt;'), { fragment: true }))
    : withoutTags;
  return decoded.replace(/\s+/g, ' ').trim();
}

const textOf = (node: Nodes): string =>
  node.type === 'text' ? node.value : 'children' in node ? node.children.map(textOf).join('') : '';

/** Letters of a standfirst, at most; search engines show hardly more. */
const standfirstLength = 200;

/** A standfirst for a story that has none: the first sentences of its text, as many as fit, or a part of the first. */
export function firstSentences(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= standfirstLength) return line;
  const ends = [...line.slice(0, standfirstLength + 1).matchAll(/[.!?…]["”’)»]*(?= [\p{Lu}\p{N}“‘"'«(])/gu)];
  // After a short word with a point, such as "Oct." or "Mr.", a sentence hardly ends.
  const end = ends.findLast(({ index }) => !/(?:^|[ (])\p{L}{1,4}$/u.test(line.slice(0, index)));
  if (end && end.index > 40) return line.slice(0, end.index + end[0].length);
  return `${line.slice(0, standfirstLength - 1).replace(/[\s,;:–—-]+\S*$/, '')}…`;
}
