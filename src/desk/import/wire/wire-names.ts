import { agencyOf } from '../agencies.ts';

/** Words behind a name, or alone, that say what somebody does. */
const role =
  /(?:^|[\s-])(?:editor|correspondent|reporter|writer|columnist|analyst|photographer|contributor|producer|chief|staff|korrespondent(?:in)?|redakteur(?:in)?|reporterin|correspondante?|corresponsal|редактор|корреспондент|обозреватель)s?$/iu;

/** `Jane Doe, John Roe and AFP`, `Jane Doe in Moscow | AFP`, `Jane Doe (jane@example.org), Political Editor`. */
export function namesOf(text: string): string[] {
  return text
    .replace(/\s*[([<]?(?<![^\s([<])[^\s([<]+@[^\s)\]>]+[)\]>]?/g, '')
    .replace(/,\s*(?=(?:[JS]r|PhD|MD|MP|Esq)(?![\p{L}\p{M}]))/gu, ' ')
    .replace(/[.,;]$/, (end) => (/\b\p{Lu}\.$/u.test(text) ? end : ''))
    .split(/\s*[,;|/&·•]\s*|\s+[-–—]{1,3}\s+|\s+(?:and|und|et|y|e|и|та|і|with|avec|mit|for|für|pour)\s+/iu)
    .map((part) => {
      const name = part
        .replace(/^(?:and|with|und|et|и|та) (?=\S)|^(?:the )?staff of /iu, '')
        .replace(/(?:^|\s+)(?:in|à|в|у)\s+\p{Lu}.*$/u, '')
        .replace(/^\((.+)\)$/, '$1')
        .trim();
      const agency = name.replace(/ (?:staff|correspondents?|reporters?|news ?desk)$/i, '');
      return agencyOf(agency) ? agency : name;
    })
    .filter((name) => name !== '' && !role.test(name));
}

/** Whether a text can be the name of a person. */
export const isPersonal = (name: string) =>
  name.length <= 60 &&
  /^(?:\p{Lu}[\p{L}\p{M}.'’-]*(?: (?:\p{Lu}[\p{L}\p{M}.'’-]*|d[aeiou]s?|v[ao]n|der|el|al|bin|la|le|y|the)){0,5}|\p{Lo}{2,10}(?:[ ・]\p{Lo}{1,10}){0,2})$/u.test(
    name,
  );

/** A name of several words, as a person's is where no word announces it. */
export const isFullName = (name: string) =>
  isPersonal(name) && /^\S+ \S+/.test(name) && !/\p{Lu}{4}/u.test(name);

/** A name of several words that is written in capitals, as it is written in a sentence. */
export const spelt = (name: string) =>
  agencyOf(name) || !/ /.test(name) || /\p{Ll}/u.test(name)
    ? name
    : name
        .toLowerCase()
        .replace(/(?<![\p{L}\p{M}])\p{L}/gu, (letter) => letter.toUpperCase())
        .replace(/(?<= )(?:D[aeiou]s?|V[ao]n|Der|El|Al|Bin|La|Le|Y)(?= )/g, (word) => word.toLowerCase());
