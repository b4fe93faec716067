// Whether one more person may sign for what waits, and whether that is the last signature. A person
// is who they are, under whatever role, delegation or account they come.

import type { ApprovalRule } from './approval-policy.ts';
import { assert } from './assert.ts';
import { type Actor, holds, personOf, withoutLentBy } from './permissions.ts';
import { ok, type Refusal, type Result, refuse } from './result.ts';

/** A signature that stands: for which level of the rule, from 0, and by whom. */
export type GivenSignature = { readonly level: number; readonly person: string };

export type Waiting = {
  readonly rule: Pick<ApprovalRule, 'id' | 'levels' | 'order'>;
  /** Everybody who made it what it is: who submitted, decided or edited it. */
  readonly makers: readonly string[];
  readonly given: readonly GivenSignature[];
};

export type NotSigner = Refusal<'second_person_must_differ' | 'signer_not_permitted'>;

/** The level that is signed, and how many are left open after it. */
export type Signable = { readonly level: number; readonly open: number };

/** The levels that nobody has signed yet, in order. */
export function openLevels({ rule, given }: Pick<Waiting, 'rule' | 'given'>): readonly number[] {
  const signed = new Set(given.map(({ level }) => level));
  return rule.levels.map((_, level) => level).filter((level) => !signed.has(level));
}

/** The signer without what they hold in the place of somebody who made it or has signed it. */
export function apartFrom(
  { makers, given }: Pick<Waiting, 'makers' | 'given'>,
  signer: Actor,
): Actor {
  return withoutLentBy(signer, [...makers, ...given.map(({ person }) => person)]);
}

/**
 * Whether `signer` may sign now. Refuses `second_person_must_differ` (they made it, have signed it
 * already, or hold what it needs only in the place of somebody who did), then `signer_not_permitted` (no open level is for a permission they hold; where
 * levels follow each other only the first open one is).
 */
export function maySign(waiting: Waiting, signer: Actor): Result<Signable, NotSigner> {
  const { rule, makers, given } = waiting;
  const person = personOf(signer);
  if (makers.includes(person) || given.some((each) => each.person === person)) {
    return refuse({ code: 'second_person_must_differ', actor: signer.id, rule: rule.id });
  }
  const open = openLevels(waiting);
  assert(open.length > 0, 'what has every signature waits no more');
  const apart = apartFrom(waiting, signer);
  const eligible = rule.order === 'sequential' ? open.slice(0, 1) : open;
  const levelOf = (actor: Actor) =>
    eligible.find((each) => {
      const permission = rule.levels[each];
      return permission !== undefined && holds(actor, permission);
    });
  const level = levelOf(apart);
  if (level === undefined && levelOf(signer) !== undefined) {
    return refuse({ code: 'second_person_must_differ', actor: signer.id, rule: rule.id });
  }
  if (level === undefined) {
    return refuse({ code: 'signer_not_permitted', actor: signer.id, rule: rule.id });
  }
  return ok({ level, open: open.length - 1 });
}
