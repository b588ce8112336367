import { join } from 'node:path';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import { availableParallelism } from 'node:os';
import type { Progress } from '../lib/progress.ts';
import type { Archive } from '../model/archive.ts';
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

/** Pages sent to a worker at a time: enough to keep it busy while the next are on their way. */
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
  const jobs = pages.map(({ path, file, inputs, hasCode }): PrintJob => {
    return { path, file, inputs, hasCode, served: edition.served.get(file)?.digest };
  });
  if (pages.length <= fewPages || availableParallelism() === 1) {
    const print = await openPrinter(bundle, edition.folder, archive, pages);
    for (const job of jobs) note(job.file, await print(job));
    return;
  }
  const workerData: PrintWorkerData = { bundle, folder: edition.folder, newsroom: share(newsroom) };
  // Left to itself, a thread collects its garbage when it has gigabytes of it.
  const resourceLimits = {
    maxYoungGenerationSizeMb: 96,
    maxOldGenerationSizeMb: 600 + newsroom.articles.length * 0.006,
  };
  const queue = Array.from({ length: Math.ceil(jobs.length / batchSize) }, (_, index) =>
    jobs.slice(index * batchSize, (index + 1) * batchSize),
  );
  let next = 0;
  await Promise.all(
    Array.from({ length: Math.min(availableParallelism(), queue.length) }, () =>
      runWorker({ workerData, resourceLimits }, () => queue[next++], note),
    ),
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
  return new Promise<void>((resolve, reject) => {
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
  }).finally(() => worker.terminate());
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
