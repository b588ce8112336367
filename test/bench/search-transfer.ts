/**
 * What a reader's search costs: the bytes that a host would send, and the time until ten results are shown.
 *
 * `node test/bench/search-transfer.ts <folder of a built site> [query ...]`
 */
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { launch } from '../browser/browser.ts';

/** The costs of search on a site. The bytes are those of bodies as a host sends them, without headers. */
export interface SearchCost {
  /** Searches by a reader who has a page open and never searched before: the dearest of the queries. */
  coldBytes: number;
  /** From the last key to the results. */
  coldMs: number;
  /** Each query after another one, in the same page: the dearest and the slowest. */
  laterBytes: number;
  laterMs: number;
}

/** How far a host compresses what it sends, of 11: it has no time for more. */
const brotliQuality = 5;
const textTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/**
 * Searches a built site in a browser.
 * @param dir folder of a site built for the root of its host
 * @param queries what is searched, of which each has a result; without them, words of the front page's headlines
 */
export async function searchTransfer(dir: string, queries?: string[]): Promise<SearchCost> {
  const asked = queries ?? (await wordsOfHeadlines(dir));
  const host = await startHost(dir);
  const browser = await launch();
  try {
    const cost: SearchCost = { coldBytes: 0, coldMs: 0, laterBytes: 0, laterMs: 0 };
    for (const query of asked) {
      const { bytes, ms } = await searchCold(browser, host, query);
      cost.coldBytes = Math.max(cost.coldBytes, bytes);
      cost.coldMs = Math.max(cost.coldMs, ms);
    }
    const page = await openFrontPage(browser, host);
    await page.keyboard.press('/');
    await searchFor(page, host, asked[0]!);
    for (const query of asked.slice(1)) {
      const { bytes, ms } = await searchFor(page, host, query);
      cost.laterBytes = Math.max(cost.laterBytes, bytes);
      cost.laterMs = Math.max(cost.laterMs, ms);
    }
    return cost;
  } finally {
    await browser.close();
    host.close();
  }
}

interface Host {
  url: string;
  /** Bytes sent since it was asked last. */
  sent(): number;
  close(): void;
}

async function searchCold(browser: Browser, host: Host, query: string) {
  const page = await openFrontPage(browser, host);
  await page.keyboard.press('/');
  const cost = await searchFor(page, host, query);
  await page.context().close();
  return cost;
}

async function openFrontPage(browser: Browser, host: Host): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(host.url, { waitUntil: 'networkidle' });
  host.sent();
  return page;
}

/** Types a query into the open dialog and waits for its results; counts all that was sent since the last one. */
async function searchFor(page: Page, host: Host, query: string): Promise<{ bytes: number; ms: number }> {
  await page.getByRole('searchbox').fill(query);
  const start = performance.now();
  const status = page.getByRole('status').filter({ hasText: query.replaceAll('"', '') });
  await status.filter({ hasText: /result/ }).waitFor();
  const ms = Math.round(performance.now() - start);
  if (/^No /.test(await status.innerText())) throw new Error(`${host.url} has no result for ${query}.`);
  await page.waitForLoadState('networkidle');
  return { bytes: host.sent(), ms };
}

/** Serves a folder as static hosts do: text and WebAssembly in Brotli, everything else as it is. */
async function startHost(dir: string): Promise<Host> {
  let sent = 0;
  const bodies = new Map<string, Promise<Buffer>>();
  const read = async (file: string, type: string | undefined) => {
    const content = await readFile(file);
    const params = { [constants.BROTLI_PARAM_QUALITY]: brotliQuality };
    return type ? brotliCompressSync(content, { params }) : content;
  };
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url!, 'http://localhost').pathname);
    let file = join(dir, normalize(path));
    if ((await stat(file).catch(() => undefined))?.isDirectory()) file = join(file, 'index.html');
    const type = textTypes[extname(file)];
    if (!bodies.has(file)) bodies.set(file, read(file, type));
    try {
      const body = await bodies.get(file)!;
      sent += body.length;
      if (type) response.setHeader('Content-Encoding', 'br').setHeader('Content-Type', type);
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    sent: () => {
      const bytes = sent;
      sent = 0;
      return bytes;
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Three words and two pairs of words from the front page's headlines. */
async function wordsOfHeadlines(dir: string): Promise<string[]> {
  const html = await readFile(join(dir, 'index.html'), 'utf8');
  const headlines = [...html.matchAll(/<h[23][^>]*>(.*?)<\/h[23]>/gs)].map(([, text]) =>
    text!.replace(/<[^>]*>/g, ' '),
  );
  const pairs = headlines.flatMap((headline) => {
    const words = headline.match(/\p{L}{5,}/gu) ?? [];
    return words.length > 1 ? [words.slice(0, 2)] : [];
  });
  if (pairs.length < 5) throw new Error(`${dir}/index.html has too few headlines to search for.`);
  return pairs.slice(0, 5).map((words, place) => (place < 3 ? words[0]! : words.join(' ')));
}

if (import.meta.main) {
  const [dir, ...queries] = process.argv.slice(2);
  if (!dir) throw new Error('Which folder? node test/bench/search-transfer.ts <folder> [query ...]');
  console.log(await searchTransfer(dir, queries.length > 0 ? queries : undefined));
}
