// The office's side of what waits for another signature.
import type { Handlers } from '../../preload/contract/contract.ts';
import type { AbsentSigners } from '../../preload/contract/requests.ts';
import type { Session } from '../../preload/session.ts';
import { hasComplianceRight } from '../domain/disclosure.ts';
import { type Actor, holds } from '../domain/permissions.ts';
import { ok, refuse } from '../domain/result.ts';
import { openLevels, placeOf, shownLevels } from '../domain/signing.ts';
import { readRemindedAt } from '../ledger/approvals.ts';
import { amendPayment } from '../operations/amend-payment.ts';
import {
  approve,
  asIfNotReviewed,
  lapsedAsTold,
  makersAsTold,
  maySignAsTold,
  maySignFor,
  rejectApproval,
  type WaitingPayment,
  waitingApproval,
} from '../operations/approve.ts';
import { remindPayment } from '../operations/remind-payment.ts';
import { absentSigners } from './absent-signers.ts';
import type { Office } from './office.ts';

type ApprovalHandlers = Pick<
  Handlers<Session>,
  'approvalList' | 'approvalView' | 'approve' | 'rejectApproval' | 'amendPayment' | 'remindPayment'
>;

/** Signatures that stand no more in one answer; the first given are told. */
const LAPSED_SHOWN_MAX = 100;

export function approvalHandlers(office: Office): ApprovalHandlers {
  const { desk, reader, writer, contextFor: context } = office;
  return {
    approvalList: async ({ offset, limit }, { actor }) => {
      if (!holds(actor, 'sign')) return notASigner(actor);
      const filter = { statuses: ['awaiting_approval'] } as const;
      const sort = { by: 'receivedAt', descending: false } as const;
      const page = await reader.ask('page', { filter, sort, offset, limit });
      const absent = absentSigners(office);
      const rows = page.rows.flatMap(({ paymentId }) => {
        const found = waitingApproval(desk, paymentId, office.clock());
        if (!found.ok) return [];
        const own = whyNot(office, found.value, actor);
        const absentOf = absent(mayToldSign(office, found.value, actor));
        const remindedAt = readRemindedAt({ db: desk.book.db, writes: false }, paymentId);
        return [{ ...waitingItem(found.value), ...own, remindedAt, absentSigners: absentOf }];
      });
      const mine = rows.filter(({ cannot }) => cannot === null).length;
      return ok({ total: page.total, mine, rows });
    },
    approvalView: async ({ paymentId }, { actor }) => {
      if (!holds(actor, 'sign')) return notASigner(actor);
      const found = waitingApproval(desk, paymentId, office.clock());
      if (!found.ok) return found;
      const { now, rule } = found.value;
      const levels = shownLevels(found.value);
      const { id, order } = rule;
      const shown = now.hash.toString('hex');
      const usual = await reader.ask('usual', { paymentId });
      const own = whyNot(office, found.value, actor);
      const absent = absentToSign(office, found.value, actor);
      const remindedAt = readRemindedAt({ db: desk.book.db, writes: false }, paymentId);
      const who = { actor, now: office.clock() };
      const lapsed = lapsedAsTold(desk, found.value, who).slice(0, LAPSED_SHOWN_MAX);
      const shownAs = { shown, rule: id, order, levels, usual, ...own, remindedAt };
      return ok({
        payment: paymentAsTold(desk, now.payment, actor),
        ...shownAs,
        lapsed: lapsed.map(({ level, person, why }) => ({ level, person, why })),
        absentSigners: absent,
      });
    },
    approve: async (input, session) => {
      const signed = await writer.do((turn) => approve(desk, input, context(session, turn)));
      if (!signed.ok) return signed;
      office.paymentMoved(input.paymentId);
      const { status, open } = signed.value;
      return ok({ status, open });
    },
    amendPayment: async (input, session) => {
      const amended = await writer.do((turn) => amendPayment(desk, input, context(session, turn)));
      if (amended.ok) office.paymentMoved(input.paymentId);
      return amended;
    },
    remindPayment: async (input, session) => {
      const reminded = await writer.do((turn) =>
        remindPayment(desk, input, context(session, turn)),
      );
      if (reminded.ok) office.paymentMoved(input.paymentId);
      return reminded;
    },
    rejectApproval: async (input, session) => {
      const rejected = await writer.do((turn) =>
        rejectApproval(desk, input, context(session, turn)),
      );
      if (rejected.ok) office.paymentMoved(input.paymentId);
      return rejected;
    },
  };
}

function paymentAsTold(
  desk: Office['desk'],
  payment: WaitingPayment['now']['payment'],
  actor: Actor,
) {
  const knows = hasComplianceRight(actor);
  // The place in the trail where its status changed last would tell that somebody had let it go.
  const since = knows ? payment.since : 0;
  return { ...payment, since, makers: makersAsTold(desk, payment, knows) };
}

function notASigner({ id }: Actor) {
  return refuse({ code: 'not_permitted', permission: 'sign', actor: id });
}

/**
 * Why it is not this person's to sign as they are told it, also today by its amount, and whose deputy
 * they are where that is why; nulls where it is theirs.
 */
function whyNot({ desk, clock }: Office, waiting: WaitingPayment, actor: Actor) {
  const signable = maySignAsTold(desk, waiting, { actor, now: clock() });
  if (signable.ok) return { cannot: null, inPlaceOf: null };
  return { cannot: signable.refusal.code, inPlaceOf: placeOf(signable.refusal) };
}

/**
 * Who of those away alone may sign for a payment that waits for a signature, as it is told to `actor`;
 * else nobody.
 */
export function absentToSign(office: Office, waiting: WaitingPayment, actor: Actor): AbsentSigners {
  return absentSigners(office)(mayToldSign(office, waiting, actor));
}

/**
 * Who may sign, as far as it is told to `actor`: whoever let a held payment go on may not sign for it,
 * which would say to all others that it had been held.
 */
function mayToldSign(office: Office, waiting: WaitingPayment, actor: Actor) {
  const { desk, clock } = office;
  let told = hasComplianceRight(actor) ? waiting : null;
  return (who: Actor): boolean => {
    told ??= asIfNotReviewed(desk, waiting, clock());
    return maySignFor(desk, told, { actor: who, now: clock() }).ok;
  };
}

function waitingItem(waiting: WaitingPayment) {
  const { now, rule, given } = waiting;
  const { paymentId, amount, version, reason, ...parties } = now.payment;
  const { debtorAccount, debtorName, creditorAccount, creditorName } = parties;
  return {
    paymentId,
    amount,
    debtorAccount,
    debtorName,
    creditorAccount,
    creditorName,
    reason,
    shown: now.hash.toString('hex'),
    version,
    open: openLevels({ rule, given }).length,
  };
}
