// Whether one more person may sign for what waits, and whether that is the last signature. A person
// is who they are, under whatever role, delegation or account they come.

import type { ApprovalRule } from './approval-policy.ts';
import { type Actor, holds, type Permission, personOf } from './permissions.ts';
import { ok, type Refusal, type Result, refuse } from './result.ts';
import { asSecond, inPlaceOf } from './second-person.ts';

/** A word that was said: by whom, and its place in the trail. */
export type Spoken = { readonly person: string; readonly sequence: number };

/** A signature that stands, for which level of the rule, from 0. */
export type GivenSignature = Spoken & { readonly level: number };

/**
 * Why a signature that was given stands no more: who gave it has left, is away, holds no such right, or
 * may not sign for so much; or what they signed by stands for this already by somebody else's word.
 */
export const LAPSES = ['left', 'away', 'right_ended', 'beyond_right', 'same_authority'] as const;
export type Lapse = (typeof LAPSES)[number];

/** A signature that was given, and stands no more: its level needs another. */
export type LapsedSignature = GivenSignature & { readonly why: Lapse };

export type Waiting = {
  readonly rule: Pick<ApprovalRule, 'id' | 'levels' | 'order'>;
  readonly given: readonly GivenSignature[];
  /**
   * Whom the words up to now took up: everybody who made it what it is (who submitted, decided or
   * edited it) and who signed, and whose authority they did it by.
   */
  readonly taken: readonly string[];
};

export type NotSigner = Refusal<'second_person_must_differ' | 'signer_not_permitted'>;

/** The level that is signed. */
export type Signable = {
  readonly level: number;
  /** How many levels are left open after it. */
  readonly open: number;
  readonly permission: Permission;
  /** Who signs, with what they may speak by beside those words that were said before. */
  readonly signer: Actor;
};

/**
 * The levels that are still to be signed, in order, never none: what waits goes on by somebody's word,
 * and not because what was asked of it changed. Where every level has its signature and it waits all
 * the same, the last one is signed anew.
 */
export function openLevels({ rule, given }: Pick<Waiting, 'rule' | 'given'>): readonly number[] {
  const signed = new Set(given.map(({ level }) => level));
  const levels = rule.levels.map((_, level) => level);
  const open = levels.filter((level) => !signed.has(level));
  return open.length > 0 ? open : levels.slice(-1);
}

/** A level as it is shown; `person` is whose signature stands for it, null where it is open. */
export type ShownLevel = { readonly permission: Permission; readonly person: string | null };

/** Every level of what waits, as it is shown. */
export function shownLevels(waiting: Pick<Waiting, 'rule' | 'given'>): readonly ShownLevel[] {
  const open = openLevels(waiting);
  return waiting.rule.levels.map((permission, level) => {
    const signature = waiting.given.find((each) => each.level === level);
    return { permission, person: open.includes(level) ? null : (signature?.person ?? null) };
  });
}

/**
 * Whether `signer` may sign now. Refuses `second_person_must_differ` (they made it or have signed it
 * already, or what it needs rests on authority that stands for it already: see `asSecond`), then
 * `signer_not_permitted` (no open level is for a permission they hold; where levels follow each other
 * only the first open one is). The first names as `inPlaceOf` whose deputy they are where that is why.
 */
export function maySign(waiting: Waiting, signer: Actor): Result<Signable, NotSigner> {
  const { rule, taken } = waiting;
  const differs = { code: 'second_person_must_differ', actor: signer.id, rule: rule.id } as const;
  if (taken.includes(personOf(signer))) return refuse(differs);
  const open = openLevels(waiting);
  const eligible = rule.order === 'sequential' ? open.slice(0, 1) : open;
  const held = eligible.flatMap((level) => {
    const permission = rule.levels[level];
    return permission !== undefined && holds(signer, permission) ? [{ level, permission }] : [];
  });
  for (const { level, permission } of held) {
    const second = asSecond(signer, permission, taken);
    if (second !== null) return ok({ level, permission, signer: second, open: open.length - 1 });
  }
  const [first] = held;
  if (first !== undefined) {
    // They may be told whose deputy they are: they know it.
    return refuse({ ...differs, inPlaceOf: inPlaceOf(signer, first.permission, taken) });
  }
  return refuse({ code: 'signer_not_permitted', actor: signer.id, rule: rule.id });
}

/** Whose deputy a signer is who was refused for that alone; null for any other refusal. */
export function placeOf(refusal: Refusal): string | null {
  const { inPlaceOf: person } = refusal;
  return typeof person === 'string' ? person : null;
}
