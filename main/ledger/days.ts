// The business days of the book: a day begins with the first entry booked in it, and once it is
// closed nothing more is (R8). Two can be open at once: the one that closes and the next.
import type Database from 'better-sqlite3';
import { assert } from '../domain/assert.ts';
import type { BusinessDate } from '../domain/dates.ts';
import type { Writing } from './journal.ts';

/** Where a day begins in the journal: nothing booked in it comes before. */
export type DayStart = {
  readonly day: BusinessDate;
  readonly firstEntry: number;
  readonly firstPosting: number;
};

type DayRow = { day: string; first_entry: bigint; first_posting: bigint };

/** The day before every other: no day is closed yet. */
const NEVER: BusinessDate = '0000-00-00';

export class Days {
  private readonly insert: Database.Statement;
  private readonly selectDays: Database.Statement<[], DayRow>;
  private readonly selectClosed: Database.Statement<[], string>;
  private readonly starts = new Map<BusinessDate, DayStart>();
  /** The day last booked in: almost always the next one too. */
  private current: BusinessDate = NEVER;
  private closed: BusinessDate = NEVER;

  constructor(db: Database.Database) {
    this.insert = db.prepare(
      `INSERT INTO days (id, deed, day, first_entry, first_posting, digest)
       VALUES (?, ?, ?, ?, ?, ?)`,
    );
    this.selectDays = db.prepare('SELECT day, first_entry, first_posting FROM days ORDER BY id');
    this.selectClosed = db
      .prepare<[], string>(`SELECT coalesce(max(day), '${NEVER}') FROM day_closings`)
      .pluck();
    this.discard();
  }

  /** The day that was closed last; every day up to it is closed. */
  get lastClosed(): BusinessDate {
    return this.closed;
  }

  isClosed(day: BusinessDate): boolean {
    return day <= this.closed;
  }

  /** Where `day` begins, or null: nothing is booked in it. */
  startOf(day: BusinessDate): DayStart | null {
    return this.starts.get(day) ?? null;
  }

  /** The days in which something is booked and that are not closed, oldest first. */
  open(): readonly BusinessDate[] {
    return [...this.starts.keys()].filter((day) => !this.isClosed(day)).sort();
  }

  /** An entry is booked in `day`: begins it where it is the first one. */
  book(w: Writing, day: BusinessDate, entry: number, posting: number): void {
    assert(day > this.closed, `nothing is booked in ${day}, which is closed`);
    if (day === this.current) return;
    if (!this.starts.has(day)) {
      const fields = [this.starts.size + 1, w.sequence, day, entry, posting];
      const digest = w.rows.add('days', fields);
      assert(this.insert.run([...fields, digest]).changes === 1, 'the day began');
      this.starts.set(day, { day, firstEntry: entry, firstPosting: posting });
    }
    this.current = day;
  }

  /** `day` was closed in the deed in hand, and with it every day before. */
  close(day: BusinessDate): void {
    assert(day > this.closed, 'days close in order');
    this.closed = day;
  }

  /** Reads what is on disk: the transaction rolled back. */
  discard(): void {
    this.starts.clear();
    for (const { day, first_entry, first_posting } of this.selectDays.iterate()) {
      const start = { day, firstEntry: Number(first_entry), firstPosting: Number(first_posting) };
      this.starts.set(day, start);
    }
    this.current = NEVER;
    this.closed = this.selectClosed.get() ?? NEVER;
  }
}
