// The rail refuses one item after it was booked and before its cycle closes (domain.md D5): the
// customer is credited again with the original value date, one credit per refused item.
import { assert, known } from '../domain/assert.ts';
import type { Posting } from '../domain/chart-of-accounts.ts';
import type { Context } from '../domain/context.ts';
import { itemReference } from '../domain/open-items.ts';
import { ok, type Refusal, refuse } from '../domain/result.ts';
import type { Journal, Writing } from '../ledger/journal.ts';
import { batchOf } from '../ledger/payment-ids.ts';
import type { Payment } from '../ledger/payment-rows.ts';
import { termsInForce } from './account-terms.ts';
import { boundOn } from './bindings.ts';
import { bookRow } from './book-row.ts';
import { isShared } from './decide-review.ts';
import { type Desk, openDay } from './desk.ts';

type Entry = Pick<ReturnType<Journal['entry']>, 'postings' | 'valueDate'>;

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
 * Rejects an acknowledged payment and answers the correcting entry. The fee is kept, or refunded with
 * its tax by an entry of its own where the payer's tariff of today says so (R10). Refuses `payment_unknown`, `payment_status_does_not_allow`
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
    refundCharge(desk, w, context, payment, booking);
    const move = { to: 'rejected', reasonCode, reason: 'refused_by_rail' } as const;
    book.payments.move(w, payment, move, { holdEntry: payment.holdEntry, cycle: payment.cycle });
    book.cycles.addOutward(payment.cycle, batchOf(id), -1, -payment.amount.minor);
    return ok({ entryId });
  });
}

/** Gives back what this one payment was charged, where the payer's tariff refunds it (R10). */
function refundCharge(
  desk: Desk,
  w: Writing,
  context: Context,
  payment: Payment,
  { postings, valueDate }: Entry,
): void {
  const { book } = desk;
  const [principal, fee, tax] = postings;
  if (principal === undefined || fee === undefined) return;
  const payer = book.accounts.byId(principal.debitAccount);
  const charge = termsInForce(desk, context.now)(payer).fileItem;
  if (charge?.refundedOnReject !== true) return;
  const information = known(
    book.batches.informations.byId(payment.paymentInformation),
    'a payment has its payment information',
  );
  // One debit for all of a payment information carries the charges of each item that passed.
  const items = isShared(payment, information) ? BigInt(information.passedCount) : 1n;
  const { currency } = payment.amount;
  const ofOne = (charged: Posting | undefined) => {
    return { minor: (charged?.amount.minor ?? 0n) / items, currency };
  };
  const day = openDay(desk, context.now);
  const bindings = boundOn(day, {
    accounts: { customer: payer.id },
    amounts: { fee: ofOne(fee), tax: ofOne(tax) },
    batch: batchOf(payment.id),
    payment: payment.id,
    // The customer never had the service: the charge goes back with the date it was taken with.
    dates: { booking: day, value: valueDate, settlement: day },
  });
  const booked = bookRow(desk, w, context, 'R10', bindings);
  assert(booked.ok, 'income and tax are not funds-checked');
}
