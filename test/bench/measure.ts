import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { digest } from '../../src/lib/hash.ts';

/** What a process and all that it started took. */
export interface Cost {
  /** Wall time. */
  seconds: number;
  /** Time of all cores together; up to a tenth of a second too little. Linux only. */
  cpuSeconds?: number;
  /** Most memory at one moment of all processes, shared pages counted once. Linux only. */
  peakMB?: number;
}

/** Where and with which environment variables a command runs. */
export interface Setting {
  cwd: string;
  env?: Record<string, string>;
}

/** Runs a command to its end. What it prints is in `output`; `failed` says how it failed, if it did. */
export async function measure(
  command: string[],
  setting: Setting,
): Promise<Cost & { output: string; failed?: string }> {
  const { closed, cost, output } = start(command, setting);
  const end = await closed.then(
    ([code, signal]) => (code === 0 ? {} : { failed: `ended with ${code ?? signal}` }),
    (error: Error) => ({ failed: error.message }),
  );
  return { ...cost(), output: output(), ...end };
}

/** Starts a command in a process group of its own and watches what it takes. */
export function start([name, ...args]: string[], { cwd, env }: Setting) {
  const began = performance.now();
  const child = spawn(name!, args, {
    cwd,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', ASTRO_TELEMETRY_DISABLED: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const interrupt = () => end(child);
  process.once('exit', interrupt);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output = (output + text).slice(-20_000)));
  }
  const taken = watch(child.pid ?? NaN);
  const closed = once(child, 'close').then((result) => {
    process.removeListener('exit', interrupt);
    return result as [code: number | null, signal: string | null];
  });
  return {
    ...{ closed, output: () => output },
    stop: () => (interrupt(), closed),
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    cost: (): Cost => ({ seconds: (performance.now() - began) / 1000, ...taken() }),
  };
}

function end(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGTERM');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Looks at a process and its descendants four times a second. */
function watch(root: number): () => Omit<Cost, 'seconds'> {
  if (process.platform !== 'linux') return () => ({});
  let [peakKB, mostPages, cpuSeconds] = [0, 0, 0];
  const look = () => {
    const tree = processTree(root);
    cpuSeconds = Math.max(cpuSeconds, tree.reduce((sum, { ticks }) => sum + ticks, 0) / 100);
    const pages = tree.reduce((sum, one) => sum + one.pages, 0);
    // To count shared pages once stops a process for a moment: it is done at what may be a peak only.
    if (pages <= mostPages) return;
    mostPages = pages;
    peakKB = Math.max(
      peakKB,
      tree.reduce((sum, { pid }) => sum + memoryKB(pid), 0),
    );
  };
  look();
  const timer = setInterval(look, 250).unref();
  return () => {
    clearInterval(timer);
    return { cpuSeconds, peakMB: peakKB / 1024 };
  };
}

/** The living processes below `root`, itself included: their CPU time with that of ended children, and resident pages. */
function processTree(root: number): { pid: number; ticks: number; pages: number }[] {
  const all = readdirSync('/proc')
    // Descendants are younger; this passes over the kernel's own processes.
    .filter((name) => Number(name) >= root)
    .flatMap((name) => {
      const stat = readProc(`/proc/${name}/stat`);
      // proc(5): the second field, the name in parentheses, may hold spaces.
      const fields = stat
        .slice(stat.lastIndexOf(')') + 2)
        .split(' ')
        .map(Number);
      const ticks = fields.slice(11, 15).reduce((sum, field) => sum + field, 0);
      return stat ? [{ pid: Number(name), parent: fields[1]!, ticks, pages: fields[21]! }] : [];
    });
  const below = Map.groupBy(all, ({ parent }) => parent);
  const tree = all.filter(({ pid }) => pid === root);
  for (const { pid } of tree) tree.push(...(below.get(pid) ?? []));
  return tree;
}

/** A process's share of memory; all that is resident where the share is not told. */
function memoryKB(pid: number): number {
  const text = readProc(`/proc/${pid}/smaps_rollup`) || readProc(`/proc/${pid}/status`);
  return Number(/^(?:Pss|VmRSS):\s+(\d+) kB/m.exec(text)?.[1] ?? 0);
}

/** A file of /proc; empty when its process has ended or is not ours. */
function readProc(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'EACCES'].includes((error as NodeJS.ErrnoException).code!)) return '';
    throw error;
  }
}

/** A folder's files by their path: which file on the disk it is, its size and a digest of its bytes. */
export type Tree = Map<string, { file: string; bytes: number; digest: string }>;

/** Reads a folder; files that are the same on the disk as in `before` are not read again. */
export function readTree(dir: string, before?: Tree): Tree {
  const tree: Tree = new Map();
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const { ino, mtimeMs, size } = statSync(path);
    const [name, file] = [path.slice(dir.length), `${ino} ${mtimeMs} ${size}`];
    const known = before?.get(name);
    tree.set(name, known?.file === file ? known : { file, bytes: size, digest: digest(readFileSync(path)) });
  }
  return tree;
}

/** What a build did to a folder, in files. */
export interface Change {
  /** Written, with whatever bytes. */
  written: number;
  /** New, or of other bytes than before. */
  changed: number;
  deleted: number;
}

/** Compares a folder before and after a build. */
export function compareTrees(before: Tree, after: Tree): Change {
  const differing = (key: 'file' | 'digest') =>
    [...after].filter(([path, now]) => before.get(path)?.[key] !== now[key]).length;
  return {
    written: differing('file'),
    changed: differing('digest'),
    deleted: [...before.keys()].filter((path) => !after.has(path)).length,
  };
}

/** The path of a folder that is to be made anew: what was there is gone. */
export function cleared(dir: string): string {
  rmSync(dir, { recursive: true, force: true });
  return dir;
}

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
