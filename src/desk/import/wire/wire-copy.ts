import type { DateRules, ReadDate } from '../date-forms.ts';
import { Refusal, type Note } from '../notes.ts';
import type { PhotoCaption } from './photo-caption.ts';
import { readBody, takeDateline } from './wire-body.ts';
import { readHead, withoutMailHead } from './wire-head.ts';
import { joinLines, passagesOf } from './wire-lines.ts';

/** A story as an agency or a newspaper hands it over in plain text, taken apart. */
export interface WireCopy {
  headline: string;
  /** What stands between headline and byline. */
  standfirst?: string;
  /** Persons and agencies, in their order. */
  bylines: string[];
  published: ReadDate;
  updated?: ReadDate;
  /** Sections and topics that its head names. */
  categories: string[];
  tags: string[];
  /** The place the story was filed from. */
  dateline?: string;
  photo?: PhotoCaption & { line: number };
  body: WireBlock[];
  /** Who else worked on it, and how: "reporting". */
  contributors: { name: string; role: string }[];
  /** Web address of the original. */
  address?: string;
  notes: Note[];
}

/** A paragraph, a pointer to another story by its headline, or the caption of a picture besides the first. */
export type WireBlock = { line: number } & (
  { text: string } | { related: string; address?: string } | { caption: string }
);

/**
 * Takes wire copy apart: headline; byline, date and photo caption in any order; paragraphs, with pointers to
 * related stories between them; contributors and the original's address at the end. Empty lines may stand
 * anywhere.
 * @param text lines end in `\n`
 * @throws {Refusal} when there is no headline, no date or no text.
 */
export function readWireCopy(text: string, rules: DateRules): WireCopy {
  const notes: Note[] = [];
  const lines = withoutMailHead(passagesOf(text), notes);
  const [first] = lines;
  if (!first) throw new Refusal(1, 'The file is empty.');
  const stray = text.trimEnd().match(/^(?:[^\S\n]*\n)+|\n(?:[^\S\n]*\n){2,}(?=.)/g) ?? [];
  if (stray.length > 0) {
    notes.push({
      kind: 'mended',
      what: 'stray empty lines',
      detail: `in ${stray.length === 1 ? 'one place' : `${stray.length} places`}`,
    });
  }
  const { length, captions, ...head } = readHead(lines, rules, notes);
  const { photo, ...tail } = readBody(joinLines(lines.slice(length), notes), notes, head);
  tail.body.unshift(...captions);
  const dateline = takeDateline(tail.body, head.bylines, notes);
  if (!tail.body.some((block) => 'text' in block)) {
    const last = lines.at(-1)!;
    throw new Refusal(last.line, 'The copy has no paragraph below its headline and date; expected its text.');
  }
  if (head.bylines.length === 0) {
    notes.push({ kind: 'left', what: 'no byline: add "authors"' });
  }
  const paragraphs = tail.body.filter((block) => 'text' in block).length;
  const detail = `headline, date (${head.published.written}), ${paragraphs} ${paragraphs === 1 ? 'paragraph' : 'paragraphs'}`;
  notes.unshift({ kind: 'mapped', what: 'the parts of the copy', detail });
  return { ...head, ...(photo && { photo }), ...tail, ...(dateline !== undefined && { dateline }), notes };
}
