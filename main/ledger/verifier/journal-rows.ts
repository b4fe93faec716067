// The journal's rows, handed out in the groups in which a deed kept their marks, each group with the
// first of its rows that is missing or differs from its mark.
import type Database from 'better-sqlite3';
import { asValue, sameBytes, type Value } from './format.ts';
import { journalMarkOf } from './journal-format.ts';
import type { Meter } from './meter.ts';

/** Rows that are hashed together; `differing` in words, or null. */
export type Group = {
  readonly rows: readonly (readonly Value[])[];
  readonly differing: string | null;
};

const MOST_ROWS = 64;
const MARK = 4;

/** One table of the journal, read once in order of its ids, which have no gap. */
export class JournalTable {
  readonly columns: readonly string[];
  private readonly db: Database.Database;
  private readonly table: string;
  private readonly meter: Meter;
  private readonly marks: Database.Statement<[bigint], unknown>;
  private readonly rows: IterableIterator<unknown[]>;
  private next: IteratorResult<unknown[]>;
  private due = 1n;
  private deeds = 0;

  constructor(db: Database.Database, table: string, columns: readonly string[], meter: Meter) {
    this.columns = columns;
    this.db = db;
    this.table = table;
    this.meter = meter;
    this.marks = db
      .prepare<[bigint], unknown>(`SELECT ${table} FROM journal_marks WHERE deed = ?`)
      .pluck();
    const sql = `SELECT ${columns.join(', ')} FROM ${table} ORDER BY id`;
    this.rows = db.prepare<[], unknown[]>(sql).raw().iterate();
    this.next = this.rows.next();
  }

  /** The groups that `deed` wrote, up to one that differs. */
  *of(deed: bigint): Generator<Group> {
    const kept = this.marks.get(deed);
    if (kept === undefined) return;
    this.deeds += 1;
    const bytes = kept instanceof Uint8Array ? kept : new Uint8Array(0);
    for (let at = 0; at < bytes.length; ) {
      const count = bytes[at] ?? 0;
      const end = at + 1 + count * MARK;
      if (count === 0 || count > MOST_ROWS || end > bytes.length) {
        yield { rows: [], differing: `the marks of its ${this.table} are not whole` };
        return;
      }
      const group = this.group(bytes.subarray(at + 1, end));
      yield group;
      if (group.differing !== null) return;
      at = end;
    }
  }

  private group(marks: Uint8Array): Group {
    const rows: (readonly Value[])[] = [];
    let differing: string | null = null;
    for (let at = 0; at < marks.length && differing === null; at += MARK) {
      if (this.next.done === true || this.next.value[0] !== this.due) {
        differing = `${this.table} ${this.due} is missing`;
        break;
      }
      const row = this.next.value.map(asValue);
      if (!sameBytes(journalMarkOf(row), marks.subarray(at, at + MARK))) {
        differing = `${this.table} ${this.due} differs from its mark`;
      }
      rows.push(row);
      this.due += 1n;
      this.meter.step();
      this.next = this.rows.next();
    }
    return { rows, differing };
  }

  /** What no deed claimed, in words, or null. */
  unclaimed(): string | null {
    const owner = this.table === 'postings' ? 'entry' : 'deed';
    if (this.next.done !== true)
      return `${this.table} ${this.next.value[0]} belongs to no ${owner}`;
    const sql = 'SELECT count(*) FROM journal_marks';
    const left = Number(this.db.prepare<[], bigint>(sql).pluck().get() ?? 0n) - this.deeds;
    return left === 0 ? null : `journal_marks has ${left} rows that belong to no deed`;
  }

  /** A cursor that has not ended keeps the connection busy. */
  close(): void {
    this.rows.return?.();
  }
}
