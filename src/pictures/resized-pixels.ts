import type { OutputInfo } from 'sharp';
import { heightAt, type Frame } from './derivatives.ts';
import { openImage, originalFile, type Folders } from './originals.ts';

/** A picture as it is encoded: row by row, a byte of each channel. */
export interface Pixels {
  data: Buffer;
  info: OutputInfo;
}

/** What is seen of an original. */
interface View {
  /** Content path of the original. */
  src: string;
  /** Digest of its bytes. */
  digest: string;
  frame: Frame;
  transparent: boolean;
}

/** For other formats, which are made next: to decode and resize takes as long as to encode. */
const last = new Map<string, Promise<Pixels>>();
/** Of some 5 MB each; more than are made at a time. */
const keptAtMost = 6;

/**
 * The pixels of a part of an original at a width, the right way up.
 * @throws what sharp throws when the original is damaged
 */
export function resizedPixels(view: View, width: number, folders: Folders): Promise<Pixels> {
  const { src, digest, frame, transparent } = view;
  const key = JSON.stringify([digest, frame, width]);
  const kept = last.get(key);
  if (kept) return kept;
  const pixels = openImage(originalFile(src, folders)).then((image) => {
    image.autoOrient().extract(frame).resize(width, heightAt(frame, width), { fit: 'fill' });
    if (!transparent) image.removeAlpha();
    return image.raw().toBuffer({ resolveWithObject: true });
  });
  pixels.catch(() => last.delete(key));
  last.set(key, pixels);
  if (last.size > keptAtMost) last.delete(last.keys().next().value!);
  return pixels;
}
