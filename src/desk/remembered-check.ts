import { createHash } from 'node:crypto';
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ContentCache } from '../cache/content-cache.ts';
import { displayPath, type ContentLook } from '../content/content-files.ts';
import type { SoundPaper } from '../content/edited-paper.ts';
import { nameOfPast } from '../content/git.ts';
import type { TextFacts } from '../content/read-newsroom.ts';
import { seenParts } from '../content/seen-by-others.ts';
import { environment } from '../environment.ts';
import { dayInZone, parseMoment } from '../lib/time.ts';
import { dayMs } from '../lib/zone.ts';
import type { Newsroom, SourceFile } from '../model/newsroom.ts';
import { site } from '../site.config.ts';
import type { Finding, PaperCheck } from './check-paper.ts';
import type { TextReport } from './copy-desk/read-text.ts';
import { packPaper, unpackPaper, unpackStories, type KnownStories, type PackedPaper } from './sound-paper.ts';

/** What a check found, and how long that stays true while no file changes. */
interface RememberedCheck {
  findings: Finding[];
  /** Stories and pages that were read. */
  count: number;
  /** Those of them that hold code, in the order of their paths. */
  code: SourceFile[];
  /** Moment of the check; milliseconds since 1970. */
  since: number;
  /** When the next embargo lifts; milliseconds since 1970. */
  nextEmbargo?: number;
  /** What git knew of the past, when there were mistakes: their messages say what became of lost files. */
  past?: string;
  /** Digest of the names of all files. */
  names: string;
  /** How each file looked, in their order, each on a line. */
  looks: string;
  /** What is seen of each file by others when it is a text, in their order, each on a line. */
  seen: string;
}

/** What is found in the content, but for what only running the code in stories tells. */
export type FoundInContent = Pick<RememberedCheck, 'findings' | 'count' | 'code'>;

/** A check that is remembered, and what changed since. */
export interface RecalledCheck extends FoundInContent {
  /** What others saw of the files that changed, by content path: empty for one that is no text. */
  changed: Map<string, string>;
  /** Content paths of new files. */
  added: string[];
  /** The paper, when there was no mistake in it. */
  sound?: RecalledPaper;
}

/** A paper without mistakes. */
export interface RecalledPaper {
  paper(): SoundPaper;
  stories(): KnownStories;
}

/**
 * Checks that are remembered, the later one first: the last one, when it found mistakes, and the last one that found
 * none. Each is kept in several parts.
 */
const kinds = ['/mistaken', '/sound'] as const;
type Part = 'check' | 'names' | keyof PackedPaper;
const nameOf = (kind: (typeof kinds)[number], part: Part) => `${kind}/${part}`;

/**
 * Names all that a check of the paper depends on but the files of the content folder: the code and the settings, and
 * what lies where it is not read. While it stays and no file changes, so does what a check finds.
 */
export function paperState({ misplaced }: ContentLook): string {
  const { root, base, contentDir } = environment;
  const hash = createHash('sha256');
  hash.update([base, displayPath(contentDir, ''), misplaced, ...publicFiles()].join('\n'));
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
export const seenOf = (text: Pick<TextFacts, 'seen'>, report: TextReport | undefined): string =>
  [text.seen, ...(report?.ignored ?? [])].join(' ');

/** What a text asks not to be warned of, by {@link seenOf}. */
export const ignoredOf = (seen: string): string => seen.split(' ').slice(seenParts.length).join(' ');

/** What the last checks found that were of this state and of which no file is gone. */
export function* recallChecks(
  cache: ContentCache,
  state: string,
  look: ContentLook,
): Generator<RecalledCheck> {
  for (const kind of kinds) {
    const part = (part: Part) => {
      const known = cache.file(nameOf(kind, part));
      return known?.digest === state ? known.facts : undefined;
    };
    const facts = part('check');
    if (facts === undefined) continue;
    const check = JSON.parse(facts) as RememberedCheck;
    if (!isOfNow(check)) continue;
    if (check.past !== undefined && check.past !== nameOfPast(environment.contentDir)) continue;
    const names = check.names === look.names ? [...look.files.keys()] : part('names')?.split('\n');
    const changes = names && changesSince(check, names, look);
    if (!changes) continue;
    const { findings, count, code } = check;
    yield {
      ...{ findings, count, code, ...changes },
      ...(kind === '/sound' && {
        sound: {
          paper: () =>
            unpackPaper({
              addresses: part('addresses')!,
              heldAddresses: part('heldAddresses')!,
              lists: part('lists')!,
            }),
          stories: () => unpackStories(part('stories')!),
        },
      }),
    };
  }
}

/** Whether what a check found is true until a file changes. */
function isOfNow({ findings, since, nextEmbargo = Infinity }: RememberedCheck): boolean {
  const now = environment.now.getTime();
  // A clock that was set back may hold stories back again.
  if (now < since || now >= nextEmbargo) return false;
  // As days pass, dates to come come nearer.
  const dayOf = (moment: number) => dayInZone(new Date(moment), site.timeZone);
  return dayOf(since) === dayOf(now) || findings.every(({ code }) => code !== 'far-date');
}

/** @param names of the files at the time of the check; `undefined` is returned when one of them is gone */
function changesSince(
  check: RememberedCheck,
  names: string[],
  { files }: ContentLook,
): Pick<RecalledCheck, 'changed' | 'added'> | undefined {
  const [looks, seen] = [check.looks.split('\n'), check.seen.split('\n')];
  const changed = new Map<string, string>();
  const added: string[] = [];
  let at = 0;
  for (const [path, look] of files) {
    if (path === names[at]) {
      if (look === '' || look !== looks[at]) changed.set(path, seen[at]!);
      at++;
    } else added.push(path);
  }
  return at === names.length ? { changed, added } : undefined;
}

/** Keeps what a check found. */
export function rememberCheck(
  cache: ContentCache,
  state: string,
  look: ContentLook,
  check: PaperCheck,
): void {
  const { now } = environment;
  const { findings, count, code, content, reports, silenced } = check;
  const names = [...look.files.keys()];
  const seen = names.map((path) => {
    const text = content.texts.get(path);
    return text ? seenOf(text, reports.get(path)) : '';
  });
  const packed = packPaper(content, silenced, { ...site, now });
  const facts: RememberedCheck = {
    ...{ findings, count, code, since: now.getTime(), names: look.names },
    nextEmbargo: nextEmbargo(content.newsroom, now.getTime()),
    ...(!packed && { past: nameOfPast(environment.contentDir) }),
    ...{ looks: [...look.files.values()].join('\n'), seen: seen.join('\n') },
  };
  const parts: Partial<Record<Part, string>> = {
    ...{ check: JSON.stringify(facts), names: names.join('\n') },
    ...packed,
  };
  const kind = packed ? '/sound' : '/mistaken';
  if (packed) cache.prune([nameOf('/mistaken', 'check'), nameOf('/mistaken', 'names')]);
  cache.write(
    Object.entries(parts).map(([part, facts]) => ({
      path: nameOf(kind, part as Part),
      digest: state,
      facts,
    })),
  );
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
