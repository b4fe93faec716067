// A book that went on from a backup: what may have left after the backup was made waits for a
// person, so that nothing that was sent already leaves again (domain.md, scenario 23).
import type Database from 'better-sqlite3';
import { assert, known } from '../domain/assert.ts';
import type { Writing } from './journal.ts';
import { RECORDS_PER_BATCH } from './payment-ids.ts';
import { nextId } from './retention.ts';

/** From which link the book goes on, and where the one that was replaced had ended. */
export type Restored = {
  readonly backupHead: Uint8Array;
  readonly backupCount: number;
  /** Null, with count 0, when the replaced book could not be read. */
  readonly replacedHead: Uint8Array | null;
  readonly replacedCount: number;
};

/** Neighbouring records, the last one included. */
export type Stretch = { readonly firstRecord: number; readonly lastRecord: number };

/** What the rail says of payments that may have left: they came there, or they did not. */
export const RAIL_WORDS = ['not_sent', 'sent'] as const;
export type RailWord = (typeof RAIL_WORDS)[number];

/** A batch of which something waits: the hold and the stretches that no person has released. */
export type WaitingOutgoing = {
  readonly hold: number;
  readonly batch: number;
  readonly stretches: readonly Stretch[];
};

/** Payments that can neither leave nor have left unknown to the book. */
const AT_REST = "('settled', 'rejected', 'cancelled')";

const WHOLE: Stretch = { firstRecord: 0, lastRecord: RECORDS_PER_BATCH - 1 };

export class Restores {
  private readonly db: Database.Database;

  constructor(db: Database.Database) {
    this.db = db;
  }

  /** Keeps the restore and holds every batch of which something may have left; answers how many. */
  record(w: Writing, restored: Restored): { restore: number; held: number } {
    const restore = nextId(this.db, 'restores');
    const { backupHead, backupCount, replacedHead, replacedCount } = restored;
    const fields = [restore, w.sequence, backupHead, backupCount, replacedHead, replacedCount];
    const digest = w.rows.add('restores', fields);
    const insert = this.db.prepare('INSERT INTO restores VALUES (?, ?, ?, ?, ?, ?, ?)');
    assert(insert.run([...fields, digest]).changes === 1, 'the restore was kept');
    const batches = this.unsettled();
    for (const batch of batches) this.hold(w, restore, batch);
    return { restore, held: batches.length };
  }

  /** Batches with records that are not judged yet, or payments that have not ended. */
  private unsettled(): readonly number[] {
    const sql = `SELECT b.id FROM batches b WHERE b.number_of_transactions >
        coalesce((SELECT sum(payments) FROM batch_totals t
          WHERE t.batch = b.id AND t.status IN ${AT_REST}), 0) ORDER BY b.id`;
    return this.db.prepare<[], bigint>(sql).pluck().all().map(Number);
  }

  private hold(w: Writing, restore: number, batch: number): void {
    const fields = [nextId(this.db, 'outgoing_holds'), w.sequence, restore, batch];
    const digest = w.rows.add('outgoing_holds', fields);
    const insert = this.db.prepare('INSERT INTO outgoing_holds VALUES (?, ?, ?, ?, ?)');
    assert(insert.run([...fields, digest]).changes === 1, 'the batch was held');
  }

  /** What of a batch still waits since the last restore that held it; null where nothing does. */
  waiting(batch: number): WaitingOutgoing | null {
    const newest = 'SELECT max(id) FROM outgoing_holds WHERE batch = ?';
    const found = this.db.prepare<[number], bigint | null>(newest).pluck().get(batch) ?? null;
    if (found === null) return null;
    const hold = Number(found);
    const released = this.db
      .prepare<[number], { first_record: bigint; last_record: bigint }>(
        'SELECT first_record, last_record FROM outgoing_releases WHERE hold = ? ORDER BY id',
      )
      .all(hold);
    let stretches: readonly Stretch[] = [WHOLE];
    for (const { first_record, last_record } of released) {
      const stretch = { firstRecord: Number(first_record), lastRecord: Number(last_record) };
      stretches = without(stretches, stretch);
    }
    return stretches.length === 0 ? null : { hold, batch, stretches };
  }

  /** Keeps what a person found out about some records; the caller has checked that they wait. */
  release(w: Writing, hold: number, { firstRecord, lastRecord }: Stretch, word: RailWord): void {
    const id = nextId(this.db, 'outgoing_releases');
    const fields = [id, w.sequence, hold, firstRecord, lastRecord, word];
    const digest = w.rows.add('outgoing_releases', fields);
    const insert = this.db.prepare('INSERT INTO outgoing_releases VALUES (?, ?, ?, ?, ?, ?, ?)');
    assert(insert.run([...fields, digest]).changes === 1, 'the release was kept');
  }

  /** When the book was last put back to a backup, in milliseconds UTC; null where it never was. */
  lastAt(): number | null {
    const sql = `SELECT d.at FROM restores r JOIN deeds d ON d.sequence = r.deed
      ORDER BY r.id DESC LIMIT 1`;
    const at = this.db.prepare<[], bigint>(sql).pluck().get();
    return at === undefined ? null : Number(at);
  }

  /** How many restores the book has been through. */
  count(): number {
    const count = this.db.prepare<[], bigint>('SELECT count(*) FROM restores').pluck().get();
    return Number(known(count, 'the query answers one row'));
  }
}

/** `stretches` without the records of `taken`. */
export function without(stretches: readonly Stretch[], taken: Stretch): readonly Stretch[] {
  return stretches.flatMap(({ firstRecord, lastRecord }) => {
    const before = { firstRecord, lastRecord: Math.min(lastRecord, taken.firstRecord - 1) };
    const after = { firstRecord: Math.max(firstRecord, taken.lastRecord + 1), lastRecord };
    return [before, after].filter((each) => each.firstRecord <= each.lastRecord);
  });
}
