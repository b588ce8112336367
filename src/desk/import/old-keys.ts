import { headlineName } from '../../content/check-names.ts';
import { parseMoment } from '../../lib/time.ts';
import { articleKinds, articleSchema, type ArticleKind } from '../../model/article.ts';
import { readDate, type DateRules, type ReadDate } from './date-forms.ts';
import type { GivenKeys } from './given-keys.ts';
import { bareKey, entriesOf, isGroup, KeyReader } from './key-reader.ts';
import { quoted, Refusal, type Note } from './notes.ts';
import { fileName, isOfSite, isPattern, oldPath, pathFromPattern, type OldSite } from './old-addresses.ts';
import type { OldKeys, OldValue } from './old-frontmatter.ts';
import { plainText, type PictureCopy, type StoryCopy } from './story-copy.ts';

/** What the path of a file says of its story. */
export interface FileFacts {
  /** Name of the file, or of the folder of an `index.md`, without a date before it. */
  name: string;
  /** Date before the name, as Jekyll has it: `2024-10-02`. */
  date?: string;
  /** Language behind the name, as Hugo has it: `story.fr.md`. */
  lang?: string;
  /** Whether it lies in a folder `_drafts` or `drafts`. */
  isDraft: boolean;
  /** The folders above, the nearest first. */
  folders: string[];
}

/** Settings by which the frontmatter of another system is read. */
export interface OldRules extends DateRules, OldSite {
  /** Language of the paper. */
  language: string;
  /** The moment by which stories are out, or taken out. */
  now: Date;
}

/** All of a story but its text. */
type Facts = Omit<StoryCopy, 'file' | 'body' | 'notes'>;

/**
 * Maps the frontmatter of Astro, Hugo, Jekyll, Eleventy and WordPress exports to the paper's.
 * @param heading the first heading of the text, for a file without a title
 * @param given what other files give it, those that count most first
 * @throws {Refusal} when there is no title or no date, or one that cannot be read.
 */
export function mapOldKeys(
  keys: OldKeys,
  file: FileFacts,
  heading: string | undefined,
  rules: OldRules,
  notes: Note[],
  given: GivenKeys[] = [],
): Facts {
  const old = new KeyReader(keys, notes, given);
  const title = old.text('title', 'headline', 'name', 'postTitle') ?? fromHeading(heading, notes);
  if (title === undefined || title === '') {
    throw new Refusal(
      1,
      'The story has no title; expected “title: …” in its frontmatter, or a heading “# …”.',
    );
  }
  const isDraft = draftOf(old, file, rules, notes);
  const published = publishedOf(old, file, rules, notes, isDraft);
  const updated = updatedOf(old, published, rules, notes);
  const slug = slugOf(old, file, title);
  const categories = old.list('section', 'categories', 'category', 'topics', 'topic', 'channel', 'rubric');
  const tags = old.list('tags', 'tag', 'keywords').filter((tag) => !collections.has(tag.toLowerCase()));
  const canonical = canonicalOf(old, rules, notes);
  const addresses = addressesOf(old, { published, slug, categories, file, title }, rules, notes);
  const facts: Facts = {
    title: plainText(title),
    description: descriptionOf(old),
    published,
    ...(updated && { updated }),
    authors: authorsOf(old),
    contributors: [],
    kicker: old.text('kicker', 'eyebrow'),
    dateline: old.text('dateline'),
    tags,
    categories,
    series: old.list('series')[0],
    picture: pictureOf(old),
    source: canonical.source,
    kind: kindOf(old),
    guid: guidOf(old, rules, notes),
    isDraft,
    lang: languageOf(old, file, rules, notes),
    slug,
    oldAddresses: [...new Set([...addresses, ...canonical.addresses])],
  };
  old.finish();
  return facts;
}

/** Names that put a page of Eleventy on a list, and say nothing to readers. */
const collections = new Set('post posts blog article articles all nav featured uncategorized'.split(' '));

function fromHeading(heading: string | undefined, notes: Note[]): string | undefined {
  if (heading !== undefined)
    notes.push({ kind: 'guessed', what: 'title from the first heading', key: 'title' });
  return heading;
}

const isTrue = (value: OldValue | undefined) =>
  typeof value === 'string' && /^(?:true|yes|on|1)$/i.test(value);
const isFalse = (value: OldValue | undefined) =>
  typeof value === 'string' && /^(?:false|no|off|0)$/i.test(value);

function draftOf(old: KeyReader, file: FileFacts, rules: OldRules, notes: Note[]): boolean {
  const isWritten = isTrue(old.take('draft', 'isDraft')?.value);
  const isHeld = isFalse(old.peek('published')) && Boolean(old.take('published'));
  const status = old.peek('status');
  const isPending =
    typeof status === 'string' && /^(?:draft|pending|private|future|auto-draft)$/i.test(status);
  if (isPending) old.take('status');
  return (
    isWritten || isHeld || isPending || file.isDraft || isHidden(old, notes) || isExpired(old, rules, notes)
  );
}

/** Hugo and Eleventy make no page of some files. */
function isHidden(old: KeyReader, notes: Note[]): boolean {
  const build = old.peek('build') ?? old.peek('_build') ?? '';
  const render = isGroup(build) ? textAt(build, 'render') : undefined;
  const isPageless =
    isTrue(old.peek('headless')) ||
    /^(?:false|never|link)$/i.test(render ?? '') ||
    isFalse(old.peek('permalink')) ||
    isFalse(old.peek('url'));
  if (isPageless) {
    const what = 'held back as a draft: the old system made no page of it';
    notes.push({ kind: 'mapped', what });
  }
  return isPageless;
}

/** A story of Hugo is taken out of its site at a date. */
function isExpired(old: KeyReader, rules: OldRules, notes: Note[]): boolean {
  const found = old.take('expiryDate', 'unpublishDate', 'expires', 'expiry');
  if (typeof found?.value !== 'string') return false;
  const date = readDate(found.value, rules);
  const isOver = date !== undefined && parseMoment(date.written, rules.timeZone)! <= rules.now;
  notes.push(
    isOver
      ? { kind: 'mapped', what: 'held back as a draft: the old system has taken it out', detail: found.value }
      : { kind: 'left', what: 'a date at which the story was to be taken out', detail: found.value },
  );
  return isOver;
}

const publishedKeys = [
  'pubDate',
  'publishDate',
  'pubDatetime',
  'publishedDate',
  'publishedAt',
  'datePublished',
];
const dateKeys = [
  ...publishedKeys,
  'publishedTime',
  'publishedOn',
  'publicationDate',
  'postDate',
  'date',
  'created',
  'createdAt',
];

function publishedOf(
  old: KeyReader,
  file: FileFacts,
  rules: OldRules,
  notes: Note[],
  isDraft: boolean,
): ReadDate {
  const published = old.peek('published');
  const names = [
    ...dateKeys,
    ...(published !== undefined && !isTrue(published) && !isFalse(published) ? ['published'] : []),
  ];
  if (isTrue(published)) old.take('published');
  const found = old.take(...names);
  const written = found?.value ?? file.date;
  if (typeof written === 'string') {
    const date = readDate(written, rules);
    if (!date) {
      throw new Refusal(
        1,
        found
          ? `“${found.key}” is ${quoted(written)}; expected a date such as 2024-10-02 or 2024-10-02T14:05:00+03:00.`
          : `The file’s name begins with ${quoted(written)}, which is no day; rename it, or add “date: 2024-10-02” to it.`,
      );
    }
    // Of two dates the one of writing says nothing more.
    for (const name of names) old.take(name);
    if (date.doubt) notes.push({ kind: 'guessed', what: 'date', detail: date.doubt, key: 'pubDate' });
    if (!found) notes.push({ kind: 'mapped', what: 'date of the file’s name' });
    return date;
  }
  throw new Refusal(
    1,
    isDraft
      ? 'The draft has no date, by which it is filed here; add “date: 2024-10-02” to it.'
      : 'The story has no date; expected “date: …” or “pubDate: …” in its frontmatter, or a date before the file’s name.',
  );
}

const updatedKeys = [
  'updatedDate',
  'lastmod',
  'lastModifiedAt',
  'lastModified',
  'updated',
  'updatedAt',
  'modified',
  'modifiedAt',
];

function updatedOf(
  old: KeyReader,
  published: ReadDate,
  rules: OldRules,
  notes: Note[],
): ReadDate | undefined {
  const found = old.take(
    ...updatedKeys,
    'modDatetime',
    'dateModified',
    'lastUpdated',
    'dateUpdated',
    'modDate',
  );
  if (typeof found?.value !== 'string') return undefined;
  const date = readDate(found.value, rules);
  if (!date) {
    notes.push({ kind: 'left', what: `the date in “${found.key}”`, detail: quoted(found.value) });
    return undefined;
  }
  const isDay = published.written.length === 10 || date.written.length === 10;
  const isLater = isDay ? date.day > published.day : Date.parse(date.written) > Date.parse(published.written);
  return isLater ? date : undefined;
}

function slugOf(old: KeyReader, file: FileFacts, title: string): string {
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

function descriptionOf(old: KeyReader): string | undefined {
  const text = old.text(
    'description',
    'standfirst',
    'excerpt',
    'postExcerpt',
    'summary',
    'dek',
    'deck',
    'lead',
    'lede',
    'intro',
    'teaser',
    'subtitle',
    'subheading',
    'metaDescription',
    'ogDescription',
  );
  const plain = text === undefined ? '' : plainText(text);
  return plain === '' ? undefined : plain;
}

function authorsOf(old: KeyReader): string[] {
  const value = old.take('authors', 'author', 'byline', 'by', 'writer', 'writers', 'creator')?.value;
  if (value === undefined) return [];
  const named =
    typeof value === 'string'
      ? value.replace(/^by\s+/i, '').split(/\s*[,;&]\s*|\s+(?:and|und|et|y)\s+/i)
      : entriesOf(value);
  const names = named.map((name) =>
    plainText(name)
      .replace(/\s*<[^>]*>|\s*\([^)]*@[^)]*\)/g, '')
      .trim(),
  );
  return [...new Set(names.filter((name) => /[\p{L}\p{N}]/u.test(name)))];
}

/** Names of the key that holds the lead picture, and of those beside it that tell more of it. */
const pictureKeys =
  'image cover heroImage hero featured_image featuredImage feature_image thumbnail banner og_image ogImage images photo picture teaser_image header'.split(
    ' ',
  );

function pictureOf(old: KeyReader): PictureCopy | undefined {
  for (const name of old.present(pictureKeys)) {
    const value = old.peek(name);
    const first = Array.isArray(value) ? value[0] : value;
    if (first === undefined || first === '') continue;
    const group = isGroup(first) ? first : { src: first };
    const at = (...names: string[]) => {
      const entry = Object.entries(group).find(([key]) => names.includes(bareKey(key)));
      return typeof entry?.[1] === 'string' && entry[1] !== '' ? plainText(entry[1]) : undefined;
    };
    const src = at(
      'src',
      'url',
      'image',
      'path',
      'file',
      'filename',
      'teaser',
      'overlayimage',
      'feature',
    )?.replace(/^\{\{-?\s*(?:site\.(?:base)?url|baseurl)\s*-?\}\}/gi, '');
    if (src === undefined) continue;
    old.take(name);
    const beside = (...endings: string[]) =>
      old.text(
        ...[name, 'image', 'cover', 'hero', 'featuredImage', 'photo'].flatMap((start) =>
          endings.map((end) => start + end),
        ),
      );
    const text = (written: string | undefined) => written && plainText(written);
    return {
      src,
      alt:
        at('alt', 'alttext', 'imagealt') ?? text(beside('Alt', 'AltText', 'Description') ?? old.text('alt')),
      caption:
        at('caption', 'title', 'imagecaption') ?? text(beside('Caption', 'Title') ?? old.text('caption')),
      credit:
        at('credit', 'attribution', 'author', 'photographer', 'copyright', 'imagecredit') ??
        text(beside('Credit', 'Attribution', 'Author', 'Copyright') ?? old.text('credit', 'photographer')),
      source: webAddress(
        at('source', 'crediturl', 'attributionurl') ?? beside('Source', 'CreditUrl', 'AttributionUrl'),
      ),
    };
  }
  return undefined;
}

const webAddress = (text: string | undefined) =>
  text !== undefined && /^https?:\/\//i.test(text) && URL.canParse(text) ? text : undefined;

function kindOf(old: KeyReader): ArticleKind | undefined {
  const value = old.peek('kind');
  const kind = articleKinds.find((known) => known === value);
  if (kind !== undefined) old.take('kind');
  return kind === 'news' ? undefined : kind;
}

/** A name of the story that its subscribers' programs know: an absolute URI. */
function guidOf(old: KeyReader, { site }: OldRules, notes: Note[]): string | undefined {
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

function languageOf(
  old: KeyReader,
  file: FileFacts,
  { language }: OldRules,
  notes: Note[],
): string | undefined {
  const found = old.take('lang', 'language', 'locale');
  const written = typeof found?.value === 'string' ? found.value : file.lang;
  if (written === undefined) return undefined;
  const tag = written.replaceAll('_', '-').replace(/\..*$/, '');
  try {
    const [canonical] = Intl.getCanonicalLocales(tag);
    const isOfPaper = canonical === language || canonical === new Intl.Locale(language).language;
    if (isOfPaper) return undefined;
    if (!found)
      notes.push({
        kind: 'guessed',
        what: 'the language, by the file’s name',
        detail: canonical,
        key: 'lang',
      });
    return canonical;
  } catch {
    notes.push({ kind: 'left', what: `the language in “${found?.key}”`, detail: quoted(written) });
    return undefined;
  }
}

/** An original elsewhere, or an address of the old site itself. */
function canonicalOf(
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

const textAt = (group: OldKeys, key: string) => (typeof group[key] === 'string' ? group[key] : undefined);

function addressesOf(
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
