// Somebody who took no part in an emergency override has read its report: its banner ends.
import { known } from '../domain/assert.ts';
import type { Context } from '../domain/context.ts';
import { DEEDS, type NotPermitted, personOf } from '../domain/permissions.ts';
import { ok, type Refusal, refuse } from '../domain/result.ts';
import { asSecond } from '../domain/second-person.ts';
import type { Override } from '../ledger/overrides.ts';
import { remarkOf } from '../ledger/remarks.ts';
import type { Desk } from './desk.ts';
import { takenBy, takenByMaking } from './taken-up.ts';

export type AcknowledgeOverrideInput = {
  readonly submissionId: string;
  readonly overrideId: number;
  readonly remark: string;
};

export type AcknowledgeOverrideRefusal =
  | NotPermitted
  | Refusal<
      | 'override_unknown'
      | 'override_not_confirmed'
      | 'override_acknowledged'
      | 'second_person_must_differ'
    >;

/**
 * A supervisor or auditor who took no part says that they read the report: the banner ends. Refuses
 * `not_permitted`, `override_unknown`, `override_not_confirmed` (nothing happened by it),
 * `override_acknowledged`, `second_person_must_differ` (who made, began or confirmed it, or may only
 * by authority that did).
 */
export function acknowledgeOverride(desk: Desk, input: AcknowledgeOverrideInput, context: Context) {
  const { book } = desk;
  const { submissionId, overrideId, remark } = input;
  const said = remarkOf(remark, null);
  const call = {
    deed: 'acknowledgeOverride',
    submissionId,
    input: [overrideId],
    remark: said,
  } as const;
  type Acknowledged = { readonly state: 'acknowledged' };
  return book.perform<Acknowledged, AcknowledgeOverrideRefusal>(call, context, (w) => {
    const found = book.overrides.byId(overrideId);
    if (found === null) return refuse({ code: 'override_unknown', overrideId });
    if (found.confirmed === null) return refuse({ code: 'override_not_confirmed', overrideId });
    if (found.acknowledged !== null) return refuse({ code: 'override_acknowledged', overrideId });
    const person = personOf(context.actor);
    if (asSecond(context.actor, 'acknowledge_override', takenByPart(desk, found)) === null) {
      return refuse({ code: 'second_person_must_differ', actor: context.actor.id });
    }
    book.overrides.say(w, found, 'acknowledged', person);
    return ok({ state: 'acknowledged' });
  });
}

/** Whom what was made and the two words that let it happen took up. */
function takenByPart(desk: Desk, override: Override): readonly string[] {
  const { kind, thing } = override;
  const words = desk.book.overrides.spokenOf(override);
  const two = takenBy(
    desk,
    words.map((word) => ({ ...word, permission: 'override' })),
  );
  if (kind === 'payment') return [...two, ...takenByMaking(desk, thing)];
  const { maker, sequence, asked } = known(desk.book.requests.byId(thing), 'it was asked for');
  return [...two, ...takenBy(desk, [{ person: maker, sequence, permission: DEEDS[asked] }])];
}

/** Who made what was let happen, and the two who let it: none of them acknowledges the report. */
export function tookPart({ book }: Desk, { kind, thing, begun, confirmed }: Override): string[] {
  const two = [begun.person, ...(confirmed === null ? [] : [confirmed.person])];
  if (kind === 'payment') return [...two, ...book.approvals.makersOf(thing)];
  return [...two, known(book.requests.byId(thing), 'it was asked for').maker];
}
