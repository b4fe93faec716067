// The clearing house's side of the office: where its participants stand, and their settlement.
import type { Handlers } from '../../preload/contract/contract.ts';
import type { Session } from '../../preload/session.ts';
import { ok } from '../domain/result.ts';
import { settlePositions } from '../operations/settle-positions.ts';
import type { Office } from './office.ts';

export function clearingHandlers(
  office: Office,
): Pick<Handlers<Session>, 'clearingView' | 'settlePositions'> {
  const { desk, writer, announcer } = office;
  return {
    clearingView: async () => ok(await office.reader.ask('clearing', null)),
    settlePositions: async (input, { actor }) => {
      const done = await writer.do(() => settlePositions(desk, input, office.contextFor(actor)));
      if (done.ok) announcer.publish({ topic: 'cycles', ids: null });
      return done;
    },
  };
}
