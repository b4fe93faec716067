// Whoever a payment waits for is reminded of it: for all that it may wait for in the same words, so
// that who may not know which it is learns nothing by it (domain.md §4).
import type { Context } from '../domain/context.ts';
import { isWait } from '../domain/disclosure.ts';
import { personOf } from '../domain/permissions.ts';
import { remindAgainAt } from '../domain/reminding.ts';
import { ok, type Refusal, refuse } from '../domain/result.ts';
import { readRemindedAt } from '../ledger/approvals.ts';
import type { Desk } from './desk.ts';

export type RemindPaymentInput = { readonly submissionId: string; readonly paymentId: number };

export type RemindPaymentRefusal = Refusal<
  'payment_unknown' | 'payment_status_does_not_allow' | 'reminded_lately'
>;

/** `remindedAt`: milliseconds UTC, as the trail will show it. */
export type Reminded = { readonly remindedAt: number };

/**
 * Keeps that whoever the payment waits for was reminded, and answers when. How often is counted by
 * the payment, through whatever waits follow each other: starting anew with the next would tell that
 * there was one. Refuses `payment_unknown`, `payment_status_does_not_allow` (it waits for nobody),
 * then `reminded_lately` (by anybody, within the hour).
 */
export function remindPayment(desk: Desk, input: RemindPaymentInput, context: Context) {
  const { book } = desk;
  const { submissionId, paymentId } = input;
  const call = { deed: 'remindPayment', submissionId, input: [paymentId] } as const;
  return book.perform<Reminded, RemindPaymentRefusal>(call, context, (w) => {
    const payment = book.payments.byId(paymentId);
    if (payment === null) return refuse({ code: 'payment_unknown', paymentId });
    const { status } = payment;
    if (!isWait(status)) {
      return refuse({ code: 'payment_status_does_not_allow', paymentId, status });
    }
    const last = readRemindedAt({ db: book.db, writes: false }, paymentId);
    const again = remindAgainAt(last, context.now);
    if (again !== null) return refuse({ code: 'reminded_lately', again });
    book.approvals.remind(w, paymentId, personOf(context.actor));
    return ok({ remindedAt: w.at });
  });
}
