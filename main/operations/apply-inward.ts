// Applies inward funds of a cycle to an account (domain.md D9): to the payee, or to unapplied
// funds when no account fits.
import { known } from '../domain/assert.ts';
import type { Context } from '../domain/context.ts';
import { itemReference } from '../domain/open-items.ts';
import { ok, type Refusal, refuse } from '../domain/result.ts';
import { type Desk, headOn, openDay } from './desk.ts';

export type ApplyInwardInput = {
  readonly submissionId: string;
  readonly cycleId: number;
  /** The customer's account number in the cycle's currency, or null: unapplied funds. */
  readonly account: string | null;
  /** Minor units, > 0. */
  readonly amount: bigint;
};

export type ApplyInwardRefusal = Refusal<
  'cycle_unknown' | 'cycle_not_closed' | 'inward_exceeded' | 'account_unknown'
>;

/**
 * Credits `amount` and answers the entry. Refuses `cycle_unknown`, `cycle_not_closed` (what came
 * in is not known yet), `inward_exceeded` (more than is left), `account_unknown` (no customer's
 * account: the bank's own are never a payee).
 */
export function applyInward(desk: Desk, input: ApplyInwardInput, context: Context) {
  const { book } = desk;
  const { submissionId, cycleId, account, amount } = input;
  const call = { deed: 'applyInward', submissionId, input: [cycleId, account, amount] } as const;
  return book.perform<{ entryId: number }, ApplyInwardRefusal>(call, context, (w) => {
    const cycle = book.cycles.byId(cycleId);
    if (cycle === null) return refuse({ code: 'cycle_unknown', cycleId });
    if (cycle.state === 'open') return refuse({ code: 'cycle_not_closed', cycleId });
    if (amount <= 0n || cycle.inwardApplied + amount > cycle.grossIn) {
      return refuse({ code: 'inward_exceeded', cycleId });
    }
    const { currency } = cycle;
    const bank = (purpose: 'inwardClearing' | 'unappliedFunds') =>
      book.accounts.bank(w, purpose, currency, context.ids.bytes);
    const payee = account === null ? bank('unappliedFunds') : book.accounts.find(account, currency);
    if (payee === null || (account !== null && payee.kind !== 'customer')) {
      return refuse({ code: 'account_unknown', account, currency });
    }
    const inward = bank('inwardClearing');
    const head = headOn(openDay(desk, context.now), 'D9', { batch: 0, payment: 0 });
    const dated = { ...head, settlementDate: cycle.settlementDate };
    const posted = book.journal.post(w, dated, [
      { debitAccount: inward.id, creditAccount: payee.id, amount: { minor: amount, currency } },
    ]);
    const entry = known(posted.ok ? posted.value : null, 'clearing is not funds-checked');
    const of = { entry, day: head.bookingDate };
    const reference = itemReference.cycle(cycleId);
    book.items.move(w, { ...of, account: inward.id, reference, amount: -amount });
    if (account === null) {
      const unapplied = itemReference.entry(entry);
      book.items.move(w, { ...of, account: payee.id, reference: unapplied, amount });
    }
    book.cycles.applyInward(cycleId, amount);
    return ok({ entryId: entry });
  });
}
