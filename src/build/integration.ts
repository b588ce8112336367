import type { AstroIntegration } from 'astro';
import { readFileSync, realpathSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { environment } from '../environment.ts';
import { trialVariable } from '../trial/try-stories.ts';
import { contentServer } from './content-server.ts';
import { fullMdx } from './full-mdx.ts';
import { pictureServer } from './picture-server.ts';
import { searchEngine } from './search-engine.ts';
import { searchServer } from './search-server.ts';
import { templateDigests, type ModuleDigests } from './template-digests.ts';
import { bundleFolder, digestsFile, jobFile, jobVariable, type TemplatesJob } from './templates.ts';

/**
 * What turns Astro into a newsroom. In `npm run dev` it shows the paper from `content/`. In `astro build`,
 * which only `npm run build` starts, it bundles the page templates and leaves the pages to `build.ts`.
 */
export function newsroom(): AstroIntegration {
  const { cacheDir, contentDir, root } = environment;
  const folder = process.env[jobVariable];
  let digests: ModuleDigests;

  return {
    name: 'standfirst',
    hooks: {
      'astro:config:setup'({ command, updateConfig }) {
        const plugins = [searchEngine(cacheDir)];
        if (command !== 'build') {
          updateConfig({
            vite: { plugins: [...plugins, ...contentServer(), pictureServer(), searchServer()] },
          });
          return;
        }
        const trial = process.env[trialVariable];
        if (trial) {
          updateConfig({ ...awayFromSite(trial), vite: { plugins: [...plugins, fullMdx(() => [])] } });
          return;
        }
        if (!folder) {
          console.error(
            'The paper is built by "npm run build": it needs Astro only when a template changed.',
          );
          process.exit(1);
        }
        const { code }: TemplatesJob = JSON.parse(readFileSync(join(folder, jobFile), 'utf8'));
        updateConfig({
          ...awayFromSite(folder),
          vite: {
            build: { emptyOutDir: false },
            plugins: [
              ...plugins,
              fullMdx(() => code),
              templateDigests(root, realpathSync(contentDir), (made) => (digests = made)),
            ],
          },
        });
      },

      'astro:build:start'({ setPrerenderer }) {
        setPrerenderer({
          name: 'standfirst',
          getStaticPaths: async () => [],
          render: () => Promise.reject(new Error('Pages are rendered by src/build/press.ts.')),
          // Astro deletes its bundle when it has rendered all pages, of which it is told that there are none.
          teardown: () => rename(join(folder!, '.prerender'), join(folder!, bundleFolder)),
        });
      },

      'astro:build:done': () => writeFile(join(folder!, digestsFile), JSON.stringify(digests)),
    },
  };
}

/** Lets Astro write into a folder of its own. What lies in public/ is published with the pages. */
const awayFromSite = (folder: string) => ({
  outDir: pathToFileURL(`${folder}/`) as never,
  publicDir: pathToFileURL(`${folder}/none/`) as never,
});
