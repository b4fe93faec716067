// The Queue screen's side of the office: everything is read, nothing is changed, by the reader
// thread; what a session may do on each payment is added here.
import type { Handlers } from '../../preload/contract/contract.ts';
import type { AbsentSigners } from '../../preload/contract/requests.ts';
import type { Session } from '../../preload/session.ts';
import { hasComplianceRight } from '../domain/disclosure.ts';
import { allowedDeeds } from '../domain/payment-deeds.ts';
import type { PaymentStatus } from '../domain/payment-status.ts';
import type { Actor } from '../domain/permissions.ts';
import { ok, refuse } from '../domain/result.ts';
import { waitingApproval } from '../operations/approve.ts';
import { openDay } from '../operations/desk.ts';
import { revealAccount } from '../operations/reveal-account.ts';
import { absentSigners, absentToDecide, NOBODY_AWAY } from './absent-signers.ts';
import { absentToSign } from './approval-handlers.ts';
import { questionMeant } from './barrier/told-queue.ts';
import type { Office } from './office.ts';
import { seesWhole } from './told-accounts.ts';

type QueueHandlers = Pick<
  Handlers<Session>,
  'queuePage' | 'paymentTrail' | 'dayEquation' | 'findPayment' | 'revealAccount'
>;

/** A row with the deeds that `actor` may do on it. */
export function withDeeds<Row extends { readonly status: PaymentStatus }>(row: Row, actor: Actor) {
  return { ...row, allowedEvents: allowedDeeds(row.status, actor) };
}

/** Who of those away alone may sign for a payment that waits, or decide it; else nobody. */
function absentFor(office: Office, paymentId: number, actor: Actor): AbsentSigners {
  const waiting = waitingApproval(office.desk, paymentId, office.clock());
  if (waiting.ok) return absentToSign(office, waiting.value, actor);
  return absentToDecide(office, paymentId, absentSigners(office));
}

export function queueHandlers(office: Office): QueueHandlers {
  const { reader, desk } = office;
  return {
    queuePage: async (input, { actor }) => {
      const whole = seesWhole('queuePage', actor);
      const question = questionMeant(input, { knows: hasComplianceRight(actor), whole });
      const page = await reader.ask('page', question);
      return ok({ ...page, rows: page.rows.map((row) => withDeeds(row, actor)) });
    },
    paymentTrail: async ({ paymentId }, { actor }) => {
      const trail = await reader.ask('trail', { paymentId });
      if (trail === null) return refuse({ code: 'payment_unknown', paymentId });
      return ok({
        ...trail,
        absentSigners: hasComplianceRight(actor)
          ? absentFor(office, paymentId, actor)
          : NOBODY_AWAY,
        allowedEvents: allowedDeeds(trail.payment.status, actor),
      });
    },
    revealAccount: async (input, session) => {
      const { writer } = office;
      const kept = await writer.do((turn) =>
        revealAccount(desk, input, office.contextFor(session, turn)),
      );
      if (!kept.ok) return kept;
      // Told only once it is durable that it was asked for.
      const trail = await reader.ask('trail', { paymentId: input.paymentId });
      const { debtorAccount = null, creditorAccount = null } = trail?.payment ?? {};
      return ok({ account: input.party === 'debtor' ? debtorAccount : creditorAccount });
    },
    dayEquation: async (input) => {
      const equation = await reader.ask('equation', input);
      return ok({ businessDate: openDay(office.desk, office.clock()), ...equation });
    },
    findPayment: async ({ text }, { actor }) => {
      const told = !seesWhole('findPayment', actor);
      const { found, more } = await reader.ask('find', { text, told });
      return ok({
        found: found.map((each) =>
          each.kind === 'payment' ? { ...each, payment: withDeeds(each.payment, actor) } : each,
        ),
        more,
      });
    },
  };
}
