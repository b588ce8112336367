import { once } from 'node:events';
import { statSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { stateOf, type FileState } from '../cache/content-cache.ts';

/** How a file looks. */
export interface FileLook extends FileState {
  /** Whether a later change would show. */
  settled: boolean;
}

/** A file changed this shortly before it was looked at may change again without a trace in its times. */
const settledAfterMs = 2000;

/** From this number of files on, a thread is worth its start. */
const manyFiles = 5000;

/** How a file looks now; nothing when it is gone. */
export function lookAt(contentDir: string, path: string): FileLook | undefined {
  const stats = statSync(`${contentDir}/${path}`, { throwIfNoEntry: false });
  if (!stats) return undefined;
  return { ...stateOf(stats), settled: Date.now() - stats.mtimeMs > settledAfterMs };
}

/** How files look, by content path; many are looked at in a thread, so that the caller can do something meanwhile. */
export async function lookAtAll(
  contentDir: string,
  paths: string[],
): Promise<Map<string, FileLook | undefined>> {
  if (paths.length < manyFiles) return new Map(paths.map((path) => [path, lookAt(contentDir, path)]));
  const worker = new Worker(new URL('./look-worker.ts', import.meta.url), {
    workerData: { contentDir, paths },
  });
  // An error that ends the thread rejects.
  const [packed] = (await once(worker, 'message')) as [Float64Array];
  return new Map(paths.map((path, index) => [path, unpack(packed, index)]));
}

/** Numbers for each look, which go from thread to thread at no cost. */
export function pack(looks: (FileLook | undefined)[]): Float64Array<ArrayBuffer> {
  const packed = new Float64Array(looks.length * 4).fill(NaN);
  looks.forEach((look, index) => {
    if (look) packed.set([look.size, look.mtimeMs, look.ctimeMs, Number(look.settled)], index * 4);
  });
  return packed;
}

function unpack(packed: Float64Array, index: number): FileLook | undefined {
  const at = index * 4;
  const size = packed[at]!;
  if (Number.isNaN(size)) return undefined;
  return { size, mtimeMs: packed[at + 1]!, ctimeMs: packed[at + 2]!, settled: packed[at + 3] === 1 };
}
