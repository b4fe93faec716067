// Lets a payment go on that a person held or signed for, and says what must be signed first. Nothing
// but this and the judging of an epoch takes a payment past a wait.
import { type ApprovalRule, approvalNeeded } from '../domain/approval-policy.ts';
import { assert, known } from '../domain/assert.ts';
import type { Context } from '../domain/context.ts';
import type { PaymentStatus } from '../domain/payment-status.ts';
import type { Writing } from '../ledger/journal.ts';
import { batchOf } from '../ledger/payment-ids.ts';
import type { Payment } from '../ledger/payment-rows.ts';
import { termsInForce } from './account-terms.ts';
import { type Desk, headOn, openDay, policyOf } from './desk.ts';
import { bookFunds } from './funds.ts';
import { NO_FUNDS } from './judge-payment.ts';

/**
 * What must be signed before a payment that waits for a person goes on, under the policy in force;
 * null where its makers are enough. One that waits without a hold seems to repeat another.
 */
export function signaturesFor(
  desk: Desk,
  { amount, rail, holdEntry }: Pick<Payment, 'amount' | 'rail' | 'holdEntry'>,
): ApprovalRule | null {
  const risk = holdEntry === 0 ? 'suspected_repeat' : 'held_by_rule';
  return approvalNeeded({ deed: 'releasePayment', amount, rail, risk }, policyOf(desk));
}

/**
 * Lets the payment go on and answers its new status: on us it is posted at once, otherwise it waits
 * for dispatch. One without a hold takes its funds now (AM04 where they lack, AC04 or AC06 where
 * the account was closed or blocked since), or goes to the
 * warehouse where it executes on a later day.
 */
export function releasePayment(
  desk: Desk,
  w: Writing,
  context: Context,
  payment: Payment,
): PaymentStatus {
  const { payments } = desk.book;
  const { cycle } = payment;
  if (payment.holdEntry !== 0) return goOn(desk, w, context, payment, payment.holdEntry);
  if (executionDateOf(desk, payment) > openDay(desk, context.now)) {
    const move = { to: 'warehoused', reasonCode: null, reason: null } as const;
    payments.move(w, payment, move, { holdEntry: 0, cycle });
    return 'warehoused';
  }
  const blocked = blockedBy(desk, payment);
  if (blocked !== null) {
    payments.move(w, payment, { to: 'rejected', ...blocked }, { holdEntry: 0, cycle });
    return 'rejected';
  }
  const held = holdNow(desk, w, context, payment);
  if (held !== null) return goOn(desk, w, context, payment, held);
  const { reasonCode, reason } = NO_FUNDS;
  payments.move(w, payment, { to: 'rejected', reasonCode, reason }, { holdEntry: 0, cycle });
  return 'rejected';
}

function goOn(
  desk: Desk,
  w: Writing,
  context: Context,
  payment: Payment,
  holdEntry: number,
): PaymentStatus {
  const { book } = desk;
  assert(holdEntry > 0, 'what goes on has its funds held');
  assert(payment.status !== 'accepted' && payment.status !== 'settled', 'it goes on once');
  const onUs = payment.rail === 'on_us';
  if (onUs) {
    const of = { batch: batchOf(payment.id), payment: payment.id };
    const head = headOn(openDay(desk, context.now), 'F1.executed', of);
    book.journal.resolve(w, head, holdEntry, 'post_hold');
  }
  const to = onUs ? 'settled' : 'accepted';
  const { cycle } = payment;
  book.payments.move(w, payment, { to, reasonCode: null, reason: null }, { holdEntry, cycle });
  return to;
}

/** What keeps the payer's account from being debited since the payment was judged, or null. */
function blockedBy(
  { book }: Desk,
  { id, amount }: Payment,
): { readonly reasonCode: string; readonly reason: string } | null {
  const { debtor } = book.payments.accountNumbersOf(id);
  const status = book.accounts.find(debtor, amount.currency)?.status;
  if (status === 'closed') return { reasonCode: 'AC04', reason: 'debtor_account_closed' };
  if (status === 'open') return null;
  return { reasonCode: 'AC06', reason: 'debtor_account_blocked' };
}

function executionDateOf({ book }: Desk, { paymentInformation }: Payment): string {
  const row = book.batches.informations.byId(paymentInformation);
  return known(row, 'a payment has its payment information').executionDate;
}

/** Holds principal and fee as an epoch would have (A2, F1); null where the payer lacks them. */
function holdNow(desk: Desk, w: Writing, context: Context, payment: Payment): number | null {
  const { accounts, payments } = desk.book;
  const { amount, id, rail } = payment;
  const { debtor, creditor } = payments.accountNumbersOf(id);
  const debtorAccount = known(accounts.find(debtor, amount.currency), 'it was judged to have one');
  const output = { batch: batchOf(id) };
  const day = openDay(desk, context.now);
  const termsOf = termsInForce(desk, context.now);
  const funds = bookFunds({ desk, w, context, policy: policyOf(desk), termsOf, day, output });
  if (rail !== 'on_us') return funds.holdOutward(debtorAccount.id, amount.minor, 1, id);
  const payee = known(accounts.find(creditor, amount.currency), 'an on-us payee is in the book');
  return funds.holdOnUs({ payer: debtorAccount.id, payee: payee.id, amount }, id);
}
