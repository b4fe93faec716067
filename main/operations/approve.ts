// Another person signs for a payment that waits, or sends it back: bound to exactly what they were
// shown (domain.md scenario 16), and never by one who made it what it is.

import type { ApprovalRule } from '../domain/approval-policy.ts';
import { assert, known } from '../domain/assert.ts';
import type { BeyondAuthority } from '../domain/authority.ts';
import type { Context } from '../domain/context.ts';
import { hasComplianceRight } from '../domain/disclosure.ts';
import type { PaymentStatus } from '../domain/payment-status.ts';
import { personOf } from '../domain/permissions.ts';
import { ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import {
  type GivenSignature,
  type LapsedSignature,
  maySign,
  type NotSigner,
  type Signable,
} from '../domain/signing.ts';
import type { Lent } from '../ledger/authority-used.ts';
import { batchOf } from '../ledger/payment-ids.ts';
import type { Payment } from '../ledger/payment-rows.ts';
import { readShown, type Shown } from '../ledger/read-approval.ts';
import { remarkOf } from '../ledger/remarks.ts';
import { carriedToSign } from './authority.ts';
import { endWithoutPaying } from './decide-review.ts';
import type { Desk } from './desk.ts';
import { releasePayment, signaturesFor } from './release-payment.ts';
import { standingAt } from './standing-signatures.ts';
import { takenByMaking } from './taken-up.ts';

export type ApproveInput = {
  readonly submissionId: string;
  readonly paymentId: number;
  /** The hash of what the person was shown, lower-case hexadecimal. */
  readonly shown: string;
  readonly remark: string;
};

export type RejectApprovalInput = ApproveInput & {
  /** ISO 20022 external status reason code. */
  readonly reasonCode: string;
};

export type ApproveRefusal =
  | NotSigner
  | BeyondAuthority
  | Refusal<'payment_unknown' | 'payment_status_does_not_allow' | 'approval_stale'>;

export type RejectApprovalRefusal =
  | Exclude<ApproveRefusal, BeyondAuthority>
  | Refusal<'remark_required'>;

/** `open`: signatures that are still needed; 0 once the payment has gone on. */
export type Approved = Lent & {
  readonly status: PaymentStatus;
  readonly open: number;
};

/**
 * Signs for a payment; the last signature lets it go on. Refuses `payment_unknown`,
 * `payment_status_does_not_allow` (it waits for no signature), `second_person_must_differ`,
 * `signer_not_permitted`, those of `beyondAuthority` (these as they are told: `maySignAsTold`), then
 * `approval_stale` (what was shown is no longer what it is).
 */
export function approve(desk: Desk, input: ApproveInput, context: Context) {
  const { book } = desk;
  const { submissionId, paymentId, shown, remark } = input;
  const said = remarkOf(remark, { kind: 'batch', id: batchOf(paymentId) });
  const call = { deed: 'approve', submissionId, input: [paymentId, shown], remark: said } as const;
  return book.perform<Approved, ApproveRefusal>(call, context, (w) => {
    const found = waitingApproval(desk, paymentId, context.now);
    if (!found.ok) return found;
    const { payment, now } = found.value;
    const signable = maySignAsTold(desk, found.value, context);
    if (!signable.ok) return signable;
    if (shown !== hex(now)) return stale(paymentId, now);
    const { level, open, lent } = signable.value;
    const { id: rule } = found.value.rule;
    const person = personOf(context.actor);
    const { version } = now.payment;
    const word = { payment: paymentId, version, level, rule, shown: now.hash, person };
    book.approvals.say(w, { ...word, word: 'approved' });
    const status = open > 0 ? payment.status : releasePayment(desk, w, context, payment);
    return ok({ status, open, ...lent });
  });
}

/**
 * Rejects a payment that waits for a signature, with a reason: its hold is void (A4). No amount is
 * too large to be sent back. Refuses as {@link approve} but for authority, and `remark_required` (a
 * reason code and a remark) before `approval_stale`.
 */
export function rejectApproval(desk: Desk, input: RejectApprovalInput, context: Context) {
  const { book } = desk;
  const { submissionId, paymentId, shown, reasonCode, remark } = input;
  const said = remarkOf(remark, { kind: 'batch', id: batchOf(paymentId) });
  const fields = [paymentId, shown, reasonCode];
  const call = { deed: 'rejectApproval', submissionId, input: fields, remark: said } as const;
  return book.perform<Approved, RejectApprovalRefusal>(call, context, (w) => {
    const found = waitingApproval(desk, paymentId, context.now);
    if (!found.ok) return found;
    const { payment, now, rule } = found.value;
    const signable = asTold(desk, found.value, context, (waiting) =>
      maySign(waiting, context.actor),
    );
    if (!signable.ok) return signable;
    if (reasonCode === '' || remark.trim() === '') {
      return refuse({ code: 'remark_required', paymentId });
    }
    if (shown !== hex(now)) return stale(paymentId, now);
    const { level } = signable.value;
    const person = personOf(context.actor);
    const { version } = now.payment;
    const word = { payment: paymentId, version, level, rule: rule.id, shown: now.hash, person };
    book.approvals.say(w, { ...word, word: 'rejected' });
    const status = endWithoutPaying(desk, w, context, payment, 'rejected', reasonCode);
    return ok({ status, open: 0 });
  });
}

/** A payment that waits, as it is shown now, and what it waits for. */
export type WaitingPayment = {
  readonly payment: Payment;
  readonly now: Shown;
  readonly rule: ApprovalRule;
  readonly given: readonly GivenSignature[];
  /** Those that were given for it and stand no more. */
  readonly lapsed: readonly LapsedSignature[];
  /** Whom its making and its signatures took up; see `maySign`. */
  readonly taken: readonly string[];
};

/**
 * A payment that waits for a signature, as it is shown, and the signatures given for just that, for
 * what it is and for the row by which it waits today, that stand at `at`, milliseconds UTC (see
 * `standingAt`). Where a setting changed that row meanwhile, whoever signed is asked again as
 * everybody is: a change of the policy lets nothing go. `isReviewHidden`: as if nobody had decided it
 * in review, for what is told to those who may not know that a payment was held. Refuses
 * `payment_unknown`, then `payment_status_does_not_allow`.
 */
export function waitingApproval(
  desk: Desk,
  paymentId: number,
  at: number,
  isReviewHidden = false,
): Result<WaitingPayment, Refusal<'payment_unknown' | 'payment_status_does_not_allow'>> {
  const { book } = desk;
  const payment = book.payments.byId(paymentId);
  if (payment === null) return refuse({ code: 'payment_unknown', paymentId });
  const { status } = payment;
  if (status !== 'awaiting_approval') {
    return refuse({ code: 'payment_status_does_not_allow', paymentId, status });
  }
  const rule = ruleFor(desk, payment);
  const shown = readShown({ db: book.db, writes: false }, paymentId, rule);
  const now = known(shown, 'the payment exists');
  const given = book.approvals.given(paymentId, now.hash);
  const making = takenByMaking(desk, paymentId, isReviewHidden ? 'decideReview' : null);
  const { levels } = rule;
  const standing = standingAt(desk, { payment, levels, given, taken: making }, at);
  return ok({ payment, now, rule, ...standing });
}

/** One more person at least, even where the policy was loosened while the payment waited. */
function ruleFor(desk: Desk, payment: Payment): ApprovalRule {
  const rule = signaturesFor(desk, payment) ?? signaturesFor(desk, { ...payment, holdEntry: 0 });
  return known(rule, 'a suspected repeat is signed for whatever the policy');
}

/**
 * As `maySign`, and within the authority by which they hold the level's permission; with whose that is.
 */
export function maySignFor(
  desk: Desk,
  waiting: WaitingPayment,
  who: Pick<Context, 'actor' | 'now'>,
): Result<Signable & { readonly lent: Lent }, NotSigner | BeyondAuthority> {
  const signable = maySign(waiting, who.actor);
  if (!signable.ok) return signable;
  const { permission, signer } = signable.value;
  const carried = carriedToSign(desk, { ...who, actor: signer }, permission, waiting.payment);
  return carried.ok ? ok({ ...signable.value, lent: carried.value }) : carried;
}

/**
 * As `maySignFor`, and refused as that is told to whoever asks for themselves: to one without the
 * compliance right by nothing that only a decision in review is the reason of, for it says that the
 * payment had been held. Whoever stands in for the one who decided is then refused as one who holds no
 * such right.
 */
export function maySignAsTold(
  desk: Desk,
  waiting: WaitingPayment,
  who: Pick<Context, 'actor' | 'now'>,
): ReturnType<typeof maySignFor> {
  return asTold(desk, waiting, who, (each) => maySignFor(desk, each, who));
}

function asTold<Value, R extends NotSigner | BeyondAuthority>(
  desk: Desk,
  waiting: WaitingPayment,
  { actor, now }: Pick<Context, 'actor' | 'now'>,
  may: (waiting: WaitingPayment) => Result<Value, R>,
): Result<Value, R | NotSigner> {
  const found = may(waiting);
  // Who decided it themselves knows that they did; not who lent another the right to.
  const isMaker = waiting.now.payment.makers.includes(personOf(actor));
  if (found.ok || hasComplianceRight(actor) || isMaker) return found;
  const told = may(asIfNotReviewed(desk, waiting, now));
  if (!told.ok) return told;
  if (found.refusal.code !== 'second_person_must_differ') return found;
  return refuse({ code: 'signer_not_permitted', actor: actor.id, rule: waiting.rule.id });
}

/** What waits as if nobody had decided it in review, at `at`, milliseconds UTC. */
export function asIfNotReviewed(desk: Desk, waiting: WaitingPayment, at: number): WaitingPayment {
  const found = waitingApproval(desk, waiting.payment.id, at, true);
  return found.ok ? found.value : waiting;
}

/**
 * Who made a payment what it is, without whoever decided it in review alone where those to whom it is
 * told do not all have the compliance right (`knows`).
 */
export function makersAsTold(
  { book }: Desk,
  payment: Shown['payment'],
  knows: boolean,
): readonly string[] {
  if (knows) return payment.makers;
  const making = book.approvals.makingOf(payment.paymentId);
  const told = making.filter(({ deed }) => deed !== 'decideReview').map(({ person }) => person);
  return payment.makers.filter((maker) => told.includes(maker));
}

/**
 * The signatures that stand no more, as `actor` is told why: one that does so only beside a decision in
 * review, to one without the compliance right as one whose right ended, which it did.
 */
export function lapsedAsTold(
  desk: Desk,
  waiting: WaitingPayment,
  { actor, now }: Pick<Context, 'actor' | 'now'>,
): readonly LapsedSignature[] {
  const { lapsed } = waiting;
  const isOfTwo = ({ why }: LapsedSignature): boolean => why === 'same_authority';
  if (hasComplianceRight(actor) || !lapsed.some(isOfTwo)) return lapsed;
  const told = asIfNotReviewed(desk, waiting, now).lapsed;
  return lapsed.map((each) => {
    if (!isOfTwo(each)) return each;
    const same = told.find(({ sequence }) => sequence === each.sequence);
    return { ...each, why: same?.why ?? 'right_ended' };
  });
}

function hex({ hash }: Shown): string {
  return hash.toString('hex');
}

function stale(paymentId: number, { payment }: Shown): Result<never, Refusal<'approval_stale'>> {
  assert(payment.paymentId === paymentId, 'the payment asked for');
  return refuse({ code: 'approval_stale', paymentId, version: payment.version });
}
