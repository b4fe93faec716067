// Which of the signatures that were given for a payment stand at the moment in which somebody looks:
// what goes on rests on persons whose authority is live then (reliability.md A1, S4).
import { dateOfInstant } from '../domain/instants.ts';
import { isAway, personOf as rowOfPerson } from '../domain/people.ts';
import { type Actor, holds, type Permission } from '../domain/permissions.ts';
import { asSecond, takenUpBy } from '../domain/second-person.ts';
import type { GivenSignature, Lapse, LapsedSignature } from '../domain/signing.ts';
import type { Payment } from '../ledger/payment-rows.ts';
import { reachesToday } from './authority.ts';
import type { Desk } from './desk.ts';
import { actorToday, takenBySigning } from './taken-up.ts';

type StandingSignatures = {
  readonly given: readonly GivenSignature[];
  /** Those that were given and stand no more, each with why. */
  readonly lapsed: readonly LapsedSignature[];
  /** Whom the making and the signatures that stand took up; see `maySign`. */
  readonly taken: readonly string[];
};

type Signed = {
  readonly payment: Pick<Payment, 'id' | 'amount' | 'rail'>;
  readonly levels: readonly Permission[];
  /** As they were given, in their order. */
  readonly given: readonly GivenSignature[];
  /** Whom the making took up. */
  readonly taken: readonly string[];
};

/**
 * The signatures that stand at `now`, milliseconds UTC: those of persons who hold the permission of
 * their level for this payment today, themselves or in the place of somebody whose authority nothing
 * else of it rests on. Not of who has left, is absent, has lost the role or the right that was lent, or
 * may no longer sign for so much: their level is open again. The signature stays in the trail and
 * stands again with the authority. What else they signed for that day is not counted again. In a book
 * without people every signature stands, for nobody leaves it.
 */
export function standingAt(desk: Desk, { payment, levels, given, taken }: Signed, now: number) {
  const isPeopled = desk.book.people.exist();
  return given.reduce<StandingSignatures>(
    (sofar, signature) => {
      const permission = levels[signature.level] ?? 'be_here';
      const by = { signature, permission, payment, taken: sofar.taken };
      const live = isPeopled ? liveOrLapsed(desk, by, now) : null;
      if (typeof live === 'string') {
        const { given: standing, taken: also } = sofar;
        const lapsed = [...sofar.lapsed, { ...signature, why: live }];
        return { given: standing, lapsed, taken: also };
      }
      const then = takenBySigning(desk, levels, [signature]);
      const also = live === null ? [] : takenUpBy(live, permission);
      return {
        given: [...sofar.given, signature],
        lapsed: sofar.lapsed,
        taken: [...new Set([...sofar.taken, ...then, ...also])],
      };
    },
    { given: [], lapsed: [], taken },
  );
}

type Judged = {
  readonly signature: GivenSignature;
  readonly permission: Permission;
  readonly payment: Signed['payment'];
  /** Whom the making and the signatures before it took up. */
  readonly taken: readonly string[];
};

/** Whoever signed, as they may stand for it today; or why they may not. */
function liveOrLapsed(
  desk: Desk,
  { signature: { person }, permission, payment, taken }: Judged,
  now: number,
): Actor | Lapse {
  const today = actorToday(desk, person, now);
  if (today === null) return 'left';
  const live = asSecond(today, permission, taken);
  if (live === null) return 'same_authority';
  if (!holds(live, permission)) return isAwayToday(desk, person, now) ? 'away' : 'right_ended';
  return reachesToday(desk, live, permission, payment) ? live : 'beyond_right';
}

function isAwayToday({ book, zone }: Desk, person: string, now: number): boolean {
  const row = rowOfPerson(person);
  return row !== null && isAway(row, book.people.grants(), dateOfInstant(now, zone));
}
