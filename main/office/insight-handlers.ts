// The Insight screen's side of the office: questions to the thread of measures.
import type { Handlers } from '../../preload/contract/contract.ts';
import type { Session } from '../../preload/session.ts';
import { hasComplianceRight } from '../domain/disclosure.ts';
import { instantOfWallTime } from '../domain/instants.ts';
import { ok } from '../domain/result.ts';
import { openDay, policyOf } from '../operations/desk.ts';
import type { Office } from './office.ts';
import { rerunLog } from './rerun-log.ts';

type InsightHandlers = Pick<
  Handlers<Session>,
  'insightSeries' | 'insightNow' | 'engineStanding' | 'accountMeasures' | 'rerun'
>;

/** The rail whose cut-off people work towards. */
const RAIL = 'batch';
const LATEST = '23:59';

export function insightHandlers(office: Office): InsightHandlers {
  return {
    engineStanding: async () => ok(office.engine.standing()),
    accountMeasures: async ({ account, currency }) =>
      ok(await office.engine.inspect(account, currency)),
    rerun: (input, _session, signal) => rerunLog(office, input, signal),
    insightSeries: async (input) => ok(await office.insight.ask('series', input)),
    insightNow: async (input, { actor }) => {
      const at = office.clock();
      const businessDate = openDay(office.desk, at);
      const cutOff = policyOf(office.desk).cutOff.get(RAIL) ?? LATEST;
      const cutOffAt = instantOfWallTime(businessDate, cutOff, office.desk.zone);
      const knows = hasComplianceRight(actor);
      const asked = { ...input, at, cutOff, cutOffAt, businessDate, knows };
      return ok(await office.insight.ask('now', asked));
    },
  };
}
