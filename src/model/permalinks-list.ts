import type { Article, WithdrawnStory } from './archive.ts';
import { plainPath } from './permalink.ts';
import type { Problem } from './problem.ts';
import { guidOf } from './story-guid.ts';

/** An address at which readers have found a story, and that story's name in feeds. */
export interface PublishedAddress {
  /** In plain letters, as `plainPath` makes it. */
  path: string;
  guid: string;
}

/** A line of the list. */
export interface PermalinkLine extends PublishedAddress {
  /** Line of the file, from 1. */
  line: number;
}

/** What the list begins with: for who opens it. */
const heading = `# Every address at which a story was published, with the story's name in feeds. The publish workflow and
# "npm run check -- --fix" add to it; a build fails when nothing answers one of them any more.
`;

/** The marks that git leaves in a file of which two versions could not be merged. */
const conflictMark = /^(?:<{7}|={7}|>{7}|\|{7})(?: |$)/;

/**
 * Reads the list: an address and a name on each line. Lines in any order, empty ones and those that begin with
 * `#` do no harm, nor do repeated ones: a merge may leave them.
 */
export function readPermalinks(text: string): { lines: PermalinkLine[]; mistakes: Omit<Problem, 'file'>[] } {
  const lines: PermalinkLine[] = [];
  const mistakes: Omit<Problem, 'file'>[] = [];
  for (const [index, content] of linesOf(text).entries()) {
    if (content === '' || content.startsWith('#')) continue;
    const space = content.indexOf(' ');
    const guid = content.slice(space + 1);
    const line = index + 1;
    if (content.startsWith('/') && space > 1 && guid !== '' && !guid.includes(' ')) {
      lines.push({ path: plainPath(content.slice(0, space)), guid, line });
    } else if (conflictMark.test(content)) {
      const message =
        'A mark of git stands here: two versions of this file were not merged. Delete the lines with these marks (<<<<<<<, =======, >>>>>>>) and keep all others.';
      mistakes.push({ line, column: 1, message });
    } else {
      const message =
        'This line is no address with its story’s name; expected a form such as “/2024/10/02/slug/ urn:uuid:…”. Take it back as it was committed; this file is kept by programs.';
      mistakes.push({ line, column: 1, message });
    }
  }
  return { lines, mistakes };
}

/** The addresses of stories that are out, withdrawn ones included. */
export function publishedAddresses(stories: (Article | WithdrawnStory)[]): PublishedAddress[] {
  return stories
    .filter((story) => !('held' in story && story.held))
    .map((story) => ({ path: plainPath(story.permalink), guid: guidOf(story) }));
}

/**
 * The list with more addresses on it: sorted, each line once. An address that is on it keeps its name.
 * @param text the list as it is, without mistakes; empty for a new one
 * @returns the same text when all of them are on it and it is in order
 */
export function withPermalinks(text: string, addresses: PublishedAddress[]): string {
  const { lines } = readPermalinks(text);
  const known = new Set(lines.map(({ path }) => path));
  const added = addresses.filter(({ path }) => !known.has(path));
  const notes = new Set(linesOf(text).filter((line) => line.startsWith('#')));
  const head = Array.from(notes, (line) => `${line}\n`).join('');
  const all = new Set([...lines, ...added].map(({ path, guid }) => `${path} ${guid}\n`));
  return (head || (text === '' ? heading : '')) + sorted([...all]).join('');
}

/** In the order of their bytes, as the publish workflow sorts them. */
const sorted = (lines: string[]): string[] =>
  lines.some((line) => /[\uD800-\uDFFF]/.test(line))
    ? lines.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    : lines.sort();

const linesOf = (text: string): string[] => text.replace(/^\uFEFF/, '').split(/\r?\n/);
