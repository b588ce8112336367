import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { interpret, kindOf } from '../content/content-kinds.ts';
import { displayPath } from '../content/content-files.ts';
import { decodeText } from '../content/decode-text.ts';
import { environment } from '../environment.ts';
import { cutFrontmatter } from '../lib/frontmatter.ts';
import type { ArticleFrontmatter } from '../model/article.ts';
import type { Redirects } from '../model/newsroom.ts';
import { site } from '../site.config.ts';
import { compileStory } from '../story/compile-story.ts';
import type { Finding } from './check-paper.ts';
import { presentAddress } from './copy-desk/links.ts';
import { proseOf } from './copy-desk/prose.ts';
import { tidied } from './copy-desk/tidy.ts';
import { doubledWordRemarks, doubledWords } from './copy-desk/words.ts';
import type { FileChange } from './file-changes.ts';
import type { FixOrder } from './fixers.ts';
import { offsetOf } from './copy-desk/key-places.ts';

/**
 * Mends the texts of stories and pages: small words that are written twice, links to redirected addresses, and
 * spaces and line ends that mean nothing.
 */
export function fixTexts({ findings, reports, content, isWanted }: FixOrder): FileChange[] {
  const codes = Map.groupBy(findings, ({ file }) => file);
  const { contentDir } = environment;
  return [...content.texts.keys()].filter(isWanted).flatMap((path): FileChange[] => {
    const found = new Set(codes.get(displayPath(contentDir, path))?.map(({ code }) => code));
    const isUntidy = reports.get(path)?.isUntidy === true;
    if (!isUntidy && !found.has('doubled-word') && !found.has('redirected-link')) return [];
    const file = join(contentDir, path);
    const before = readFileSync(file, 'utf8');
    // With damaged signs, writing it would change more than what is to be mended.
    if (typeof decodeText(Buffer.from(before)) !== 'string') return [];
    const mark = before.startsWith('\uFEFF') ? '\uFEFF' : '';
    const text = before.slice(mark.length);
    // Nobody knows where the text begins.
    if (!cutFrontmatter(text)) return [];
    const after = mark + fixText(path, text, found, content.newsroom.redirects, isUntidy);
    return after === before ? [] : [{ file, before, after }];
  });
}

function fixText(
  path: string,
  before: string,
  found: ReadonlySet<Finding['code']>,
  redirects: Redirects,
  isUntidy: boolean,
): string {
  let text = before;
  if (found.has('doubled-word')) text = withoutDoubledWords(path, text);
  if (found.has('redirected-link')) text = withPresentAddresses(path, text, redirects);
  if (!isUntidy) return text;
  const tidy = tidied(text);
  return saysTheSame(path, text, tidy) ? tidy : text;
}

/** A text without the second of each pair of small words; in headline, standfirst and body. */
function withoutDoubledWords(path: string, text: string): string {
  const { bodyOffset } = cutFrontmatter(text)!;
  const { data, placeOf } = interpret(kindOf(path)!, path, text, site.timeZone);
  const { title, description, lang } = (data ?? {}) as Partial<ArticleFrontmatter>;
  const language = lang ?? site.language;
  const cuts = doubledWordRemarks(proseOf(text, bodyOffset, path.endsWith('.mdx')), language)
    .filter(({ isCertain }) => isCertain)
    .map(({ extra }) => extra)
    // Where a mark of emphasis or a link ends between the two, half of it would go with the word.
    .filter(({ start, end }) => /^\s+[\p{L}\p{M}]+$/u.test(text.slice(start, end)));
  for (const [key, value = ''] of Object.entries({ title, description })) {
    const start = offsetOf(text, placeOf([key]));
    for (const { offset, extra, isCertain } of doubledWords(value, language)) {
      const at = text.indexOf(value.slice(offset, extra.end), start);
      // Written on several lines, or with escaped signs, it is left to the editor.
      if (!isCertain || at === -1 || at > bodyOffset) continue;
      cuts.push({ start: at + extra.start - offset, end: at + extra.end - offset });
    }
  }
  return replaceParts(
    text,
    cuts.map((cut) => ({ ...cut, by: '' })),
  );
}

function withPresentAddresses(path: string, text: string, redirects: Redirects): string {
  const { bodyOffset } = cutFrontmatter(text)!;
  const { links } = proseOf(text, bodyOffset, path.endsWith('.mdx'));
  const parts = links.flatMap(({ start, end, url }) => {
    const by = url.startsWith('/') ? presentAddress(url, redirects) : undefined;
    return by === undefined ? [] : [{ start, end, by }];
  });
  return replaceParts(text, parts);
}

function replaceParts(text: string, parts: { start: number; end: number; by: string }[]): string {
  let result = '';
  let done = 0;
  for (const { start, end, by } of parts.sort((a, b) => a.start - b.start)) {
    if (start < done) continue;
    result += text.slice(done, start) + by;
    done = end;
  }
  return result + text.slice(done);
}

/** Whether two forms of a file make the same page. */
function saysTheSame(path: string, before: string, after: string): boolean {
  const [old, now] = [before, after].map((text) => {
    const { data, sound, mistakes } = interpret(kindOf(path)!, path, text, site.timeZone);
    const source = { path, text, bodyOffset: cutFrontmatter(text)?.bodyOffset ?? 0 };
    const { articleCode } = site;
    return { data, sound, mistakes, story: compileStory(source, { base: '', articleCode }) };
  });
  // Of a story with code nobody knows what it makes.
  return old!.story.parts !== undefined && isDeepStrictEqual(old, now);
}
