// Batch booking: one hold, later one debit, for a whole payment information (domain.md D1). Its
// payments rest as `received` until its last record is judged; then they pass or fail together.
import { assert, known } from '../domain/assert.ts';
import type { Decision } from '../domain/decision.ts';
import { paymentId, recordOf } from '../ledger/payment-ids.ts';
import { type EpochInHand, liveDecision, type PlannedInBook } from './commit-epoch.ts';
import { type Judged, type Judging, NO_FUNDS, withoutFunds } from './judge-payment.ts';

export type BatchBooking = {
  /** Where a payment of it rests: provisional until the payment information ends. */
  readonly judged: (decision: Decision) => Judged;
  /** Writes how far it came, and lifts the payments of earlier epochs when it ends. */
  readonly finish: () => void;
};

/** A batch-booked payment information with what passed of it up to this epoch's end. */
export type Booked = Pick<BatchBooking, 'judged'> & {
  readonly planned: PlannedInBook;
  readonly count: number;
  readonly minor: bigint;
  /** The one hold, or 0: it has not ended, nothing passed, or the debtor lacks the funds. */
  readonly held: number;
};

/** Sums up the batch-booked payment informations of the epoch and holds those that end in it. */
export function holdBatchBookings(epoch: EpochInHand): Map<number, BatchBooking> {
  const bookings = new Map<number, BatchBooking>();
  for (const [ordinal, booked] of bookTogether(epoch)) {
    bookings.set(ordinal, inBook(epoch, booked));
  }
  return bookings;
}

/** The epoch's batch bookings in file order; those that end in it are held. */
export function bookTogether(epoch: Judging): Map<number, Booked> {
  const booked = new Map<number, Booked>();
  const sums = sumPassing(epoch);
  for (const [ordinal, planned] of epoch.plans) {
    if (!planned.row.batchBooking) continue;
    booked.set(ordinal, beginBooking(epoch, planned, sums.get(ordinal) ?? { count: 0, minor: 0n }));
  }
  return booked;
}

type Sum = { count: number; minor: bigint };

/** Count and sum of the epoch's payments that pass, per batch-booked payment information. */
function sumPassing(epoch: Judging): Map<number, Sum> {
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

function beginBooking(epoch: Judging, planned: PlannedInBook, sum: Sum): Booked {
  const { row } = planned;
  const count = row.passedCount + sum.count;
  const minor = row.passedAmount + sum.minor;
  const held = planned.ends && count > 0 ? holdAll(epoch, planned, count, minor) : 0;
  const judged = (decision: Decision): Judged =>
    planned.ends ? endedAs(decision, held) : provisional(decision);
  return { planned, count, minor, held, judged };
}

function inBook(epoch: EpochInHand, { planned, count, minor, held, judged }: Booked): BatchBooking {
  const { desk, w, output } = epoch;
  const { row } = planned;
  return {
    judged,
    finish: () => {
      desk.book.batches.setPassed(row.id, count, minor, held);
      if (planned.ends && row.passedCount > 0) {
        lift(epoch, planned.firstRecord, output.fromRecord - 1, held);
      }
      assert(w.sequence > 0, 'a booking is finished within its deed');
    },
  };
}

function provisional({ reasonCode, reason }: Decision): Judged {
  return { status: 'received', reasonCode, reason, holdEntry: 0 };
}

/** Where a payment of a batch booking rests once that has ended with the hold `held` (0: none). */
export function endedAs(
  { outcome, reasonCode, reason }: Pick<Decision, 'outcome' | 'reasonCode' | 'reason'>,
  held: number,
): Judged {
  if (held === 0) return NO_FUNDS;
  if (outcome === 'review') return { status: 'in_review', reasonCode, reason, holdEntry: held };
  return { status: 'accepted', reasonCode: null, reason: null, holdEntry: held };
}

/** The one hold for all that passed, or 0 when the debtor lacks the funds. */
function holdAll(epoch: Judging, planned: PlannedInBook, count: number, minor: bigint): number {
  const debtorAccount = known(planned.row.debtorAccount, 'what passed was debited to it');
  return epoch.funds.holdOutward(debtorAccount, minor, count, 0) ?? 0;
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
