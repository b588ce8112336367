import { parentPort, workerData } from 'node:worker_threads';
import { builtArchive } from './built-archive.ts';
import type { PublishedFile } from './manifest.ts';
import { openPrinter, sharedNewsroom, type PrintJob, type PrintWorkerData } from './print-pages.ts';

const { bundle, folder, newsroom } = workerData as PrintWorkerData;
const print = await openPrinter(bundle, folder, builtArchive(sharedNewsroom(newsroom)));

// The press renders one page at a time: a batch waits for the one before.
let work = Promise.resolve();
parentPort!.on('message', (jobs: PrintJob[] | 'end') => {
  if (jobs === 'end') return void parentPort!.close();
  work = work.then(async () => {
    const facts: PublishedFile[] = [];
    for (const job of jobs) facts.push(await print(job));
    parentPort!.postMessage(facts);
  });
});
