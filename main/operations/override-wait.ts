// The emergency override: two other persons let happen what waits for a signature. The first begins
// it, the second confirms it.
import type { ApprovalRule } from '../domain/approval-policy.ts';
import { ACCOUNT_KIND_RULES } from '../domain/chart-of-accounts.ts';
import type { Context } from '../domain/context.ts';
import { hasComplianceRight } from '../domain/disclosure.ts';
import { dateOfInstant } from '../domain/instants.ts';
import {
  isOverridable,
  type OverrideKind,
  type OverrideState,
  type OverrideStep,
  overrideState,
} from '../domain/override.ts';
import { areDeputies, personOf as rowOfPerson } from '../domain/people.ts';
import { holds, type NotPermitted, type Permission, personOf } from '../domain/permissions.ts';
import { ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import { asSecond, takenUpBy } from '../domain/second-person.ts';
import type { Grown } from '../ledger/authority-used.ts';
import type { Writing } from '../ledger/journal.ts';
import type { Override } from '../ledger/overrides.ts';
import { batchOf } from '../ledger/payment-ids.ts';
import { type Remark, remarkOf } from '../ledger/remarks.ts';
import { asIfNotReviewed, maySignFor, type WaitingPayment, waitingApproval } from './approve.ts';
import { type AskedDeed, carryOut } from './asked-deeds.ts';
import { type Desk, policyOf } from './desk.ts';
import { readAsked } from './kept-asking.ts';
import { releasePayment } from './release-payment.ts';
import {
  makerToday,
  maySignRequest,
  seesRequest,
  shownRequest,
  subjectOf,
  type WaitingRequest,
} from './requests.ts';
import { actorToday, takenBy } from './taken-up.ts';

export type OverrideWaitInput = {
  readonly submissionId: string;
  readonly kind: OverrideKind;
  /** The id of the request or of the payment. */
  readonly id: number;
  readonly step: OverrideStep;
  /** The hash of what the person was shown, lower-case hexadecimal. */
  readonly shown: string;
  /** Why, in the person's words: kept beside the chain, and erasable. */
  readonly reason: string;
};

type NotThere = Refusal<
  'request_unknown' | 'request_decided' | 'payment_unknown' | 'payment_status_does_not_allow'
>;

export type OverrideWaitRefusal =
  | NotPermitted
  | NotThere
  | Refusal<
      | 'override_off'
      | 'override_never'
      | 'second_person_must_differ'
      | 'override_not_needed'
      | 'remark_required'
      | 'approval_stale'
      | 'override_begun'
      | 'override_not_begun'
      | 'override_by_deputies'
      | 'request_cannot_be_done'
    >;

/** The override, and beside what it let happen what that took up besides of whoever asked for it. */
export type Overridden = Grown & {
  readonly override: number;
  readonly state: 'begun' | 'confirmed';
};

/** What waits, whichever kind it is, as far as an override looks at it. */
type Waits = {
  readonly version: number;
  readonly hash: Buffer;
  readonly rule: ApprovalRule;
  /** Whom its making and its signatures took up. */
  readonly taken: readonly string[];
  readonly isReached: boolean;
  /** Whether the person may sign for it themselves. */
  readonly isSigner: boolean;
  /** The two as this person is told them, who may not know that a payment was held. */
  readonly asTold: () => Pick<Waits, 'taken' | 'isSigner'>;
  readonly happen: (w: Writing) => Result<Grown, Refusal<'request_cannot_be_done'>>;
};

/**
 * Begins an override, or confirms the one that another person began within the hour for exactly what
 * is shown now; confirmed, what waited happens. Each is a supervisor or an administrator (of a
 * payment a supervisor, for an administrator reads none): a choice of the program's, where peers say
 * no more than "two others". That both may not sign themselves is what it is for: whoever may is not
 * in need. Refuses `not_permitted`, `override_off` (the setting), what is not there as signing it
 * would (`request_unknown`, `request_decided`, `payment_unknown`, `payment_status_does_not_allow`),
 * `override_never` (a freeze or its undoing, a named duty, what participants settled, or a setting
 * that keeps something from happening), `second_person_must_differ` (who made or signed it, or began
 * the override), `override_not_needed`, `remark_required`, `approval_stale`, `override_begun` (of the
 * first), of the second `override_not_begun` (none, of something else, or past its hour),
 * `override_by_deputies` (one stands in for the other, or both for one third), `override_not_begun`
 * (by somebody who may no longer), and `request_cannot_be_done`.
 */
export function overrideWait(desk: Desk, input: OverrideWaitInput, context: Context) {
  const { book } = desk;
  const { submissionId, kind, id, step, shown } = input;
  const fields = [kind, id, step, shown];
  const remark = wordsOf(desk, input);
  const call = { deed: 'overrideWait', submissionId, input: fields, remark } as const;
  return book.perform<Overridden, OverrideWaitRefusal>(call, context, (w) => {
    const found = mayOverride(desk, input, context);
    if (!found.ok) return found;
    const waits = found.value;
    const person = personOf(context.actor);
    const newest = book.overrides.newestOf(kind, id);
    const open = newest !== null && isOpen(newest, waits, context.now) ? newest : null;
    if (step === 'begin') {
      if (open !== null) return refuse({ code: 'override_begun', override: open.id });
      const of = { kind, thing: id, version: waits.version, shown: waits.hash };
      return ok({ override: book.overrides.begin(w, of, person), state: 'begun' });
    }
    const confirmable = mayConfirm(desk, open, waits, context);
    if (!confirmable.ok) return confirmable;
    const done = waits.happen(w);
    if (!done.ok) return done;
    book.overrides.say(w, confirmable.value, 'confirmed', person);
    return ok({ override: confirmable.value.id, state: 'confirmed', ...done.value });
  });
}

/** What waits, where this person may take part in an override of it; see {@link overrideWait}. */
function mayOverride(
  desk: Desk,
  { kind, id, shown, reason }: OverrideWaitInput,
  context: Context,
): Result<Waits, OverrideWaitRefusal> {
  if (policyOf(desk).emergencyOverride === 'off') return refuse({ code: 'override_off' });
  const found = kind === 'request' ? ofRequest(desk, id, context) : ofPayment(desk, id, context);
  if (!found.ok) return found;
  const { rule, taken, isReached, isSigner, hash } = found.value;
  const { actor } = context;
  if (!isReached) return refuse({ code: 'override_never', kind, id });
  if (asSecond(actor, BY, taken) === null) {
    const told = found.value.asTold();
    if (asSecond(actor, BY, told.taken) === null) {
      return refuse({ code: 'second_person_must_differ', actor: actor.id, rule: rule.id });
    }
    if (told.isSigner) return refuse({ code: 'override_not_needed' });
    return refuse({ code: 'not_permitted', deed: 'overrideWait', permission: BY, actor: actor.id });
  }
  if (isSigner) return refuse({ code: 'override_not_needed' });
  if (reason.trim() === '') return refuse({ code: 'remark_required' });
  if (shown !== hash.toString('hex')) return refuse({ code: 'approval_stale' });
  return found;
}

/** The override that this person may confirm. */
function mayConfirm(
  desk: Desk,
  open: Override | null,
  { rule, taken }: Waits,
  { actor, now }: Context,
): Result<Override, Refusal<'override_not_begun' | 'second_person_must_differ'> | ByDeputies> {
  const { book } = desk;
  if (open === null) return refuse({ code: 'override_not_begun' });
  const first = open.begun.person;
  if (first === personOf(actor)) {
    return refuse({ code: 'second_person_must_differ', actor: actor.id, rule: rule.id });
  }
  const day = dateOfInstant(now, desk.zone);
  const rows = [rowOfPerson(first), rowOfPerson(actor.id)] as const;
  if (areDeputies(rows[0], rows[1], book.people.grants(), day)) {
    return refuse({ code: 'override_by_deputies' });
  }
  const words = book.overrides.spokenOf(open).map((each) => ({ ...each, permission: BY }) as const);
  const then = takenBy(desk, words);
  if (asSecond(actor, BY, then) === null) return refuse({ code: 'override_by_deputies' });
  const today = actorToday(desk, first, now);
  const began = today === null ? null : asSecond(today, BY, taken);
  const stillMay = began !== null && holds(began, BY);
  if (!stillMay || (open.kind === 'payment' && !holds(began, 'sign'))) {
    return refuse({ code: 'override_not_begun' });
  }
  // By what it was begun, by what it rests today, and by what was made: by none of these together.
  if (asSecond(actor, BY, [...taken, ...then, ...takenUpBy(began, BY)]) === null) {
    return refuse({ code: 'override_by_deputies' });
  }
  return ok(open);
}

/** What each of the two needs, and by which their authority is told apart. */
const BY = 'override' satisfies Permission;

type ByDeputies = Refusal<'override_by_deputies'>;

function isOpen(override: Override, { hash }: Waits, now: number): boolean {
  return stateOf(override, now) === 'begun' && override.shown.equals(hash);
}

/** Where an override stands at `now`, milliseconds UTC. */
export function stateOf({ begun, confirmed, acknowledged }: Override, now: number): OverrideState {
  const isConfirmed = confirmed !== null;
  return overrideState(
    { begunAt: begun.at, isConfirmed, isAcknowledged: acknowledged !== null },
    now,
  );
}

function ofRequest(desk: Desk, id: number, context: Context): Result<Waits, NotThere> {
  const request = desk.book.requests.byId(id);
  const waiting = request === null ? null : shownRequest(desk, request);
  if (waiting === null || !seesRequest(waiting, context.actor)) {
    return refuse({ code: 'request_unknown', requestId: id });
  }
  const { asked, hash, rule, taken } = waiting;
  const { state } = waiting.request;
  if (state !== 'waits') return refuse({ code: 'request_decided', requestId: id, state });
  const setting = asked.deed === 'setPolicy' ? asked.name : null;
  const isSigner = maySignRequest(desk, waiting, context).ok;
  return ok({
    // A request is never edited: it is taken back and asked for anew.
    version: 1,
    hash,
    rule,
    taken,
    isReached:
      !rule.levels.includes('comply') &&
      isOverridable(asked.deed, setting) &&
      !undoesWhatStands(desk, asked),
    isSigner,
    asTold: () => ({ taken, isSigner }),
    happen: (w) => requestHappens(desk, w, waiting, context),
  });
}

/**
 * A correction of what moved a participant's account or blocked funds: what was settled among banks is
 * final, and what is frozen moves by its own rows only.
 */
function undoesWhatStands({ book }: Desk, asked: AskedDeed): boolean {
  if (asked.deed !== 'correctEntry' || !book.journal.has(asked.entryId)) return false;
  const { postings } = book.journal.entry(asked.entryId);
  const ids = postings.flatMap(({ debitAccount, creditAccount }) => [debitAccount, creditAccount]);
  return ids.some((id) => {
    const { kind } = book.accounts.byId(id);
    return ACCOUNT_KIND_RULES[kind].locked || PARTICIPANT_KINDS.some((each) => each === kind);
  });
}

const PARTICIPANT_KINDS = ['participant_position', 'participant_settlement'] as const;

function requestHappens(
  desk: Desk,
  w: Writing,
  waiting: WaitingRequest,
  context: Context,
): Result<Grown, Refusal<'request_cannot_be_done'>> {
  const { request, asked, hash } = waiting;
  const requestId = request.id;
  const maker = makerToday(desk, waiting, context, [BY]);
  if (!maker.ok) return maker;
  const { actor, grown } = maker.value;
  const persons = { maker: actor, context, words: request.remark ?? '' };
  const done = carryOut(desk, w, asked, persons);
  if (!done.ok) {
    return refuse({ code: 'request_cannot_be_done', requestId, why: done.refusal.code });
  }
  const person = personOf(context.actor);
  desk.book.requests.say(w, {
    request: requestId,
    word: 'overridden',
    level: 0,
    shown: hash,
    person,
  });
  return ok(grown);
}

function ofPayment(desk: Desk, id: number, context: Context): Result<Waits, NotThere> {
  // Whoever reads no payments is told of none, whatever it waits for.
  if (!holds(context.actor, 'sign')) return refuse({ code: 'payment_unknown', paymentId: id });
  const found = waitingApproval(desk, id, context.now);
  if (!found.ok) return found;
  const { payment, now, rule, taken } = found.value;
  return ok({
    version: now.payment.version,
    hash: now.hash,
    rule,
    taken,
    isReached: accountsAreOpen(desk, found.value),
    isSigner: maySignFor(desk, found.value, context).ok,
    asTold: () => {
      const { actor, now: at } = context;
      const knows = hasComplianceRight(actor) || now.payment.makers.includes(personOf(actor));
      const told = knows ? found.value : asIfNotReviewed(desk, found.value, at);
      return { taken: told.taken, isSigner: maySignFor(desk, told, context).ok };
    },
    happen: (w) => {
      releasePayment(desk, w, context, payment);
      return ok({});
    },
  });
}

/** No payment of or to an account that is not open: the block may be a freeze. */
function accountsAreOpen({ book }: Desk, { payment }: WaitingPayment): boolean {
  const { debtor, creditor } = book.payments.accountNumbersOf(payment.id);
  return [debtor, creditor].every((number) => {
    const account = book.accounts.find(number, payment.amount.currency);
    return account === null || account.status === 'open';
  });
}

function wordsOf({ book }: Desk, { kind, id, reason }: OverrideWaitInput): Remark {
  if (kind === 'payment') return remarkOf(reason, { kind: 'batch', id: batchOf(id) });
  const request = book.requests.byId(id);
  return remarkOf(reason, request === null ? null : subjectOf(readAsked(request.input)));
}
