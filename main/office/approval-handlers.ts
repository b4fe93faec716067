// The office's side of what waits for another signature.
import type { Handlers } from '../../preload/contract/contract.ts';
import type { Session } from '../../preload/session.ts';
import { holds } from '../domain/permissions.ts';
import { ok, refuse } from '../domain/result.ts';
import { amendPayment } from '../operations/amend-payment.ts';
import { approve, rejectApproval, waitingApproval } from '../operations/approve.ts';
import type { Office } from './office.ts';

type ApprovalHandlers = Pick<
  Handlers<Session>,
  'approvalView' | 'approve' | 'rejectApproval' | 'amendPayment'
>;

export function approvalHandlers(office: Office): ApprovalHandlers {
  const { desk, writer } = office;
  const context = (session: Session) => office.contextFor(session.actor);
  return {
    approvalView: ({ paymentId }, { actor }) => {
      const permission = 'sign';
      if (!holds(actor, permission)) {
        return refuse({ code: 'not_permitted', permission, actor: actor.id });
      }
      const found = waitingApproval(desk, paymentId);
      if (!found.ok) return found;
      const { now, rule, given } = found.value;
      const levels = rule.levels.map((permission, level) => {
        const person = given.find((each) => each.level === level)?.person ?? null;
        return { permission, person };
      });
      const { id, order } = rule;
      const shown = now.hash.toString('hex');
      return ok({ payment: now.payment, shown, rule: id, order, levels });
    },
    approve: async (input, session) => {
      const signed = await writer.do(() => approve(desk, input, context(session)));
      if (signed.ok) office.paymentMoved(input.paymentId);
      return signed;
    },
    amendPayment: async (input, session) => {
      const amended = await writer.do(() => amendPayment(desk, input, context(session)));
      if (amended.ok) office.paymentMoved(input.paymentId);
      return amended;
    },
    rejectApproval: async (input, session) => {
      const rejected = await writer.do(() => rejectApproval(desk, input, context(session)));
      if (rejected.ok) office.paymentMoved(input.paymentId);
      return rejected;
    },
  };
}
