// The journal read back as its links cover it: the entries and postings of a deed, in the groups that
// the deed kept the marks of, folded again; the first row that is missing or differs is named.
import type Database from 'better-sqlite3';
import { ENTRY_COLUMNS, POSTING_FOLDED } from './entries.ts';
import { firstAfter, firstPostingAfter } from './first-after.ts';
import { GROUP_ROWS, type GroupFold, shapesOf } from './group-fold.ts';
import type { JournalFolds } from './trail.ts';

type MarksRow = { entries: unknown; postings: unknown };

const NONE = Buffer.alloc(0);
const MARK_BYTES = 4;
/** Below every sequence number, also one that somebody made up. */
const NO_DEED = -(2n ** 52n);

/** All of the journal, handed out deed by deed; where `after` is given, what later deeds wrote. */
export class JournalRows {
  private readonly db: Database.Database;
  private readonly after: bigint | null;
  private readonly entries: TableRows;
  private readonly postings: TableRows;
  private readonly marks: Database.Statement<[bigint], MarksRow>;
  private marked = 0;

  constructor(db: Database.Database, after: bigint | null = null) {
    this.db = db;
    this.after = after;
    // Ids begin with 1, also where the stretch begins before anything was booked.
    const entry = after === null ? 1n : firstOf(firstAfter(db, 'entries', null, after));
    const posting = after === null ? 1n : firstOf(firstPostingAfter(db, after));
    const isWhole = after === null;
    this.entries = new TableRows(db, 'entries', ENTRY_COLUMNS, isWhole ? null : entry);
    this.postings = new TableRows(db, 'postings', POSTING_FOLDED, isWhole ? null : posting);
    this.marks = db.prepare('SELECT entries, postings FROM journal_marks WHERE deed = ?');
  }

  /** Folds what `deed` wrote, and answers what differs first, in words; null where nothing does. */
  fold(deed: bigint, folds: JournalFolds): string | null {
    const kept = this.marks.get(deed);
    if (kept === undefined) return null;
    this.marked += 1;
    return (
      this.entries.fold(asBytes(kept.entries), folds.entries) ??
      this.postings.fold(asBytes(kept.postings), folds.postings)
    );
  }

  /** What no deed claimed, in words, or null. */
  left(): string | null {
    const entry = this.entries.left();
    if (entry !== null) return `entries ${entry} belongs to no deed`;
    const posting = this.postings.left();
    if (posting !== null) return `postings ${posting} belongs to no entry`;
    const count = this.db
      .prepare<[bigint], bigint>('SELECT count(*) FROM journal_marks WHERE deed > ?')
      .pluck()
      .get(this.after ?? NO_DEED);
    const left = Number(count) - this.marked;
    return left === 0 ? null : `journal_marks has ${left} rows that belong to no deed`;
  }

  /** Lets go of the connection: a damaged file can stop the reading anywhere. */
  close(): void {
    this.entries.close();
    this.postings.close();
  }
}

function firstOf(id: bigint): bigint {
  return id < 1n ? 1n : id;
}

/** A table of the journal in order of its ids, which have no gap. */
class TableRows {
  private readonly table: string;
  private readonly columns: readonly string[];
  private readonly rows: IterableIterator<unknown[]>;
  private next: IteratorResult<unknown[]>;
  /** The id that the next row has. */
  private due: bigint;

  constructor(
    db: Database.Database,
    table: string,
    columns: readonly string[],
    from: bigint | null,
  ) {
    const where = from === null ? '' : `WHERE id >= ${from}`;
    const sql = `SELECT ${columns.join(', ')} FROM ${table} ${where} ORDER BY id`;
    this.table = table;
    this.columns = columns;
    // Where no entry came before the stretch, its first row is looked for from 0 on.
    this.due = from === null || from === 0n ? 1n : from;
    this.rows = db.prepare<[], unknown[]>(sql).raw().iterate();
    this.next = this.rows.next();
  }

  /** Folds as many rows as `kept` has marks of, in its groups. */
  fold(kept: Buffer, fold: GroupFold): string | null {
    let at = 0;
    while (at < kept.length) {
      const count = kept.readUInt8(at);
      at += 1;
      if (count === 0 || count > GROUP_ROWS || at + count * MARK_BYTES > kept.length) {
        return `the marks of its ${this.table} are not whole`;
      }
      const problem = this.foldGroup(kept.subarray(at, at + count * MARK_BYTES), fold);
      if (problem !== null) return problem;
      at += count * MARK_BYTES;
    }
    return null;
  }

  private foldGroup(kept: Buffer, fold: GroupFold): string | null {
    const { table } = this;
    const group: (readonly unknown[])[] = [];
    for (let at = 0; at < kept.length; at += MARK_BYTES) {
      if (this.next.done === true || this.next.value[0] !== this.due) {
        return `${table} ${this.due} is missing`;
      }
      const row = this.next.value.map((value, column) => asWritten(this.columns[column], value));
      if (row.includes(null)) return `${table} ${this.due} differs from its mark`;
      group.push(row);
      this.due += 1n;
      this.next = this.rows.next();
    }
    fold.add(group, 0, group.length, shapesOf(group, this.columns.length));
    const marks = fold.lastMarks();
    const first = this.due - BigInt(group.length);
    for (const [at] of group.entries()) {
      if (marks[at] === kept.readInt32BE(at * MARK_BYTES)) continue;
      return `${table} ${first + BigInt(at)} differs from its mark`;
    }
    return null;
  }

  left(): string | null {
    return this.next.done === true ? null : String(this.next.value[0]);
  }

  close(): void {
    this.rows.return?.();
  }
}

const TEXTS: ReadonlySet<string | undefined> = new Set([
  'event',
  'booking_date',
  'value_date',
  'settlement_date',
  'layer',
  'currency',
]);

/** A value as the writer had it; null for what it never writes, which a damaged file can hold. */
function asWritten(column: string | undefined, value: unknown): unknown {
  if (TEXTS.has(column)) return typeof value === 'string' ? value : null;
  if (typeof value !== 'bigint') return null;
  return column === 'amount' ? value : Number(value);
}

function asBytes(value: unknown): Buffer {
  return Buffer.isBuffer(value) ? value : NONE;
}
