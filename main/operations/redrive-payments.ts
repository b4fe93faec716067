// Drives payments again that the engine has set aside: an operator could not take them, or what it
// looked up spoke against them then. They are judged anew as if they had just come, under what is in
// force now; nothing of them was counted before, so nothing is counted twice.
import type { Context } from '../domain/context.ts';
import { ok, type Refusal, refuse } from '../domain/result.ts';
import type { Batch } from '../ledger/batches.ts';
import { batchOf } from '../ledger/payment-ids.ts';
import type { Payment } from '../ledger/payment-rows.ts';
import type { Desk } from './desk.ts';

/** Payments that one deed drives again; the answer says how many are left. */
export const REDRIVEN_MAX = 1000;

export type RedrivePaymentsInput = {
  readonly submissionId: string;
  /** Null: whatever lies in quarantine, the oldest first. */
  readonly paymentIds: readonly number[] | null;
};

export type RedrivePaymentsRefusal = Refusal<
  'payment_unknown' | 'payment_status_does_not_allow' | 'batch_not_judged' | 'quarantine_empty'
>;

/**
 * Sends the payments back to be judged and answers how many, and how many stay in quarantine. Refuses,
 * for the first payment that cannot go, `batch_not_judged` (its file is still being judged),
 * `payment_unknown`, `payment_status_does_not_allow` (it does not lie in quarantine); then
 * `quarantine_empty`.
 */
export function redrivePayments(desk: Desk, input: RedrivePaymentsInput, context: Context) {
  const { book } = desk;
  const { submissionId, paymentIds } = input;
  const call = {
    deed: 'redrivePayments',
    submissionId,
    input: paymentIds === null ? ['all'] : [...paymentIds],
  } as const;
  type Driven = { payments: number; left: number };
  return book.perform<Driven, RedrivePaymentsRefusal>(call, context, (w) => {
    const found = paymentIds === null ? allInQuarantine(desk) : named(desk, paymentIds);
    if (!Array.isArray(found)) return refuse(found);
    if (found.length === 0) return refuse({ code: 'quarantine_empty' });
    const move = { to: 'received', reasonCode: null, reason: null } as const;
    for (const payment of found) {
      book.payments.move(w, payment, move, { holdEntry: 0, cycle: 0 });
      book.batches.redrives.asked(w, payment.id);
    }
    book.payments.flush(w);
    return ok({ payments: found.length, left: book.batches.inStatus('in_repair') });
  });
}

function named(desk: Desk, ids: readonly number[]): Payment[] | RedrivePaymentsRefusal {
  const found: Payment[] = [];
  for (const paymentId of [...new Set(ids)].sort((a, b) => a - b)) {
    const batch = desk.book.batches.byId(batchOf(paymentId));
    if (batch === null) return { code: 'payment_unknown', paymentId };
    if (!isJudged(batch)) return { code: 'batch_not_judged', batchId: batch.id };
    const payment = desk.book.payments.byId(paymentId);
    if (payment === null) return { code: 'payment_unknown', paymentId };
    const { status } = payment;
    if (status !== 'in_repair') return { code: 'payment_status_does_not_allow', paymentId, status };
    found.push(payment);
  }
  return found;
}

function allInQuarantine(desk: Desk): Payment[] {
  const { batches, payments } = desk.book;
  const found: Payment[] = [];
  for (const batch of batches.withStatus('in_repair')) {
    // What a file's own booking still moves as one is left alone until its last record is judged.
    const kept = batches.byId(batch);
    if (kept === null || !isJudged(kept)) continue;
    found.push(...payments.inStatus(batch, 'in_repair', 0, REDRIVEN_MAX - found.length));
    if (found.length >= REDRIVEN_MAX) break;
  }
  return found;
}

function isJudged({ nextRecord, numberOfTransactions }: Batch): boolean {
  return nextRecord === numberOfTransactions;
}
