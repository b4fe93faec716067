// A batch for its status report, stretch by stretch: statuses as they stood at one recorded change,
// so that a long report is of one moment without keeping the book's past open.
import { assert, known } from '../domain/assert.ts';
import type { Rail } from '../domain/iso-status.ts';
import type { Money } from '../domain/money.ts';
import {
  isPaymentStatus,
  type PaymentStatus,
  statusAt,
  statusIndex,
} from '../domain/payment-status.ts';
import type { ReadableDb } from './connection.ts';
import { paymentId, recordOf } from './payment-ids.ts';

export type ReportedBatch = {
  readonly messageType: string;
  readonly messageId: string;
  readonly numberOfTransactions: number;
  /** Whether the engine has judged all of it. */
  readonly judged: boolean;
  /** The last change of a status so far: what the later questions are asked as of. */
  readonly asOf: number;
  /** `Account.id` of each of the book's accounts that it debits. */
  readonly debtorAccounts: readonly number[];
};

/** A stretch of a batch's records, the last one included, as of a change. */
export type ReportStretch = {
  readonly batchId: number;
  readonly asOf: number;
  readonly firstRecord: number;
  readonly lastRecord: number;
};

/** Payments of one payment information in one status; a stretch may cut one in two. */
export type ReportedCount = {
  readonly information: number;
  readonly paymentInformationId: string;
  readonly firstRecord: number;
  readonly requestedExecutionDate: string;
  readonly executionDate: string;
  readonly status: PaymentStatus;
  readonly rail: Rail;
  readonly currency: string;
  readonly payments: number;
  readonly amount: bigint;
};

export type ReportedRow = {
  readonly record: number;
  readonly status: PaymentStatus;
  readonly rail: Rail;
  readonly reasonCode: string | null;
  readonly instructionId: string | null;
  readonly endToEndId: string;
  readonly uetr: string | null;
  readonly amount: Money;
};

/** Records that one question may cover: a few tens of milliseconds of the reader's time. */
export const REPORT_STRETCH_MAX = 50_000;

/** The batch, or null when there is none. */
export function readReportedBatch({ db }: ReadableDb, batchId: number): ReportedBatch | null {
  type Row = {
    message_type: string;
    message_id: string;
    number_of_transactions: bigint;
    next_record: bigint;
  };
  const row = db
    .prepare<[number], Row>(
      `SELECT message_type, message_id, number_of_transactions, next_record FROM batches
       WHERE id = ?`,
    )
    .get(batchId);
  if (row === undefined) return null;
  const last = db.prepare<[], bigint>('SELECT coalesce(max(id), 0) FROM status_changes').pluck();
  return {
    messageType: row.message_type,
    messageId: row.message_id,
    numberOfTransactions: Number(row.number_of_transactions),
    judged: row.next_record === row.number_of_transactions,
    asOf: Number(known(last.get(), 'the query answers one row')),
    debtorAccounts: debtorAccountsOf(db, batchId),
  };
}

function debtorAccountsOf(db: ReadableDb['db'], batchId: number): number[] {
  const sql = `SELECT DISTINCT debtor_account FROM payment_informations
    WHERE id BETWEEN ? AND ? AND debtor_account IS NOT NULL ORDER BY debtor_account`;
  const ids = [paymentId(batchId, 0), paymentId(batchId + 1, 0) - 1] as const;
  const found = db
    .prepare<[number, number], bigint>(sql)
    .pluck()
    .all(...ids);
  return found.map(Number);
}

type CountRow = {
  information: bigint;
  payment_information_id: string;
  first_record: bigint;
  requested_execution_date: string;
  execution_date: string;
  status: string;
  rail: Rail;
  currency: string;
  payments: bigint;
  amount: bigint;
};

/** Counts and sums of a stretch, in the order of the payment informations. */
export function readReportCounts(connection: ReadableDb, stretch: ReportStretch): ReportedCount[] {
  const select = connection.db.prepare<[number, number], CountRow>(
    `SELECT i.id AS information, i.payment_information_id, i.first_record,
       i.requested_execution_date, i.execution_date, t.status, t.rail, t.currency, t.payments,
       t.amount
     FROM (SELECT payment_information, status, rail, currency, count(*) AS payments,
             sum(amount) AS amount
           FROM payments WHERE id BETWEEN ? AND ?
           GROUP BY payment_information, status, rail, currency) t
     JOIN payment_informations i ON i.id = t.payment_information
     ORDER BY i.id, t.status, t.rail, t.currency`,
  );
  return partsOf(connection, stretch).flatMap((part) =>
    select.all(part.first, part.last).map((row) => ({
      information: Number(row.information),
      paymentInformationId: row.payment_information_id,
      firstRecord: Number(row.first_record),
      requestedExecutionDate: row.requested_execution_date,
      executionDate: row.execution_date,
      status: part.was ?? statusOf(row.status),
      rail: row.rail,
      currency: row.currency,
      payments: Number(row.payments),
      amount: row.amount,
    })),
  );
}

type PaymentRow = {
  id: bigint;
  status: string;
  rail: Rail;
  reason_code: string | null;
  instruction_id: string | null;
  end_to_end_id: string;
  uetr: string | null;
  amount: bigint;
  currency: string;
};

/** Which payments of a stretch are asked for, and how many at most. */
export type ReportedRowsAsked = ReportStretch & {
  readonly statuses: readonly PaymentStatus[];
  readonly limit: number;
};

/** The first `limit` payments of a stretch that stood in one of `statuses`, in order. */
export function readReportedRows(connection: ReadableDb, asked: ReportedRowsAsked): ReportedRow[] {
  const select = connection.db.prepare<[number, number, number, string, number], PaymentRow>(
    `SELECT id, status, rail, reason_code, instruction_id, end_to_end_id, uetr, amount, currency
     FROM payments WHERE id BETWEEN ? AND ?
       AND (? = 1 OR status IN (SELECT value FROM json_each(?))) ORDER BY id LIMIT ?`,
  );
  const statuses = JSON.stringify(asked.statuses);
  const rows: ReportedRow[] = [];
  for (const { first, last, was } of partsOf(connection, asked)) {
    if (was !== null && !asked.statuses.includes(was)) continue;
    const room = asked.limit - rows.length;
    if (room === 0) break;
    const found = select.all(first, last, was === null ? 0 : 1, statuses, room);
    rows.push(...found.map((row) => toReportedRow(row, was)));
  }
  return rows;
}

/** What moved on since had no reason then: a rejection or a cancellation never moves on. */
function toReportedRow(row: PaymentRow, was: PaymentStatus | null): ReportedRow {
  return {
    record: recordOf(Number(row.id)),
    status: was ?? statusOf(row.status),
    rail: row.rail,
    reasonCode: was === null ? row.reason_code : null,
    instructionId: row.instruction_id,
    endToEndId: row.end_to_end_id,
    uetr: row.uetr,
    amount: { minor: row.amount, currency: row.currency },
  };
}

/** Neighbouring payments, by id: as they stand (null), or all in the status they were in. */
type Part = { readonly first: number; last: number; readonly was: PaymentStatus | null };

/** The stretch cut where payments have moved since: the earliest later change tells from where. */
function partsOf({ db }: ReadableDb, stretch: ReportStretch): Part[] {
  const { batchId, asOf, firstRecord, lastRecord } = stretch;
  const length = lastRecord - firstRecord + 1;
  assert(length > 0 && length <= REPORT_STRETCH_MAX, 'a stretch is not too long');
  type Change = { first_record: bigint; last_record: bigint; from_status: string };
  const later = db.prepare<[number, number, number, number], Change>(
    `SELECT first_record, last_record, from_status FROM status_changes
     WHERE id > ? AND batch = ? AND first_record <= ? AND last_record >= ? ORDER BY id`,
  );
  // 0: not moved; else one more than the index of the status it was in.
  const was = new Uint8Array(length);
  for (const change of later.iterate(asOf, batchId, lastRecord, firstRecord)) {
    const from = Math.max(0, Number(change.first_record) - firstRecord);
    const to = Math.min(length - 1, Number(change.last_record) - firstRecord);
    const status = statusIndex(statusOf(change.from_status)) + 1;
    for (let at = from; at <= to; at += 1) if (was[at] === 0) was[at] = status;
  }
  return partsAlike(was, paymentId(batchId, firstRecord));
}

function partsAlike(was: Uint8Array, first: number): Part[] {
  const parts: Part[] = [];
  let part: Part | null = null;
  for (const [at, index] of was.entries()) {
    if (part !== null && was[at - 1] === index) {
      part.last = first + at;
      continue;
    }
    part = { first: first + at, last: first + at, was: index === 0 ? null : statusAt(index - 1) };
    parts.push(part);
  }
  return parts;
}

function statusOf(text: string): PaymentStatus {
  assert(isPaymentStatus(text), 'a payment has a known status');
  return text;
}
