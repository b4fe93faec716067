// Takes in what the core-banking system says of its accounts at the start of a day. It is compared
// with this book and kept; nothing is booked and no account is changed by it.
import { nextBusinessDay } from '../domain/calendars.ts';
import type { Context } from '../domain/context.ts';
import type { CoreList } from '../domain/core-list.ts';
import type { BusinessDate } from '../domain/dates.ts';
import { ok, type Refusal, refuse } from '../domain/result.ts';
import { type CoreComparison, differs, type KeptImport } from '../ledger/core-imports.ts';
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
  const { book } = desk;
  const { original, list } = input;
  const call = callOf(input);
  return book.perform<CoreImported, ImportCoreBalancesRefusal>(call, context, (w) => {
    const before = book.core.ofSource(original);
    if (before !== null) return ok({ ...before, repeated: true });
    const { asOf, rows, unknown, refusal } = compared(desk, list, context.now);
    if (refusal !== null) return refuse(refusal);
    if (unknown.length > 0) return refuse(unknownAccounts(unknown));
    const { format, totals } = list;
    const kept = book.core.keep(w, { asOf, format, source: original, totals }, rows);
    return ok({ ...kept, repeated: false });
  });
}

type Compared = {
  readonly asOf: BusinessDate;
  readonly rows: readonly CoreComparison[];
  /** Accounts that this book does not have, each with its place. */
  readonly unknown: readonly string[];
  /** Why a list of this day cannot be taken in, or null. */
  readonly refusal: ImportCoreBalancesRefusal | null;
};

/** Core's word on each account beside what this book had booked at the same moment. */
function compared(desk: Desk, list: CoreList, now: number): Compared {
  const { book, calendar } = desk;
  const asOf = list.moment === 'start' ? list.day : nextBusinessDay(calendar, list.day);
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
  return { asOf, rows, unknown, refusal: whyNotNow(desk, asOf, now) };
}

function whyNotNow(desk: Desk, asOf: BusinessDate, now: number): ImportCoreBalancesRefusal | null {
  const today = openDay(desk, now);
  if (asOf > today) return { code: 'core_day_has_not_begun', asOf, today };
  const last = desk.book.core.last();
  if (last === null || asOf >= last.asOf) return null;
  return { code: 'core_date_goes_back', asOf, last: last.asOf };
}

function unknownAccounts(unknown: readonly string[]): ImportCoreBalancesRefusal {
  const problems = unknown.slice(0, NAMED_MAX).map((each) => each.slice(0, 200));
  return { code: 'core_accounts_unknown', count: unknown.length, problems };
}

/** What taking a list in would answer now; nothing is written. */
export type CorePreview = {
  readonly asOf: BusinessDate;
  readonly accounts: number;
  readonly differences: number;
  readonly repeated: boolean;
  /** What {@link importCoreBalances} would refuse it with; null: it would be taken in. */
  readonly refusal: ImportCoreBalancesRefusal | null;
};

/** Compares a list with this book as {@link importCoreBalances} would, and keeps nothing. */
export function previewCoreBalances(
  desk: Desk,
  { original, list }: Pick<ImportCoreBalancesInput, 'original' | 'list'>,
  now: number,
): CorePreview {
  const before = desk.book.core.ofSource(original);
  if (before !== null) {
    const { asOf, accounts, differences } = before;
    return { asOf, accounts, differences, repeated: true, refusal: null };
  }
  const { asOf, rows, unknown, refusal } = compared(desk, list, now);
  const refused = refusal ?? (unknown.length === 0 ? null : unknownAccounts(unknown));
  const counts = { accounts: list.rows.length, differences: rows.filter(differs).length };
  return { asOf, ...counts, repeated: false, refusal: refused };
}
