// The customer takes a payment back before it left (domain.md A4): the hold is void and the
// customer is told RJCT with DS02.
import type { Context } from '../domain/context.ts';
import { mayMove, type PaymentStatus } from '../domain/payment-status.ts';
import { ok, type Refusal, refuse } from '../domain/result.ts';
import { endWithoutPaying } from './decide-review.ts';
import type { Desk } from './desk.ts';

export type CancelPaymentInput = { readonly submissionId: string; readonly paymentId: number };

export type CancelPaymentRefusal = Refusal<'payment_unknown' | 'payment_status_does_not_allow'>;

/**
 * Cancels a payment that has not been dispatched and answers its status. Refuses
 * `payment_unknown`, then `payment_status_does_not_allow` (after dispatch it is a recall).
 */
export function cancelPayment(desk: Desk, input: CancelPaymentInput, context: Context) {
  const { book } = desk;
  const { submissionId, paymentId: id } = input;
  const call = { deed: 'cancelPayment', submissionId, input: [id] } as const;
  type Cancelled = { readonly status: PaymentStatus };
  return book.perform<Cancelled, CancelPaymentRefusal>(call, context, (w) => {
    const payment = book.payments.byId(id);
    if (payment === null) return refuse({ code: 'payment_unknown', paymentId: id });
    const { status } = payment;
    if (!mayMove(status, 'cancelled', 'submit')) {
      return refuse({ code: 'payment_status_does_not_allow', paymentId: id, status });
    }
    return ok({ status: endWithoutPaying(desk, w, context, payment, 'cancelled', 'DS02') });
  });
}
