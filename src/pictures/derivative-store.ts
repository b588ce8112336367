import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { environment } from '../environment.ts';
import type { SocialCard } from '../model/social-cards.ts';
import { cardDesign, cardSize } from '../social-cards/card-design.ts';
import { noteUse, partName, readJson, removeParts, writeWhole } from './cache-files.ts';
import {
  encodings,
  formatPictureName,
  parsePictureName,
  type Frame,
  type PictureName,
} from './derivatives.ts';
import { describePicture, originalFile, shown, unreadable, type Folders } from './originals.ts';
import { resizedPixels } from './resized-pixels.ts';

/** What a derivative is made from. Kept in the cache, so that its file name is enough to make it. */
export type Recipe = PictureRecipe | CardRecipe;

/** A part of an original, in any width and format. */
interface PictureRecipe {
  /** Content path of the original. */
  src: string;
  /** Digest of its bytes. */
  digest: string;
  frame: Frame;
}

/** A social card, which has one size and one format. */
interface CardRecipe {
  card: SocialCard;
  /** See `cardDesign`. */
  design: string;
}

const savedRecipes = new Map<string, Recipe>();
const underWay = new Map<string, Promise<string>>();

/**
 * Notes how the derivatives of a stem are made, so that {@link makeDerivative} can do so by name, in this process
 * or another.
 */
export function saveRecipe(stem: string, recipe: Recipe, folders: Folders = environment): void {
  const path = recipeFile(stem, folders);
  const saved = savedRecipes.get(path);
  if (saved && hasOriginal(saved, folders)) return;
  const text = JSON.stringify(recipe);
  // The same bytes may have moved to another story since.
  if (JSON.stringify(readJson(path)) === text) noteUse(path);
  else writeWhole(path, text);
  savedRecipes.set(path, recipe);
}

/** Whether a recipe's original is still there: the same picture may lie beside many stories, one of which will do. */
function hasOriginal(recipe: Recipe, folders: Folders): boolean {
  return 'card' in recipe || existsSync(originalFile(recipe.src, folders));
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
  if (isWhole(target)) {
    noteUse(target);
    return Promise.resolve(target);
  }
  let making = underWay.get(target);
  if (!making) {
    making = make(name, target, folders).finally(() => underWay.delete(target));
    underWay.set(target, making);
  }
  return making;
}

/** Removes from the cache what processes that were killed left half written. */
export async function removeLeftovers(folders: Folders = environment): Promise<void> {
  for (const kind of ['recipes', 'made']) await removeParts(cacheFile(folders, kind));
}

async function make(name: string, target: string, folders: Folders): Promise<string> {
  const bytes = await draw(name, folders);
  const part = partName(target);
  try {
    await mkdir(dirname(target), { recursive: true });
    await writeFile(part, bytes);
    await rename(part, target);
  } catch (error) {
    // Named by the folder: a full disk is one mistake and not one of each picture.
    throw new Error(
      `${shown(dirname(target))} cannot be written (${(error as NodeJS.ErrnoException).code}). ` +
        'Make room on the disk, or make the folder writable.',
      { cause: error },
    );
  }
  return target;
}

async function draw(name: string, folders: Folders): Promise<Buffer> {
  const parsed = parsePictureName(name);
  const recipe = parsed && readJson<Recipe>(recipeFile(parsed.stem, folders));
  if (parsed && recipe && 'src' in recipe) return encode(recipe, parsed, folders);
  if (recipe && 'card' in recipe && name === cardName(parsed!.stem)) {
    if (recipe.design !== cardDesign()) throw changed('The design of social cards');
    // Costly to load, and most builds draw no card.
    const { drawCard } = await import('../social-cards/draw-card.ts');
    return drawCard(recipe.card, folders);
  }
  throw new Error(
    `/pictures/${name}: no picture is known by this address. A link to it in the content should go; ` +
      `otherwise delete ${shown(folders.cacheDir)} and build again.`,
  );
}

/** The file name of a social card. */
export const cardName = (stem: string) => formatPictureName({ stem, width: cardSize.width, format: 'png' });

async function encode(
  { src, digest, frame }: PictureRecipe,
  { width, format }: PictureName,
  folders: Folders,
): Promise<Buffer> {
  const file = originalFile(src, folders);
  const picture = await describePicture(src, folders);
  if (picture.digest !== digest) throw changed(shown(file));
  try {
    const view = { src, digest, frame, transparent: picture.transparent };
    const { data, info } = await resizedPixels(view, width, folders);
    const { default: sharp } = await import('sharp');
    const image = sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } });
    const { exif, xmp } = picture.rights;
    if (exif) image.withExif(exif);
    if (xmp) image.withXmp(xmp);
    if (format === 'jpg') image.jpeg(encodings.jpg);
    else image[format](encodings[format]);
    return await image.toBuffer();
  } catch (error) {
    throw unreadable(file, error);
  }
}

const changed = (what: string) => new Error(`${what} changed while the site was being built. Build again.`);

const cacheFile = ({ cacheDir }: Folders, ...path: string[]) => join(cacheDir, 'pictures', ...path);
/** Absolute path of the text that says how the derivatives of a stem are made, and from what. */
export const recipeFile = (stem: string, folders: Folders = environment) =>
  cacheFile(folders, 'recipes', `${stem}.json`);
const derivativeFile = (name: string, folders: Folders) => cacheFile(folders, 'made', name);

/** A crash of the machine, or a cache that was carried from another, can leave a file empty or cut off. */
function isWhole(path: string): boolean {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  return size > 32 && endsWhole(path, size);
}

/** Whether a derivative ends as its format says. */
function endsWhole(path: string, size: number): boolean {
  const file = openSync(path, 'r');
  try {
    const at = (position: number, length: number) => {
      const bytes = Buffer.alloc(length);
      readSync(file, bytes, 0, length, position);
      return bytes;
    };
    if (path.endsWith('.jpg')) return at(size - 2, 2).equals(Buffer.of(0xff, 0xd9));
    if (path.endsWith('.png')) return at(size - 8, 4).toString('latin1') === 'IEND';
    if (path.endsWith('.webp')) return at(4, 4).readUInt32LE() + 8 === size;
    // AVIF is a row of boxes, each of which begins with its length.
    let position = 0;
    while (position < size) {
      const length = at(position, 4).readUInt32BE();
      if (length < 8) return false;
      position += length;
    }
    return position === size;
  } finally {
    closeSync(file);
  }
}
