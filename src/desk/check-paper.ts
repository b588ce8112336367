import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { openContentReader, type CheckedContent } from '../content/content-reader.ts';
import { displayPath } from '../content/content-files.ts';
import { environment } from '../environment.ts';
import type { Progress } from '../lib/progress.ts';
import { dayInZone } from '../lib/time.ts';
import { besideFile } from '../model/interpret-article.ts';
import { compareProblems, type Problem } from '../model/problem.ts';
import { site } from '../site.config.ts';
import { dateRemarks } from './copy-desk/dates.ts';
import { twinHeadlineRemarks } from './copy-desk/headlines.ts';
import { ignoresOf } from './copy-desk/ignores.ts';
import { insecureAddress, redirectedLinkRemarks } from './copy-desk/links.ts';
import { authorRemarks, tagRemarks } from './copy-desk/names.ts';
import { smallPictureRemarks, type PictureUse } from './copy-desk/pictures.ts';
import type { TextReport } from './copy-desk/read-text.ts';
import type { Remark } from './copy-desk/remark.ts';
import { copyCodes, isCopyCode, type CopyCode } from './copy-desk/rules.ts';
import { CommandError } from './command.ts';
import { openDeskCache } from './desk-cache.ts';
import { pictureSizes } from './picture-sizes.ts';
import { placeRemarks } from './place-remarks.ts';
import { changedStories, type ChangedFile } from './published-versions.ts';
import { readTexts } from './read-texts.ts';

/** Something that the check found. */
export interface Finding extends Problem {
  /** A check with errors fails; a paper with errors that have no `code` cannot be built. */
  severity: 'error' | 'warning';
  /**
   * Name of the rule: of the copy desk, or `check-comment` for a comment that is to silence one and does not. Absent
   * for what keeps the paper from being built.
   */
  code?: CopyCode | 'check-comment';
}

/** Whether a finding is an error of a build, too. */
export const keepsFromBuilding = ({ severity, code }: Finding): boolean =>
  severity === 'error' && code === undefined;

/** What a check found. */
export interface PaperCheck {
  /** All errors, and the warnings on files where they are wanted, in the order of files and places. */
  findings: Finding[];
  content: CheckedContent;
  /** What the copy desk says of texts by themselves, by content path. */
  reports: ReadonlyMap<string, TextReport>;
  /** Stories and pages that were looked at. */
  count: number;
}

/** How the paper is checked. */
interface CheckOptions {
  /** Commit from which published stories are compared; default the present one. */
  since?: string;
  /** Whether warnings on a file are wanted, by content path; default all. */
  isWanted?: (path: string) => boolean;
  progress?: Progress;
}

/**
 * Checks the paper's content: all that would fail a build, and what the copy desk warns of.
 * @throws {CommandError} when the settings name an unknown warning, or git does not know the commit
 */
export async function checkPaper({
  since,
  isWanted = () => true,
  progress,
}: CheckOptions = {}): Promise<PaperCheck> {
  const off = readSettings();
  const { contentDir } = environment;
  const compares = !off.has('silent-change');
  // Git looks at the files while they are read.
  const changes = compares ? changedStories(contentDir, since) : Promise.resolve([]);
  // It is waited for below, also when reading fails.
  changes.catch(() => {});

  const reader = openContentReader({ ...environment, site, isCheck: true });
  let content: CheckedContent;
  try {
    content = await reader.read(progress);
  } finally {
    await reader.close();
  }
  const cache = openDeskCache();
  try {
    const known = new Map(cache.collect((files) => Array.from(files, (file) => [file.path, file])));
    const soundStories = new Set(content.newsroom.articles.map(({ path }) => path));
    const reports = await readTexts(content.texts, soundStories, known, cache);
    const sizes = off.has('small-picture') ? new Map() : await pictureSizes(content.pictures, known, cache);
    const gone = [...known.keys()].filter((path) => !content.texts.has(path) && !content.pictures.has(path));
    cache.prune(gone);

    const remarks = [
      ...textRemarks(reports),
      ...paperRemarks(content, off),
      ...smallPictureRemarks(pictureUses(content), sizes),
      ...(await silentChanges(await changes)),
    ];
    const wanted = remarks.filter(
      ({ code, path }) => !off.has(code) && (severityOf(code) === 'error' || isWanted(path)),
    );
    const told = withoutIgnored(wanted, reports);
    const findings = [
      ...content.problems.map((problem): Finding => ({ ...problem, severity: 'error' })),
      ...ignoreMistakes(reports),
      ...placeRemarks(told).map(({ code, ...problem }): Finding => ({
        ...problem,
        code,
        severity: severityOf(code),
      })),
    ].sort(compareProblems);
    return { findings, content, reports, count: content.texts.size };
  } finally {
    cache.close();
  }
}

/** The warnings that the paper does without. */
function readSettings(): ReadonlySet<CopyCode> {
  const { off, silentChange } = site.copyDesk;
  for (const code of off) {
    if (isCopyCode(code)) continue;
    throw new CommandError(
      `copyDesk.off in src/site.config.ts names “${code}”; expected one of: ${copyCodes.join(', ')}.`,
    );
  }
  return new Set([...(off as CopyCode[]), ...(silentChange === 'off' ? (['silent-change'] as const) : [])]);
}

const severityOf = (code: CopyCode) =>
  code === 'silent-change' && site.copyDesk.silentChange === 'error' ? 'error' : 'warning';

function textRemarks(reports: ReadonlyMap<string, TextReport>): Remark[] {
  return [...reports].flatMap(([path, { remarks = [] }]) =>
    remarks.map(({ code, message, ...where }) => ({ code, message, path, where })),
  );
}

/** Comments that are to silence a warning and do not. */
function ignoreMistakes(reports: ReadonlyMap<string, TextReport>): Finding[] {
  return [...reports].flatMap(([path, { mistakes = [] }]) => {
    const file = displayPath(environment.contentDir, path);
    return mistakes.map((mistake): Finding => ({
      file,
      ...mistake,
      severity: 'error',
      code: 'check-comment',
    }));
  });
}

/** What the stories say beside one another, and what their frontmatter says. */
function paperRemarks({ newsroom, texts }: CheckedContent, off: ReadonlySet<CopyCode>): Remark[] {
  const { redirects, tags, authors } = newsroom;
  const stories = newsroom.articles.filter(({ data }) => data.withdrawn === undefined);
  const remarks: Remark[] = [];
  const add = (code: CopyCode, find: () => Remark[]) => {
    if (!off.has(code)) for (const remark of find()) remarks.push(remark);
  };
  add('far-date', () => dateRemarks(stories, dayInZone(environment.now, site.timeZone)));
  add('twin-headline', () => twinHeadlineRemarks(stories.map(({ path, data }) => ({ path, ...data }))));
  const titled = new Set(tags.keys().filter((id) => tags.get(id)!.title !== undefined));
  add('tag-variant', () => tagRemarks(stories, titled));
  const names = new Map(Array.from(authors, ([id, { name }]) => [id, name]));
  add('author-variant', () => authorRemarks(stories, names));
  if (Object.keys(redirects).length > 0) {
    add('redirected-link', () =>
      [...texts].flatMap(([path, { references }]) => redirectedLinkRemarks(path, references, redirects)),
    );
  }
  for (const [id, { url }] of authors) {
    const words = url === undefined ? undefined : insecureAddress(url);
    if (words) remarks.push({ ...words, path: `authors/${id}.yaml`, where: { at: ['url'] } });
  }
  return remarks;
}

/** The pictures that stories, pages and authors show. */
function pictureUses({ newsroom, texts }: CheckedContent): PictureUse[] {
  const uses: PictureUse[] = [];
  const add = (path: string, src: string | undefined, place: PictureUse['place']) => {
    if (src !== undefined)
      uses.push({ path, where: { at: ['image', 'src'] }, picture: besideFile(path, src), place });
  };
  for (const { path, data } of newsroom.articles) add(path, data.image?.src, 'lead');
  for (const [id, { image }] of newsroom.authors) add(`authors/${id}.yaml`, image?.src, 'portrait');
  for (const [path, { references }] of texts) {
    for (const { path: picture, ...where } of references.pictures) {
      uses.push({ path, where, picture, place: 'text' });
    }
  }
  return uses;
}

/** Facts that changed in published stories without a word. */
async function silentChanges(changed: ChangedFile[]): Promise<Remark[]> {
  if (changed.length === 0) return [];
  // Costly to load, and most checks need it not.
  const { silentChangeRemarks } = await import('./silent-changes.ts');
  return silentChangeRemarks(changed);
}

/** The remarks that no comment in their file silences. */
function withoutIgnored(remarks: Remark[], reports: ReadonlyMap<string, TextReport>): Remark[] {
  const ofLists = new Map<string, ReadonlySet<CopyCode>>();
  const ignored = (path: string): ReadonlySet<CopyCode> | undefined => {
    if (!path.endsWith('.yaml')) {
      const codes = reports.get(path)?.ignored;
      return codes && new Set(codes);
    }
    let codes = ofLists.get(path);
    if (!codes) {
      const text = readFileSync(join(environment.contentDir, path), 'utf8');
      ofLists.set(path, (codes = ignoresOf(text, text.length).codes));
    }
    return codes;
  };
  return remarks.filter(({ path, code }) => !ignored(path)?.has(code));
}
