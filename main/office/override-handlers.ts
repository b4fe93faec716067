// The office's side of the emergency override: begun, confirmed and acknowledged as deeds, and told to
// everybody as a count and to who oversees the book as a report.
import type { Handlers } from '../../preload/contract/contract.ts';
import { OVERRIDES_SHOWN_MAX } from '../../preload/contract/overrides.ts';
import type { Session } from '../../preload/session.ts';
import { known } from '../domain/assert.ts';
import { type Actor, holds, personOf } from '../domain/permissions.ts';
import { ok, refuse } from '../domain/result.ts';
import type { Override } from '../ledger/overrides.ts';
import { acknowledgeOverride, tookPart } from '../operations/acknowledge-override.ts';
import { type EffectLine, effectOf } from '../operations/asked-deeds.ts';
import { policyOf } from '../operations/desk.ts';
import { readAsked } from '../operations/kept-asking.ts';
import { overrideWait, stateOf } from '../operations/override-wait.ts';
import type { Office } from './office.ts';
import { isSetByFile, tellDecided } from './request-handlers.ts';

type OverrideHandlers = Pick<
  Handlers<Session>,
  'overrideList' | 'overrideWait' | 'acknowledgeOverride'
>;

export function overrideHandlers(office: Office): OverrideHandlers {
  const { desk, writer, announcer } = office;
  return {
    overrideList: (_input, { actor }) => {
      const { overrides } = desk.book;
      const isOn = policyOf(desk).emergencyOverride === 'on';
      const seen = holds(actor, 'see_book') ? overrides.list(OVERRIDES_SHOWN_MAX) : [];
      const rows = seen.map((each) => rowOf(office, each, actor));
      return ok({ isOn, standing: overrides.standing(), overrides: rows });
    },
    overrideWait: async (input, session) => {
      const { kind, id } = input;
      if (kind === 'request' && isSetByFile(office, id, session.actor)) {
        const why = 'policy_set_by_file';
        return refuse({ code: 'request_cannot_be_done', requestId: id, why });
      }
      const done = await writer.do((turn) =>
        overrideWait(desk, input, office.contextFor(session, turn)),
      );
      if (!done.ok) return done;
      const { override, state } = done.value;
      const happened = state === 'confirmed';
      tellDecided(office, id, happened && kind === 'request');
      if (happened && kind === 'payment') office.paymentMoved(id);
      return ok({ override, state });
    },
    acknowledgeOverride: async (input, session) => {
      const read = await writer.do((turn) =>
        acknowledgeOverride(desk, input, office.contextFor(session, turn)),
      );
      if (read.ok) announcer.publish({ topic: 'requests', ids: null });
      return read;
    },
  };
}

/** One line of the report; of a payment nothing to who reads no payments. */
function rowOf({ desk, clock }: Office, override: Override, actor: Actor) {
  const { id, kind, thing, shown, begun, confirmed, acknowledged } = override;
  const state = stateOf(override, clock());
  const isKept = kind === 'payment' && !holds(actor, 'see_payments');
  const mayRead = holds(actor, 'acknowledge_override') && state === 'confirmed';
  return {
    overrideId: id,
    kind,
    thing: isKept ? null : thing,
    ...whatOf(desk, override),
    shown: shown.toString('hex'),
    state,
    begun,
    confirmed,
    acknowledged,
    mayAcknowledge: mayRead && !tookPart(desk, override).includes(personOf(actor)),
  };
}

/** What was let happen; what stood there before is not told, for it may be what stands there now. */
function whatOf(desk: Office['desk'], { kind, thing }: Override) {
  if (kind === 'payment') return { what: 'releasePayment', effect: [] } as const;
  const asked = readAsked(known(desk.book.requests.byId(thing), 'it was asked for').input);
  const effect = effectOf(desk, asked).map((line): EffectLine => ({ ...line, before: null }));
  return { what: asked.deed, effect };
}
