import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { site } from './site.config.ts';

/** What differs between two builds of the same paper. Read once, from environment variables. */
export interface Environment {
  /** Absolute path of the project's own folder. A build runs in it; relative settings are read from it. */
  root: string;
  /** Absolute path of the folder with the paper's content. `CONTENT_DIR`, default `content`. */
  contentDir: string;
  /** Absolute path of the folder the finished site goes to. `OUT_DIR`, default `dist`, `dist-preview` for a preview. */
  outDir: string;
  /** Absolute path of the folder for what can be made again (compiled stories, pictures, fonts). `CACHE_DIR`, default `.cache`. */
  cacheDir: string;
  /** Origin of the site, `https://host`. `SITE_URL`, default `site.url`. */
  origin: string;
  /** Path the site is served under: empty, or `/paper` without a slash at its end. `BASE_PATH`. */
  base: string;
  /** Whether the site is for the desk's own eyes: with the stories that are held back, closed to search engines. `PREVIEW`, 1 or 0. */
  preview: boolean;
  /** The moment that decides embargoes. `SOURCE_DATE_EPOCH` (seconds), default the machine's clock. */
  now: Date;
}

const root = resolveRoot();

/**
 * Reads the environment.
 * @throws {Error} naming the variable, what it holds and what it should hold.
 */
export function readEnvironment(
  variables: Record<string, string | undefined>,
  clock: () => Date,
): Environment {
  const contentDir = resolve(root, variables.CONTENT_DIR || 'content');
  const cacheDir = resolve(root, variables.CACHE_DIR || '.cache');
  const preview = readPreview(variables.PREVIEW ?? '');
  return {
    root,
    contentDir,
    outDir: readOutDir(variables.OUT_DIR || (preview ? 'dist-preview' : 'dist'), { contentDir, cacheDir }),
    cacheDir,
    origin: readOrigin(variables.SITE_URL || site.url),
    base: readBase(variables.BASE_PATH ?? ''),
    preview,
    now: readNow(variables.SOURCE_DATE_EPOCH, clock),
  };
}

/** This build's environment. */
export const environment: Environment = readOrEnd();
// The pages are bundled with a copy of this module, read later: both must go by one clock.
process.env.SOURCE_DATE_EPOCH ||= String(environment.now.getTime() / 1000);

/** Modules read it before a command begins, which could say what is wrong with it. */
function readOrEnd(): Environment {
  try {
    return readEnvironment(process.env, () => new Date());
  } catch (error) {
    console.error((error as Error).message);
    process.exit(1);
  }
}

function resolveRoot(): string {
  // Bundled by Vite, this module no longer lies in src/; the build's working folder is the root then.
  const here = resolve(fileURLToPath(new URL('..', import.meta.url)));
  return import.meta.url.endsWith('/src/environment.ts') ? here : process.cwd();
}

/** A build replaces this folder, so it must not be, hold or lie in one that holds anything else. */
function readOutDir(
  value: string,
  { contentDir, cacheDir }: { contentDir: string; cacheDir: string },
): string {
  const outDir = resolve(root, value);
  const isIn = (path: string, folder: string) => !/^\.\.(?:$|[\\/])/.test(relative(folder, path));
  const sources = [
    contentDir,
    ...['src', 'public', 'test', 'node_modules', '.git'].map((name) => resolve(root, name)),
  ];
  const clash =
    [root, cacheDir, ...sources].find((folder) => isIn(folder, outDir)) ??
    sources.find((folder) => isIn(outDir, folder));
  if (clash) {
    throw new Error(
      `OUT_DIR is "${value}", which a build would replace together with ${clash}; ` +
        'expected a folder of its own, such as dist.',
    );
  }
  return outDir;
}

function readOrigin(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search || url.hash) {
    throw new Error(
      `SITE_URL is "${value}"; expected an origin such as https://example.org. ` +
        'A path goes into BASE_PATH, for example BASE_PATH=/paper/.',
    );
  }
  return url.origin;
}

function readBase(value: string): string {
  const trimmed = value.replace(/^\/+|\/+$/g, '');
  if (trimmed === '') return '';
  if (!/^[\w.~-]+(\/[\w.~-]+)*$/.test(trimmed)) {
    throw new Error(`BASE_PATH is "${value}"; expected a path of plain letters such as /paper/.`);
  }
  return `/${trimmed}`;
}

function readPreview(value: string): boolean {
  if (!['', '0', '1'].includes(value)) throw new Error(`PREVIEW is "${value}"; expected 1 or 0.`);
  return value === '1';
}

function readNow(epoch: string | undefined, clock: () => Date): Date {
  if (epoch === undefined || epoch === '') return new Date(Math.floor(clock().getTime() / 1000) * 1000);
  if (!/^\d+$/.test(epoch)) {
    throw new Error(
      `SOURCE_DATE_EPOCH is "${epoch}"; expected whole seconds since 1970, for example 1727870400.`,
    );
  }
  return new Date(Number(epoch) * 1000);
}
