// The record of who changed how the book is opened: the secrets themselves are no part of a deed.
import type { Context } from '../domain/context.ts';
import type { Deed } from '../domain/permissions.ts';
import { ok, type Result } from '../domain/result.ts';
import type { Desk } from './desk.ts';

/** A deed about the keys, as the trail keeps it. */
export type KeyDeed = Extract<
  Deed,
  'addKeySlot' | 'replaceKeySlot' | 'removeKeySlot' | 'showRecoveryKey' | 'changeKey'
>;

export type KeyChange = {
  readonly submissionId: string;
  readonly deed: KeyDeed;
  /** What the submission binds: the slot that goes or the key that comes, '' where a slot is only made. */
  readonly bound: string;
};

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

/**
 * Keeps that the keys are changed, before they are: a record without its change is seen and asked
 * about, a change without its record is not. `slot` is the id of the slot that is made or goes, or the
 * name of the key that comes.
 */
export function keepKeyChange({ book }: Desk, change: KeyChange, slot: string, context: Context) {
  return book.perform<Kept, never>(
    callOf(change),
    context,
    (): Result<Kept, never> => ok({ slot }),
  );
}
