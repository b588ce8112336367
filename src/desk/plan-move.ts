import { existsSync } from 'node:fs';
import { isSamePlace, readPermalinksFile } from '../content/check-permalinks.ts';
import type { CheckedContent } from '../content/content-reader.ts';
import { quote } from '../content/schema-words.ts';
import { environment } from '../environment.ts';
import { dayInZone, parseMoment, rfc3339 } from '../lib/time.ts';
import { articleSlug } from '../model/interpret-article.ts';
import type { ArticleEntry } from '../model/newsroom.ts';
import { plainPath, storyPath } from '../model/permalink.ts';
import { lastTarget } from '../model/redirects.ts';
import { guidOf } from '../model/story-guid.ts';
import { site } from '../site.config.ts';
import { CommandError } from './command.ts';
import { editFrontmatter } from './edit-frontmatter.ts';
import { removeKey, replaceText, setKey } from './edit-yaml.ts';
import { shown, type FileChange } from './file-changes.ts';
import { addressOf } from './find-story.ts';
import { editMentions } from './mentions.ts';
import { listedOn, nameTaken } from './names-in-feeds.ts';
import { contentFile, heldBecause, readContentFile, refuseMistakes } from './story-file.ts';
import { planPictures, type PicturesPlan } from './story-pictures.ts';
import { redirectsFile, TextEdits } from './text-edits.ts';

/** Where a story is to go: what is not said stays. */
export interface MoveWish {
  /** Last part of its address, and name of its file. */
  slug?: string;
  /** A day, or a moment as in frontmatter. */
  date?: string;
  /** Id of a section. */
  section?: string;
}

/** A move that can be made. */
export interface MovePlan {
  changes: FileChange[];
  /** What the editor is told once it is made: a sentence each. */
  report: string[];
}

/**
 * Plans the move of a story: its file and pictures, all that refers to it, the redirect from its old address and
 * its name in feeds.
 * @throws {CommandError} when it cannot go there
 */
export function planMove(entry: ArticleEntry, wish: MoveWish, content: CheckedContent): MovePlan {
  const to = destination(entry, wish);
  const from = { ...entry, address: addressOf(entry) };
  const isSame = to.path === from.path && to.address === from.address && to.section === entry.data.section;
  if (isSame && to.pubDate === entry.data.pubDate) {
    throw new CommandError(
      `The story is there already: ${shown(contentFile(entry.path))}. Nothing was changed.`,
    );
  }
  const isPublished = heldBecause(entry) === undefined || isListed(from.address);
  refuseEmbargo(entry, to.pubDate, isPublished);

  const pictures = planPictures(entry, to, content);
  const texts = new TextEdits();
  texts.edit(entry.path, (text) =>
    editFrontmatter(text, (yaml) => movedFrontmatter(yaml, entry, to, isPublished)),
  );
  pictures.editNames(texts);
  const missed = editMentions(texts, from, to, content);
  const isMoved = to.address !== from.address;
  if (isMoved && isPublished) {
    texts.edit(redirectsFile, (yaml) => {
      // Back at an address that it had before.
      const free = removeKey(yaml, to.address);
      return setKey(free, from.address, to.address);
    });
  }
  const text = texts.after(entry.path);
  refuseTaken(entry, to, text, content);
  if (!isPublished && entry.data.guid === undefined && to.id !== from.id) {
    const by = nameTaken(to.id, readPermalinksFile(environment.contentDir).lines);
    if (by !== undefined) throw taken(to, by);
  }
  refuseMistakes(to.path, text);

  const others = texts.paths.filter((path) => path !== entry.path && path !== redirectsFile);
  const isRenamed = to.id !== from.id;
  const report = [
    to.path === from.path
      ? `Changed ${shown(contentFile(to.path))}.`
      : `Moved ${shown(contentFile(from.path))} to ${shown(contentFile(to.path))}.`,
    ...pictures.report,
    ...(!isMoved ? [] : [movedLine(from.address, to.address, isPublished)]),
    ...(isRenamed && isPublished ? [`Its name in feeds stays: guid: ${guidOf(guidFacts(entry))}`] : []),
    ...(others.length > 0
      ? ['Mended what refers to it in:', ...others.map((path) => `  ${shown(contentFile(path))}`)]
      : []),
    ...missed,
  ];
  return { changes: inOrder(entry.path, to.path, texts, pictures), report };
}

/**
 * A command that is killed between any two of these is called again and does the rest: what the story needs where it
 * goes is put there before, what it needs where it was is taken away after it.
 */
function inOrder(from: string, to: string, texts: TextEdits, pictures: PicturesPlan): FileChange[] {
  const text = texts.after(from);
  const before = readContentFile(from);
  const [file, newFile] = [contentFile(from), contentFile(to)];
  const ofStory: FileChange[] =
    from === to
      ? [{ file, before, after: text }]
      : [...(existsSync(newFile) ? [] : [{ file: newFile, after: text }]), { file, before, isDeleted: true }];
  const ofOthers = texts.changes().filter((change) => change.file !== file);
  return [...pictures.added, ...ofOthers, ...ofStory, ...pictures.gone];
}

function movedLine(from: string, to: string, isPublished: boolean): string {
  return isPublished
    ? `Address: ${to}. The old one, ${from}, leads there by a line in ${shown(contentFile(redirectsFile))}.`
    : `Address: ${to}. The old one, ${from}, was never public and needs no redirect.`;
}

interface Destination {
  id: string;
  path: string;
  /** In plain letters. */
  address: string;
  /** As it is written. */
  pubDate: string;
  section: string;
  slug?: string;
}

function destination({ id, path, data }: ArticleEntry, { slug, date, section }: MoveWish): Destination {
  const pubDate = date === undefined ? data.pubDate : movedDate(data.pubDate, date);
  const published = parseMoment(pubDate, site.timeZone);
  if (!published) {
    throw new CommandError(`${quote(date)} is no date; expected one such as 2024-10-05 or 2024-10-05T09:00.`);
  }
  const day = dayInZone(published, site.timeZone);
  const name = slug ?? id.slice(id.lastIndexOf('/') + 1);
  const newId = `${day.slice(0, 7).replace('-', '/')}/${name}`;
  return {
    id: newId,
    path: `articles/${newId}${path.slice(path.lastIndexOf('.'))}`,
    address: plainPath(storyPath(day, slug ?? articleSlug({ id, data }))),
    pubDate,
    section: section ?? data.section,
    slug,
  };
}

/** A day keeps the time of day that the story had, in the paper's zone; anything else is taken as it is. */
function movedDate(old: string, wished: string): string {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(wished);
  if (!isDay || old.length === wished.length) return wished;
  const time = rfc3339(parseMoment(old, site.timeZone)!, site.timeZone).slice('2024-10-02T'.length);
  const clock = time.slice(0, '13:30:00'.length).replace(/:00$/, '');
  const moment = parseMoment(`${wished}T${clock}`, site.timeZone);
  const hasZone = /(?:Z|[+-]\d{2}:?\d{2})$/.test(old.slice(wished.length));
  if (!moment || !hasZone) return `${wished}T${clock}`;
  return rfc3339(moment, site.timeZone);
}

const isListed = (address: string) =>
  readPermalinksFile(environment.contentDir).lines.some(({ path }) => path === address);

const guidFacts = ({ id, data }: ArticleEntry) => ({ id, guid: data.guid });

function refuseEmbargo(entry: ArticleEntry, pubDate: string, isPublished: boolean): void {
  if (!isPublished || pubDate === entry.data.pubDate) return;
  if (parseMoment(pubDate, site.timeZone)! <= environment.now) return;
  throw new CommandError(
    `${pubDate} lies in the future, and this story is out: it would vanish until then. Name a day that has begun, ` +
      `or take the story back for all to see: npm run withdraw -- ${entry.id}`,
  );
}

/**
 * An address is one story's for ever.
 * @param text that the story will have: where it stands already, an earlier call was killed
 */
function refuseTaken(entry: ArticleEntry, to: Destination, text: string, content: CheckedContent): void {
  const places = [
    [addressOf(entry), to.address],
    [shown(contentFile(entry.path)), shown(contentFile(to.path))],
  ] as const;
  for (const [old, wished] of places) {
    if (old === wished || !isSamePlace(old, wished)) continue;
    throw new CommandError(
      `${wished} differs from ${old} in capitals only, which many hosts and disks take for the same. Nothing was changed; choose another name.`,
    );
  }
  const { articles, redirects } = content.newsroom;
  if (to.path !== entry.path && existsSync(contentFile(to.path)) && readContentFile(to.path) === text) return;
  const address = to.address.toLowerCase();
  const holder = articles.find(
    (other) => other.path !== entry.path && addressOf(other).toLowerCase() === address,
  );
  if (holder) throw taken(to, `${shown(contentFile(holder.path))} is there`);
  const files = ['.mdx', '.md'].map((ending) => `articles/${to.id}${ending}`);
  const file = files.find((path) => path !== entry.path && existsSync(contentFile(path)));
  if (file !== undefined) throw taken(to, `${shown(contentFile(file))} exists`);
  const isOwn = (path: string) => plainPath(lastTarget(redirects, path)) === addressOf(entry);
  if (Object.hasOwn(redirects, to.address) && !isOwn(to.address)) {
    throw taken(to, `${shown(contentFile(redirectsFile))} leads that address elsewhere`);
  }
  const { lines } = readPermalinksFile(environment.contentDir);
  const line = lines.find(({ path, guid }) => path === to.address && guid !== guidOf(guidFacts(entry)));
  if (line) throw taken(to, `another story was published there (${listedOn(line.line)})`);
}

const taken = ({ address }: Destination, by: string) =>
  new CommandError(`The story cannot go to ${address}: ${by}. Nothing was changed; choose another name.`);

function movedFrontmatter(yaml: string, entry: ArticleEntry, to: Destination, isPublished: boolean): string {
  const { data } = entry;
  let edited = yaml;
  if (to.section !== data.section) edited = replaceText(edited, ['section'], to.section);
  if (to.pubDate !== data.pubDate) edited = replaceText(edited, ['pubDate'], to.pubDate);
  if (to.slug !== undefined) edited = removeKey(edited, 'slug');
  if (to.id !== entry.id && isPublished && data.guid === undefined) {
    edited = setKey(edited, 'guid', guidOf({ id: entry.id }), 'pubDate');
  }
  return edited;
}
