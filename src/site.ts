import { environment } from './environment.ts';
import { remembered } from './lib/remembered.ts';
import { directionOf, localeOf } from './lib/text.ts';
import { createDateWriter } from './lib/time.ts';
import { site } from './site.config.ts';

/** Dates in the paper's language and zone. */
export const dates = createDateWriter(site.language, site.timeZone);

/** Joins names as prose in the paper's language: "A, B and C". */
export const nameList = new Intl.ListFormat(site.language, { type: 'conjunction' });

/** A path of `permalink.ts` as a link on this site: with `BASE_PATH`, without the host. */
export const href = (path: string): string => environment.base + path;

/** A path of `permalink.ts` as an absolute address. */
export const absoluteUrl = (path: string): string => environment.origin + environment.base + path;

/** `lang` and `dir` for the words of a story's author, where they are not those of the paper around them. */
export function ownLanguage({ lang }: { lang: string }): { lang?: string; dir?: 'ltr' | 'rtl' } {
  const direction = directionOnce(lang);
  return {
    lang: lang === site.language ? undefined : lang,
    dir: direction === site.direction ? undefined : direction,
  };
}

/** Asking `Intl` takes longer than rendering the element. */
const directionOnce = remembered(directionOf);

/** A language (BCP 47 tag) as Open Graph writes it: `en_GB`. */
export const openGraphLocale = remembered(localeOf);
