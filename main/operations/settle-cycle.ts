// Settles a closed cycle on the settlement advice (domain.md D7). The advice must equal our own
// net position; any other amount books nothing and opens a break.
import { assert, known } from '../domain/assert.ts';
import type { Context } from '../domain/context.ts';
import { itemReference } from '../domain/open-items.ts';
import type { Role } from '../domain/permissions.ts';
import { ok, type Refusal, refuse } from '../domain/result.ts';
import type { Cycle } from '../ledger/cycles.ts';
import type { Writing } from '../ledger/journal.ts';
import { RECORDS_PER_BATCH } from '../ledger/payment-ids.ts';
import { boundOn } from './bindings.ts';
import { bookRow } from './book-row.ts';
import { type Desk, openDay } from './desk.ts';

export type SettleCycleInput = {
  readonly submissionId: string;
  readonly cycleId: number;
  /** The advised net position in minor units: negative when we owe, positive when we are owed. */
  readonly advised: bigint;
};

export type SettleCycleRefusal = Refusal<'cycle_unknown' | 'cycle_not_closed'>;

/** `breakId` is 0 when the advice equalled our position and the cycle settled. */
export type SettledCycle = {
  readonly settled: boolean;
  readonly payments: number;
  readonly entryId: number;
  readonly breakId: number;
};

/**
 * Settles the cycle and its payments, or opens a break. Refuses `cycle_unknown`, then
 * `cycle_not_closed`.
 */
export function settleCycle(desk: Desk, input: SettleCycleInput, context: Context) {
  const { book } = desk;
  const { submissionId, cycleId, advised } = input;
  const call = { deed: 'settleCycle', submissionId, input: [cycleId, advised] } as const;
  return book.perform<SettledCycle, SettleCycleRefusal>(call, context, (w) => {
    const cycle = book.cycles.byId(cycleId);
    if (cycle === null) return refuse({ code: 'cycle_unknown', cycleId });
    if (cycle.state !== 'closed') return refuse({ code: 'cycle_not_closed', cycleId });
    const { currency, netPosition } = cycle;
    if (advised !== netPosition) {
      const kind = 'settlement_advice_differs';
      const about = { cycle: cycleId, account: 0, currency, owner: BREAK_OWNER };
      const openedOn = openDay(desk, context.now);
      const found = { kind, ...about, openedOn, expected: netPosition, advised };
      const breakId = book.breaks.add(w, found);
      return ok({ settled: false, payments: 0, entryId: 0, breakId });
    }
    const entryId = bookPosition(desk, w, context, cycle);
    book.cycles.settle(cycleId, entryId);
    return ok({ settled: true, payments: settlePayments(desk, w, cycleId), entryId, breakId: 0 });
  });
}

/** The role that finds out why an advice differs. */
const BREAK_OWNER: Role = 'reconciler';

/** Books row D7: clears the position against the settlement account; no entry where it is zero. */
function bookPosition(desk: Desk, w: Writing, context: Context, cycle: Cycle): number {
  const { id, currency, netPosition, settlementDate } = cycle;
  assert(cycle.state === 'closed', 'only a closed cycle settles');
  if (netPosition === 0n) return 0;
  const day = openDay(desk, context.now);
  const bindings = boundOn(day, {
    // The row's own N is what we owe.
    amounts: { net: { minor: -netPosition, currency } },
    item: itemReference.cycle(id),
    dates: { booking: day, value: day, settlement: settlementDate },
  });
  const booked = bookRow(desk, w, context, 'D7', bindings);
  assert(booked.ok, 'settlement follows the advice');
  return known(booked.value.entries[0], 'a row with an amount has its entry');
}

function settlePayments(desk: Desk, w: Writing, cycleId: number): number {
  const { book } = desk;
  let payments = 0;
  for (const batch of book.cycles.batchesOf(cycleId)) {
    const range = {
      batch,
      firstRecord: 0,
      lastRecord: RECORDS_PER_BATCH - 1,
      from: 'acknowledged',
      currency: '',
      cycle: cycleId,
    } as const;
    const move = { to: 'settled', reasonCode: null, reason: null } as const;
    const moved = book.payments.moveAll(w, range, move, { holdEntry: 0, cycle: 0 });
    payments += moved.reduce((sum, each) => sum + each.payments, 0);
  }
  return payments;
}
