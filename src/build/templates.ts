import { fork } from 'node:child_process';
import { existsSync, globSync, readdirSync, readFileSync, statSync, utimesSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { environment } from '../environment.ts';
import { digest } from '../lib/hash.ts';
import type { SourceFile } from '../model/newsroom.ts';
import { readJson } from '../pictures/cache-files.ts';
import { openPress } from './press.ts';
import type { ModuleDigests } from './template-digests.ts';

/** The page templates, bundled by Astro: what pages are rendered with, and the files that they load. */
export interface Templates {
  /** Absolute path of the bundle, for `press.ts`. */
  bundle: string;
  /** Absolute path of the folder with styles, scripts and fonts, and its name below the site's root. */
  assets: string;
  assetsName: string;
  /** Digest of each template with all that it is made of, by its path, and of texts with code by theirs. */
  digests: ModuleDigests;
}

/** What the process that bundles is asked for. */
export interface TemplatesJob {
  /** The texts that hold code, and so are bundled with the templates. */
  code: SourceFile[];
}

/** Environment variable that names the folder of the job: `astro build` then makes templates and no pages. */
export const jobVariable = 'STANDFIRST_TEMPLATES';
/** Names in that folder. */
export const jobFile = 'job.json';
export const digestsFile = 'digests.json';
export const bundleFolder = 'bundle';
const contentsFile = 'contents.txt';
const assetsName = '_astro';

/** How a person or a machine asks a process to end. */
const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Bundles kept for when an edit is taken back. */
const keptBundles = 4;

/** Templates that may be in the making while it is not known yet which texts hold code. */
export interface BegunTemplates {
  /** See {@link makeTemplates}. */
  finish(code: SourceFile[]): Promise<Templates>;
  /** For a build that fails: nobody waits for them any more. */
  abandon(): Promise<void>;
}

/**
 * Begins to bundle the templates when they changed, on the guess that the texts that hold code are those of the
 * last bundle: mostly there are none. Astro leaves half of a machine idle that checking the content can use.
 */
export function beginTemplates(): BegunTemplates {
  const code = lastCode();
  const folder = folderOf(code);
  if (existsSync(folder)) return { finish: makeTemplates, abandon: async () => {} };
  const stop = new AbortController();
  const guess = bundle(code, folder, stop.signal);
  // Whoever finishes is told.
  guess.catch(() => {});
  const abandon = async () => {
    stop.abort();
    await guess.catch(() => {});
  };
  return {
    async finish(code) {
      if (folderOf(code) === folder) await guess;
      else await abandon();
      return makeTemplates(code);
    },
    abandon,
  };
}

/**
 * The bundle of the templates as they are now: from the cache, or made by Astro in a process of its own, whose
 * memory is free again when pages are rendered.
 * @throws {Error} with Astro's own output when a template has a mistake
 */
export async function makeTemplates(code: SourceFile[]): Promise<Templates> {
  const folder = folderOf(code);
  if (existsSync(folder) && !isWhole(folder)) {
    console.warn(`${folder} holds damaged templates; making them anew.`);
    await rm(folder, { recursive: true });
  }
  if (!existsSync(folder)) await bundle(code, folder);
  utimesSync(folder, new Date(), new Date());
  await removeOldest(templatesHome());
  return {
    bundle: join(folder, bundleFolder),
    assets: join(folder, assetsName),
    assetsName,
    digests: JSON.parse(readFileSync(join(folder, digestsFile), 'utf8')) as ModuleDigests,
  };
}

/** Where the bundle for some texts with code is, or will be. */
const folderOf = (code: SourceFile[]) => join(templatesHome(), sourcesDigest(code));

/** The texts with code of the bundle that was used last. */
function lastCode(): SourceFile[] {
  const home = templatesHome();
  const last = existsSync(home) ? newestFirst(home).find(({ path }) => !path.endsWith('.part')) : undefined;
  const job = last && readJson<TemplatesJob>(join(last.path, jobFile));
  return job?.code ?? [];
}

/** Changes with the program itself, its settings and its packages. */
export const programDigest = (): string => sourcesDigest([]);

/** Bundles import packages, so they lie in the project even when the cache does not. */
function templatesHome(): string {
  const { root, cacheDir } = environment;
  return join(cacheDir.startsWith(root + sep) ? cacheDir : join(root, '.cache'), 'templates');
}

/** Changes with everything that Astro reads for a bundle. */
function sourcesDigest(code: SourceFile[]): string {
  const { root, contentDir, origin, base } = environment;
  const settings = ['astro.config.mjs', 'tsconfig.json', 'package.json', 'package-lock.json'];
  // A pattern passes over folders that begin with a dot.
  const sources = globSync(['src/**/*', 'src/pages/.well-known/*'], { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
  const texts = code.map(({ path, digest }) => `${path} ${digest}`).sort();
  return digest(
    ...[process.version, origin, base, process.env.STORY_PATH ?? ''],
    ...(code.length > 0 ? [contentDir, texts.join('\n')] : []),
    ...[...settings.map((name) => join(root, name)), ...sources].map((file) => readFileSync(file)),
  );
}

async function bundle(code: SourceFile[], folder: string, stop?: AbortSignal): Promise<void> {
  const part = `${folder}.${process.pid}.part`;
  await rm(part, { recursive: true, force: true });
  await mkdir(part, { recursive: true });
  await writeFile(join(part, jobFile), JSON.stringify({ code } satisfies TemplatesJob));
  await runAstro(part, stop);
  const shared = await sharedDigest(part);
  const press = await openPress(join(part, bundleFolder));
  const digests = JSON.parse(readFileSync(join(part, digestsFile), 'utf8')) as ModuleDigests;
  for (const component of press.components) {
    digests.pages[component] = digest(shared, digests.pages[component]!, press.headOf(component));
  }
  await writeFile(join(part, digestsFile), JSON.stringify(digests, null, 2));
  await writeFile(join(part, contentsFile), contentsOf(part));
  await rename(part, folder).catch(async (error: NodeJS.ErrnoException) => {
    // Another build may have made the same one meanwhile.
    if (!existsSync(folder)) throw error;
    await rm(part, { recursive: true });
  });
}

/** Of what is in every page: addresses, packages, the settings of Astro, and the files that pages load. */
async function sharedDigest(folder: string): Promise<string> {
  const { root, origin, base } = environment;
  const settings = [
    'astro.config.mjs',
    'package-lock.json',
    'src/build/security.ts',
    'src/build/fonts.ts',
    'src/build/story-processor.ts',
  ];
  return digest(
    ...[origin, base, readdirSync(join(folder, assetsName), { recursive: true }).sort().join('\n')],
    ...settings.map((name) => readFileSync(join(root, name))),
  );
}

async function runAstro(folder: string, stop?: AbortSignal): Promise<void> {
  const child = fork(join(import.meta.dirname, 'bundle-templates.ts'), [], {
    execArgv: [],
    env: { ...process.env, [jobVariable]: folder, ASTRO_TELEMETRY_DISABLED: '1' },
    // The channel tells it when this process is gone.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const kill = () => child.kill();
  stop?.addEventListener('abort', kill);
  if (stop?.aborted) kill();
  // Astro is of no use without the build that waits for it.
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal);
    process.kill(process.pid, signal);
  };
  for (const signal of stopSignals) process.once(signal, end);
  let output = '';
  child.stdout!.on('data', (text) => (output += text));
  child.stderr!.on('data', (text) => (output += text));
  const status = await new Promise((resolve) => child.once('close', resolve));
  for (const signal of stopSignals) process.off(signal, end);
  stop?.removeEventListener('abort', kill);
  if (status !== 0) {
    await rm(folder, { recursive: true, force: true });
    throw new Error(`Astro could not build the templates:\n${output}`);
  }
}

/** The files of a bundle with their sizes, as text. */
function contentsOf(folder: string): string {
  const files = globSync('**/*', { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== contentsFile)
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
  return files.map((file) => `${relative(folder, file)} ${statSync(file).size}\n`).join('');
}

function isWhole(folder: string): boolean {
  const file = join(folder, contentsFile);
  return existsSync(file) && readFileSync(file, 'utf8') === contentsOf(folder);
}

async function removeOldest(home: string): Promise<void> {
  for (const { path, mtimeMs } of newestFirst(home).slice(keptBundles)) {
    // A younger part may be in the making.
    if (!path.endsWith('.part') || Date.now() - mtimeMs > 60 * 60 * 1000) {
      await rm(path, { recursive: true, force: true });
    }
  }
}

/** The folders in a folder by when they were used. */
function newestFirst(home: string): { path: string; mtimeMs: number }[] {
  return readdirSync(home)
    .flatMap((name) => {
      const path = join(home, name);
      const stats = statSync(path, { throwIfNoEntry: false });
      return stats ? [{ path, mtimeMs: stats.mtimeMs }] : [];
    })
    .sort((a, b) => b.mtimeMs - a.mtimeMs);
}
