import { dayInZone, parseMoment, rfc3339 } from '../../lib/time.ts';

/** How dates of another system are read. */
export interface DateRules {
  /** IANA zone of the paper. */
  timeZone: string;
  /** IANA zone of times that name none; default the paper's. */
  oldZone?: string;
  /** Whether `03/04/2020` is in March. */
  monthFirst: boolean;
}

/** A date, as the paper's frontmatter has it. */
export interface ReadDate {
  /** `2024-10-02`, or RFC 3339 with the offset of the paper's zone. */
  written: string;
  /** Calendar day in the paper's zone, `YYYY-MM-DD`. */
  day: string;
  /** What was taken for granted, as words for a report. */
  doubt?: string;
}

/** A date taken apart; what it does not name is absent. */
interface Parts {
  year: number;
  month: number;
  day: number;
  /** `14:05` or `14:05:30`. */
  time?: string;
  /** `Z`, an offset or an IANA zone. */
  zone?: string;
  doubt?: string;
}

/**
 * Reads a date in any usual form: ISO 8601, that of e-mail and of JavaScript, `October 02, 2024`, `2. Oktober
 * 2024`, `2 Oct. 2024 3:30 p.m. ET`, `02.10.2024`, `10/2/2024`; months in English, German, French, Spanish,
 * Italian, Portuguese, Dutch, Polish, Russian and Ukrainian; the day of the week and words such as "Published:"
 * before it.
 * @returns nothing when the text is no date, or holds anything else
 */
export function readDate(text: string, rules: DateRules): ReadDate | undefined {
  const plain = text
    .replace(/[\s,]+/g, ' ')
    .trim()
    .replace(announcement, '')
    .replace(/^(\d{4}) ?[年년] ?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日일]/u, '$1-$2-$3');
  const parts = isoParts(plain) ?? numberParts(plain, rules) ?? wordParts(plain) ?? epochParts(plain);
  return parts && toDate(parts, rules);
}

/** Words that announce a date. */
const announcement = new RegExp(
  `^(?:${[
    'published|posted|date|(?:last )?updated|created|issued|on',
    'veröffentlicht(?: am)?|erstellt(?: am)?|aktualisiert(?: am)?|stand|datum|vom',
    'publié(?:e)?(?: le)?|mis(?:e)? à jour(?: le)?|modifié(?:e)?(?: le)?|le',
    'publicado(?: el| em)?|actualizado(?: el)?|atualizado(?: em)?|fecha|pubblicato(?: il)?|aggiornato(?: il)?',
    'опубликован[оа]?|обновлен[оа]?|обновлён|дата(?: публикации)?|опубліковано|оновлено|дата публікації',
  ].join('|')})(?![\\p{L}\\p{M}]) ?(?:on|at)? ?:? ?`,
  'iu',
);

function toDate({ year, month, day, time, zone, doubt }: Parts, rules: DateRules): ReadDate | undefined {
  const twoDigits = (number: number) => String(number).padStart(2, '0');
  const date = `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}`;
  const with_ = (doubts: (string | undefined)[]) => {
    const said = doubts.filter((words) => words !== undefined);
    return said.length > 0 ? { doubt: said.join('; ') } : {};
  };
  if (time === undefined || (/^00:00(?::00)?$/.test(time) && isUtc(zone))) {
    if (!parseMoment(date, rules.timeZone)) return undefined;
    const ofMidnight = time === undefined ? undefined : 'midnight of UTC stands for a day without a time';
    return { written: date, day: date, ...with_([doubt, ofMidnight]) };
  }
  const isOffset = zone !== undefined && (zone === 'Z' || /^[+-]/.test(zone));
  const inZone = isOffset || zone === undefined ? (rules.oldZone ?? rules.timeZone) : zone;
  const moment = parseMoment(`${date}T${time}${isOffset ? zone : ''}`, inZone);
  if (!moment) return undefined;
  const ofZone =
    zone === undefined && rules.oldZone === undefined
      ? `a time without a zone is one of ${rules.timeZone}`
      : undefined;
  return {
    written: rfc3339(moment, rules.timeZone),
    day: dayInZone(moment, rules.timeZone),
    ...with_([doubt, ofZone]),
  };
}

const isUtc = (zone: string | undefined) => zone !== undefined && /^(?:Z|[+-]00:?00|UTC)$/.test(zone);

/**
 * `2024-10-02`, `2024-10-02T14:05:30.123456Z`, `2024-10-02 14:05:30 +0200`, `2024/10/02`, `20241002T140530Z`,
 * `2024-10-02T14:05:30+02:00[Europe/Berlin]`.
 */
function isoParts(text: string): Parts | undefined {
  const [, ...basic] = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(\D.*)?)?$/i.exec(text) ?? [];
  const [year, month, day, hour, minute, second = '00', zone = ''] = basic;
  if (year !== undefined) {
    const time = hour === undefined ? undefined : `${hour}:${minute}:${second}${zone}`;
    return withTime({ year: Number(year), month: Number(month), day: Number(day) }, time);
  }
  const match = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ]+(.+))?$/i.exec(
    text.replace(/(?<=(?:Z|[+-]\d\d:?\d\d))\[[\w/+-]+\]$/i, ''),
  );
  if (!match) return undefined;
  return withTime({ year: Number(match[1]), month: Number(match[3]), day: Number(match[4]) }, match[5]);
}

/** `02.10.2024`, `10/2/2024`, `2-10-2024`. */
function numberParts(text: string, { monthFirst }: DateRules): Parts | undefined {
  const match = /^(?:\p{L}+\.? )?(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?: (.+))?$/u.exec(text);
  if (!match) return undefined;
  const [first, second] = [Number(match[1]), Number(match[3])];
  // Points stand between day and month wherever they are used.
  const isMonthFirst = match[2] !== '.' && (second > 12 || (monthFirst && first <= 12));
  const isDoubtful = match[2] !== '.' && first <= 12 && second <= 12 && first !== second;
  const order = isMonthFirst ? 'month before day' : 'day before month';
  const [month, day] = isMonthFirst ? [first, second] : [second, first];
  return withTime(
    { year: Number(match[4]), month, day, ...(isDoubtful && { doubt: `“${text}” is read ${order}` }) },
    match[5],
  );
}

/** A date whose month is a word, in any order; a time and a zone may stand anywhere. */
function wordParts(text: string): Parts | undefined {
  const words = text
    .replace(/\(.*?\)/g, ' ')
    .replace(/(\d)(?:st|nd|rd|th|er|º|ª|-?го)(?= |$)/giu, '$1')
    .replace(/(\d{4})(?:г|р)\.?(?= |$)/giu, '$1')
    .split(/ +/)
    .filter((word) => word !== '');
  let [year, month, day]: (number | undefined)[] = [];
  const rest: string[] = [];
  const bares = words.map(bareWord);
  // In French and Spanish a Tuesday is short for what is March elsewhere.
  const isWeekday = weekdays.has(bares[0] ?? '') && (!months.has(bares[0]!) || bares.slice(1).some(isMonth));
  for (const [index, word] of words.entries()) {
    const bare = bares[index]!;
    const number = /^\d{1,2}\.?$/.test(word) ? Number.parseInt(word, 10) : undefined;
    if (index === 0 && isWeekday) continue;
    else if (month === undefined && months.has(bare)) month = months.get(bare)!;
    else if (day === undefined && number !== undefined) day = number;
    else if (year === undefined && /^\d{4}$/.test(word)) year = Number(word);
    else if (!/^(?:de|del|of|г|года|р|року|r)$/.test(bare)) rest.push(word);
  }
  if (year === undefined || month === undefined || day === undefined) return undefined;
  return withTime({ year, month, day }, rest.join(' ') || undefined);
}

/** Seconds or milliseconds since 1970. */
function epochParts(text: string): Parts | undefined {
  if (!/^\d{10}(?:\d{3})?$/.test(text)) return undefined;
  const iso = new Date(Number(text) * (text.length === 10 ? 1000 : 1)).toISOString();
  const parts = isoParts(iso);
  return parts && { ...parts, doubt: `“${text}” is read as seconds since 1970` };
}

/** Adds a time of day and a zone; `undefined` when that is not what the text holds. */
function withTime(date: Parts, text: string | undefined): Parts | undefined {
  if (text === undefined) return date;
  const match =
    /^(?:at |um |à |a las |alle |в |о |об |- |\| )?(\d{1,2})(?:[:.h](\d{2})(?::(\d{2})(?:\.\d+)?)?)?(?: ?(a\.?m\.?|p\.?m\.?))?(?: ?uhr| ?hrs?| ?ч\.?)?(?: ?(\p{L}+(?:\/[A-Za-z_]+)?)? ?([+-]\d{1,2}(?::?\d{2})?)?)?$/iu.exec(
      text.replace(/[()]/g, ''),
    );
  if (!match) return undefined;
  const [, hours, minutes = '00', seconds, half, name, offset] = match;
  // A number alone is no time of day.
  if (match[2] === undefined && half === undefined) return undefined;
  let hour = Number(hours);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (/^p/i.test(half) ? 12 : 0);
  }
  const zone = zoneOf(name, offset);
  if (zone === false) return undefined;
  const time = [String(hour).padStart(2, '0'), minutes, ...(seconds === undefined ? [] : [seconds])];
  return { ...date, time: time.join(':'), ...(zone !== undefined && { zone }) };
}

/** A zone as `parseMoment` takes it, or its IANA name; `false` when there is none of that name. */
function zoneOf(name: string | undefined, offset: string | undefined): string | undefined | false {
  const known = name === undefined ? undefined : zones[name.toUpperCase()];
  if (offset !== undefined) {
    if (name !== undefined && known !== 'Z') return false;
    const [, sign, hours, minutes = '00'] = /^([+-])(\d{1,2})(?::?(\d{2}))?$/.exec(offset)!;
    return `${sign}${hours!.padStart(2, '0')}:${minutes}`;
  }
  if (name === undefined) return undefined;
  if (known !== undefined) return known;
  if (!name.includes('/')) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return name;
  } catch {
    return false;
  }
}

/** What news agencies and mail programs write for a zone. Those of summer and winter are told by the date. */
const zones: Record<string, string> = {
  ...Object.fromEntries(['Z', 'UT', 'UTC', 'GMT'].map((name) => [name, 'Z'])),
  ...{ BST: '+01:00', WEST: '+01:00', CET: '+01:00', MEZ: '+01:00', CEST: '+02:00', MESZ: '+02:00' },
  ...{
    EET: '+02:00',
    EEST: '+03:00',
    MSK: '+03:00',
    МСК: '+03:00',
    JST: '+09:00',
    HKT: '+08:00',
    SGT: '+08:00',
  },
  ...{ EST: '-05:00', EDT: '-04:00', CST: '-06:00', CDT: '-05:00', MST: '-07:00', MDT: '-06:00' },
  ...{ PST: '-08:00', PDT: '-07:00', ET: 'America/New_York', CT: 'America/Chicago' },
  ...{ MT: 'America/Denver', PT: 'America/Los_Angeles' },
};

/** A word without accents, capitals and points. */
const bareWord = (word: string) =>
  word
    .normalize('NFD')
    .replace(/[\p{M}.]/gu, '')
    .toLowerCase();

const languages = ['en-GB', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'ru', 'uk', 'pl'];
/** Those that Intl writes otherwise. */
const months = new Map<string, number>([
  ...([
    ['sept', 9],
    ['janner', 1],
    ['feber', 2],
    ['янв', 1],
    ['фев', 2],
    ['сен', 9],
    ['ноя', 11],
  ] as const),
]);
const isMonth = (word: string) => months.has(word);
const weekdays = new Set<string>();
for (const language of languages) {
  for (const style of ['long', 'short'] as const) {
    const writer = new Intl.DateTimeFormat(language, {
      day: 'numeric',
      month: style,
      weekday: style,
      timeZone: 'UTC',
    });
    for (let number = 0; number < 12; number++) {
      for (const { type, value } of writer.formatToParts(Date.UTC(2024, number, 1))) {
        if (type === 'month' && !months.has(bareWord(value))) months.set(bareWord(value), number + 1);
      }
      for (const { type, value } of writer.formatToParts(Date.UTC(2024, 0, 1 + number))) {
        if (type === 'weekday') weekdays.add(bareWord(value));
      }
    }
  }
}
