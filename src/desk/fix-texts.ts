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
import { offsetOf } from './copy-desk/key-places.ts';
import { presentAddress } from './copy-desk/links.ts';
import { proseOf } from './copy-desk/prose.ts';
import { tidied } from './copy-desk/tidy.ts';
import { doubledWordRemarks, doubledWords } from './copy-desk/words.ts';
import type { FileChange } from './file-changes.ts';
import type { FixOrder } from './fixers.ts';
import { areSameTree } from './same-tree.ts';

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
    const bytes = readFileSync(file);
    // With damaged signs, writing it would change more than what is to be mended.
    if (typeof decodeText(bytes) !== 'string') return [];
    const before = bytes.toString('utf8');
    const mark = before.startsWith('\uFEFF') ? '\uFEFF' : '';
    const text = before.slice(mark.length);
    // Nobody knows where the text begins.
    if (!cutFrontmatter(text)) return [];
    const after = mark + fixText(path, text, found, content.newsroom.redirects, isUntidy);
    return after === before ? [] : [{ file, before, after }];
  });
}

/**
 * The text of one file, mended.
 * @param before without a byte-order mark
 * @param found codes of what was found in it
 * @param isUntidy whether spaces and line ends may be tidied
 */
export function fixText(
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
  const { data } = interpret(kindOf(path)!, path, text, site.timeZone);
  const language = (data as Partial<ArticleFrontmatter> | undefined)?.lang ?? site.language;
  const isMdx = path.endsWith('.mdx');
  const cuts = doubledWordRemarks(proseOf(text, bodyOffset, isMdx), language)
    .filter(({ isCertain }) => isCertain)
    .map(({ extra }): Replacement => ({ ...extra, by: '' }))
    // Where a mark of emphasis or a link ends between the two, half of it would go with the word.
    .filter(({ start, end }) => /^\s+[\p{L}\p{M}]+$/u.test(text.slice(start, end)));
  const mended = replaceSoundly(text, cuts, (after) =>
    areSameTree(text.slice(bodyOffset), after.slice(bodyOffset), isMdx, (node, key, value) =>
      node.type === 'text' && key === 'value' ? withoutRepetition(value as string) : value,
    ),
  );
  return withoutDoubledWordsInKeys(path, mended, language);
}

/** A text in which no word follows itself. */
const withoutRepetition = (text: string) =>
  text.replace(/(?<![\p{L}\p{N}\p{M}])(\p{L}[\p{L}\p{M}]*)(?:\s+\1)+(?![\p{L}\p{N}\p{M}])/giu, '$1');

function withoutDoubledWordsInKeys(path: string, before: string, language: string): string {
  let text = before;
  for (const key of ['title', 'description'] as const) {
    const { data, placeOf } = interpret(kindOf(path)!, path, text, site.timeZone);
    const value = (data as Partial<ArticleFrontmatter> | undefined)?.[key];
    if (value === undefined) continue;
    const words = doubledWords(value, language).filter(({ isCertain }) => isCertain);
    const cuts = words.map(({ extra }): Replacement => ({ ...extra, by: '' }));
    if (cuts.length === 0) continue;
    const start = offsetOf(text, placeOf([key]));
    const written = words.flatMap(({ offset, extra }): Replacement[] => {
      const at = text.indexOf(value.slice(offset, extra.end), start);
      return at === -1 ? [] : [{ start: at + extra.start - offset, end: at + extra.end - offset, by: '' }];
    });
    const mended = { ...data, [key]: replaceParts(value, cuts) };
    const after = replaceParts(text, written);
    // Written on several lines, or with escaped signs, it is left to the editor.
    if (isDeepStrictEqual(interpret(kindOf(path)!, path, after, site.timeZone).data, mended)) text = after;
  }
  return text;
}

function withPresentAddresses(path: string, text: string, redirects: Redirects): string {
  const { bodyOffset } = cutFrontmatter(text)!;
  const isMdx = path.endsWith('.mdx');
  const { links } = proseOf(text, bodyOffset, isMdx);
  const present = (url: string) => (url.startsWith('/') ? presentAddress(url, redirects) : undefined);
  const parts = links.flatMap(({ start, end, url }): Replacement[] => {
    const by = present(url);
    return by === undefined ? [] : [{ start, end, by }];
  });
  return replaceSoundly(text, parts, (after) =>
    areSameTree(text.slice(bodyOffset), after.slice(bodyOffset), isMdx, (node, key, value) => {
      const isAddress =
        key === 'url' || (key === 'value' && (node as { type: string }).type === 'mdxJsxAttribute');
      return isAddress && typeof value === 'string' ? (present(value) ?? value) : value;
    }),
  );
}

/** A part of a text, and what is to stand in its place. */
interface Replacement {
  start: number;
  end: number;
  by: string;
}

/** A text with those replacements that leave it sound: all together, or else one by one. */
function replaceSoundly(text: string, parts: Replacement[], isSound: (after: string) => boolean): string {
  const all = replaceParts(text, parts);
  if (all === text || isSound(all)) return all;
  const sound = parts.filter((part) => isSound(replaceParts(text, [part])));
  const some = replaceParts(text, sound);
  return isSound(some) ? some : text;
}

function replaceParts(text: string, parts: Replacement[]): string {
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
