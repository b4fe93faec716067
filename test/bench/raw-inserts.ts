// The floor that a journey is set against: the very rows it wrote, inserted many at a time into
// plain tables without index, trigger or check, as durably, a thousand payments per transaction.

import { join } from 'node:path';
import Database from 'better-sqlite3';

const TABLES = ['payments', 'creditors', 'entries', 'postings'] as const;
const PAYMENTS_PER_TRANSACTION = 1000;
const ROWS_PER_STATEMENT = 40;

type Values = (string | number | bigint | Buffer | null)[];

export type RawRows = {
  readonly payments: number;
  readonly tables: readonly {
    readonly name: string;
    readonly width: number;
    readonly rows: Values[];
  }[];
};

/** The rows of a book that a journey has ended in, in the order it wrote them. */
export function rowsOfBook(folder: string): RawRows {
  const db = new Database(join(folder, 'book.db'), { readonly: true });
  db.defaultSafeIntegers(true);
  const tables = TABLES.map((name) => {
    const rows = db.prepare<[], Values>(`SELECT * FROM ${name} ORDER BY rowid`).raw().all();
    return { name, width: rows[0]?.length ?? 0, rows };
  });
  db.close();
  return { payments: tables[0]?.rows.length ?? 0, tables };
}

/** Inserts all of it into a new file in `folder`; answers how many payments there were. */
export function insertRaw(folder: string, { payments, tables }: RawRows): number {
  const db = new Database(join(folder, `raw-${process.hrtime.bigint()}.db`));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  const writers = tables.map(({ name, width, rows }) => {
    const columns = Array.from({ length: width }, (_, at) => `c${at}`).join(', ');
    db.exec(`CREATE TABLE ${name} (${columns})`);
    const one = `(${Array(width).fill('?').join(',')})`;
    const sql = (count: number): string =>
      `INSERT INTO ${name} VALUES ${Array(count).fill(one).join(',')}`;
    return { rows, many: db.prepare(sql(ROWS_PER_STATEMENT)), single: db.prepare(sql(1)) };
  });
  for (let from = 0; from < payments; from += PAYMENTS_PER_TRANSACTION) {
    const to = Math.min(from + PAYMENTS_PER_TRANSACTION, payments);
    db.exec('BEGIN IMMEDIATE');
    for (const { rows, many, single } of writers) {
      const share = (at: number): number => Math.round((rows.length * at) / payments);
      let row = share(from);
      for (const end = share(to); row < end; ) {
        const count = end - row >= ROWS_PER_STATEMENT ? ROWS_PER_STATEMENT : 1;
        (count === 1 ? single : many).run(rows.slice(row, row + count).flat());
        row += count;
      }
    }
    db.exec('COMMIT');
  }
  db.close();
  return payments;
}
