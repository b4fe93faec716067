// Takes in what the core-banking system says of its accounts at the start of a day. It is compared
// with this book and kept; nothing is booked and no account is changed by it.
import { nextBusinessDay } from '../domain/calendars.ts';
import type { Context } from '../domain/context.ts';
import type { CoreList } from '../domain/core-list.ts';
import { ok, type Refusal, refuse } from '../domain/result.ts';
import type { CoreComparison, KeptImport } from '../ledger/core-imports.ts';
import { type Desk, openDay } from './desk.ts';

export type ImportCoreBalancesInput = {
  readonly submissionId: string;
  /** SHA-256 of the file. */
  readonly original: Uint8Array;
  readonly list: CoreList;
};

export type ImportCoreBalancesRefusal = Refusal<
  'core_day_has_not_begun' | 'core_date_goes_back' | 'core_accounts_unknown'
>;

/** `repeated`: this very file was imported before, and nothing was added. */
export type CoreImported = KeptImport & { readonly repeated: boolean };

/** Unknown accounts that a refusal names; it says how many there are. */
const NAMED_MAX = 20;

/** What {@link importCoreBalances} will answer whatever the file holds; null when that decides. */
export function foreseeCoreBalances(
  { book }: Desk,
  asked: Omit<ImportCoreBalancesInput, 'list'>,
  context: Context,
) {
  return book.foresee<CoreImported, ImportCoreBalancesRefusal>(callOf(asked), context);
}

function callOf({ submissionId, original }: Omit<ImportCoreBalancesInput, 'list'>) {
  return { deed: 'importCoreBalances', submissionId, input: [original] } as const;
}

/**
 * Keeps the list beside what this book had booked at the same moment, and answers how many accounts
 * differ. A balance at the end of a day is the one at the start of the next business day. The same
 * file again, under any submission id, is answered with its import. Refuses
 * `core_day_has_not_begun` (a day after the one that is open: close that first),
 * `core_date_goes_back` (before the last import), `core_accounts_unknown` (each with its place).
 */
export function importCoreBalances(desk: Desk, input: ImportCoreBalancesInput, context: Context) {
  const { book, calendar } = desk;
  const { original, list } = input;
  const call = callOf(input);
  return book.perform<CoreImported, ImportCoreBalancesRefusal>(call, context, (w) => {
    const before = book.core.ofSource(original);
    if (before !== null) return ok({ ...before, repeated: true });
    const asOf = list.moment === 'start' ? list.day : nextBusinessDay(calendar, list.day);
    const today = openDay(desk, context.now);
    if (asOf > today) return refuse({ code: 'core_day_has_not_begun', asOf, today });
    const last = book.core.last();
    if (last !== null && asOf < last.asOf) {
      return refuse({ code: 'core_date_goes_back', asOf, last: last.asOf });
    }
    const booked = book.core.bookedBefore(asOf);
    const unknown: string[] = [];
    const rows: CoreComparison[] = [];
    for (const { account: number, currency, balance, status, place } of list.rows) {
      const account = book.accounts.find(number, currency);
      if (account === null) unknown.push(`${place}: core_account_unknown ${number} ${currency}`);
      else {
        const ours = { ourBalance: booked(account.id), ourStatus: account.status };
        rows.push({ account: account.id, balance, status, ...ours });
      }
    }
    if (unknown.length > 0) {
      const problems = unknown.slice(0, NAMED_MAX).map((each) => each.slice(0, 200));
      return refuse({ code: 'core_accounts_unknown', count: unknown.length, problems });
    }
    const { format, totals } = list;
    const kept = book.core.keep(w, { asOf, format, source: original, totals }, rows);
    return ok({ ...kept, repeated: false });
  });
}
