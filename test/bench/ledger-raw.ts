// The floors that the ledger is set against, all as durable as it is and without index, trigger or
// check: one row per posting of as many bytes as all that the ledger writes of it, by one prepared
// statement for each row (what is called raw inserts); the same rows, many to a statement, which is
// as little as a posting could ever be; and the very rows that the ledger wrote, bare.

import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { LedgerBook, PostingColumns } from './ledger-book.ts';

export const ROWS_PER_STATEMENT = 64;
/** What a lean row takes besides its blob: pointer, sizes, header, id, two accounts, amount. */
const ROW_OVERHEAD = 22;

type Value = string | number | bigint | Uint8Array | null | undefined;

/** Inserts the postings from `from` up to `to` in one transaction. */
export type RawInserts = {
  readonly commit: (from: number, to: number) => void;
  readonly close: () => void;
};

/** The last `count` entries and postings of the book, to be inserted again into bare tables. */
export function sameRows(folder: string, { book }: LedgerBook, count: number): RawInserts {
  const db = openRaw(join(folder, 'raw-same.db'));
  const tables = (['entries', 'postings'] as const).map((name) => {
    const rows = book.db
      .prepare<[number], Value[]>(`SELECT * FROM ${name} ORDER BY id DESC LIMIT ?`)
      .raw()
      .all(count);
    const width = rows[0]?.length ?? 0;
    db.exec(`CREATE TABLE ${name} (${Array.from({ length: width }, (_, at) => `c${at}`)})`);
    return { rows, insert: inserter(db, name, width) };
  });
  return {
    commit: (from, to) => {
      db.exec('BEGIN IMMEDIATE');
      for (const { rows, insert } of tables) insert(from, to, (at) => rows[at] ?? []);
      db.exec('COMMIT');
    },
    close: () => db.close(),
  };
}

/**
 * One row per posting of `bytes` bytes: id, two accounts, amount, and a blob for the rest; so many
 * rows to a statement.
 */
export function leanRows(
  folder: string,
  columns: PostingColumns,
  { bytes, rowsPerStatement }: { readonly bytes: number; readonly rowsPerStatement: number },
): RawInserts {
  const db = openRaw(join(folder, `raw-lean-${rowsPerStatement}.db`));
  db.exec('CREATE TABLE postings (id INTEGER PRIMARY KEY, debit, credit, amount, rest)');
  const insert = inserter(db, 'postings', 5, rowsPerStatement);
  const rest = Buffer.alloc(Math.max(0, Math.round(bytes) - ROW_OVERHEAD), 0x2a);
  const { debit, credit, amount } = columns;
  let id = 0;
  return {
    commit: (from, to) => {
      db.exec('BEGIN IMMEDIATE');
      insert(from, to, (at) => {
        id += 1;
        return [id, debit[at], credit[at], amount[at], rest];
      });
      db.exec('COMMIT');
    },
    close: () => db.close(),
  };
}

function openRaw(file: string): Database.Database {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('wal_autocheckpoint = 16384');
  db.pragma('cache_size = -32768');
  db.defaultSafeIntegers(true);
  return db;
}

function inserter(
  db: Database.Database,
  table: string,
  width: number,
  most: number = ROWS_PER_STATEMENT,
) {
  const row = `(${Array(width).fill('?').join(',')})`;
  const prepared = (rows: number): Database.Statement =>
    db.prepare(`INSERT INTO ${table} VALUES ${Array(rows).fill(row).join(',')}`);
  const many = prepared(most);
  const one = prepared(1);
  return (from: number, to: number, rowAt: (at: number) => readonly Value[]): void => {
    for (let at = from; at < to; ) {
      const count = to - at >= most ? most : 1;
      const values: Value[] = [];
      for (const end = at + count; at < end; at += 1) values.push(...rowAt(at));
      (count === 1 ? one : many).run(values);
    }
  };
}
