import { readFileSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative, resolve, sep } from 'node:path';
import {
  isSameState,
  openContentCache,
  stateOf,
  type ContentCache,
  type FileState,
  type KnownFile,
} from '../cache/content-cache.ts';
import { fileDigest, folderName } from '../cache/digests.ts';
import { environment, type Environment } from '../environment.ts';
import { inParallel } from '../lib/in-parallel.ts';
import type { Size } from './derivatives.ts';
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

/** What the cache keeps of an original as it was last read. */
type Description = Omit<Picture, 'digest'>;

/** Raise it when {@link Picture} or what is read into it changes: every original is then described anew. */
const descriptionVersion = 2;

const readableFormats = ['JPEG', 'PNG', 'WebP', 'AVIF', 'GIF', 'TIFF'];

const caches = new Map<string, ContentCache>();
const described = new Map<string, FileState & { picture: Picture }>();
const inspections = new Map<string, Promise<Description>>();

/**
 * Describes an original. It is read only when its size or times changed, and decoded only when
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
  const state = stateOf(stats);
  const inHand = described.get(file);
  if (inHand && isSameState(inHand, state)) return inHand.picture;
  const cache = pictureCache(folders);
  const known = cache.file(src);
  const picture =
    known && isSameState(known.state, state)
      ? pictureOf(known)
      : await readOriginal(src, state, known, folders);
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
    const state = stats && stateOf(stats);
    const file = known.get(src);
    if (file && isSameState(file.state, state)) pictures.set(src, file.digest);
    else changed.push({ src, state });
  }
  const vouched = changed.length < manyPictures ? undefined : await digests();
  const alike = changed.filter(({ src }) => known.has(src) && known.get(src)!.digest === vouched?.get(src));
  for (const { src } of alike) pictures.set(src, known.get(src)!.digest);
  cache.touch(alike.map(({ src, state }) => ({ path: src, state })));
  const toRead = changed.filter(({ src }) => !pictures.has(src));
  const learnt: KnownFile[] = [];
  await inParallel(toRead, availableParallelism(), async ({ src, state }) => {
    try {
      const picture = state
        ? await readOriginal(src, state, known.get(src), folders, (file) => learnt.push(file))
        : await describePicture(src, folders);
      pictures.set(src, picture.digest);
      if (state) described.set(originalFile(src, folders), { ...state, picture });
    } catch (error) {
      unreadable.set(src, (error as Error).message);
    }
  });
  // In one go: each alone would take longer than it was read.
  cache.write(learnt);
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
  keep?: (file: KnownFile) => void,
): Promise<Picture> {
  const cache = pictureCache(folders);
  const file = originalFile(src, folders);
  // To go through other threads takes longer than the call itself.
  const bytes = readFileSync(file);
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
    throw unreadable(file, error);
  });
  const described = { path: src, state, digest, facts: JSON.stringify(description) };
  if (keep) keep(described);
  else cache.write([described]);
  return { ...description, digest };
}

const pictureOf = ({ digest, facts }: KnownFile): Picture => ({
  ...(JSON.parse(facts) as Description),
  digest,
});

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
 * Reads what the cache keeps of a picture from the bytes of its file.
 * @throws {Error} when it is damaged or of a kind that is not shown
 */
async function inspect(bytes: Buffer): Promise<Description> {
  const metadata = await (await openImage(bytes)).metadata();
  if (metadata.format === 'svg' || metadata.format === 'pdf') {
    throw new Error(`${metadata.format.toUpperCase()} draws differently on every machine`);
  }
  const { width, height } = metadata.autoOrient;
  // Only decoding shows that a file is cut off; a small copy takes the least time.
  await (await openImage(bytes)).resize(64).toBuffer();
  const transparent = metadata.hasAlpha && !(await (await openImage(bytes)).stats()).isOpaque;
  return { width, height, transparent, rights: carryRights(metadata) };
}

/**
 * Refuses cut-off and damaged files, but not those with an oddity that every browser forgives. The library is
 * costly to load, and most builds change no picture.
 */
export async function openImage(input: string | Buffer) {
  const { default: sharp } = await import('sharp');
  return sharp(input, { failOn: 'error' });
}

/** Absolute path of an original. */
export function originalFile(src: string, { contentDir }: Folders): string {
  const file = resolve(contentDir, src);
  if (!file.startsWith(contentDir + sep)) {
    throw new Error(`${src}: a picture must lie in ${shown(contentDir)}, beside its story.`);
  }
  return file;
}

/** A path as the editor knows it: from the folder the command runs in. */
export function shown(path: string): string {
  return relative(process.cwd(), path) || path;
}

/** What to tell of an original that cannot be read. */
export function unreadable(file: string, error: unknown): Error {
  return new Error(
    `${shown(file)}: this picture cannot be read (${reason(error)}). ` +
      `Expected ${new Intl.ListFormat('en', { type: 'disjunction' }).format(readableFormats)}: ` +
      'export it again, 1600 pixels wide or more, and replace the file.',
  );
}

function reason(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).trim().replace(/\s*\n\s*/g, '; ');
}
