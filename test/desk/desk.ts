import { execFileSync, spawn, type ChildProcessByStdio } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import type { Readable } from 'node:stream';
import { root, testDir, type Settings } from '../site/builds.ts';

/** What a command of the desk did. */
export interface Outcome {
  code: number | null;
  /** What it printed, with paths as if the content lay in the project. */
  stdout: string;
  stderr: string;
}

/** A paper in a git repository of its own, on which commands of the desk are tried. */
export interface DeskPaper {
  /** Absolute path of the repository. */
  folder: string;
  contentDir: string;
  /** Writes a file of the content folder. */
  write(path: string, content: string | Uint8Array): void;
  read(path: string): string;
  /** Runs git and returns what it printed. */
  git(...words: string[]): string;
  /** Commits all that is there. */
  commit(message?: string): void;
  /** Starts `npm run <command> -- <words>` as npm does, on no terminal. */
  start(command: string, ...words: string[]): ChildProcessByStdio<null, Readable, Readable>;
  /** Runs a command as {@link start} does, to its end. */
  run(command: string, ...words: string[]): Promise<Outcome>;
  /** The same paper, with further environment variables for its commands. */
  with(settings: Settings): DeskPaper;
  remove(): void;
}

/** The clock of the commands: 5 October 2024, noon in London. */
export const deskEpoch = Date.parse('2024-10-05T11:00Z') / 1000;

/** The files of the smallest sound paper. */
export const soundPaper: Record<string, string | Uint8Array> = {
  'sections.yaml': '- id: world\n  title: World\n',
  'articles/2024/10/first.mdx': story(),
};

/** A small picture. */
export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** A sound story; `keys` replace or add lines of its frontmatter, `undefined` takes one out. */
export function story(keys: Record<string, string | undefined> = {}, body = 'Some text.\n'): string {
  const lines = {
    title: 'A title',
    description: 'A sentence.',
    pubDate: '2024-10-02 14:05',
    section: 'world',
    ...keys,
  };
  const frontmatter = Object.entries(lines).filter(([, value]) => value !== undefined);
  return `---\n${frontmatter.map(([key, value]) => `${key}: ${value}\n`).join('')}---\n\n${body}`;
}

/**
 * Makes a paper of the sound files and these, and commits it.
 * @param settings further environment variables of its commands
 * @param project folder of the project whose commands are run; default this one
 */
export function openDesk(
  files: Record<string, string | Uint8Array> = {},
  settings: Settings = {},
  project = root,
): DeskPaper {
  const folder = mkdtempSync(join(tmpdir(), 'desk-'));
  const contentDir = join(folder, 'content');
  const git = (...words: string[]) =>
    execFileSync('git', ['-c', 'user.name=Desk', '-c', 'user.email=desk@example.org', ...words], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' },
    });
  const write = (path: string, content: string | Uint8Array) => {
    const file = join(contentDir, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  };
  const commit = (message = 'Change') => {
    git('add', '--all');
    git('commit', '--quiet', '--message', message);
  };
  for (const [path, content] of Object.entries({ ...soundPaper, ...files })) write(path, content);
  git('init', '--quiet', '--initial-branch=main');
  writeFileSync(join(folder, '.gitignore'), '/cache/\n');
  commit('Begin');

  // As npm gives it to a command, but for what it says of the run that this test is a part of.
  const { INIT_CWD, CI, GITHUB_WORKSPACE, FORCE_COLOR, PREVIEW, SITE_URL, BASE_PATH, ...inherited } =
    process.env;
  const outside = relative(project, contentDir).replaceAll('\\', '/');
  const paperWith = (env: NodeJS.ProcessEnv): DeskPaper => ({
    ...{ folder, contentDir, write, git, commit },
    read: (path) => readFileSync(join(contentDir, path), 'utf8'),
    start: (command, ...words) =>
      spawn(process.execPath, [join(project, `src/desk/${command}.ts`), ...words], {
        ...{ cwd: project, env },
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    run(command, ...words) {
      const { promise, resolve, reject } = Promise.withResolvers<Outcome>();
      const child = this.start(command, ...words);
      let [stdout, stderr] = ['', ''];
      child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
      child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
      child.on('error', reject);
      const shown = (text: string) => text.replaceAll(outside, 'content');
      child.on('close', (code) => resolve({ code, stdout: shown(stdout), stderr: shown(stderr) }));
      return promise;
    },
    with: (settings) => paperWith({ ...env, ...settings }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  });
  return paperWith({
    ...inherited,
    NO_COLOR: '1',
    NODE_COMPILE_CACHE: join(testDir, 'node'),
    CONTENT_DIR: contentDir,
    CACHE_DIR: join(folder, 'cache'),
    OUT_DIR: join(folder, 'dist'),
    SOURCE_DATE_EPOCH: String(deskEpoch),
    INIT_CWD: contentDir,
    ...settings,
  });
}
