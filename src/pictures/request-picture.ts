import { stat } from 'node:fs/promises';
import { whenKnown } from '../lib/when-known.ts';
import { picturePath } from '../model/permalink.ts';
import {
  cropFrame,
  derivativeWidths,
  fallbackWidth,
  formatPictureName,
  heightAt,
  mediaTypes,
  pictureStem,
  type Crop,
  type Format,
  type Frame,
  type Place,
  type Size,
} from './derivatives.ts';
import { makeDerivative, saveRecipe } from './derivative-store.ts';
import { describePicture, type Folders } from './originals.ts';

/** Which part of a picture to show. */
export interface Framing {
  crop?: Crop;
  /** The point that the crop keeps, from the top left: `62% 40%`. */
  focus?: string;
}

/** One derivative. */
export interface Derivative extends Size {
  /** Permalink, without `BASE_PATH` and host. */
  path: string;
  /** Media type. */
  type: string;
}

/** A picture's derivatives as `<picture>` wants them. */
interface RequestedPicture {
  /** The best format first, each with its widths ascending. */
  sources: { type: string; candidates: Derivative[] }[];
  fallback: Derivative;
}

/**
 * A picture for a page. The files are made later, by `makeDerivatives` or, in `npm run dev`, when they are
 * first asked for; what a page names is what gets published.
 * @param src path below the content folder, with forward slashes.
 * @returns at once when the same was asked for before.
 * @throws {Error} naming the file and what to do, when it is missing or no picture we can show.
 */
export function requestPicture(
  src: string,
  place: Place,
  framing: Framing = {},
  folders?: Folders,
): RequestedPicture | Promise<RequestedPicture> {
  return whenKnown(prepare(src, framing, folders), (prepared) => {
    const widths = derivativeWidths(prepared.frame, place);
    return {
      sources: (['avif', 'webp'] as const).map((format) => ({
        type: mediaTypes[format],
        candidates: widths.map((width) => derivative(prepared, width, format)),
      })),
      fallback: derivative(prepared, fallbackWidth(prepared.frame, place), prepared.fallbackFormat),
    };
  });
}

/**
 * One file that everything can show, JPEG (PNG when it is transparent): for Open Graph, JSON-LD and feeds.
 * Without a crop and at the default width it is the one that `<picture>` falls back to on a page.
 * @param width in pixels; an original less wide is not enlarged.
 * @returns at once when the same was asked for before.
 */
export function fallbackPicture(
  src: string,
  { width = 1200, ...framing }: Framing & { width?: number } = {},
  folders?: Folders,
): Derivative | Promise<Derivative> {
  return whenKnown(prepare(src, framing, folders), (prepared) =>
    derivative(prepared, Math.min(prepared.frame.width, width), prepared.fallbackFormat),
  );
}

/**
 * One picture in several shapes as {@link fallbackPicture} makes them, in the order asked for. A shape that the
 * picture has of itself is not made a second time.
 */
export async function fallbackPictures(
  src: string,
  shapes: (Framing & { width: number })[],
  folders?: Folders,
): Promise<Derivative[]> {
  const made = new Map<string, Derivative>();
  for (const { width, ...framing } of shapes) {
    const prepared = await prepare(src, framing, folders);
    if (made.has(prepared.stem)) continue;
    made.set(
      prepared.stem,
      derivative(prepared, Math.min(prepared.frame.width, width), prepared.fallbackFormat),
    );
  }
  return [...made.values()];
}

/** Size of a derivative's file in bytes, as feeds state it. Makes the file if need be. */
export async function weighPicture({ path }: Derivative, folders?: Folders): Promise<number> {
  const known = weights.get(path);
  if (known !== undefined) return known;
  const { size } = await stat(await makeDerivative(path.slice(picturePath('').length), folders));
  weights.set(path, size);
  return size;
}

/** By path, which stands for the same bytes always. */
const weights = new Map<string, number>();

/** A frame of a picture whose derivatives can be made by their names. */
interface PreparedPicture {
  stem: string;
  frame: Frame;
  fallbackFormat: Format;
}

/**
 * Frames that were asked for before: a picture stands on some ten pages, and reading what is known of it takes
 * longer than rendering a card. Empty in `npm run dev`, where pictures are replaced at any time.
 */
const kept = new Map<string, PreparedPicture>();
/** About 15 MB; then it is begun anew. */
const keptAtMost = 50_000;

function prepare(
  src: string,
  framing: Framing,
  folders?: Folders,
): PreparedPicture | Promise<PreparedPicture> {
  if (folders || import.meta.env.DEV) return examine(src, framing, folders);
  const key = `${src} ${framing.crop} ${framing.focus}`;
  return (
    kept.get(key) ??
    examine(src, framing).then((prepared) => {
      if (kept.size >= keptAtMost) kept.clear();
      kept.set(key, prepared);
      return prepared;
    })
  );
}

async function examine(src: string, { crop, focus }: Framing, folders?: Folders): Promise<PreparedPicture> {
  const picture = await describePicture(src, folders);
  const frame = cropFrame(picture, crop, focus);
  const stem = pictureStem(picture.digest, frame);
  saveRecipe(stem, { src, digest: picture.digest, frame }, folders);
  return { stem, frame, fallbackFormat: picture.transparent ? 'png' : 'jpg' };
}

function derivative({ stem, frame }: PreparedPicture, width: number, format: Format): Derivative {
  return {
    path: picturePath(formatPictureName({ stem, width, format })),
    type: mediaTypes[format],
    width,
    height: heightAt(frame, width),
  };
}
