import { agencyOf } from '../agencies.ts';
import { readDate, type DateRules, type ReadDate } from '../date-forms.ts';
import { quoted, Refusal, type Note } from '../notes.ts';
import { splitCaption, type PhotoCaption } from './photo-caption.ts';
import type { WireBlock, WireCopy } from './wire-copy.ts';
import type { Passage } from './wire-lines.ts';
import { isFullName, isPersonal, namesOf, spelt } from './wire-names.ts';

const mailKey =
  /^(From|To|Cc|Bcc|Reply-To|Subject|Date|Sent|Message-ID|Return-Path|Received|MIME-Version|Content-[\w-]+|X-[\w-]+): ?(.*)$/i;

/** Copy that came as a letter: its subject is the headline, and its date the date; the rest of its head is none of it. */
export function withoutMailHead(lines: Passage[], notes: Note[]): Passage[] {
  const end = lines.findIndex(({ text, isApart }, index) => !mailKey.test(text) || (isApart && index > 0));
  const keys = lines.slice(0, end).map((line) => ({ line, match: mailKey.exec(line.text)! }));
  const subject = keys.find(({ match }) => match[1]!.toLowerCase() === 'subject');
  if (!subject || keys.length < 2) return lines;
  const date = keys.find(({ match }) => /^(?:date|sent)$/i.test(match[1]!));
  const others = keys.filter((key) => key !== subject && key !== date).map(({ match }) => match[0]);
  if (others.length > 0) {
    notes.push({
      kind: 'left',
      what: 'the head of a letter: not taken over',
      detail: others.join('; '),
      line: keys[0]!.line.line,
    });
  }
  const wanted = [subject, ...(date ? [date] : [])].map(({ line, match }) => ({
    ...line,
    text: match[2]!,
    isApart: true,
  }));
  return [...wanted.filter(({ text }) => text !== ''), ...lines.slice(end)];
}

/** What stands above the text. */
export type Head = Pick<
  WireCopy,
  'headline' | 'standfirst' | 'bylines' | 'published' | 'updated' | 'photo' | 'categories' | 'tags'
> & {
  /** Captions of pictures besides the first. */
  captions: WireBlock[];
  /** How many lines it takes. */
  length: number;
};

/** Letters of a line that holds names or dates and nothing else, at most. */
const longestLine = 200;

/** Lines below the headline among which a byline or a date is looked for. */
const headLines = 8;

/**
 * Reads headline, bylines, dates and captions, up to the first line of the text.
 * @throws {Refusal} when there is no headline or no date.
 */
export function readHead(lines: Passage[], rules: DateRules, notes: Note[]): Head {
  const head: Omit<Head, 'published'> & { published?: ReadDate } = {
    headline: lines[0]!.text.replace(/^(?:headline|title)\s*:\s*/i, ''),
    bylines: [],
    captions: [],
    categories: [],
    tags: [],
    length: 1,
  };
  const isHead = ({ text }: Passage) =>
    bylineOf(text, rules) !== undefined || datesOf(text, rules) !== undefined;
  if (isHead(lines[0]!)) {
    const { line, text } = lines[0]!;
    throw new Refusal(line, `The copy begins with ${quoted(text)}; expected its headline on the first line.`);
  }
  while (head.length < lines.length) {
    const passage = lines[head.length]!;
    const { text, line, isApart } = passage;
    const byline = bylineOf(text, rules);
    const dates = datesOf(byline?.rest ?? text, rules);
    const caption = captionOf(text);
    const next = lines[head.length + 1];
    const alone =
      head.bylines.length === 0 && isApart && next && datesOf(next.text, rules)
        ? namesAlone(text)
        : undefined;
    const [, key, value = ''] = listKey.exec(text) ?? [];
    if (byline && (dates || byline.rest === '')) head.bylines.push(...byline.names);
    if (dates) {
      // A second date, behind a word such as "Updated:" or without any, is that of a change.
      const updated = dates.updated ?? (head.published ? dates.published : undefined);
      head.published ??= dates.published;
      if (updated) head.updated = updated;
    } else if (byline && byline.rest === '') {
      // Nothing but names.
    } else if (key !== undefined) {
      const entries = value.split(/\s*[,;]\s*/).filter((entry) => entry !== '');
      (/^(?:tags|key|schlag|mots)/i.test(key) ? head.tags : head.categories).push(...entries);
      notes.push({ kind: 'mapped', what: 'a key of the copy', detail: text, line });
    } else if (alone) {
      head.bylines.push(...alone);
      notes.push({
        kind: 'guessed',
        what: 'byline from names above the date',
        detail: text,
        line,
        key: 'authors',
      });
    } else if (caption && (head.published || head.bylines.length > 0)) {
      if (head.photo) head.captions.push({ caption: text, line });
      else head.photo = { ...caption, line };
    } else if (!head.published && lines.slice(head.length + 1, head.length + headLines).some(isHead)) {
      // A headline of two lines, or a line between headline and byline.
      if (!isApart && head.length === 1) head.headline += ` ${text}`;
      else head.standfirst = head.standfirst === undefined ? text : `${head.standfirst} ${text}`;
    } else {
      break;
    }
    head.length++;
  }
  const { published } = head;
  if (!published) {
    const { line, text } = lines[Math.min(head.length, lines.length - 1)]!;
    throw new Refusal(
      line,
      `The copy has no date below its headline; expected a line such as “October 02, 2024” before the text, found ${quoted(text)}.`,
    );
  }
  const names = head.bylines.map(spelt);
  for (const [index, name] of names.entries()) {
    const written = head.bylines[index]!;
    if (name !== written)
      notes.push({ kind: 'mended', what: 'a name in capitals', detail: `${written} → ${name}` });
  }
  head.bylines = names;
  if (published.doubt) notes.push({ kind: 'guessed', what: 'date', detail: published.doubt, key: 'pubDate' });
  if (head.bylines.length > 0)
    notes.push({ kind: 'mapped', what: 'byline', detail: head.bylines.join(', ') });
  return { ...head, published };
}

/**
 * The names of a byline, and what else stands in its line, such as a date.
 * @returns nothing for any other line
 */
function bylineOf(text: string, rules: DateRules): { names: string[]; rest: string } | undefined {
  if (text.length > longestLine) return undefined;
  const [, prefix, line = ''] = bylineWord.exec(text) ?? [];
  const [names, rest] = cutDate(prefix === undefined ? text.replace(/^\((.+)\)$/, '$1') : line, rules);
  const list = namesOf(names);
  const isAgency = (name: string) => agencyOf(name) !== undefined;
  // A sentence may begin with "By", and so may the story.
  const isName = (name: string) => isAgency(name) || isPersonal(name);
  const isByline =
    prefix === undefined
      ? list.some(isAgency) && list.every((name) => isAgency(name) || isFullName(name))
      : /^(?:source|quelle|источник|джерело|по |за )/iu.test(prefix)
        ? list.every(isAgency)
        : // What these words begin may well be a headline.
          /^(?:story|report)/i.test(prefix)
          ? list.every((name) => isAgency(name) || isFullName(name))
          : list.every(isName);
  return list.length > 0 && isByline ? { names: list, rest } : undefined;
}

/** Names and nothing else on a line: no word says that they are a byline, but one is expected there. */
function namesAlone(text: string): string[] | undefined {
  if (text.length > longestLine) return undefined;
  const names = namesOf(text.replace(/^[-–—]\s*/, ''));
  const areNames = names.every((name) => isFullName(name) && name.split(' ').length <= 3);
  return names.length > 0 && areNames && !/[.!?:]$/.test(text) ? names : undefined;
}

/** A line that says where the story belongs. */
const listKey =
  /^(section|category|rubrik|ressort|rubrique|рубрика|розділ|tags|keywords|schlagw[oö]rter|mots[- ]clés)\s*:\s*(\S.*)$/iu;

/** Words before the names of a byline; behind some of them only the name of an agency is one. */
const bylineWord =
  /^((?:by|von|par|por|di|authors?|byline|written by|(?:story|report(?:ing)?) by|autor(?:in|en)?|auteurs?|autore|автор[иы]?|по материалам|за матеріалами)(?=[\s:])|(?:text|texte|текст|source|quelle|источник|джерело)(?=\s?:))\s*:?\s+(.+)$/iu;

/** What stands before a date at the end of a line, and the date. */
function cutDate(text: string, rules: DateRules): [before: string, date: string] {
  for (const { index, 0: divider } of text.matchAll(/\s*[,|·•/]\s+|\s+[–—-]\s+|\s+(?=\d)/g)) {
    const rest = text.slice(index + divider.length);
    if (readDate(rest, rules)) return [text.slice(0, index), rest];
  }
  return [text, ''];
}

/** The dates of a line that holds nothing else: `October 02, 2024`, `Published: … | Updated: …`. */
function datesOf(text: string, rules: DateRules): { published: ReadDate; updated?: ReadDate } | undefined {
  if (text.length > longestLine) return undefined;
  const whole = readDate(text, rules);
  if (whole) return { published: whole };
  const [, first, second] =
    /^(.+?)\s*[|·•;,(/–—-]?\s*\(?((?:last )?(?:updated|modified|aktualisiert|mis à jour|modifié|actualizado|обновлено|оновлено)(?=[\s:]).*?)\)?$/iu.exec(
      text,
    ) ?? [];
  const [published, updated] = [first, second].map((part) =>
    readDate(part?.replace(/^last /i, '') ?? '', rules),
  );
  return published && updated ? { published, updated } : undefined;
}

/** A photo caption, also behind a word such as "Photo caption:". */
export function captionOf(text: string): PhotoCaption | undefined {
  return splitCaption(
    text.replace(
      /^(?:(?:photo )?caption|image caption|in the photo|bildunterschrift|légende|на фото|на снимке)\s*:\s*/iu,
      '',
    ),
  );
}
