import type { Redirects } from './newsroom.ts';
import { plainPath } from './permalink.ts';

/**
 * Where old addresses lead in the end, by old address: `/a/: /b/` and `/b/: /c/` make `/a/: /c/`. A query or
 * fragment goes along until another one takes its place.
 * @param redirects without rings; see {@link ringOf}
 */
export function collapseRedirects(redirects: Redirects): Redirects {
  return Object.fromEntries(Object.keys(redirects).map((from) => [from, lastTarget(redirects, from)]));
}

/** The address that one old address leads to in the end. */
export function lastTarget(redirects: Redirects, from: string): string {
  const [, last] = follow(redirects, from);
  return last;
}

/**
 * The old addresses by which one leads back to itself or into a ring, itself first and the first of the ring once
 * more at the end; `undefined` when it leads somewhere.
 */
export function ringOf(redirects: Redirects, from: string): string[] | undefined {
  const [met] = follow(redirects, from);
  return met.indexOf(met.at(-1)!) < met.length - 1 ? met : undefined;
}

/** The old addresses met on the way, and the target of the last; stops where one is met again. */
function follow(redirects: Redirects, from: string): [met: string[], last: string] {
  const met = [from];
  let target = redirects[from]!;
  for (let next = sourceIn(redirects, target); next !== undefined; next = sourceIn(redirects, target)) {
    const isRing = met.includes(next);
    met.push(next);
    if (isRing) break;
    const [, tail] = parts(target);
    const to = redirects[next]!;
    target = tail !== '' && parts(to)[1] === '' && to.startsWith('/') ? to + tail : to;
  }
  return [met, target];
}

/** The old address that a target is, if any. */
function sourceIn(redirects: Redirects, target: string): string | undefined {
  if (!target.startsWith('/')) return undefined;
  const [path] = parts(target);
  return [path, plainPath(path)].find((path) => Object.hasOwn(redirects, path));
}

/** The path of a target, and its query and fragment. */
function parts(target: string): [path: string, tail: string] {
  const end = target.search(/[?#]/);
  return end === -1 ? [target, ''] : [target.slice(0, end), target.slice(end)];
}
