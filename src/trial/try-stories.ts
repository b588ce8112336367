import { fork } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileDigest, textsOf } from '../cache/digests.ts';
import { displayPath } from '../content/content-files.ts';
import type { TextFacts } from '../content/read-newsroom.ts';
import { environment } from '../environment.ts';
import { digest } from '../lib/hash.ts';
import type { SourceFile } from '../model/newsroom.ts';
import { compareProblems, type Problem } from '../model/problem.ts';
import { readJson, writeWhole } from '../pictures/cache-files.ts';
import { site } from '../site.config.ts';
import type { StoryProblem } from '../story/findings.ts';
import { endlessCode } from './failures.ts';
import { triedFile } from './tried-file.ts';

/** Environment variable that tells `astro.config.mjs` that stories are tried in that folder and no site is built. */
export const trialVariable = 'STANDFIRST_TRIAL';

/** What the process that tries stories is asked for. */
export interface TrialOrder {
  /** Content paths. */
  paths: string[];
  /** Absolute path of a folder for bundles. */
  folder: string;
}

/** What it says of a story: that it begins with it, or what came of it. */
export interface TrialMessage {
  /** Content path. */
  path: string;
  failures?: StoryProblem[];
  /** Of a sound story: digests of the files it is made of, by absolute path. */
  inputs?: Record<string, string>;
}

/** What was tried before without a failure, and need not be tried again while its files are the same. */
interface RememberedTrials {
  /** Changes with the code that reads and prints stories, its packages, and the folders that it is for. */
  version: string;
  /** By content path. */
  stories: Record<string, RememberedTrial>;
}
interface RememberedTrial {
  digest: string;
  inputs: Record<string, string>;
}

/** How long a story may take to be printed; it takes thousandths of a second. */
const patienceMs = 30_000;
/** Memory for the code of stories, in MiB. */
const memoryMiB = 512;

/** The texts that hold code, in the order of their paths. */
export const storiesWithCode = (texts: ReadonlyMap<string, TextFacts>): SourceFile[] =>
  [...texts]
    .filter(([, { isCode }]) => isCode)
    .map(([path, { digest }]) => ({ path, digest }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));

/**
 * Runs the code of stories once, as a build will, and tells what of it fails. Stories that were tried before, and
 * whose files are the same, are not run again.
 * @param all the texts that hold code
 * @param known what is wrong already: a text with a mistake is not run
 * @throws {Error} with Astro's own output when no story can be tried
 */
export async function tryStories(all: readonly SourceFile[], known: readonly Problem[]): Promise<Problem[]> {
  if (all.length === 0) return [];
  const { contentDir, root } = environment;
  const mistaken = new Set(known.map(({ file }) => file));
  const stories = all.filter(({ path }) => !mistaken.has(displayPath(contentDir, path)));
  const { version, stories: before } = recallTrials();
  const isKnown = ({ path, digest }: SourceFile) =>
    before[path]?.digest === digest && isSame(before[path].inputs);
  const [old, news] = [stories.filter(isKnown), stories.filter((story) => !isKnown(story))];
  if (news.length === 0) return [];

  // Bundles import packages, so they lie in the project.
  await mkdir(join(root, '.cache'), { recursive: true });
  const folder = await mkdtemp(join(root, '.cache', 'trial-'));
  const sound = new Map(old.map(({ path }) => [path, before[path]!]));
  const problems: Problem[] = [];
  const left = new Map(news.map((story) => [story.path, story]));
  try {
    while (left.size > 0) {
      const { told, unfinished, output } = await runTrial({ paths: [...left.keys()], folder });
      if (told.length === 0 && unfinished === undefined) {
        throw new Error(`The code in stories could not be tried:\n${output}`);
      }
      if (unfinished !== undefined)
        told.push({ path: unfinished, failures: [endlessCode(triedFile(unfinished))] });
      for (const { path, failures = [], inputs } of told) {
        problems.push(...failures.map((failure) => ({ file: displayPath(contentDir, path), ...failure })));
        if (inputs) sound.set(path, { digest: left.get(path)!.digest, inputs });
        left.delete(path);
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const trials: RememberedTrials = { version, stories: Object.fromEntries(sound) };
  writeWhole(memoryFile(), JSON.stringify(trials));
  return problems.sort(compareProblems);
}

const memoryFile = () => join(environment.cacheDir, 'code-trials.json');

/** What was tried before; of another paper, or in another place, nothing: a copy imports its own files. */
function recallTrials(): RememberedTrials {
  const { root, contentDir } = environment;
  const version = digest(textsOf({ ...environment, ...site }).version, root, contentDir);
  const remembered = readJson<RememberedTrials>(memoryFile());
  return remembered?.version === version ? remembered : { version, stories: {} };
}

/** Names what stories with code import, as it is now; by content path. Nothing is known of those never tried. */
export function importsOfStories(): Map<string, string> {
  const digests = new Map<string, string>();
  const digestOf = (file: string) => {
    const known = digests.get(file) ?? (existsSync(file) ? fileDigest(readFileSync(file)) : '');
    digests.set(file, known);
    return `${file} ${known}`;
  };
  const stories = Object.entries(recallTrials().stories);
  return new Map(stories.map(([path, { inputs }]) => [path, digest(...Object.keys(inputs).map(digestOf))]));
}

/** @param inputs digests by absolute path */
const isSame = (inputs: Record<string, string>): boolean =>
  Object.entries(inputs).every(
    ([file, digest]) => existsSync(file) && fileDigest(readFileSync(file)) === digest,
  );

/** What a process told of stories, and the one that it did not come to the end of. */
interface Trial {
  told: TrialMessage[];
  unfinished: string | undefined;
  /** What it printed. */
  output: string;
}

async function runTrial(order: TrialOrder): Promise<Trial> {
  const child = fork(join(import.meta.dirname, 'trial-process.ts'), [], {
    execArgv: [`--max-old-space-size=${memoryMiB}`],
    env: { ...process.env, [trialVariable]: order.folder, ASTRO_TELEMETRY_DISABLED: '1' },
    // The channel tells it when this process is gone.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const trial: Trial = { told: [], unfinished: undefined, output: '' };
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (text) => (trial.output += text));
  let limit: NodeJS.Timeout | undefined;
  child.on('message', (message: TrialMessage) => {
    clearTimeout(limit);
    const isBegun = !message.failures && !message.inputs;
    trial.unfinished = isBegun ? message.path : undefined;
    if (isBegun) limit = setTimeout(() => child.kill('SIGKILL'), patienceMs);
    else trial.told.push(message);
  });
  child.send(order);
  await new Promise((resolve) => child.once('close', resolve));
  clearTimeout(limit);
  return trial;
}
