import { digest } from '../lib/hash.ts';
import { pictureNamesIn, stemOf } from '../pictures/derivatives.ts';
import type { PublishedFile } from './manifest.ts';
import type { RenderedPage } from './press.ts';
import { searchedPart } from './searched-part.ts';

/**
 * What the rest of the build wants to know of a page that was rendered.
 * @param file path below the site's root
 * @throws {Error} when an HTML page has no content security policy
 */
export function pageFacts(
  file: string,
  { bytes, html = '', policy }: RenderedPage,
  inputs: string,
): PublishedFile {
  const facts: PublishedFile = { size: bytes.length, digest: digest(bytes), inputs };
  const pictures = pictureGroups(pictureNamesIn(bytes));
  if (pictures.length > 0) facts.pictures = pictures;
  if (!file.endsWith('.html')) return facts;
  if (!policy) throw new Error(`${file} was built without a content security policy.`);
  facts.policy = policy;
  const searched = searchedPart(html);
  if (searched) facts.search = digest(searched);
  return facts;
}

/**
 * Names of derivatives, those of one picture and place together: many pages show the same ones, and a
 * manifest names them once.
 */
export function pictureGroups(names: Iterable<string>): string[] {
  const groups = Map.groupBy([...names].sort(), stemOf);
  return Array.from(groups.values(), (group) => group.join(' '));
}

/** The names in groups of pictures. */
export const namesInGroup = (group: string): string[] => group.split(' ');
