// Where in a table the rows of later deeds begin: ids follow the deeds, so a few looks find it
// without an index that every insert would pay for.
import type Database from 'better-sqlite3';
import { paymentId } from './payment-ids.ts';
import { type ChainedTable, keyColumn } from './trail.ts';

/**
 * The first id in `table`, or of `batch` in it, that a deed after `after` wrote; past the last one
 * when there is none.
 */
export function firstAfter(
  db: Database.Database,
  table: ChainedTable,
  batch: number | null,
  after: bigint,
): bigint {
  const key = keyColumn(table);
  if (key === 'deed') return after + 1n;
  const last =
    db.prepare<[], bigint | null>(`SELECT max(${key}) FROM ${table}`).pluck().get() ?? 0n;
  let low = batch === null ? 0n : BigInt(paymentId(batch, 0));
  let high = batch === null ? last + 1n : BigInt(paymentId(batch + 1, 0));
  const next = db
    .prepare<[bigint, bigint], [bigint, bigint]>(
      `SELECT ${key}, deed FROM ${table} WHERE ${key} >= ? AND ${key} < ? ORDER BY ${key} LIMIT 1`,
    )
    .raw();
  // Rows before `low` are of earlier deeds; the first one from `high` on is not.
  while (low < high) {
    const middle = (low + high) / 2n;
    const found = next.get(middle, high);
    if (found === undefined || found[1] > after) high = middle;
    else low = found[0] + 1n;
  }
  return low;
}

/** The first posting of the first entry that a deed after `after` wrote. */
export function firstPostingAfter(db: Database.Database, after: bigint): bigint {
  const from = firstAfter(db, 'entries', null, after);
  const first = db
    .prepare<[bigint], bigint>(
      'SELECT first_posting FROM entries WHERE id >= ? ORDER BY id LIMIT 1',
    )
    .pluck()
    .get(from);
  if (first !== undefined) return first;
  const end = db
    .prepare<[], bigint>(
      'SELECT first_posting + posting_count FROM entries ORDER BY id DESC LIMIT 1',
    )
    .pluck()
    .get();
  return end ?? 0n;
}
