import { existsSync, realpathSync } from 'node:fs';
import { isAbsolute, join, resolve, sep } from 'node:path';
import type { Plugin } from 'vite';
import type { CheckedContent } from '../content/content-reader.ts';
import { environment } from '../environment.ts';
import type { Archive } from '../model/archive.ts';
import type { SourceFile } from '../model/newsroom.ts';

const name = 'virtual:standfirst/full-stories';
/** Id of the module that knows the stories with code. */
export const fullStoriesModule = `\0${name}`;

/**
 * Hands the stories that hold code to `@astrojs/mdx` as Vite modules, and only these: a module costs time
 * and memory for as long as the build lasts. With `STORY_PATH=mdx` all MDX stories take that way, which is
 * how the tests compare the two.
 * @param sources the stories and pages that may be published and hold code
 */
export function fullMdx(sources: () => Iterable<SourceFile> | Promise<Iterable<SourceFile>>): Plugin {
  const contentDir = existsSync(environment.contentDir)
    ? realpathSync(environment.contentDir)
    : environment.contentDir;
  const { root } = environment;
  const isContent = (file: string | undefined) => file?.startsWith(contentDir + sep) ?? false;

  return {
    name: 'standfirst:full-mdx',
    enforce: 'pre',
    config: () => ({ server: { fs: { allow: [root, contentDir] } } }),
    async resolveId(source, importer, options) {
      if (source === name) return fullStoriesModule;
      // What a story outside the project imports by name is the project's.
      if (!isContent(importer) || contentDir.startsWith(root + sep)) return undefined;
      if (source.startsWith('.') || source.startsWith('\0') || isAbsolute(source)) return undefined;
      return this.resolve(source, join(root, 'package.json'), { ...options, skipSelf: true });
    },
    async load(id) {
      if (id !== fullStoriesModule) return undefined;
      const imports = Array.from(await sources(), ({ path }) => {
        const file = JSON.stringify(resolve(contentDir, path).replaceAll('\\', '/'));
        return `${JSON.stringify(path)}: () => import(${file}),`;
      });
      return `export default {\n${imports.join('\n')}\n};\n`;
    },
  };
}

/**
 * The texts of an archive that hold code; with `STORY_PATH=mdx`, which tests set, all that are MDX.
 * @param imports names what they import, by content path; their digests change with it
 */
export function codeTexts(
  archive: Archive,
  texts: CheckedContent['texts'],
  imports: ReadonlyMap<string, string> = new Map(),
): SourceFile[] {
  const isCode = ({ path }: SourceFile) =>
    process.env.STORY_PATH === 'mdx' ? path.endsWith('.mdx') : texts.get(path)!.isCode;
  return [...archive.articles.values(), ...archive.pages.values()]
    .filter(isCode)
    .map(({ path, digest }) => ({ path, digest: digest + (imports.get(path) ?? '') }));
}
