/**
 * A made-up archive for the benchmark and for tests at size: a whole content folder, of which every byte follows
 * from the number of stories and a seed. Its stories have the parts of a wire report, and its words, tags and
 * authors are as unequal as real ones. There are 24 pictures only, under many names: the cost of a site
 * of this size is measured, and not that of encoding pictures.
 *
 * `node test/bench/make-archive.ts <folder> <stories> [seed]`
 */
import { linkSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import {
  agencies,
  distinctPictures,
  headOf,
  makeStock,
  makeStory,
  sections,
  type Stock,
  type StoryHead,
} from './make-story.ts';
import { capital, Dice } from './words.ts';

/**
 * Makes the archive.
 * @param dir absolute path of a folder that is not there yet, or is empty
 * @param options number of stories, and a seed (default 1)
 * @returns what is known of each story by its number, 0 being the oldest
 * @throws {Error} when the folder holds something.
 */
export async function makeArchive(
  dir: string,
  { articles, seed = 1 }: { articles: number; seed?: number },
): Promise<(index: number) => StoryHead> {
  mkdirSync(dir, { recursive: true });
  if (readdirSync(dir).length > 0) {
    throw new Error(`${dir} is not empty; an archive needs a folder of its own.`);
  }
  const stock = makeStock({ articles, seed });
  const folders = new Set<string>();
  const place = (path: string): string => {
    const folder = dirname(join(dir, path));
    if (!folders.has(folder)) mkdirSync(folder, { recursive: true });
    folders.add(folder);
    return join(dir, path);
  };

  for (let number = 0; number < distinctPictures; number++) {
    writeFileSync(place(pictureFile(number)), await drawPicture(number));
  }
  for (const [path, text] of newsroomFiles(stock)) writeFileSync(place(path), text);
  for (let index = 0; index < articles; index++) {
    const { path, text, pictures } = makeStory(index, stock);
    writeFileSync(place(path), text);
    for (const [name, number] of pictures) {
      linkSync(join(dir, pictureFile(number)), place(join(dirname(path), name)));
    }
  }
  return (index) => headOf(index, stock);
}

/** Every file that is neither a story nor a picture, by its path. */
function newsroomFiles(stock: Stock): [path: string, text: string][] {
  const { options, series, sentence, tag } = stock;
  const dice = new Dice(options.seed, -2);
  const newest = (back: number) => headOf(Math.max(options.articles - back, 0), stock);
  const described = (id: string, indent = '') =>
    `title: ${capital(id.replaceAll('-', ' '))}\n${indent}description: "${sentence(dice)}"\n`;
  const tags = new Set(Array.from({ length: 30 }, () => tag(dice)));
  const moved = Array.from({ length: Math.ceil(options.articles / 100) }, (_, at) => at);
  const second = [2, 3, 4].map((back) => newest(back).id);
  const pages = ['about', 'ethics', 'corrections-policy', 'contact', 'privacy', 'accessibility'];
  return [
    ['sections.yaml', sections.map((id) => `- id: ${id}\n  ${described(id, '  ')}`).join('')],
    ['tags.yaml', [...tags].map((id) => `${id}:\n  ${described(id, '  ')}`).join('')],
    ['front.yaml', `lead: ${newest(1).id}\nsecondary: [${second.join(', ')}]\n`],
    ['redirects.yaml', moved.map((at) => `/news/${at}/: ${newest(at * 100 + 1).address}\n`).join('')],
    ...series.map((id): [string, string] => [`series/${id}.yaml`, described(id)]),
    ...agencies.map((name): [string, string] => [
      `authors/${name.toLowerCase()}.yaml`,
      `name: ${name}\ntype: organization\n`,
    ]),
    ...pages.map((id): [string, string] => [
      `pages/${id}.mdx`,
      `---\n${described(id)}---\n\n${sentence(dice)}\n\n## More\n\n${sentence(dice)}\n`,
    ]),
  ];
}

/** The one file of a picture that all others of its number are links to. */
const pictureFile = (number: number) => `articles/2006/01/picture-${number}.jpg`;

function drawPicture(number: number): Promise<Buffer> {
  const hue = (number * 360) / distinctPictures;
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="800" height="450">' +
    `<rect width="800" height="450" fill="hsl(${hue} 40% 60%)"/>` +
    `<circle cx="${80 + number * 25}" cy="${300 - number * 5}" r="140" fill="hsl(${hue + 120} 50% 35%)"/></svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 80 }).toBuffer();
}

if (import.meta.main) {
  const [dir, articles, seed = '1'] = process.argv.slice(2);
  if (!dir || ![articles, seed].every((number) => /^[1-9]\d*$/.test(number ?? ''))) {
    throw new Error('Expected a folder and a number of stories: make-archive.ts /tmp/archive 2000');
  }
  await makeArchive(dir, { articles: Number(articles), seed: Number(seed) });
}
