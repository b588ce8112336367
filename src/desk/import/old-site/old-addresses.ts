import { addressableName } from '../../../content/check-names.ts';
import { slugify } from '../../../lib/text.ts';
import type { ReadDate } from '../date-forms.ts';

/** What is known of the site that a story comes from. */
export interface OldSite {
  /** Its origin, `https://host`. */
  site?: string;
  /** The form of its addresses, such as `/:year/:month/:day/:title.html`. */
  permalink?: string;
}

/** Whether an address is one of a site; by which protocol, and whether with `www.`, says nothing. */
export function isOfSite(address: string, site: string | undefined): boolean {
  if (site === undefined || !/^(?:https?:)?\/\//i.test(address)) return false;
  const whole = address.replace(/^(?:https?:)?\/\//i, 'https://');
  const hostOf = (url: string) => new URL(url).host.replace(/^www\./, '');
  return URL.canParse(whole) && hostOf(whole) === hostOf(site.replace(/^http:/, 'https:'));
}

/**
 * An address of the old site as a path that can be redirected: decoded, without query, with a slash at its end
 * unless it names a file.
 * @returns nothing when a host that serves files cannot tell it apart, or it lies on another site
 */
export function oldPath(address: string, site?: string): string | undefined {
  let path = address.trim().replace(/^\/\/(?=[^/]+\.)/, 'https://');
  if (/^https?:\/\//i.test(path)) {
    if (!URL.canParse(path)) return undefined;
    const url = new URL(path);
    if (site !== undefined && !isOfSite(path, site)) return undefined;
    // WordPress answers such an address by its query, which a host without a program does not see.
    if (url.search !== '' && url.pathname === '/') return undefined;
    path = url.pathname;
  }
  path = `/${path.replace(/[?#].*$/, '').replace(/^\/+/, '')}`;
  try {
    path = decodeURIComponent(path).normalize('NFC');
  } catch {
    return undefined;
  }
  path = path.replace(/\/index\.html?$/, '/').replace(/\/{2,}/g, '/');
  if (/[?#*%\s\\\p{Cc}{}<>]|\/:/u.test(path) || path === '/' || /\/\.{1,2}(?:\/|$)/.test(path))
    return undefined;
  return /\/$|\.[a-z0-9]{2,5}$/i.test(path) ? path : `${path}/`;
}

/** Letters of the name of a file, at most. */
const nameLength = 90;

/** A name that a file of the paper, and so the last part of an address, can have; may be empty. */
export const fileName = (text: string): string => addressableName(text, nameLength);

/** Whether what stands for an address is a pattern for the addresses of many. */
export const isPattern = (value: string): boolean =>
  Object.hasOwn(jekyllStyles, value) ||
  /\{\{/.test(value) ||
  (value.includes(':') && !/^https?:/i.test(value));

/** What stands for the parts of an address. */
interface AddressedStory {
  published: ReadDate;
  title: string;
  slug: string;
  categories: string[];
  file: { name: string; folders: string[] };
}

/** Forms of addresses that Jekyll knows by a name. */
const jekyllStyles: Record<string, string> = {
  date: '/:categories/:year/:month/:day/:title.html',
  pretty: '/:categories/:year/:month/:day/:title/',
  ordinal: '/:categories/:year/:y_day/:title.html',
  none: '/:categories/:title.html',
};

/**
 * The address of a story by a pattern of Jekyll or Hugo, `/:categories/:year/:month/:title.html`, or by one of
 * Eleventy, `/posts/{{ page.fileSlug }}/`.
 * @returns nothing when the pattern asks for what nobody knows
 */
export function pathFromPattern(pattern: string, story: AddressedStory): string | undefined {
  const [year, month, day] = story.published.day.split('-') as [string, string, string];
  const { title, slug, categories, file } = story;
  const parts: Record<string, string> = {
    ...{ year, month, day, title: slug, slug, name: file.name, filename: file.name, slugorfilename: slug },
    ...{ slugorcontentbasename: slug, contentbasename: file.name, titleslug: slugify(title) },
    ...{ i_month: String(Number(month)), i_day: String(Number(day)), short_year: year.slice(2) },
    ...{ categories: categories.map(slugify).join('/'), category: slugify(categories[0] ?? '') },
    ...{ section: file.folders.at(-1) ?? '', sections: file.folders.toReversed().join('/') },
  };
  let isKnown = true;
  const form = (jekyllStyles[pattern] ?? pattern)
    .replace(/\{\{-?\s*page\.fileSlug\s*(?:\|\s*slug(?:ify)?\s*)?-?\}\}/g, ':name')
    .replace(/\{\{-?\s*title\s*\|\s*slug(?:ify)?\s*-?\}\}/g, ':titleslug');
  const path = form.replace(/:([a-z_]+)/g, (_, name: string) => {
    isKnown &&= Object.hasOwn(parts, name);
    return parts[name] ?? '';
  });
  return isKnown ? oldPath(path) : undefined;
}
