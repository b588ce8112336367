import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Lock files of this process, removed when it ends. */
const held = new Set<string>();

/**
 * Holds a lock file until the process ends; one that a killed process left is taken over.
 * @param target what the lock is for, in the words of the error
 * @throws {Error} when another process holds it
 */
export function takeLock(file: string, target: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const holder = existsSync(file) ? Number(readFileSync(file, 'utf8')) : undefined;
  if (holder && holder !== process.pid && isRunning(holder)) {
    throw new Error(`Another build into ${target} is running (process ${holder}). Wait for it, or end it.`);
  }
  writeFileSync(file, String(process.pid));
  if (held.size === 0) process.once('exit', () => held.forEach((lock) => rmSync(lock, { force: true })));
  held.add(file);
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
