import { existsSync, globSync, readFileSync, realpathSync } from 'node:fs';
import { isAbsolute, join, resolve, sep } from 'node:path';
import type { Plugin } from 'vite';
import { environment } from '../environment.ts';
import { digest } from '../lib/hash.ts';
import type { SourceFile } from '../model/newsroom.ts';
import { loadStory } from '../story/load-story.ts';

const name = 'virtual:standfirst/full-stories';
const resolvedName = `\0${name}`;

/**
 * Hands the stories that hold code to `@astrojs/mdx` as Vite modules, and only these: a module costs time
 * and memory for as long as the build lasts. With `STORY_PATH=mdx` all MDX stories take that way, which is
 * how the tests compare the two.
 * @param sources the stories and pages that may be published; default: all that are there
 */
export function fullMdx(sources: () => Iterable<SourceFile> = everySource): Plugin {
  const contentDir = existsSync(environment.contentDir)
    ? realpathSync(environment.contentDir)
    : environment.contentDir;
  const { root } = environment;
  const isContent = (file: string | undefined) => file?.startsWith(contentDir + sep) ?? false;
  const isStory = (file: string) => isContent(file) && /\.mdx?$/.test(file);

  return {
    name: 'standfirst:full-mdx',
    enforce: 'pre',
    config: () => ({ server: { fs: { allow: [root, contentDir] } } }),
    async resolveId(source, importer, options) {
      if (source === name) return resolvedName;
      // What a story outside the project imports by name is the project's.
      if (!isContent(importer) || contentDir.startsWith(root + sep)) return undefined;
      if (source.startsWith('.') || source.startsWith('\0') || isAbsolute(source)) return undefined;
      return this.resolve(source, join(root, 'package.json'), { ...options, skipSelf: true });
    },
    load(id) {
      if (id !== resolvedName) return undefined;
      const imports = [...sources()].filter(needsMdx).map(({ path }) => {
        const file = JSON.stringify(resolve(contentDir, path).replaceAll('\\', '/'));
        return `${JSON.stringify(path)}: () => import(${file}),`;
      });
      return `export default {\n${imports.join('\n')}\n};\n`;
    },
    configureServer(server) {
      server.watcher.add(contentDir);
      const update = (file: string) => {
        if (!isStory(file)) return;
        for (const { moduleGraph } of Object.values(server.environments)) {
          const module = moduleGraph.getModuleById(resolvedName);
          if (module) moduleGraph.invalidateModule(module);
        }
        server.environments.client.hot.send({ type: 'full-reload' });
      };
      server.watcher.on('add', update).on('change', update).on('unlink', update);
    },
  };
}

function needsMdx(source: SourceFile): boolean {
  if (!source.path.endsWith('.mdx')) return false;
  if (process.env.STORY_PATH === 'mdx') return true;
  const { parts, problems } = loadStory(source);
  return parts === undefined && problems.length === 0;
}

function everySource(): SourceFile[] {
  const { contentDir } = environment;
  return globSync('{articles,pages}/**/*.mdx', { cwd: contentDir })
    .map((file) => file.replaceAll('\\', '/'))
    .sort()
    .map((path) => ({ path, digest: digest(readFileSync(join(contentDir, path))) }));
}
