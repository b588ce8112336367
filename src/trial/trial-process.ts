/**
 * The process that `try-stories.ts` starts: bundles stories with code as a build does, and prints each of them
 * once. Their code may do what it likes with this process.
 */
import { getViteConfig } from 'astro/config';
import { readFileSync, rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createBuilder, type InlineConfig, type Plugin, type PluginOption } from 'vite';
import { fileDigest } from '../cache/digests.ts';
import { environment } from '../environment.ts';
import { bundleFailures, isBlamed, runFailure } from './failures.ts';
import { filesOfModule } from './module-files.ts';
import { fileOf, triedFile } from './tried-file.ts';
import type { TrialMessage, TrialOrder } from './try-stories.ts';

process.setSourceMapsEnabled(true);

const { root } = environment;
const tell = (message: TrialMessage) =>
  new Promise<void>((resolve) => process.send!(message, () => resolve()));

process.once('message', ({ paths, folder }: TrialOrder) => {
  process.once('disconnect', () => {
    rmSync(folder, { recursive: true, force: true });
    process.exit(1);
  });
  tryAll(paths, folder).then(
    () => process.exit(),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});

async function tryAll(paths: string[], folder: string): Promise<void> {
  const configOf = getViteConfig({}, { root, logLevel: 'silent' });
  const config = (await configOf({ mode: 'production', command: 'build' })) as InlineConfig;
  // Without the manifest of a site, which is written after its bundle, Astro takes that of its container.
  const plugins = config.plugins!.filter((plugin) => !isNamed(plugin, 'virtual:astro:manifest'));
  await tryTogether(paths, folder, { ...config, plugins });
}

/** Tries stories. Those that cannot be bundled are told of, and the others tried without them. */
async function tryTogether(paths: string[], folder: string, config: InlineConfig): Promise<void> {
  if (paths.length === 0) return;
  const outDir = await mkdtemp(join(folder, 'bundle-'));
  try {
    const inputs = await bundle(paths, outDir, config);
    await print(paths, outDir, inputs);
  } catch (error) {
    if (!(error instanceof NotBundled)) throw error;
    const blamed = paths.filter((path) => paths.length === 1 || isBlamed(error.cause, fileOf(path)));
    for (const path of blamed) await tell({ path, failures: bundleFailures(error.cause, triedFile(path)) });
    const others = paths.filter((path) => !blamed.includes(path));
    // One whose import has the mistake is found by halves.
    const middle = blamed.length > 0 ? others.length : Math.ceil(others.length / 2);
    await tryTogether(others.slice(0, middle), folder, config);
    await tryTogether(others.slice(middle), folder, config);
  } finally {
    await rm(outDir, { recursive: true, force: true });
  }
}

/** Thrown when stories cannot be bundled. */
class NotBundled extends Error {}

/** Digests of the files that stories are made of, by absolute path; by the stories' content paths. */
type Inputs = ReadonlyMap<string, Record<string, string>>;

/** @throws {NotBundled} */
async function bundle(paths: string[], outDir: string, config: InlineConfig): Promise<Inputs> {
  const inputs = new Map<string, Record<string, string>>();
  const lister: Plugin = {
    name: 'standfirst:trial-inputs',
    generateBundle() {
      for (const path of paths) {
        const files = filesOfModule(fileOf(path), (id) => this.getModuleInfo(id));
        inputs.set(path, Object.fromEntries(files.map((file) => [file, fileDigest(readFileSync(file))])));
      }
    },
  };
  const input = Object.fromEntries([
    ['print-story', join(import.meta.dirname, 'print-story.ts')],
    ...paths.map((path, index) => [`story-${index}`, fileOf(path)]),
  ]);
  try {
    // The one that pages are made in.
    const prerender = {
      build: {
        ...{ ssr: true, outDir, emptyOutDir: false, sourcemap: true, minify: false },
        rolldownOptions: { input, output: { format: 'esm', entryFileNames: '[name].mjs' } },
      },
    } as const;
    const plugins = [...config.plugins!, lister];
    const builder = await createBuilder({
      ...config,
      plugins,
      configFile: false,
      environments: { prerender },
    });
    await builder.build(builder.environments.prerender!);
    return inputs;
  } catch (cause) {
    throw new NotBundled('Stories cannot be bundled.', { cause });
  }
}

async function print(paths: string[], outDir: string, inputs: Inputs): Promise<void> {
  const load = (name: string) => import(pathToFileURL(join(outDir, name)).href);
  const { printStory } = (await load('print-story.mjs')) as typeof import('./print-story.ts');
  for (const [index, path] of paths.entries()) {
    await tell({ path });
    try {
      const { Content } = await load(`story-${index}.mjs`);
      await printStory(Content);
      await tell({ path, inputs: inputs.get(path)! });
    } catch (error) {
      await tell({ path, failures: [runFailure(error, triedFile(path))] });
    }
  }
}

const isNamed = (plugin: PluginOption, name: string) =>
  typeof plugin === 'object' && plugin !== null && 'name' in plugin && plugin.name === name;
