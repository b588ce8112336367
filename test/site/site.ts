import assert from 'node:assert/strict';
import { load, type CheerioAPI } from 'cheerio';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { site as config } from '../../src/site.config.ts';
import { basePath, outDir, type BuildName } from './builds.ts';

/** One file of a built site that is a page for readers. */
export interface HtmlPage {
  /** Path of the file in the site's folder: `2024/10/02/slug/index.html`. */
  file: string;
  /** Address without `BASE_PATH`, letters outside ASCII encoded: `/2024/10/02/slug/`. */
  path: string;
  /** Address with `BASE_PATH`. */
  url: string;
  html: string;
  /** Parsed as a browser without JavaScript would. */
  $: CheerioAPI;
}

/** A built site as its files. */
export interface Site {
  dir: string;
  /** Empty, or `/paper`. */
  base: string;
  /** `https://host`. */
  origin: string;
  /** All files, in order, with forward slashes. */
  files: string[];
  read(file: string): Buffer;
  text(file: string): string;
  /** The page at an address without `BASE_PATH`. */
  page(path: string): HtmlPage;
  /** Every page; those that only lead elsewhere (redirects) are apart. */
  pages: HtmlPage[];
  redirectPages: HtmlPage[];
}

/** Opens a site that `global-setup.ts` has built. */
export function openSite(name: BuildName): Site {
  return readSite(outDir(name), basePath(name));
}

/** Reads the site in a folder; pages are parsed when they are first asked for. */
export function readSite(dir: string, base = ''): Site {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(dir.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
  const read = (file: string) => readFileSync(join(dir, file));
  const text = (file: string) => read(file).toString('utf8');
  const open = (file: string): HtmlPage => {
    const path = encodeURI(`/${file.replace(/(^|\/)index\.html$/, '$1')}`);
    const html = text(file);
    let parsed: CheerioAPI | undefined;
    return {
      ...{ file, path, html, url: base + path },
      get $() {
        return (parsed ??= load(html, { scriptingEnabled: false }));
      },
    };
  };
  const all = files.filter((file) => file.endsWith('.html')).map(open);
  const [redirectPages = [], pages = []] = [true, false].map((leads) =>
    all.filter(({ html }) => /http-equiv="?refresh/i.test(html) === leads),
  );
  return {
    ...{ dir, base, origin: config.url, files, read, text, pages, redirectPages },
    page(path) {
      const found = all.find((page) => page.path === path);
      if (!found) throw new Error(`${dir} has no page at ${path}`);
      return found;
    },
  };
}

/** Bytes a reader downloads from a host that compresses static files beforehand, with brotli at its best. */
export function brotliSize(content: string | Buffer): number {
  // Brotli's defaults in Node: quality 11.
  return brotliCompressSync(content).length;
}

/** Fails when anything was found, and names the first of it. */
export function assertNone(found: Iterable<string>, what = 'found'): void {
  const all = [...new Set(found)];
  if (all.length === 0) return;
  const rest = all.length > 12 ? `\n... and ${all.length - 12} more` : '';
  assert.fail(`${what}:\n${all.slice(0, 12).join('\n')}${rest}`);
}
