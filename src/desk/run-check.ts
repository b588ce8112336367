import { relative, resolve, sep } from 'node:path';
import { environment } from '../environment.ts';
import type { Progress } from '../lib/progress.ts';
import { checkPaper, keepsFromBuilding } from './check-paper.ts';
import { applyChanges, showChanges, shown } from './file-changes.ts';
import { namedPaths } from './named-paths.ts';
import type { Report } from './report.ts';

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
  const order = { since, isWanted, progress: showProgress(process.stderr) };
  let check = await checkPaper(order);
  const fixed = new Set<string>();
  if (fix) {
    const { fixers } = await import('./fixers.ts');
    for (const fixer of fixers) {
      const changes = await fixer({ ...check, isWanted });
      if (changes.length === 0) continue;
      applyChanges(changes);
      differences.write(showChanges(changes, differences));
      for (const { file } of changes) fixed.add(shown(file));
      check = await checkPaper(order);
    }
  }
  const isTold = ({ file }: { file: string }) =>
    isWanted(relative(contentDir, resolve(file)).replaceAll(sep, '/'));
  const findings = check.findings.filter(isTold);
  const others = names.length === 0 ? [] : check.findings.filter((finding) => !isTold(finding));
  return {
    findings,
    errorsElsewhere: others.filter(keepsFromBuilding).length,
    count: check.count,
    fixed: [...fixed],
  };
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
