import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { root } from './builds.ts';

const fixtures = join(root, 'test/fixtures/features');

/** The stories that use every feature, each twice: on the fast path, and with code in it. By address. */
export const featureStories = [
  { fast: '/2025/10/01/markdown/', full: '/2025/10/01/markdown-full/' },
  { fast: '/2025/10/02/components/', full: '/2025/10/02/components-full/' },
];

/** Writes a paper of the feature stories with their pictures. */
export async function writeFeaturePaper(dir: string): Promise<void> {
  await rm(dir, { recursive: true, force: true });
  const articles = join(dir, 'articles/2025/10');
  await mkdir(articles, { recursive: true });
  await writeFile(join(dir, 'sections.yaml'), '- id: features\n  title: Features\n');
  for (const file of await readdir(fixtures)) {
    const story = await readFile(join(fixtures, file), 'utf8');
    await writeFile(join(articles, file), story);
    // The one line sends a story through @astrojs/mdx and prints nothing.
    await writeFile(
      join(articles, file.replace('.mdx', '-full.mdx')),
      `${story}\nexport const full = true\n`,
    );
  }
  for (const [index, background] of ['#8a1c1c', '#2f4b66'].entries()) {
    const picture = sharp({ create: { width: 900, height: 600, channels: 3, background } });
    await picture.png().toFile(join(articles, `feature-${index + 1}.png`));
  }
}
