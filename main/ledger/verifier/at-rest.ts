// A book file in a state in which it can be read without touching it: as it lies where it is whole
// by itself, otherwise as a copy with the files that belong to it.
import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';

export type AtRest = {
  /** The file to open; nothing else reads or writes it. */
  readonly path: string;
  /** Removes the copy, where one was made. */
  readonly release: () => void;
};

/** Why a file was not brought to rest: it is in use, cannot be read, or is no SQLite file. */
export type NotAtRest = 'book_in_use' | 'file_cannot_be_read' | 'not_a_book';

/** SQLite's file header: its first words, and where it says how it is written (2: with a WAL). */
const HEADER = 'SQLite format 3\0';
const WRITTEN_AT = 18;

/**
 * Bytes 21 to 23 are the same in every database (sqlite.org/fileformat2.html#database_header), and
 * the cipher leaves bytes 16 to 23 as they are: so an encrypted one is told from any other file.
 */
const FRACTIONS_AT = 21;
const FRACTIONS = Buffer.from([64, 32, 32]);

const HEADER_BYTES = 100;
const WITH_WAL = 2;

/**
 * Brings `file` to rest. A book that keeps a log beside it (-wal, or a -journal of a write that
 * never ended) is copied to a folder of its own under `scratch` together with the log, and read
 * there: reading it in place would write beside it. The owner's lock is held while it is copied,
 * so nobody writes meanwhile; a book that somebody has open is `book_in_use`.
 */
export function bringToRest(file: string, scratch = tmpdir()): AtRest | NotAtRest {
  const written = howWritten(file);
  if (written === null) return 'file_cannot_be_read';
  if (written === 'not_sqlite') return 'not_a_book';
  const unlock = lockOut(join(dirname(file), 'owner.lock'));
  if (unlock === null) return 'book_in_use';
  try {
    const logs = [`${file}-wal`, `${file}-journal`].filter((log) => existsSync(log));
    if (written === 'plain' && logs.length === 0) {
      return { path: file, release: () => undefined };
    }
    return copyAside([file, ...logs], scratch);
  } finally {
    unlock();
  }
}

function howWritten(file: string): 'plain' | 'with_wal' | 'not_sqlite' | null {
  const header = Buffer.alloc(HEADER_BYTES);
  try {
    // A pipe would be waited for, and a folder is no file.
    if (!statSync(file).isFile()) return null;
    const opened = openSync(file, 'r');
    try {
      if (readSync(opened, header, 0, HEADER_BYTES, 0) < HEADER_BYTES) return 'not_sqlite';
    } finally {
      closeSync(opened);
    }
  } catch {
    return null;
  }
  if (!isDatabase(header)) return 'not_sqlite';
  return header[WRITTEN_AT] === WITH_WAL ? 'with_wal' : 'plain';
}

/** Whether the first bytes of a file are those of a database, plain or encrypted. */
function isDatabase(header: Buffer): boolean {
  const isPlain = header.toString('latin1', 0, HEADER.length) === HEADER;
  const fractions = header.subarray(FRACTIONS_AT, FRACTIONS_AT + FRACTIONS.length);
  return isPlain || fractions.equals(FRACTIONS);
}

/** Holds the book's lock until it is told; null when somebody else does. No lock, no owner. */
function lockOut(lock: string): (() => void) | null {
  if (!existsSync(lock)) return () => undefined;
  let db: Database.Database;
  try {
    db = new Database(lock, { fileMustExist: true, timeout: 200 });
  } catch {
    // Where the lock cannot be opened for writing, no program can own the book either.
    return () => undefined;
  }
  try {
    db.exec('BEGIN IMMEDIATE');
  } catch (error) {
    db.close();
    const isHeld = error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
    return isHeld ? null : () => undefined;
  }
  return () => {
    db.exec('ROLLBACK');
    db.close();
  };
}

function copyAside(files: readonly string[], scratch: string): AtRest | NotAtRest {
  const folder = mkdtempSync(join(scratch, 'counterfoil-verify-'));
  const release = (): void => rmSync(folder, { recursive: true, force: true });
  const [first = ''] = files;
  try {
    for (const file of files) {
      copyFileSync(file, join(folder, basename(file)), constants.COPYFILE_FICLONE);
    }
    return { path: join(folder, basename(first)), release };
  } catch (error) {
    release();
    throw error;
  }
}
