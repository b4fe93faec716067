// Closes a settlement cycle on the rail's cycle report (domain.md D6): outward and inward gross
// meet in the cycle position, and what is acknowledged later joins the next cycle.
import { assert, known } from '../domain/assert.ts';
import { bankAccountCode } from '../domain/chart-of-accounts.ts';
import type { Context } from '../domain/context.ts';
import { itemReference } from '../domain/open-items.ts';
import { ok, type Refusal, refuse } from '../domain/result.ts';
import type { Cycle } from '../ledger/cycles.ts';
import type { Writing } from '../ledger/journal.ts';
import { boundOn } from './bindings.ts';
import { bookRow } from './book-row.ts';
import { type Desk, openDay } from './desk.ts';

export type CloseCycleInput = {
  readonly submissionId: string;
  readonly cycleId: number;
  /** Gross inward of the cycle report, in minor units of the cycle's currency, ≥ 0. */
  readonly grossIn: bigint;
};

export type CloseCycleRefusal = Refusal<'cycle_unknown' | 'cycle_not_open'>;

/**
 * Closes the cycle and answers the closing entry (0 for an empty cycle). Refuses `cycle_unknown`,
 * then `cycle_not_open`.
 */
export function closeCycle(desk: Desk, input: CloseCycleInput, context: Context) {
  const { book } = desk;
  const { submissionId, cycleId, grossIn } = input;
  const call = { deed: 'closeCycle', submissionId, input: [cycleId, grossIn] } as const;
  return book.perform<{ entryId: number }, CloseCycleRefusal>(call, context, (w) => {
    const cycle = book.cycles.byId(cycleId);
    if (cycle === null) return refuse({ code: 'cycle_unknown', cycleId });
    if (cycle.state !== 'open') return refuse({ code: 'cycle_not_open', cycleId });
    const entryId = bookGross(desk, w, context, { ...cycle, grossIn });
    book.cycles.close(cycleId, grossIn, entryId);
    return ok({ entryId });
  });
}

/** Books row D6, batch by batch on the outward side; no entry for an empty cycle. */
function bookGross(desk: Desk, w: Writing, context: Context, cycle: Cycle): number {
  const { id, currency, grossOut, grossIn } = cycle;
  assert(grossOut >= 0n && grossIn >= 0n, 'gross amounts are not negative');
  if (grossOut + grossIn === 0n) return 0;
  const day = openDay(desk, context.now);
  const outward = desk.book.cycles.outwardOf(id).map(({ batch, amount }) => ({
    reference: itemReference.batch(batch),
    amount: -amount,
  }));
  const bindings = boundOn(day, {
    amounts: {
      grossOut: { minor: grossOut, currency },
      grossIn: { minor: grossIn, currency },
    },
    item: itemReference.cycle(id),
    parts: { [bankAccountCode('outwardClearing', currency)]: outward },
    dates: { booking: day, value: day, settlement: cycle.settlementDate },
  });
  const booked = bookRow(desk, w, context, 'D6', bindings);
  assert(booked.ok, 'clearing is not funds-checked');
  return known(booked.value.entries[0], 'a row with an amount has its entry');
}
