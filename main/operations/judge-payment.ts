// What the writer makes of one decision: the hold it takes, and the status the payment rests in.
// A rehearsal judges by the same functions, with funds that only pretend.

import { type ApprovalRule, approvalNeeded } from '../domain/approval-policy.ts';
import { assert } from '../domain/assert.ts';
import type { Decision, EpochOutput } from '../domain/decision.ts';
import type { ToBank } from '../domain/payee-bank.ts';
import type { CreditTransfer } from '../domain/payment.ts';
import type { PaymentStatus } from '../domain/payment-status.ts';
import type { Policy } from '../domain/policy.ts';
import type { PlannedInBook } from './commit-epoch.ts';
import type { Desk } from './desk.ts';
import type { Funds } from './funds.ts';
import type { HeldBack } from './held-back.ts';

/** What judging reads of an epoch. */
export type JudgedOutput<T extends Transfer = Transfer> = Pick<
  EpochOutput,
  'batch' | 'fromRecord' | 'toRecord' | 'decision'
> & { readonly transfer: (row: number) => T };

/** What judging reads of a payment; the writer's has all of it. */
export type Transfer = Pick<CreditTransfer, 'paymentInformation'> & ToBank;

/** All that judging one epoch needs; the desk is only read. */
export type Judging<T extends Transfer = Transfer> = {
  readonly desk: Desk;
  readonly output: JudgedOutput<T>;
  readonly plans: ReadonlyMap<number, PlannedInBook>;
  readonly funds: Funds;
  readonly policy: Policy;
  readonly heldBack: HeldBack;
};

/** Where a payment rests after its epoch, and why. `holdEntry` is 0 where nothing is held. */
export type Judged = {
  readonly status: PaymentStatus;
  readonly reasonCode: string | null;
  readonly reason: string | null;
  readonly holdEntry: number;
};

export type PaymentInHand<T extends Transfer = Transfer> = {
  readonly id: number;
  readonly transfer: T;
  readonly decision: Decision;
  readonly planned: PlannedInBook;
  /** What must be signed before it goes on; null where its makers are enough. */
  readonly toSign: ApprovalRule | null;
};

/**
 * Judges one payment on its own: what needs no funds first (declined, in repair, suspected repeat,
 * a date the policy refuses, a later date), then its funds, on us or to the rail.
 */
export function judgePayment(funds: Funds, payment: PaymentInHand): Judged {
  const { decision, planned } = payment;
  const without = withoutFunds(decision, planned);
  if (without !== null) return without;
  assert(decision.debtorAccount > 0, 'an approved payment has its debtor account');
  if (decision.rail === 'on_us') return executeOnUs(funds, payment);
  return holdAlone(funds, payment);
}

/** Why a payment that nothing else keeps waits for another person's signature. */
export const ABOVE_AUTHORITY = 'amount_above_authority_limit';

/** What must be signed before a payment goes on that was judged as `decision` says. */
export function toSignFor(
  policy: Policy,
  { rail, outcome, relatedPayment }: Pick<Decision, 'rail' | 'outcome' | 'relatedPayment'>,
  amount: Transfer['amount'],
): ApprovalRule | null {
  const held = outcome === 'review' ? 'held_by_rule' : 'ordinary';
  const risk = relatedPayment === 0 ? held : 'suspected_repeat';
  return approvalNeeded({ deed: 'releasePayment', amount, rail, risk }, policy);
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

/** AM04: what a payment comes to when its hold was refused. */
export const NO_FUNDS: Judged = {
  status: 'rejected',
  reasonCode: 'AM04',
  reason: 'insufficient_funds',
  holdEntry: 0,
};

/** Rows F1 of domain.md: held and posted at once, or held until a person has decided. */
function executeOnUs(funds: Funds, payment: PaymentInHand): Judged {
  const { decision, transfer, id } = payment;
  const { debtorAccount: payer, creditorAccount: payee } = decision;
  assert(payer !== payee, 'a payment within the book has two accounts');
  assert(payee > 0, 'a payee within the book has an account');
  const onUs = { payer, payee, amount: transfer.amount };
  const held = funds.holdOnUs(onUs, id);
  if (held === null) return NO_FUNDS;
  const waits = waiting(payment, held);
  if (waits !== null) return waits;
  funds.postOnUs(onUs, id, held);
  return { status: 'settled', reasonCode: null, reason: null, holdEntry: held };
}

/** Row A2 for one payment: principal and fee in one hold. */
function holdAlone(funds: Funds, payment: PaymentInHand): Judged {
  const { decision, transfer, id } = payment;
  const held = funds.holdOutward(decision.debtorAccount, transfer.amount.minor, 1, id);
  if (held === null) return NO_FUNDS;
  const waits = waiting(payment, held);
  if (waits !== null) return waits;
  return { status: 'accepted', reasonCode: null, reason: null, holdEntry: held };
}

/** Where a payment with its funds held waits for a person, or null where it goes on. */
export function waiting(
  {
    decision,
    toSign,
  }: Pick<PaymentInHand, 'toSign'> & {
    readonly decision: Pick<Decision, 'outcome' | 'reasonCode' | 'reason'>;
  },
  holdEntry: number,
): Judged | null {
  const { outcome, reasonCode, reason } = decision;
  if (outcome === 'review') return { status: 'in_review', reasonCode, reason, holdEntry };
  if (toSign === null) return null;
  return { status: 'awaiting_approval', reasonCode: null, reason: ABOVE_AUTHORITY, holdEntry };
}
