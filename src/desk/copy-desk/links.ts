import type { Redirects } from '../../model/newsroom.ts';
import { plainPath } from '../../model/permalink.ts';
import { lastTarget, ringOf } from '../../model/redirects.ts';
import type { References } from '../../story/findings.ts';
import type { Prose } from './prose.ts';
import type { Remark, RemarkWords, TextRemark } from './remark.ts';

/** The remark on an address that begins with http://, when it is one. */
export function insecureAddress(url: string): RemarkWords | undefined {
  if (!/^http:\/\//i.test(url) || !URL.canParse(url)) return undefined;
  const { hostname } = new URL(url);
  // There is no other way to a machine of one's own, and onion services are encrypted by themselves.
  if (/^(?:localhost|[\d.]+|\[.*\])$|\.(?:onion|localhost|local|internal)$/i.test(hostname)) return undefined;
  const message = `The address “${shortened(url)}” is not secure. Try https://${shortened(url.slice('http://'.length))}, and write that if it answers.`;
  return { code: 'insecure-link', message };
}

/** Insecure addresses in a story's text. */
export function insecureLinkRemarks({ links }: Prose): TextRemark[] {
  return links.flatMap(({ url, start }) => {
    const words = insecureAddress(url);
    return words ? [{ ...words, offset: start }] : [];
  });
}

/**
 * The present address of a redirected link with what follows its path, or `undefined` when it is not redirected or
 * leads nowhere.
 */
export function presentAddress(link: string, redirects: Redirects): string | undefined {
  const [, path = link, rest = ''] = /^([^?#]*)(.*)$/s.exec(link) ?? [];
  const from = [path, plainPath(path)].find((path) => Object.hasOwn(redirects, path));
  if (from === undefined || ringOf(redirects, from)) return undefined;
  const target = lastTarget(redirects, from);
  return /[?#]/.test(target) ? target : target + rest;
}

/** Links of a text that lead to redirected addresses. */
export function redirectedLinkRemarks(
  path: string,
  { links }: Pick<References, 'links'>,
  redirects: Redirects,
): Remark[] {
  return links.flatMap(({ target, line, column }) => {
    const present = presentAddress(target, redirects);
    if (present === undefined) return [];
    const message = `“${shortened(target)}” is redirected. Write “${shortened(present)}”.`;
    return [{ code: 'redirected-link', path, where: { line, column }, message } as const];
  });
}

const shortened = (url: string) => (url.length > 70 ? `${url.slice(0, 69)}…` : url);
