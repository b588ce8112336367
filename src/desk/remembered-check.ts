import { createHash } from 'node:crypto';
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ContentCache } from '../cache/content-cache.ts';
import { environment } from '../environment.ts';
import { dayInZone, parseMoment } from '../lib/time.ts';
import type { Newsroom } from '../model/newsroom.ts';
import { site } from '../site.config.ts';
import type { Finding, PaperCheck } from './check-paper.ts';

/** What a check found, and how long that stays true while no file changes. */
interface RememberedCheck {
  findings: Finding[];
  /** Stories and pages that were read. */
  count: number;
  /** Day of the check in the paper's zone. */
  day: string;
  /** When the next embargo lifts; milliseconds since 1970. */
  nextEmbargo?: number;
}

/** Where the cache keeps it: no content path is empty. */
const path = '';

/**
 * Names all files that a check of the paper depends on, the code and the settings included: while the name stays,
 * so does what a check finds.
 * @param content names the files of the content folder
 */
export function paperState(content: string): string {
  const { root, base } = environment;
  const hash = createHash('sha256');
  hash.update([base, content, ...publicFiles()].join('\n'));
  const code = globSync(
    ['src/*.ts', 'src/{cache,content,desk,lib,model,pictures,story}/**/*.ts', 'package-lock.json'],
    {
      cwd: root,
    },
  );
  for (const file of code.sort()) if (!file.endsWith('.test.ts')) hash.update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

/** Links may lead to them. */
function publicFiles(): string[] {
  const folder = join(environment.root, 'public');
  return existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort() : [];
}

/** What the last check found, when it was of this state and its day and embargoes are those of now. */
export function recallCheck(cache: ContentCache, state: string): RememberedCheck | undefined {
  const known = cache.file(path);
  if (known?.digest !== state) return undefined;
  const remembered = JSON.parse(known.facts) as RememberedCheck;
  const { now } = environment;
  const { day, nextEmbargo = Infinity } = remembered;
  return day === dayInZone(now, site.timeZone) && now.getTime() < nextEmbargo ? remembered : undefined;
}

/** Keeps what a check found. */
export function rememberCheck(
  cache: ContentCache,
  state: string,
  { findings, count, content }: PaperCheck,
): void {
  const { now } = environment;
  const facts: RememberedCheck = {
    ...{ findings, count, day: dayInZone(now, site.timeZone) },
    nextEmbargo: nextEmbargo(content.newsroom, now.getTime()),
  };
  cache.write([{ path, digest: state, facts: JSON.stringify(facts) }]);
}

function nextEmbargo({ articles }: Newsroom, now: number): number | undefined {
  let next: number | undefined;
  for (const { data } of articles) {
    const time = parseMoment(data.pubDate, site.timeZone)?.getTime() ?? 0;
    if (time > now && time < (next ?? Infinity)) next = time;
  }
  return next;
}
