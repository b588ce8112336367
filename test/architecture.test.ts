import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';
import { root } from './site/builds.ts';
import { assertNone } from './site/site.ts';

const settings = ['site.config.ts', 'environment.ts'];
const core = ['lib', 'model', 'formats'];

/**
 * What each folder or root module of `src/` may import of the others. Every name stands below all that it
 * uses: imports go one way.
 */
const mayUse: Record<string, string[]> = {
  lib: [],
  model: ['lib'],
  formats: ['lib', 'model'],
  'site.config.ts': [],
  'theme-start.ts': [],
  'environment.ts': ['site.config.ts'],
  'site.ts': ['lib', ...settings],
  'publisher.ts': ['lib', 'model', 'formats', 'site.config.ts', 'site.ts'],
  cache: ['lib'],
  'social-cards': [...core, ...settings],
  pictures: [...core, ...settings, 'cache', 'social-cards'],
  story: [...core, ...settings, 'cache', 'pictures'],
  content: [...core, ...settings, 'cache', 'story', 'pictures'],
  'content.config.ts': [...core, ...settings, 'content'],
  trial: [...core, ...settings, 'cache', 'story', 'pictures', 'content'],
  'archive.ts': ['model'],
  styles: [],
  components: [
    ...core,
    ...settings,
    'theme-start.ts',
    'site.ts',
    'publisher.ts',
    'story',
    'pictures',
    'archive.ts',
    'styles',
  ],
  layouts: [...core, ...settings, 'site.ts', 'publisher.ts', 'story', 'archive.ts', 'styles', 'components'],
  pages: [
    ...core,
    ...settings,
    'site.ts',
    'publisher.ts',
    'story',
    'archive.ts',
    'styles',
    'components',
    'layouts',
  ],
  build: [
    ...core,
    ...settings,
    'theme-start.ts',
    'site.ts',
    'story',
    'pictures',
    'content',
    'trial',
    'archive.ts',
  ],
  desk: [...core, ...settings, 'site.ts', 'cache', 'story', 'pictures', 'content', 'trial'],
};

/** Folders that compute and nothing else: no files, no clock, no network, nothing of Astro. */
const pure = ['lib', 'model', 'formats', 'story'];
/** The one place of `story/` that reads files. */
const impure = /^story\/load-story\.ts$/;
const pureNodeModules = ['node:crypto', 'node:path', 'node:url'];

interface SourceFile {
  /** Path below `src/`. */
  path: string;
  /** First segment of the path. */
  area: string;
  code: string;
  imports: string[];
}

const files: SourceFile[] = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /\.(ts|astro)$/.test(path))
  .map((path) => {
    const text = readFileSync(join(root, 'src', path), 'utf8');
    const code = path.endsWith('.astro') ? scriptsOf(text) : text;
    const imports = ts.preProcessFile(code, true, true).importedFiles.map(({ fileName }) => fileName);
    // The test of a root module belongs to it.
    const area = path.split('/', 1)[0]!.replace('.test.ts', '.ts');
    return { path, area, code, imports };
  });

test('imports go one way', () => {
  const names = Object.keys(mayUse);
  for (const [name, used] of Object.entries(mayUse)) {
    for (const other of used) assert.ok(names.indexOf(other) < names.indexOf(name), `${name} uses ${other}`);
  }
  const wrong = files.flatMap(({ path, area, imports }) =>
    imports
      .filter((specifier) => specifier.startsWith('.'))
      .map((specifier) => posix.join(posix.dirname(path), specifier))
      .filter((target) => {
        const other = target.split('/', 1)[0]!;
        return other !== area && !mayUse[area]?.includes(other);
      })
      .map((target) => `src/${path} imports src/${target}`),
  );
  assertNone(wrong);
});

test('only content.config.ts knows content collections', () => {
  const isReader = ({ imports }: (typeof files)[number]) =>
    imports.some((name) => /^astro[:/]content/.test(name));
  const readers = files.filter(isReader).map(({ path }) => path);
  assert.deepEqual(readers.sort(), ['content.config.ts']);
});

test('the core has no files, no clock and nothing of Astro', () => {
  const core = files.filter(
    ({ path, area }) => pure.includes(area) && !path.endsWith('.test.ts') && !impure.test(path),
  );
  assert.ok(core.length > 20);
  const wrong = core.flatMap(({ path, code, imports }) => {
    const foreign = imports.filter(
      (name) => /^(astro|node|virtual):|^astro(\/|$)/.test(name) && !pureNodeModules.includes(name),
    );
    const clock = code.match(
      /\bDate\.now\(|\bnew Date\(\s*\)|\bTemporal\.Now\b|\bprocess\.\w+|\bMath\.random\(/g,
    );
    return [...foreign, ...(clock ?? [])].map((what) => `src/${path}: ${what}`);
  });
  assertNone(wrong);
});

test('styles are written for both directions of writing', () => {
  const physical =
    /(?<![\w-])((margin|padding|border|scroll-(margin|padding))-(left|right)|left|right|(text-align|float|clear): *(left|right))\b *[:;]/g;
  const styles = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(css|astro)$/.test(path))
    .map((path) => ({ path, css: stylesOf(readFileSync(join(root, 'src', path), 'utf8'), path) }));
  assert.ok(styles.filter(({ css }) => css !== '').length > 20);
  assertNone(
    styles.flatMap(({ path, css }) => (css.match(physical) ?? []).map((found) => `src/${path}: ${found}`)),
  );
});

/** The code of an Astro component: its frontmatter and its browser scripts. */
function scriptsOf(astro: string): string {
  const frontmatter = /^---\n(.*?)\n---/s.exec(astro)?.[1] ?? '';
  const scripts = [...astro.matchAll(/<script\b[^>]*>(.*?)<\/script>/gs)].map(([, code]) => code);
  return [frontmatter, ...scripts].join('\n');
}

/** The CSS of an Astro component or of a style sheet. */
function stylesOf(text: string, path: string): string {
  if (path.endsWith('.css')) return text;
  return [...text.matchAll(/<style\b[^>]*>(.*?)<\/style>/gs)].map(([, css]) => css).join('\n');
}
