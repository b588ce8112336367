import { basename, extname } from 'node:path';
import { headlineName } from '../../content/check-names.ts';
import { agencyOf } from './agencies.ts';
import { decodeCopy } from './decode-copy.ts';
import type { FolderKeys } from './old-site/folder-keys.ts';
import { bytesOf, fileFacts, isCopy, pictureBesideText } from './find-copies.ts';
import { Refusal, type Note } from './notes.ts';
import { readOldFile } from './old-site/old-frontmatter.ts';
import { mapOldKeys, type OldRules } from './old-site/old-keys.ts';
import { leadingHeading } from './old-site/old-markdown.ts';
import type { PictureCopy, StoryCopy } from './story-copy.ts';
import { readWireCopy, type WireCopy } from './wire/wire-copy.ts';

/**
 * Reads a file of another system as a story.
 * @param file absolute path
 * @param folders what other files give it
 * @throws {Refusal} when it cannot be understood.
 */
export function readCopy(file: string, rules: OldRules, folders: FolderKeys): StoryCopy {
  if (!isCopy(file)) {
    throw new Refusal(1, `Files that end in “${extname(file)}” are not read; expected .txt, .md or .mdx.`);
  }
  const { text, notes } = decodeCopy(bytesOf(file));
  const isPlain = extname(file).toLowerCase() === '.txt' && !/^(?:---|\+\+\+)[ \t]*\n/.test(text);
  return isPlain ? fromWire(file, text, rules, notes) : fromOldSite(file, text, rules, notes, folders);
}

function fromOldSite(
  file: string,
  text: string,
  rules: OldRules,
  notes: Note[],
  folders: FolderKeys,
): StoryCopy {
  const { keys, body, bodyLine } = readOldFile(text);
  const ofFile = fileFacts(file);
  const { given, notes: unread } = folders.of(file, ofFile.lang);
  const facts = mapOldKeys(keys, ofFile, leadingHeading(body), rules, notes, given);
  notes.push(...unread);
  const isMdx = extname(file).toLowerCase() === '.mdx';
  return { file, ...facts, body: { kind: 'markdown', text: body, line: bodyLine, isMdx }, notes };
}

function fromWire(file: string, text: string, rules: OldRules, notes: Note[]): StoryCopy {
  const wire = readWireCopy(text, rules);
  const { headline, standfirst, published, updated, dateline, photo, address } = wire;
  const slug = headlineName(headline);
  if (slug === '')
    throw new Refusal(1, 'The headline holds no letter or digit; expected words on the first line.');
  const picture = pictureOf(file, photo, wire.notes);
  const lang = languageByLetters(text, rules.language);
  if (lang !== undefined) {
    wire.notes.push({
      kind: 'guessed',
      what: 'the language, by the letters of the text',
      detail: lang,
      key: 'lang',
    });
  }
  const name = (written: string) => agencyOf(written)?.name ?? written;
  return {
    file,
    title: headline.replace(/\s+/g, ' ').trim(),
    ...(standfirst !== undefined && { description: standfirst }),
    published,
    ...(updated && updated.day > published.day && { updated }),
    authors: [...new Set(wire.bylines.map(name))],
    contributors: wire.contributors.map(({ name: written, role }) => ({ name: name(written), role })),
    ...(dateline !== undefined && { dateline }),
    tags: wire.tags,
    categories: wire.categories,
    ...(picture && { picture }),
    ...(address !== undefined && { source: { url: address, canonical: true } }),
    isDraft: false,
    ...(lang !== undefined && { lang }),
    slug,
    oldAddresses: [],
    body: { kind: 'wire', blocks: wire.body },
    notes: [...notes, ...wire.notes],
  };
}

/** Letters that Russian and Ukrainian, of the two, have alone. */
const [russian, ukrainian] = [/[ыэъё]/giu, /[іїєґ]/giu];

/** The language of a Cyrillic text in a paper that is written in other letters; nothing when that is in doubt. */
function languageByLetters(text: string, ofPaper: string): string | undefined {
  if (new Intl.Locale(ofPaper).maximize().script === 'Cyrl') return undefined;
  const number = (letters: RegExp) => text.match(letters)?.length ?? 0;
  if (number(/\p{Script=Cyrillic}/gu) * 2 < number(/\p{L}/gu)) return undefined;
  const [ru, uk] = [number(russian), number(ukrainian)];
  return ru > 3 * uk ? 'ru' : uk > 3 * ru ? 'uk' : undefined;
}

/** The picture beside the text, and what the copy says of it. */
function pictureOf(file: string, photo: WireCopy['photo'], notes: Note[]): PictureCopy | undefined {
  const picture = pictureBesideText(file);
  // As an address, in which some signs mean more.
  const src = picture && basename(picture).replace(/[%?#]/g, encodeURIComponent);
  if (!photo) return src === undefined ? undefined : { src };
  const { seen, photographer, agencies, credit, line } = photo;
  const who = [photographer, ...agencies].filter((name) => name !== undefined);
  notes.push({ kind: 'mapped', what: 'photo caption', detail: [seen, ...who].join(' | '), line });
  // Who is seen is all that the copy says of the picture.
  return { ...(src !== undefined && { src }), alt: seen.replace(/\.$/, ''), caption: seen, credit, line };
}
