import { stat } from 'node:fs/promises';
import { picturePath } from '../model/permalink.ts';
import {
  cropFrame,
  derivativeWidths,
  fallbackWidth,
  formatPictureName,
  heightAt,
  mediaTypes,
  type Crop,
  type Format,
  type Place,
  type Size,
} from './derivatives.ts';
import { describePicture, makeDerivative, saveRecipe, type Folders } from './picture-store.ts';

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
 * A picture for a page. The files are made later, by `publishPictures` or, in `npm run dev`, when they are
 * first asked for; what a page names is what gets published.
 * @param src path below the content folder, with forward slashes.
 * @throws {Error} naming the file and what to do, when it is missing or no picture we can show.
 */
export async function requestPicture(
  src: string,
  place: Place,
  framing: Framing = {},
  folders?: Folders,
): Promise<RequestedPicture> {
  const { frame, fallbackFormat, derivative } = await prepare(src, framing, folders);
  const widths = derivativeWidths(frame, place);
  return {
    sources: (['avif', 'webp'] as const).map((format) => ({
      type: mediaTypes[format],
      candidates: widths.map((width) => derivative(width, format)),
    })),
    fallback: derivative(fallbackWidth(frame, place), fallbackFormat),
  };
}

/**
 * One file that everything can show, JPEG (PNG when it is transparent): for Open Graph, JSON-LD and feeds.
 * Without a crop and at the default width it is the one that `<picture>` falls back to on a page.
 * @param width in pixels; an original less wide is not enlarged.
 */
export async function fallbackPicture(
  src: string,
  { width = 1200, ...framing }: Framing & { width?: number } = {},
  folders?: Folders,
): Promise<Derivative> {
  const { frame, fallbackFormat, derivative } = await prepare(src, framing, folders);
  return derivative(Math.min(frame.width, width), fallbackFormat);
}

/** Size of a derivative's file in bytes, as feeds state it. Makes the file if need be. */
export async function weighPicture({ path }: Derivative, folders?: Folders): Promise<number> {
  const { size } = await stat(await makeDerivative(path.slice(picturePath('').length), folders));
  return size;
}

async function prepare(src: string, { crop, focus }: Framing, folders?: Folders) {
  const picture = await describePicture(src, folders);
  const frame = cropFrame(picture, crop, focus);
  const stem = await saveRecipe(src, picture, frame, folders);
  const derivative = (width: number, format: Format): Derivative => ({
    path: picturePath(formatPictureName({ stem, width, format })),
    type: mediaTypes[format],
    width,
    height: heightAt(frame, width),
  });
  return { frame, fallbackFormat: picture.transparent ? ('png' as const) : ('jpg' as const), derivative };
}
