// Settles a closed cycle on the settlement advice (domain.md D7). The advice must equal our own
// net position; any other amount books nothing and opens a break.
import { known } from '../domain/assert.ts';
import type { Posting } from '../domain/chart-of-accounts.ts';
import type { Context } from '../domain/context.ts';
import { itemReference } from '../domain/open-items.ts';
import type { Role } from '../domain/permissions.ts';
import { ok, type Refusal, refuse } from '../domain/result.ts';
import type { Cycle } from '../ledger/cycles.ts';
import type { Writing } from '../ledger/journal.ts';
import { RECORDS_PER_BATCH } from '../ledger/payment-ids.ts';
import { type Desk, headOn, openDay } from './desk.ts';

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

/** Clears the cycle position against the settlement account; no entry where it is zero. */
function bookPosition(desk: Desk, w: Writing, context: Context, cycle: Cycle): number {
  const { book } = desk;
  const { currency, netPosition } = cycle;
  if (netPosition === 0n) return 0;
  const salt = context.ids.bytes;
  const position = book.accounts.bank(w, 'cyclePosition', currency, salt).id;
  const settlement = book.accounts.bank(w, 'settlement', currency, salt).id;
  const weOwe = netPosition < 0n;
  const posting: Posting = {
    debitAccount: weOwe ? position : settlement,
    creditAccount: weOwe ? settlement : position,
    amount: { minor: weOwe ? -netPosition : netPosition, currency },
  };
  const head = headOn(openDay(desk, context.now), 'D7', { batch: 0, payment: 0 });
  const dated = { ...head, settlementDate: cycle.settlementDate };
  const posted = book.journal.post(w, dated, [posting]);
  const entry = known(posted.ok ? posted.value : null, 'settlement follows the advice');
  const reference = itemReference.cycle(cycle.id);
  const day = head.bookingDate;
  book.items.move(w, { account: position, reference, entry, amount: netPosition, day });
  return entry;
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
