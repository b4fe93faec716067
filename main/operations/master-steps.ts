// What every change of master data comes to once all of it is written: proposed, and where the book
// has nobody who could be the second person, in force by the word of one.
import { known } from '../domain/assert.ts';
import type { Context } from '../domain/context.ts';
import type { BusinessDate } from '../domain/dates.ts';
import { type Actor, isOnlyPerson } from '../domain/permissions.ts';
import type { Writing } from '../ledger/journal.ts';
import type { MasterStep } from '../ledger/master.ts';
import { type Desk, openDay } from './desk.ts';
import { baseMoved } from './master-editions.ts';

export type WrittenChange = {
  readonly changeId: number;
  readonly validFrom: BusinessDate;
  readonly added: number;
  readonly changed: number;
};

/** Keeps that a change is proposed, and confirmed at once by the only person; answers which. */
export function proposed(
  desk: Desk,
  w: Writing,
  change: WrittenChange,
  { actor, now }: Context,
): MasterStep {
  const { master } = desk.book;
  const { changeId, validFrom, added, changed } = change;
  const counts = { added, changed };
  const persons = { firstPerson: actor.id, secondPerson: '' };
  const proposal = { step: 'proposed', effectiveOn: validFrom, ...persons, ...counts } as const;
  master.addStep(w, changeId, proposal);
  if (!isAlone(desk, actor) || master.overtaken(changeId) !== null) return 'proposed';
  const kept = known(master.change(changeId), 'what was written is a change');
  if (baseMoved(master, kept) !== null) return 'proposed';
  const effectiveOn = effectiveFrom(desk, validFrom, now);
  master.addStep(w, changeId, { ...proposal, step: 'confirmed', effectiveOn });
  return 'confirmed';
}

/**
 * Whether nobody can stand beside `actor`: the one person of a book without people. Whoever holds
 * every role in a book with people is one person among them.
 */
export function isAlone({ book }: Desk, actor: Actor): boolean {
  return !book.people.exist() && isOnlyPerson(actor);
}

/** The day from which a change is in force that is confirmed now: not before the open day. */
export function effectiveFrom(desk: Desk, validFrom: BusinessDate, now: number): BusinessDate {
  const today = openDay(desk, now);
  return validFrom < today ? today : validFrom;
}
