import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import sirv from 'sirv';
import { basePath, outDir, root, type BuildName } from '../site/builds.ts';

const folder = join(root, '.cache/chromium');

/**
 * Unpacks Chromium from the npm package `@sparticuz/chromium` into `.cache/chromium`, once.
 * `CHROME_PATH` names another browser instead.
 * @returns path of the program
 */
export async function prepareBrowser(): Promise<string> {
  if (process.env.CHROME_PATH) return process.env.CHROME_PATH;
  const { version } = JSON.parse(
    await readFile(join(root, 'node_modules/@sparticuz/chromium/package.json'), 'utf8'),
  );
  // The package takes any program of that name in TMPDIR for its own, of whatever version, whole or not.
  const done = join(folder, `unpacked-${version}`);
  if (!existsSync(done)) await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const { TMPDIR } = process.env;
  process.env.TMPDIR = folder;
  // Brings the shared libraries that a bare machine lacks.
  process.env.AWS_LAMBDA_JS_RUNTIME = 'nodejs24.x';
  const { default: packed } = await import('@sparticuz/chromium');
  const program = await packed.executablePath();
  if (TMPDIR === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = TMPDIR;
  // The package's own configuration looks for its fonts in /tmp.
  await writeFile(join(folder, 'fonts/fonts.conf'), fontConfiguration);
  await writeFile(done, '');
  return program;
}

/** The browser sees the package's fonts and no others: pages look the same on every machine. */
const fontConfiguration = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <cachedir>${folder}/font-cache</cachedir>
</fontconfig>
`;

/** Starts the browser. */
export async function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: await prepareBrowser(),
    headless: true,
    // The package's own list would switch off the web's security, which is what is tested here.
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
      ...['--disable-background-networking', '--disable-component-update'],
    ],
  });
}

/** A site on this machine. */
export interface Served {
  /** Address of the front page, with `BASE_PATH` and a slash at its end. */
  url: string;
  /** Address of a page, by its path without `BASE_PATH`. */
  at(path: string): string;
  close(): Promise<void>;
}

/** Serves a test build as a static host would: with the headers of its `_headers` file and its 404 page. */
export function serve(name: BuildName): Promise<Served> {
  return serveFolder(outDir(name), basePath(name));
}

/**
 * Serves a folder on a free port.
 * @param base path it is served under: empty, or `/paper`
 */
export async function serveFolder(dir: string, base = ''): Promise<Served> {
  const rules = parseHeaders(await readFile(join(dir, '_headers'), 'utf8'));
  const notFound = await readFile(join(dir, '404.html'));
  const files = sirv(dir);
  const answer: RequestListener = (request, response) => {
    const path = request.url!.split('?', 1)[0]!;
    for (const { pattern, headers } of rules) {
      if (pattern.test(path)) headers.forEach(([name, value]) => response.setHeader(name, value));
    }
    const missing = () => {
      response.writeHead(404, { 'Content-Type': 'text/html;charset=utf-8' }).end(notFound);
    };
    if (path.startsWith(`${base}/`)) {
      request.url = request.url!.slice(base.length);
      files(request, response, missing);
    } else {
      missing();
    }
  };
  const server = createServer(answer).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `${origin}${base}/`,
    at: (path) => origin + base + path,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What went wrong on a page that no reader sees: messages on the console, errors of scripts, requests elsewhere. */
export interface Watch {
  /** Errors and warnings, among them every violation of the content security policy. */
  complaints: string[];
  /** Addresses on the page's own host. */
  requests: string[];
  /** Addresses on any other host. None is let through: an empty document is answered. */
  thirdParty: string[];
}

/** Watches a page from before its first request. */
export async function watch(page: Page, { url }: Served): Promise<Watch> {
  const seen: Watch = { complaints: [], requests: [], thirdParty: [] };
  const { origin } = new URL(url);
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') seen.complaints.push(message.text());
  });
  page.on('pageerror', (error) => seen.complaints.push(String(error)));
  await page.context().route('**/*', (route) => {
    const address = route.request().url();
    if (address.startsWith(`${origin}/`)) {
      seen.requests.push(address);
      return route.fallback();
    }
    seen.thirdParty.push(address);
    return route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Elsewhere</title>' });
  });
  return seen;
}

/** The rules of a `_headers` file: a path pattern per block, indented headers below it. */
function parseHeaders(text: string): { pattern: RegExp; headers: [string, string][] }[] {
  return text
    .split(/\n(?=\S)/)
    .filter((block) => block.trim() !== '')
    .map((block) => {
      const [path, ...lines] = block.trimEnd().split('\n');
      const source = path!.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
      return {
        pattern: new RegExp(`^${source.join('.*')}$`),
        headers: lines.map((line) => {
          const [name, ...value] = line.trim().split(':');
          return [name!, value.join(':').trim()];
        }),
      };
    });
}
