// How a connection to a book is opened: every pragma is set, then read back. The driver's own
// default (WAL at synchronous=NORMAL) loses acknowledged payments when the power fails.
import type Database from 'better-sqlite3';
import { Fault } from '../domain/result.ts';
import { classified } from './faults.ts';
import { openKeyed } from './held-keys.ts';
import { APPLICATION_ID, SCHEMA_VERSION } from './schema.ts';

/** The first SQLite without the WAL-reset bug (sqlite.org/wal.html#walresetbug). */
const SQLITE_OLDEST = [3, 51, 3] as const;

/**
 * WAL pages at which the writer checkpoints by itself, in the middle of a commit: 64 MB, which a
 * thread beside it (`openForCheckpoints`) keeps from happening.
 */
const CHECKPOINT_PAGES = 16_384;

/** A connection that may only read: it cannot be handed to a function that writes. */
export type ReadableDb = { readonly db: Database.Database; readonly writes: boolean };
export type WritableDb = ReadableDb & { readonly writes: true };

/** Whether the dotted `version` comes before `oldest`; a part that is missing counts as 0. */
export function olderThan(version: string, oldest: readonly number[]): boolean {
  const parts = version.split('.').map(Number);
  for (const [index, wanted] of oldest.entries()) {
    const part = parts[index] ?? 0;
    if (part !== wanted) return part < wanted;
  }
  return false;
}

function assertSqliteVersion(db: Database.Database): void {
  const version = db.prepare<[], string>('SELECT sqlite_version()').pluck().get() ?? '0';
  if (olderThan(version, SQLITE_OLDEST)) {
    throw new Fault('sqlite_too_old', `SQLite ${version} is older than ${SQLITE_OLDEST.join('.')}`);
  }
}

/**
 * What a book's durability rests on, read back from the connection that writes it. Faults:
 * `pragma_refused`, `sqlite_too_old`.
 */
export function assertDurable(db: Database.Database): void {
  for (const [name, expected] of [
    ['synchronous', '2'],
    ['journal_mode', 'wal'],
  ] as const) {
    const read = String(db.pragma(name, { simple: true }));
    if (read !== expected) throw new Fault('pragma_refused', `${name} reads ${read}`);
  }
  assertSqliteVersion(db);
}

function setPragma(db: Database.Database, name: string, value: string, expected: unknown): void {
  db.pragma(`${name} = ${value}`);
  const read = db.pragma(name, { simple: true });
  if (read !== expected) {
    throw new Fault('pragma_refused', `${name} reads ${String(read)} after setting ${value}`);
  }
}

function openDatabase(path: string, options: Database.Options): Database.Database {
  try {
    return openKeyed(path, options);
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault('book_unreadable', `${path}: ${String(error)}`, { cause: error });
  }
}

/**
 * The writer's connection. Faults: `book_unreadable`, `not_a_book`, `book_from_newer_program`,
 * `book_from_older_program` (until 0.1.0 the layout is redrawn, not migrated), `book_key_wrong`,
 * `book_not_encrypted` (a plain file where keys are held), `sqlite_too_old`, `pragma_refused` (a network share has no WAL), and those of `classified`.
 */
export function openForWriting(path: string): WritableDb {
  const db = openDatabase(path, { timeout: 5000 });
  try {
    assertOurs(db, 'may_be_new');
    assertSqliteVersion(db);
    setPragma(db, 'journal_mode', 'WAL', 'wal');
    setPragma(db, 'synchronous', 'FULL', 2);
    setPragma(db, 'fullfsync', '1', 1);
    setPragma(db, 'checkpoint_fullfsync', '1', 1);
    setPragma(db, 'foreign_keys', 'ON', 1);
    setPragma(db, 'trusted_schema', 'OFF', 0);
    setPragma(db, 'cell_size_check', 'ON', 1);
    setPragma(db, 'cache_size', '-32768', -32768);
    setPragma(db, 'wal_autocheckpoint', String(CHECKPOINT_PAGES), CHECKPOINT_PAGES);
    db.defaultSafeIntegers(true);
    return { db, writes: true };
  } catch (error) {
    db.close();
    throw classified(error);
  }
}

/**
 * A connection that folds the write-ahead log back into the book, as durably as the writer would,
 * and can change nothing in it. Faults as {@link openForWriting}.
 */
export function openForCheckpoints(path: string): ReadableDb {
  const db = openDatabase(path, { fileMustExist: true, timeout: 5000 });
  try {
    assertOurs(db, 'must_be_made');
    assertSqliteVersion(db);
    setPragma(db, 'query_only', 'ON', 1);
    setPragma(db, 'synchronous', 'FULL', 2);
    setPragma(db, 'checkpoint_fullfsync', '1', 1);
    setPragma(db, 'trusted_schema', 'OFF', 0);
    db.defaultSafeIntegers(true);
    return { db, writes: false };
  } catch (error) {
    db.close();
    throw classified(error);
  }
}

/** A reader's connection: it can neither write nor be made to. Faults as {@link openForWriting}. */
export function openForReading(path: string): ReadableDb {
  const db = openDatabase(path, { readonly: true, fileMustExist: true, timeout: 5000 });
  try {
    assertOurs(db, 'must_be_made');
    assertSqliteVersion(db);
    setPragma(db, 'query_only', 'ON', 1);
    setPragma(db, 'trusted_schema', 'OFF', 0);
    db.defaultSafeIntegers(true);
    return { db, writes: false };
  } catch (error) {
    db.close();
    throw classified(error);
  }
}

/** A new file has neither mark; any other file must bear ours and be of a version we know. */
function assertOurs(db: Database.Database, age: 'may_be_new' | 'must_be_made'): void {
  try {
    const mark = db.pragma('application_id', { simple: true });
    const version = db.pragma('user_version', { simple: true });
    const tables = db.prepare<[], number>('SELECT count(*) FROM sqlite_schema').pluck().get();
    const isNew = mark === 0 && version === 0 && tables === 0;
    if (isNew && age === 'may_be_new') return;
    if (mark !== APPLICATION_ID)
      throw new Fault('not_a_book', 'the file is not a Counterfoil book');
    if (typeof version === 'number' && version > SCHEMA_VERSION) {
      throw new Fault('book_from_newer_program', `the book has schema version ${version}`);
    }
    if (version !== SCHEMA_VERSION) {
      throw new Fault('book_from_older_program', `the book has schema version ${version}`);
    }
  } catch (error) {
    const found = classified(error);
    if (found instanceof Fault) throw found;
    throw new Fault('book_damaged', String(error), { cause: error });
  }
}
