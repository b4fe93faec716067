// Payments as received (never changed) and where they stand (moves on). Status changes of
// neighbouring payments are kept as one row per run, so that an epoch adds a handful.
import type Database from 'better-sqlite3';
import { assert, known } from '../domain/assert.ts';
import type { Money } from '../domain/money.ts';
import type { PaymentStatus } from '../domain/payment-status.ts';
import { BatchTotals } from './batch-totals.ts';
import { type BulkInsert, bulkInsert } from './bulk-insert.ts';
import { commitmentOf } from './digest.ts';
import type { Writing } from './journal.ts';
import { batchOf, paymentId, RECORDS_PER_BATCH } from './payment-ids.ts';
import {
  CREDITOR_COLUMNS,
  type NewPayment,
  PAYMENT_COLUMNS,
  type Payment,
  type PaymentRow,
  SELECT_PAYMENT,
  toPayment,
} from './payment-rows.ts';
import { MARK_BYTES } from './row-fold.ts';
import { type StatusMove, StatusRuns } from './status-runs.ts';

/** Neighbouring records of one batch, the last one included. */
export type RecordRange = {
  readonly batch: number;
  readonly firstRecord: number;
  readonly lastRecord: number;
};

/** Payments of one batch between two records, in one status; `currency` '' and `cycle` 0: any. */
export type PaymentRange = RecordRange & {
  readonly from: PaymentStatus;
  readonly currency: string;
  readonly cycle: number;
};

export type Moved = {
  readonly currency: string;
  readonly payments: number;
  readonly amount: bigint;
};

/** Rows of a range read at once. */
const RANGE_PIECE = 5000;

type RangeRow = { id: bigint; amount: bigint; currency: string };

export class Payments {
  private readonly payments: BulkInsert;
  private readonly creditors: BulkInsert;
  private readonly updateStatus: Database.Statement;
  private readonly updateRange: Database.Statement;
  private readonly updateCycle: Database.Statement;
  private readonly selectRange: Database.Statement<
    [number, number, string, string, string, number, number],
    RangeRow
  >;
  private readonly selectOne: Database.Statement<[number], PaymentRow>;
  private readonly selectSome: Database.Statement<[number, number, string, number], PaymentRow>;
  private readonly selectReviewed: Database.Statement<[number, number], PaymentRow>;
  private readonly updateHold: Database.Statement;
  private readonly selectNumbers: Database.Statement<
    [number],
    { debtor: string; creditor: string }
  >;
  private readonly selectInReview: Database.Statement<[number, number], bigint>;
  readonly totals: BatchTotals;
  private readonly runs: StatusRuns;

  constructor(db: Database.Database) {
    this.payments = bulkInsert(db, 'payments', PAYMENT_COLUMNS, {
      packed: { creditor_commitment: 32, digest: MARK_BYTES },
    });
    this.creditors = bulkInsert(db, 'creditors', CREDITOR_COLUMNS, { packed: { salt: 16 } });
    this.totals = new BatchTotals(db);
    this.runs = new StatusRuns(db);
    this.updateStatus = db.prepare(
      `UPDATE payments SET status = ?, reason_code = ?, reason = ?, hold_entry = ?, cycle = ?
       WHERE id = ? AND status = ?`,
    );
    const inRange = `id BETWEEN ? AND ? AND status = ? AND (? = '' OR currency = ?)
       AND (? = 0 OR cycle = ?)`;
    this.updateRange = db.prepare(
      `UPDATE payments SET status = ?, reason_code = ?, reason = ?,
         hold_entry = CASE WHEN ? = 0 THEN hold_entry ELSE ? END,
         cycle = CASE WHEN ? = 0 THEN cycle ELSE ? END WHERE ${inRange}`,
    );
    this.updateCycle = db.prepare(
      `UPDATE payments SET cycle = ? WHERE id BETWEEN ? AND ? AND status = 'acknowledged'
         AND cycle = ?`,
    );
    this.selectRange = db.prepare(
      `SELECT id, amount, currency FROM payments WHERE ${inRange} ORDER BY id
         LIMIT ${RANGE_PIECE}`,
    );
    this.selectOne = db.prepare(`${SELECT_PAYMENT} WHERE id = ?`);
    this.selectSome = db.prepare(
      `${SELECT_PAYMENT} WHERE id BETWEEN ? AND ? AND status = ? ORDER BY id LIMIT ?`,
    );
    this.selectReviewed = db.prepare(
      `${SELECT_PAYMENT} WHERE id BETWEEN ? AND ? AND status = 'received' AND reason IS NOT NULL
       ORDER BY id`,
    );
    this.updateHold = db.prepare(
      `UPDATE payments SET hold_entry = ? WHERE id BETWEEN ? AND ? AND hold_entry = ?
         AND status NOT IN ('rejected', 'cancelled', 'handed_over')`,
    );
    this.selectNumbers = db.prepare(
      `SELECT coalesce(d.account, '') AS debtor, coalesce(c.account, '') AS creditor
       FROM payments p LEFT JOIN debtors d ON d.payment_information = p.payment_information
       LEFT JOIN creditors c ON c.payment = p.id WHERE p.id = ?`,
    );
    this.selectInReview = db
      .prepare<[number, number], bigint>(
        `SELECT DISTINCT i.id FROM payments p
         JOIN payment_informations i ON i.id = p.payment_information
         WHERE p.id BETWEEN ? AND ? AND p.status IN ('in_review', 'awaiting_approval')
           AND p.hold_entry > 0
           AND p.hold_entry = i.hold_entry ORDER BY i.id`,
      )
      .pluck();
    this.discard();
  }

  /** Adds a payment with the status it was judged to; its run starts at `received`. */
  add(w: Writing, payment: NewPayment): void {
    const { creditor, amount } = payment;
    const commitment = commitmentOf(payment.salt, [
      creditor.name,
      creditor.account,
      creditor.agent,
      creditor.country,
      creditor.remittance,
      creditor.purpose,
    ]);
    const digest = w.rows.add('payments', [
      payment.id,
      w.sequence,
      payment.paymentInformation,
      payment.rail,
      amount.minor,
      amount.currency,
      payment.endToEndId,
      payment.instructionId,
      payment.uetr,
      payment.line,
      commitment,
      payment.relatedPayment,
    ]);
    this.payments.add([
      payment.id,
      w.sequence,
      payment.paymentInformation,
      payment.rail,
      amount.minor,
      amount.currency,
      payment.endToEndId,
      payment.instructionId,
      payment.uetr,
      payment.line,
      commitment,
      payment.relatedPayment,
      digest,
      payment.status,
      payment.reasonCode,
      payment.reason,
      payment.holdEntry,
      0,
    ]);
    this.creditors.add([
      payment.id,
      creditor.name,
      creditor.account,
      creditor.agent,
      creditor.country,
      creditor.remittance,
      creditor.purpose,
      payment.salt,
    ]);
    const batch = batchOf(payment.id);
    this.totals.add(batch, payment.status, amount, 1);
    if (payment.status === 'received') return;
    this.runs.note(w, payment.id, 'received', {
      to: payment.status,
      reasonCode: payment.reasonCode,
      reason: payment.reason,
    });
  }

  /**
   * Moves one payment from a status that the caller has read, keeping or replacing its hold and
   * cycle. A move the status table does not have is a bug.
   */
  move(
    w: Writing,
    payment: { readonly id: number; readonly status: PaymentStatus; readonly amount: Money },
    to: StatusMove,
    kept: { readonly holdEntry: number; readonly cycle: number },
  ): void {
    this.flushRows();
    const result = this.updateStatus.run(
      to.to,
      to.reasonCode,
      to.reason,
      kept.holdEntry,
      kept.cycle,
      payment.id,
      payment.status,
    );
    assert(result.changes === 1, 'the payment was in the status that was read');
    const batch = batchOf(payment.id);
    this.totals.add(batch, payment.status, payment.amount, -1);
    this.totals.add(batch, to.to, payment.amount, 1);
    this.runs.note(w, payment.id, payment.status, to);
  }

  /**
   * Moves every payment of `range` that stands in `from`, in one statement, and answers how many
   * and their sums per currency. A hold or cycle of 0 stays as it is.
   */
  moveAll(
    w: Writing,
    range: PaymentRange,
    move: StatusMove,
    set: { readonly holdEntry: number; readonly cycle: number },
  ): readonly Moved[] {
    this.flushRows();
    const first = paymentId(range.batch, range.firstRecord);
    const last = paymentId(range.batch, range.lastRecord);
    const sums = new Map<string, Moved>();
    for (const row of this.inRange(range, first, last)) {
      this.runs.note(w, Number(row.id), range.from, move);
      const sum = sums.get(row.currency) ?? { currency: row.currency, payments: 0, amount: 0n };
      sums.set(row.currency, {
        currency: row.currency,
        payments: sum.payments + 1,
        amount: sum.amount + row.amount,
      });
    }
    for (const { currency, payments, amount } of sums.values()) {
      const { holdEntry, cycle } = set;
      const values = [move.to, move.reasonCode, move.reason, holdEntry, holdEntry, cycle, cycle];
      const where = [first, last, range.from, currency, currency, range.cycle, range.cycle];
      const result = this.updateRange.run([...values, ...where]);
      assert(result.changes === payments, 'the range moved whole');
      this.totals.addMany(range.batch, range.from, currency, -payments, -amount);
      this.totals.addMany(range.batch, move.to, currency, payments, amount);
    }
    return [...sums.values()];
  }

  /**
   * Moves every acknowledged payment of a batch from one cycle to another and answers how many: their
   * status stays, for the rail has them still.
   */
  joinCycle(batch: number, from: number, to: number): number {
    this.flushRows();
    const [first, last] = [paymentId(batch, 0), paymentId(batch, RECORDS_PER_BATCH - 1)];
    return this.updateCycle.run(to, first, last, from).changes;
  }

  /** The range's payments in order, read in pieces: the caller writes between two of them. */
  private *inRange(range: PaymentRange, first: number, last: number): Generator<RangeRow> {
    const { from, currency, cycle } = range;
    let next = first;
    for (;;) {
      const rows = this.selectRange.all(next, last, from, currency, currency, cycle, cycle);
      yield* rows;
      const end = rows.at(-1);
      if (end === undefined || rows.length < RANGE_PIECE) return;
      next = Number(end.id) + 1;
    }
  }

  /** Writes what is collected, before a read of the same rows and before commit. */
  flush(w: Writing): void {
    this.flushRows();
    this.runs.close(w);
    this.totals.flush();
  }

  /** The payment with this id as it stands in this transaction, or null. */
  byId(id: number): Payment | null {
    this.flushRows();
    const row = this.selectOne.get(id);
    return row === undefined ? null : toPayment(row);
  }

  /** The account numbers of a payment's two ends as the file had them; '' where there is none. */
  accountNumbersOf(id: number): { readonly debtor: string; readonly creditor: string } {
    this.flushRows();
    return known(this.selectNumbers.get(id), 'a payment has two ends');
  }

  /** At most `limit` payments of a batch in a status from a record on, in order. */
  inStatus(batch: number, status: PaymentStatus, fromRecord: number, limit: number): Payment[] {
    this.flushRows();
    const last = paymentId(batch, RECORDS_PER_BATCH - 1);
    const rows = this.selectSome.all(paymentId(batch, fromRecord), last, status, limit);
    return rows.map(toPayment);
  }

  /** Payments between two ids that rest as `received` with a rule's reason beside them. */
  reviewed(first: number, last: number): Payment[] {
    this.flushRows();
    return this.selectReviewed.all(first, last).map(toPayment);
  }

  /**
   * Points the living payments of a batch booking from its voided hold to the one that replaced
   * it; the payment that ended keeps the voided one, for its trail.
   */
  rehold(records: RecordRange, voided: number, holdEntry: number): void {
    this.flushRows();
    const { batch, firstRecord, lastRecord } = records;
    const first = paymentId(batch, firstRecord);
    this.updateHold.run(holdEntry, first, paymentId(batch, lastRecord), voided);
  }

  /** The batch-booked payment informations of a batch whose one hold a person still decides on. */
  informationsInReview(batch: number): readonly number[] {
    this.flushRows();
    const last = paymentId(batch, RECORDS_PER_BATCH - 1);
    return this.selectInReview.all(paymentId(batch, 0), last).map(Number);
  }

  private flushRows(): void {
    this.payments.flush();
    this.creditors.flush();
  }

  discard(): void {
    this.payments.discard();
    this.creditors.discard();
    this.totals.discard();
    this.runs.discard();
  }
}
