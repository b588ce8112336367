import type { Redirects } from '../model/newsroom.ts';
import { plainPath, reservedSegments } from '../model/permalink.ts';
import { lastTarget, ringOf } from '../model/redirects.ts';
import type { Addresses } from './addresses.ts';
import { longestSegment } from './check-names.ts';
import type { Finding } from './content-files.ts';
import { quote } from './schema-words.ts';

/** Checks that every legacy address is free to be answered, and leads to something that is there. */
export function checkRedirects(redirects: Redirects, addresses: Addresses): Finding[] {
  const sources = Object.keys(redirects);
  const byPlace = new Map<string, string>();
  const folders = new Set(sources.flatMap(parents));
  return sources.flatMap((from) => {
    const findings: Finding[] = [];
    const report = (message: string, onKey = false) =>
      findings.push({ path: 'redirects.yaml', at: [from], onKey, message });
    const wrong = sourceMistake(from, folders, addresses);
    if (wrong) report(wrong, true);
    const place = placeOf(from);
    const other = byPlace.get(place);
    byPlace.set(place, from);
    if (other !== undefined)
      report(`${quote(from)} and ${quote(other)} are one address. Delete one of the two.`, true);
    const astray = targetMistake(from, redirects, addresses);
    if (astray) report(astray);
    return findings;
  });
}

/** The path at which a host looks, however the address is written. */
const placeOf = (path: string) =>
  plainPath(path)
    .replace(/(?:index\.html)?\/?$/, '/')
    .replace(/\/{2,}$/, '/');

function sourceMistake(from: string, folders: Set<string>, addresses: Addresses): string | undefined {
  const name = quote(from);
  const segments = from.split('/').slice(1);
  if (/[?#*\s\\\p{Cc}]|\/:/u.test(from)) {
    return `${name} cannot be redirected: a host without a program sees only the path; expected no ?, #, *, colon or space in it.`;
  }
  if (plainPath(from) !== from) {
    return `${name} is not written as a host sees it; write the letters themselves: ${quote(plainPath(from))}.`;
  }
  if (from.includes('%'))
    return `${name} holds a percent sign, which no address can. Correct or delete this line.`;
  if (segments.some((segment) => Buffer.byteLength(segment) > longestSegment)) {
    return `${name} has a part of more than ${longestSegment} bytes, which no file can be called. Delete this line.`;
  }
  const middle = segments.at(-1) === '' ? segments.slice(0, -1) : segments;
  if (middle.some((segment) => /^\.{0,2}$/.test(segment)) && from !== '/') {
    return `${name} is not a complete path; expected a form such as "/old-section/old-page/".`;
  }
  const first = segments[0] ?? '';
  const file = segments.length === 1;
  if (/^_|^(?:pagefind|pictures|404\.html)$/.test(first) || (file && reservedSegments.has(first))) {
    return `${name} belongs to the paper itself. Delete this line.`;
  }
  if (addresses.isTaken(plainPath(from)) || addresses.isTaken(placeOf(from))) {
    return `${name} is a page of the paper, so it cannot lead elsewhere. Delete this line.`;
  }
  // On some disks the old page would be written over the new one.
  if (addresses.isTaken(placeOf(from).toLowerCase())) {
    return `${name} differs from a page of the paper in capitals only, which many hosts and disks take for the same. Delete this line.`;
  }
  const above = parents(from).find((parent) => addresses.isTaken(parent));
  if (above !== undefined)
    return `${name} lies below ${quote(above)}, which is a file of the paper. Delete this line.`;
  if (folders.has(from)) {
    return `${name} is also the beginning of another address in this file; write it with a slash at its end: ${quote(`${from}/`)}.`;
  }
  return undefined;
}

function targetMistake(from: string, redirects: Redirects, addresses: Addresses): string | undefined {
  const to = redirects[from]!;
  if (/\s/.test(to)) return `${quote(to)} holds a space; expected an address without.`;
  if (/^https?:\/\//i.test(to))
    return URL.canParse(to) ? undefined : `${quote(to)} is not a complete web address.`;
  if (!to.startsWith('/') || to.startsWith('//')) {
    return `${quote(to)} is neither a path of this site, which begins with one slash, nor a web address with https://.`;
  }
  const ring = ringOf(redirects, from);
  if (ring) {
    return `${quote(from)} leads round in a circle: ${ring.join(' → ')}. Name the page that readers should reach.`;
  }
  const end = lastTarget(redirects, from);
  if (end !== from && placeOf(end).toLowerCase() === placeOf(from).toLowerCase()) {
    return `${quote(from)} and ${quote(end)} differ in capitals only, which many hosts and disks take for the same. Give the page its old name, and delete this line.`;
  }
  const destination = addresses.follow(to, false, {
    nowhere: nowhereAdvice(from, to),
    held: `Name the page that readers of ${quote(from)} get until then, or publish it first.`,
  });
  return typeof destination === 'string' ? destination : undefined;
}

/** What to do when a redirect leads to no page: its line is not the mistake, as readers still come from there. */
function nowhereAdvice(from: string, to: string): string {
  const instead = `Name the page that readers of ${quote(from)} get.`;
  if (!/^\/\d{4}\/\d{2}\/\d{2}\/[^/]+\/$/.test(to)) return instead;
  return (
    `${instead} If a story was there and was deleted, npm run withdraw -- ${to} --reason "…" brings its file back ` +
    'from git and takes the story back for all to see.'
  );
}

/** The folders that a path lies in: `/a/b/c` lies in `/a/b` and `/a`. */
function parents(path: string): string[] {
  const segments = path.split('/').slice(1, -1);
  const all = segments.map((_, index) => `/${segments.slice(0, index + 1).join('/')}`);
  // A folder's own address is a file in it.
  return all.filter((folder) => folder !== path.replace(/\/$/, ''));
}
