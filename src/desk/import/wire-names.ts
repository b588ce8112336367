/** `Jane Doe, John Roe and AFP`, `Jane Doe in Moscow | AFP`. */
export function namesOf(text: string): string[] {
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

/** Whether a text can be the name of a person. */
export const isPersonal = (name: string) =>
  name.length <= 60 &&
  /^\p{Lu}[\p{L}\p{M}.'’-]*(?: (?:\p{Lu}[\p{L}\p{M}.'’-]*|d[aeiou]s?|v[ao]n|der|el|al|bin|la|le|y|the)){0,5}$/u.test(
    name,
  );

/** A name of several words, as a person's is where no word announces it. */
export const isFullName = (name: string) =>
  isPersonal(name) && /^\S+ \S+/.test(name) && !/\p{Lu}{4}/u.test(name);
