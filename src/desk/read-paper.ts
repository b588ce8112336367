import type { CheckedContent } from '../content/content-reader.ts';
import { openContentReader } from '../content/content-reader.ts';
import { environment } from '../environment.ts';
import { site } from '../site.config.ts';

/**
 * Reads the paper's content as a build does: what did not change since the last time comes from the cache.
 * @throws {Error} when there is no content folder, or naming the file that cannot be read.
 */
export async function readPaper(): Promise<CheckedContent> {
  const reader = openContentReader({ ...environment, site, isCheck: true });
  try {
    return await reader.read();
  } finally {
    await reader.close();
  }
}
