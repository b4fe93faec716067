// The rail refuses one item after it was booked and before its cycle closes (domain.md D5): the
// customer is credited again with the original value date, one credit per refused item.
import { assert, known } from '../domain/assert.ts';
import type { Context } from '../domain/context.ts';
import { itemReference } from '../domain/open-items.ts';
import { ok, type Refusal, refuse } from '../domain/result.ts';
import { batchOf } from '../ledger/payment-ids.ts';
import { bookRow, boundOn } from './book-row.ts';
import { type Desk, openDay } from './desk.ts';

export type RejectAcknowledgedInput = {
  readonly submissionId: string;
  readonly paymentId: number;
  /** ISO 20022 external status reason code from the rail, as AC01. */
  readonly reasonCode: string;
};

export type RejectAcknowledgedRefusal = Refusal<
  'payment_unknown' | 'payment_status_does_not_allow' | 'cycle_not_open'
>;

/**
 * Rejects an acknowledged payment and answers the correcting entry. The fee is kept (the tariff
 * refunds by an entry of its own). Refuses `payment_unknown`, `payment_status_does_not_allow`
 * (not acknowledged), `cycle_not_open` (it comes back as a return of a later cycle).
 */
export function rejectAcknowledged(desk: Desk, input: RejectAcknowledgedInput, context: Context) {
  const { book } = desk;
  const { submissionId, paymentId: id, reasonCode } = input;
  const call = { deed: 'rejectAcknowledged', submissionId, input: [id, reasonCode] } as const;
  return book.perform<{ entryId: number }, RejectAcknowledgedRefusal>(call, context, (w) => {
    const payment = book.payments.byId(id);
    if (payment === null) return refuse({ code: 'payment_unknown', paymentId: id });
    if (payment.status !== 'acknowledged') {
      const { status } = payment;
      return refuse({ code: 'payment_status_does_not_allow', paymentId: id, status });
    }
    const cycle = book.cycles.byId(payment.cycle);
    if (cycle?.state !== 'open') return refuse({ code: 'cycle_not_open', cycleId: payment.cycle });
    const booking = book.journal.entry(book.journal.resolverOf(payment.holdEntry));
    const principal = known(booking.postings[0], 'a booking begins with its principal');
    assert(payment.amount.minor <= principal.amount.minor, 'no more comes back than was booked');
    const day = openDay(desk, context.now);
    const bindings = boundOn(day, {
      accounts: { customer: principal.debitAccount },
      amounts: { principal: payment.amount },
      originals: [booking.id],
      batch: batchOf(id),
      payment: id,
      item: itemReference.batch(batchOf(id)),
    });
    const booked = bookRow(desk, w, context, 'D5', bindings);
    assert(booked.ok, 'clearing is not funds-checked');
    const entryId = known(booked.value.entries[0], 'a row with an amount has its entry');
    const move = { to: 'rejected', reasonCode, reason: 'refused_by_rail' } as const;
    book.payments.move(w, payment, move, { holdEntry: payment.holdEntry, cycle: payment.cycle });
    book.cycles.addOutward(payment.cycle, batchOf(id), -1, -payment.amount.minor);
    return ok({ entryId });
  });
}
