// The clearing house's side of the office: where its participants stand, and their settlement.
import type { Handlers } from '../../preload/contract/contract.ts';
import type { Session } from '../../preload/session.ts';
import { ok } from '../domain/result.ts';
import { positionsNow, settlePositions } from '../operations/settle-positions.ts';
import type { Office } from './office.ts';
import { orAsk } from './request-handlers.ts';

export function clearingHandlers(
  office: Office,
): Pick<Handlers<Session>, 'clearingView' | 'settlePositions'> {
  const { desk, writer, announcer } = office;
  return {
    clearingView: async () => ok(await office.reader.ask('clearing', null)),
    settlePositions: async (input, session) => {
      const done = await writer.do((turn) =>
        settlePositions(desk, input, office.contextFor(session, turn)),
      );
      if (done.ok) {
        announcer.publish({ topic: 'cycles', ids: null });
        return done;
      }
      const { submissionId, currency } = input;
      const positions = positionsNow(desk, currency).hash;
      const asked = { deed: 'settlePositions', currency, positions } as const;
      return orAsk(office, done, { submissionId, asked, remark: '' }, session);
    },
  };
}
