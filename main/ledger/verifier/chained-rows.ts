// The chained rows of a book, handed out deed by deed in the order in which they were written, each
// with whether it still has the mark that it kept.
import type Database from 'better-sqlite3';
import { asValue, BATCH_SPAN, sameBytes, sha256, type Value } from './format.ts';
import { CHAINED, HASHED_FIRST, type Layout, POSTING_COLUMNS } from './layout.ts';
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

/** All chained tables and the postings beside their entries. */
export class ChainedRows {
  private readonly db: Database.Database;
  private readonly sources = new Map<string, Source>();
  private readonly postings: PostingRows;

  constructor(db: Database.Database, meter: Meter) {
    this.db = db;
    this.postings = new PostingRows(db, meter);
    for (const [table, layout] of Object.entries(CHAINED)) {
      const read = reader(table, layout, this.postings, meter);
      const source = layout.byBatch ? batchSource(db, read) : plainSource(db, read);
      this.sources.set(table, source);
    }
  }

  *of(table: string, deed: bigint, batches: readonly bigint[]): Generator<ChainedRow> {
    yield* this.sources.get(table)?.take(deed, batches) ?? [];
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
    const posting = this.postings.unclaimed();
    return posting === null ? null : `postings ${posting} belongs to no entry`;
  }

  /** A cursor that has not ended keeps the connection busy. */
  close(): void {
    for (const source of this.sources.values()) source.close();
    this.postings.close();
  }
}

type Read = {
  readonly sql: string;
  readonly key: string;
  row(raw: readonly unknown[]): ChainedRow;
};

function reader(table: string, layout: Layout, postings: PostingRows, meter: Meter): Read {
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
      if (table === 'entries') fields.push(...postings.of(id, fields.at(-1) ?? null));
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
  // An entry's row takes its postings up as it is read, so a row is read when it is its turn.
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

/** The postings in order of their ids, which is the order of their entries. */
class PostingRows {
  private readonly rows: IterableIterator<unknown[]>;
  private readonly meter: Meter;
  private next: IteratorResult<unknown[]>;

  constructor(db: Database.Database, meter: Meter) {
    const sql = `SELECT entry, id, ${POSTING_COLUMNS.join(', ')} FROM postings ORDER BY id`;
    this.rows = db.prepare<[], unknown[]>(sql).raw().iterate();
    this.next = this.rows.next();
    this.meter = meter;
  }

  /** What an entry covers of its postings; one that is out of place adds its id, and so differs. */
  of(entry: bigint, first: Value): Value[] {
    const covered: Value[] = [];
    let place = first;
    while (this.next.done !== true && this.next.value[0] === entry) {
      const [, id, ...columns] = this.next.value;
      if (id !== place) covered.push(asValue(id));
      covered.push(...columns.map(asValue));
      place = typeof place === 'bigint' ? place + 1n : null;
      this.next = this.rows.next();
      this.meter.step();
    }
    return covered;
  }

  unclaimed(): string | null {
    return this.next.done === true ? null : String(this.next.value[1]);
  }

  close(): void {
    this.rows.return?.();
  }
}
