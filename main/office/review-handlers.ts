// The Review screen's side of the office, and the policy that decides what comes to it.
import type { Handlers } from '../../preload/contract/contract.ts';
import type { Session } from '../../preload/session.ts';
import { DEFAULT_POLICY, policyValues } from '../domain/policy.ts';
import { ok, refuse } from '../domain/result.ts';
import { cancelPayment } from '../operations/cancel-payment.ts';
import { decideReview } from '../operations/decide-review.ts';
import { policyOf } from '../operations/desk.ts';
import { setPolicy } from '../operations/set-policy.ts';
import { absentSigners, absentToDecide } from './absent-signers.ts';
import type { Office } from './office.ts';
import { withDeeds } from './queue-handlers.ts';
import { orAsk } from './request-handlers.ts';

type ReviewHandlers = Pick<
  Handlers<Session>,
  'reviewList' | 'decideReview' | 'cancelPayment' | 'setPolicy' | 'updateFeed' | 'settings'
>;

export function reviewHandlers(office: Office): ReviewHandlers {
  const { desk, reader, writer, contextFor: context } = office;
  return {
    reviewList: async (input, { actor }) => {
      const page = await reader.ask('review', input);
      const absent = absentSigners(office);
      const rows = page.rows.map((row) => ({
        ...withDeeds(row, actor),
        absentSigners: absentToDecide(office, row.paymentId, absent),
      }));
      return ok({ ...page, rows });
    },
    decideReview: async (input, session) => {
      const decided = await writer.do((turn) => decideReview(desk, input, context(session, turn)));
      if (!decided.ok) return decided;
      office.paymentMoved(input.paymentId);
      return ok({ status: decided.value.status });
    },
    cancelPayment: async (input, session) => {
      const cancelled = await writer.do((turn) =>
        cancelPayment(desk, input, context(session, turn)),
      );
      if (cancelled.ok) office.paymentMoved(input.paymentId);
      return cancelled;
    },
    setPolicy: async (input, session) => {
      if (office.policyFile.sets(input.name)) {
        return refuse({ code: 'policy_set_by_file', name: input.name });
      }
      const { submissionId, name, value } = input;
      const set = await writer.do((turn) => setPolicy(desk, input, context(session, turn)));
      const asked = { deed: 'setPolicy', name, value } as const;
      if (!set.ok) return orAsk(office, set, { submissionId, asked, remark: '' }, session);
      office.engine.reload();
      office.announcer.publish({ topic: 'policies', ids: null });
      return set;
    },
    updateFeed: () => ok({ feed: policyOf(desk).updateFeed }),
    settings: () => ok(settingsOf(office)),
  };
}

/** Every setting: those of the program, over them the book's, and over all the policy file's. */
function settingsOf({ desk, policyFile }: Office) {
  const defaults = policyValues(DEFAULT_POLICY);
  const set = desk.book.policies.inForce();
  const stated = policyFile.file?.values ?? NOTHING_STATED;
  const names = new Set([...policyValues(policyOf(desk)).keys(), ...stated.keys()]);
  const inForce = policyValues(policyOf(desk));
  const settings = [...names].map((name) => {
    const value = stated.get(name) ?? inForce.get(name) ?? '';
    const source = stated.has(name) ? 'file' : set.has(name) ? 'book' : 'default';
    return { name, value, source, default: defaults.get(name) ?? '' } as const;
  });
  return { settings, policyFile: policyFile.file?.path ?? null };
}

const NOTHING_STATED: ReadonlyMap<string, string> = new Map();
