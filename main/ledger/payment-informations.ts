// The payment informations of batches: whose account pays, when, and what has passed of one that is
// booked as a whole.
import type Database from 'better-sqlite3';
import { assert } from '../domain/assert.ts';
import { commitmentOf } from './digest.ts';
import type { Writing } from './journal.ts';
import { RECORDS_PER_BATCH } from './payment-ids.ts';

export type NewPaymentInformation = {
  readonly batch: number;
  readonly ordinal: number;
  readonly paymentInformationId: string;
  readonly batchBooking: boolean;
  readonly debtorAccount: number | null;
  readonly requestedExecutionDate: string;
  readonly executionDate: string;
  /** Why the execution date is not the requested one; '' when it is. */
  readonly dateReason: string;
  readonly firstRecord: number;
  readonly debtor: {
    readonly name: string | null;
    readonly account: string;
    readonly agent: string | null;
  };
  readonly salt: Uint8Array;
};

export type PaymentInformationRow = {
  readonly id: number;
  readonly batch: number;
  readonly batchBooking: boolean;
  readonly debtorAccount: number | null;
  readonly executionDate: string;
  readonly dateReason: string;
  readonly firstRecord: number;
  readonly passedCount: number;
  readonly passedAmount: bigint;
  readonly holdEntry: number;
};

type InformationRow = {
  id: bigint;
  batch: bigint;
  batch_booking: bigint;
  debtor_account: bigint | null;
  execution_date: string;
  date_reason: string;
  first_record: bigint;
  passed_count: bigint;
  passed_amount: bigint;
  hold_entry: bigint;
};

/** Payment informations share the batch's number range with its payments. */
export function paymentInformationId(batch: number, ordinal: number): number {
  assert(ordinal >= 0 && ordinal < RECORDS_PER_BATCH, 'an ordinal fits its batch');
  return batch * RECORDS_PER_BATCH + ordinal;
}

export class PaymentInformations {
  private readonly insertInformation: Database.Statement;
  private readonly insertDebtor: Database.Statement;
  private readonly updatePassed: Database.Statement;
  private readonly selectInformation: Database.Statement<[number], InformationRow>;
  private readonly selectFollowing: Database.Statement<[number, number], bigint>;

  constructor(db: Database.Database) {
    this.insertInformation = db.prepare(
      `INSERT INTO payment_informations (id, deed, batch, payment_information_id, batch_booking,
         debtor_account, requested_execution_date, execution_date, date_reason, first_record,
         debtor_commitment, digest, passed_count, passed_amount, hold_entry)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0)`,
    );
    this.insertDebtor = db.prepare(
      'INSERT INTO debtors (payment_information, name, account, agent, salt) VALUES (?, ?, ?, ?, ?)',
    );
    this.updatePassed = db.prepare(
      `UPDATE payment_informations SET passed_count = ?, passed_amount = ?, hold_entry = ?
       WHERE id = ?`,
    );
    this.selectInformation = db.prepare(
      `SELECT id, batch, batch_booking, debtor_account, execution_date, date_reason,
         first_record, passed_count, passed_amount, hold_entry
       FROM payment_informations WHERE id = ?`,
    );
    this.selectFollowing = db
      .prepare<[number, number], bigint>(
        `SELECT first_record FROM payment_informations WHERE id > ? AND id < ?
         ORDER BY id LIMIT 1`,
      )
      .pluck();
  }

  /** Adds one through which nothing has passed yet. */
  add(w: Writing, info: NewPaymentInformation): PaymentInformationRow {
    const id = paymentInformationId(info.batch, info.ordinal);
    const { debtor, salt } = info;
    const fields = [
      id,
      w.sequence,
      info.batch,
      info.paymentInformationId,
      info.batchBooking ? 1 : 0,
      info.debtorAccount,
      info.requestedExecutionDate,
      info.executionDate,
      info.dateReason,
      info.firstRecord,
      commitmentOf(salt, [debtor.name, debtor.account, debtor.agent]),
    ];
    const digest = w.rows.add('payment_informations', fields);
    const result = this.insertInformation.run([...fields, digest]);
    assert(result.changes === 1, 'the payment information was added');
    this.insertDebtor.run(id, debtor.name, debtor.account, debtor.agent, salt);
    return {
      id,
      batch: info.batch,
      batchBooking: info.batchBooking,
      debtorAccount: info.debtorAccount,
      executionDate: info.executionDate,
      dateReason: info.dateReason,
      firstRecord: info.firstRecord,
      passedCount: 0,
      passedAmount: 0n,
      holdEntry: 0,
    };
  }

  byId(id: number): PaymentInformationRow | null {
    const row = this.selectInformation.get(id);
    if (row === undefined) return null;
    return {
      id: Number(row.id),
      batch: Number(row.batch),
      batchBooking: row.batch_booking === 1n,
      debtorAccount: row.debtor_account === null ? null : Number(row.debtor_account),
      executionDate: row.execution_date,
      dateReason: row.date_reason,
      firstRecord: Number(row.first_record),
      passedCount: Number(row.passed_count),
      passedAmount: row.passed_amount,
      holdEntry: Number(row.hold_entry),
    };
  }

  /** The last record that `information` can have: the one before the next block's first. */
  lastRecordOf(information: PaymentInformationRow): number {
    const end = paymentInformationId(information.batch + 1, 0);
    const following = this.selectFollowing.get(information.id, end);
    return following === undefined ? RECORDS_PER_BATCH - 1 : Number(following) - 1;
  }

  /** What has passed of a batch-booked payment information so far, and its one hold. */
  setPassed(id: number, count: number, amount: bigint, holdEntry: number): void {
    const result = this.updatePassed.run(count, amount, holdEntry, id);
    assert(result.changes === 1, 'the payment information was updated');
  }
}
