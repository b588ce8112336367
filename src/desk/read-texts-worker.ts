import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { ContentCache } from '../cache/content-cache.ts';
import { fileDigest } from '../cache/digests.ts';
import { decodeText } from '../content/decode-text.ts';
import type { TextFound } from '../content/file-reading.ts';
import { environment } from '../environment.ts';
import { site } from '../site.config.ts';
import { readText } from './copy-desk/read-text.ts';
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
    return [readOne({ path, digest: fileDigest(bytes), text })];
  });
}

/** Reads texts that the content reader has in hand, and puts what it says of them into the cache. */
export function readTexts(texts: TextFound[]): ReadText[] {
  const read = texts.map(readOne);
  cache ??= openDeskCache();
  cache.write(read);
  return read;
}

/** Opened once by each thread, and closed with it. */
let cache: ContentCache | undefined;

const readOne = ({ path, digest, text, data }: TextFound): ReadText => ({
  ...{ path, digest },
  facts: JSON.stringify(readText(path, text, site.language, data)),
});

// As a thread of `read-texts.ts`; those of the content reader bring data.
if (workerData === null) {
  parentPort?.on('message', (paths: string[]) => {
    parentPort!.postMessage(readAll(paths));
  });
}
