import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { digest } from '../lib/hash.ts';
import subsetFont from 'subset-font';

/**
 * The paper's faces, cut to the characters of western European languages and to the weights the styles use:
 * the whole file of the roman alone would be over the budget of 45 KB. A character outside is set in the
 * fallback face.
 */
const faces = {
  roman: { file: 'source-serif-4-latin-wght-normal.woff2', axes: { wght: { min: 400, max: 700 } } },
  italic: { file: 'source-serif-4-latin-wght-italic.woff2', axes: { wght: 400 } },
};

const characters = range(0x20, 0x7e) + range(0xa0, 0xff) + 'ŒœŠšŽžŸƒ' + '‐‑‒–—‘’‚“”„†‡•…‰′″‹›⁄€™−×←↑→↓';

/**
 * Makes the paper's font files from the npm package, once: they are kept in the cache folder.
 * @returns the absolute path of each face's WOFF2 file.
 */
export async function makeFonts(cacheDir: string): Promise<Record<keyof typeof faces, string>> {
  const folder = join(cacheDir, 'fonts');
  await mkdir(folder, { recursive: true });
  const make = async ({ file, axes }: (typeof faces)[keyof typeof faces]) => {
    const original = await readFile(
      createRequire(import.meta.url).resolve(`@fontsource-variable/source-serif-4/files/${file}`),
    );
    const path = join(folder, `${digest(original, characters, JSON.stringify(axes))}.woff2`);
    if (!existsSync(path)) {
      const subset = await subsetFont(original, characters, {
        targetFormat: 'woff2',
        variationAxes: axes,
        noLayoutClosure: true,
      });
      // Another build may be reading: the file appears whole or not at all.
      await writeFile(`${path}.${process.pid}`, subset);
      await rename(`${path}.${process.pid}`, path);
    }
    return path;
  };
  return { roman: await make(faces.roman), italic: await make(faces.italic) };
}

function range(first: number, last: number): string {
  return String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, index) => first + index));
}
