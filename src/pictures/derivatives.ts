import { digest } from '../lib/hash.ts';
import { picturePath } from '../model/permalink.ts';

/** Pixels, with the picture the right way up. */
export interface Size {
  width: number;
  height: number;
}

/** The part of a picture that is shown: a rectangle in the original's pixels. */
export interface Frame extends Size {
  left: number;
  top: number;
}

const ratios = { '1:1': 1, '4:3': 4 / 3, '3:2': 3 / 2, '16:9': 16 / 9 } as const;

/** Shape of a crop, width to height. */
export type Crop = keyof typeof ratios;

/** Format of a derivative, named by its file extension. */
export type Format = 'avif' | 'webp' | 'jpg' | 'png';

/** sharp's options for each format; part of every derivative's name, so a change here makes new files. */
export const encodings = {
  avif: { quality: 55, effort: 1 },
  webp: { quality: 78, effort: 2 },
  jpg: { quality: 80, mozjpeg: true },
  png: { palette: true, quality: 90 },
} as const satisfies Record<Format, object>;

/** Part of every derivative's name too: changes when the same encodings come to give other bytes. */
const making = 2;

/** Internet media types. */
export const mediaTypes = {
  avif: 'image/avif',
  webp: 'image/webp',
  jpg: 'image/jpeg',
  png: 'image/png',
} as const satisfies Record<Format, string>;

/** Where a picture is shown: across the text of a page, or on a card in a list. Decides its widths. */
export type Place = 'page' | 'card';

const widths = { page: [480, 800, 1200, 1600], card: [240, 480, 800] } as const;
const fallbackWidths = { page: 1200, card: 480 } as const;

const namePattern = '([0-9a-f]{16})-(\\d{1,5})\\.(avif|webp|jpg|png)';

const wholeName = new RegExp(`^${namePattern}$`);

/** What a file name in `/pictures/` says. */
export interface PictureName {
  /** Digest of the original's bytes, the frame and the encodings: shared by all widths and formats. */
  stem: string;
  width: number;
  format: Format;
}

/**
 * The part of a picture that a crop shows: as large as fits, its centre as near the focus as the edges allow.
 * Without a crop, or when the picture has that shape already, the whole picture.
 * @param focus the point to keep, from the top left, as `62% 40%`.
 */
export function cropFrame(picture: Size, crop?: Crop, focus = '50% 50%'): Frame {
  const { width, height } = picture;
  const ratio = crop ? ratios[crop] : width / height;
  const cropWidth = Math.min(width, Math.round(height * ratio));
  const cropHeight = Math.min(height, Math.round(width / ratio));
  // One pixel of rounding is no reason to make a second set of files.
  if (cropWidth >= width - 1 && cropHeight >= height - 1) return { left: 0, top: 0, width, height };
  const [x, y] = parseFocus(focus);
  return {
    left: clamp(Math.round(x * width - cropWidth / 2), 0, width - cropWidth),
    top: clamp(Math.round(y * height - cropHeight / 2), 0, height - cropHeight),
    width: cropWidth,
    height: cropHeight,
  };
}

/** Widths of a frame's AVIF and WebP files, ascending. Never wider than the frame, no two nearly the same. */
export function derivativeWidths(frame: Size, place: Place): number[] {
  const widest = Math.min(frame.width, widths[place].at(-1)!);
  return [...widths[place].filter((width) => width < widest * 0.9), widest];
}

/** Width of the one file for browsers without AVIF and WebP. */
export function fallbackWidth(frame: Size, place: Place): number {
  return Math.min(frame.width, fallbackWidths[place]);
}

/** Height of a frame at a width; at least a pixel. */
export function heightAt(frame: Size, width: number): number {
  return Math.max(1, Math.round((width * frame.height) / frame.width));
}

/** The stem of a frame's derivatives: 16 hexadecimal digits. */
export function pictureStem(originalDigest: string, { left, top, width, height }: Frame): string {
  return digest(JSON.stringify([originalDigest, left, top, width, height, encodings, making]));
}

/** `0a1b2c3d4e5f6789-800.avif` */
export function formatPictureName({ stem, width, format }: PictureName): string {
  return `${stem}-${width}.${format}`;
}

/** Reads a derivative's file name; `undefined` when it is not one. */
export function parsePictureName(name: string): PictureName | undefined {
  const match = wholeName.exec(name);
  return match ? { stem: match[1]!, width: Number(match[2]), format: match[3] as Format } : undefined;
}

/** The stem in a derivative's file name. */
export const stemOf = (name: string): string => name.slice(0, name.indexOf('-'));

/**
 * File names of the derivatives that a built page, feed or JSON file links to, with or without host and base.
 * @param text or its bytes, in UTF-8
 */
export function pictureNamesIn(text: string | Buffer): Set<string> {
  const folder = picturePath('');
  const names = new Set<string>();
  for (let place = text.indexOf(folder); place !== -1; place = text.indexOf(folder, place)) {
    place += folder.length;
    const end = place + longestName + 1;
    const found =
      typeof text === 'string'
        ? text.slice(place, end)
        : text.toString('latin1', place, Math.min(end, text.length));
    const name = nameAtStart.exec(found)?.[0];
    if (name !== undefined) names.add(name);
  }
  return names;
}

const nameAtStart = new RegExp(`^${namePattern}\\b`);
const longestName = '0123456789abcdef-12345.avif'.length;

/** Fractions of width and height. */
function parseFocus(focus: string): [number, number] {
  const match = /^(\d{1,3})% (\d{1,3})%$/.exec(focus);
  if (!match) throw new Error(`focus is "${focus}"; expected two percentages such as "62% 40%".`);
  return [Number(match[1]) / 100, Number(match[2]) / 100];
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
