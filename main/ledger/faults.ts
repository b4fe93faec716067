// What SQLite says went wrong, named as the fault of the world that it is: a person frees a disk
// or restores a backup on the strength of this word.
import Database from 'better-sqlite3';
import { Fault } from '../domain/result.ts';

/** SQLite's primary result codes (sqlite.org/rescode.html) that the world, not the code, causes. */
const FAULTS: readonly (readonly [prefix: string, code: string])[] = [
  ['SQLITE_FULL', 'disk_full'],
  ['SQLITE_IOERR', 'disk_failed'],
  ['SQLITE_CORRUPT', 'book_damaged'],
  ['SQLITE_NOTADB', 'not_a_book'],
  ['SQLITE_READONLY', 'book_read_only'],
  ['SQLITE_CANTOPEN', 'book_unreadable'],
  ['SQLITE_BUSY', 'book_busy'],
  ['SQLITE_LOCKED', 'book_busy'],
];

/** The fault that `error` is, or `error` itself where SQLite refused what our own code asked. */
export function classified(error: unknown): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const found = FAULTS.find(([prefix]) => error.code.startsWith(prefix));
  if (found === undefined) return error;
  return new Fault(found[1], `${error.code}: ${error.message}`, { cause: error });
}
