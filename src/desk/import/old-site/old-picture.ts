import type { KeyReader } from './key-reader.ts';
import { bareKey, isGroup, webAddress } from './old-values.ts';
import { plainText, type PictureCopy } from '../story-copy.ts';

/** Names of the key that holds the lead picture, and of those beside it that tell more of it. */
const pictureKeys =
  'image cover heroImage hero featured_image featuredImage feature_image thumbnail banner og_image ogImage images photo picture teaser_image header'.split(
    ' ',
  );

/** The lead picture, with all that is said of it. */
export function pictureOf(old: KeyReader): PictureCopy | undefined {
  for (const name of old.present(pictureKeys)) {
    const value = old.peek(name);
    const first = Array.isArray(value) ? value[0] : value;
    if (first === undefined || first === '') continue;
    const group = isGroup(first) ? first : { src: first };
    const at = (...names: string[]) => {
      const entry = Object.entries(group).find(([key]) => names.includes(bareKey(key)));
      return typeof entry?.[1] === 'string' && entry[1] !== '' ? plainText(entry[1]) : undefined;
    };
    const src = at(
      'src',
      'url',
      'image',
      'path',
      'file',
      'filename',
      'teaser',
      'overlayimage',
      'feature',
    )?.replace(/^\{\{-?\s*(?:site\.(?:base)?url|baseurl)\s*-?\}\}/gi, '');
    if (src === undefined) continue;
    old.take(name);
    const beside = (...endings: string[]) =>
      old.text(
        ...[name, 'image', 'cover', 'hero', 'featuredImage', 'photo'].flatMap((start) =>
          endings.map((end) => start + end),
        ),
      );
    const text = (written: string | undefined) => written && plainText(written);
    return {
      src,
      alt:
        at('alt', 'alttext', 'imagealt') ?? text(beside('Alt', 'AltText', 'Description') ?? old.text('alt')),
      caption:
        at('caption', 'title', 'imagecaption') ?? text(beside('Caption', 'Title') ?? old.text('caption')),
      credit:
        at('credit', 'attribution', 'author', 'photographer', 'copyright', 'imagecredit') ??
        text(beside('Credit', 'Attribution', 'Author', 'Copyright') ?? old.text('credit', 'photographer')),
      source: webAddress(
        at('source', 'crediturl', 'attributionurl') ?? beside('Source', 'CreditUrl', 'AttributionUrl'),
      ),
    };
  }
  return undefined;
}
