// The Insight screen's side of the office: questions to the thread of measures.
import type { Handlers, Input, Output } from '../../preload/contract/contract.ts';
import type { Session } from '../../preload/session.ts';
import { hasComplianceRight } from '../domain/disclosure.ts';
import { instantOfWallTime } from '../domain/instants.ts';
import type { Actor } from '../domain/permissions.ts';
import { ok, refuse } from '../domain/result.ts';
import { openDay, policyOf } from '../operations/desk.ts';
import { redrivePayments } from '../operations/redrive-payments.ts';
import { steerIntake } from '../operations/steer-intake.ts';
import type { Office } from './office.ts';
import { rerunLog } from './rerun-log.ts';
import { accountMeant } from './told-accounts.ts';

type InsightHandlers = Pick<
  Handlers<Session>,
  | 'insightSeries'
  | 'insightNow'
  | 'engineStanding'
  | 'steerIntake'
  | 'redrivePayments'
  | 'accountMeasures'
  | 'rerun'
>;

/** The rail whose cut-off people work towards. */
const RAIL = 'batch';
const LATEST = '23:59';

export function insightHandlers(office: Office): InsightHandlers {
  return {
    engineStanding: async () => ok(office.engine.standing()),
    steerIntake: async (input, session) => {
      const { desk, writer, engine, announcer } = office;
      const steered = await writer.do((turn) =>
        steerIntake(desk, input, office.contextFor(session, turn)),
      );
      if (!steered.ok) return steered;
      engine.steer();
      announcer.publish({ topic: 'batches', ids: null });
      return steered;
    },
    redrivePayments: async (input, session) => {
      const { desk, writer, engine } = office;
      const driven = await writer.do((turn) =>
        redrivePayments(desk, input, office.contextFor(session, turn)),
      );
      if (!driven.ok) return driven;
      // What was moved is told with the batches; those that are asked again have been taken up.
      for (const batch of engine.redrive()) office.batchMoved(batch);
      return driven;
    },
    accountMeasures: async (asked, { actor }) => {
      const meant = await accountMeant(office, 'accountMeasures', asked, actor);
      if (meant.ok) return ok(await office.engine.inspect(meant.value, asked.currency));
      const { code } = meant.refusal;
      return code === 'accounts_look_alike' ? refuse({ ...meant.refusal, code }) : ok(null);
    },
    rerun: (input, _session, signal) => rerunLog(office, input, signal),
    insightSeries: async (input) => ok(await office.insight.ask('series', input)),
    insightNow: async (input, { actor }) => ok(await insightNow(office, input, actor)),
  };
}

/** How things stand at the office's own time, against the rail's next cut-off. */
export function insightNow(
  { clock, desk, insight }: Pick<Office, 'clock' | 'desk' | 'insight'>,
  input: Input<'insightNow'>,
  actor: Actor,
): Promise<Output<'insightNow'>> {
  const at = clock();
  const businessDate = openDay(desk, at);
  const cutOff = policyOf(desk).cutOff.get(RAIL) ?? LATEST;
  const cutOffAt = instantOfWallTime(businessDate, cutOff, desk.zone);
  const knows = hasComplianceRight(actor);
  const unjudged = desk.book.batches
    .unfinished()
    .reduce((sum, batch) => sum + batch.numberOfTransactions - batch.nextRecord, 0);
  return insight.ask('now', { ...input, at, cutOff, cutOffAt, businessDate, knows, unjudged });
}
