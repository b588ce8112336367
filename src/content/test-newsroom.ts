import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { formatProblem } from '../model/problem.ts';
import { compileStory } from '../story/compile-story.ts';
import { checkContent } from './check-content.ts';
import { displayPath } from './content-files.ts';
import { splitFrontmatter } from './frontmatter.ts';

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

/**
 * What the check says of a newsroom of the sound files and these, as `path:line:column: message` below its
 * content folder.
 */
export async function problemsOf(files: Record<string, string | Uint8Array>): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'newsroom-'));
  try {
    const contentDir = join(folder, 'content');
    for (const [path, content] of Object.entries({ ...soundFiles, ...files })) {
      mkdirSync(dirname(join(contentDir, path)), { recursive: true });
      writeFileSync(join(contentDir, path), content);
    }
    mkdirSync(join(folder, 'public'));
    writeFileSync(join(folder, 'public', 'report.pdf'), '');
    const { problems } = await checkContent(contentDir, {
      ...{ timeZone: 'Europe/London', language: 'en-GB', now: new Date('2024-10-05T12:00Z') },
      ...{ cacheDir: join(folder, 'cache'), publicDir: join(folder, 'public') },
      loadStory({ path }) {
        const text = readFileSync(join(contentDir, path), 'utf8').replace(/^\uFEFF/, '');
        const split = splitFrontmatter(text);
        const bodyOffset = 'bodyOffset' in split ? split.bodyOffset : 0;
        return compileStory({ path, text, bodyOffset }, { base: '', articleCode: 'allow' });
      },
    });
    const prefix = displayPath(contentDir, 'x').length - 1;
    return problems.map((problem) => formatProblem({ ...problem, file: problem.file.slice(prefix) }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
