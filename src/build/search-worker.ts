import { parentPort, workerData } from 'node:worker_threads';
import { openIndexer, type PagesToIndex } from './search-indexer.ts';

// A thread of `search-indexer.ts`.
const indexer = openIndexer(workerData as string);
parentPort!.on('message', async (groups: PagesToIndex[] | undefined) => {
  if (groups) return parentPort!.postMessage(await indexer.index(groups));
  await indexer.close();
  parentPort!.close();
});
