import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import * as pagefind from 'pagefind';
import { signature, type PagefindIndex } from '../formats/pagefind-index.ts';

/** Of the package: its browser engine must be that of the indexer. */
export const pagefindVersion: string = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.resolve('pagefind')), 'utf8'),
).version;

/** A file as Pagefind hands it over. */
export type PagefindFile = { path: string; content: Uint8Array };

/** The files that the browser loads of an index; the engine is in the site's own bundle. */
const servedFiles = /\.pf_(meta|index|fragment|filter)$/;

/** Ends the service of Pagefind, a process. Another begins with the next index. */
export const closePagefind = (): Promise<unknown> => pagefind.close();

/** An empty index in the service of Pagefind, which does one thing at a time. */
export async function createSearchIndex(language: string): Promise<pagefind.PagefindIndex> {
  const { index } = succeed(await pagefind.createIndex({ forceLanguage: language }));
  if (!index) throw new Error('Pagefind made no index and told no error.');
  return index;
}

/** @throws {Error} with Pagefind's own messages. */
export function succeed<T extends { errors: string[] }>(response: T): T {
  if (response.errors.length > 0) {
    throw new Error(`Pagefind could not index the site for search: ${response.errors.join('; ')}`);
  }
  return response;
}

/**
 * Lets Pagefind itself index pages, which takes longer than `makePagefindIndex`.
 * @param pages with the part that is searched
 * @param chunkSize size of a file of words, in Pagefind's unit
 */
export async function indexByPagefind(
  pages: { url: string; part: string }[],
  { language, chunkSize }: { language: string; chunkSize: number },
): Promise<PagefindIndex & { includeCharacters: string[] }> {
  const setting = 'PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE';
  if (process.env[setting] !== String(chunkSize)) {
    // It is read when the service starts.
    await closePagefind();
    process.env[setting] = String(chunkSize);
  }
  const index = await createSearchIndex(language);
  // One after the other: Pagefind numbers pages as they come.
  for (const { url, part } of pages) {
    succeed(await index.addHTMLFile({ url, content: `<html><body>${part}</body></html>` }));
  }
  const { files } = succeed(await index.getFiles());
  await index.deleteIndex();
  // Stories without a word are in no index; one of such stories alone has no language.
  const { languages, include_characters: includeCharacters } = entryOf(files);
  const { hash = '', page_count: count = 0 } = languages[language] ?? {};
  return {
    head: hash,
    pages: count,
    includeCharacters,
    files: files
      .filter(({ path }) => servedFiles.test(path))
      .map(({ path, content }) => ({ path, content: uncompressed(content) })),
  };
}

/** What a file of an index holds. */
export function uncompressed(content: Uint8Array): Buffer {
  return gunzipSync(content).subarray(signature.length);
}

/** What Pagefind says of an index. */
export function entryOf(files: PagefindFile[]): {
  languages: Record<string, { hash: string; page_count: number } | undefined>;
  include_characters: string[];
} {
  const { content } = files.find(({ path }) => path === 'pagefind-entry.json')!;
  return JSON.parse(Buffer.from(content).toString());
}
