import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { prepareBrowser } from './browser/browser.ts';
import { writeAwkwardPaper } from './site/awkward-paper.ts';
import { awkwardContentDir, builds, outDir, runBuild, type BuildName } from './site/builds.ts';

/**
 * Runs once before all tests: unpacks the browser and builds the papers that the tests look at, one after
 * the other. With `REUSE=1` papers that are there already are not built again, for quick work on one test.
 * @throws {Error} with the build's own output when one fails
 */
export async function globalSetup(): Promise<void> {
  await prepareBrowser();
  await writeAwkwardPaper(awkwardContentDir);
  for (const name of Object.keys(builds) as BuildName[]) {
    const dir = outDir(name);
    if (process.env.REUSE && existsSync(dir)) continue;
    await rm(dir, { recursive: true, force: true });
    const start = performance.now();
    const { code, output } = await runBuild({ ...builds[name], OUT_DIR: dir });
    if (code !== 0) throw new Error(`The build "${name}" ended with ${code}:\n${output}`);
    console.log(`Built "${name}" in ${((performance.now() - start) / 1000).toFixed(1)} s`);
  }
}
