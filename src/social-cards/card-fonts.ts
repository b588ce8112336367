import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { environment, type Environment } from '../environment.ts';
import { digest } from '../lib/hash.ts';
import { remembered } from '../lib/remembered.ts';
import { escapeXml } from '../lib/xml.ts';
import { site } from '../site.config.ts';
import { charactersOf } from './font-characters.ts';

/** Fonts that cards are set in, ready for fontconfig. */
export interface CardFonts {
  /** Absolute path of the settings that tell fontconfig of these fonts and of no others. */
  settings: string;
  /** Names of the families, the paper's own first. */
  families: string[];
  /** Code points that one of them has. */
  characters: ReadonlySet<number>;
}

/** An npm package of Fontsource. */
interface FontPackage {
  version: string;
  /** Absolute path of the folder with its WOFF2 files. */
  files: string;
  /** Begins the names of its files. */
  id: string;
  family: string;
  /** By subset: CSS `unicode-range` of its file. */
  subsets: Record<string, string>;
}

const requireFromRoot = createRequire(join(environment.root, 'package.json'));
const packageNamed = remembered(readPackage);

/** Names and versions of the fonts: changes with what they draw. */
export const fontVersions = (names = site.socialCardFonts): string[] =>
  names.map((name) => `${name} ${packageNamed(name).version}`);

/**
 * Makes font files that Pango can read of those in the npm packages, which are compressed for browsers; once for a
 * cache folder.
 * @throws {Error} naming a package that is not installed
 */
export async function makeCardFonts(
  { cacheDir }: Pick<Environment, 'cacheDir'>,
  names = site.socialCardFonts,
): Promise<CardFonts> {
  const packages = names.map(packageNamed);
  const home = join(cacheDir, 'fonts', `cards-${digest(fontVersions(names).join('\n'))}`);
  const folder = join(home, 'files');
  const files = (await readWhole(folder)) ?? (await makeFiles(packages, folder));
  const settings = join(home, 'fonts.conf');
  await writeSettings(settings, fontconfigSettings(folder, join(home, 'index')));
  const characters = new Set<number>();
  for (const font of files) for (const character of charactersOf(font)) characters.add(character);
  return { settings, families: packages.map(({ family }) => family), characters };
}

/** The font files of a folder; `undefined` when there is none, or one was damaged. */
async function readWhole(folder: string): Promise<Buffer[] | undefined> {
  if (!existsSync(folder)) return undefined;
  const fonts: Buffer[] = [];
  for (const name of await readdir(folder)) {
    const font = await readFile(join(folder, name));
    if (!name.includes(digest(font))) return undefined;
    fonts.push(font);
  }
  return fonts;
}

/** Makes a folder of font files, which appears whole or not at all. */
async function makeFiles(packages: FontPackage[], folder: string): Promise<Buffer[]> {
  const part = `${folder}.${process.pid}`;
  await rm(part, { recursive: true, force: true });
  await mkdir(part, { recursive: true });
  for (const font of packages) await unpack(font, part);
  const fonts = await readWhole(part);
  await rm(folder, { recursive: true, force: true });
  await rename(part, folder).catch(async (error: unknown) => {
    // Another build may have made the same ones meanwhile.
    if (!existsSync(folder)) throw error;
    await rm(part, { recursive: true });
  });
  return fonts!;
}

async function writeSettings(file: string, text: string): Promise<void> {
  if (existsSync(file) && (await readFile(file, 'utf8')) === text) return;
  await writeFile(`${file}.${process.pid}`, text);
  await rename(`${file}.${process.pid}`, file);
}

/** Writes each subset of a family, in all its weights or in the two that cards have. */
async function unpack({ files, id, subsets }: FontPackage, folder: string): Promise<void> {
  // Costly to load, and pages only want to know the fonts' versions.
  const { default: subsetFont } = await import('subset-font');
  for (const [subset, range] of Object.entries(subsets)) {
    // Subsets that only have a number stand in brackets.
    const start = `${id}-${subset.replace(/^\[(.*)\]$/, '$1')}`;
    const [variable, ...weights] = ['wght', '400', '700'].map((weight) => `${start}-${weight}-normal`);
    const isVariable = existsSync(join(files, `${variable}.woff2`));
    for (const file of isVariable ? [variable] : weights) {
      const compressed = await readFile(join(files, `${file}.woff2`));
      const font = await subsetFont(compressed, textOf(range), { targetFormat: 'sfnt' });
      // Named by what it holds, so that damage is seen.
      await writeFile(join(folder, `${file}.${digest(font)}.ttf`), font);
    }
  }
}

function readPackage(name: string): FontPackage {
  const read = (file: string) => JSON.parse(readFileSync(requireFromRoot.resolve(`${name}/${file}`), 'utf8'));
  try {
    const { id, family } = read('metadata.json') as { id: string; family: string };
    const { version } = read('package.json') as { version: string };
    const files = join(dirname(requireFromRoot.resolve(`${name}/package.json`)), 'files');
    return { version, files, id, family, subsets: read('unicode.json') };
  } catch (error) {
    throw new Error(
      `src/site.config.ts: socialCardFonts names "${name}", which is not installed or is no package of ` +
        `Fontsource. Run "npm install ${name}", or take it out.`,
      { cause: error },
    );
  }
}

/** All characters of a CSS `unicode-range`. */
function textOf(range: string): string {
  let text = '';
  for (const part of range.split(',')) {
    const [first, last = first] = part.trim().slice('U+'.length).split('-');
    for (let code = Number.parseInt(first!, 16); code <= Number.parseInt(last!, 16); code++) {
      text += String.fromCodePoint(code);
    }
  }
  return text;
}

/** No font of the machine, and outlines as they were drawn: a card is the same wherever it is made. */
const fontconfigSettings = (fonts: string, index: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${escapeXml(fonts)}</dir>
  <cachedir>${escapeXml(index)}</cachedir>
  <match target="pattern">
    <edit name="antialias" mode="assign"><bool>true</bool></edit>
    <edit name="hinting" mode="assign"><bool>false</bool></edit>
  </match>
  <config>
    <rescan><int>0</int></rescan>
  </config>
</fontconfig>
`;
