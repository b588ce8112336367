import { agencyOf } from '../agencies.ts';
import type { Note } from '../notes.ts';
import { isLabelledCaption } from './photo-caption.ts';
import type { WireBlock, WireCopy } from './wire-copy.ts';
import { captionOf, type Head } from './wire-head.ts';
import type { Passage } from './wire-lines.ts';
import { namesOf } from './wire-names.ts';
import {
  address,
  contributorsOf,
  endMark,
  isAddressPiece,
  isLoneAddress,
  isTail,
  mendAddress,
  related,
  startsTail,
} from './wire-tail.ts';

/**
 * The paragraphs, and what stands between and below them.
 * @param head what was found above them; its bylines may be named below only
 */
export function readBody(
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
  const address = /https?:\/\/\S+$/.exec(text)?.[0];
  const related = text
    .slice(0, text.length - (address?.length ?? 0))
    .replace(/^[-–—*•]\s+/, '')
    .trimEnd();
  return { related, line, ...(address !== undefined && { address }) };
}

/**
 * Takes the place and the agency off the first paragraph: `MOSCOW, Oct 2 (Reuters) - `, `Berlin (dpa) – `,
 * `MOSCOW, October 2. /TASS/. `.
 */
export function takeDateline(body: WireBlock[], bylines: string[], notes: Note[]): string | undefined {
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
  /^(\p{Lu}[\p{L}\p{M}.'’ /-]{1,40}?(?:, \p{Lu}[\p{L}\p{M}. -]{1,30}?)??)(?:[,.]? ?(?:\p{L}{3,10}\.? \d{1,2}|\d{1,2}(?:er|\.)? \p{L}{3,10}\.?)(?:,? \d{4})?\.?)?,? ?(?:\(([^()]{2,40})\)\s*[-–—]{1,3}|\.? ?\/([^/]{2,20})\/\.(?: ?[-–—])?|[-–—] ([\p{L}\p{N} .-]{2,20}?)\.(?: ?[-–—])?)\s+(?=\S)/u;

/** `NEW YORK` and `RIO DE JANEIRO` as they are written in a sentence. */
const placeName = (capitals: string) =>
  capitals
    .toLowerCase()
    .replace(/(?<![\p{L}\p{M}'’])\p{L}/gu, (letter) => letter.toUpperCase())
    .replace(
      /(?<=[ -])(?:De|Do|Da|Du|Del|Des|La|Las|Le|Les|Los|Am|An|Der|Im|Sur|Upon|On|Of|На|Над)(?=[ -])/gu,
      (word) => word.toLowerCase(),
    );
