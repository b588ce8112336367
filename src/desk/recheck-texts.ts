import { contentPath, displayPath } from '../content/content-files.ts';
import { hasText } from '../content/content-kinds.ts';
import { environment } from '../environment.ts';
import { compareProblems } from '../model/problem.ts';
import { site } from '../site.config.ts';
import { textFindings, type Finding, type PaperLook } from './check-paper.ts';
import type { CopyCode } from './copy-desk/rules.ts';
import { placeRemarks } from './place-remarks.ts';
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
  const { contentDir } = environment;
  const files = new Set(paths.map((path) => displayPath(contentDir, path)));
  const before = findings.filter(({ file }) => files.has(file));
  if (!before.every(isCertain)) return undefined;

  const texts = await readAlone(paths);
  if (texts.length < paths.length) return undefined;
  const { readText } = await import('./copy-desk/read-text.ts');
  const now: Finding[] = [];
  for (const { path, text, data, reading } of texts) {
    const report = readText(path, text, site.language, data);
    if (outsideOf(reading, report) !== changed.get(path)) return undefined;
    now.push(...textFindings(path, report, true));
  }
  const ofKeys = before.flatMap(({ file, code, message, where }) =>
    where ? [{ path: contentPath(contentDir, file), code: code as CopyCode, message, where }] : [],
  );
  for (const remark of placeRemarks(ofKeys)) now.push({ ...remark, severity: 'warning' });
  const others = findings.filter(({ file }) => !files.has(file));
  return { findings: [...others, ...now].sort(compareProblems), count };
}

/** Whether a finding comes of a text by itself, or stands at a key of its frontmatter, which can be found again. */
const isCertain = ({ code, where }: Finding) => code !== undefined && (!where || 'at' in where);
