// The postings of a row of the table: the one place where a posting is made. Whoever books names the
// row, its amounts and its accounts; which account gives and which takes is read from the row.
import type { Posting } from './chart-of-accounts.ts';
import type { Money } from './money.ts';
import type { AccountRole, AmountName, Line, PostingRule } from './posting-rules.ts';
import { type EventCode, POSTING_RULES } from './posting-table.ts';
import { ok, type Refusal, type Result, refuse } from './result.ts';

export type RowAmounts = { readonly [name in AmountName]?: Money };

/** The account that plays `role`, for an amount in `currency`; null where none is bound to it. */
export type AccountFor = (role: AccountRole, currency: string) => number | null;

export type RowLacks = Refusal<'event_lacks_account' | 'event_lacks_amount'>;

/** The lines of a row that takes one hold or makes one booking; none where it makes neither. */
export function linesOf(code: EventCode): readonly Line[] {
  const { steps }: PostingRule = POSTING_RULES[code];
  for (const step of steps) if (step.kind === 'hold' || step.kind === 'post') return step.lines;
  return [];
}

/**
 * One posting per line, in order; an optional line of no amount is left out, and a signed one of a
 * negative amount is turned round. Refuses `event_lacks_amount`, `event_lacks_account`.
 */
export function rowPostings(
  lines: readonly Line[],
  amounts: RowAmounts,
  accountFor: AccountFor,
): Result<readonly Posting[], RowLacks> {
  const postings: Posting[] = [];
  for (const { debit, credit, amount: name, optional, signed } of lines) {
    const amount = amounts[name];
    if (amount === undefined && optional) continue;
    if (amount === undefined) return refuse({ code: 'event_lacks_amount', name });
    if (optional && amount.minor === 0n) continue;
    const from = accountFor(debit, amount.currency);
    const to = accountFor(credit, amount.currency);
    if (from === null || to === null) {
      return refuse({ code: 'event_lacks_account', role: from === null ? debit : credit });
    }
    const posting: Posting = { debitAccount: from, creditAccount: to, amount };
    postings.push(signed && amount.minor < 0n ? turned(posting) : posting);
  }
  return ok(postings);
}

/** The same amount moved back: what a correction books (R7). */
export function reversed({ debitAccount, creditAccount, amount }: Posting): Posting {
  return { debitAccount: creditAccount, creditAccount: debitAccount, amount };
}

/** A negative amount one way is the amount the other way. */
function turned({ debitAccount, creditAccount, amount }: Posting): Posting {
  const positive = { ...amount, minor: -amount.minor };
  return { debitAccount: creditAccount, creditAccount: debitAccount, amount: positive };
}
