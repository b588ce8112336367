import { contentPath, displayPath } from '../content/content-files.ts';
import { hasText, kindOf } from '../content/content-kinds.ts';
import type { SoundText } from '../content/file-reading.ts';
import { environment } from '../environment.ts';
import { dayInZone } from '../lib/time.ts';
import type { ArticleFrontmatter } from '../model/article.ts';
import { compareProblems } from '../model/problem.ts';
import { site } from '../site.config.ts';
import { remarkFindings, textFindings, warningsOff, type Finding, type PaperLook } from './check-paper.ts';
import { isNoteKey, noteDateRule } from './copy-desk/dates.ts';
import type { TextReport } from './copy-desk/read-text.ts';
import type { Remark } from './copy-desk/remark.ts';
import type { CopyCode } from './copy-desk/rules.ts';
import { outsideOf, type RecalledCheck } from './remembered-check.ts';

/** With more of them, a check of everything takes little longer. */
const fewTexts = 50;

/**
 * What a check of the whole paper would find, made of what one found before some texts changed.
 * @returns nothing where only a check of everything can tell: when something changed that other files see, or that
 * decides what is said of a file beside others.
 * @throws {Error} naming the file that cannot be read.
 */
export async function recheckTexts(
  { readAlone }: Pick<PaperLook, 'readAlone'>,
  { findings, count, changed }: RecalledCheck,
): Promise<Omit<RecalledCheck, 'changed'> | undefined> {
  if (changed.size === 0) return { findings, count };
  const paths = [...changed.keys()];
  if (paths.length > fewTexts || !paths.every(hasText)) return undefined;
  const files = new Set(paths.map((path) => displayPath(environment.contentDir, path)));
  const before = findings.filter(({ file }) => files.has(file));
  if (!before.every(isCertain)) return undefined;

  const texts = await readAlone(paths);
  if (texts.length < paths.length) return undefined;
  const { readText } = await import('./copy-desk/read-text.ts');
  const now: Finding[] = [];
  const reports = new Map<string, TextReport>();
  for (const { path, text, data, reading } of texts) {
    const report = readText(path, text, site.language, data);
    if (outsideOf(reading, report) !== changed.get(path)) return undefined;
    reports.set(path, report);
    now.push(...textFindings(path, report, true));
  }
  now.push(...remarkFindings([...noteRemarks(texts), ...keyRemarks(before)], reports));
  const others = findings.filter(({ file }) => !files.has(file));
  return { findings: [...others, ...now].sort(compareProblems), count };
}

/** What is said of the dates of notes, which no other file goes by. */
function noteRemarks(texts: SoundText[]): Remark[] {
  if (warningsOff().has('far-date')) return [];
  const ofNotes = noteDateRule(dayInZone(environment.now, site.timeZone));
  return texts.flatMap(({ path, data }) => {
    const story = data as ArticleFrontmatter;
    return kindOf(path) !== 'articles' || story.withdrawn ? [] : ofNotes({ path, data: story });
  });
}

/** What else was said of keys. */
function keyRemarks(before: Finding[]): Remark[] {
  return before.flatMap(({ file, code, message, where }) => {
    if (!where || !('at' in where) || isNoteKey(where.at[0])) return [];
    return [{ path: contentPath(environment.contentDir, file), code: code as CopyCode, message, where }];
  });
}

/** Whether a finding comes of a text by itself, or stands at a key of its frontmatter, which can be found again. */
const isCertain = ({ code, where }: Finding) => code !== undefined && (!where || 'at' in where);
