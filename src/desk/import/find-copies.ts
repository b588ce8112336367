import { lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { basename, dirname, extname, join, sep } from 'node:path';
import { Refusal } from './notes.ts';
import type { FileFacts } from './old-site/old-keys.ts';

/** Files that may hold stories, and others that were met in the folders named. */
export interface FoundCopies {
  /** Absolute paths, in order. */
  files: string[];
  /** How many others there are, by their ending. */
  passedOver: Map<string, number>;
}

const endings = ['.txt', '.md', '.mdx', '.markdown', '.mdown', '.mkd'];
const folders = /^(?:node_modules|_site|_includes|_layouts|_sass|_data)$/;
/** Folders of a site that hold no stories, unless they are sections among those that do. */
const siteFolders = /^(?:public|dist|resources|archetypes|themes|layouts|vendor)$/;
const isAmongStories = (folder: string) =>
  /[\\/](?:content|_?posts|blog|articles?|news)(?:[\\/]|$)/i.test(folder);
/** Lists of Hugo, files of documentation, and texts that programs ask a site for. */
const isNoStory =
  /^(?:(?:_index|readme|license|changelog|contributing|code_of_conduct)\..*|(?:robots|humans|ads|app-ads|llms|llms-full|security|requirements)\.txt)$/i;
const pictures = /\.(?:jpe?g|png|gif|webp|avif|tiff?|svg|heic)$/i;

/** Whether a file can be taken over, by its ending. */
export const isCopy = (file: string): boolean => endings.includes(extname(file).toLowerCase());

/**
 * Finds the stories in files and folders. Lists of Hugo (`_index.md`), files of documentation and all that begins
 * with a dot are passed over; links are not followed.
 * @param paths absolute; each is there
 */
export function findCopies(paths: string[]): FoundCopies {
  const files = new Set<string>();
  const passedOver = new Map<string, number>();
  const look = (folder: string, root: string) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const { name } = entry;
      const path = join(folder, name);
      if (name.startsWith('.') || (!entry.isDirectory() && !entry.isFile())) continue;
      if (entry.isDirectory()) {
        if (
          !folders.test(name) &&
          (!siteFolders.test(name) || isAmongStories(folder.slice(dirname(root).length)))
        )
          look(path, root);
      } else if (isCopy(name) && !isNoStory.test(name)) {
        files.add(path);
      } else if (!pictures.test(name)) {
        const ending = extname(name).toLowerCase() || name;
        passedOver.set(ending, (passedOver.get(ending) ?? 0) + 1);
      }
    }
  };
  for (const path of paths) {
    if (statSync(path).isDirectory()) look(path, path);
    else files.add(path);
  }
  return { files: [...files].sort(), passedOver };
}

/**
 * The bytes of a file of another system.
 * @throws {Refusal} when the disk does not give them.
 */
export function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new Refusal(
      1,
      `The file cannot be read: ${(error as Error).message}. Allow it, or take the file out.`,
    );
  }
}

const languageNames = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
const isLanguage = (tag: string) => languageNames.of(tag) !== undefined;

/** What the path of a file says of its story: Jekyll's date and drafts, Hugo's language and folder for one story. */
export function fileFacts(file: string): FileFacts {
  const parts = dirname(file).split(/[\\/]/).toReversed();
  let name = basename(file, extname(file));
  // `story.fr.md`.
  const ending = /(?<=\.)[a-z]{2}(?:-[A-Za-z]{2})?$/.exec(name)?.[0];
  const lang = ending !== undefined && isLanguage(ending) ? ending : undefined;
  if (lang !== undefined) name = name.slice(0, -1 - lang.length);
  if (name === 'index') name = parts.shift() ?? name;
  const [, date, rest] = /^(\d{4}-\d{1,2}-\d{1,2})[-_ ](.+)$/.exec(name) ?? [];
  const root = parts.findIndex((part) =>
    /^(?:_posts|_drafts|posts?|blog|articles?|content|news|src)$/i.test(part),
  );
  return {
    name: rest ?? name,
    ...(date !== undefined && { date }),
    ...(lang !== undefined && { lang }),
    isDraft: parts.some((part, index) => index <= Math.max(root, 0) && /^_?drafts$/i.test(part)),
    folders: root === -1 ? parts.slice(0, 1) : parts.slice(0, root + 1),
  };
}

const pictureEndings = ['.jpg', '.jpeg', '.png', '.webp', '.avif', '.gif', '.tif', '.tiff'];

/** A picture with the name of a text file, beside it. */
export function pictureBesideText(file: string): string | undefined {
  const stem = file.slice(0, file.length - extname(file).length);
  const names = pictureEndings
    .flatMap((ending) => [ending, ending.toUpperCase()])
    .map((ending) => stem + ending);
  return names.find((name) => lstatSync(name, { throwIfNoEntry: false })?.isFile());
}

/** Folders above a story, at most, in which its site is looked for. */
const farthest = 10;

/** Whether a folder is no site, but holds what belongs to others, too: the home of the editor, or what lies above. */
const isAboveSites = (folder: string) =>
  folder === dirname(folder) || folder === tmpdir() || `${homedir()}${sep}`.startsWith(`${folder}${sep}`);

/**
 * The folders in which the site of a story may lie, the nearest first.
 * @param nearest absolute path of the folder of the story
 */
export function foldersAbove(nearest: string): string[] {
  const folders = [nearest];
  for (let folder = dirname(nearest); !isAboveSites(folder); folder = dirname(folder)) {
    if (folders.push(folder) === farthest) break;
  }
  return folders;
}

/**
 * The file that a picture's path in a story means: beside the story, or from the root of the old site, whose
 * static files lie in `static`, `public`, `assets` or `src`. Elsewhere on the editor's disk nothing is looked for.
 * @returns an absolute path; nothing when there is none
 */
export function findPicture(src: string, story: string): string | undefined {
  let path = src.replace(/[?#].*$/, '').replace(/^(?:@|~)\//, '/');
  try {
    path = decodeURIComponent(path);
  } catch {
    return undefined;
  }
  const folders = foldersAbove(dirname(story));
  const isFile = (file: string) => {
    if (!file.startsWith(folders.at(-1)! + sep)) return false;
    try {
      return statSync(file).isFile();
    } catch {
      // Not there, or no path that a disk could have, as that of a picture whose bytes stand in the text.
      return false;
    }
  };
  const beside = join(dirname(story), path);
  if (!path.startsWith('/') && isFile(beside)) return beside;
  const roots = ['', 'static', 'public', 'assets', 'src', 'src/assets'];
  return folders.flatMap((folder) => roots.map((root) => join(folder, root, path))).find(isFile);
}
