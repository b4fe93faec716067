// The record of who changed how the book is opened: the secrets themselves are no part of a deed.

import { type ApprovalRisk, SIGNED_BEFOREHAND } from '../domain/approval-policy.ts';
import type { Context } from '../domain/context.ts';
import { type Deed, personOf } from '../domain/permissions.ts';
import { ok, type Result, refuse } from '../domain/result.ts';
import type { SecondPersonRequired } from '../ledger/book.ts';
import { ruleOf } from './asked-deeds.ts';
import type { Desk } from './desk.ts';
import { givenOnce } from './given-once.ts';
import { writeAsked } from './kept-asking.ts';
import { plainFacts } from './signed-facts.ts';

/** A deed about the keys, as the trail keeps it. */
export type KeyDeed = Extract<
  Deed,
  'addKeySlot' | 'replaceKeySlot' | 'removeKeySlot' | 'showRecoveryKey' | 'changeKey'
>;

export type KeyChange = {
  readonly submissionId: string;
  readonly deed: KeyDeed;
  /**
   * What the submission binds: the slot that goes or the key that comes, '' where a slot is only
   * made.
   */
  readonly bound: string;
};

/** Milliseconds for which the word of another counts that somebody may change the key. */
export const MAY_CHANGE_FOR = 86_400_000;

/**
 * Whether `actor` may change the key of this name now, '' for a plain book. Refuses
 * `second_person_required` where the book has people and no other administrator has signed within
 * {@link MAY_CHANGE_FOR} that this person changes this key: once it is another, it is asked anew.
 */
export function mayChangeKey(
  desk: Desk,
  keyId: string,
  { actor, now }: Context,
): Result<null, SecondPersonRequired> {
  const { book } = desk;
  const asked = { deed: 'changeKey', keyId } as const;
  const rule = book.people.exist() ? ruleOf(desk, asked) : null;
  if (rule === null) return ok(null);
  const signed = book.requests.doneAt('changeKey', writeAsked(asked), personOf(actor));
  if (signed !== null && now < signed + MAY_CHANGE_FOR) return ok(null);
  return refuse({ code: 'second_person_required', deed: 'changeKey', rule: rule.id });
}

type Kept = { readonly slot: string };

const callOf = ({ submissionId, deed, bound }: KeyChange) => ({
  deed,
  submissionId,
  input: [bound],
});

/** What {@link keepKeyChange} will answer whatever comes of the slots; null when that decides. */
export function foreseeKeyChange({ book }: Desk, change: KeyChange, context: Context) {
  return book.foresee<Kept, never>(callOf(change), context);
}

/** Keeps that the key is shown in writing, before it is. Refuses `given_before`. */
export function keepShownKey(desk: Desk, change: KeyChange, context: Context) {
  return givenOnce<Kept, never>(desk, callOf(change), context, () => ok({ slot: '' }));
}

/**
 * Keeps that the keys are changed, before they are: a record without its change is seen and asked
 * about, a change without its record is not. `slot` is the id of the slot that is made or goes.
 */
export function keepKeyChange({ book }: Desk, change: KeyChange, slot: string, context: Context) {
  return book.perform<Kept, never>(
    callOf(change),
    context,
    (): Result<Kept, never> => ok({ slot }),
  );
}

/**
 * The same of another key: `slot` is its name, and `from` that of the key that goes. Refuses as
 * {@link mayChangeKey}.
 */
export function keepAnotherKey(
  desk: Desk,
  change: KeyChange & { readonly from: string },
  context: Context,
) {
  const call = { ...callOf(change), deed: 'changeKey' } as const;
  const facts = () => {
    const isSigned = mayChangeKey(desk, change.from, context).ok;
    const risk: ApprovalRisk = isSigned ? SIGNED_BEFOREHAND : 'ordinary';
    return { ...plainFacts(), risk };
  };
  const kept = { slot: change.bound };
  return desk.book.performSigned<Kept, never>(call, facts, context, () => ok(kept));
}
