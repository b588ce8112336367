import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Plugin } from 'vite';
import { searchLanguage } from './search-index.ts';
import { createSearchIndex } from './pagefind-service.ts';

/**
 * Gives the browser's code the module `virtual:pagefind`: Pagefind's engine as an ordinary module of the
 * site's bundle, and the address of its WebAssembly. Pagefind ships both only beside each index it writes,
 * the script with a worker and a second copy of everything, the program in gzip under an unknown file type.
 * As part of the bundle they are minified, stripped of what is not used, named by their content, and
 * compressed by the host with the best it has.
 */
export function searchEngine(cacheDir: string): Plugin {
  let engine: Promise<string> | undefined;
  return {
    name: 'standfirst:search-engine',
    enforce: 'pre',
    resolveId: (source) =>
      source === 'virtual:pagefind' ? (engine ??= writeEngine(join(cacheDir, 'search'))) : undefined,
    load: (id) =>
      // Vite's own puts 700 bytes into every page that may open search, to preload styles of its chunks:
      // the search chunk has none.
      id === '\0vite/preload-helper.js' ? 'export const __vitePreload = (load) => load()' : undefined,
  };
}

/** Writes the engine's module and its WebAssembly into `folder`; returns the module's path. */
async function writeEngine(folder: string): Promise<string> {
  const index = await createSearchIndex(searchLanguage);
  // The program for a language comes with an index that has a page in it.
  await index.addCustomRecord({ url: '/', content: 'word', language: searchLanguage });
  const { files } = await index.getFiles();
  await index.deleteIndex();
  const file = (name: string) => {
    const found = files.find(({ path }) => path === name);
    return found && Buffer.from(found.content);
  };

  const script = file('pagefind.js')?.toString();
  const program = file(`wasm.${searchLanguage}.pagefind`) ?? file('wasm.unknown.pagefind');
  const programText = program && gunzipSync(program);
  const signature = 'pagefind_dcd';
  if (
    !script?.includes('var PagefindInstance=class') ||
    programText?.subarray(0, signature.length).toString() !== signature
  ) {
    throw new Error(
      'This version of Pagefind keeps its engine in another form; expected the class PagefindInstance in ' +
        'pagefind.js and a WebAssembly file with its signature. Adapt src/build/search-engine.ts.',
    );
  }
  const path = join(folder, 'pagefind.js');
  await mkdir(folder, { recursive: true });
  await writeChanged(join(folder, 'pagefind.wasm'), programText.subarray(signature.length));
  await writeChanged(
    path,
    Buffer.from(`${script}
export { PagefindInstance };
export { default as wasmUrl } from './pagefind.wasm?url';
`),
  );
  return path;
}

/** An untouched file keeps the dev server from reloading. */
async function writeChanged(path: string, content: Buffer): Promise<void> {
  const present = await readFile(path).catch(() => undefined);
  if (!present?.equals(content)) await writeFile(path, content);
}
