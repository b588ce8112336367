import { mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { CompiledStory } from './compile-story.ts';

/** Compiled stories by a key that names all they were made from. */
export interface StoryCache {
  get(key: string): CompiledStory | undefined;
  set(key: string, story: CompiledStory): void;
  close(): void;
}

/**
 * Opens a cache, or begins one. Several processes may share it, and it may be deleted when none has it open.
 * A file that cannot be read is discarded with a line to `warn`.
 * @throws {Error} when the file cannot be written.
 */
export function openStoryCache(file: string, warn: (line: string) => void = console.warn): StoryCache {
  mkdirSync(dirname(file), { recursive: true });
  let open: Connection | undefined;
  open = orDiscard(() => connect(file));

  function orDiscard<Result>(attempt: () => Result): Result {
    try {
      return attempt();
    } catch (error) {
      if (!isDamage(error)) throw error;
      warn(`${file} is no cache of stories (${(error as Error).message}); beginning a new one.`);
      open?.database.close();
      for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
      open = connect(file);
      return attempt();
    }
  }

  return {
    get(key) {
      const row = orDiscard(() => open!.select.get(key));
      return row && (JSON.parse(row.story as string) as CompiledStory);
    },
    set(key, story) {
      const json = JSON.stringify(story);
      orDiscard(() => open!.insert.run(key, json));
    },
    close: () => open!.database.close(),
  };
}

type Connection = ReturnType<typeof connect>;

function connect(file: string) {
  const database = new DatabaseSync(file, { timeout: 10_000 });
  try {
    // What a power cut destroys is made again.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF');
    database.exec(
      'CREATE TABLE IF NOT EXISTS stories (key TEXT PRIMARY KEY, story TEXT NOT NULL) WITHOUT ROWID',
    );
    return {
      database,
      select: database.prepare('SELECT story FROM stories WHERE key = ?'),
      insert: database.prepare('INSERT OR REPLACE INTO stories (key, story) VALUES (?, ?)'),
    };
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Whether the file itself is wrong: SQLite's codes for damage, for another format and for other tables. */
function isDamage(error: unknown): boolean {
  return [1, 11, 26].includes((error as { errcode?: number }).errcode ?? 0);
}
