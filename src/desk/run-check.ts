import { contentPath } from '../content/content-files.ts';
import { environment } from '../environment.ts';
import type { Progress } from '../lib/progress.ts';
import { compareProblems } from '../model/problem.ts';
import { tryStories } from '../trial/try-stories.ts';
import {
  checkPaper,
  comparesVersions,
  keepsFromBuilding,
  lookAtPaper,
  silentFindings,
  type Finding,
  type PaperCheck,
} from './check-paper.ts';
import { openDeskCache } from './desk-cache.ts';
import { applyChanges, showChanges, shown } from './file-changes.ts';
import { namedPaths } from './named-paths.ts';
import { changedStories } from './published-versions.ts';
import { recheckTexts } from './recheck-texts.ts';
import { paperState, recallChecks, rememberCheck, type FoundInContent } from './remembered-check.ts';
import type { Report } from './report.ts';
import { takenAddresses, takenFindings } from './taken-addresses.ts';

/** What an editor asked a check for. */
interface CheckOrder {
  /** Files, folders and stories to tell of; all when there are none. */
  names: string[];
  /** Whether to mend what is mechanical. */
  fix: boolean;
  /** Commit to compare published stories with. */
  since?: string;
  /** Where the differences that mending made are shown. */
  differences: NodeJS.WriteStream;
}

/** Checks the paper, mends it if asked to, and reports on the files that were asked for. */
export async function runCheck({ names, fix, since, differences }: CheckOrder): Promise<Report> {
  const { contentDir } = environment;
  const isWanted = namedPaths(names, contentDir);
  const progress = showProgress(process.stderr);
  const mended = fix ? await mend(isWanted, differences, progress) : undefined;
  const { findings, count } = await findAll(since, progress, mended?.check);

  const isTold = ({ file }: { file: string }) => isWanted(contentPath(contentDir, file));
  const others = names.length === 0 ? [] : findings.filter((finding) => !isTold(finding));
  return {
    findings: names.length === 0 ? findings : findings.filter(isTold),
    errorsElsewhere: others.filter(keepsFromBuilding).length,
    count,
    fixed: mended?.fixed ?? [],
  };
}

/** Lets each fixer change what it can. Returns the files that were changed, and a check of the paper after that. */
async function mend(
  isWanted: (path: string) => boolean,
  differences: NodeJS.WriteStream,
  progress: Progress,
): Promise<{ fixed: string[]; check: PaperCheck }> {
  const { fixers } = await import('./fixers.ts');
  const fixed = new Set<string>();
  let check = await checkPaper(progress);
  for (const fixer of fixers) {
    const changes = await fixer({ ...check, isWanted });
    if (changes.length === 0) continue;
    applyChanges(changes);
    differences.write(showChanges(changes, differences));
    for (const { file } of changes) fixed.add(shown(file));
    check = await checkPaper(progress);
  }
  return { fixed: [...fixed], check };
}

/**
 * All findings, in the order of files and places. Where files did not change, they are those of the last time.
 * @param check of the paper as it is now, if there is one
 */
async function findAll(
  since: string | undefined,
  progress: Progress,
  check?: PaperCheck,
): Promise<{ findings: Finding[]; count: number }> {
  // Git looks at the files meanwhile.
  const changed = comparesVersions() ? changedStories(environment.contentDir, since) : Promise.resolve([]);
  // It is waited for below, also when the check fails.
  changed.catch(() => {});
  const taken = takenAddresses(since);
  const { findings, count, code } = check ?? (await findInContent(progress));
  const failing = await tryStories(code, findings.filter(keepsFromBuilding));
  const more = [
    ...failing.map((problem): Finding => ({ ...problem, severity: 'error' })),
    ...(await silentFindings(await changed, since)),
    ...takenFindings(await taken),
  ];
  return { findings: more.length === 0 ? findings : [...findings, ...more].sort(compareProblems), count };
}

/**
 * All findings in the content, before the code in stories is run. Where the last check and the files that changed tell
 * them, nothing else is read.
 */
export async function findInContent(progress?: Progress): Promise<FoundInContent> {
  const paper = await lookAtPaper();
  const state = paperState(paper.look);
  const cache = openDeskCache();
  try {
    for (const known of recallChecks(cache, state, paper.look)) {
      const again = await recheckTexts(paper, known);
      if (again) return again;
    }
    const check = await paper.check(progress);
    rememberCheck(cache, state, paper.look, check);
    return check;
  } finally {
    cache.close();
  }
}

/** Tells on a terminal how far the reading is, in a line that goes when it is done. */
function showProgress(output: NodeJS.WriteStream): Progress {
  if (!output.isTTY) return () => {};
  return (done, total) => {
    const text =
      done < total ? `Reading ${done.toLocaleString('en')} of ${total.toLocaleString('en')} files` : '';
    output.write(`\r\x1b[K${text}`);
  };
}
