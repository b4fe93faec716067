// Which of the signatures that were given for a payment stand at the moment in which somebody looks:
// what goes on rests on persons whose authority is live then (reliability.md A1, S4).
import { type Actor, holds, type Permission } from '../domain/permissions.ts';
import { asSecond, takenUpBy } from '../domain/second-person.ts';
import type { GivenSignature } from '../domain/signing.ts';
import type { Payment } from '../ledger/payment-rows.ts';
import { reachesToday } from './authority.ts';
import type { Desk } from './desk.ts';
import { actorToday, takenBySigning } from './taken-up.ts';

export type StandingSignatures = {
  readonly given: readonly GivenSignature[];
  /** Whom the making and these signatures took up; see `maySign`. */
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
      const today = isPeopled ? actorToday(desk, signature.person, now) : null;
      const live = today === null ? null : asSecond(today, permission, sofar.taken);
      if (isPeopled && (live === null || !isLive(desk, live, permission, payment))) return sofar;
      const then = takenBySigning(desk, levels, [signature]);
      const also = live === null ? [] : takenUpBy(live, permission);
      return {
        given: [...sofar.given, signature],
        taken: [...new Set([...sofar.taken, ...then, ...also])],
      };
    },
    { given: [], taken },
  );
}

function isLive(
  desk: Desk,
  actor: Actor,
  permission: Permission,
  payment: Signed['payment'],
): boolean {
  return holds(actor, permission) && reachesToday(desk, actor, permission, payment);
}
