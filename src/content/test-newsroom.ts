import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { formatProblem, type Problem } from '../model/problem.ts';
import { displayPath } from './content-files.ts';
import { openContentReader, type ReaderOptions } from './content-reader.ts';

/** How the tests read the content folder in `folder`. */
export const readerOptions = (folder: string): ReaderOptions => ({
  root: join(import.meta.dirname, '../..'),
  contentDir: join(folder, 'content'),
  cacheDir: join(folder, 'cache'),
  publicDir: join(folder, 'public'),
  base: '',
  now: new Date('2024-10-05T12:00Z'),
  site: {
    title: 'A paper',
    description: 'A sentence.',
    language: 'en-GB',
    timeZone: 'Europe/London',
    storiesPerPage: 12,
    articleCode: 'allow',
  },
});

/** A sound story; `keys` replace or add lines of its frontmatter, `undefined` takes one out. */
export function story(keys: Record<string, string | undefined> = {}, body = 'Some text.'): string {
  const lines = {
    title: 'A title',
    description: 'A sentence.',
    pubDate: '2024-10-02 14:05',
    section: 'world',
    ...keys,
  };
  const frontmatter = Object.entries(lines).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}: ${value}`],
  );
  return `---\n${frontmatter.join('\n')}\n---\n\n${body}\n`;
}

/** The files of the smallest sound newsroom. */
export const soundFiles: Record<string, string | Uint8Array> = {
  'sections.yaml': '- id: world\n  title: World\n',
  'articles/2024/10/first.mdx': story(),
};

/** Writes a newsroom of the sound files and these into a folder of its own. */
export function writeNewsroom(files: Record<string, string | Uint8Array> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'newsroom-'));
  const contentDir = join(folder, 'content');
  const write = (path: string, content: string | Uint8Array, time?: Date) => {
    const file = join(contentDir, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    if (time) utimesSync(file, time, time);
  };
  for (const [path, content] of Object.entries({ ...soundFiles, ...files })) write(path, content);
  mkdirSync(join(folder, 'public'));
  writeFileSync(join(folder, 'public', 'report.pdf'), '');
  return { folder, contentDir, write, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Problems as `path:line:column: message`, with paths below the content folder. */
export function linesOf(problems: Problem[], contentDir: string): string[] {
  const prefix = displayPath(contentDir, 'x').length - 1;
  return problems.map((problem) => formatProblem({ ...problem, file: problem.file.slice(prefix) }));
}

/** What the check says of a newsroom of the sound files and these. */
export async function problemsOf(files: Record<string, string | Uint8Array>): Promise<string[]> {
  const { folder, contentDir, remove } = writeNewsroom(files);
  const reader = openContentReader(readerOptions(folder));
  try {
    return linesOf((await reader.read()).problems, contentDir);
  } finally {
    await reader.close();
    remove();
  }
}
