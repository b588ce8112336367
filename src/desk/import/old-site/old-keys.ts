import { slugify } from '../../../lib/text.ts';
import { parseMoment } from '../../../lib/time.ts';
import { articleKinds, type ArticleKind } from '../../../model/article.ts';
import { readDate, type DateRules } from '../date-forms.ts';
import type { GivenKeys } from './given-keys.ts';
import { KeyReader } from './key-reader.ts';
import { quoted, Refusal, type Note } from '../notes.ts';
import type { OldSite } from './old-addresses.ts';
import { publishedOf, updatedOf } from './old-dates.ts';
import type { OldKeys } from './old-frontmatter.ts';
import { addressesOf, canonicalOf, guidOf, slugOf } from './old-identity.ts';
import { pictureOf } from './old-picture.ts';
import { entriesOf, isFalse, isGroup, isTrue, textAt } from './old-values.ts';
import { plainText, type StoryCopy } from '../story-copy.ts';

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
    series: old.list('series').find((title) => slugify(title) !== ''),
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

function kindOf(old: KeyReader): ArticleKind | undefined {
  const value = old.peek('kind');
  const kind = articleKinds.find((known) => known === value);
  if (kind !== undefined) old.take('kind');
  return kind === 'news' ? undefined : kind;
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
