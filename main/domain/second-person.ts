// The one rule of four eyes: who is another person for what was made or signed before. Whatever needs
// two people needs two persons and the authority of two: whoever asks for a second word asks here.
import { type Actor, holds, type Permission, personOf } from './permissions.ts';
import { ok, type Refusal, type Result, refuse } from './result.ts';

/**
 * Whom one word takes up, as ids of persons: whoever says it, and whose authority it rests on, which is
 * their own where they hold `permission` themselves, and else that of everybody who lent it to them. Of
 * one thing nobody's authority stands for two words (reliability.md A1): not for a maker's and their
 * deputy's, not for two deputies' of one absent person, and not for a deputy's and the absent one's, who
 * is back.
 */
export function takenUpBy(actor: Actor, permission: Permission): readonly string[] {
  const person = personOf(actor);
  const { authorities = [] } = actor;
  const lenders = [...new Set(authorities.flatMap(({ lentBy }) => lentBy ?? []))];
  if (holds(withoutLentBy(actor, lenders), permission)) return [person];
  const lent = lenders.filter((each) => {
    const others = lenders.filter((other) => other !== each);
    return holds(withoutLentBy(actor, others), permission);
  });
  return [person, ...lent];
}

/**
 * `actor` as they may speak beside those words that took up `taken`: with what they hold themselves and
 * what others lent them. Null where they are no second person: they are taken up themselves, or hold
 * `permission` only by what was lent by who is. Who does not hold it at all is for the caller to see.
 */
export function asSecond(
  actor: Actor,
  permission: Permission,
  taken: readonly string[],
): Actor | null {
  if (taken.includes(personOf(actor))) return null;
  const apart = withoutLentBy(actor, taken);
  return holds(actor, permission) && !holds(apart, permission) ? null : apart;
}

/**
 * Of those that are taken up, in whose place `actor` acts who is no second person for that alone; null
 * where they are taken up themselves, are a second person, or do not hold `permission`.
 */
export function inPlaceOf(
  actor: Actor,
  permission: Permission,
  taken: readonly string[],
): string | null {
  if (taken.includes(personOf(actor)) || asSecond(actor, permission, taken) !== null) return null;
  const holdsBy = (lender: string): boolean => {
    const others = taken.filter((each) => each !== lender);
    return holds(withoutLentBy(actor, others), permission);
  };
  return taken.find(holdsBy) ?? null;
}

/** The same person without what one of `persons` lent them. */
export function withoutLentBy(actor: Actor, persons: readonly string[]): Actor {
  const { authorities } = actor;
  if (authorities === undefined) return actor;
  const left = authorities.filter(
    ({ lentBy }) => lentBy === undefined || !persons.includes(lentBy),
  );
  if (left.length === authorities.length) return actor;
  const held = new Set(left.map(({ role }) => role));
  return { ...actor, authorities: left, roles: actor.roles.filter((role) => held.has(role)) };
}

/** What is signed by two persons, who each need this permission. */
export type Duty = Extract<Permission, 'comply' | 'approve' | 'maintain'>;

export type NotSigned = Refusal<
  'second_person_required' | 'second_person_must_differ' | 'signer_not_permitted'
>;

/**
 * Whether two persons may stand for what `duty` guards; the first by `asks`, where whoever asks for it
 * need not be one who signs for such things. Refuses `second_person_required` (nobody signed beside the
 * first), `second_person_must_differ` (the second is none: see {@link asSecond}), then
 * `signer_not_permitted`, which names the one who lacks the permission.
 */
export function authoriseTwo(
  duty: Duty,
  first: Actor,
  second: Actor | null,
  asks: Permission = duty,
): Result<{ readonly first: string; readonly second: string }, NotSigned> {
  if (second === null) return refuse({ code: 'second_person_required', duty });
  if (asSecond(second, duty, takenUpBy(first, asks)) === null) {
    return refuse({ code: 'second_person_must_differ', duty, actor: first.id });
  }
  if (!holds(first, asks)) return refuse({ code: 'signer_not_permitted', duty, actor: first.id });
  if (!holds(second, duty)) {
    return refuse({ code: 'signer_not_permitted', duty, actor: second.id });
  }
  return ok({ first: first.id, second: second.id });
}
