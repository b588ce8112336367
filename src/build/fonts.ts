import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { digest } from '../lib/hash.ts';

/** What English prose is set in; nearly every page needs these characters and no others. */
const basic = range(0x20, 0x7e) + '\u00a0·–—‘’“”…';

/** The letters and signs of western European languages beyond them, in a file of their own. */
const accented = range(0xa1, 0xff).replace('·', '') + 'ŒœŠšŽžŸƒ' + '‐‑‒‚„†‡•‰′″‹›⁄€™−×←↑→↓';

/**
 * The paper's faces, cut to characters and weights: the whole file of the roman alone would be over the
 * budget of 45 KB. What the first screen needs is small enough to arrive with the lead picture in one round
 * trip. Accented letters in italics are slanted from the roman; a character in none of these is set in the
 * fallback face.
 */
const faces = {
  roman: { file: 'normal', characters: basic, axes: { wght: { min: 400, max: 700 } } },
  italic: { file: 'italic', characters: basic, axes: { wght: 400 } },
  accented: { file: 'normal', characters: accented, axes: { wght: { min: 400, max: 700 } } },
};

/** CSS `unicode-range` of the accented face: wide, for it stands first in the list of families. */
export const accentedRange: [string, ...string[]] = [
  'U+a1-b6',
  'U+b8-2012',
  'U+201a',
  'U+201e-2025',
  'U+2027-ffff',
];

/**
 * Makes the paper's font files from the npm package, once.
 * @param root absolute path of the project
 * @param folder where they are kept, below it
 * @returns the path of each face's WOFF2 file from the root: Astro names a family by it, and so its name is
 * the same on every machine
 */
export async function makeFonts(root: string, folder: string): Promise<Record<keyof typeof faces, string>> {
  await mkdir(join(root, folder), { recursive: true });
  const make = async ({ file, characters, axes }: (typeof faces)[keyof typeof faces]) => {
    const original = await readFile(
      createRequire(import.meta.url).resolve(
        `@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-${file}.woff2`,
      ),
    );
    const name = `./${folder}/${digest(original, characters, JSON.stringify(axes))}.woff2`;
    const path = join(root, name);
    if (!existsSync(path)) {
      const { default: subsetFont } = await import('subset-font');
      const subset = await subsetFont(original, characters, {
        targetFormat: 'woff2',
        variationAxes: axes,
        noLayoutClosure: true,
      });
      // Another build may be reading: the file appears whole or not at all.
      await writeFile(`${path}.${process.pid}`, subset);
      await rename(`${path}.${process.pid}`, path);
    }
    return name;
  };
  return {
    roman: await make(faces.roman),
    italic: await make(faces.italic),
    accented: await make(faces.accented),
  };
}

function range(first: number, last: number): string {
  return String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, index) => first + index));
}
