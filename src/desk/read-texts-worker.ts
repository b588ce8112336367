import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { fileDigest } from '../cache/digests.ts';
import { decodeText } from '../content/decode-text.ts';
import { environment } from '../environment.ts';
import { site } from '../site.config.ts';
import { readText } from './copy-desk/read-text.ts';
import type { ReadText, TextToRead } from './read-texts.ts';

/** Reads texts, one after the other; those that are gone meanwhile, or cannot be decoded, are left out. */
export function readAll(texts: TextToRead[]): ReadText[] {
  return texts.flatMap(({ path, isSoundStory }) => {
    let bytes: Uint8Array;
    try {
      bytes = readFileSync(join(environment.contentDir, path));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      return [];
    }
    const text = decodeText(bytes);
    if (typeof text !== 'string') return [];
    const { language } = site;
    const facts = JSON.stringify(readText(text, { path, isSoundStory, language }));
    return [{ path, digest: fileDigest(bytes), facts }];
  });
}

// As a thread of `read-texts.ts`.
parentPort?.on('message', (texts: TextToRead[]) => {
  parentPort!.postMessage(readAll(texts));
});
