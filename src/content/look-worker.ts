import { parentPort, workerData } from 'node:worker_threads';
import { lookAt, pack } from './file-looks.ts';

// The thread of `lookAtAll`.
const { contentDir, paths } = workerData as { contentDir: string; paths: string[] };
const packed = pack(paths.map((path) => lookAt(contentDir, path)));
parentPort!.postMessage(packed, [packed.buffer]);
