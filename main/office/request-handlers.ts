// The office's side of deeds that others must stand for: asked for in the breath in which the deed
// itself was refused, shown to whom they concern, and carried out with the last signature.
import type { Handlers } from '../../preload/contract/contract.ts';
import type { Session } from '../../preload/session.ts';
import { type Actor, personOf } from '../domain/permissions.ts';
import { ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import { placeOf, shownLevels } from '../domain/signing.ts';
import type { AskedDeed } from '../operations/asked-deeds.ts';
import { readAsked } from '../operations/kept-asking.ts';
import {
  askForDeed,
  decideRequest,
  maySignRequest,
  meetsRequests,
  REQUESTS_MAX,
  requestAskedFor,
  seesRequest,
  shownRequest,
  type WaitingRequest,
} from '../operations/requests.ts';
import { absentSigners } from './absent-signers.ts';
import type { Office } from './office.ts';

type RequestHandlers = Pick<Handlers<Session>, 'requestList' | 'decideRequest'>;

/** Requests in one answer; the contract's own bound. */
const SHOWN_MAX = 100;

export function requestHandlers(office: Office): RequestHandlers {
  const { desk, writer } = office;
  return {
    requestList: (_input, { actor }) => {
      if (!meetsRequests(actor)) {
        return refuse({ code: 'not_permitted', permission: 'sign', actor: actor.id });
      }
      const waiting = desk.book.requests.waiting(REQUESTS_MAX);
      const seen = waiting
        .map((request) => shownRequest(desk, request))
        .filter((request) => seesRequest(request, actor));
      const absent = absentSigners(office);
      const requests = seen.slice(0, SHOWN_MAX).map((each) => ({
        ...rowOf(office, each, actor),
        absentSigners: absent((who) => maySignNow(office, each, who).ok),
      }));
      return ok({ requests });
    },
    decideRequest: async (input, session) => {
      const { requestId } = input;
      if (input.decision === 'approved' && isSetByFile(office, requestId, session.actor)) {
        return refuse({ code: 'request_cannot_be_done', requestId, why: 'policy_set_by_file' });
      }
      const decided = await writer.do((turn) =>
        decideRequest(desk, input, office.contextFor(session, turn)),
      );
      if (!decided.ok) return decided;
      const { state, open } = decided.value;
      tellDecided(office, requestId, state === 'done');
      return ok({ state, open });
    },
  };
}

/** Whether it asks, as `actor` may know, for a setting that the policy file has come to hold since. */
export function isSetByFile(
  { desk, policyFile }: Office,
  requestId: number,
  actor: Actor,
): boolean {
  const request = desk.book.requests.byId(requestId);
  if (request === null || request.state !== 'waits') return false;
  const waiting = shownRequest(desk, request);
  const { asked } = waiting;
  return asked.deed === 'setPolicy' && policyFile.sets(asked.name) && seesRequest(waiting, actor);
}

/**
 * What is answered to a deed that was refused because another person must stand for it: the request
 * that was put to them, as `request`; 0 where as many wait as there may be. Anything else is answered
 * as it is. The key of the asking is made of the deed's own, so that the same again asks once, also where
 * what it would come to has changed since.
 */
export async function orAsk<Value, R extends Refusal>(
  office: Office,
  outcome: Result<Value, R>,
  asking: { readonly submissionId: string; readonly asked: AskedDeed; readonly remark: string },
  session: Session,
): Promise<Result<Value, R>> {
  if (outcome.ok || outcome.refusal.code !== 'second_person_required') return outcome;
  const submissionId = `${asking.submissionId}/asked`;
  const before = requestAskedFor(office.desk.book, submissionId);
  if (before !== null) return refuse({ ...outcome.refusal, request: before.id });
  const asked = await office.writer.do((turn) =>
    askForDeed(office.desk, { ...asking, submissionId }, office.contextFor(session, turn)),
  );
  tellRequests(office);
  return refuse({ ...outcome.refusal, request: asked.ok ? asked.value.request : 0 });
}

/** Told once a word on a request is durable; `isDone`: with it the deed was carried out. */
export function tellDecided(office: Office, requestId: number, isDone: boolean): void {
  if (isDone) carriedOut(office, requestId);
  tellRequests(office);
}

function tellRequests({ announcer }: Office): void {
  announcer.publish({ topic: 'requests', ids: null });
}

/** What others are told once a deed was carried out: what they would be told of the deed alone. */
function carriedOut(office: Office, requestId: number): void {
  const { desk, announcer, engine } = office;
  const request = desk.book.requests.byId(requestId);
  if (request === null) return;
  const asked = readAsked(request.input);
  if (asked.deed === 'setPolicy') {
    engine.reload();
    announcer.publish({ topic: 'policies', ids: null });
  } else if (asked.deed === 'releaseOutgoing') office.batchMoved(asked.batchId);
  else if (asked.deed === 'handOverBatch') office.batchMoved(asked.batchId);
  else if (asked.deed === 'changeAccount') announcer.publish({ topic: 'accounts', ids: null });
  else if (asked.deed === 'settlePositions' || asked.deed === 'unwindCycle')
    announcer.publish({ topic: 'cycles', ids: null });
  else if (asked.deed !== 'changeKey') announcer.publish({ topic: 'entries', ids: null });
}

function maySignNow({ desk, clock }: Office, waiting: WaitingRequest, actor: Actor) {
  return maySignRequest(desk, waiting, { actor, now: clock() });
}

function rowOf(office: Office, waiting: WaitingRequest, actor: Actor) {
  const { request, asked, effect, hash, rule } = waiting;
  const { id, maker, at, remark, remindedAt } = request;
  const levels = shownLevels(waiting);
  const signable = maySignNow(office, waiting, actor);
  return {
    requestId: id,
    deed: asked.deed,
    maker,
    at,
    remark,
    effect,
    shown: hash.toString('hex'),
    rule: rule.id,
    levels,
    remindedAt,
    isOwn: personOf(actor) === maker,
    cannot: signable.ok ? null : signable.refusal.code,
    inPlaceOf: signable.ok ? null : placeOf(signable.refusal),
  };
}
