import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, join, relative, resolve, sep } from 'node:path';
import {
  openContentCache,
  type ContentCache,
  type FileState,
  type KnownFile,
} from '../cache/content-cache.ts';
import { fileDigest, folderName } from '../cache/digests.ts';
import { environment, type Environment } from '../environment.ts';
import { inParallel } from '../lib/in-parallel.ts';
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

/** What the cache keeps of an original as it was last read. */
type Description = Omit<Picture, 'digest'>;

/** Raise it when {@link Picture} or what is read into it changes: every original is then described anew. */
const descriptionVersion = 2;

const readableFormats = ['JPEG', 'PNG', 'WebP', 'AVIF', 'GIF', 'TIFF'];

const caches = new Map<string, ContentCache>();
const described = new Map<string, FileState & { picture: Picture }>();
const inspections = new Map<string, Promise<Description>>();
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
  // A page waits for it: to go through another thread takes longer than the call itself.
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats) {
    throw new Error(
      `${shown(file)}: there is no such picture. Put it there, or correct the name in the story.`,
    );
  }
  const { size, mtimeMs } = stats;
  const inHand = described.get(file);
  if (inHand?.size === size && inHand.mtimeMs === mtimeMs) return inHand.picture;
  const cache = pictureCache(folders);
  const known = cache.file(src);
  const state = { size, mtimeMs };
  const picture =
    known && isSame(known.state, state) ? pictureOf(known) : await readOriginal(src, state, known, folders);
  described.set(file, { ...state, picture });
  return picture;
}

/**
 * Digests of the originals that pages are to show, by content path: they change with what is shown of them.
 * Only originals that changed are read.
 * @param digests asked, when many look changed, for the digests of files that nobody need read
 * @returns also why originals cannot be used.
 */
export async function describePictures(
  sources: ReadonlySet<string>,
  digests: () => Promise<ReadonlyMap<string, string>>,
  folders: Folders,
): Promise<{ pictures: Map<string, string>; unreadable: Map<string, string> }> {
  const pictures = new Map<string, string>();
  const unreadable = new Map<string, string>();
  if (sources.size === 0) return { pictures, unreadable };
  const cache = pictureCache(folders);
  const known = new Map(cache.files().map((file) => [file.path, file]));
  const changed: { src: string; state?: FileState }[] = [];
  for (const src of sources) {
    const stats = statSync(originalFile(src, folders), { throwIfNoEntry: false });
    const state = stats && { size: stats.size, mtimeMs: stats.mtimeMs };
    const file = known.get(src);
    if (file && state && isSame(file.state, state)) pictures.set(src, file.digest);
    else changed.push({ src, state });
  }
  const vouched = changed.length < manyPictures ? undefined : await digests();
  const alike = changed.filter(({ src }) => known.has(src) && known.get(src)!.digest === vouched?.get(src));
  for (const { src } of alike) pictures.set(src, known.get(src)!.digest);
  cache.touch(alike.map(({ src, state }) => ({ path: src, state })));
  const toRead = changed.filter(({ src }) => !pictures.has(src));
  await inParallel(toRead, availableParallelism(), async ({ src }) => {
    try {
      pictures.set(src, (await describePicture(src, folders)).digest);
    } catch (error) {
      unreadable.set(src, (error as Error).message);
    }
  });
  cache.prune([...known.keys()].filter((src) => !sources.has(src)));
  return { pictures, unreadable };
}

/** From this number of changed originals on, it is worth asking for their digests. */
const manyPictures = 20;

async function readOriginal(
  src: string,
  state: FileState,
  known: KnownFile | undefined,
  folders: Folders,
): Promise<Picture> {
  const cache = pictureCache(folders);
  const file = originalFile(src, folders);
  const bytes = await readFile(file);
  const digest = fileDigest(bytes);
  if (known?.digest === digest) {
    cache.touch([{ path: src, state }]);
    return pictureOf(known);
  }
  // One picture may lie beside several stories.
  let inspection = inspections.get(digest);
  if (!inspection) {
    inspection = inspect(bytes);
    inspections.set(digest, inspection);
    inspection.catch(() => inspections.delete(digest));
  }
  const description = await inspection.catch((error: unknown) => {
    throw unreadable(shown(file), reason(error));
  });
  cache.write([{ path: src, state, digest, facts: JSON.stringify(description) }]);
  return { ...description, digest };
}

const pictureOf = ({ digest, facts }: KnownFile): Picture => ({
  ...(JSON.parse(facts) as Description),
  digest,
});

const isSame = (a: FileState | undefined, b: FileState) => a?.size === b.size && a.mtimeMs === b.mtimeMs;

/** The cache of originals; opened once by each thread. */
function pictureCache(folders: Folders): ContentCache {
  const file = join(folders.cacheDir, 'content.sqlite');
  const paper = { folder: `pictures of ${folderName(folders)}`, version: String(descriptionVersion) };
  const key = `${file} ${paper.folder}`;
  let cache = caches.get(key);
  if (!cache) caches.set(key, (cache = openContentCache(file, paper)));
  return cache;
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
    if (JSON.stringify(readJson(path)) !== recipe) writeWhole(path, recipe);
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
  for (const kind of ['recipes', 'made']) await removeParts(cacheFile(folders, kind));
}

async function encode(name: string, target: string, folders: Folders): Promise<string> {
  const parsed = parsePictureName(name);
  const recipe = parsed && readJson<Recipe>(recipeFile(parsed.stem, folders));
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
  const image = (await open(file)).autoOrient().extract(recipe.frame);
  image.resize(width, heightAt(recipe.frame, width), { fit: 'fill' });
  if (!picture.transparent) image.removeAlpha();
  const { exif, xmp } = picture.rights;
  if (exif) image.withExif(exif);
  if (xmp) image.withXmp(xmp);
  if (format === 'jpg') image.jpeg(encodings.jpg);
  else image[format](encodings[format]);
  const bytes = await image.toBuffer().catch((error: unknown) => {
    throw unreadable(shown(file), reason(error));
  });
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

/**
 * Reads what the cache keeps of a picture from the bytes of its file.
 * @throws {Error} when it is damaged or of a kind that is not shown
 */
async function inspect(bytes: Buffer): Promise<Description> {
  const metadata = await (await open(bytes)).metadata();
  if (metadata.format === 'svg' || metadata.format === 'pdf') {
    throw new Error(`${metadata.format.toUpperCase()} draws differently on every machine`);
  }
  const { width, height } = metadata.autoOrient;
  // Only decoding shows that a file is cut off; a small copy takes the least time.
  await (await open(bytes)).resize(64).toBuffer();
  const transparent = metadata.hasAlpha && !(await (await open(bytes)).stats()).isOpaque;
  return { width, height, transparent, rights: carryRights(metadata) };
}

/**
 * Refuses cut-off and damaged files, but not those with an oddity that every browser forgives. The library is
 * costly to load, and most builds change no picture.
 */
async function open(input: string | Buffer) {
  const { default: sharp } = await import('sharp');
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
