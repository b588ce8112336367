import { agencyOf } from '../agencies.ts';
import { quoted, type Note } from '../notes.ts';
import type { WireCopy } from './wire-copy.ts';
import type { Passage } from './wire-lines.ts';
import { isPersonal, namesOf } from './wire-names.ts';

/** A line that points to another story; the group holds its headline. */
export const related = new RegExp(
  `^(?:${[
    'related(?: (?:article|story|stories|news|coverage|reading|link)s?)?|read (?:also|more|next)|see also|also read',
    'more on this|lesen sie auch|mehr (?:zum thema|dazu)|siehe auch|(?:à )?lire aussi|voir aussi|sur le même sujet',
    'lea también|leia também|leggi anche|чита(?:йте|ть) также|чита(?:йте|ть) ещё|см\\. также|(?:материалы? )?по теме',
    'читайте також|(?:матеріали )?за темою|дивіться також',
  ].join('|')})\\s*:\\s*(.*)$`,
  'iu',
);
/** A line that announces the original's address; the group holds what follows. */
export const address = new RegExp(
  `^(?:${[
    '(?:the )?original(?: (?:url|article|link|source|address|story|text|post))?|source(?: url| link)?|url|link',
    'web address|read the original(?: article| story)?(?: at| here)?|(?:original)?quelle|original-?link|originalartikel',
    "source originale|article original|lien d[’']origine|fuente|fonte|(?:перво)?источник|оригинал(?:ьная статья)?",
    'ссылка(?: на (?:оригинал|источник))?|адрес оригинала|(?:перше)?джерело|оригінал|посилання(?: на оригінал)?',
  ].join('|')})(?:\\s*:\\s*|\\s+(?=https?:)|$)(.*)$`,
  'iu',
);
/** The mark of agencies at the end of a text. */
export const endMark = /^(?:[-–—*# ]*(?:30|end|ends|endit)[-–—*# ]*|(?=.*###)[-–—*# ]+|\*{3,}|_{3,}|xxx)$/i;

/** Whether a line is none of the text, by how it begins. */
export const startsTail = (text: string) =>
  related.test(text) || address.test(text) || contributorsOf(text) !== undefined;

/** As {@link startsTail}, or an address. */
export const isTail = ({ text }: Passage) => startsTail(text) || /^https?:/.test(text);
/** Whether a line holds an address and nothing else; a space may have come into it. */
export const isLoneAddress = (text: string) => /^https?:\/\/[^\s]+(?: [\w./%?=&#~-]+)?$/i.test(text);

/** Whether a line begins an address or goes on with one. */
export function isAddressPiece(text: string, before: number): boolean {
  return before === 0 ? /^(?:https?:\/\/|www\.)/i.test(text) : /^[\w./%?=&#~+,:;@-]+$/.test(text);
}

/** An address as it must have been, without the spaces and line ends that came into it. */
export function mendAddress(pieces: Pick<Passage, 'text' | 'line'>[], notes: Note[]): string | undefined {
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
export function contributorsOf(text: string): WireCopy['contributors'] | undefined {
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
