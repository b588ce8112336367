import { readFileSync } from 'node:fs';
import type { ContentCache, FileState, KnownBody, KnownFile } from '../cache/content-cache.ts';
import { fileDigest } from '../cache/digests.ts';
import { cutFrontmatter } from '../lib/frontmatter.ts';
import { digest } from '../lib/hash.ts';
import {
  checkStoryBody,
  compileStory,
  type CompiledStory,
  type CompileOptions,
  type StoryFacts,
} from '../story/compile-story.ts';
import type { References, StoryProblem } from '../story/findings.ts';
import { displayPath } from './content-files.ts';
import { hasText, interpret, kindOf, type ContentData, type ContentKind } from './content-kinds.ts';
import { conflictMistake, decodeText } from './decode-text.ts';
import type { Mistake } from './mistake.ts';
import { seenByOthers } from './seen-by-others.ts';

/** All that one file says by itself, without its text. Plain data: it is kept in the cache as JSON. */
export interface FileReading {
  /** Absent when there are mistakes. */
  data?: ContentData[ContentKind];
  /** The keys, or entries of a list, in which no mistake was found, when there are mistakes in others. */
  sound?: Partial<ContentData[ContentKind]>;
  /** In the encoding, the frontmatter or the YAML. */
  mistakes?: Mistake[];
  /** Absent when the file has no text below frontmatter that can be read. */
  text?: TextReading;
}

/** What a story's or page's text says, without the text. */
export interface TextReading {
  words: number;
  /** Whether it holds code, which only `@astrojs/mdx` runs. */
  isCode?: true;
  /** Absent when it refers to nothing. */
  references?: References;
  problems?: StoryProblem[];
  /** Ids of the headings; absent when there are none. */
  headings?: string[];
  /** Digest of the frontmatter, whatever the text. */
  dataDigest: string;
  /** Digests of what the check of other files goes by: see {@link seenByOthers}. */
  seen: string;
}

/** What the reading of a file goes by, besides the file. */
export interface ReadSettings extends CompileOptions {
  /** Absolute path of the content folder. */
  contentDir: string;
  /** IANA zone in which dates without one are read. */
  timeZone: string;
  /** Whether texts are checked alone, and not compiled for pages. */
  isCheck?: boolean;
}

/** A file that may have changed. */
export interface FileToRead {
  /** Content path. */
  path: string;
  /** As the folder listed it; absent when it is too young to be relied on. */
  state?: FileState;
  /** Digest of the version that is known already. */
  knownDigest?: string;
}

/** A text that was read, for whoever reads it as well. */
export interface TextFound {
  /** Content path. */
  path: string;
  /** Digest of the file. */
  digest: string;
  /** The whole file. */
  text: string;
  /** Its frontmatter, when there is no mistake in it. */
  data?: unknown;
}

/** Facts of a file that was read; without `facts` when its bytes are those that were known. */
export type FileFound = Omit<KnownFile, 'facts'> & Partial<Pick<KnownFile, 'facts'>>;

/**
 * Reads files whose bytes are not known yet, checks each by itself, compiles their texts, and puts what it
 * learns into the cache.
 * @param onText called with the text of each story and page as well
 * @throws {Error} naming the file that cannot be read.
 */
export function readFiles(
  files: FileToRead[],
  settings: ReadSettings,
  cache: ContentCache,
  onText?: (text: TextFound) => void,
): FileFound[] {
  const learnt: KnownFile[] = [];
  const bodies: KnownBody[] = [];
  const found = files.map(({ path, state, knownDigest }): FileFound => {
    const bytes = readBytes(settings.contentDir, path);
    const file = { path, state, digest: fileDigest(bytes) };
    if (file.digest === knownDigest) return file;
    const text = decodeText(bytes);
    const { facts, data, body } = readFile(path, text, settings);
    const known = { ...file, facts };
    if (onText && typeof text === 'string' && hasText(path)) {
      onText({ path, digest: file.digest, text, data });
    }
    learnt.push(known);
    if (body) bodies.push({ path, digest: file.digest, body: JSON.stringify(body) });
    return known;
  });
  if (learnt.length > 0) cache.write(learnt, bodies);
  return found;
}

/** A file of which nothing is kept. */
export interface FileAlone {
  /** Content path. */
  path: string;
  digest: string;
  /** All of it, when it can be decoded. */
  text?: string;
  reading: FileReading;
}

/**
 * Reads files, and keeps nothing of it.
 * @param paths content paths
 * @throws {Error} naming the file that cannot be read.
 */
export function readFilesAlone(paths: string[], settings: ReadSettings): FileAlone[] {
  return paths.map((path) => {
    const bytes = readBytes(settings.contentDir, path);
    const text = decodeText(bytes);
    const { facts } = readFile(path, text, settings);
    const reading = JSON.parse(facts) as FileReading;
    return { path, digest: fileDigest(bytes), ...(typeof text === 'string' && { text }), reading };
  });
}

/** @throws {Error} naming the file as the editor knows it. */
function readBytes(contentDir: string, path: string): Uint8Array {
  try {
    return readFileSync(`${contentDir}/${path}`);
  } catch (cause) {
    const file = displayPath(contentDir, path);
    const why = (cause as Error).message;
    throw new Error(`${file} cannot be read (${why}). Make it readable, or take it out.`, { cause });
  }
}

/** @returns also the facts of the file, a {@link FileReading} as JSON. */
function readFile(
  path: string,
  text: string | Mistake,
  settings: ReadSettings,
): { facts: string; data?: unknown; body?: CompiledStory } {
  const refused = (mistake: Mistake) => ({
    facts: JSON.stringify({ mistakes: [mistake] } satisfies FileReading),
  });
  if (typeof text !== 'string') return refused(text);
  const unmerged = conflictMistake(text);
  if (unmerged) return refused(unmerged);
  const { data, sound, hasText, mistakes } = interpret(kindOf(path)!, path, text, settings.timeZone);
  const json = JSON.stringify(data ?? null);
  const { text: reading, body } = hasText
    ? readText(path, text, data, json, settings)
    : { text: undefined, body: undefined };
  if (data === undefined) {
    return { facts: JSON.stringify({ sound, mistakes, text: reading } satisfies FileReading), body };
  }
  // The data, most of it, are written once.
  const facts = `{"data":${json}${reading ? `,"text":${JSON.stringify(reading)}` : ''}}`;
  return { facts, data, body };
}

/**
 * @param data the frontmatter, when there is no mistake in it
 * @param json the same
 */
function readText(
  path: string,
  text: string,
  data: object | undefined,
  json: string,
  settings: ReadSettings,
): { text: TextReading; body?: CompiledStory } {
  const source = { path, text, bodyOffset: cutFrontmatter(text)!.bodyOffset };
  const body = readNested(() =>
    settings.isCheck ? checkStoryBody(source, settings) : compileStory(source, settings),
  );
  const { words, references, headings, problems } = body;
  const { links, stories, pictures } = references;
  const isCode = 'hasCode' in body ? body.hasCode : !body.parts;
  const reading: TextReading = {
    words,
    ...(isCode && problems.length === 0 && { isCode: true }),
    ...(links.length + stories.length + pictures.length > 0 && { references }),
    ...(problems.length > 0 && { problems }),
    ...(headings.length > 0 && { headings: headings.map(({ id }) => id) }),
    dataDigest: digest(json),
    seen: seenByOthers(
      data,
      references,
      headings.map(({ id }) => id),
    ),
  };
  // With mistakes there is no page; in `npm run dev` the last text without stays in the cache.
  const isKept = problems.length === 0 && data !== undefined && !('hasCode' in body);
  return { text: reading, ...(isKept && { body }) };
}

/** Reads a text, or says that its lists, quotations or tags lie too deep in one another to be read. */
function readNested<Story extends CompiledStory | StoryFacts>(read: () => Story): Story | CompiledStory {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RangeError && error.message.startsWith('Maximum call stack'))) throw error;
    const message =
      'Lists, quotations or tags in this text lie hundreds of levels deep in one another; expected a few. Take them apart.';
    const references = { links: [], stories: [], pictures: [] };
    return { headings: [], words: 0, references, problems: [{ line: 1, column: 1, message }] };
  }
}
