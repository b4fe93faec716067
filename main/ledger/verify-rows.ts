// The rows that a link covers, read back in the order in which their deeds wrote them, one at a time
// and with flat memory, to be folded again; those of the journal are read beside (verify-journal.ts).
import type Database from 'better-sqlite3';
import { COVERED } from './covered-columns.ts';
import { contentHash, type Field } from './digest.ts';
import { firstAfter } from './first-after.ts';
import { paymentId } from './payment-ids.ts';
import { keyColumn, MARKED_TABLES, type MarkedTable } from './trail.ts';

/** A row with what its digest covers. */
export type ChainedRow = {
  readonly id: bigint;
  readonly deed: bigint;
  readonly digest: Buffer;
  readonly fields: readonly Field[];
};

/**
 * Numbered by batch: their ids follow the deeds within a batch only, for batches are judged side
 * by side.
 */
const BY_BATCH: ReadonlySet<MarkedTable> = new Set(['payment_informations', 'payments']);

/**
 * All rows that the chain covers, handed out deed by deed; where `after` is given, those of the
 * deeds after it only.
 */
export class ChainedRows {
  private readonly db: Database.Database;
  private readonly after: bigint | null;
  private readonly cursors = new Map<string, RowCursor>();
  private readonly taken = new Map<MarkedTable, number>();

  constructor(db: Database.Database, after: bigint | null = null) {
    this.db = db;
    this.after = after;
  }

  /** The rows of `table` that `deed` wrote; where they are numbered by batch, those of `batches`. */
  *of(table: MarkedTable, deed: bigint, batches: Iterable<number>): Generator<ChainedRow> {
    for (const batch of BY_BATCH.has(table) ? batches : [null]) {
      const cursor = this.cursor(table, batch);
      for (let row = cursor.take(deed); row !== null; row = cursor.take(deed)) {
        this.taken.set(table, (this.taken.get(table) ?? 0) + 1);
        yield row;
      }
    }
  }

  private cursor(table: MarkedTable, batch: number | null): RowCursor {
    const key = `${table} ${batch}`;
    const open = this.cursors.get(key);
    if (open !== undefined) return open;
    const { db, after } = this;
    const from = after === null ? null : firstAfter(db, table, batch, after);
    const cursor = new RowCursor(rowsOf(db, { table, batch, from }));
    this.cursors.set(key, cursor);
    return cursor;
  }

  /** Where rows are left that no deed claimed, or null. */
  left(): string | null {
    for (const table of MARKED_TABLES) {
      const row = BY_BATCH.has(table) ? this.leftInBatches(table) : this.cursor(table, null).left();
      if (row !== null) return `${table} ${row.id} belongs to no deed`;
      // What lies before a stretch is not read, so how many rows there are in all says nothing.
      if (this.after !== null) continue;
      const count = this.db.prepare<[], bigint>(`SELECT count(*) FROM ${table}`).pluck().get();
      const left = Number(count) - (this.taken.get(table) ?? 0);
      if (left !== 0) return `${table} has ${left} rows that belong to no deed`;
    }
    return null;
  }

  /** Of a stretch, a row in one of its batches; of the whole chain, the counts tell. */
  private leftInBatches(table: MarkedTable): ChainedRow | null {
    if (this.after === null) return null;
    for (const [key, cursor] of this.cursors) {
      if (key.startsWith(`${table} `) && cursor.left() !== null) return cursor.left();
    }
    return null;
  }

  /** Lets go of the connection: a damaged file can stop the reading anywhere. */
  close(): void {
    for (const cursor of this.cursors.values()) cursor.close();
  }
}

/**
 * A row of a later deed than `last` in the batches that were judged after the deed `after`, or null:
 * where a chain is verified in stretches, no stretch looks beyond its own end.
 */
export function unclaimedSince(db: Database.Database, after: number, last: number): string | null {
  const batches = db
    .prepare<[number], bigint>('SELECT DISTINCT batch FROM epochs WHERE deed > ? ORDER BY batch')
    .pluck()
    .all(after);
  for (const table of BY_BATCH) {
    const find = db
      .prepare<[number, number, number], bigint>(
        `SELECT id FROM ${table} WHERE id >= ? AND id < ? AND deed > ? LIMIT 1`,
      )
      .pluck();
    for (const batch of batches.map(Number)) {
      const row = find.get(paymentId(batch, 0), paymentId(batch + 1, 0), last);
      if (row !== undefined) return `${table} ${row} belongs to no deed`;
    }
  }
  return null;
}

/** A table's rows in the order they were written, one at a time. */
class RowCursor {
  private readonly rows: Generator<ChainedRow>;
  private current: ChainedRow | null = null;

  constructor(rows: Generator<ChainedRow>) {
    this.rows = rows;
    this.step();
  }

  private step(): void {
    const next = this.rows.next();
    this.current = next.done === true ? null : next.value;
  }

  /** The next row if it belongs to `deed` or to one before it; null when there is no more. */
  take(deed: bigint): ChainedRow | null {
    const row = this.current;
    if (row === null || row.deed > deed) return null;
    this.step();
    return row;
  }

  /** A row that no deed claimed. */
  left(): ChainedRow | null {
    return this.current;
  }

  /** Lets go of the connection, which a cursor that has not ended keeps busy. */
  close(): void {
    this.rows.return(undefined);
  }
}

/** The rows of a table, or of one batch in it, from an id on; null is from the first. */
type Stretch = {
  readonly table: MarkedTable;
  readonly batch: number | null;
  readonly from: bigint | null;
};

function* rowsOf(db: Database.Database, { table, batch, from }: Stretch): Generator<ChainedRow> {
  const columns = COVERED[table];
  const order = keyColumn(table);
  const bounds = [
    ...(batch === null ? [] : [`id >= ${paymentId(batch, 0)}`, `id < ${paymentId(batch + 1, 0)}`]),
    ...(from === null ? [] : [`${order} >= ${from}`]),
  ];
  const where = bounds.length === 0 ? '' : `WHERE ${bounds.join(' AND ')}`;
  const sql = `SELECT ${columns.join(', ')}, digest, ${order} AS id, deed FROM ${table} ${where}
    ORDER BY ${order}`;
  const rows = db.prepare<[], unknown[]>(sql).raw();
  for (const row of rows.iterate()) yield chainedRow(row, columns, table);
}

function chainedRow(
  row: readonly unknown[],
  columns: readonly string[],
  table: MarkedTable,
): ChainedRow {
  const fields = row.slice(0, columns.length).map(asField);
  const [digest, id, deed] = row.slice(columns.length);
  if (!Buffer.isBuffer(digest) || typeof id !== 'bigint' || typeof deed !== 'bigint') {
    return { id: 0n, deed: 0n, digest: Buffer.alloc(0), fields };
  }
  // The delta itself is large: its row covers the SHA-256 of it.
  const large = table === 'epochs' ? columns.indexOf('state_delta') : -1;
  const delta = fields[large];
  if (delta instanceof Uint8Array) fields[large] = contentHash(delta);
  return { id, deed, digest, fields };
}

function asField(value: unknown): Field {
  if (value === null || typeof value === 'string' || typeof value === 'bigint') return value;
  return value instanceof Uint8Array ? value : null;
}
