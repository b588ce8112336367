import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** The project's folder. */
export const root = join(import.meta.dirname, '../..');

/** Everything the tests write; may be deleted at any time. */
export const testDir = join(root, '.cache/test');

/** The content of the paper "awkward". */
export const awkwardContentDir = join(testDir, 'awkward-content');

/** The clock of the test builds: 1 January 2026, 00:00 UTC, as `SOURCE_DATE_EPOCH`. */
export const epoch = 1_767_225_600;

/** Environment variables of one build. */
export type Settings = Record<string, string>;

export type BuildName = 'site' | 'paper' | 'mdx' | 'features' | 'awkward' | 'again';

/**
 * The papers `npm test` builds, in this order, before any test runs. Each goes to `.cache/test/<name>`.
 * The order matters: `again` follows builds of other content and other settings, which share its caches.
 */
export const builds: Record<BuildName, Settings> = {
  /** The sample paper at the root of its host. */
  site: {},
  /** The sample paper under a path. */
  paper: { BASE_PATH: '/paper/' },
  /** The sample paper with every story compiled by @astrojs/mdx. */
  mdx: { STORY_PATH: 'mdx' },
  /** The paper of `feature-stories.ts`. */
  features: { CONTENT_DIR: join(testDir, 'features-content') },
  /** The paper of `awkward-paper.ts`. */
  awkward: { CONTENT_DIR: awkwardContentDir },
  /** The sample paper once more, a day later by the clock. */
  again: { SOURCE_DATE_EPOCH: String(epoch + 86_400) },
};

/** Path a test build is served under: empty, or `/paper`. */
export const basePath = (name: BuildName): string => builds[name].BASE_PATH?.replace(/\/$/, '') ?? '';

/** Folder of a finished test build. */
export const outDir = (name: string): string => join(testDir, name);

/** What a test may say of a build besides its settings. */
interface BuildCommand {
  /** Folder of the project; default this one. */
  project?: string;
  /** What follows `npm run build --`. */
  flags?: string[];
}

/** Starts `npm run build`, in an environment with nothing of the caller's settings and a group of its own. */
export function startBuild(
  settings: Settings,
  { project = root, flags = [] }: BuildCommand = {},
): ChildProcess {
  const { CONTENT_DIR, OUT_DIR, CACHE_DIR, SITE_URL, BASE_PATH, STORY_PATH, ...inherited } = process.env;
  return spawn(process.execPath, [join(project, 'src/build/build.ts'), ...flags], {
    cwd: project,
    detached: true,
    env: {
      ...inherited,
      ASTRO_TELEMETRY_DISABLED: '1',
      NO_COLOR: '1',
      FORCE_COLOR: '0',
      SOURCE_DATE_EPOCH: String(epoch),
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Ends a build and all that it started, at once. */
export function killBuild(build: ChildProcess): void {
  process.kill(-build.pid!, 'SIGKILL');
}

/** Runs a build to its end. */
export async function runBuild(
  settings: Settings,
  command?: BuildCommand,
): Promise<{ code: number | null; output: string }> {
  const build = startBuild(settings, command);
  let output = '';
  for (const stream of [build.stdout!, build.stderr!]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const [code] = (await once(build, 'close')) as [number | null];
  return { code, output };
}

/** Runs a build that has to succeed. */
export async function build(settings: Settings, command?: BuildCommand): Promise<string> {
  const { code, output } = await runBuild(settings, command);
  if (code !== 0) throw new Error(`The build ended with ${code}:\n${output}`);
  return output;
}
