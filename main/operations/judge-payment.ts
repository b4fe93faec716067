// What the writer makes of one decision: the hold it takes, and the status the payment rests in.
import { assert } from '../domain/assert.ts';
import type { Posting } from '../domain/chart-of-accounts.ts';
import type { Decision } from '../domain/decision.ts';
import type { CreditTransfer } from '../domain/payment.ts';
import type { PaymentStatus } from '../domain/payment-status.ts';
import type { BatchBooking } from './batch-booking.ts';
import type { EpochInHand, PlannedInBook } from './commit-epoch.ts';
import { headOn } from './desk.ts';

/** Where a payment rests after its epoch, and why. `holdEntry` is 0 where nothing is held. */
export type Judged = {
  readonly status: PaymentStatus;
  readonly reasonCode: string | null;
  readonly reason: string | null;
  readonly holdEntry: number;
};

export type PaymentInHand = {
  readonly id: number;
  readonly transfer: CreditTransfer;
  readonly decision: Decision;
  readonly planned: PlannedInBook;
  /** Set when its payment information is booked as one debit. */
  readonly booking: BatchBooking | null;
};

/**
 * Judges one payment: what needs no funds first (declined, in repair, suspected repeat, a date the
 * policy refuses, a later date), then funds: on us, with its batch booking, or on its own (also a
 * payment of a batch booking in another currency: one debit is from one account).
 */
export function judgePayment(epoch: EpochInHand, payment: PaymentInHand): Judged {
  const { decision, planned, booking } = payment;
  const without = withoutFunds(decision, planned);
  if (without !== null) return without;
  assert(decision.debtorAccount > 0, 'an approved payment has its debtor account');
  if (decision.rail === 'on_us') return executeOnUs(epoch, payment);
  if (booking !== null && decision.debtorAccount === planned.row.debtorAccount) {
    return booking.judged(decision);
  }
  return holdAlone(epoch, payment);
}

/** The status of a payment that takes no funds in this epoch, or null when it does. */
export function withoutFunds(decision: Decision, planned: PlannedInBook): Judged | null {
  const { outcome, reasonCode, reason } = decision;
  const resting = (status: PaymentStatus): Judged => ({ status, reasonCode, reason, holdEntry: 0 });
  if (outcome === 'decline') return resting('rejected');
  if (outcome === 'repair') return resting('in_repair');
  if (decision.relatedPayment !== 0) {
    return {
      status: 'in_review',
      reasonCode: 'AM05',
      reason: 'payment_seems_repeated',
      holdEntry: 0,
    };
  }
  if (planned.plan.dateReason === 'date_in_past_refused') {
    return { status: 'rejected', reasonCode: 'DT01', reason: 'date_in_past', holdEntry: 0 };
  }
  if (!planned.plan.executesNow) {
    return { status: 'warehoused', reasonCode: null, reason: null, holdEntry: 0 };
  }
  return null;
}

const NO_FUNDS: Judged = {
  status: 'rejected',
  reasonCode: 'AM04',
  reason: 'insufficient_funds',
  holdEntry: 0,
};

/** Rows F1 of domain.md: held and posted at once, or held until a person has decided. No fee. */
function executeOnUs(epoch: EpochInHand, payment: PaymentInHand): Judged {
  const { desk, w, day, output } = epoch;
  const { decision, transfer } = payment;
  const head = headOn(day, 'F1', { batch: output.batch, payment: payment.id });
  const posting: Posting = {
    debitAccount: decision.debtorAccount,
    creditAccount: decision.creditorAccount,
    amount: transfer.amount,
  };
  const held = desk.book.journal.hold(w, head, [posting]);
  if (!held.ok) return NO_FUNDS;
  if (decision.outcome === 'review') return waiting(decision, held.value);
  desk.book.journal.resolve(w, head, held.value, 'post_hold');
  return { status: 'settled', reasonCode: null, reason: null, holdEntry: held.value };
}

/** Row A2 for one payment: principal and fee in one hold. */
function holdAlone(epoch: EpochInHand, payment: PaymentInHand): Judged {
  const { desk, w, day, output } = epoch;
  const { decision, transfer } = payment;
  const head = headOn(day, 'A2', { batch: output.batch, payment: payment.id });
  const { minor, currency } = transfer.amount;
  const postings = outwardPostings(epoch, decision.debtorAccount, currency, minor, 1);
  const held = desk.book.journal.hold(w, head, postings);
  if (!held.ok) return NO_FUNDS;
  if (decision.outcome === 'review') return waiting(decision, held.value);
  return { status: 'accepted', reasonCode: null, reason: null, holdEntry: held.value };
}

function waiting(decision: Decision, holdEntry: number): Judged {
  const { reasonCode, reason } = decision;
  return { status: 'in_review', reasonCode, reason, holdEntry };
}

/** Principal to outward clearing and, where the tariff has one, the fee for `items` to income. */
export function outwardPostings(
  epoch: Pick<EpochInHand, 'desk' | 'w' | 'context' | 'policy'>,
  debtorAccount: number,
  currency: string,
  minor: bigint,
  items: number,
): Posting[] {
  const { desk, w, context, policy } = epoch;
  const { accounts } = desk.book;
  const clearing = accounts.bank(w, 'outwardClearing', currency, context.ids.bytes(16));
  const postings: Posting[] = [
    { debitAccount: debtorAccount, creditAccount: clearing.id, amount: { minor, currency } },
  ];
  const fee = (policy.fileItemFee.get(currency) ?? 0n) * BigInt(items);
  if (fee === 0n) return postings;
  const income = accounts.bank(w, 'feeIncome', currency, context.ids.bytes(16));
  const amount = { minor: fee, currency };
  return [...postings, { debitAccount: debtorAccount, creditAccount: income.id, amount }];
}
