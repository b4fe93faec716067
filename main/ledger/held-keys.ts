// The keys with which this thread opens databases: none where the book is plain. They are held in
// one place per thread, so that no path to a file of the book can forget them.
import Database from 'better-sqlite3';
import { assert } from '../domain/assert.ts';
import { Fault } from '../domain/result.ts';

/** Bytes of a key. */
export const KEY_BYTES = 32;

let held: readonly Uint8Array[] = [];

/**
 * Holds the keys of this thread: the first is the book's, the others are those it had before, for
 * backups of their time. The bytes are not copied, so whoever gave them can clear them.
 */
export function holdKeys(keys: readonly Uint8Array[]): void {
  for (const key of keys) assert(key.length === KEY_BYTES, 'a key is 32 bytes');
  held = keys;
}

/** The keys of this thread, the book's own first; none for a plain book. */
export function heldKeys(): readonly Uint8Array[] {
  return held;
}

/**
 * Gives a connection its key; nothing else may have been said on it. Temporary tables then stay in
 * memory: the cipher does not cover the files that SQLite would make for them.
 */
export function unlock(db: Database.Database, key: Uint8Array | null): void {
  if (key === null) return;
  // Four lanes side by side under one key of 256 bits: a page costs a third less than with one lane.
  db.pragma("cipher = 'aegis'");
  db.pragma("algorithm = 'aegis-256x4'");
  db.pragma(`key = "raw:${hexOf(key)}"`);
  db.pragma('temp_store = MEMORY');
}

/** The key as SQL names it in `ATTACH … KEY`; a plain database has an empty one. */
export function keyWord(key: Uint8Array | null): string {
  return key === null ? '' : `raw:${hexOf(key)}`;
}

function hexOf(key: Uint8Array): string {
  return Buffer.from(key.buffer, key.byteOffset, key.byteLength).toString('hex');
}

/**
 * The key that opens the file at `path`: the first held one that does, null for a plain file. A
 * file that is not there or is empty will be the book's own. It is tried on connections that can
 * only read, for one with another key must not come near the log. Faults: `book_key_wrong` when
 * keys are held and none fits, and whatever else keeps the file from being opened.
 */
export function keyOf(path: string): Uint8Array | null {
  const [own] = held;
  if (own === undefined) return null;
  for (const key of [...held, null]) {
    const found = tried(path, key);
    if (found === 'absent') return own;
    if (found === 'opens') return key;
  }
  throw new Fault('book_key_wrong', `no key that is held opens ${path}`);
}

/** Whether `key` opens the file at `path`. */
export function opensWith(path: string, key: Uint8Array): boolean {
  return tried(path, key) === 'opens';
}

function tried(path: string, key: Uint8Array | null): 'opens' | 'other' | 'absent' {
  let db: Database.Database;
  try {
    db = new Database(path, { readonly: true, fileMustExist: true, timeout: 5000 });
  } catch {
    return 'absent';
  }
  try {
    unlock(db, key);
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    return 'opens';
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code === 'SQLITE_NOTADB') return 'other';
    throw error;
  } finally {
    db.close();
  }
}

/**
 * Opens the database at `path` with the key that fits it. A plain file is never written to while
 * keys are held: fault `book_not_encrypted`. Other faults as {@link keyOf}.
 */
export function openKeyed(path: string, options: Database.Options): Database.Database {
  const key = keyOf(path);
  if (key === null && held.length > 0 && options.readonly !== true) {
    throw new Fault('book_not_encrypted', `${path} is plain, and the book is encrypted`);
  }
  const db = new Database(path, options);
  try {
    unlock(db, key);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}
