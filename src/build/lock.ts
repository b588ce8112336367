import { mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Locks of this process by their files. */
const held = new Map<string, DatabaseSync>();

/**
 * Holds a lock file until the process ends, in whatever way it does: the operating system keeps the lock, as
 * SQLite asks it to. A file that is left behind locks nothing.
 * @param target what the lock is for, in the words of the error
 * @throws {Error} when another process holds it, or the file cannot be written
 */
export function takeLock(file: string, target: string): void {
  if (held.has(file)) return;
  mkdirSync(dirname(file), { recursive: true });
  try {
    held.set(file, lock(file));
  } catch (error) {
    const code = sqliteCode(error);
    if (code === codes.busy) {
      throw new Error(`Another build into ${target} is running. Wait for it, or end it.`, { cause: error });
    }
    if (code !== codes.noDatabase) {
      throw new Error(`${file} cannot be written (${(error as Error).message}).`, { cause: error });
    }
    rmSync(file);
    held.set(file, lock(file));
  }
}

function lock(file: string): DatabaseSync {
  const database = new DatabaseSync(file);
  try {
    // Nothing is kept in it, so a journal beside it would only be left behind.
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** SQLite's codes for a lock that another holds, and for a file of something else. */
const codes = { busy: 5, noDatabase: 26 };

const sqliteCode = (error: unknown) => (error as { errcode?: number }).errcode;
