import { escapeXml } from '../lib/xml.ts';
import type { Archive } from '../model/archive.ts';
import { plainPath } from '../model/permalink.ts';
import { collapseRedirects } from '../model/redirects.ts';

/** Where the site is served: its origin, and `base`, the path it is served under, or empty. */
interface Place {
  origin: string;
  base: string;
}

/** An old address and where it leads in the end. */
interface Move {
  /** Path on the host, in plain letters. */
  from: string;
  /** A path on the host or a web address. */
  to: string;
}

/**
 * What answers legacy addresses, by path below the site's root: a `_redirects` file for hosts that read one,
 * and a page at each old address for those that do not.
 */
export function redirectFiles(archive: Pick<Archive, 'redirects'>, place: Place): Map<string, string> {
  const moves = movesOf(archive, place);
  if (moves.length === 0) return new Map();
  const lines = moves.map(({ from, to }) => `${from} ${to} 301\n`);
  const pages = moves.map(({ from, to }): [string, string] => [
    `${from.slice(place.base.length + 1)}${from.endsWith('/') ? 'index.html' : ''}`,
    redirectPage(to, new URL(to, place.origin).href),
  ]);
  return new Map([['_redirects', lines.join('')], ...pages]);
}

/**
 * The same for web servers that are configured, and which of their pages are of withdrawn stories, to be answered
 * with status 410: files to be included by nginx and Caddy, by name. They are no part of the site.
 */
export function serverFiles(
  archive: Pick<Archive, 'redirects' | 'withdrawn'>,
  place: Place,
): Map<string, string> {
  const moves = movesOf(archive, place).map(({ from, to }) => ({ from, to: encodedTarget(to, place) }));
  const withdrawn = Array.from(
    archive.withdrawn.values(),
    ({ permalink }) => place.base + plainPath(permalink),
  );
  return new Map([
    ['redirects.nginx.conf', nginxFile(moves, withdrawn.sort())],
    ['redirects.caddy', caddyFile(moves, withdrawn.sort())],
  ]);
}

function movesOf({ redirects }: Pick<Archive, 'redirects'>, { base }: Place): Move[] {
  return Object.entries(collapseRedirects(redirects)).map(([from, to]) => ({
    from: base + from,
    to: to.startsWith('/') ? base + to : to,
  }));
}

/** A target in the letters that may stand in a header, and none of those that mean something to a server. */
function encodedTarget(to: string, { origin }: Place): string {
  const url = new URL(to, origin);
  const target = to.startsWith('/') ? url.href.slice(url.origin.length) : url.href;
  return target.replace(/[${}"\\]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

const quoted = (path: string) => `"${path.replace(/["\\]/g, '\\$&')}"`;

/** Tables for `http { … }`: a list of locations of this length would take nginx many seconds to read. */
function nginxFile(moves: Move[], withdrawn: string[]): string {
  // nginx looks names up without regard to capitals, and takes each once.
  const seen = new Set<string>();
  const entries = moves.filter(({ from }) => seen.size < seen.add(from.toLowerCase()).size);
  const longest = Math.max(
    0,
    ...[...moves.map(({ from }) => from), ...withdrawn].map((path) => Buffer.byteLength(path)),
  );
  const bucket = 2 ** Math.ceil(Math.log2(Math.max(64, 2 * longest)));
  const size = 2 ** Math.ceil(Math.log2(Math.max(2048, 2 * entries.length)));
  return `# Old addresses and withdrawn stories, for nginx; README.md, "Deploying", tells how to include it.
map_hash_bucket_size ${bucket};
map_hash_max_size ${size};
map $uri $paper_moved {
${entries.map(({ from, to }) => `  ${quoted(from)} ${quoted(to)};\n`).join('')}}
map $uri $paper_withdrawn {
  volatile;
${withdrawn.map((path) => `  ${quoted(path)} 1;\n`).join('')}}
`;
}

/** Directives for a site's block. */
function caddyFile(moves: Move[], withdrawn: string[]): string {
  const gone = `@paper_withdrawn path ${withdrawn.map(quoted).join(' ')}
handle @paper_withdrawn {
	file_server {
		status 410
	}
}
`;
  return `# Old addresses and withdrawn stories, for Caddy; README.md, "Deploying", tells how to import it.
map {path} {paper_moved} {
	default ""
${moves.map(({ from, to }) => `\t${quoted(from)} ${quoted(to)}\n`).join('')}}
@paper_moved expression \`{paper_moved} != ""\`
redir @paper_moved {paper_moved} permanent
${withdrawn.length > 0 ? gone : ''}`;
}

function redirectPage(target: string, canonical: string): string {
  const href = escapeXml(target);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="content-security-policy" content="default-src 'none'">
<meta http-equiv="refresh" content="0; url=${href}">
<meta name="robots" content="noindex">
<link rel="canonical" href="${escapeXml(canonical)}">
<title>This page has moved</title>
<p>This page has moved to <a href="${href}">${href}</a>.</p>
`;
}
