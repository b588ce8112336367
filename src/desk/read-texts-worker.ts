import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { fileDigest } from '../cache/digests.ts';
import { decodeText } from '../content/decode-text.ts';
import { environment } from '../environment.ts';
import { site } from '../site.config.ts';
import { readText } from './copy-desk/read-text.ts';
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
    return [{ path, digest: fileDigest(bytes), facts: JSON.stringify(readText(path, text, site.language)) }];
  });
}

// As a thread of `read-texts.ts`.
parentPort?.on('message', (paths: string[]) => {
  parentPort!.postMessage(readAll(paths));
});
