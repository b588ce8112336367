import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { listContent } from '../../content/content-files.ts';
import type { CheckedContent } from '../../content/content-reader.ts';
import { environment } from '../../environment.ts';
import type { Progress } from '../../lib/progress.ts';
import { slugify } from '../../lib/text.ts';
import { parseMoment } from '../../lib/time.ts';
import { isDraft } from '../../model/interpret-article.ts';
import { plainPath } from '../../model/permalink.ts';
import { appendLines } from '../edit-yaml.ts';
import { applyChanges, type FileChange } from '../file-changes.ts';
import { redirectsFile } from '../text-edits.ts';
import { site } from '../../site.config.ts';
import { checkStaged, type StagedProblem } from './check-staged.ts';
import { FolderKeys } from './old-site/folder-keys.ts';
import { neighboursOf, type Neighbour } from './neighbours.ts';
import { Refusal, type Note } from './notes.ts';
import type { OldSite } from './old-site/old-addresses.ts';
import { addressOf, paperFacts, tagSpelling, type PaperFacts } from './paper-facts.ts';
import { placeStories, type PlacedStory } from './placed-stories.ts';
import { readCopy } from './read-copy.ts';
import type { SectionChooser } from './sections.ts';
import type { StoryCopy } from './story-copy.ts';
import { writeStory, type ChosenSection, type WrittenStory } from './write-story.ts';

/** What is to be taken over, and what is known of where it comes from. */
export interface ImportWish extends OldSite {
  /** Absolute paths of files. */
  files: string[];
  /** IANA zone of times that name none. */
  oldZone?: string;
  /** Who made the pictures of which nothing else says it. */
  credit?: string;
  /** Whether all stories are held back as drafts. */
  isDraft: boolean;
}

/** What became of one file. */
export interface FileOutcome {
  /** Absolute path of the file that was read. */
  file: string;
  result: ImportResult;
  notes: Note[];
}

/** Paths of stories are content paths. */
export type ImportResult =
  | { is: 'imported'; path: string }
  | { is: 'known'; path: string }
  | { is: 'repeated'; as: string }
  | { is: 'refused'; line: number; message: string };

/** What became of all. */
export interface ImportOutcome {
  files: FileOutcome[];
  /** Number of old addresses that lead to their stories now. */
  redirects: number;
  /** Number of pictures. */
  pictures: number;
  /** Content paths of files of authors and series that were made. */
  newFiles: string[];
}

/** What of a run is said while it goes on. */
export interface RunSteps {
  (step: 'Reading' | 'Writing' | 'Checking'): Progress;
}

/**
 * Takes stories over. Everything is written into a folder of its own and checked as a build checks it; only then
 * do the sound stories go into the content folder, all of them or, when that fails, none.
 * @param content the paper as it is, without mistakes
 */
export async function importStories(
  wish: ImportWish,
  content: CheckedContent,
  chooser: SectionChooser,
  steps: RunSteps,
): Promise<ImportOutcome> {
  const run = new ImportRun(wish, content);
  run.read(steps('Reading'));
  await run.chooseSections(chooser);
  mkdirSync(environment.cacheDir, { recursive: true });
  const folder = mkdtempSync(join(environment.cacheDir, 'import-'));
  try {
    await run.stage(folder, steps);
    return run.apply(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A legacy address and where it leads. */
interface Redirect {
  from: string;
  to: string;
  of: Neighbour;
}

class ImportRun {
  readonly #wish: ImportWish;
  readonly #content: CheckedContent;
  readonly #facts: PaperFacts;
  readonly #outcomes = new Map<string, FileOutcome>();
  readonly #placed = new Set<PlacedStory>();
  /** Stories that are in the paper already. */
  #known: Neighbour[] = [];
  readonly #sections = new Map<PlacedStory, ChosenSection>();
  readonly #written = new Map<PlacedStory, WrittenStory>();
  /** Old addresses that cannot be redirected, with the reason. */
  readonly #refusedRedirects = new Map<string, string>();
  #redirects: Redirect[] = [];
  /** Line of the staged list, from 1, on which the first of them stands. */
  #redirectsLine = 0;

  constructor(wish: ImportWish, content: CheckedContent) {
    this.#wish = wish;
    this.#content = content;
    this.#facts = paperFacts(content.newsroom);
  }

  /** Reads all files, and gives every story its place. */
  read(progress: Progress): void {
    const { timeZone, language } = site;
    const monthFirst = /^en-(?:US|PH|CA)\b|^en$/.test(language);
    const rules = { timeZone, language, monthFirst, now: environment.now, ...this.#wish };
    const copies: StoryCopy[] = [];
    const folders = new FolderKeys();
    for (const [index, file] of this.#wish.files.entries()) {
      try {
        copies.push(readCopy(file, rules, folders));
      } catch (error) {
        this.#refuse(file, error);
      }
      progress(index + 1, this.#wish.files.length);
    }
    const placing = placeStories(copies, this.#facts, {
      ...{ timeZone, now: environment.now },
      textOf: ({ path }) => readFileSync(join(environment.contentDir, path), 'utf8'),
    });
    for (const { copy, entry } of placing.known) {
      this.#end(copy.file, { is: 'known', path: entry.path });
      const isHeld = isDraft(entry) || parseMoment(entry.data.pubDate, timeZone)! > environment.now;
      this.#known.push({ copy, address: addressOf(entry, timeZone), isHeld });
    }
    for (const { copy, as } of placing.repeated) this.#end(copy.file, { is: 'repeated', as: as.file }, []);
    for (const story of placing.placed) {
      this.#placed.add({ ...story, isHeld: story.isHeld || this.#wish.isDraft });
    }
  }

  /** Finds out to which section each story belongs; those for which nobody knows are refused. */
  async chooseSections(chooser: SectionChooser): Promise<void> {
    const chosen = await chooser([...this.#placed], this.#facts);
    for (const [story, section] of chosen) {
      if (typeof section === 'string') {
        this.#refuse(story.copy.file, new Refusal(1, section));
        this.#placed.delete(story);
      } else this.#sections.set(story, section);
    }
  }

  /** Writes everything beside the paper, until all that is there is sound. */
  async stage(folder: string, steps: RunSteps): Promise<void> {
    let toWrite = [...this.#placed];
    for (;;) {
      this.#writeAll(toWrite, folder, steps('Writing'));
      // A story that was refused is no aim for the links of others.
      const isGone = (story: PlacedStory) => !this.#placed.has(story);
      let referring = this.#referringTo(isGone);
      if (referring.length > 0) {
        toWrite = referring;
        continue;
      }
      const paths = this.#stageLists(folder);
      if (paths.length === 0) return;
      const problems = await checkStaged({ folder, paths }, this.#content, steps('Checking'));
      if (problems.length === 0) return;
      this.#learn(problems, folder);
      referring = this.#referringTo(isGone);
      toWrite = referring;
    }
  }

  /** Moves what was staged into the content folder: all of it, or nothing. */
  apply(folder: string): ImportOutcome {
    const { contentDir } = environment;
    const written = [...this.#written.values()];
    const pictures = written.flatMap((story) =>
      story.pictures.map(({ name }) => join(dirname(story.path), name)),
    );
    const newFiles = this.#newFiles();
    const paths = [...pictures, ...newFiles, ...written.map(({ path }) => path)];
    const changes = paths.map((path): FileChange => ({
      file: join(contentDir, path),
      copyOf: join(folder, path),
    }));
    if (this.#redirects.length > 0) {
      const file = join(contentDir, redirectsFile);
      const after = readFileSync(join(folder, redirectsFile), 'utf8');
      changes.push({ file, ...(existsSync(file) && { before: readFileSync(file, 'utf8') }), after });
    }
    applyChanges(changes);
    for (const [{ copy }, { path, notes }] of this.#written)
      this.#end(copy.file, { is: 'imported', path }, notes);
    const files = this.#wish.files.map((file) => this.#outcomes.get(file)!);
    return { files, redirects: this.#redirects.length, pictures: pictures.length, newFiles };
  }

  /** Files of agencies and series; each is told of where it is first needed. */
  #newFiles(): string[] {
    const files = new Set<string>();
    for (const { newFiles, notes } of this.#written.values()) {
      for (const path of newFiles.keys()) {
        if (files.has(path)) continue;
        files.add(path);
        const what = path.startsWith('series/')
          ? 'a series that has no file yet'
          : 'an agency that has no file yet';
        notes.push({ kind: 'mapped', what, detail: path });
      }
    }
    return [...files].sort();
  }

  #end(file: string, result: ImportResult, notes: Note[] = []): void {
    this.#outcomes.set(file, { file, result, notes });
  }

  #refuse(file: string, error: unknown): void {
    if (!(error instanceof Refusal)) throw error;
    this.#end(file, { is: 'refused', line: error.line, message: error.message });
  }

  #drop(story: PlacedStory, refusal: Refusal, folder: string): void {
    this.#refuse(story.copy.file, refusal);
    const written = this.#written.get(story);
    if (written) {
      const names = [written.path, ...written.pictures.map(({ name }) => join(dirname(written.path), name))];
      for (const name of names) rmSync(join(folder, name), { force: true });
    }
    this.#written.delete(story);
    this.#placed.delete(story);
  }

  #referringTo(isGone: (story: PlacedStory) => boolean): PlacedStory[] {
    return [...this.#written]
      .filter(([, { refersTo }]) => [...refersTo].some(isGone))
      .map(([story]) => story);
  }

  #writeAll(stories: PlacedStory[], folder: string, progress: Progress): void {
    const { site: oldSite, credit, isDraft: isHeld } = this.#wish;
    const there = this.#there();
    const owners = new Map<string, PlacedStory>(
      [...this.#written].flatMap(([story, { path, pictures }]) =>
        pictures.map(({ name }) => [`${dirname(path)}/${name}`, story] as const),
      ),
    );
    const desk = {
      facts: this.#facts,
      neighbours: neighboursOf([...this.#placed], this.#known, this.#facts, {
        site: oldSite,
        timeZone: site.timeZone,
        headingsOf: ({ path }) => this.#content.texts.get(path)?.headings ?? [],
      }),
      tagSpellings: this.#tagSpellings(),
      site: oldSite,
      credit,
      isDraft: isHeld,
      isTaken: (path: string, story: PlacedStory) =>
        there.has(path) || (owners.has(path) && owners.get(path) !== story),
    };
    for (const [index, story] of stories.entries()) {
      try {
        const written = writeStory(story, this.#sections.get(story)!, desk);
        this.#written.set(story, written);
        for (const { from, name } of written.pictures) {
          const path = `${dirname(written.path)}/${name}`;
          owners.set(path, story);
          stageFile(folder, path, (file) => copyFileSync(from, file));
        }
        for (const [path, text] of written.newFiles)
          stageFile(folder, path, (file) => writeFileSync(file, text));
        stageFile(folder, written.path, (file) => writeFileSync(file, written.text));
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        this.#drop(story, error, folder);
      }
      progress(index + 1, stories.length);
    }
  }

  #thereOnce: ReadonlySet<string> | undefined;
  #there(): ReadonlySet<string> {
    return (this.#thereOnce ??= new Set(listContent(environment.contentDir).paths));
  }

  /** One spelling for each tag of the run. */
  #tagSpellings(): Map<string, string> {
    const names = [...this.#placed].flatMap(({ copy }) => copy.tags);
    const byId = Map.groupBy(names, slugify);
    byId.delete('');
    return new Map([...byId].map(([id, spellings]) => [id, tagSpelling(spellings, this.#facts.tag)]));
  }

  /** Writes the list of redirects with the old addresses of the run, and names all that is staged. */
  #stageLists(folder: string): string[] {
    const paths = new Set<string>();
    for (const { path, pictures, newFiles } of this.#written.values()) {
      paths.add(path);
      for (const { name } of pictures) paths.add(`${dirname(path)}/${name}`);
      for (const name of newFiles.keys()) paths.add(name);
    }
    this.#redirects = this.#plannedRedirects();
    if (this.#redirects.length > 0) {
      const file = join(environment.contentDir, redirectsFile);
      const before = existsSync(file) ? readFileSync(file, 'utf8') : redirectsStart;
      const list = appendLines(before, this.#redirects.map(redirectLine).join(''));
      this.#redirectsLine = list.split('\n').length - this.#redirects.length;
      writeFileSync(join(folder, redirectsFile), list);
      paths.add(redirectsFile);
    }
    return [...paths].sort();
  }

  /** Of stories that are there, too: an import that was broken off may have left theirs out. */
  #plannedRedirects(): Redirect[] {
    const planned = new Map<string, Redirect>();
    for (const of of [...this.#placed, ...this.#known]) {
      const to = plainPath(of.address);
      const note = (kind: Note['kind'], what: string, detail: string) =>
        pushOnce(this.#notesOf(of), { kind, what, detail });
      for (const from of of.copy.oldAddresses) {
        if (from === to) continue;
        const refused = this.#refusedRedirects.get(from);
        if (refused !== undefined) {
          note('left', 'an old address that cannot be redirected', `${from}. ${refused}`);
          continue;
        }
        const other = planned.get(from)?.to ?? this.#facts.redirects[from];
        if (of.isHeld)
          note('left', 'an old address, to be redirected when the story is out: import it again then', from);
        else if (other === undefined) {
          planned.set(from, { from, to, of });
          note('mapped', 'old addresses', from);
        } else if (other !== to)
          note('left', 'an old address that leads elsewhere already', `${from} → ${other}`);
      }
    }
    return [...planned.values()];
  }

  #notesOf(story: Neighbour): Note[] {
    const written = this.#written.get(story as PlacedStory);
    return written?.notes ?? this.#outcomes.get(story.copy.file)?.notes ?? [];
  }

  /** Takes out what the check found fault with. */
  #learn(problems: StagedProblem[], folder: string): void {
    const byPath = new Map([...this.#written].map(([story, { path }]) => [path, story]));
    for (const problem of problems) {
      if (problem.path === redirectsFile) {
        this.#dropRedirect(problem);
        continue;
      }
      const story = byPath.get(problem.path);
      if (!story) throw new Error(`${problem.path}:${problem.line}: ${problem.message}`);
      if (this.#written.has(story)) this.#drop(story, this.#refusalOf(story, problem), folder);
    }
  }

  #refusalOf(story: PlacedStory, { line, message }: StagedProblem): Refusal {
    const text = this.#written.get(story)!.text.split('\n')[line - 1] ?? '';
    return new Refusal(
      1,
      `What it would become has a mistake: ${message} This is in its line ${line}: ${text.length > 100 ? `${text.slice(0, 99)}…` : text}`,
    );
  }

  #dropRedirect({ line, message }: StagedProblem): void {
    const redirect = this.#redirects[line - this.#redirectsLine];
    if (!redirect) throw new Error(`${redirectsFile}:${line}: ${message}`);
    this.#refusedRedirects.set(redirect.from, message);
    const notes = this.#notesOf(redirect.of);
    const index = notes.findIndex(({ detail }) => detail === redirect.from);
    if (index !== -1) notes.splice(index, 1);
  }
}

const redirectsStart = '# Legacy addresses and where they lead now.\n';

const redirectLine = ({ from, to }: Redirect) => `${yamlPath(from)}: ${yamlPath(to)}\n`;
const yamlPath = (path: string) => (/^\/[\p{L}\p{N}/._~-]*$/u.test(path) ? path : JSON.stringify(path));

function stageFile(folder: string, path: string, write: (file: string) => void): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  write(file);
}

function pushOnce(notes: Note[], note: Note): void {
  if (!notes.some(({ what, detail }) => what === note.what && detail === note.detail)) notes.push(note);
}
