import { readDate, type ReadDate } from '../date-forms.ts';
import type { KeyReader } from './key-reader.ts';
import { quoted, Refusal, type Note } from '../notes.ts';
import type { FileFacts, OldRules } from './old-keys.ts';
import { isFalse, isTrue } from './old-values.ts';

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

/**
 * The day or moment of publication.
 * @throws {Refusal} when there is none, or one that cannot be read.
 */
export function publishedOf(
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
  if (found) {
    throw new Refusal(
      1,
      `“${found.key}” holds several values; expected a date such as 2024-10-02 behind it.`,
    );
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

/** The moment of the last change, when that is later. */
export function updatedOf(
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
