import { mkdirSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** A file's size in bytes and its times: while all of them stay, so do its bytes. */
export interface FileState {
  size: number;
  /** Time of modification, which `touch -d`, `tar` and `cp -p` set to that of other bytes. */
  mtimeMs: number;
  /** When bytes, name or times were changed last, which no program sets. */
  ctimeMs: number;
}

/** Whether two states are those of the same bytes. */
export const isSameState = (one: FileState | undefined, other: FileState | undefined): boolean =>
  one !== undefined &&
  one.size === other?.size &&
  one.mtimeMs === other.mtimeMs &&
  one.ctimeMs === other.ctimeMs;

/** The state alone of what tells more of a file. */
export const stateOf = ({ size, mtimeMs, ctimeMs }: FileState): FileState => ({ size, mtimeMs, ctimeMs });

/** What was learnt of a file of the content folder. */
export interface KnownFile {
  /** Content path. */
  path: string;
  /** `undefined` when the file was too young to be told by it from a later version. */
  state?: FileState;
  /** Digest of the file's bytes. */
  digest: string;
  /** JSON, small enough to be read for every file of the paper at every build. */
  facts: string;
}

/** What is read, and how. */
export interface Paper {
  /** Names the content folder. */
  folder: string;
  /** Names all else that decides what is learnt from a file. */
  version: string;
}

/** A text compiled from a file with this digest. */
export interface KnownBody {
  /** Content path. */
  path: string;
  digest: string;
  /** JSON. */
  body: string;
}

/** What was learnt of the files of one paper, with one body to a text. */
export interface ContentCache {
  files(): KnownFile[];
  /**
   * Hands over all files one by one: a large paper's are better not held all at once.
   * @param collect called once more, with none, when the cache turns out to be damaged
   */
  collect<Result>(collect: (files: Iterable<KnownFile>) => Result): Result;
  file(path: string): KnownFile | undefined;
  /** The compiled text, when it was made from these bytes. */
  body(path: string, digest: string): string | undefined;
  /** Puts these in place of what was known of their paths: all of them, or none when it throws. */
  write(files: Iterable<KnownFile>, bodies?: Iterable<KnownBody>): void;
  /** Notes how files look whose bytes are as they were. */
  touch(files: Iterable<Pick<KnownFile, 'path' | 'state'>>): void;
  /** Forgets files that are gone, and ways of reading that were not used for long. */
  prune(gone: Iterable<string>): void;
  close(): void;
}

/** Raise it when the tables change: older files are discarded then. */
const schemaVersion = 3;

/** Ways of reading a folder that are kept: settings and code change, and some of it is taken back. */
const versionsKept = 3;
const keptForMs = 30 * 24 * 60 * 60 * 1000;

/** How long a process waits for others that write. */
const patienceMs = 30_000;

/**
 * Opens the one file that keeps what was learnt of content, or begins it. Several processes and threads may
 * share it; it may be deleted when none has it open. A file that cannot be read is discarded with a line to
 * `warn`.
 * @throws {Error} naming the file, when it cannot be written.
 */
export function openContentCache(
  file: string,
  paper: Paper,
  warn: (line: string) => void = console.warn,
): ContentCache {
  let connection: Connection | undefined;

  const attempt = <Result>(work: (open: Connection) => Result): Result => {
    try {
      return work((connection ??= connect(file, paper)));
    } catch (error) {
      if (isUnwritable(error)) {
        const cause = { cause: error };
        throw new Error(
          `${file} cannot be written (${(error as Error).message}). Make room on the disk, or make the folder writable.`,
          cause,
        );
      }
      if (!isDamage(error)) throw error;
      warn(`${file} is no cache of this version (${(error as Error).message}); beginning a new one.`);
      connection?.database.close();
      connection = undefined;
      for (const end of ['', '-wal', '-shm']) rmSync(file + end, { recursive: true, force: true });
      return work((connection = connect(file, paper)));
    }
  };
  // So that a damaged file is met here, and not in the middle of a page.
  attempt(() => {});

  const collect: ContentCache['collect'] = (collect) =>
    attempt(({ id, allFiles }) => collect(knownFiles(allFiles.iterate(id) as Iterable<unknown>)));

  return {
    files: () => collect((files) => [...files]),
    collect,
    file: (path) =>
      attempt(({ id, oneFile }) => {
        const row = oneFile.get(id, path) as unknown;
        return row === undefined ? undefined : knownFile(row as FileRow);
      }),
    body: (path, digest) => attempt(({ id, body }) => body.get(id, path, digest)?.body as string | undefined),
    write: (files, bodies = []) =>
      attempt(({ database, id, putFile, putBody }) =>
        inTransaction(database, () => {
          for (const { path, state, digest, facts } of files) {
            putFile.run(id, path, ...stateColumns(state), digest, facts);
          }
          for (const { path, digest, body } of bodies) putBody.run(id, path, digest, body);
        }),
      ),
    touch: (files) =>
      attempt(({ database, id, putState }) =>
        inTransaction(database, () => {
          for (const { path, state } of files) {
            putState.run(...stateColumns(state), id, path);
          }
        }),
      ),
    prune: (gone) =>
      attempt(({ database, id, dropFile, dropBody }) =>
        inTransaction(database, () => {
          for (const path of gone) {
            dropFile.run(id, path);
            dropBody.run(id, path);
          }
          dropPapers(database, id);
        }),
      ),
    close: () => connection?.database.close(),
  };
}

type StateColumns = [size: number | null, mtimeMs: number | null, ctimeMs: number | null];
type FileRow = [path: string, ...StateColumns, digest: string, facts: string];

const stateColumns = (state: FileState | undefined): StateColumns =>
  state ? [state.size, state.mtimeMs, state.ctimeMs] : [null, null, null];

function knownFile([path, size, mtimeMs, ctimeMs, digest, facts]: FileRow): KnownFile {
  if (size === null) return { path, digest, facts };
  return { path, state: { size, mtimeMs: mtimeMs!, ctimeMs: ctimeMs! }, digest, facts };
}

function* knownFiles(rows: Iterable<unknown>): Generator<KnownFile> {
  for (const row of rows) yield knownFile(row as FileRow);
}

type Connection = ReturnType<typeof connect>;

function connect(file: string, paper: Paper) {
  mkdirSync(dirname(file), { recursive: true });
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) throw new ForeignFile('it is a folder');
  const database = new DatabaseSync(file, { timeout: patienceMs });
  try {
    // The facts of a story fit into such a page, whatever else is in it. A file that exists keeps its size of page.
    database.exec('PRAGMA page_size = 16384');
    beginJournal(database);
    // What a power cut destroys is made again.
    database.exec('PRAGMA synchronous = OFF');
    const id = inTransaction(database, () => {
      createTables(database);
      const { id } = database
        .prepare(
          'INSERT INTO papers (folder, version, used) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET used = excluded.used RETURNING id',
        )
        .get(paper.folder, paper.version, Date.now())!;
      return id as number;
    });
    const columns = 'path, size, mtimeMs, ctimeMs, digest, facts';
    const allFiles = database.prepare(`SELECT ${columns} FROM files WHERE paper = ?`);
    const oneFile = database.prepare(`SELECT ${columns} FROM files WHERE paper = ? AND path = ?`);
    for (const statement of [allFiles, oneFile]) statement.setReturnArrays(true);
    return {
      database,
      id,
      allFiles,
      oneFile,
      body: database.prepare('SELECT body FROM bodies WHERE paper = ? AND path = ? AND digest = ?'),
      putFile: database.prepare(
        `INSERT OR REPLACE INTO files (paper, ${columns}) VALUES (?, ?, ?, ?, ?, ?, ?)`,
      ),
      putBody: database.prepare(
        'INSERT OR REPLACE INTO bodies (paper, path, digest, body) VALUES (?, ?, ?, ?)',
      ),
      putState: database.prepare(
        'UPDATE files SET size = ?, mtimeMs = ?, ctimeMs = ? WHERE paper = ? AND path = ?',
      ),
      dropFile: database.prepare('DELETE FROM files WHERE paper = ? AND path = ?'),
      dropBody: database.prepare('DELETE FROM bodies WHERE paper = ? AND path = ?'),
    };
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Lets others read while one writes. SQLite itself does not wait when several begin the same new file at once. */
function beginJournal(database: DatabaseSync): void {
  const until = Date.now() + patienceMs;
  const sleeper = new Int32Array(new SharedArrayBuffer(4));
  for (;;) {
    try {
      return database.exec('PRAGMA journal_mode = WAL');
    } catch (error) {
      if (!isBusy(error) || Date.now() > until) throw error;
      Atomics.wait(sleeper, 0, 0, 10);
    }
  }
}

function createTables(database: DatabaseSync): void {
  const { user_version: version } = database.prepare('PRAGMA user_version').get()!;
  if (version === schemaVersion) return;
  const { tables } = database.prepare('SELECT count(*) AS tables FROM sqlite_schema').get()!;
  if (tables !== 0) throw new ForeignFile('it holds other tables');
  database.exec(`
    CREATE TABLE papers (
      id INTEGER PRIMARY KEY, folder TEXT NOT NULL, version TEXT NOT NULL, used INTEGER NOT NULL,
      UNIQUE (folder, version)
    );
    CREATE TABLE files (
      paper INTEGER NOT NULL, path TEXT NOT NULL, size INTEGER, mtimeMs REAL, ctimeMs REAL,
      digest TEXT NOT NULL, facts TEXT NOT NULL, PRIMARY KEY (paper, path)
    ) WITHOUT ROWID;
    CREATE TABLE bodies (
      paper INTEGER NOT NULL, path TEXT NOT NULL, digest TEXT NOT NULL, body TEXT NOT NULL,
      PRIMARY KEY (paper, path)
    );
    PRAGMA user_version = ${schemaVersion};
  `);
}

/** Drops the ways of reading that were not used for long, but never the one that is open. */
function dropPapers(database: DatabaseSync, open: number): void {
  const stale = database
    .prepare(
      `SELECT id FROM (SELECT *, row_number() OVER (PARTITION BY folder ORDER BY used DESC) AS age FROM papers)
       WHERE id <> ? AND (used < ? OR age > ?)`,
    )
    .all(open, Date.now() - keptForMs, versionsKept);
  for (const { id } of stale) {
    for (const table of ['files', 'bodies']) {
      database.prepare(`DELETE FROM ${table} WHERE paper = ?`).run(id!);
    }
    database.prepare('DELETE FROM papers WHERE id = ?').run(id!);
  }
}

function inTransaction<Result>(database: DatabaseSync, work: () => Result): Result {
  // A transaction that begins by reading could not wait for another writer later.
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    // Some errors end the transaction themselves.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

/** A sound database of something else. */
class ForeignFile extends Error {}

/** The first byte of SQLite's code says what kind of error it is. */
const errorCode = (error: unknown) => ((error as { errcode?: number }).errcode ?? 0) & 0xff;

/** Whether another process has the file: SQLite's code for it. */
const isBusy = (error: unknown) => errorCode(error) === 5;

/** Whether the file itself is wrong: SQLite's codes for damage, for another format and for other tables. */
const isDamage = (error: unknown) => error instanceof ForeignFile || [1, 11, 26].includes(errorCode(error));

/** Whether the disk is at fault: SQLite's codes for a read-only file, a failed write, a full disk, no folder. */
const isUnwritable = (error: unknown) =>
  [8, 10, 13, 14].includes(errorCode(error)) ||
  ['ENOSPC', 'EACCES', 'EROFS', 'EPERM', 'ENOENT', 'ENOTDIR', 'EEXIST'].includes(
    String((error as NodeJS.ErrnoException).code),
  );
