import { cutFrontmatter } from '../lib/frontmatter.ts';
import { heldAddress } from './held-stories.ts';
import { articleSlug, besideFile } from './interpret-article.ts';
import type { ArticleEntry } from './newsroom.ts';

/** Something that only a story that is held back says: where it stands, the story is known. */
export interface Trace {
  /** Content path of the story. */
  path: string;
  /** For the message: "its headline". */
  what: string;
  text: string;
}

/** Shorter runs of words stand in many stories; bytes of UTF-8. */
const shortestWords = 32;
const shortestName = 16;
/** Of a long story a dozen places give it away as well as a hundred. */
const tracesOfBody = 12;

/**
 * What gives a held story away: its address, headline, standfirst, pictures and sentences. Of words the longest
 * run without punctuation, which HTML, JSON and XML all leave as it is.
 * @param source text of the story's file
 * @param pictures digests of pictures by content path
 * @param timeZone IANA zone of the paper
 */
export function tracesOf(
  entry: ArticleEntry,
  source: string,
  pictures: ReadonlyMap<string, string>,
  timeZone: string,
): Trace[] {
  const { path, data } = entry;
  const lines = source.slice(cutFrontmatter(source)?.bodyOffset ?? 0).split('\n');
  const runs = lines.map(longestRun).filter((run) => Buffer.byteLength(run) >= shortestWords);
  const step = Math.max(1, runs.length / tracesOfBody);
  const sentences = runs.filter((_, index) => Math.floor(index % step) === 0).slice(0, tracesOfBody);
  const names: [string, string | undefined][] = [
    ['its address', heldAddress(entry, timeZone)],
    ['its address', decodeURI(heldAddress(entry, timeZone))],
    ['its name', articleSlug(entry)],
    ['its headline', longestRun(data.title)],
    ['its standfirst', longestRun(data.description)],
    ...picturesNamed(path, source, pictures).map((digest): [string, string] => ['its picture', digest]),
  ];
  return [...names, ...sentences.map((text): [string, string] => ['its text', text])]
    .filter((named): named is [string, string] => Buffer.byteLength(named[1] ?? '') >= shortestName)
    .map(([what, text]) => ({ path, what, text }));
}

/** Digests of the pictures beside a file that it names, in frontmatter, components or code. */
export function picturesNamed(path: string, source: string, pictures: ReadonlyMap<string, string>): string[] {
  const folder = besideFile(path, '');
  return [...pictures].flatMap(([picture, digest]) =>
    picture.startsWith(folder) && source.includes(picture.slice(folder.length)) ? [digest] : [],
  );
}

function longestRun(line: string): string {
  const runs = line.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N} ,]*[\p{L}\p{M}\p{N}]/gu) ?? [];
  return runs.reduce((longest, run) => (run.length > longest.length ? run : longest), '');
}
