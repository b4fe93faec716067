// A copy of a book that may be in use: `VACUUM INTO` on a connection of its own reads one moment of
// it while others write, and the result lies still: no log, readable from read-only media.
import type Database from 'better-sqlite3';
import { Fault } from '../domain/result.ts';
import { openForReading } from './connection.ts';
import { classified } from './faults.ts';
import { openKeyed } from './held-keys.ts';
import { readChainHead } from './trail.ts';

/** Which book a file holds and where its chain ends. */
export type BookIdentity = {
  readonly instanceId: string;
  readonly demo: boolean;
  readonly head: Uint8Array;
  readonly count: number;
};

/**
 * Writes the book `source` as it is at this moment to `target`, which must not exist. Blocks the
 * thread until it is done. The connection only reads, but is not `query_only`, which would refuse
 * VACUUM. The copy has the key of its source. Faults as those of opening a book, and `disk_full`, `disk_failed` for the target.
 */
export function copyBook(source: string, target: string): void {
  let db: Database.Database;
  try {
    db = openKeyed(source, { readonly: true, fileMustExist: true, timeout: 5000 });
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault('book_unreadable', `${source}: ${String(error)}`, { cause: error });
  }
  try {
    db.prepare('VACUUM INTO ?').run(target);
  } catch (error) {
    throw classified(error);
  } finally {
    db.close();
  }
}

/** About how many bytes a copy of `source` will have, for the progress. */
export function bytesOfBook(source: string): number {
  const { db } = openForReading(source);
  try {
    const pages = Number(db.pragma('page_count', { simple: true }));
    return pages * Number(db.pragma('page_size', { simple: true }));
  } finally {
    db.close();
  }
}

/** Reads which book `file` is. Faults as those of opening a book. */
export function identify(file: string): BookIdentity {
  const { db } = openForReading(file);
  try {
    type Row = { instance_id: string; demo: bigint };
    const row = db.prepare<[], Row>('SELECT instance_id, demo FROM book').get();
    if (row === undefined) throw new Fault('not_a_book', `${file} does not say which it is`);
    const { digest, sequence } = readChainHead(db);
    return { instanceId: row.instance_id, demo: row.demo === 1n, head: digest, count: sequence };
  } catch (error) {
    throw classified(error);
  } finally {
    db.close();
  }
}

/** The SHA-256 of every original that the book names, as lower-case hexadecimal, in order. */
export function originalsOf(file: string): readonly string[] {
  const { db } = openForReading(file);
  try {
    const sql = `SELECT lower(hex(original)) FROM batches
      WHERE id NOT IN (SELECT subject_id FROM erasures WHERE subject = 'batch') ORDER BY 1`;
    return db.prepare<[], string>(sql).pluck().all();
  } catch (error) {
    throw classified(error);
  } finally {
    db.close();
  }
}
