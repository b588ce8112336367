import { statSync } from 'node:fs';
import { mkdir, readFile, rename, stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import sharp from 'sharp';
import { environment, type Environment } from '../environment.ts';
import { digest } from '../lib/hash.ts';
import { partName, readJson, removeParts, writeWhole } from './cache-files.ts';
import { encodings, heightAt, parsePictureName, pictureStem, type Frame, type Size } from './derivatives.ts';
import { carryRights, type CarriedRights } from './rights.ts';

/** Where originals lie and where what was made of them is kept. */
export type Folders = Pick<Environment, 'contentDir' | 'cacheDir'>;

/** What is known of an original without decoding it again. Width and height are those the right way up. */
interface Picture extends Size {
  /** Digest of the file's bytes. */
  digest: string;
  /** Whether any pixel lets the background through. */
  transparent: boolean;
  /** Its own credit and copyright, for its derivatives. */
  rights: CarriedRights;
}

/** What a derivative is made from. Kept in the cache, so that its file name is enough to make it. */
interface Recipe {
  src: string;
  digest: string;
  frame: Frame;
}

/** What was learnt of a file, and how the file looked then. */
interface Description {
  size: number;
  mtimeMs: number;
  picture: Picture;
}

/** Raise it when {@link Picture} or what is read into it changes: every original is then described anew. */
const descriptionVersion = 1;

const readableFormats = ['JPEG', 'PNG', 'WebP', 'AVIF', 'GIF', 'TIFF'];

const descriptions = new Map<string, Description>();
const savedRecipes = new Map<string, string>();
const underWay = new Map<string, Promise<string>>();

/**
 * Describes an original. It is read only when its size or modification time changed, and decoded only when
 * its bytes did.
 * @param src path below the content folder, with forward slashes.
 * @throws {Error} naming the file and what to do, when it is missing or no picture we can show.
 */
export async function describePicture(src: string, folders: Folders = environment): Promise<Picture> {
  const file = originalFile(src, folders);
  const { size, mtimeMs } = await stat(file).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new Error(
      `${shown(file)}: there is no such picture. Put it there, or correct the name in the story.`,
    );
  });
  const kept = cacheFile(folders, 'described', `${digest(file, String(descriptionVersion))}.json`);
  const known = descriptions.get(kept) ?? (await readJson<Description>(kept));
  if (known?.size === size && known.mtimeMs === mtimeMs) {
    descriptions.set(kept, known);
    return known.picture;
  }
  const bytes = await readFile(file);
  const bytesDigest = digest(bytes);
  const picture =
    known?.picture.digest === bytesDigest ? known.picture : await inspect(bytes, bytesDigest, shown(file));
  const description = { size, mtimeMs, picture };
  await writeWhole(kept, JSON.stringify(description));
  descriptions.set(kept, description);
  return picture;
}

/**
 * Notes how a frame of a picture is made, so that {@link makeDerivative} can do so by name, in this process
 * or another.
 * @returns the stem of its file names.
 */
export async function saveRecipe(
  src: string,
  picture: Picture,
  frame: Frame,
  folders: Folders = environment,
): Promise<string> {
  const stem = pictureStem(picture.digest, frame);
  const path = recipeFile(stem, folders);
  const recipe = JSON.stringify({ src, digest: picture.digest, frame } satisfies Recipe);
  if (savedRecipes.get(path) !== recipe) {
    // The same bytes may have moved to another story since.
    if (JSON.stringify(await readJson(path)) !== recipe) await writeWhole(path, recipe);
    savedRecipes.set(path, recipe);
  }
  return stem;
}

/** Whether {@link makeDerivative} has nothing left to do. */
export function isMade(name: string, folders: Folders = environment): boolean {
  return isWhole(derivativeFile(name, folders));
}

/**
 * Makes a derivative unless it is there: a file in the cache, whole or not at all.
 * @returns its absolute path.
 * @throws {Error} when no page asked for such a derivative, or naming the original that cannot be read.
 */
export function makeDerivative(name: string, folders: Folders = environment): Promise<string> {
  const target = derivativeFile(name, folders);
  if (isWhole(target)) return Promise.resolve(target);
  let making = underWay.get(target);
  if (!making) {
    making = encode(name, target, folders).finally(() => underWay.delete(target));
    underWay.set(target, making);
  }
  return making;
}

/** Removes from the cache what processes that were killed left half written. */
export async function removeLeftovers(folders: Folders = environment): Promise<void> {
  for (const kind of ['described', 'recipes', 'made']) await removeParts(cacheFile(folders, kind));
}

async function encode(name: string, target: string, folders: Folders): Promise<string> {
  const parsed = parsePictureName(name);
  const recipe = parsed && (await readJson<Recipe>(recipeFile(parsed.stem, folders)));
  if (!parsed || !recipe) {
    throw new Error(
      `/pictures/${name}: no picture is known by this address. A link to it in the content should go; ` +
        `otherwise delete ${shown(folders.cacheDir)} and build again.`,
    );
  }
  const { width, format } = parsed;
  const file = originalFile(recipe.src, folders);
  const picture = await describePicture(recipe.src, folders);
  if (picture.digest !== recipe.digest) {
    throw new Error(`${shown(file)}: this picture changed while the site was being built. Build again.`);
  }
  const part = partName(target);
  await mkdir(join(target, '..'), { recursive: true });
  const image = open(file).autoOrient().extract(recipe.frame);
  image.resize(width, heightAt(recipe.frame, width), { fit: 'fill' });
  if (!picture.transparent) image.removeAlpha();
  const { exif, xmp } = picture.rights;
  if (exif) image.withExif(exif);
  if (xmp) image.withXmp(xmp);
  if (format === 'jpg') image.jpeg(encodings.jpg);
  else image[format](encodings[format]);
  await image.toFile(part).catch((error: unknown) => {
    throw unreadable(shown(file), reason(error));
  });
  await rename(part, target);
  return target;
}

/**
 * Reads what {@link Picture} holds from the bytes of a file.
 * @throws {Error} naming the file when it is damaged or of a kind that is not shown
 */
async function inspect(bytes: Buffer, bytesDigest: string, file: string): Promise<Picture> {
  try {
    const metadata = await open(bytes).metadata();
    if (metadata.format === 'svg' || metadata.format === 'pdf') {
      throw new Error(`${metadata.format.toUpperCase()} draws differently on every machine`);
    }
    const { width, height } = metadata.autoOrient;
    // Only decoding shows that a file is cut off; a small copy takes the least time.
    await open(bytes).resize(64).toBuffer();
    const transparent = metadata.hasAlpha && !(await open(bytes).stats()).isOpaque;
    return { width, height, digest: bytesDigest, transparent, rights: carryRights(metadata) };
  } catch (error) {
    throw unreadable(file, reason(error));
  }
}

/** Refuses cut-off and damaged files, but not those with an oddity that every browser forgives. */
function open(input: string | Buffer) {
  return sharp(input, { failOn: 'error' });
}

function originalFile(src: string, { contentDir }: Folders): string {
  const file = resolve(contentDir, src);
  if (!file.startsWith(contentDir + sep)) {
    throw new Error(`${src}: a picture must lie in ${shown(contentDir)}, beside its story.`);
  }
  return file;
}

const cacheFile = ({ cacheDir }: Folders, ...path: string[]) => join(cacheDir, 'pictures', ...path);
const recipeFile = (stem: string, folders: Folders) => cacheFile(folders, 'recipes', `${stem}.json`);
const derivativeFile = (name: string, folders: Folders) => cacheFile(folders, 'made', name);

/** A crash of the machine can leave an empty file. */
const isWhole = (path: string) => (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0;

/** A path as the editor knows it: from the folder the command runs in. */
function shown(path: string): string {
  return relative(process.cwd(), path) || path;
}

function unreadable(file: string, why: string): Error {
  return new Error(
    `${file}: this picture cannot be read (${why}). ` +
      `Expected ${new Intl.ListFormat('en', { type: 'disjunction' }).format(readableFormats)}: ` +
      'export it again, 1600 pixels wide or more, and replace the file.',
  );
}

function reason(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).trim().replace(/\s*\n\s*/g, '; ');
}
