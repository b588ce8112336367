import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import {
  isSameState,
  openContentCache,
  stateOf,
  type ContentCache,
  type FileState,
  type KnownFile,
} from '../cache/content-cache.ts';
import { textsOf } from '../cache/digests.ts';
import type { Environment } from '../environment.ts';
import { digest } from '../lib/hash.ts';
import type { Progress } from '../lib/progress.ts';
import { buildArchive, type Archive } from '../model/archive.ts';
import type { Newsroom } from '../model/newsroom.ts';
import type { Problem } from '../model/problem.ts';
import type { SiteConfig } from '../site.config.ts';
import { checkContent, type ContentCheck, type FrontmatterCheck } from './check-content.ts';
import type { LostAddress } from './check-permalinks.ts';
import { listAgain, listContent, type ContentFiles, type ContentLook } from './content-files.ts';
import { kindOf } from './content-kinds.ts';
import { lookAt, lookAtAll, type FileLook } from './file-looks.ts';
import type { FileAlone, FileFound, FileReading, FileToRead, ReadSettings } from './file-reading.ts';
import { gitDigests } from './git-digests.ts';
import type { Readers } from './read-in-parallel.ts';
import { assembleNewsroom, type NewsroomReading, type ReadFile, type TextFacts } from './read-newsroom.ts';
import { SoundVersions, withKnownSections } from './sound-versions.ts';
import { isFreeEdit, isTextEdit, withFrontmatter, withTexts } from './text-edits.ts';

/** Reads a content folder: what changed since the last time, in this process or an earlier one. */
export interface ContentReader {
  /**
   * Looks at all files, pictures included, without reading any; the next {@link read} goes by what was seen. Many
   * files are looked at in a thread.
   * @throws {Error} when there is no such folder
   */
  look(): Promise<ContentLook>;
  /** Recalls what was learnt before, which {@link read} does itself when nobody did. */
  recall(): Promise<void>;
  /**
   * Reads what changed and checks all of it.
   * @param progress told how many of the changed files are read
   * @param second reads texts as well, when there are many to be read
   * @throws {Error} when there is no such folder, or naming the file that cannot be read or written.
   */
  read(progress?: Progress, second?: SecondReading): Promise<CheckedContent>;
  /**
   * Reads files by themselves, and learns nothing from it.
   * @param paths content paths
   * @throws {Error} naming the file that cannot be read.
   */
  readAlone(paths: string[]): Promise<FileAlone[]>;
  /**
   * Reads these files only: for a reader that keeps watch. While only texts change, what they refer to is left
   * to {@link check}.
   * @param changed content paths of files, and of folders of which all is read
   */
  update(changed: ReadonlySet<string>): Promise<CheckedContent>;
  /** Checks all that was read, without reading it again. */
  check(): Promise<CheckedContent>;
  /** Ends its threads. */
  close(): Promise<void>;
}

/** A content folder that was read and checked. */
export interface CheckedContent {
  /** What was read without a mistake; all there is when there are no problems. */
  newsroom: Newsroom;
  /** Every mistake of every file, in the order of files and lines. */
  problems: Problem[];
  /** The published addresses that are not answered by their stories any more; each is among the problems. */
  lost: LostAddress[];
  /** The public stories, or with `isDev` all; absent in a build while there are problems. */
  archive: Archive | undefined;
  /** The texts of stories and pages, by content path. */
  texts: ReadonlyMap<string, TextFacts>;
  /** Digests of the pictures that content names, by content path: they change with what pages show of them. */
  pictures: ReadonlyMap<string, string>;
}

/** What a content folder is read by. */
export interface ReaderOptions extends Pick<
  Environment,
  'root' | 'contentDir' | 'cacheDir' | 'base' | 'now'
> {
  site: Pick<
    SiteConfig,
    'title' | 'description' | 'language' | 'timeZone' | 'storiesPerPage' | 'articleCode'
  >;
  /** Absolute path of the folder that is copied as it is; default `public`. */
  publicDir?: string;
  /** For `npm run check`: texts that changed are checked, and compiled when a page is to show them. */
  isCheck?: boolean;
  /**
   * For `npm run dev`: the archive holds drafts and embargoed stories, and the last sound version of a file
   * with a mistake.
   */
  isDev?: boolean;
  /** Whether the archive holds drafts and embargoed stories; in `npm run dev` it always does. */
  showHeld?: boolean;
}

/** A second purpose for which texts are read. */
export interface SecondReading {
  /** URL of a module that is a `SecondReader`. */
  module: string;
  /** Takes what it says of some texts. */
  take(said: unknown[]): void;
}

/** From this number on, threads are worth their start, and git is worth asking. */
const manyFiles = 50;

/** A file as it was last read. */
interface RememberedFile extends ReadFile {
  state?: FileState;
}

/** Opens a reader; it reads nothing yet. */
export function openContentReader(options: ReaderOptions): ContentReader {
  const { contentDir, cacheDir, base, site, now } = options;
  const { timeZone, articleCode } = site;
  const settings: ReadSettings = { contentDir, timeZone, base, articleCode, isCheck: options.isCheck };
  const cacheFile = join(cacheDir, 'content.sqlite');
  const paper = textsOf({ ...options, timeZone, articleCode });
  let cache: ContentCache | undefined;
  let readers: Readers | undefined;
  let listed: ContentFiles | undefined;
  /** How files looked when they were last looked at together. */
  let looks = new Map<string, FileLook | undefined>();
  let remembered = new Map<string, RememberedFile>();
  let doubtful: ReadonlySet<string> = new Set();
  let last: CheckedContent | undefined;
  /** Of the last check, while nothing but texts changed since. */
  let frontmatter: FrontmatterCheck | undefined;
  const versions = new SoundVersions();

  async function look(): Promise<ContentLook> {
    const { paths, problems } = (listed = listContent(contentDir));
    looks = await lookAtAll(contentDir, paths);
    const files = new Map<string, string>();
    for (const [path, look] of looks) {
      files.set(path, look?.settled ? `${look.size} ${look.mtimeMs} ${look.ctimeMs}` : '');
    }
    const misplaced = problems.map(({ file }) => file).join('\n');
    return { names: digest(paths.join('\n')), misplaced, files };
  }

  function recalled(): ContentCache {
    if (!cache) {
      cache = openContentCache(cacheFile, paper);
      remembered = cache.collect(knownFiles);
    }
    return cache;
  }

  async function read(progress: Progress = () => {}, second?: SecondReading): Promise<CheckedContent> {
    frontmatter = undefined;
    if (looks.size === 0) listed = listContent(contentDir);
    await readChanged(listed!.paths, recalled(), progress, second);
    looks.clear();
    return check();
  }

  async function update(changed: ReadonlySet<string>): Promise<CheckedContent> {
    if (!listed || !cache || !last) return read();
    const before = { paths: listed.paths, files: new Map<string, RememberedFile | undefined>() };
    const again = listAgain(contentDir, listed, changed);
    listed = again;
    const contentPaths = again.changed.filter(kindOf);
    for (const path of contentPaths) before.files.set(path, remembered.get(path));
    await readChanged(contentPaths, cache, () => {});

    const isCertain = isDeepStrictEqual(before.paths, again.paths) && !contentPaths.some(isDoubtful);
    const edited = new Map(contentPaths.map((path) => [path, remembered.get(path)!]));
    const isText = (path: string) => isTextEdit(before.files.get(path), remembered.get(path));
    const isOfTexts = isCertain && contentPaths.every(isText);
    // Other files are pictures and the list of published addresses.
    if (!isOfTexts || contentPaths.length < again.changed.length) frontmatter = undefined;
    if (isOfTexts) return (last = withTexts(contentDir, last, edited));
    const isFree = (path: string) => isFreeEdit(path, before.files.get(path), remembered.get(path));
    if (!isCertain || !options.isDev || !contentPaths.every(isFree)) return check();
    return (last = withFrontmatter(contentDir, last, edited, (newsroom) =>
      buildArchive(newsroom, { ...site, now, showHeld: true }),
    ));
  }

  async function readAlone(paths: string[]): Promise<FileAlone[]> {
    const { readFilesAlone } = await import('./file-reading.ts');
    return readFilesAlone(paths, settings);
  }

  const isDoubtful = (path: string) => doubtful.has(path);

  async function check(): Promise<CheckedContent> {
    if (!cache) return read();
    const { paths, problems: misplaced } = listed!;
    const reading = assembleNewsroom(contentDir, paths, remembered);
    const gone: string[] = [];
    for (const path of remembered.keys()) if (!reading.files.has(path)) gone.push(path);
    for (const path of gone) remembered.delete(path);
    cache.prune(gone);
    reading.problems.push(...misplaced);
    const checked = await checkContent(reading, options, frontmatter);
    doubtful = checked.doubtful;
    if (!options.isDev) return (last = ofBuild(reading, checked, options.showHeld));
    const archive = frontmatter && last?.archive;
    frontmatter = checked.frontmatter;
    return (last = withLastVersions(reading, checked, archive));
  }

  /**
   * What `npm run dev` shows: held stories, and the last sound versions of files with mistakes.
   * @param known the archive of it, when only texts changed
   */
  function withLastVersions(
    reading: NewsroomReading,
    checked: ContentCheck,
    known?: Archive,
  ): CheckedContent {
    const { problems, lost, pictures, doubtful } = checked;
    const shown = versions.shown(remembered, doubtful);
    if (doubtful.size === 0) {
      const { newsroom, texts } = reading;
      return { newsroom, texts, pictures, problems, lost, archive: known ?? checked.archive(true) };
    }
    const { newsroom, texts } = assembleNewsroom(contentDir, listed!.paths, shown);
    const sound = withKnownSections(newsroom);
    const archive = known ?? buildArchive(sound, { ...site, now, showHeld: true });
    return { newsroom: sound, texts, pictures, problems, lost, archive };
  }

  /** Brings what is remembered in line with the files. */
  async function readChanged(
    paths: string[],
    cache: ContentCache,
    progress: Progress,
    second?: SecondReading,
  ): Promise<void> {
    const changed = paths.flatMap((path) => changedFile(path) ?? []);
    const vouched = changed.length < manyFiles ? new Map() : await gitDigests(contentDir);
    const isKnown = ({ path, knownDigest }: FileToRead) =>
      knownDigest !== undefined && vouched.get(path) === knownDigest;
    const alike: Pick<KnownFile, 'path' | 'state'>[] = changed.filter(isKnown);
    for (const { path, state } of alike) remembered.get(path)!.state = state;

    const toRead = changed.filter((file) => !isKnown(file));
    let count = 0;
    await readFiles(toRead, cache, second, (found, said) => {
      if (said?.length) second!.take(said);
      for (const { path, state, digest, facts } of found) {
        if (facts !== undefined) {
          remembered.set(path, { state, digest, reading: JSON.parse(facts) as FileReading });
        } else {
          remembered.get(path)!.state = state;
          alike.push({ path, state });
        }
      }
      progress((count += found.length), toRead.length);
    });
    cache.touch(alike.filter(({ state }) => state));
  }

  /** A content file that may not be as it is remembered. */
  function changedFile(path: string): FileToRead | undefined {
    if (!kindOf(path)) return undefined;
    const now = looks.get(path) ?? lookAt(contentDir, path);
    const known = remembered.get(path);
    if (isSameState(known?.state, now)) return undefined;
    return {
      path,
      ...(now?.settled && { state: stateOf(now) }),
      ...(known && { knownDigest: known.digest }),
    };
  }

  async function readFiles(
    files: FileToRead[],
    cache: ContentCache,
    second: SecondReading | undefined,
    done: (found: FileFound[], said?: unknown[]) => void,
  ): Promise<void> {
    if (files.length === 0) return;
    if (files.length < manyFiles) {
      // Compilers are costly to load, and many builds need none.
      const { readFiles } = await import('./file-reading.ts');
      return done(readFiles(files, settings, cache));
    }
    const { startReaders } = await import('./read-in-parallel.ts');
    readers ??= startReaders({ settings, cacheFile, paper, secondReader: second?.module });
    await readers.read(files, done);
  }

  return {
    look,
    recall: async () => void recalled(),
    read,
    readAlone,
    update,
    check,
    async close() {
      await readers?.close();
      readers = undefined;
      cache?.close();
      cache = undefined;
    },
  };
}

function ofBuild(
  { newsroom, texts }: NewsroomReading,
  { problems, lost, pictures, archive }: ContentCheck,
  showHeld = false,
): CheckedContent {
  const made = problems.length > 0 ? undefined : archive(showHeld);
  return { newsroom, texts, pictures, problems, lost, archive: made };
}

/** What an earlier process learnt. */
function knownFiles(files: Iterable<KnownFile>): Map<string, RememberedFile> {
  const remembered = new Map<string, RememberedFile>();
  for (const { path, state, digest, facts } of files) {
    remembered.set(path, { state, digest, reading: JSON.parse(facts) as FileReading });
  }
  return remembered;
}
