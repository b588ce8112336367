import { parentPort, workerData } from 'node:worker_threads';
import { openIndexer, type IndexerOrder } from './search-indexer.ts';

// A thread of `search-indexer.ts`.
const indexer = openIndexer(workerData as string);
parentPort!.on('message', async (order: IndexerOrder) => {
  if (order === 'known') return parentPort!.postMessage(await indexer.known());
  if (order !== 'close') return parentPort!.postMessage(await indexer.index(order));
  await indexer.close();
  parentPort!.close();
});
