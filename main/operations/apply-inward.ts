// Applies inward funds of a cycle to an account (domain.md D9): to the payee, or to unapplied
// funds when no account fits.
import { assert, known } from '../domain/assert.ts';
import { bankAccountCode } from '../domain/chart-of-accounts.ts';
import type { Context } from '../domain/context.ts';
import { itemReference } from '../domain/open-items.ts';
import { ok, type Refusal, refuse } from '../domain/result.ts';
import { boundOn, OWN_ITEM } from './bindings.ts';
import { bookRow } from './book-row.ts';
import { type Desk, openDay } from './desk.ts';

export type ApplyInwardInput = {
  readonly submissionId: string;
  readonly cycleId: number;
  /** The customer's account number in the cycle's currency, or null: unapplied funds. */
  readonly account: string | null;
  /** Minor units, > 0. */
  readonly amount: bigint;
};

export type ApplyInwardRefusal = Refusal<
  'cycle_unknown' | 'cycle_not_closed' | 'inward_exceeded' | 'account_unknown' | 'account_is_closed'
>;

/**
 * Credits `amount` and answers the entry. Refuses `cycle_unknown`, `cycle_not_closed` (what came in
 * is not known yet, or the cycle was unwound), `inward_exceeded` (more than is left),
 * `account_unknown` (no customer's account: the bank's own are never a payee), `account_is_closed`
 * (it goes to unapplied funds).
 */
export function applyInward(desk: Desk, input: ApplyInwardInput, context: Context) {
  const { book } = desk;
  const { submissionId, cycleId, account, amount } = input;
  const call = { deed: 'applyInward', submissionId, input: [cycleId, account, amount] } as const;
  return book.perform<{ entryId: number }, ApplyInwardRefusal>(call, context, (w) => {
    const cycle = book.cycles.byId(cycleId);
    if (cycle === null) return refuse({ code: 'cycle_unknown', cycleId });
    if (cycle.state === 'open' || cycle.state === 'unwound')
      return refuse({ code: 'cycle_not_closed', cycleId });
    if (amount <= 0n || cycle.inwardApplied + amount > cycle.grossIn) {
      return refuse({ code: 'inward_exceeded', cycleId });
    }
    const { currency } = cycle;
    const payee = account === null ? null : book.accounts.find(account, currency);
    if (account !== null && payee?.kind !== 'customer') {
      return refuse({ code: 'account_unknown', account, currency });
    }
    if (account !== null && payee?.status === 'closed') {
      return refuse({ code: 'account_is_closed', account });
    }
    const day = openDay(desk, context.now);
    const bindings = boundOn(day, {
      accounts: payee === null ? {} : { customer: payee.id },
      amounts: { principal: { minor: amount, currency } },
      item: itemReference.cycle(cycleId),
      items: { [bankAccountCode('unappliedFunds', currency)]: OWN_ITEM },
      dates: { booking: day, value: day, settlement: cycle.settlementDate },
    });
    const row = payee === null ? 'D9.unapplied' : 'D9.applied';
    const booked = bookRow(desk, w, context, row, bindings);
    assert(booked.ok, 'clearing is not funds-checked, and an open account takes money');
    const entry = known(booked.value.entries[0], 'a row with an amount has its entry');
    book.cycles.applyInward(cycleId, amount);
    return ok({ entryId: entry });
  });
}
