// The Review screen's side of the office, and the policy that decides what comes to it.
import type { Handlers } from '../../preload/contract/contract.ts';
import type { Session } from '../../preload/session.ts';
import { ok } from '../domain/result.ts';
import { cancelPayment } from '../operations/cancel-payment.ts';
import { decideReview } from '../operations/decide-review.ts';
import { setPolicy } from '../operations/set-policy.ts';
import type { Office } from './office.ts';
import { withDeeds } from './queue-handlers.ts';
import { startDemo } from './start-demo.ts';

type ReviewHandlers = Pick<
  Handlers<Session>,
  'reviewList' | 'decideReview' | 'cancelPayment' | 'setPolicy' | 'startDemo'
>;

export function reviewHandlers(office: Office): ReviewHandlers {
  const { desk, reader } = office;
  return {
    reviewList: async (input, { actor }) => {
      const page = await reader.ask('review', input);
      return ok({ ...page, rows: page.rows.map((row) => withDeeds(row, actor)) });
    },
    decideReview: (input, session) => {
      const decided = decideReview(desk, input, office.contextFor(session.actor));
      if (decided.ok) office.paymentMoved(input.paymentId);
      return decided;
    },
    cancelPayment: (input, session) => {
      const cancelled = cancelPayment(desk, input, office.contextFor(session.actor));
      if (cancelled.ok) office.paymentMoved(input.paymentId);
      return cancelled;
    },
    startDemo: (input, session) => startDemo(office, input, session),
    setPolicy: (input, session) => {
      const set = setPolicy(desk, input, office.contextFor(session.actor));
      if (!set.ok) return set;
      office.engine.reload();
      office.announcer.publish({ topic: 'policies', ids: null });
      return set;
    },
  };
}
