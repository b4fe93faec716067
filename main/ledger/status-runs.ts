// The trail of statuses: neighbouring payments that changed alike are one row, so that an epoch of
// a thousand accepted payments adds one.
import type Database from 'better-sqlite3';
import { assert, known } from '../domain/assert.ts';
import { PAYMENT_STATUS_RULES, type PaymentStatus } from '../domain/payment-status.ts';
import type { Writing } from './journal.ts';
import { batchOf, recordOf } from './payment-ids.ts';

/** Where a payment goes next, and why. */
export type StatusMove = {
  readonly to: PaymentStatus;
  readonly reasonCode: string | null;
  readonly reason: string | null;
};

type Run = StatusMove & {
  readonly batch: number;
  readonly from: PaymentStatus;
  readonly first: number;
  last: number;
};

export class StatusRuns {
  private readonly insert: Database.Statement;
  private readonly selectLast: Database.Statement<[], bigint>;
  private run: Run | null = null;
  private nextId = 1;

  constructor(db: Database.Database) {
    this.insert = db.prepare(
      `INSERT INTO status_changes (id, deed, batch, first_record, last_record, from_status,
         to_status, reason_code, reason, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.selectLast = db
      .prepare<[], bigint>('SELECT coalesce(max(id), 0) FROM status_changes')
      .pluck();
    this.discard();
  }

  /**
   * Notes one payment's change, joined to the run before it where they are alike. A move that the
   * status table does not have is a bug.
   */
  note(w: Writing, payment: number, from: PaymentStatus, move: StatusMove): void {
    const rule: { to: { [to in PaymentStatus]?: unknown } } = PAYMENT_STATUS_RULES[from];
    assert(rule.to[move.to] !== undefined, `a payment may go from ${from} to ${move.to}`);
    const batch = batchOf(payment);
    const record = recordOf(payment);
    const run = this.run;
    const joins =
      run !== null &&
      run.batch === batch &&
      run.last === record - 1 &&
      run.from === from &&
      run.to === move.to &&
      run.reasonCode === move.reasonCode &&
      run.reason === move.reason;
    if (joins) {
      run.last = record;
      return;
    }
    this.close(w);
    this.run = { batch, first: record, last: record, from, ...move };
  }

  /** Writes the run in hand. */
  close(w: Writing): void {
    const run = this.run;
    if (run === null) return;
    this.run = null;
    const fields = [
      this.nextId++,
      w.sequence,
      run.batch,
      run.first,
      run.last,
      run.from,
      run.to,
      run.reasonCode ?? '',
      run.reason ?? '',
    ];
    const digest = w.rows.add('status_changes', fields);
    const result = this.insert.run([...fields, digest]);
    assert(result.changes === 1, 'the change was written');
  }

  discard(): void {
    this.run = null;
    this.nextId = Number(known(this.selectLast.get(), 'the query answers one row')) + 1;
  }
}
