import { join } from 'node:path';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import { availableParallelism } from 'node:os';
import type { Progress } from '../lib/progress.ts';
import type { Archive } from '../model/archive.ts';
import type { Feed } from '../model/feed-entries.ts';
import type { ListPage } from '../model/list-pages.ts';
import type { Newsroom } from '../model/newsroom.ts';
import type { Edition } from './edition.ts';
import type { PublishedFile } from './manifest.ts';
import { pageFacts } from './page-facts.ts';
import { sitePages, type PlannedPage, type TemplatePage } from './page-plan.ts';
import { openPress, type Press } from './press.ts';
import { provideArchive } from '../archive.ts';
import { writeFresh } from './tree-files.ts';

/** A page to be rendered. */
export interface PrintJob {
  path: string;
  file: string;
  inputs: string;
  hasCode: boolean;
  /** Digest of the file that is served; one that comes out the same is not written. */
  served?: string;
}

/** What a worker thread starts with. */
export interface PrintWorkerData {
  bundle: string;
  /** Absolute path of the tree that pages are written into. */
  folder: string;
  /** {@link Newsroom} as JSON, its maps as lists of entries. */
  newsroom: SharedArrayBuffer;
}

/** Pages sent to a worker at a time, at least: enough to keep it busy while the next are on their way. */
const batchSize = 40;
/** Below this, starting workers takes longer than they save. */
const fewPages = 400;

/** What pages are printed from, and where they go. */
interface Printing {
  edition: Edition;
  /** Absolute path of the templates' bundle. */
  bundle: string;
  newsroom: Newsroom;
  archive: Archive;
}

/** Renders pages and puts them into an edition, on all cores when there are many. */
export async function printPages(
  pages: PlannedPage[],
  { edition, bundle, newsroom, archive }: Printing,
  progress: Progress,
): Promise<void> {
  if (pages.length === 0) return;
  edition.announce(pages.map(({ file }) => file));
  let done = 0;
  const note = (file: string, facts: PublishedFile) => {
    edition.note(file, facts);
    progress(++done, pages.length);
  };
  const jobOf = ({ path, file, inputs, hasCode }: PlannedPage): PrintJob => {
    return { path, file, inputs, hasCode, served: edition.served.get(file)?.digest };
  };
  const groups = groupedByStories(pages).map((group) => group.map(jobOf));
  if (pages.length <= fewPages || availableParallelism() === 1) {
    const print = await openPrinter(bundle, edition.folder, archive, pages);
    for (const job of groups.flat()) note(job.file, await print(job));
    return;
  }
  const workerData: PrintWorkerData = { bundle, folder: edition.folder, newsroom: share(newsroom) };
  // Left to itself, a thread collects its garbage when it has gigabytes of it.
  const resourceLimits = {
    maxYoungGenerationSizeMb: 96,
    maxOldGenerationSizeMb: 600 + newsroom.articles.length * 0.006,
  };
  const stretches = cutIntoStretches(batchesOf(groups), availableParallelism());
  await Promise.all(
    stretches.map((own) =>
      runWorker(
        { workerData, resourceLimits },
        // Who has no more helps where most is left, from the other end.
        () => own.shift() ?? stretches.reduce((a, b) => (b.length > a.length ? b : a)).pop(),
        note,
      ),
    ),
  );
}

/**
 * The pages that show the same stories one after the other, so that what a thread has rendered of a story is still
 * kept when it is wanted again: pages of stories, lists and feeds, each in the order of their stories' dates.
 * @returns the formats of one feed together
 */
function groupedByStories(pages: PlannedPage[]): PlannedPage[][] {
  const kinds: { page: PlannedPage; date: number }[][] = [[], [], []];
  for (const page of pages) {
    const { feed, page: list } = page.props as { feed?: Feed; page?: Partial<ListPage> };
    const stories = feed?.entries.map(({ article }) => article) ?? list?.articles ?? [];
    const middle = stories[stories.length >> 1]?.published.getTime() ?? 0;
    kinds[feed ? 2 : list?.articles ? 1 : 0]!.push({ page, date: middle });
  }
  const [others, lists, feeds] = kinds.map((kind) =>
    kind.sort((a, b) => b.date - a.date).map(({ page }) => page),
  ) as [PlannedPage[], PlannedPage[], PlannedPage[]];
  const formats = Map.groupBy(feeds, ({ props }) => (props as { feed: Feed }).feed);
  return [...[...others, ...lists].map((page) => [page]), ...formats.values()];
}

/** Groups together as many as are sent to a worker at a time. */
function batchesOf(groups: PrintJob[][]): PrintJob[][] {
  const batches: PrintJob[][] = [];
  for (const group of groups) {
    const last = batches.at(-1);
    if (last && last.length < batchSize) last.push(...group);
    else batches.push([...group]);
  }
  return batches;
}

/** As many parts as there are threads, each of what lies together. */
function cutIntoStretches(batches: PrintJob[][], threads: number): PrintJob[][][] {
  const length = Math.ceil(batches.length / threads);
  return Array.from({ length: Math.min(threads, batches.length) }, (_, index) =>
    batches.slice(index * length, (index + 1) * length),
  );
}

/** Renders pages one at a time and writes those that are new. */
export async function openPrinter(
  bundle: string,
  folder: string,
  archive: Archive,
  pages: Iterable<TemplatePage> = sitePages(archive),
): Promise<(job: PrintJob) => Promise<PublishedFile>> {
  provideArchive(async () => archive);
  const press: Press = await openPress(bundle);
  const byPath = new Map(Array.from(pages, (page) => [page.path, page]));
  return async ({ path, file, inputs, hasCode, served }) => {
    const { component, props } = byPath.get(path)!;
    const page = await press.render({ component, path, props, hasCode }).catch((error: Error) => {
      // Who works on a template or on the code in a story needs the place.
      throw new Error(`${component} could not render ${path}: ${error.stack ?? error}`);
    });
    const facts = pageFacts(file, page, inputs);
    if (facts.digest !== served) writeFresh(join(folder, file), page.bytes);
    return facts;
  };
}

/** Lets a worker print batches until there is none left. */
function runWorker(
  { workerData, resourceLimits }: WorkerOptions,
  nextBatch: () => PrintJob[] | undefined,
  note: (file: string, facts: PublishedFile) => void,
): Promise<void> {
  const worker = new Worker(new URL('./print-worker.ts', import.meta.url), { workerData, resourceLimits });
  const ended = new Promise((resolve) => worker.once('exit', resolve));
  const printed = new Promise<void>((resolve, reject) => {
    const waiting: PrintJob[][] = [];
    const send = () => {
      const batch = nextBatch();
      if (!batch) return;
      waiting.push(batch);
      worker.postMessage(batch);
    };
    worker.on('message', (facts: PublishedFile[]) => {
      const batch = waiting.shift()!;
      facts.forEach((fact, index) => note(batch[index]!.file, fact));
      send();
      if (waiting.length === 0) resolve();
    });
    worker.once('error', reject);
    // Two at a time: one that it works on, one that it finds when it is done.
    send();
    send();
    if (waiting.length === 0) resolve();
  });
  return printed.then(async () => {
    // Not terminated: Node aborts when a thread ends while it makes a key, as Astro does for what it renders alone.
    worker.postMessage('end');
    await ended;
  });
}

function share(newsroom: Newsroom): SharedArrayBuffer {
  const text = JSON.stringify(newsroom, (_, value) =>
    value instanceof Map ? { entries: [...value] } : value,
  );
  const bytes = Buffer.from(text);
  const shared = new SharedArrayBuffer(bytes.length);
  new Uint8Array(shared).set(bytes);
  return shared;
}

/** Reads what {@link printPages} shares with its workers. */
export function sharedNewsroom(shared: SharedArrayBuffer): Newsroom {
  const newsroom = JSON.parse(Buffer.from(shared).toString());
  for (const key of ['tags', 'authors', 'series']) newsroom[key] = new Map(newsroom[key].entries);
  return newsroom as Newsroom;
}
