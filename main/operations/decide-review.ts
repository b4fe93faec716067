// A person decides what a rule held: it goes on, or it is rejected and the hold is void.
import { assert, known } from '../domain/assert.ts';
import type { BeyondAuthority } from '../domain/authority.ts';
import type { Context } from '../domain/context.ts';
import type { PaymentStatus } from '../domain/payment-status.ts';
import { holds } from '../domain/permissions.ts';
import { rowOf } from '../domain/posting-table.ts';
import { ok, type Refusal, refuse } from '../domain/result.ts';
import { asSecond } from '../domain/second-person.ts';
import type { Lent } from '../ledger/authority-used.ts';
import type { EntryHead } from '../ledger/entries.ts';
import type { Writing } from '../ledger/journal.ts';
import { batchOf } from '../ledger/payment-ids.ts';
import type { PaymentInformationRow } from '../ledger/payment-informations.ts';
import type { Payment } from '../ledger/payment-rows.ts';
import { remarkOf } from '../ledger/remarks.ts';
import { carriedToSign } from './authority.ts';
import { type Desk, headOn, openDay } from './desk.ts';
import { outwardPostings } from './funds.ts';
import { ABOVE_AUTHORITY } from './judge-payment.ts';
import { isAlone } from './master-steps.ts';
import { releasePayment, signaturesFor } from './release-payment.ts';
import { takenByMaking } from './taken-up.ts';

export type DecideReviewInput = {
  readonly submissionId: string;
  readonly paymentId: number;
  readonly outcome: 'approve' | 'decline';
  /** ISO 20022 external status reason code; required to decline. */
  readonly reasonCode: string;
  readonly remark: string;
};

export type DecideReviewRefusal =
  | BeyondAuthority
  | Refusal<
      | 'payment_unknown'
      | 'payment_status_does_not_allow'
      | 'second_person_must_differ'
      | 'remark_required'
    >;

export type Decided = Lent & { readonly status: PaymentStatus };

/**
 * Decides a payment in review and answers its new status: approved, it goes on, or waits for the
 * signatures that its amount or its suspected repeat needs (domain.md scenarios 8 and 16). The
 * remark is kept beside the chain and erased with the payment's batch. Refuses `payment_unknown`,
 * `payment_status_does_not_allow` (not in review), `second_person_must_differ` (who made it what it
 * is, or may by authority only that it was made with: an analyst never decides their own submission),
 * `remark_required` (declining needs a reason code and a remark), those of `beyondAuthority` where
 * it would go on by this word alone: what others sign for is theirs to carry.
 */
export function decideReview(desk: Desk, input: DecideReviewInput, context: Context) {
  const { book } = desk;
  const { submissionId, paymentId: id, outcome, reasonCode, remark } = input;
  const call = {
    deed: 'decideReview',
    submissionId,
    input: [id, outcome, reasonCode],
    remark: remarkOf(remark, { kind: 'batch', id: batchOf(id) }),
  } as const;
  return book.perform<Decided, DecideReviewRefusal>(call, context, (w) => {
    const payment = book.payments.byId(id);
    if (payment === null) return refuse({ code: 'payment_unknown', paymentId: id });
    if (payment.status !== 'in_review') {
      const { status } = payment;
      return refuse({ code: 'payment_status_does_not_allow', paymentId: id, status });
    }
    const taken = takenByMaking(desk, id);
    const second = asSecond(context.actor, 'decide', taken);
    // The one person of a book without people does both.
    if (second === null && !isAlone(desk, context.actor)) {
      return refuse({ code: 'second_person_must_differ', actor: context.actor.id });
    }
    if (outcome === 'decline') {
      if (reasonCode === '' || remark.trim() === '') {
        return refuse({ code: 'remark_required', paymentId: id });
      }
      const status = endWithoutPaying(desk, w, context, payment, 'rejected', reasonCode);
      return ok({ status });
    }
    const isLast = signaturesFor(desk, payment) === null;
    const who = { ...context, actor: second ?? context.actor };
    const carried = isLast ? carriedToSign(desk, who, 'decide', payment) : ok({});
    if (!carried.ok) return carried;
    return ok({ status: decided(desk, w, context, payment), ...carried.value });
  });
}

/**
 * Tells who could let a payment in review go on by their decision today, or have it wait for the
 * signatures that it needs: as {@link decideReview} would not refuse them.
 */
export function decidersOf(
  desk: Desk,
  payment: Payment,
): (who: Pick<Context, 'actor' | 'now'>) => boolean {
  let taken: readonly string[] | null = null;
  return (who) => {
    if (!holds(who.actor, 'decide')) return false;
    taken ??= takenByMaking(desk, payment.id);
    const second = asSecond(who.actor, 'decide', taken);
    if (second === null) return false;
    if (signaturesFor(desk, payment) !== null) return true;
    return carriedToSign(desk, { ...who, actor: second }, 'decide', payment).ok;
  };
}

/** A decided payment goes on, or waits with what it has for others to sign. */
function decided(desk: Desk, w: Writing, context: Context, payment: Payment): PaymentStatus {
  const { holdEntry, cycle } = payment;
  if (signaturesFor(desk, payment) === null) return releasePayment(desk, w, context, payment);
  const to = 'awaiting_approval';
  // Why a rule held it is not said to those who sign: a repeat is, for they must know of it.
  const repeats = holdEntry === 0;
  const reasonCode = repeats ? payment.reasonCode : null;
  const reason = repeats ? payment.reason : ABOVE_AUTHORITY;
  desk.book.payments.move(w, payment, { to, reasonCode, reason }, { holdEntry, cycle });
  return to;
}

/**
 * Ends a payment before the rail (row A4): its hold is void, and stays named for the trail. One
 * item of a batch booking makes the one hold smaller: void, and a new hold for the rest (A5).
 */
export function endWithoutPaying(
  desk: Desk,
  w: Writing,
  context: Context,
  payment: Payment,
  to: 'rejected' | 'cancelled',
  reasonCode: string,
): PaymentStatus {
  const { book } = desk;
  const reason = to === 'rejected' ? 'declined_in_review' : 'cancelled';
  const { holdEntry } = payment;
  book.payments.move(w, payment, { to, reasonCode, reason }, { holdEntry, cycle: 0 });
  if (holdEntry === 0) return to;
  assert(book.journal.resolverOf(holdEntry) === 0, 'what has not left is still held');
  const information = known(
    book.batches.informations.byId(payment.paymentInformation),
    'a payment has its payment information',
  );
  const shared = isShared(payment, information);
  const of = { batch: batchOf(payment.id), payment: shared ? 0 : payment.id };
  const head = headOn(openDay(desk, context.now), shared ? 'A5' : 'A4', of);
  book.journal.resolve(w, head, holdEntry, 'void_hold');
  if (shared) holdTheRest(desk, w, context, head, payment, information);
  return to;
}

/** Whether a payment's hold is the one for all of its payment information. */
export function isShared(payment: Payment, information: PaymentInformationRow): boolean {
  return information.batchBooking && payment.holdEntry === information.holdEntry;
}

/** Holds a batch booking again without `ended`, on the terms of its first hold (row A5). */
function holdTheRest(
  desk: Desk,
  w: Writing,
  context: Context,
  head: EntryHead,
  ended: Payment,
  information: PaymentInformationRow,
): void {
  const { book } = desk;
  const { batch, firstRecord, passedCount, passedAmount } = information;
  const count = passedCount - 1;
  const left = passedAmount - ended.amount.minor;
  const [principal, fee, tax] = book.journal.entry(ended.holdEntry).postings;
  const { debitAccount, amount } = known(principal, 'a hold has its principal');
  assert(left >= 0n && left < amount.minor, 'the rest is less than the whole');
  const { currency } = amount;
  // The tariff may have changed since: each item keeps the fee that it was held with.
  const ofTheRest = (charged: typeof fee) => {
    const perItem = (charged?.amount.minor ?? 0n) / BigInt(passedCount);
    return { minor: perItem * BigInt(count), currency };
  };
  const amounts = {
    principal: { minor: left, currency },
    fee: ofTheRest(fee),
    tax: ofTheRest(tax),
  };
  let holdEntry = 0;
  if (count > 0) {
    const postings = outwardPostings({ desk, w, context }, debitAccount, amounts);
    const held = book.journal.hold(w, { ...head, event: rowOf('A2') }, postings);
    assert(held.ok, 'a smaller hold is covered by what the larger one freed');
    holdEntry = held.value;
    const lastRecord = book.batches.informations.lastRecordOf(information);
    book.payments.rehold({ batch, firstRecord, lastRecord }, ended.holdEntry, holdEntry);
  }
  book.batches.informations.setPassed(information.id, count, left, holdEntry);
}
