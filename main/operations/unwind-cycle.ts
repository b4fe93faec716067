// Unwinds a closed cycle that the rail did not settle (domain.md D8): its closing is taken back by a
// linked entry, and its payments, which the rail has still, join the next cycle.
import { assert, known } from '../domain/assert.ts';
import { bankAccountCode } from '../domain/chart-of-accounts.ts';
import type { Context } from '../domain/context.ts';
import { itemReference } from '../domain/open-items.ts';
import { ok, type Refusal, type Result, refuse } from '../domain/result.ts';
import type { Cycle, CyclePart } from '../ledger/cycles.ts';
import type { Writing } from '../ledger/journal.ts';
import { remarkOf } from '../ledger/remarks.ts';
import { boundOn } from './bindings.ts';
import { bookRow } from './book-row.ts';
import { type Desk, openDay } from './desk.ts';
import { plainFacts } from './signed-facts.ts';

export type UnwindCycleInput = {
  readonly submissionId: string;
  readonly cycleId: number;
  /** What the rail said of it, in the person's words: kept beside the chain, and erasable. */
  readonly remark: string;
};

export type UnwindCycleRefusal = Refusal<
  'cycle_unknown' | 'cycle_not_closed' | 'cycle_was_drawn_on'
>;

/** `entryId` is 0 for an empty cycle; `nextCycle`, which the payments joined, where none had left. */
export type UnwoundCycle = {
  readonly entryId: number;
  readonly payments: number;
  readonly nextCycle: number;
};

/**
 * Unwinds the cycle, once, and answers the linked entry, which has the value date of what it takes
 * back, how many payments were in the cycle, and the cycle that they are in now: the open one of the
 * currency, begun for the open day where there is none. Refuses `second_person_required` where the book
 * has people, then `cycle_unknown`, `cycle_not_closed` (open, or settled or unwound before),
 * `cycle_was_drawn_on` (what came in with it was credited on, or an event moved its items: those
 * entries are corrected first).
 */
export function unwindCycle(desk: Desk, input: UnwindCycleInput, context: Context) {
  const { submissionId, cycleId } = input;
  const remark = remarkOf(input.remark, null);
  const call = { deed: 'unwindCycle', submissionId, input: [cycleId], remark } as const;
  return desk.book.performSigned<UnwoundCycle, UnwindCycleRefusal>(call, plainFacts, context, (w) =>
    unwindCycleNow(desk, w, input, context),
  );
}

/** The deed itself, when whoever must has signed. */
export function unwindCycleNow(
  desk: Desk,
  w: Writing,
  { cycleId }: Pick<UnwindCycleInput, 'cycleId'>,
  context: Context,
): Result<UnwoundCycle, UnwindCycleRefusal> {
  const { book } = desk;
  const found = unwindable(desk, cycleId);
  if (!found.ok) return found;
  const cycle = found.value;
  const parts = book.cycles.outwardOf(cycleId);
  const entryId = takeBack(desk, w, context, cycle, parts);
  const nextCycle = joinNext(desk, w, context, cycle, parts);
  book.cycles.unwind(cycleId, entryId);
  const payments = parts.reduce((sum, part) => sum + part.payments, 0);
  return ok({ entryId, payments, nextCycle });
}

/** The cycle, where it may be unwound as the book is now; refuses as {@link unwindCycle}. */
export function unwindable(
  { book }: Pick<Desk, 'book'>,
  cycleId: number,
): Result<Cycle, UnwindCycleRefusal> {
  const cycle = book.cycles.byId(cycleId);
  if (cycle === null) return refuse({ code: 'cycle_unknown', cycleId });
  if (cycle.state !== 'closed') return refuse({ code: 'cycle_not_closed', cycleId });
  const isDrawnOn = cycle.closeEntry > 0 && book.items.firstSpent(cycle.closeEntry) !== null;
  if (cycle.inwardApplied > 0n || isDrawnOn) return refuse({ code: 'cycle_was_drawn_on', cycleId });
  return ok(cycle);
}

/** Books row D8: what each batch had in the cycle is owed to the rail again. */
function takeBack(
  desk: Desk,
  w: Writing,
  context: Context,
  { id, currency, closeEntry, settlementDate }: Cycle,
  parts: readonly CyclePart[],
): number {
  if (closeEntry === 0) return 0;
  const outward = parts.map(({ batch, amount }) => {
    return { reference: itemReference.batch(batch), amount };
  });
  const day = openDay(desk, context.now);
  const bindings = boundOn(day, {
    originals: [closeEntry],
    item: itemReference.cycle(id),
    parts: { [bankAccountCode('outwardClearing', currency)]: outward },
    // The value date is that of the closing (R7).
    dates: { booking: day, value: day, settlement: settlementDate },
  });
  const booked = bookRow(desk, w, context, 'D8', bindings);
  assert(booked.ok, 'clearing is not funds-checked, and its items are as the closing left them');
  return known(booked.value.entries[0], 'a correction is an entry');
}

/** Moves the payments into the open cycle and answers it; 0 where there is no payment. */
function joinNext(
  desk: Desk,
  w: Writing,
  context: Context,
  { id, currency }: Cycle,
  parts: readonly CyclePart[],
): number {
  if (parts.length === 0) return 0;
  const { book } = desk;
  const next = book.cycles.ensureOpen(w, currency, openDay(desk, context.now)).id;
  for (const { batch, payments, amount } of parts) {
    const joined = book.payments.joinCycle(batch, id, next);
    assert(joined === payments, 'a closed cycle has the payments that it shows');
    book.cycles.addOutward(next, batch, payments, amount);
  }
  return next;
}
