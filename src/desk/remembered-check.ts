import { createHash } from 'node:crypto';
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ContentCache } from '../cache/content-cache.ts';
import type { ContentLook } from '../content/content-files.ts';
import type { TextFacts } from '../content/read-newsroom.ts';
import { environment } from '../environment.ts';
import { dayInZone, parseMoment } from '../lib/time.ts';
import { dayMs } from '../lib/zone.ts';
import type { Newsroom } from '../model/newsroom.ts';
import { site } from '../site.config.ts';
import type { Finding, PaperCheck } from './check-paper.ts';
import type { TextReport } from './copy-desk/read-text.ts';

/** What a check found, and how long that stays true while no file changes. */
interface RememberedCheck {
  findings: Finding[];
  /** Stories and pages that were read. */
  count: number;
  /** Day of the check in the paper's zone. */
  day: string;
  /** When the next embargo lifts; milliseconds since 1970. */
  nextEmbargo?: number;
  /** How each file looked, in their order, each on a line. */
  looks: string;
  /** What is seen of each file by others when it is a text, in their order, each on a line. */
  outsides: string;
}

/** A check that is remembered, and what changed since. */
export interface RecalledCheck extends Pick<RememberedCheck, 'findings' | 'count'> {
  /** What others saw of the files that changed, by content path; empty for one that is no text. */
  changed: Map<string, string>;
}

/** Where the desk's cache keeps it: no content path is empty. */
export const rememberedAt = '';

/**
 * Names all that a check of the paper depends on but what is in the files of the content folder: their names, the
 * code and the settings. While it stays and no file changes, so does what a check finds.
 */
export function paperState({ names }: ContentLook): string {
  const { root, base } = environment;
  const hash = createHash('sha256');
  hash.update([base, names, ...publicFiles()].join('\n'));
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

/** What is seen of a text without reading the text itself, and what it asks not to be warned of. */
export const outsideOf = (text: Pick<TextFacts, 'outside'>, report: TextReport | undefined): string =>
  [text.outside, ...(report?.ignored ?? [])].join(' ');

/** What the last check found, when it was of this state and its day and embargoes are those of now. */
export function recallCheck(
  cache: ContentCache,
  state: string,
  { files }: ContentLook,
): RecalledCheck | undefined {
  const known = cache.file(rememberedAt);
  if (known?.digest !== state) return undefined;
  const {
    findings,
    count,
    day,
    nextEmbargo = Infinity,
    ...then
  } = JSON.parse(known.facts) as RememberedCheck;
  const { now } = environment;
  if (day !== dayInZone(now, site.timeZone) || now.getTime() >= nextEmbargo) return undefined;
  const [looks, outsides] = [then.looks.split('\n'), then.outsides.split('\n')];
  const changed = new Map<string, string>();
  let at = 0;
  for (const [path, look] of files) {
    if (look === '' || look !== looks[at]) changed.set(path, outsides[at]!);
    at++;
  }
  return { findings, count, changed };
}

/** Keeps what a check found. */
export function rememberCheck(
  cache: ContentCache,
  state: string,
  { files }: ContentLook,
  { findings, count, content, reports }: PaperCheck,
): void {
  const { now } = environment;
  const outsides = Array.from(files.keys(), (path) => {
    const text = content.texts.get(path);
    return text ? outsideOf(text, reports.get(path)) : '';
  });
  const facts: RememberedCheck = {
    ...{ findings, count, day: dayInZone(now, site.timeZone) },
    nextEmbargo: nextEmbargo(content.newsroom, now.getTime()),
    ...{ looks: [...files.values()].join('\n'), outsides: outsides.join('\n') },
  };
  cache.write([{ path: rememberedAt, digest: state, facts: JSON.stringify(facts) }]);
}

function nextEmbargo({ articles }: Newsroom, now: number): number | undefined {
  let next: number | undefined;
  // Its day is over everywhere.
  const past = new Date(now - 2 * dayMs).toISOString().slice(0, 10);
  for (const { data } of articles) {
    if (data.pubDate.slice(0, 10) < past) continue;
    const time = parseMoment(data.pubDate, site.timeZone)?.getTime() ?? 0;
    if (time > now && time < (next ?? Infinity)) next = time;
  }
  return next;
}
