import { agencyOf } from './agencies.ts';
import { readDate, type DateRules, type ReadDate } from './date-forms.ts';
import { quoted, Refusal, type Note } from './notes.ts';
import { isLabelledCaption, splitCaption, type PhotoCaption } from './photo-caption.ts';

/** A story as an agency or a newspaper hands it over in plain text, taken apart. */
export interface WireCopy {
  headline: string;
  /** What stands between headline and byline. */
  standfirst?: string;
  /** Persons and agencies, in their order. */
  bylines: string[];
  published: ReadDate;
  updated?: ReadDate;
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

/** A line or several of the copy that belong together. */
interface Passage {
  text: string;
  /** From 1. */
  line: number;
  /** Whether an empty line stands before it, or it is indented as the first of a paragraph. */
  isApart: boolean;
}

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
  const stray = text.match(/^(?:[^\S\n]*\n)+|\n(?:[^\S\n]*\n){2,}(?=.)/g) ?? [];
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

const listSign = /^(?:[-–—*•]|\d+[.)])\s/;

/** The lines that hold something. White space of other kinds than the keyboard's counts as none here. */
function passagesOf(text: string): Passage[] {
  const passages: Passage[] = [];
  let [isApart, isIndented] = [false, false];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') {
      isApart = true;
      isIndented = false;
    } else {
      const last = passages.at(-1);
      const begins = /^(?: {2,}|\t)/.test(line);
      // Under the sign of a list it goes on.
      const isFirstLine = begins && !isIndented && last !== undefined && !listSign.test(last.text);
      passages.push({
        text: line.replace(/^[ \t]+|[ \t]+$/g, ''),
        line: index + 1,
        isApart: isApart || isFirstLine,
      });
      isApart = false;
      isIndented = begins;
    }
  }
  return passages;
}

const mailKey =
  /^(From|To|Cc|Bcc|Reply-To|Subject|Date|Sent|Message-ID|Return-Path|Received|MIME-Version|Content-[\w-]+|X-[\w-]+): ?(.*)$/i;

/** Copy that came as a letter: its subject is the headline, and its date the date; the rest of its head is none of it. */
function withoutMailHead(lines: Passage[], notes: Note[]): Passage[] {
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

type Head = Pick<WireCopy, 'headline' | 'standfirst' | 'bylines' | 'published' | 'updated' | 'photo'> & {
  /** Captions of pictures besides the first. */
  captions: WireBlock[];
  /** How many lines it takes. */
  length: number;
};

/** Lines below the headline among which a byline or a date is looked for. */
const headLines = 8;

function readHead(lines: Passage[], rules: DateRules, notes: Note[]): Head {
  const head: Omit<Head, 'published'> & { published?: ReadDate } = {
    headline: lines[0]!.text.replace(/^(?:headline|title)\s*:\s*/i, ''),
    bylines: [],
    captions: [],
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
    if (byline && (dates || byline.rest === '')) head.bylines.push(...byline.names);
    if (dates) {
      // A second date, behind a word such as "Updated:" or without any, is that of a change.
      const updated = dates.updated ?? (head.published ? dates.published : undefined);
      head.published ??= dates.published;
      if (updated) head.updated = updated;
    } else if (byline && byline.rest === '') {
      // Nothing but names.
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
  if (text.length > 200) return undefined;
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
        : list.every(isName);
  return list.length > 0 && isByline ? { names: list, rest } : undefined;
}

/** Words before the names of a byline; behind some of them only the name of an agency is one. */
const bylineWord =
  /^((?:by|von|par|por|di|authors?|byline|written by|autor(?:in|en)?|auteurs?|autore|автор[иы]?|по материалам|за матеріалами)(?=[\s:])|(?:text|texte|текст|source|quelle|источник|джерело)(?=\s?:))\s*:?\s+(.+)$/iu;

/** What stands before a date at the end of a line, and the date. */
function cutDate(text: string, rules: DateRules): [before: string, date: string] {
  for (const { index, 0: divider } of text.matchAll(/\s*[,|·•/]\s+|\s+[–—-]\s+|\s+(?=\d)/g)) {
    const rest = text.slice(index + divider.length);
    if (readDate(rest, rules)) return [text.slice(0, index), rest];
  }
  return [text, ''];
}

/** `Jane Doe, John Roe and AFP`, `Jane Doe in Moscow | AFP`. */
function namesOf(text: string): string[] {
  return text
    .replace(/[.,;]$/, (end) => (/\b\p{Lu}\.$/u.test(text) ? end : ''))
    .split(/\s*[,;|/&·•]\s*|\s+(?:and|und|et|y|e|и|та|і|with|avec|mit|for|für|pour)\s+/iu)
    .map((name) =>
      name
        .replace(/\s+(?:in|à|в|у)\s+\p{Lu}.*$/u, '')
        .replace(/^\((.+)\)$/, '$1')
        .trim(),
    )
    .filter((name) => name !== '');
}

const isPersonal = (name: string) =>
  name.length <= 60 &&
  /^\p{Lu}[\p{L}\p{M}.'’-]*(?: (?:\p{Lu}[\p{L}\p{M}.'’-]*|d[aeiou]s?|v[ao]n|der|el|al|bin|la|le|y|the)){0,5}$/u.test(
    name,
  );

/** A name of several words, as a person's is where no word announces it. */
const isFullName = (name: string) => isPersonal(name) && /^\S+ \S+/.test(name) && !/\p{Lu}{4}/u.test(name);

/** The dates of a line that holds nothing else: `October 02, 2024`, `Published: … | Updated: …`. */
function datesOf(text: string, rules: DateRules): { published: ReadDate; updated?: ReadDate } | undefined {
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
function captionOf(text: string): PhotoCaption | undefined {
  return splitCaption(
    text.replace(
      /^(?:(?:photo )?caption|image caption|in the photo|bildunterschrift|légende|на фото|на снимке)\s*:\s*/iu,
      '',
    ),
  );
}

/** Puts lines together that make one paragraph. */
function joinLines(lines: Passage[], notes: Note[]): Passage[] {
  const width = widthOf(lines);
  const paragraphs: Passage[] = [];
  for (const [index, passage] of lines.entries()) {
    const [last, before] = [paragraphs.at(-1), lines[index - 1]];
    const isTorn = last && !arePartsOfTail(last, passage) && isTornApart(last.text, passage.text);
    if (last && width > 0 && areOfOneText(before!, passage) && isFull(before!, passage, width))
      last.text += ` ${passage.text}`;
    else if (last && isTorn && (passage.isApart || width > 0)) {
      const detail = `${quoted(last.text.slice(-30), 40)} and ${quoted(passage.text, 30)}`;
      const what = passage.isApart ? 'an empty line within a sentence' : 'a line that ends within a sentence';
      notes.push({ kind: 'mended', what, detail, line: passage.line });
      last.text += ` ${passage.text}`;
    } else paragraphs.push({ ...passage });
  }
  return paragraphs;
}

/**
 * The width at which copy is broken: most lines that go on are so long that no further word had its place in
 * them, and few are whole sentences. 0 when it is not.
 */
function widthOf(lines: Passage[]): number {
  const inner = lines
    .map((line, index): [Passage, Passage | undefined] => [line, lines[index + 1]])
    .filter((pair): pair is [Passage, Passage] => pair[1] !== undefined && areOfOneText(pair[0], pair[1]));
  const width = Math.max(0, ...inner.map(([{ text }]) => text.length));
  const full = inner.filter(([line, next]) => isFull(line, next, width));
  const sentences = inner.filter(([{ text }]) => /[.!?…]["”’»)]*$/.test(text));
  const isBroken =
    width >= 30 &&
    width <= 132 &&
    full.length > inner.length / 2 &&
    sentences.length < Math.max(1, inner.length / 2);
  return isBroken ? width : 0;
}

/** Letters by which lines of one width differ when a writer has broken them, at most. */
const raggedness = 12;

/** Whether a line has no place for the first word of the next. */
const isFull = (line: Passage, next: Passage, width: number) =>
  line.text.length + 1 + next.text.split(' ', 1)[0]!.length > width - raggedness;

const areOfOneText = (line: Passage, next: Passage) =>
  !next.isApart && !arePartsOfTail(line, next) && !(listSign.test(line.text) && listSign.test(next.text));
const arePartsOfTail = (line: Passage, next: Passage) =>
  /:$/.test(line.text) || startsTail(next.text) || startsTail(line.text);

/** Whether an empty line stands within a sentence. */
function isTornApart(before: string, after: string): boolean {
  return (
    before.length >= 40 &&
    /[\p{L}\p{N},]$/u.test(before) &&
    /^\p{Ll}{2,}[ ,]/u.test(after) &&
    !/^https?:/.test(after)
  );
}

const related = new RegExp(
  `^(?:${[
    'related(?: (?:article|story|stories|news|coverage|reading|link)s?)?|read (?:also|more|next)|see also|also read',
    'more on this|lesen sie auch|mehr (?:zum thema|dazu)|siehe auch|(?:à )?lire aussi|voir aussi|sur le même sujet',
    'lea también|leia também|leggi anche|чита(?:йте|ть) также|чита(?:йте|ть) ещё|см\\. также|(?:материалы? )?по теме',
    'читайте також|(?:матеріали )?за темою|дивіться також',
  ].join('|')})\\s*:\\s*(.*)$`,
  'iu',
);
const address = new RegExp(
  `^(?:${[
    '(?:the )?original(?: (?:url|article|link|source|address|story|text|post))?|source(?: url| link)?|url|link',
    'web address|read the original(?: article| story)?(?: at| here)?|(?:original)?quelle|original-?link|originalartikel',
    "source originale|article original|lien d[’']origine|fuente|fonte|(?:перво)?источник|оригинал(?:ьная статья)?",
    'ссылка(?: на (?:оригинал|источник))?|адрес оригинала|(?:перше)?джерело|оригінал|посилання(?: на оригінал)?',
  ].join('|')})(?:\\s*:\\s*|\\s+(?=https?:)|$)(.*)$`,
  'iu',
);
const endMark = /^(?:[-–—*# ]*(?:30|end|ends|endit|###)[-–—*# ]*|###|#{3,}|\*{3,}|_{3,}|-30-|xxx)$/i;

const startsTail = (text: string) =>
  related.test(text) || address.test(text) || contributorsOf(text) !== undefined;

/**
 * The paragraphs, and what stands between and below them.
 * @param head what was found above them; its bylines may be named below only
 */
function readBody(
  passages: Passage[],
  notes: Note[],
  head: Pick<Head, 'photo' | 'bylines'>,
): Pick<WireCopy, 'body' | 'contributors' | 'address' | 'photo'> {
  const body: WireBlock[] = [];
  const contributors: WireCopy['contributors'] = [];
  let { photo } = head;
  let original: string | undefined;
  // Where the original is named below, an address is a part of the text.
  const isLast = (index: number) =>
    index >= passages.length - 2 && !passages.slice(index + 1).some(({ text }) => address.test(text));
  /** "Source: AFP" names no address; the agency is in the byline, or should be. */
  const sourceInWords = (text: string, line: number): WireBlock[] => {
    const names = namesOf(text.replace(/^[^:]*:\s*/, ''));
    if (!names.every(agencyOf)) return [{ text, line }];
    const known = head.bylines.map((name) => agencyOf(name));
    const isNew = known.length === 0;
    if (!isNew && !names.every((name) => known.includes(agencyOf(name)))) return [{ text, line }];
    if (isNew) head.bylines.push(...names);
    const what = isNew
      ? 'byline from the source below the text'
      : 'the source below the text, as in the byline';
    notes.push({
      ...{ kind: isNew ? 'guessed' : 'mapped', what, detail: names.join(', '), line },
      ...(isNew && { key: 'authors' }),
    });
    return [];
  };
  for (let index = 0; index < passages.length; index++) {
    const { text, line } = passages[index]!;
    const isNearEnd = index >= passages.length - 8;
    const [isRelated, title] = related.exec(text) ?? [];
    const [isAddress, sameLine] = (isNearEnd && address.exec(text)) || [];
    const worked = isNearEnd ? contributorsOf(text) : undefined;
    if (isRelated !== undefined) {
      const below = headlinesBelow(passages, index, title !== '');
      const headlines = [...(title === '' ? [] : [{ text: title!, line }]), ...below].map(headlineOf);
      const named = headlines.filter(({ related }) => related !== '');
      body.push(...named);
      if (named.length === 0)
        notes.push({ kind: 'left', what: 'a related story without its headline', line });
      index += below.length;
    } else if (isAddress !== undefined) {
      const pieces = sameLine === '' ? [] : [{ text: sameLine!, line }];
      while (passages[index + 1] && isAddressPiece(passages[index + 1]!.text, pieces.length)) {
        pieces.push(passages[++index]!);
      }
      if (pieces.length === 0) body.push({ text, line });
      else if (!/^[<(]?(?:https?:|www\.)/i.test(pieces[0]!.text)) body.push(...sourceInWords(text, line));
      else original = mendAddress(pieces, notes) ?? original;
    } else if (isNearEnd && original === undefined && isLoneAddress(text) && isLast(index)) {
      original = mendAddress([{ text, line }], notes);
    } else if (worked) {
      contributors.push(...worked);
    } else if (isLabelledCaption(text)) {
      if (photo) body.push({ caption: text, line });
      else photo = { ...captionOf(text)!, line };
    } else if (endMark.test(text) && passages.slice(index + 1).every(isTail)) {
      notes.push({ kind: 'mapped', what: 'the mark at the end of the copy', detail: text, line });
    } else {
      body.push({ text, line });
    }
  }
  if (contributors.length > 0) {
    const detail = contributors.map(({ name, role }) => `${name} (${role})`).join(', ');
    notes.push({ kind: 'mapped', what: 'contributors', detail });
  }
  return { body, contributors, photo, ...(original !== undefined && { address: original }) };
}

/** The lines with headlines below one that announces them: the next or, of several stories, all that may be one. */
function headlinesBelow(passages: Passage[], index: number, isNamed: boolean): Passage[] {
  const below = passages.slice(index + 1);
  const first = isNamed ? 0 : 1;
  if (!/^[^:]*(?:stories|articles|links)\s*:/i.test(passages[index]!.text)) return below.slice(0, first);
  const end = below.findIndex(({ text }, at) => at >= first && !isHeadline(text));
  return end === -1 ? below : below.slice(0, end);
}

const isHeadline = (text: string) =>
  text.length <= 150 && !/[.!?…:]["”’»)]*$/.test(text) && !startsTail(text) && !/^https?:/.test(text);

function headlineOf({ text, line }: Pick<Passage, 'text' | 'line'>) {
  const [, related = '', address] = /^(?:[-–—*•]\s+)?(.*?)\s*(https?:\/\/\S+)?$/.exec(text)!;
  return { related, line, ...(address !== undefined && { address }) };
}

const isTail = ({ text }: Passage) => startsTail(text) || /^https?:/.test(text);
const isLoneAddress = (text: string) => /^https?:\/\/[^\s]+(?: [\w./%?=&#~-]+)?$/i.test(text);

/** Whether a line begins an address or goes on with one. */
function isAddressPiece(text: string, before: number): boolean {
  return before === 0 ? /^(?:https?:\/\/|www\.)/i.test(text) : /^[\w./%?=&#~+,:;@-]+$/.test(text);
}

/** An address as it must have been, without the spaces and line ends that came into it. */
function mendAddress(pieces: Pick<Passage, 'text' | 'line'>[], notes: Note[]): string | undefined {
  const { line } = pieces[0]!;
  const written = pieces
    .map(({ text }) => text)
    .join(' ')
    .replace(/^[<(](.*)[>)]$/, '$1');
  const [, start = '', remark] = /^((?:https?:\/\/|www\.).*?)(?:\s+([([].*))?$/i.exec(written) ?? [];
  const joined = start.replace(/\s+/g, '').replace(/^www\./i, 'https://www.');
  if (!/^https?:\/\/[^\s/.]+\.[^\s/]+/i.test(joined) || !URL.canParse(joined)) {
    notes.push({ kind: 'left', what: 'an address that cannot be read', detail: written, line });
    return undefined;
  }
  if (remark !== undefined)
    notes.push({ kind: 'left', what: 'words behind the address of the original', detail: remark, line });
  if (joined !== start) {
    const how = /\s/.test(start) ? `${quoted(/\S{0,12}\s+\S{0,12}/.exec(start)![0])} → ` : '';
    notes.push({ kind: 'mended', what: 'the address of the original', detail: how + joined, line });
  } else notes.push({ kind: 'mapped', what: 'the address of the original', detail: joined, line });
  return joined;
}

/**
 * Who worked on the story besides its authors, from a line that says nothing else: "AFP contributed reporting.",
 * "(Reporting by Jane Doe in Moscow and John Roe; editing by Ann Poe)".
 */
function contributorsOf(text: string): WireCopy['contributors'] | undefined {
  if (text.length > 300) return undefined;
  const plain = text.replace(/^[([](.*)[)\]]\.?$/, '$1').replace(/\.$/, '');
  const contributed =
    /^(.+?) (?:also )?contributed (?:(?:to|for) (?:this|the) (?:report|story|article|dispatch)|([a-z][a-z -]{2,30}?)(?: to (?:this|the) (?:report|story|article))?)(?: from .+)?$/u.exec(
      plain,
    );
  if (contributed) return peopleIn(contributed[1]!, contributed[2] ?? 'reporting');
  for (const [line, areAgencies] of helpLines) {
    const [, names] = line.exec(plain) ?? [];
    if (names === undefined) continue;
    const people = peopleIn(names, 'reporting');
    return areAgencies && people?.some(({ name }) => !agencyOf(name)) ? undefined : people;
  }
  const parts = plain.split(/\s*;\s*/);
  const all = parts.map((part) => {
    const match =
      /^(?:additional |further )?(reporting|writing|editing|research|photography|translation) by (.+)$/iu.exec(
        part,
      );
    return match ? peopleIn(match[2]!, match[1]!.toLowerCase()) : undefined;
  });
  return all.every((people) => people !== undefined) ? all.flat() : undefined;
}

/** Lines that name who helped. Where a language bends names, only those of agencies are as they should be. */
const helpLines: [line: RegExp, areAgencies: boolean][] = [
  [/^with (?:additional |further )?(?:reporting|files|material|input) (?:by|from) (.+)$/iu, false],
  [/^в (?:подготовке|написании) (?:материала|статьи|новости) (?:также )?участвовал[аи]? (.+)$/iu, false],
  [/^(?:с|при) (?:использованием материалов|участи[еи]) (.+)$/iu, true],
  [/^(?:по материалам|за матеріалами|з використанням матеріалів|за участі) (.+)$/iu, true],
  [/^(?:mit (?:material|informationen) (?:von|der)|avec|con información de) (.+)$/iu, true],
];

function peopleIn(text: string, role: string): WireCopy['contributors'] | undefined {
  const names = namesOf(text).map((name) =>
    name
      .replace(/^(?:the|agencies:)\s+/i, '')
      // "Associated Press writer Jane Doe".
      .replace(/^(?:\S+ ){0,5}(?:writer|journalist|reporter|correspondent)s?\s+(?=\p{Lu})/u, ''),
  );
  const areNames = names.every((name) => agencyOf(name) || isPersonal(name));
  return names.length > 0 && areNames ? names.map((name) => ({ name, role })) : undefined;
}

/**
 * Takes the place and the agency off the first paragraph: `MOSCOW, Oct 2 (Reuters) - `, `Berlin (dpa) – `,
 * `MOSCOW, October 2. /TASS/. `.
 */
function takeDateline(body: WireBlock[], bylines: string[], notes: Note[]): string | undefined {
  const first = body.find((block) => 'text' in block);
  if (!first) return undefined;
  const match = datelineForm.exec(first.text);
  const [agency] = (match?.slice(2).find((name) => name !== undefined) ?? '')
    .split(/\s*[/,]\s*/)
    .map((name) => agencyOf(name));
  if (!match || !agency) return undefined;
  first.text = first.text.slice(match[0].length);
  const place = match[1]!.trim();
  const dateline = /\p{Ll}/u.test(place) ? place : placeName(place);
  notes.push({
    kind: 'mapped',
    what: 'place and agency before the text',
    detail: match[0].trim(),
    line: first.line,
  });
  if (bylines.length === 0) {
    bylines.push(agency.name);
    notes.push({
      kind: 'guessed',
      what: 'byline from the agency before the text',
      detail: agency.name,
      key: 'authors',
    });
  }
  return dateline;
}

/** A place, perhaps a day, and an agency in brackets, between strokes, or between dashes as RIA Novosti has it. */
const datelineForm =
  /^(\p{Lu}[\p{L}\p{M}.'’ /-]{1,40}?(?:, \p{Lu}[\p{L}\p{M}. -]{1,30}?)??)(?:[,.]? ?(?:\p{L}{3,10}\.? \d{1,2}|\d{1,2}(?:er|\.)? \p{L}{3,10}\.?)(?:,? \d{4})?\.?)?,? ?(?:\(([^()]{2,40})\)\s*[-–—]{1,2}|\.? ?\/([^/]{2,20})\/\.(?: ?[-–—])?|[-–—] ([\p{L}\p{N} .-]{2,20}?)\.(?: ?[-–—])?)\s+(?=\S)/u;

/** `NEW YORK` and `RIO DE JANEIRO` as they are written in a sentence. */
const placeName = (capitals: string) =>
  capitals
    .toLowerCase()
    .replace(/(?<![\p{L}\p{M}'’])\p{L}/gu, (letter) => letter.toUpperCase())
    .replace(
      /(?<=[ -])(?:De|Do|Da|Du|Del|Des|La|Las|Le|Les|Los|Am|An|Der|Im|Sur|Upon|On|Of|На|Над)(?=[ -])/gu,
      (word) => word.toLowerCase(),
    );
