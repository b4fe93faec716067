// The Settlement screen's side of the office: out to the rail, its answers, and the cycle.
import type { Handlers } from '../../preload/contract/contract.ts';
import type { Session } from '../../preload/session.ts';
import { ok, refuse } from '../domain/result.ts';
import { acknowledgeBatch } from '../operations/acknowledge-batch.ts';
import { applyInward } from '../operations/apply-inward.ts';
import { closeCycle } from '../operations/close-cycle.ts';
import { correctEntry } from '../operations/correct-entry.ts';
import { dispatchPayments } from '../operations/dispatch-payments.ts';
import { rejectAcknowledged } from '../operations/reject-acknowledged.ts';
import { settleCycle } from '../operations/settle-cycle.ts';
import { unwindCycle } from '../operations/unwind-cycle.ts';
import type { Office } from './office.ts';
import { orAsk } from './request-handlers.ts';

type SettlementHandlers = Pick<
  Handlers<Session>,
  | 'settlementView'
  | 'entryView'
  | 'dispatchPayments'
  | 'acknowledgeBatch'
  | 'closeCycle'
  | 'settleCycle'
  | 'unwindCycle'
  | 'correctEntry'
  | 'rejectAcknowledged'
  | 'applyInward'
>;

export function settlementHandlers(office: Office): SettlementHandlers {
  const { desk, announcer, writer, contextFor: context } = office;
  return {
    settlementView: async () => ok(await office.reader.ask('settlement', null)),
    entryView: async ({ entryId }) => {
      const postings = await office.reader.ask('entry', { entryId });
      return postings.length === 0 ? refuse({ code: 'entry_unknown', entryId }) : ok({ postings });
    },
    dispatchPayments: async (input, session) => {
      const done = await writer.do((turn) => dispatchPayments(desk, input, context(session, turn)));
      if (done.ok) office.batchMoved(input.batchId);
      return done;
    },
    acknowledgeBatch: async (input, session) => {
      const done = await writer.do((turn) => acknowledgeBatch(desk, input, context(session, turn)));
      if (!done.ok) return done;
      office.batchMoved(input.batchId);
      announcer.publish({ topic: 'cycles', ids: null });
      return done;
    },
    closeCycle: async (input, session) => {
      const done = await writer.do((turn) => closeCycle(desk, input, context(session, turn)));
      if (done.ok) announcer.publish({ topic: 'cycles', ids: [input.cycleId] });
      return done;
    },
    settleCycle: async (input, session) => {
      const done = await writer.do((turn) => settleCycle(desk, input, context(session, turn)));
      if (!done.ok) return done;
      for (const batch of desk.book.cycles.batchesOf(input.cycleId)) office.batchMoved(batch);
      announcer.publish({ topic: 'cycles', ids: [input.cycleId] });
      return done;
    },
    unwindCycle: async (input, session) => {
      const done = await writer.do((turn) => unwindCycle(desk, input, context(session, turn)));
      if (done.ok) {
        announcer.publish({ topic: 'cycles', ids: null });
        return done;
      }
      const { submissionId, cycleId, remark } = input;
      const asked = { deed: 'unwindCycle', cycleId } as const;
      return orAsk(office, done, { submissionId, asked, remark }, session);
    },
    correctEntry: async (input, session) => {
      const done = await writer.do((turn) => correctEntry(desk, input, context(session, turn)));
      if (done.ok) {
        const { entryId } = done.value;
        announcer.publish({ topic: 'entries', ids: [entryId] });
        return ok({ entryId });
      }
      const { submissionId, entryId, remark } = input;
      const asked = { deed: 'correctEntry', entryId } as const;
      return orAsk(office, done, { submissionId, asked, remark }, session);
    },
    rejectAcknowledged: async (input, session) => {
      const done = await writer.do((turn) =>
        rejectAcknowledged(desk, input, context(session, turn)),
      );
      if (done.ok) office.paymentMoved(input.paymentId);
      return done;
    },
    applyInward: async (input, session) => {
      const done = await writer.do((turn) => applyInward(desk, input, context(session, turn)));
      if (done.ok) announcer.publish({ topic: 'cycles', ids: [input.cycleId] });
      return done;
    },
  };
}
