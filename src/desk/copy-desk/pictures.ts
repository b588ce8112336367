import { besideFile } from '../../model/interpret-article.ts';
import type { Prose } from './prose.ts';
import type { Remark, TextRemark } from './remark.ts';
import { altRemarks } from './stories.ts';

/** Pixels. */
interface Size {
  width: number;
  height: number;
}

/** Narrower, a picture is blurred in its place; for lead pictures, also what search engines ask of large previews. */
export const narrowest = { lead: 1200, text: 800, portrait: 240 } as const;

/** A picture that a file names. */
export interface PictureUse {
  /** Content path of the file. */
  path: string;
  where: Remark['where'];
  /** Content path of the picture. */
  picture: string;
  place: keyof typeof narrowest;
  size: Size;
}

/** Pictures that are too small for their places. */
export function smallPictureRemarks(uses: PictureUse[]): Remark[] {
  return uses.flatMap(({ path, where, picture, place, size }) => {
    if (size.width >= narrowest[place]) return [];
    const name = picture.slice(besideFile(path, '').length);
    const message = `${name} is ${size.width} pixels wide; expected ${narrowest[place]} or more here, best 1,600. Export it again from the original.`;
    return [{ code: 'small-picture', path, where, message } as const];
  });
}

/**
 * Alternative texts of the pictures in a story's text.
 * @param language BCP 47 tag of the text
 */
export function pictureTextRemarks({ tags }: Prose, language: string): TextRemark[] {
  return tags.flatMap(({ name, source, start }) => {
    if (name !== 'Figure') return [];
    const alt = attribute(source, 'alt');
    if (!alt) return [];
    return altRemarks(alt.value, attribute(source, 'caption')?.value, language).map((words) => ({
      ...words,
      offset: start + alt.offset,
    }));
  });
}

/** An attribute in quotation marks, and where its value begins. */
function attribute(source: string, name: string): { value: string; offset: number } | undefined {
  const match = new RegExp(`\\s${name}=(["'])([^]*?)\\1`).exec(source);
  return match ? { value: match[2]!, offset: match.index + match[0].indexOf(match[1]!) + 1 } : undefined;
}
