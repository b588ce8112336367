import { contentPath, displayPath } from '../content/content-files.ts';
import { hasText, kindOf } from '../content/content-kinds.ts';
import { mistakesOfEdits, readEdits, type EditedFile, type EditsReading } from '../content/edited-paper.ts';
import { partsThatChanged } from '../content/seen-by-others.ts';
import { environment } from '../environment.ts';
import { dayInZone } from '../lib/time.ts';
import { besideFile } from '../model/interpret-article.ts';
import type { SourceFile } from '../model/newsroom.ts';
import { compareProblems, type Problem } from '../model/problem.ts';
import type { Size } from '../pictures/derivatives.ts';
import { describePicture } from '../pictures/originals.ts';
import { site } from '../site.config.ts';
import { remarkFindings, textFindings, warningsOff, type Finding, type PaperLook } from './check-paper.ts';
import { isNoteKey, noteDateRule } from './copy-desk/dates.ts';
import type { TextReport } from './copy-desk/read-text.ts';
import type { Remark } from './copy-desk/remark.ts';
import type { CopyCode } from './copy-desk/rules.ts';
import { referenceRemarks, storyRemarks } from './paper-remarks.ts';
import {
  ignoredOf,
  seenOf,
  type FoundInContent,
  type RecalledCheck,
  type RecalledPaper,
} from './remembered-check.ts';
import type { KnownStories } from './sound-paper.ts';

/** With more of them, a check of everything takes little longer. */
const fewTexts = 50;

/** A file that was read again. */
interface RereadFile extends EditedFile {
  /** What the copy desk says of its text by itself. */
  report?: TextReport;
  /** Whether it asks for other silence than before. */
  isSilentOtherwise: boolean;
}

/** What is said of edited files beside others, and all findings in files that were not edited. */
interface Rereading {
  /** Mistakes in what they say of others. */
  problems: Problem[];
  told: Remark[];
  others: Finding[];
}

/**
 * What a check of the whole paper would find, made of what one found before some texts, or the choice for the front
 * page, changed or came.
 * @returns nothing where only a check of everything can tell: when another list changed, or when there may be mistakes
 * in files that were not edited.
 * @throws {Error} naming the file that cannot be read.
 */
export async function recheckTexts(
  paper: Pick<PaperLook, 'readAlone' | 'look'>,
  { findings, count, code, changed, added, sound }: RecalledCheck,
): Promise<FoundInContent | undefined> {
  if (changed.size + added.length === 0) return { findings, count, code };
  // What comes may be what a mistake missed.
  if (added.length > 0 && !sound) return undefined;
  // Beside stories there are their pictures, which are looked at when a text names them.
  if (!added.every((path) => path.startsWith('articles/'))) return undefined;
  const news = added.filter(hasText);
  const paths = [...changed.keys(), ...news];
  if (paths.length > fewTexts || !paths.every(isReadAgain)) return undefined;
  const names = new Set(paths.map((path) => displayPath(environment.contentDir, path)));
  const before = findings.filter(({ file }) => names.has(file));
  const others = findings.filter(({ file }) => !names.has(file));
  if (before.some(({ code }) => code === undefined)) return undefined;

  const files = await readAgain(paper, paths, changed);
  const reading = readEdits(files, environment.contentDir);
  const isAlike = ({ path, changed, isSilentOtherwise }: RereadFile) =>
    reading.texts.has(path) && !reading.broken.has(path) && changed?.size === 0 && !isSilentOtherwise;
  const again: Rereading | undefined =
    files.every(isAlike) && before.every(isAtKey)
      ? { problems: [], told: before.filter(isKept).map(toRemark), others }
      : sound && (await besideOthers(paper, files, reading, sound, { before, others }));
  if (!again) return undefined;

  const reports = new Map(files.flatMap(({ path, report }) => (report ? [[path, report]] : [])));
  const stories = new Set(reading.newsroom.articles.map(({ path }) => path));
  const now = [
    ...[...reading.problems, ...again.problems].map((problem): Finding => ({
      ...problem,
      severity: 'error',
    })),
    ...[...reports].flatMap(([path, report]) => textFindings(path, report, stories.has(path))),
    ...remarkFindings([...noteRemarks(reading), ...again.told], reports),
  ];
  return {
    findings: [...again.others, ...now].sort(compareProblems),
    count: count - changed.keys().filter(hasText).toArray().length + reading.texts.size,
    code: codeAfter(code, reading, paths),
  };
}

/** Whether {@link recheckTexts} knows what a change of a file means to others. */
const isReadAgain = (path: string) => hasText(path) || kindOf(path) === 'front';

/** The texts that hold code, after some were edited. */
function codeAfter(before: SourceFile[], { texts }: EditsReading, edited: string[]): SourceFile[] {
  const now = [...texts].flatMap(([path, { digest, isCode }]) => (isCode ? [{ path, digest }] : []));
  const others = before.filter(({ path }) => !edited.includes(path));
  return [...others, ...now].sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function readAgain(
  { readAlone }: Pick<PaperLook, 'readAlone'>,
  paths: string[],
  before: ReadonlyMap<string, string>,
): Promise<RereadFile[]> {
  const files = await readAlone(paths);
  const { readText } = await import('./copy-desk/read-text.ts');
  return files.map((file): RereadFile => {
    const { path, text, reading } = file;
    if (!hasText(path)) return { ...file, changed: new Set(), isSilentOtherwise: false };
    if (text === undefined || !reading.text) return { ...file, isSilentOtherwise: true };
    const report = readText(path, text, site.language, reading.data);
    const [then, now] = [before.get(path), seenOf(reading.text, report)];
    if (then === undefined) return { ...file, report, isSilentOtherwise: true };
    const isSilentOtherwise = ignoredOf(then) !== ignoredOf(now);
    return { ...file, report, changed: partsThatChanged(then, now), isSilentOtherwise };
  });
}

/** What is said of files that others see otherwise than before, when they bring no mistake into others of a sound paper. */
async function besideOthers(
  { look }: Pick<PaperLook, 'look'>,
  files: RereadFile[],
  reading: EditsReading,
  sound: RecalledPaper,
  { before, others }: Record<'before' | 'others', Finding[]>,
): Promise<Rereading | undefined> {
  const paper = sound.paper();
  const paths = new Set(look.files.keys());
  let known: ReturnType<typeof editedStories> | undefined;
  const stories = () => (known ??= editedStories(sound.stories(), reading));
  const problems = mistakesOfEdits(paper, { files, paths, stories }, reading, { ...environment, site });
  const sizes = problems && (await sizesOfPictures(reading, paths));
  if (!sizes) return undefined;

  const off = warningsOff();
  const { articles } = reading.newsroom;
  const edited = {
    newsroom: { ...paper.lists, authors: new Map(), articles, pages: [] },
    texts: reading.texts,
  };
  const ofReferences = referenceRemarks(edited, off, sizes);
  const codes = staleCodes(files, reading);
  const isStale = ({ code }: Placeable) => codes.has(code as CopyCode);
  const kept = before.filter((finding) => isOfStories(finding) && !isStale(finding)).map(toRemark);
  if (codes.size === 0) return { problems, told: [...kept, ...ofReferences], others };

  const { now, silenced } = stories();
  const isEdited = ({ path }: Remark) => reading.texts.has(path);
  const remarks = storyRemarks(
    { ...paper.lists, articles: now },
    off.union(storyCodes.difference(codes)),
  ).filter(isKept);
  const ofOthers = remarks.filter((remark) => !isEdited(remark));
  return {
    problems,
    told: [...kept, ...remarks.filter(isEdited), ...ofReferences],
    others: [
      ...others.filter((finding) => !isOfStories(finding) || !isStale(finding)),
      ...placed(ofOthers, others, silenced),
    ],
  };
}

/** What of all that is said of stories beside one another may be otherwise now. */
function staleCodes(files: RereadFile[], { broken }: EditsReading): Set<CopyCode> {
  const codes = new Set<CopyCode>();
  const add = (...more: CopyCode[]) => more.forEach((code) => codes.add(code));
  for (const { path, changed, isSilentOtherwise } of files) {
    if (!changed || isSilentOtherwise || broken.has(path) || changed.has('address')) return storyCodes;
    if (changed.has('headline')) add('twin-headline');
    if (changed.has('topics')) add('tag-variant', 'author-variant');
  }
  return codes;
}

/** All stories before files were edited, and now. */
function editedStories({ stories, silenced }: KnownStories, { newsroom, broken }: EditsReading) {
  const before = new Map(stories.map((story) => [story.path, story]));
  const now = new Map(before);
  for (const path of broken.keys()) now.delete(path);
  for (const story of newsroom.articles) now.set(story.path, story);
  return { before, now: [...now.values()].sort((a, b) => (a.path < b.path ? -1 : 1)), silenced };
}

/** Sizes of the pictures that files name; nothing when one cannot be read. */
async function sizesOfPictures(
  { newsroom, texts }: EditsReading,
  files: ReadonlySet<string>,
): Promise<Map<string, Size> | undefined> {
  const pictures = [
    ...newsroom.articles.flatMap(({ path, data: { image } }) => (image ? besideFile(path, image.src) : [])),
    ...[...texts.values()].flatMap(({ references }) => references.pictures.map(({ path }) => path)),
  ];
  const sizes = new Map<string, Size>();
  for (const picture of new Set(pictures)) {
    // What a withdrawn story showed may be gone.
    if (!files.has(picture)) continue;
    try {
      sizes.set(picture, await describePicture(picture));
    } catch {
      // The check of everything says what is wrong with it.
      return undefined;
    }
  }
  return sizes;
}

/** Places remarks on files that did not change: most of them were told before, or were silent. */
function placed(remarks: Remark[], before: Finding[], silenced: Remark[]): Finding[] {
  const nameOf = ({ path, code, message, where }: Remark) => JSON.stringify([path, code, message, where]);
  const silent = new Set(silenced.map(nameOf));
  const told = new Map(before.filter(isOfStories).map((finding) => [nameOf(toRemark(finding)), finding]));
  const news: Remark[] = [];
  const again = remarks.flatMap((remark) => {
    const name = nameOf(remark);
    const finding = told.get(name);
    if (!finding && !silent.has(name)) news.push(remark);
    return finding ?? [];
  });
  return [...again, ...remarkFindings(news)];
}

/** What is said of the dates of notes, which no other file goes by. */
function noteRemarks({ newsroom }: EditsReading): Remark[] {
  if (warningsOff().has('far-date')) return [];
  const ofNotes = noteDateRule(dayInZone(environment.now, site.timeZone));
  return newsroom.articles.flatMap((story) => (story.data.withdrawn ? [] : ofNotes(story)));
}

type Placeable = Pick<Finding, 'code' | 'where'>;

/** Whether a finding comes of a text by itself, or stands at a key of its frontmatter, which can be found again. */
const isAtKey = ({ where }: Placeable) => !where || 'at' in where;

/** Whether a finding stands at a key of which nothing but a text's own notes are said otherwise now. */
const isKept = ({ where }: Placeable) => where !== undefined && 'at' in where && !isNoteKey(where.at[0]);

/** Whether a finding is one of those on stories beside one another, but for the dates of notes. */
const isOfStories = (finding: Placeable) => isKept(finding) && storyCodes.has(finding.code as CopyCode);

const storyCodes = new Set<CopyCode>(['far-date', 'twin-headline', 'tag-variant', 'author-variant']);

/** A finding as it was before it was placed. */
const toRemark = ({ file, code, message, where }: Finding): Remark => ({
  path: contentPath(environment.contentDir, file),
  ...{ code: code as CopyCode, message, where: where! },
});
