// What people have before them, for triage: the payments that wait for a person, with what decides
// their order.

import type { PaymentStatus } from '../domain/payment-status.ts';
import type { ReadableDb } from './connection.ts';

/** Items that one triage looks at: the most valuable; more is more than a day's work. */
export const TRIAGE_MAX = 1000;

export type WaitingItem = {
  readonly paymentId: number;
  /** Minor units. */
  readonly amount: bigint;
  readonly status: PaymentStatus;
  readonly reasonCode: string | null;
  /** The day on which it is to execute, `YYYY-MM-DD`. */
  readonly executionDate: string;
};

type Row = {
  paymentId: bigint;
  amount: bigint;
  status: PaymentStatus;
  reasonCode: string | null;
  executionDate: string;
};

/** The most valuable payments of a currency in any of `statuses`. */
export function readWaitingItems(
  { db }: ReadableDb,
  statuses: readonly string[],
  currency: string,
): readonly WaitingItem[] {
  const marks = statuses.map(() => '?').join(', ');
  const rows = db
    .prepare<unknown[], Row>(
      `SELECT p.id AS paymentId, p.amount, p.status, p.reason_code AS reasonCode,
         i.execution_date AS executionDate
       FROM payments p JOIN payment_informations i ON i.id = p.payment_information
       WHERE p.status IN (${marks}) AND p.currency = ?
       ORDER BY p.amount DESC, p.id LIMIT ?`,
    )
    .all(...statuses, currency, TRIAGE_MAX);
  return rows.map((row) => ({ ...row, paymentId: Number(row.paymentId) }));
}

/** The book's own name, by which what was derived from it is told from another book's. */
export function readInstanceId({ db }: ReadableDb): string {
  return db.prepare<[], string>('SELECT instance_id FROM book').pluck().get() ?? '';
}
