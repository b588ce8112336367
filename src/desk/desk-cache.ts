import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openContentCache, type ContentCache } from '../cache/content-cache.ts';
import { folderName } from '../cache/digests.ts';
import { environment } from '../environment.ts';
import { digest } from '../lib/hash.ts';
import { site } from '../site.config.ts';

/**
 * Opens what the copy desk learnt of texts and pictures, by content path. It lies in the file of the content cache,
 * under a name of its own, and is begun anew when the rules or the paper's language change.
 */
export function openDeskCache(): ContentCache {
  const file = join(environment.cacheDir, 'content.sqlite');
  const folder = `copy desk of ${folderName(environment)}`;
  return openContentCache(file, { folder, version: digest(rulesVersion(), site.language) });
}

/** Whether an entry of the cache is of the paper as a whole: no content path begins with a slash. */
export const isRemembered = (path: string): boolean => path.startsWith('/');

/** Changes with the code of the rules. */
function rulesVersion(): string {
  const files = globSync('src/desk/copy-desk/*.ts', { cwd: environment.root });
  const code = files.filter((file) => !file.endsWith('.test.ts')).sort();
  return digest(...code.map((file) => readFileSync(join(environment.root, file))));
}
