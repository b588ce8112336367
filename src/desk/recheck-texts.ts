import { contentPath, displayPath } from '../content/content-files.ts';
import { hasText, kindOf } from '../content/content-kinds.ts';
import type { InterpretedText } from '../content/file-reading.ts';
import { partsThatChanged } from '../content/seen-by-others.ts';
import { areSoundEdits, factsOfText, storyOf, type EditedText } from '../content/sound-edits.ts';
import { environment } from '../environment.ts';
import { dayInZone } from '../lib/time.ts';
import type { ArticleFrontmatter } from '../model/article.ts';
import { besideFile } from '../model/interpret-article.ts';
import type { SourceFile } from '../model/newsroom.ts';
import { compareProblems } from '../model/problem.ts';
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

/** A text that was read again. */
interface RereadText extends EditedText {
  /** What the copy desk says of it by itself. */
  report: TextReport;
  /** Whether it asks for other silence than before. */
  isSilentOtherwise: boolean;
}

/** What is said of edited texts beside others, and all findings in files that were not edited. */
interface Rereading {
  told: Remark[];
  others: Finding[];
}

/**
 * What a check of the whole paper would find, made of what one found before some texts changed or came.
 * @returns nothing where only a check of everything can tell: when a story's address or a list changed, or when there
 * may be a mistake in more than the words of a text.
 * @throws {Error} naming the file that cannot be read.
 */
export async function recheckTexts(
  paper: Pick<PaperLook, 'readAlone' | 'look'>,
  { findings, count, code, changed, added, sound }: RecalledCheck,
): Promise<FoundInContent | undefined> {
  if (changed.size + added.length === 0) return { findings, count, code };
  // Beside stories there are their pictures, which are looked at when a text names them.
  if (!added.every((path) => path.startsWith('articles/'))) return undefined;
  const news = added.filter(hasText);
  const paths = [...changed.keys(), ...news];
  if (paths.length > fewTexts || !paths.every(hasText)) return undefined;
  const files = new Set(paths.map((path) => displayPath(environment.contentDir, path)));
  const before = findings.filter(({ file }) => files.has(file));
  const others = findings.filter(({ file }) => !files.has(file));
  if (before.some(({ code }) => code === undefined)) return undefined;

  const texts = await readAgain(paper, paths, changed);
  if (!texts) return undefined;
  const isAlike = ({ changed, isSilentOtherwise }: RereadText) => changed?.size === 0 && !isSilentOtherwise;
  const again: Rereading | undefined =
    texts.every(isAlike) && before.every(isAtKey)
      ? { told: before.filter(isKept).map(toRemark), others }
      : sound && (await besideOthers(paper, texts, sound, { before, others }));
  if (!again) return undefined;

  const reports = new Map(texts.map(({ path, report }) => [path, report]));
  const now = [
    ...texts.flatMap(mistakesIn),
    ...texts.flatMap(({ path, report }) => textFindings(path, report, true)),
    ...remarkFindings([...noteRemarks(texts), ...again.told], reports),
  ];
  return {
    ...{ findings: [...again.others, ...now].sort(compareProblems), count: count + news.length },
    code: codeAfter(code, texts),
  };
}

/** What of a text by itself fails a build. */
function mistakesIn({ path, reading: { problems = [] } }: RereadText): Finding[] {
  const file = displayPath(environment.contentDir, path);
  return problems.map((problem) => ({ file, ...problem, severity: 'error' }));
}

/** The texts that hold code, after some were edited. */
function codeAfter(before: SourceFile[], texts: RereadText[]): SourceFile[] {
  const read = new Set(texts.map(({ path }) => path));
  const now = texts.filter(({ reading }) => reading.isCode).map(({ path, digest }) => ({ path, digest }));
  return [...before.filter(({ path }) => !read.has(path)), ...now].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Reads texts again; nothing when the frontmatter of one has a mistake, or it has another address. */
async function readAgain(
  { readAlone }: Pick<PaperLook, 'readAlone'>,
  paths: string[],
  before: ReadonlyMap<string, string>,
): Promise<RereadText[] | undefined> {
  const texts = await readAlone(paths);
  if (texts.length < paths.length) return undefined;
  const { readText } = await import('./copy-desk/read-text.ts');
  const read = texts.map((text): RereadText => {
    const { path, data, reading } = text;
    const report = readText(path, text.text, site.language, data);
    const [then, now] = [before.get(path), seenOf(reading, report)];
    if (then === undefined) return { ...text, report, isSilentOtherwise: true };
    const isSilentOtherwise = ignoredOf(then) !== ignoredOf(now);
    return { ...text, report, changed: partsThatChanged(then, now), isSilentOtherwise };
  });
  return read.some(({ changed }) => changed?.has('address')) ? undefined : read;
}

/** What is said of texts that others see otherwise than before, when they bring no mistake into a sound paper. */
async function besideOthers(
  { look }: Pick<PaperLook, 'look'>,
  texts: RereadText[],
  sound: RecalledPaper,
  { before, others }: Record<'before' | 'others', Finding[]>,
): Promise<Rereading | undefined> {
  const paper = sound.paper();
  const files = new Set(look.files.keys());
  let known: ReturnType<typeof editedStories> | undefined;
  const stories = () => (known ??= editedStories(sound.stories(), texts));
  if (!areSoundEdits(paper, { texts, files, stories }, { ...environment, site })) return undefined;
  const sizes = await sizesOfPictures(texts, files);
  if (!sizes) return undefined;

  const off = warningsOff();
  const articles = texts.filter(({ path }) => kindOf(path) === 'articles').map(storyOf);
  const edited = {
    newsroom: { ...paper.lists, authors: new Map(), articles, pages: [] },
    texts: new Map(texts.map((text) => [text.path, factsOfText(text)])),
  };
  const ofReferences = referenceRemarks(edited, off, sizes);
  const codes = staleCodes(texts);
  const isStale = ({ code }: Placeable) => codes.has(code as CopyCode);
  const kept = before.filter((finding) => isOfStories(finding) && !isStale(finding)).map(toRemark);
  if (codes.size === 0) return { told: [...kept, ...ofReferences], others };

  const { now, silenced } = stories();
  const isEdited = ({ path }: Remark) => edited.texts.has(path);
  const remarks = storyRemarks(
    { ...paper.lists, articles: now },
    off.union(storyCodes.difference(codes)),
  ).filter(isKept);
  const ofOthers = remarks.filter((remark) => !isEdited(remark));
  return {
    told: [...kept, ...remarks.filter(isEdited), ...ofReferences],
    others: [
      ...others.filter((finding) => !isOfStories(finding) || !isStale(finding)),
      ...placed(ofOthers, others, silenced),
    ],
  };
}

/** What of all that is said of stories beside one another may be otherwise now. */
function staleCodes(texts: RereadText[]): Set<CopyCode> {
  const codes = new Set<CopyCode>();
  const add = (...more: CopyCode[]) => more.forEach((code) => codes.add(code));
  for (const { changed, isSilentOtherwise } of texts) {
    if (!changed || isSilentOtherwise) return storyCodes;
    if (changed.has('headline')) add('twin-headline');
    if (changed.has('topics')) add('tag-variant', 'author-variant');
  }
  return codes;
}

/** All stories before texts were edited, and now. */
function editedStories({ stories, silenced }: KnownStories, texts: RereadText[]) {
  const before = new Map(stories.map((story) => [story.path, story]));
  const now = new Map(before);
  for (const text of texts) if (kindOf(text.path) === 'articles') now.set(text.path, storyOf(text));
  return { before, now: [...now.values()].sort((a, b) => (a.path < b.path ? -1 : 1)), silenced };
}

/** Sizes of the pictures that texts name; nothing when one cannot be read. */
async function sizesOfPictures(
  texts: RereadText[],
  files: ReadonlySet<string>,
): Promise<Map<string, Size> | undefined> {
  const sizes = new Map<string, Size>();
  for (const { path, data, reading } of texts) {
    const { image } = data as Partial<ArticleFrontmatter>;
    const pictures = (reading.references?.pictures ?? []).map(({ path }) => path);
    if (image) pictures.push(besideFile(path, image.src));
    for (const picture of pictures) {
      // What a withdrawn story showed may be gone.
      if (!files.has(picture)) continue;
      try {
        sizes.set(picture, await describePicture(picture));
      } catch {
        // The check of everything says what is wrong with it.
        return undefined;
      }
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
function noteRemarks(texts: InterpretedText[]): Remark[] {
  if (warningsOff().has('far-date')) return [];
  const ofNotes = noteDateRule(dayInZone(environment.now, site.timeZone));
  return texts.flatMap(({ path, data }) => {
    const story = data as ArticleFrontmatter;
    return kindOf(path) !== 'articles' || story.withdrawn ? [] : ofNotes({ path, data: story });
  });
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
