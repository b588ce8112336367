import { permalinksFile, readPermalinksFile } from '../content/check-permalinks.ts';
import { displayPath } from '../content/content-files.ts';
import { environment } from '../environment.ts';
import { git } from '../content/git.ts';
import { readPermalinks, type PublishedAddress } from '../model/permalinks-list.ts';
import type { Finding } from './check-paper.ts';
import { comparedCommit } from './published-versions.ts';

/**
 * The addresses that were on the committed list of published ones, and that somebody took off it.
 * @param since compare with where this commit and the present one part; by default with the present one
 * @returns nothing where there is no git, or no such commit
 */
export async function takenAddresses(since?: string): Promise<PublishedAddress[]> {
  const { contentDir } = environment;
  try {
    const base = await comparedCommit(contentDir, since);
    const changed = await git(contentDir, ['diff', '--name-only', base, '--', permalinksFile]);
    if (changed === '') return [];
    const committed = readPermalinks(await git(contentDir, ['show', `${base}:./${permalinksFile}`]));
    const present = new Set(readPermalinksFile(contentDir).lines.map(({ path }) => path));
    return committed.lines.filter(({ path }) => !present.has(path));
  } catch {
    return [];
  }
}

/** The error that tells of them. */
export function takenFindings([first, ...others]: PublishedAddress[]): Finding[] {
  if (!first) return [];
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  const message =
    `${first.path}${more} stood on this list, which remembers every address for ever, and ` +
    `${others.length === 0 ? 'was' : 'were'} taken off it. "npm run check -- --fix" puts back what is not committed; or take the ` +
    'file back as it was. Only where no reader can have found a story may a line go.';
  return [
    {
      ...{ file: displayPath(environment.contentDir, permalinksFile), line: 1, column: 1, message },
      ...{ severity: 'error', code: 'taken-address' },
    },
  ];
}
