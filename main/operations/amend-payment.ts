// Edits the remittance of a payment that waits for a decision or a signature. What was signed before
// is void, and who edits has made it what it is: they do not sign for it.
import type { Context } from '../domain/context.ts';
import { personOf } from '../domain/permissions.ts';
import { ok, type Refusal, refuse } from '../domain/result.ts';
import { batchOf } from '../ledger/payment-ids.ts';
import { remarkOf } from '../ledger/remarks.ts';
import type { Desk } from './desk.ts';

export type AmendPaymentInput = {
  readonly submissionId: string;
  readonly paymentId: number;
  /** The whole new text; '' for none. */
  readonly remittance: string;
};

export type AmendPaymentRefusal = Refusal<'payment_unknown' | 'payment_status_does_not_allow'>;

/**
 * Keeps the new text and answers the version it makes. Refuses `payment_unknown`, then
 * `payment_status_does_not_allow` (it waits for no decision or signature).
 */
export function amendPayment(desk: Desk, input: AmendPaymentInput, context: Context) {
  const { book } = desk;
  const { submissionId, paymentId, remittance } = input;
  // The text is kept as what was written beside the deed: beside the chain, erased with the batch.
  const remark = remarkOf(remittance, { kind: 'batch', id: batchOf(paymentId) });
  const call = { deed: 'amendPayment', submissionId, input: [paymentId], remark } as const;
  return book.perform<{ version: number }, AmendPaymentRefusal>(call, context, (w) => {
    const payment = book.payments.byId(paymentId);
    if (payment === null) return refuse({ code: 'payment_unknown', paymentId });
    const { status } = payment;
    // One who may not know which of the two it is must not learn it from this answer.
    if (status !== 'awaiting_approval' && status !== 'in_review') {
      return refuse({ code: 'payment_status_does_not_allow', paymentId, status });
    }
    const version = book.approvals.amend(w, paymentId, personOf(context.actor));
    return ok({ version });
  });
}
