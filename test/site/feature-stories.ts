import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { root } from './builds.ts';

const fixtures = join(root, 'test/fixtures/features');

/** The stories that use every feature, each twice: on the fast path, and with code in it. By address. */
export const featureStories = [
  { fast: '/2025/10/01/markdown/', full: '/2025/10/01/markdown-full/' },
  { fast: '/2025/10/02/components/', full: '/2025/10/02/components-full/' },
];

/**
 * Writes the feature stories, with their pictures, into an existing paper that has the section `awkward`.
 * @param articlesDir its folder `articles/2025/10`
 */
export async function writeFeatureStories(articlesDir: string): Promise<void> {
  for (const file of await readdir(fixtures)) {
    const story = await readFile(join(fixtures, file), 'utf8');
    await writeFile(join(articlesDir, file), story);
    // The one line sends a story through @astrojs/mdx and prints nothing.
    const full = `${story}\nexport const full = true\n`;
    await writeFile(join(articlesDir, file.replace('.mdx', '-full.mdx')), full);
  }
  for (const [index, background] of ['#8a1c1c', '#2f4b66'].entries()) {
    const picture = sharp({ create: { width: 900, height: 600, channels: 3, background } });
    await picture.png().toFile(join(articlesDir, `feature-${index + 1}.png`));
  }
}
