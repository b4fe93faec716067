// Closes a settlement cycle on the rail's cycle report (domain.md D6): outward and inward gross
// meet in the cycle position, and what is acknowledged later joins the next cycle.
import { known } from '../domain/assert.ts';
import type { Posting } from '../domain/chart-of-accounts.ts';
import type { Context } from '../domain/context.ts';
import { itemReference } from '../domain/open-items.ts';
import { ok, type Refusal, refuse } from '../domain/result.ts';
import type { Cycle } from '../ledger/cycles.ts';
import type { Writing } from '../ledger/journal.ts';
import { type Desk, headOn, openDay } from './desk.ts';

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
    const { currency } = cycle;
    const account = (purpose: 'outwardClearing' | 'inwardClearing' | 'cyclePosition') =>
      book.accounts.bank(w, purpose, currency, context.ids.bytes).id;
    const position = account('cyclePosition');
    const postings: Posting[] = [];
    const add = (debitAccount: number, creditAccount: number, minor: bigint): void => {
      if (minor > 0n) postings.push({ debitAccount, creditAccount, amount: { minor, currency } });
    };
    add(account('outwardClearing'), position, cycle.grossOut);
    add(position, account('inwardClearing'), grossIn);
    let entryId = 0;
    if (postings.length > 0) {
      const head = headOn(openDay(desk, context.now), 'D6', { batch: 0, payment: 0 });
      const dated = { ...head, settlementDate: cycle.settlementDate };
      const posted = book.journal.post(w, dated, postings);
      entryId = known(posted.ok ? posted.value : null, 'clearing is not funds-checked');
      moveItems(desk, w, { cycle, grossIn, entry: entryId, day: head.bookingDate }, account);
    }
    book.cycles.close(cycleId, grossIn, entryId);
    return ok({ entryId });
  });
}

type ClearingAccount = 'outwardClearing' | 'inwardClearing' | 'cyclePosition';

/** What the closing entry clears, batch by batch, and what it leaves open under the cycle's name. */
function moveItems(
  desk: Desk,
  w: Writing,
  closed: {
    readonly cycle: Cycle;
    readonly grossIn: bigint;
    readonly entry: number;
    readonly day: string;
  },
  account: (purpose: ClearingAccount) => number,
): void {
  const { items, cycles } = desk.book;
  const { cycle, grossIn, entry, day } = closed;
  const of = { entry, day };
  for (const { batch, amount } of cycles.outwardOf(cycle.id)) {
    const reference = itemReference.batch(batch);
    items.move(w, { ...of, account: account('outwardClearing'), reference, amount: -amount });
  }
  const reference = itemReference.cycle(cycle.id);
  const net = cycle.grossOut - grossIn;
  if (net !== 0n) {
    items.move(w, { ...of, account: account('cyclePosition'), reference, amount: net });
  }
  if (grossIn > 0n) {
    items.move(w, { ...of, account: account('inwardClearing'), reference, amount: grossIn });
  }
}
