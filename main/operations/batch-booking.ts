// Batch booking: one hold, later one debit, for a whole payment information (domain.md D1). Its
// payments rest as `received` until its last record is judged; then they pass or fail together.
import { assert, known } from '../domain/assert.ts';
import type { Decision } from '../domain/decision.ts';
import { paymentId, recordOf } from '../ledger/payment-ids.ts';
import { type EpochInHand, liveDecision, type PlannedInBook } from './commit-epoch.ts';
import { headOn } from './desk.ts';
import { type Judged, outwardPostings, withoutFunds } from './judge-payment.ts';

export type BatchBooking = {
  /** Where a payment of it rests: provisional until the payment information ends. */
  readonly judged: (decision: Decision) => Judged;
  /** Writes how far it came, and lifts the payments of earlier epochs when it ends. */
  readonly finish: () => void;
};

/** Sums up the batch-booked payment informations of the epoch and holds those that end in it. */
export function holdBatchBookings(epoch: EpochInHand): Map<number, BatchBooking> {
  const bookings = new Map<number, BatchBooking>();
  const sums = sumPassing(epoch);
  for (const [ordinal, planned] of epoch.plans) {
    if (!planned.row.batchBooking) continue;
    const sum = sums.get(ordinal) ?? { count: 0, minor: 0n };
    bookings.set(ordinal, beginBooking(epoch, planned, sum));
  }
  return bookings;
}

type Sum = { count: number; minor: bigint };

/** Count and sum of the epoch's payments that pass, per batch-booked payment information. */
function sumPassing(epoch: EpochInHand): Map<number, Sum> {
  const { output, plans } = epoch;
  const sums = new Map<number, Sum>();
  if (![...plans.values()].some((planned) => planned.row.batchBooking)) return sums;
  for (let row = 0; row < output.toRecord - output.fromRecord; row += 1) {
    const transfer = output.transfer(row);
    const planned = plans.get(transfer.paymentInformation);
    if (planned === undefined || !planned.row.batchBooking) continue;
    const decision = liveDecision(epoch, row);
    if (decision.rail === 'on_us' || withoutFunds(decision, planned) !== null) continue;
    // A payment from the customer's account in another currency is booked on its own.
    if (decision.debtorAccount !== planned.row.debtorAccount) continue;
    const sum = sums.get(transfer.paymentInformation) ?? { count: 0, minor: 0n };
    sum.count += 1;
    sum.minor += transfer.amount.minor;
    sums.set(transfer.paymentInformation, sum);
  }
  return sums;
}

function beginBooking(epoch: EpochInHand, planned: PlannedInBook, sum: Sum): BatchBooking {
  const { desk, w, output } = epoch;
  const { row } = planned;
  const count = row.passedCount + sum.count;
  const minor = row.passedAmount + sum.minor;
  const held = planned.ends && count > 0 ? holdAll(epoch, planned, count, minor) : 0;
  const provisional = (decision: Decision): Judged => ({
    status: 'received',
    reasonCode: decision.reasonCode,
    reason: decision.reason,
    holdEntry: 0,
  });
  return {
    judged: (decision) => (planned.ends ? finalOf(decision, held) : provisional(decision)),
    finish: () => {
      desk.book.batches.setPassed(row.id, count, minor, held);
      if (planned.ends && row.passedCount > 0) {
        lift(epoch, planned.firstRecord, output.fromRecord - 1, held);
      }
      assert(w.sequence > 0, 'a booking is finished within its deed');
    },
  };
}

function finalOf(decision: Decision, held: number): Judged {
  if (held === 0) {
    return {
      status: 'rejected',
      reasonCode: 'AM04',
      reason: 'insufficient_funds',
      holdEntry: 0,
    };
  }
  const { reasonCode, reason } = decision;
  if (decision.outcome === 'review') {
    return { status: 'in_review', reasonCode, reason, holdEntry: held };
  }
  return { status: 'accepted', reasonCode: null, reason: null, holdEntry: held };
}

/** The one hold for all that passed, or 0 when the debtor lacks the funds. */
function holdAll(epoch: EpochInHand, planned: PlannedInBook, count: number, minor: bigint): number {
  const { desk, w, day, output } = epoch;
  const debtorAccount = known(planned.row.debtorAccount, 'what passed was debited to it');
  const currency = desk.book.accounts.byId(debtorAccount).currency;
  const head = headOn(day, 'A2', { batch: output.batch, payment: 0 });
  const postings = outwardPostings(epoch, debtorAccount, currency, minor, count);
  const held = desk.book.journal.hold(w, head, postings);
  return held.ok ? held.value : 0;
}

/** Moves the payments that earlier epochs left `received`: reviewed ones wait, the rest pass. */
function lift(epoch: EpochInHand, firstRecord: number, lastRecord: number, held: number): void {
  const { desk, w, output } = epoch;
  const { payments } = desk.book;
  const range = {
    batch: output.batch,
    firstRecord,
    lastRecord,
    from: 'received',
    currency: '',
    cycle: 0,
  } as const;
  if (held === 0) {
    const move = { to: 'rejected', reasonCode: 'AM04', reason: 'insufficient_funds' } as const;
    payments.moveAll(w, range, move, { holdEntry: 0, cycle: 0 });
    return;
  }
  const first = paymentId(output.batch, firstRecord);
  for (const payment of payments.reviewed(first, paymentId(output.batch, lastRecord))) {
    assert(recordOf(payment.id) <= lastRecord, 'only earlier records are lifted');
    const { reasonCode, reason } = payment;
    const move = { to: 'in_review', reasonCode, reason } as const;
    payments.move(w, payment, move, { holdEntry: held, cycle: 0 });
  }
  const move = { to: 'accepted', reasonCode: null, reason: null } as const;
  payments.moveAll(w, range, move, { holdEntry: held, cycle: 0 });
}
