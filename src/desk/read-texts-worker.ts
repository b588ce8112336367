import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { ContentCache } from '../cache/content-cache.ts';
import { fileDigest } from '../cache/digests.ts';
import { decodeText } from '../content/decode-text.ts';
import type { TextFound } from '../content/file-reading.ts';
import { environment } from '../environment.ts';
import { site } from '../site.config.ts';
import { readText as reportOn } from './copy-desk/read-text.ts';
import { openDeskCache } from './desk-cache.ts';
import type { ReadText } from './read-texts.ts';

/** Reads texts, one after the other; those that are gone meanwhile, or cannot be decoded, are left out. */
export function readAll(paths: string[]): ReadText[] {
  return paths.flatMap((path) => {
    let bytes: Uint8Array;
    try {
      bytes = readFileSync(join(environment.contentDir, path));
    } catch {
      // Whoever reads the content says what is wrong with the file.
      return [];
    }
    const text = decodeText(bytes);
    if (typeof text !== 'string') return [];
    return [readText({ path, digest: fileDigest(bytes), text })];
  });
}

/** Reads a text that somebody has in hand. */
export function readText({ path, digest, text, data }: TextFound): ReadText {
  return { path, digest, facts: JSON.stringify(reportOn(path, text, site.language, data)) };
}

/** Puts what was read into the cache. */
export function keep(texts: ReadText[]): void {
  cache ??= openDeskCache();
  cache.write(texts);
}

/** Opened once by each thread, and closed with it. */
let cache: ContentCache | undefined;

// As a thread of `read-texts.ts`; those of the content reader bring data. Without any it is null or
// undefined, by the version of Node.
if (!workerData) {
  parentPort?.on('message', (paths: string[]) => {
    parentPort!.postMessage(readAll(paths));
  });
}
