import type { AstroIntegration, AstroIntegrationLogger } from 'astro';
import { existsSync } from 'node:fs';
import { cp, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { checkContent } from '../content/check-content.ts';
import { environment } from '../environment.ts';
import { buildArchive } from '../model/archive.ts';
import { digest } from '../lib/hash.ts';
import { formatProblem } from '../model/problem.ts';
import type { Newsroom, SourceFile } from '../model/newsroom.ts';
import { publishPictures } from '../pictures/publish-pictures.ts';
import { site } from '../site.config.ts';
import { fullMdx } from './full-mdx.ts';
import { pictureServer } from './picture-server.ts';
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
  // Not beside OUT_DIR: Astro mistakes a folder whose path begins with the project's for one inside it.
  const stagingDir = join(cacheDir, 'build', digest(outDir));
  let checked: Newsroom;

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
        updateConfig({ outDir: pathToFileURL(`${stagingDir}/`) as never });
        if (!existsSync(contentDir)) {
          stop(`There is no folder ${contentDir}; expected the paper's content. Correct CONTENT_DIR.`);
        }
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
        await replaceFolder(outDir, siteDir);
      },
    },
  };
}

/** The files whose text may be published. */
function publicTexts(newsroom: Newsroom, now: Date): SourceFile[] {
  const { title, description, timeZone, language } = site;
  const options = { title, description, timeZone, language, now, showHeld: false };
  return [...buildArchive(newsroom, options).articles.values(), ...newsroom.pages];
}

/** Reports how far a long step is: at its end, and at most every two seconds before. */
export type Progress = (done: number, total: number) => void;

function progress(logger: AstroIntegrationLogger, step: string): Progress {
  let last = Date.now();
  return (done, total) => {
    if (done < total && Date.now() - last < 2000) return;
    last = Date.now();
    logger.info(`${step}: ${done} of ${total}`);
  };
}

async function replaceFolder(target: string, replacement: string): Promise<void> {
  const [next, old] = [`${target}.next`, `${target}.old`];
  await rm(next, { recursive: true, force: true });
  await rm(old, { recursive: true, force: true });
  await mkdir(dirname(target), { recursive: true });
  try {
    await rename(replacement, next);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    // The target is on another file system.
    await cp(replacement, next, { recursive: true });
  }
  try {
    await rename(target, old);
  } catch (error) {
    // The first build has nothing to replace.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  await rename(next, target);
  await rm(old, { recursive: true, force: true });
}

/** Ends the build with a message for the editor, who has no use for a stack trace. */
function stop(message: string): never {
  console.error(message);
  process.exit(1);
}

const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;
