import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KnownFile } from '../cache/content-cache.ts';
import { displayPath, type ContentLook } from '../content/content-files.ts';
import {
  openContentReader,
  type CheckedContent,
  type ContentReader,
  type SecondReading,
} from '../content/content-reader.ts';
import { decodeText } from '../content/decode-text.ts';
import { environment } from '../environment.ts';
import { cutFrontmatter } from '../lib/frontmatter.ts';
import type { Progress } from '../lib/progress.ts';
import type { SourceFile } from '../model/newsroom.ts';
import { compareProblems, type Problem } from '../model/problem.ts';
import type { Size } from '../pictures/derivatives.ts';
import { site } from '../site.config.ts';
import { storiesWithCode } from '../trial/try-stories.ts';
import { CommandError } from './command.ts';
import { ignoresOf } from './copy-desk/ignores.ts';
import type { TextReport } from './copy-desk/read-text.ts';
import type { Remark } from './copy-desk/remark.ts';
import { copyCodes, isCopyCode, type CopyCode } from './copy-desk/rules.ts';
import { isRemembered, openDeskCache } from './desk-cache.ts';
import { referenceRemarks, storyRemarks } from './paper-remarks.ts';
import { pictureSizes } from './picture-sizes.ts';
import { placeRemarks } from './place-remarks.ts';
import type { ChangedFile } from './published-versions.ts';
import { readTexts, type ReadText } from './read-texts.ts';

/** Something that the check found. */
export interface Finding extends Problem {
  /** A check with errors fails; a paper with errors that have no `code` cannot be built. */
  severity: 'error' | 'warning';
  /**
   * Name of the rule: of the copy desk, or `check-comment` for a comment that is to silence one and does not,
   * `taken-address` for a list that lost what it remembered. Absent for what keeps the paper from being built.
   */
  code?: CopyCode | 'check-comment' | 'taken-address';
  /** What it is about, where the file is looked at beside others: its place follows from that and the file alone. */
  where?: Remark['where'];
}

/** Whether a finding is an error of a build, too. */
export const keepsFromBuilding = ({ severity, code }: Finding): boolean =>
  severity === 'error' && code === undefined;

/** What a check found. */
export interface PaperCheck {
  /** Of all files, in their order and that of places. */
  findings: Finding[];
  content: CheckedContent;
  /** What the copy desk says of texts by themselves, by content path. */
  reports: ReadonlyMap<string, TextReport>;
  /** What it would say of stories beside one another, were it not silenced in their files. */
  silenced: Remark[];
  /** Stories and pages that were read. */
  count: number;
  /** Those of them that hold code, in the order of their paths. */
  code: SourceFile[];
}

/**
 * Checks the paper's content: all that would fail a build, and what the copy desk warns of, but for what changed
 * since stories were published ({@link silentFindings}).
 * @throws {CommandError} when the settings name an unknown warning
 * @throws {Error} when the content cannot be read
 */
export async function checkPaper(progress?: Progress): Promise<PaperCheck> {
  const { check } = await lookAtPaper();
  return check(progress);
}

/** The files of a paper as they look before it is checked. */
export interface PaperLook extends Pick<ContentReader, 'readAlone'> {
  look: ContentLook;
  /** Does what {@link checkPaper} does, without looking at all files again. */
  check(progress?: Progress): Promise<PaperCheck>;
}

/**
 * Looks at the paper's files, for whoever may know already what a check would find.
 * @throws {Error} when there is no content folder
 */
export async function lookAtPaper(): Promise<PaperLook> {
  const reader = openContentReader({ ...environment, site, isCheck: true });
  return {
    look: await reader.look(),
    readAlone: reader.readAlone,
    check: (progress) => checkContent(reader, progress),
  };
}

async function checkContent(reader: ContentReader, progress?: Progress): Promise<PaperCheck> {
  const off = warningsOff();
  const cache = openDeskCache();
  try {
    const known = new Map(cache.collect((files) => Array.from(files, (file) => [file.path, file])));
    const read: ReadText[] = [];
    // Where the copy desk knows no text yet, it reads each together with the content.
    const content = await reader.read(progress, known.size === 0 ? copyDeskReading(read) : undefined);
    await reader.close();
    const reports = await readTexts(content.texts, known, read, cache);
    const sizes = off.has('small-picture')
      ? new Map<string, Size>()
      : await pictureSizes(content.pictures, known, cache);
    cache.prune(goneFiles(known, content));

    const sound = new Set(content.newsroom.articles.map(({ path }) => path));
    const ofStories = storyRemarks(content.newsroom, off);
    const findings = [
      ...content.problems.map((problem): Finding => ({ ...problem, severity: 'error' })),
      ...[...reports].flatMap(([path, report]) => textFindings(path, report, sound.has(path), off)),
      ...remarkFindings([...ofStories, ...referenceRemarks(content, off, sizes)], reports),
    ];
    return {
      ...{ findings: findings.sort(compareProblems), content, reports, count: content.texts.size },
      code: storiesWithCode(content.texts),
      silenced: ofStories.filter((remark) => isSilenced(remark, reports)),
    };
  } finally {
    await reader.close();
    cache.close();
  }
}

/** @param read where what the copy desk says of texts is put */
const copyDeskReading = (read: ReadText[]): SecondReading => ({
  module: new URL('./read-texts-worker.ts', import.meta.url).href,
  take: (said) => read.push(...(said as ReadText[])),
});

function goneFiles(known: ReadonlyMap<string, KnownFile>, { texts, pictures }: CheckedContent): string[] {
  const isGone = (path: string) => !isRemembered(path) && !texts.has(path) && !pictures.has(path);
  return [...known.keys()].filter(isGone);
}

/**
 * Facts that changed in published stories while no correction or update says so, and stories that took the place of
 * others.
 * @param changed the stories that differ from what was committed
 * @param since commit with which they were compared
 */
export async function silentFindings(changed: ChangedFile[], since?: string): Promise<Finding[]> {
  if (changed.length === 0) return [];
  const off = warningsOff();
  // Costly to load, and most checks need them not.
  const { silentChangeRemarks } = await import('./silent-changes.ts');
  const { otherStoryRemarks } = await import('./other-stories.ts');
  const others = off.has('other-story') ? [] : await otherStoryRemarks(changed, since);
  const replaced = new Set(others.map(({ path }) => path));
  const same = off.has('silent-change') ? [] : changed.filter(({ path }) => !replaced.has(path));
  return remarkFindings([...others, ...silentChangeRemarks(same)]);
}

/** Whether published stories are compared with what was committed. */
export function comparesVersions(): boolean {
  const off = warningsOff();
  return !off.has('silent-change') || !off.has('other-story');
}

/** The warnings that the paper does without. */
export function warningsOff(): ReadonlySet<CopyCode> {
  const { off, silentChange } = site.copyDesk;
  for (const code of off) {
    if (isCopyCode(code)) continue;
    throw new CommandError(
      `copyDesk.off in src/site.config.ts names “${code}”; expected one of: ${copyCodes.join(', ')}.`,
    );
  }
  return new Set([...(off as CopyCode[]), ...(silentChange === 'off' ? (['silent-change'] as const) : [])]);
}

/**
 * What the copy desk says of a text by itself.
 * @param isSound whether its frontmatter is that of a story and has no mistakes
 * @param off warnings that the paper does without
 */
export function textFindings(
  path: string,
  { remarks = [], ofKeys = [], ignored = [], mistakes = [] }: TextReport,
  isSound: boolean,
  off = warningsOff(),
): Finding[] {
  const file = displayPath(environment.contentDir, path);
  const findings = mistakes.map((mistake): Finding => ({
    ...{ file, ...mistake },
    ...{ severity: 'error', code: 'check-comment' },
  }));
  for (const remark of isSound ? [...ofKeys, ...remarks] : remarks) {
    const { code, message, line, column } = remark;
    if (off.has(code) || ignored.includes(code)) continue;
    findings.push({ file, line, column, message, code, severity: 'warning' });
  }
  return findings;
}

/** The remarks that no comment in their file silences, at their places. */
export function remarkFindings(remarks: Remark[], reports?: ReadonlyMap<string, TextReport>): Finding[] {
  const ignored = new Map<string, ReadonlySet<CopyCode>>();
  const isIgnored = (remark: Remark) => {
    const { path, code } = remark;
    if (reports && !path.endsWith('.yaml')) return isSilenced(remark, reports);
    let codes = ignored.get(path);
    if (!codes) ignored.set(path, (codes = ignoredIn(path)));
    return codes.has(code);
  };
  const told = remarks.filter((remark) => !isIgnored(remark));
  return placeRemarks(told, reports).map((remark) => ({
    ...remark,
    severity: remark.code === 'silent-change' && site.copyDesk.silentChange === 'error' ? 'error' : 'warning',
  }));
}

/** Whether a comment in its text silences a remark. */
const isSilenced = ({ path, code }: Remark, reports: ReadonlyMap<string, TextReport>): boolean =>
  reports.get(path)?.ignored?.includes(code) ?? false;

/** The warnings that a file's comments silence, where no report tells them. */
function ignoredIn(path: string): ReadonlySet<CopyCode> {
  const text = decodeText(readFileSync(join(environment.contentDir, path)));
  if (typeof text !== 'string') return new Set();
  const yamlEnd = path.endsWith('.yaml') ? text.length : (cutFrontmatter(text)?.bodyOffset ?? 0);
  return ignoresOf(text, yamlEnd).codes;
}
