import { headlineName } from '../../../content/check-names.ts';
import { articleSchema } from '../../../model/article.ts';
import type { KeyReader } from './key-reader.ts';
import { quoted, Refusal, type Note } from '../notes.ts';
import { fileName, isOfSite, isPattern, oldPath, pathFromPattern } from './old-addresses.ts';
import type { OldKeys, OldValue } from './old-frontmatter.ts';
import type { FileFacts, OldRules } from './old-keys.ts';
import { isFalse, isGroup, isTrue, textAt, webAddress } from './old-values.ts';
import type { StoryCopy } from '../story-copy.ts';

/**
 * What the last part of the story's address should be.
 * @throws {Refusal} when nothing tells it.
 */
export function slugOf(old: KeyReader, file: FileFacts, title: string): string {
  const written =
    old.text('slug', 'urlSlug', 'postName') ??
    lastPart(old.peek('url') ?? old.peek('permalink')) ??
    file.name;
  const last = written
    .replace(/\.html?$/, '')
    .split('/')
    .findLast((part) => part !== '');
  const slug = fileName(last ?? '') || headlineName(title);
  if (slug === '') {
    throw new Refusal(
      1,
      'Neither the file’s name nor the title holds a letter or digit; add “slug: a-name”.',
    );
  }
  return slug;
}

/** The name at the end of a path that is written out. */
function lastPart(value: OldValue | undefined): string | undefined {
  if (typeof value !== 'string' || /[:{]/.test(value.replace(/^https?:/, '')) || isFalse(value))
    return undefined;
  const name = value
    .replace(/[?#].*$/, '')
    .split('/')
    .findLast((part) => !/^(?:index\.html?)?$/.test(part));
  return name === undefined || /^https?:$|^\d+$/.test(name) ? undefined : name;
}

/** A name of the story that its subscribers' programs know: an absolute URI. */
export function guidOf(old: KeyReader, { site }: OldRules, notes: Note[]): string | undefined {
  const isUri = (value: OldValue | undefined): value is string =>
    typeof value === 'string' &&
    articleSchema.shape.guid.safeParse(value).success &&
    !/^[a-z]+:$/i.test(value);
  for (const name of ['guid', 'id', 'uuid', 'atomId', 'feedId']) {
    const value = old.peek(name);
    if (isUri(value)) return old.take(name)!.value as string;
    if (typeof value !== 'string') continue;
    const uuid = /^(?:urn:uuid:)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.exec(value);
    if (uuid && name !== 'id') {
      old.take(name);
      return `urn:uuid:${uuid[1]!.toLowerCase()}`;
    }
  }
  // WordPress names a story by its number, whatever its address.
  const number = old.peek('wordpress_id') ?? old.peek('wp_id') ?? old.peek('post_id');
  if (typeof number !== 'string' || !/^\d+$/.test(number)) return undefined;
  old.take('wordpress_id', 'wp_id', 'post_id');
  if (site !== undefined) return `${site}/?p=${number}`;
  notes.push({
    kind: 'left',
    what: 'the name in feeds of a story of WordPress: give --site',
    detail: number,
  });
  return undefined;
}

/** An original elsewhere, or an address of the old site itself. */
export function canonicalOf(
  old: KeyReader,
  { site }: OldRules,
  notes: Note[],
): { source?: StoryCopy['source']; addresses: string[] } {
  const found = old.take('canonical', 'canonicalUrl', 'canonicalLink', 'originalUrl', 'externalCanonical');
  const source = old.peek('source');
  if (typeof found?.value === 'string') {
    const url = webAddress(found.value);
    if (url === undefined || isOfSite(url, site)) {
      const path = oldPath(found.value, site);
      return { addresses: path === undefined ? [] : [path] };
    }
    const canonical = !/^original/i.test(found.key);
    notes.push({
      kind: 'guessed',
      what: 'the original, by its canonical address',
      detail: url,
      key: 'source',
    });
    return { source: { url, ...(canonical && { canonical }) }, addresses: [] };
  }
  const url =
    typeof source === 'string'
      ? webAddress(source)
      : isGroup(source ?? '')
        ? webAddress(textAt(source as OldKeys, 'url'))
        : undefined;
  if (url === undefined) return { addresses: [] };
  old.take('source');
  const name = isGroup(source!) ? textAt(source, 'name') : undefined;
  const canonical = isGroup(source!) && isTrue(source.canonical);
  return {
    source: { url, ...(name !== undefined && { name }), ...(canonical && { canonical }) },
    addresses: [],
  };
}

/** Paths at which the story was read before. */
export function addressesOf(
  old: KeyReader,
  story: Parameters<typeof pathFromPattern>[1],
  rules: OldRules,
  notes: Note[],
): string[] {
  const own = old.take('url', 'permalink', 'oldUrl', 'oldUrls', 'wordpressUrl');
  const link = old.peek('link');
  const isOwnLink = typeof link === 'string' && isOfSite(link, rules.site);
  const others = [
    old.take('aliases', 'alias'),
    old.take('redirectFrom', 'redirect_from', 'redirects'),
    isOwnLink ? old.take('link') : undefined,
  ];
  const written = [own, ...others].flatMap((found) => (found ? [found.value].flat() : []));
  const pattern = own || rules.permalink === undefined ? [] : [rules.permalink];
  const paths: string[] = [];
  for (const value of [...written, ...pattern]) {
    if (typeof value !== 'string' || isFalse(value)) continue;
    const path = isPattern(value) ? pathFromPattern(value, story) : oldPath(value, rules.site);
    if (path === undefined)
      notes.push({ kind: 'left', what: 'an old address that cannot be redirected', detail: quoted(value) });
    else paths.push(path);
  }
  return paths;
}
