import type { AstroIntegration, AstroIntegrationLogger } from 'astro';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { checkContent } from '../content/check-content.ts';
import { environment } from '../environment.ts';
import { heldBy } from '../model/interpret-article.ts';
import { digest } from '../lib/hash.ts';
import type { Progress } from '../lib/progress.ts';
import { formatProblem } from '../model/problem.ts';
import type { Newsroom, SourceFile } from '../model/newsroom.ts';
import { publishPictures } from '../pictures/publish-pictures.ts';
import { site } from '../site.config.ts';
import { fullMdx } from './full-mdx.ts';
import { pictureServer } from './picture-server.ts';
import { openPublishFolder, type PublishFolder } from './publish-folder.ts';
import { writeRedirects } from './redirects.ts';
import { searchEngine } from './search-engine.ts';
import { writeSearchIndex } from './search-index.ts';
import { searchServer } from './search-server.ts';
import { headersFile } from './security.ts';

/**
 * What turns Astro into a newsroom: content is checked before a build, and pictures, search, redirects and
 * headers follow the pages. The site is made beside the folder that is served and takes its place at the
 * end: a build that fails or is killed leaves the old one as it was.
 */
export function newsroom(): AstroIntegration {
  const { contentDir, cacheDir, outDir, origin, base, now } = environment;
  let checked: Newsroom;
  let folder: PublishFolder;

  return {
    name: 'standfirst',
    hooks: {
      async 'astro:config:setup'({ command, updateConfig, logger }) {
        updateConfig({
          vite: {
            plugins: [
              fullMdx(command === 'build' ? () => publicTexts(checked, now) : undefined),
              pictureServer(),
              searchEngine(cacheDir),
              searchServer(),
            ],
          },
        });
        if (command !== 'build') return;
        if (!existsSync(contentDir)) {
          stop(`There is no folder ${contentDir}; expected the paper's content. Correct CONTENT_DIR.`);
        }
        try {
          // Not beside OUT_DIR: Astro takes a folder whose path begins with the project's for one inside it.
          folder = openPublishFolder(outDir, join(cacheDir, 'build', digest(outDir)));
        } catch (error) {
          stop((error as Error).message);
        }
        updateConfig({ outDir: pathToFileURL(`${folder.staging}/`) as never });
        const { newsroom, problems } = await checkContent(
          contentDir,
          { cacheDir, now, timeZone: site.timeZone, language: site.language },
          progress(logger, 'Checking content'),
        );
        if (problems.length > 0) {
          const files = new Set(problems.map(({ file }) => file)).size;
          const lines = problems.map(formatProblem).join('\n');
          stop(
            `${lines}\n\n${count(problems.length, 'problem')} in ${count(files, 'file')}. Nothing was built.`,
          );
        }
        checked = newsroom;
      },

      async 'astro:build:done'({ dir, logger }) {
        const siteDir = fileURLToPath(dir);
        await publishPictures(siteDir, progress(logger, 'Pictures'));
        await writeRedirects(siteDir, checked.redirects, { origin, base });
        await writeSearchIndex(siteDir, progress(logger, 'Search index'));
        await writeFile(join(siteDir, '_headers'), await headersFile(siteDir, base));
        await folder.publish();
      },
    },
  };
}

/** The files whose text may be published. */
function publicTexts(newsroom: Newsroom, now: Date): SourceFile[] {
  const { timeZone } = site;
  return [...newsroom.articles.filter((entry) => !heldBy(entry, { now, timeZone })), ...newsroom.pages];
}

/** Reports how far a long step is: at its end, and at most every two seconds before. */
function progress(logger: AstroIntegrationLogger, step: string): Progress {
  let last = Date.now();
  return (done, total) => {
    if (done < total && Date.now() - last < 2000) return;
    last = Date.now();
    logger.info(`${step}: ${done} of ${total}`);
  };
}

/** Ends the build with a message for the editor, who has no use for a stack trace. */
function stop(message: string): never {
  console.error(message);
  process.exit(1);
}

const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;
