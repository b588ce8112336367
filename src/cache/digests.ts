import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { digest } from '../lib/hash.ts';
import type { Paper } from './content-cache.ts';

/**
 * Digest of a file's bytes: git's own name for them, so that a checkout tells the digests of files that
 * nobody has read yet.
 */
export function fileDigest(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

/** What decides, besides a file's bytes and path, what is read from a text of the content folder. */
interface TextSettings {
  /** Absolute path of the project's folder, with the code that reads. */
  root: string;
  contentDir: string;
  cacheDir: string;
  /** `BASE_PATH`: empty or `/paper`. */
  base: string;
  /** IANA zone in which dates without one are read. */
  timeZone: string;
  articleCode: 'allow' | 'deny';
}

/** Where the cache keeps what is read from texts with these settings, by the present code and packages. */
export function textsOf(settings: TextSettings): Paper {
  const { root, base, timeZone, articleCode } = settings;
  return {
    folder: `texts of ${folderName(settings)}`,
    version: digest(codeVersion(root), base, timeZone, articleCode),
  };
}

/** Names a content folder by its place beside the cache: both may move together. */
export function folderName({ contentDir, cacheDir }: Pick<TextSettings, 'contentDir' | 'cacheDir'>): string {
  return relative(cacheDir, contentDir).replaceAll(sep, '/');
}

const codeVersions = new Map<string, string>();

/** Changes with the code that reads texts, and with the packages it uses. Files are read once per process. */
function codeVersion(root: string): string {
  let version = codeVersions.get(root);
  if (version === undefined) {
    const files = globSync(['src/{cache,content,lib,model,story,trial}/*.ts', 'package-lock.json'], {
      cwd: root,
    });
    const code = files.filter((file) => !file.endsWith('.test.ts')).sort();
    version = digest(...code.map((file) => readFileSync(join(root, file))));
    codeVersions.set(root, version);
  }
  return version;
}
