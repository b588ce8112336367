import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { prepareBrowser } from './browser/browser.ts';
import { writeAwkwardPaper } from './site/awkward-paper.ts';
import { writeFeaturePaper } from './site/feature-stories.ts';
import { awkwardContentDir, builds, outDir, runBuild, type BuildName } from './site/builds.ts';

/**
 * Runs once before all tests: unpacks the browser and builds the papers that the tests look at, one after
 * the other. With `REUSE=1` papers that are there already are not built again, for quick work on one test.
 * @throws {Error} with the build's own output when one fails
 */
export async function globalSetup(): Promise<void> {
  await prepareBrowser();
  await writeAwkwardPaper(awkwardContentDir);
  await writeFeaturePaper(builds.features.CONTENT_DIR!);
  for (const name of Object.keys(builds) as BuildName[]) {
    const dir = outDir(name);
    if (process.env.REUSE && existsSync(dir)) continue;
    await leaveOldEdition(dir);
    const start = performance.now();
    const { code, output } = await runBuild({ ...builds[name], OUT_DIR: dir });
    if (code !== 0) {
      await rm(dir, { recursive: true });
      throw new Error(`The build "${name}" ended with ${code}:\n${output}`);
    }
    console.log(`Built "${name}" in ${((performance.now() - start) / 1000).toFixed(1)} s`);
  }
}

/** What a build must replace: another edition. */
async function leaveOldEdition(dir: string): Promise<void> {
  await rm(dir, { recursive: true, force: true });
  await mkdir(join(dir, 'old-story'), { recursive: true });
  await writeFile(join(dir, 'old-story/index.html'), '<!doctype html><title>Old</title>');
  await writeFile(join(dir, '_headers'), '/*\n');
}
