import { availableParallelism } from 'node:os';
import type { ContentCache, KnownFile } from '../cache/content-cache.ts';
import { inParallel } from '../lib/in-parallel.ts';
import type { Size } from '../pictures/derivatives.ts';
import { describePicture } from '../pictures/originals.ts';

/**
 * Sizes of pictures in pixels; of those as they were from the cache.
 * @param pictures digests by content path; all of them were read before
 */
export async function pictureSizes(
  pictures: ReadonlyMap<string, string>,
  known: ReadonlyMap<string, KnownFile>,
  cache: ContentCache,
): Promise<Map<string, Size>> {
  const sizes = new Map<string, Size>();
  const learnt: KnownFile[] = [];
  const changed: string[] = [];
  for (const [path, digest] of pictures) {
    const before = known.get(path);
    if (before?.digest === digest) sizes.set(path, JSON.parse(before.facts) as Size);
    else changed.push(path);
  }
  await inParallel(changed, availableParallelism(), async (path) => {
    const { width, height } = await describePicture(path);
    sizes.set(path, { width, height });
    learnt.push({ path, digest: pictures.get(path)!, facts: JSON.stringify({ width, height }) });
  });
  if (learnt.length > 0) cache.write(learnt);
  return sizes;
}
