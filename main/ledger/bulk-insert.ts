// Many rows per INSERT statement: the driver's cost is per call, not per row.
import type Database from 'better-sqlite3';
import { assert } from '../domain/assert.ts';

export type SqlValue = string | number | bigint | Uint8Array | null;

/** Rows in one statement: beyond about fifty the gain is gone and the statement grows. */
const ROWS_PER_STATEMENT = 40;

/** Collects rows of one table and writes them in order when full or when told to. */
export type BulkInsert = {
  /** Adds one row; the values are in the order of `columns`. */
  readonly add: (row: readonly SqlValue[]) => void;
  /** Writes what is collected. Every transaction flushes before it reads or commits. */
  readonly flush: () => void;
  /** Forgets what is collected: the transaction was rolled back. */
  readonly discard: () => void;
};

export function bulkInsert(
  db: Database.Database,
  table: string,
  columns: readonly string[],
): BulkInsert {
  const width = columns.length;
  const row = `(${columns.map(() => '?').join(',')})`;
  const sql = (rows: number): string =>
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${Array(rows).fill(row).join(',')}`;
  const many = db.prepare(sql(ROWS_PER_STATEMENT));
  const one = db.prepare(sql(1));
  let pending: SqlValue[] = [];

  function flush(): void {
    const values = pending;
    pending = [];
    for (let at = 0; at < values.length; at += width) {
      const result = one.run(values.slice(at, at + width));
      assert(result.changes === 1, `one row was added to ${table}`);
    }
  }

  return {
    add: (values) => {
      assert(values.length === width, `a row of ${table} has ${width} values`);
      for (const value of values) pending.push(value);
      if (pending.length < width * ROWS_PER_STATEMENT) return;
      const result = many.run(pending);
      assert(result.changes === ROWS_PER_STATEMENT, `all rows were added to ${table}`);
      pending = [];
    },
    flush,
    discard: () => {
      pending = [];
    },
  };
}
