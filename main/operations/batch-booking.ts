// Batch booking: one hold, later one debit, for a whole payment information (domain.md D1). Its
// payments rest as `received` until its last record is judged; then they pass or fail together.
import { known } from '../domain/assert.ts';
import type { Decision } from '../domain/decision.ts';
import { paymentId } from '../ledger/payment-ids.ts';
import type { EpochInHand, PlannedInBook } from './commit-epoch.ts';
import type { Funds } from './funds.ts';
import {
  ABOVE_AUTHORITY,
  type Judged,
  judgePayment,
  NO_FUNDS,
  type PaymentInHand,
  withoutFunds,
} from './judge-payment.ts';

/** A batch-booked payment information with what passed of it up to this epoch's end. */
export type Together = {
  readonly count: number;
  readonly minor: bigint;
  /** The one hold, or 0: it has not ended, nothing passed, or the debtor lacks the funds. */
  readonly held: number;
  /** Where each of the epoch's payments rests: provisional until the payment information ends. */
  readonly judged: readonly Judged[];
};

/**
 * Judges the epoch's payments of one batch booking. What is not part of the one debit is judged
 * on its own, in order; the one hold is taken last, when the payment information ends.
 */
export function judgeTogether(
  funds: Funds,
  planned: PlannedInBook,
  payments: readonly PaymentInHand[],
): Together {
  const { row, ends } = planned;
  let count = row.passedCount;
  let minor = row.passedAmount;
  const alone = payments.map((payment) => {
    if (!isPart(payment)) return judgePayment(funds, payment);
    count += 1;
    minor += payment.transfer.amount.minor;
    return null;
  });
  const held = ends && count > 0 ? holdAll(funds, planned, count, minor) : 0;
  const judged = payments.map((payment, at) => {
    const why = whyItWaits(payment);
    return alone[at] ?? (ends ? endedAs(why, held) : provisional(why));
  });
  return { count, minor, held, judged };
}

/**
 * Whether a payment is part of the one debit: it leaves today, and from the account of its payment
 * information (one in another currency is booked on its own).
 */
function isPart({ decision, planned }: PaymentInHand): boolean {
  if (decision.rail === 'on_us' || withoutFunds(decision, planned) !== null) return false;
  return decision.debtorAccount === planned.row.debtorAccount;
}

/** Keeps how far a batch booking came, and lifts what earlier epochs left when it has ended. */
export function keepTogether(
  epoch: EpochInHand,
  planned: PlannedInBook,
  { count, minor, held }: Together,
): void {
  const { row, ends, firstRecord } = planned;
  epoch.desk.book.batches.informations.setPassed(row.id, count, minor, held);
  if (ends && row.passedCount > 0) lift(epoch, firstRecord, epoch.output.fromRecord - 1, held);
}

type WhyItWaits = Pick<Decision, 'outcome' | 'reasonCode' | 'reason'>;

/** The decision on a payment, with the signature it needs as its reason where it has no other. */
function whyItWaits({ decision, toSign }: PaymentInHand): WhyItWaits {
  if (decision.outcome === 'review' || toSign === null) return decision;
  return { outcome: decision.outcome, reasonCode: null, reason: ABOVE_AUTHORITY };
}

function provisional({ reasonCode, reason }: WhyItWaits): Judged {
  return { status: 'received', reasonCode, reason, holdEntry: 0 };
}

/** Whether a person decides on what waits for this reason, or another one signs. */
function waitsAs(reason: string | null): 'in_review' | 'awaiting_approval' {
  return reason === ABOVE_AUTHORITY ? 'awaiting_approval' : 'in_review';
}

/** Where a payment of a batch booking rests once that has ended with the hold `held` (0: none). */
export function endedAs({ outcome, reasonCode, reason }: WhyItWaits, held: number): Judged {
  if (held === 0) return NO_FUNDS;
  if (outcome === 'review' || reason === ABOVE_AUTHORITY) {
    return { status: waitsAs(reason), reasonCode, reason, holdEntry: held };
  }
  return { status: 'accepted', reasonCode: null, reason: null, holdEntry: held };
}

/** The one hold for all that passed, or 0 when the debtor lacks the funds. */
function holdAll(funds: Funds, planned: PlannedInBook, count: number, minor: bigint): number {
  const debtorAccount = known(planned.row.debtorAccount, 'what passed was debited to it');
  return funds.holdOutward(debtorAccount, minor, count, 0) ?? 0;
}

/** Moves the payments that earlier epochs left `received`: some wait for a person, the rest pass. */
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
    const { reasonCode, reason } = payment;
    const move = { to: waitsAs(reason), reasonCode, reason };
    payments.move(w, payment, move, { holdEntry: held, cycle: 0 });
  }
  const move = { to: 'accepted', reasonCode: null, reason: null } as const;
  payments.moveAll(w, range, move, { holdEntry: held, cycle: 0 });
}
