// The chained rows of a book, handed out deed by deed in the order in which they were written, each
// with whether it still has the mark that it kept; those of the journal come in groups.
import type Database from 'better-sqlite3';
import { asValue, BATCH_SPAN, sameBytes, sha256, type Value } from './format.ts';
import { type Group, JournalTable } from './journal-rows.ts';
import { CHAINED, HASHED_FIRST, type Layout } from './layout.ts';
import type { Meter } from './meter.ts';
import { markOf } from './rows-format.ts';

export type ChainedRow = {
  readonly id: bigint;
  readonly deed: bigint;
  readonly fields: readonly Value[];
  /** Whether the fields have the mark that the row kept. */
  readonly isAsKept: boolean;
};

/** Rows of one table, by the deed that wrote them. */
type Source = {
  /** The rows of `deed` that come next; of `batches` only where rows are numbered by batch. */
  take(deed: bigint, batches: readonly bigint[]): Generator<ChainedRow>;
  taken(): number;
  close(): void;
};

/** All chained tables. */
export class ChainedRows {
  private readonly db: Database.Database;
  private readonly sources = new Map<string, Source>();
  private readonly journal = new Map<string, JournalTable>();

  constructor(db: Database.Database, meter: Meter) {
    this.db = db;
    for (const [table, layout] of Object.entries(CHAINED)) {
      if (layout.grouped) {
        this.journal.set(table, new JournalTable(db, table, layout.chained ?? [], meter));
        continue;
      }
      const read = reader(table, layout, meter);
      const source = layout.byBatch ? batchSource(db, read) : plainSource(db, read);
      this.sources.set(table, source);
    }
  }

  *of(table: string, deed: bigint, batches: readonly bigint[]): Generator<ChainedRow> {
    yield* this.sources.get(table)?.take(deed, batches) ?? [];
  }

  /** The rows of `deed` in a table that is hashed in groups. */
  *groupsOf(table: string, deed: bigint): Generator<Group> {
    yield* this.journal.get(table)?.of(deed) ?? [];
  }

  /** The first row that no deed claimed, in words, or null. */
  unclaimed(): string | null {
    for (const [table, source] of this.sources) {
      const [row] = CHAINED[table]?.byBatch ? [] : source.take(BATCH_SPAN * BATCH_SPAN, []);
      if (row !== undefined) return `${table} ${row.id} belongs to no deed`;
      const sql = `SELECT count(*) FROM ${table}`;
      const count = Number(this.db.prepare<[], bigint>(sql).pluck().get() ?? 0n);
      const left = count - source.taken();
      if (left !== 0) return `${table} has ${left} rows that belong to no deed`;
    }
    for (const table of this.journal.values()) {
      const row = table.unclaimed();
      if (row !== null) return row;
    }
    return null;
  }

  /** A cursor that has not ended keeps the connection busy. */
  close(): void {
    for (const source of this.sources.values()) source.close();
    for (const table of this.journal.values()) table.close();
  }
}

type Read = {
  readonly sql: string;
  readonly key: string;
  row(raw: readonly unknown[]): ChainedRow;
};

function reader(table: string, layout: Layout, meter: Meter): Read {
  const columns = layout.chained ?? [];
  const key = layout.key ?? 'id';
  const hashed = columns.indexOf(HASHED_FIRST[table] ?? '');
  return {
    key,
    sql: `SELECT ${columns.join(', ')}, digest, ${key}, deed FROM ${table}`,
    row(raw) {
      meter.step();
      const fields = raw.slice(0, columns.length).map(asValue);
      const large = fields[hashed];
      if (large instanceof Uint8Array) fields[hashed] = sha256(large);
      const id = asInteger(raw[columns.length + 1]);
      const isAsKept = sameBytes(raw[columns.length], markOf(fields));
      return { id, deed: asInteger(raw[columns.length + 2]), fields, isAsKept };
    },
  };
}

/** A key that is no integer can only stand in a damaged file; 0 is the id of nothing. */
function asInteger(value: unknown): bigint {
  return typeof value === 'bigint' ? value : 0n;
}

/** A table whose rows follow the deeds from its first to its last: one cursor reads it once. */
function plainSource(db: Database.Database, read: Read): Source {
  const rows = db.prepare<[], unknown[]>(`${read.sql} ORDER BY ${read.key}`).raw().iterate();
  let next = rows.next();
  let waiting: ChainedRow | null = null;
  let taken = 0;
  const peek = (): ChainedRow | null => {
    if (waiting === null && next.done !== true) {
      waiting = read.row(next.value);
      next = rows.next();
    }
    return waiting;
  };
  return {
    *take(deed) {
      for (let row = peek(); row !== null && row.deed <= deed; row = peek()) {
        waiting = null;
        taken += 1;
        yield row;
      }
    },
    taken: () => taken,
    close: () => rows.return?.(),
  };
}

/** A table numbered by batch: each batch is read on from where its last deed ended. */
function batchSource(db: Database.Database, read: Read): Source {
  const where = `${read.sql} WHERE id >= ? AND id < ? ORDER BY id`;
  const select = db.prepare<[bigint, bigint], unknown[]>(where).raw();
  const reached = new Map<bigint, bigint>();
  let taken = 0;
  return {
    *take(deed, batches) {
      for (const batch of batches) {
        const end = (batch + 1n) * BATCH_SPAN;
        let from = reached.get(batch) ?? batch * BATCH_SPAN;
        for (const raw of select.iterate(from, end)) {
          const row = read.row(raw);
          if (row.deed > deed) break;
          from = row.id + 1n;
          taken += 1;
          yield row;
        }
        reached.set(batch, from);
      }
    },
    taken: () => taken,
    close: () => undefined,
  };
}
